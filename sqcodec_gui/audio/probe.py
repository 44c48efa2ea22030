"""This module looks quickly at files: whether it is audio, and what it is; no file is decoded for that."""

from collections.abc import Callable
from functools import cache
from mimetypes import MimeTypes
from pathlib import Path

from sqcodec_gui.audio.formats import read_header
from sqcodec_gui.audio.open_files import read_info
from sqcodec_gui.audio.reader import AudioInfo
from sqcodec_gui.audio.signatures import has_audio_signature
from sqcodec_gui.audio.unsupported import UNSUPPORTED_EXTENSIONS, is_unsupported
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS

_EXTENSIONS_OF_SOURCES = (".ts", ".mts")
"""Of transport streams, and of programs in TypeScript: those are text, which holds no zero byte."""
_ANY_KIND = "application/octet-stream"


@cache
def _kinds() -> MimeTypes:
    """Return the kinds that Python knows; its module's functions would ask the system as well. Late: it takes 30 ms."""
    return MimeTypes()


def is_probably_audio(path: str | Path, read: Callable[[Path], bytes] = read_header) -> bool:
    """Return whether a folder scan should take this file: by its extension, or by its first bytes if that says nothing.

    A recording that is damaged, empty, not to be read or of a kind that nothing decodes is taken as well: who opens
    it will tell of it, and nobody finds out years later that it was left out. (Of ``.ts`` and ``.mts`` only what is no
    text: programs in TypeScript are called so.) Reads 4 KiB at most, by ``read``, which may raise OSError.
    Never raises.
    """
    path = Path(path)
    extension = path.suffix.lower()
    is_known = extension in AUDIO_EXTENSIONS + VIDEO_EXTENSIONS + UNSUPPORTED_EXTENSIONS
    if not is_known and _is_something_else(path):
        return False
    try:
        if path.is_dir():
            return False
        if is_known and extension not in _EXTENSIONS_OF_SOURCES:
            return True
        if not path.is_file():  # to open a pipe could wait for ever
            return is_known
        header = read(path)
    except OSError:
        return is_known
    return b"\0" in header if is_known else is_unsupported(header) or has_audio_signature(header)


def _is_something_else(path: Path) -> bool:
    """Return whether the name says that this is a text, a picture, a program, …; the same on every machine."""
    kind, _ = _kinds().guess_type(path.name, strict=False)
    return kind is not None and kind != _ANY_KIND and not kind.startswith(("audio/", "video/"))


def probe(path: str | Path, track: int | None = None) -> AudioInfo:
    """Read rate, channels, length, tags and dates of an audio file. Raises AudioError as ``open_audio`` does.

    Headers are read, and of formats that PyAV reads the first packet is decoded.
    """
    return read_info(path, track)
