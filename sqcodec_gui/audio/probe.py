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

# The first bytes of these are not telling: transport streams, program streams, AVI and Flash video.
_UNTELLING_EXTENSIONS = (".ts", ".mts", ".m2ts", ".mpg", ".mpeg", ".vob", ".avi", ".flv", ".dts", ".ape")


def is_probably_audio(path: str | Path) -> bool:
    """Whether a folder scan should take this file: by its extension, confirmed by its first bytes.

    A known extension with content that cannot be audio is refused; a file without any extension is taken if its
    content is clearly audio. Reads 4 KiB at most; a file that cannot be read is not audio. Never raises.
    """
    path = Path(path)
    extension = path.suffix.lower()
    if extension and extension not in AUDIO_EXTENSIONS + VIDEO_EXTENSIONS:
        return False
    try:
        if not path.is_file():
            return False
        header = read_header(path)
    except OSError:
        return False
    if header and extension in _UNTELLING_EXTENSIONS:
        return True
    return family_of_header(header) is not Family.UNKNOWN


def probe(path: str | Path) -> AudioInfo:
    """Rate, channels, length, tags and dates of an audio file. Raises AudioError as ``open_audio`` does.

    Headers are read, and of formats that PyAV reads the first packet is decoded.
    """
    with open_audio(path) as reader:
        return reader.info
