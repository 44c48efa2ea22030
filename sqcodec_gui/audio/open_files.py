"""This module opens audio files, with one line for people for whatever keeps them from being opened."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqcodec_gui.audio.errors import (
    AudioError,
    AudioPermissionError,
    DamagedAudioError,
    EmptyAudioError,
    MissingAudioError,
    NotAFileError,
    NotAudioError,
    shown_name,
)
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.audio.reader import AudioInfo, AudioReader
from sqcodec_gui.audio.unsupported import advice_by_name, refuse_unsupported
from sqcodec_gui.errors import system_reason


def open_audio(path: str | Path, track: int | None = None, info: AudioInfo | None = None) -> AudioReader:
    """Open an audio file, or the sound of a video, for reading.

    ``track``: which sound track, from 1; None takes the best that can be decoded. ``info``: what an earlier call told
    of the same file and track; as long as the file is as it was, it is not looked at again but only read. Raises a
    subclass of AudioError with one line for people: MissingAudioError, NotAFileError, AudioPermissionError,
    EmptyAudioError (no bytes or no samples), NotAudioError, NoSoundError, NoSuchTrackError, DamagedAudioError.
    """
    return _open(_as_path(path), track, info, counts_frames=True)


def read_info(path: str | Path, track: int | None = None) -> AudioInfo:
    """Return what ``open_audio`` would tell, but count no large file whose frames alone would tell its length."""
    with _open(_as_path(path), track, None, counts_frames=False) as reader:
        return reader.info


def _as_path(path: str | Path) -> Path:
    """Return ``path`` as a path; one that is open already stays so."""
    return path if isinstance(path, Path) else Path(path)


@contextmanager
def open_once(path: str | Path) -> Iterator[OpenedPath]:
    """Give the same path, open for reading: what looks into the file, reads or hashes it meanwhile opens it no more.

    Raises a subclass of AudioError for a file that cannot be opened.
    """
    path = Path(path)
    with ExitStack() as stack:
        with _as_audio_errors(path):
            _check_is_readable_file(path)
            opened = stack.enter_context(OpenedPath(path))
        yield opened


def _open(path: Path, track: int | None, info: AudioInfo | None, counts_frames: bool) -> AudioReader:
    # Loads libsndfile, which whoever opens no file need not wait for.
    from sqcodec_gui.audio.reader_choice import open_again, open_counted

    with _as_audio_errors(path):
        if info is not None and (reader := open_again(path, info)) is not None:
            return reader
        if isinstance(path, OpenedPath) and path.is_open:
            refuse_unsupported(path)
            return open_counted(path, track, counts_frames)
        _check_is_readable_file(path)
        with OpenedPath(path) as opened:
            refuse_unsupported(opened)
            return open_counted(opened, track, counts_frames)


@contextmanager
def _as_audio_errors(path: Path) -> Iterator[None]:
    """Let no error through but AudioError."""
    try:
        yield
    except (NotAudioError, DamagedAudioError) as error:
        advice = advice_by_name(path)
        if advice is None:
            raise
        raise NotAudioError(advice) from error
    except FileNotFoundError as error:
        raise MissingAudioError(
            "{name} is not there (any more); check the name and the folder.", name=shown_name(path)
        ) from error
    except PermissionError as error:
        raise AudioPermissionError(
            "{name} may not be read by you; change its permissions or copy it elsewhere.", name=shown_name(path)
        ) from error
    except OSError as error:
        raise AudioError(
            "{name} could not be read ({reason}); check the disk or connection.",
            name=shown_name(path),
            reason=system_reason(error),
        ) from error


def _check_is_readable_file(path: Path) -> None:
    """Raise what is wrong with ``path`` before any library looks at it."""
    size_bytes = path.stat().st_size
    if path.is_dir():
        with os.scandir(path):  # raises what keeps it from being looked into
            pass
        raise NotAFileError("{name} is a folder; choose the sound files inside it.", name=shown_name(path))
    if not path.is_file():
        raise NotAFileError("{name} is not an ordinary file; copy its sound to a file first.", name=shown_name(path))
    if size_bytes == 0:
        raise EmptyAudioError("{name} is empty (0 bytes); look for another copy of it.", name=shown_name(path))
