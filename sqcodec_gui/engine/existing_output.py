"""This module tells whether a file that is there already is what a conversion would make.

A .sqc file must be made of all of the recording as it is now, with nothing lost; a recording must be of the length and
form that it would be written in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqcodec_gui.audio import AudioInfo, probe
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.formats import Family, family_of_header, read_header
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.container import Header, Part, SqcError, SqcReader, SqcVersionError
from sqcodec_gui.engine.completeness import completeness_of
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.file_types import LOSSLESS

_FAMILIES = {"wav": Family.RIFF, "flac": Family.FLAC, "opus": Family.OGG, "mp3": Family.MPEG}
"""How files of these containers begin."""
_LOSSY_TOLERANCE_S = 0.1
"""What an MP3 or Opus file of another program may be longer or shorter by: not all count to the sample."""


def is_made_of(reader: SqcReader, size_bytes: int | None) -> bool:
    """Return whether header and footer say that the file was made of all of a recording of ``size_bytes``, with nothing
    lost. Nothing more is read."""
    return stems_from(reader, size_bytes) and completeness_of(reader).is_complete


def stems_from(reader: SqcReader, size_bytes: int | None) -> bool:
    """Return whether the file was made of all of a recording of ``size_bytes``, whatever was lost of it then or later.

    Of a file whose footer is lost, only the header tells.
    """
    part = reader.parts[0]
    is_of_whole = part.source_sha256 != "" or reader.footer is None  # a cut has no hash
    return len(reader.parts) == 1 and is_of_whole and part.source.size_bytes == size_bytes


def require_existing_output(
    small: Path,
    source_name: str,
    size_bytes: int | None,
    cancel: CancelToken,
    is_unchanged: Callable[[Part], bool] = lambda part: True,
) -> Header:
    """Return the header of ``small``, whose blocks are whole, and which was made of this recording of ``size_bytes``.

    ``is_unchanged``: asked in the end, with what is known of the recording that it was made of. Raises EngineError with
    one line that says what to do, SqcVersionError, CancelledError.
    """
    from sqcodec_gui.engine.sqc_file import open_for_reading  # with all codecs; ``is_made_of`` needs none

    try:
        with open_for_reading(small, None, tolerant=False) as reader:
            for index in range(len(reader.blocks)):
                cancel.check()
                reader.read_stored_block(index)
            is_of_it = is_made_of(reader, size_bytes) and is_unchanged(reader.parts[0])
            header = reader.header
    except SqcVersionError:
        raise
    except SqcError as error:
        raise EngineError(
            "{small} is already there, but it is no whole .sqc file; move it away, or have it overwritten.",
            small=small.name,
        ) from error
    if not is_of_it:
        raise EngineError(
            "{small} is already there, but it was not made of all of {source_name} as it is now; move"
            " it away, or have it overwritten.",
            small=small.name,
            source_name=source_name,
        )
    return header


@dataclass(frozen=True)
class ExpectedRecording:
    """It is the form in which a recording would be written.

    ``container``: as in ``file_types.WRITTEN``. ``sample_format``: such as PCM_16; it counts where people choose it.
    ``frames``: at ``sample_rate_hz``; None where the end of the .sqc file is lost, so that nobody knows.
    """

    container: str
    sample_format: str
    sample_rate_hz: int
    channels: int
    frames: int | None

    def has_form_of(self, info: AudioInfo) -> bool:
        """Return whether a file is in this form."""
        is_format = self.container not in LOSSLESS or info.sample_format == self.sample_format
        return is_format and (info.sample_rate_hz, info.channels) == (self.sample_rate_hz, self.channels)

    def has_length_of(self, info: AudioInfo) -> bool:
        """Return whether a file is as long, to the sample where nothing is lossy."""
        if self.frames is None:
            return True
        if self.container in LOSSLESS:
            return info.frames == self.frames
        difference_s = (info.duration_s or 0.0) - self.frames / self.sample_rate_hz
        return abs(difference_s) <= _LOSSY_TOLERANCE_S


def require_existing_recording(target: Path, source_name: str, expected: ExpectedRecording) -> None:
    """Raise EngineError, with one line that says what to do, if ``target`` is not what ``source_name`` would become.

    Its sound is not compared: that would take as long as to make it again.
    """
    try:
        is_kind = family_of_header(read_header(target)) is _FAMILIES[expected.container]
        info = probe(target)
    except (AudioError, OSError):
        is_kind, info = False, None
    if info is None or not is_kind or info.truncated:
        raise EngineError(
            "{target} is already there, but it is no whole recording of that format; move it away, or have it"
            " overwritten.",
            target=target.name,
        )
    if not expected.has_form_of(info):
        raise EngineError(
            "{target} is already there, but as {found}, not as {expected}; move it away, or have it overwritten.",
            target=target.name,
            found=_form(info),
            expected=_form(expected),
        )
    if not expected.has_length_of(info):
        raise EngineError(
            "{target} is already there, but it is not as long as what {source_name} becomes; move it away, or have it"
            " overwritten.",
            target=target.name,
            source_name=source_name,
        )


def _form(of: AudioInfo | ExpectedRecording) -> str:
    """Return format, rate and channels in short."""
    return f"{of.sample_format} {of.sample_rate_hz} Hz × {of.channels}"
