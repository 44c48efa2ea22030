"""What can go wrong with a .sqc file, and the findings of a damaged one."""

import enum
from dataclasses import dataclass

from sqcodec_gui.errors import SqcodecError


class SqcError(SqcodecError):
    """Something is wrong with a .sqc file.

    Attributes: ``offset`` (byte in the file, or None), ``what`` (what happened), ``rescue`` (what can
    still be saved, may be empty), ``file_name`` (may be empty).
    """

    def __init__(self, what: str, *, offset: int | None = None, rescue: str = "", file_name: str = ""):
        self.what = what
        self.offset = offset
        self.rescue = rescue
        self.file_name = file_name
        super().__init__(what)

    def __str__(self) -> str:
        start = f"{self.file_name}: " if self.file_name else ""
        place = "" if self.offset is None else f" (at byte {self.offset:,})"
        end = f" {self.rescue}" if self.rescue else ""
        return f"{start}{self.what}{place}.{end}"


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


class SqcLayerError(SqcBlockError):
    """An upper layer of a block is damaged: its time sounds worse, but is not silent. ``layer`` counts from 0."""

    def __init__(self, layer: int, why: str = "its checksum is wrong", *, offset: int | None = None):
        self.layer = layer
        super().__init__(f"layer {layer + 1} of a block is damaged: {why}", offset=offset)


class SqcLostError(SqcBlockError):
    """A stretch that was lost before the file was repaired: the file is sound, these seconds are silent."""


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
    """What a finding is about; ``value`` is its stable name in reports."""

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
    """One finding. ``offset`` and ``size_bytes`` say where in the file; ``start_s`` and ``duration_s``
    which span of the recording is lost by it (duration 0: no sound is lost); ``error`` is what a strict
    reader raises for it."""

    kind: DamageKind
    offset: int
    size_bytes: int
    start_s: float
    duration_s: float
    error: SqcError

    def __str__(self) -> str:
        lost = f" Lost: {self.duration_s:.2f} s from {self.start_s:.2f} s on." if self.duration_s else ""
        return f"{self.error}{lost}"
