"""This module names what can go wrong with an audio file: one class for each thing a person can do about it."""

from pathlib import Path

from sqcodec_gui.errors import SqcodecError


class AudioError(SqcodecError):
    """An audio file could not be read or written; the root of this layer's errors."""


class MissingAudioError(AudioError):
    """There is no such file."""


class NotAFileError(AudioError):
    """The path is a folder, a device or a socket."""


class AudioPermissionError(AudioError):
    """The operating system does not let us read or write here."""


class NotAudioError(AudioError):
    """The content is no audio that any reader knows."""


class NoSoundError(NotAudioError):
    """A media file has no sound track, such as a picture or a silent video."""


class NoSuchTrackError(AudioError):
    """The file has no sound track of this number."""


class EmptyAudioError(AudioError):
    """The file has no bytes, or no samples."""


class DamagedAudioError(AudioError):
    """The file is audio, but nothing (or nothing more) of it can be decoded."""


class NonFiniteAudioError(AudioError):
    """A sample is not a number or infinite."""


class AudioWriteError(AudioError):
    """The target cannot hold this audio, or the disk did not take it."""


def shown_name(path: Path) -> str:
    """Return the file's name on one line: control characters and undecodable bytes are replaced by a question mark."""
    return "".join(letter if letter.isprintable() else "?" for letter in path.name or str(path))
