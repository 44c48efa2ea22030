"""Quick looks at files: is it audio, and what is it; no file is decoded for that."""

from pathlib import Path

from sqcodec_gui.audio.formats import (
    AUDIO_EXTENSIONS,
    VIDEO_EXTENSIONS,
    Family,
    family_of_header,
    read_header,
)
from sqcodec_gui.audio.reader import AudioInfo, open_audio

__all__ = ["AUDIO_EXTENSIONS", "VIDEO_EXTENSIONS", "is_probably_audio", "probe"]

_EXTENSIONS_OF_SOURCES = (".ts", ".mts")
"""Of transport streams, and of programs in TypeScript: those are text, which holds no zero byte."""


def is_probably_audio(path: str | Path) -> bool:
    """Whether a folder scan should take this file: by its extension, and by its first bytes if it has none.

    A recording that is damaged, empty or not to be read is taken as well: who opens it will tell of it, and nobody
    finds out years later that it was left out. (Of ``.ts`` and ``.mts`` only what is no text: programs in TypeScript
    are called so.) Reads 4 KiB at most. Never raises.
    """
    path = Path(path)
    extension = path.suffix.lower()
    if extension and extension not in AUDIO_EXTENSIONS + VIDEO_EXTENSIONS:
        return False
    try:
        if path.is_dir():
            return False
        if extension and extension not in _EXTENSIONS_OF_SOURCES:
            return True
        if not path.is_file():  # to open a pipe could wait for ever
            return bool(extension)
        header = read_header(path)
    except OSError:
        return bool(extension)
    return b"\0" in header if extension else family_of_header(header) is not Family.UNKNOWN


def probe(path: str | Path, track: int | None = None) -> AudioInfo:
    """Rate, channels, length, tags and dates of an audio file. Raises AudioError as ``open_audio`` does.

    Headers are read, and of formats that PyAV reads the first packet is decoded.
    """
    with open_audio(path, track) as reader:
        return reader.info
