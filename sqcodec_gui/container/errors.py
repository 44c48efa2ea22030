"""This module names what can go wrong with a .sqc file, and what is found in a damaged one."""

import enum
from dataclasses import dataclass

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Argument, Message


class SqcError(SqcodecError):
    """Something is wrong with a .sqc file.

    Attributes: ``what`` (what happened, as a part of a sentence), ``offset`` (byte in the file, or None), ``hint``
    (what can be done, as a whole sentence, or None), ``file_name`` (may be empty). The last two may be filled in by
    those who know.
    """

    def __init__(
        self,
        template: str,
        /,
        *,
        offset: int | None = None,
        hint: Message | None = None,
        file_name: str = "",
        **arguments: Argument,
    ) -> None:
        super().__init__(template, **arguments)
        self.what = super().message
        self.offset = offset
        self.hint = hint
        self.file_name = file_name

    @property
    def message(self) -> Message:
        """Return the whole sentence of what is known by now."""
        return self._sentence(self.file_name)

    @property
    def message_without_name(self) -> Message:
        """Return it for those who say themselves which file it is about."""
        return self._sentence("")

    def _sentence(self, file_name: str) -> Message:
        message = self.what
        if self.offset is not None:
            message = Message("{what} (at byte {offset:,})", what=message, offset=self.offset)
        if file_name:
            message = Message("{name}: {what}", name=file_name, what=message)
        sentence = Message("{what}.", what=message)
        return Message("{sentence} {advice}", sentence=sentence, advice=self.hint) if self.hint else sentence

    def __str__(self) -> str:
        return self.message


class SqcSignatureError(SqcError):
    """The file does not begin as a .sqc file does."""


class SqcVersionError(SqcError):
    """The file has a newer format version than this program knows."""


class SqcHeaderError(SqcError):
    """The header is damaged, or does not say what a header must say."""


class SqcLimitError(SqcError):
    """A length or count in the file is beyond what the format allows or the file can hold."""


class SqcTruncatedError(SqcError):
    """The file ends before it should: the encode was interrupted, or the end is lost."""


class SqcBlockError(SqcError):
    """A block is damaged or missing."""


WRONG_CHECKSUM = Message("its checksum is wrong")


class SqcLayerError(SqcBlockError):
    """An upper layer of a block is damaged: its time sounds worse, but is not silent. ``layer`` counts from 0."""

    def __init__(self, layer: int, why: str = WRONG_CHECKSUM, *, offset: int | None = None) -> None:
        self.layer = layer
        self.why = why
        what = Message("layer {number} of a block is damaged: {why}", number=layer + 1, why=why)
        super().__init__(what, offset=offset)


class SqcLostError(SqcBlockError):
    """A stretch was lost before the file was repaired: the file is sound, these seconds are silent."""


class SqcOrderError(SqcError):
    """Blocks, parts or headers stand twice, in the wrong order, or where none may stand."""


class SqcFooterError(SqcError):
    """The footer is damaged, or contradicts the rest of the file."""


class SqcTokenHashError(SqcError):
    """Every block is whole, yet the tokens are not those that the footer's SHA-256 names."""


class SqcTablesError(SqcError):
    """A block needs entropy tables that are not at hand, or these tables are not sound."""


class SqcMismatchError(SqcError):
    """Two files, or a file and a request, do not belong together (join, resume)."""


class DamageKind(enum.Enum):
    """It says what a finding is about; ``value`` is its stable name in reports."""

    HEADER = "header"
    ATTACHMENTS = "attachments"
    PART = "part"
    BLOCK_LOST = "block-lost"
    LAYER_LOST = "layer-lost"
    ORDER = "order"
    FOREIGN_BYTES = "foreign-bytes"
    FOOTER = "footer"
    TOKEN_HASH = "token-hash"


@dataclass(frozen=True)
class Damage:
    """It is one finding. ``offset`` and ``size_bytes`` say where in the file; ``start_s`` and ``duration_s`` which span
    of the recording is lost by it (duration 0: no sound is lost); ``error`` is what a strict reader raises for it."""

    kind: DamageKind
    offset: int
    size_bytes: int
    start_s: float
    duration_s: float
    error: SqcError

    @property
    def message(self) -> Message:
        """Return the error, and what is lost by it; not in which file, which whoever asked for it knows."""
        if not self.duration_s:
            return self.error.message_without_name
        return Message(
            "{error} Lost: {duration_s:.2f} s from {start_s:.2f} s on.",
            error=self.error.message_without_name,
            duration_s=self.duration_s,
            start_s=self.start_s,
        )

    def __str__(self) -> str:
        return self.message


class Findings:
    """It collects what is found in a damaged file, each kind at a place once."""

    def __init__(self) -> None:
        self.damage: list[Damage] = []
        self._noted: set[tuple[DamageKind, int]] = set()

    def note(
        self,
        kind: DamageKind,
        offset: int,
        size_bytes: int,
        error: SqcError,
        span_s: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        """Add a finding; ``span_s``: (start, duration) in seconds of the sound that is lost by it."""
        if (kind, offset) not in self._noted:
            self._noted.add((kind, offset))
            self.damage.append(Damage(kind, offset, size_bytes, *span_s, error))
