"""Reading audio files as a stream of blocks: soundfile first, PyAV for what it does not know."""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from sqcodec_gui.audio.errors import (
    AudioError,
    AudioPermissionError,
    DamagedAudioError,
    EmptyAudioError,
    MissingAudioError,
    NonFiniteAudioError,
    NotAFileError,
    NotAudioError,
    shown_name,
)
from sqcodec_gui.audio.foreign import advice_by_name, refuse_foreign
from sqcodec_gui.audio.losses import ENDS_EARLY, LostSpan
from sqcodec_gui.audio.opened_path import OpenedPath
from sqcodec_gui.audio.tags import Cover, Tags
from sqcodec_gui.audio.tracks import SoundTrack
from sqcodec_gui.errors import system_reason
from sqcodec_gui.marks import Mark
from sqcodec_gui.messages import Message

BLOCK_FRAMES = 65536
_ROUNDING_S = 0.001
"""A length that is guessed from a file's size is not exacter."""


@dataclass(frozen=True)
class AudioInfo:
    """What is known of an audio file before its samples are read."""

    path: Path
    container: str
    """Such as ``WAV``, ``FLAC``, ``OGG``, ``MP3``, ``mov`` (MP4 and its kin), ``matroska``."""
    sample_format: str
    """Such as ``PCM_16``, ``FLOAT``, ``VORBIS``, ``AAC``."""
    sample_rate_hz: int
    """Rate of the samples that come out."""
    channels: int
    frames: int | None
    """Exact number of frames that will come out, or None if only reading will tell."""
    duration_s: float | None
    """Exact where ``frames`` is, else the container's own estimate, or None."""
    tags: Tags = field(default_factory=dict)
    cover: Cover | None = None
    dates: dict[str, str] = field(default_factory=dict)
    """ISO 8601: ``recorded``, ``created``, ``dated``, ``modified``; see ``metadata.read_metadata``."""
    size_bytes: int = 0
    truncated: bool = False
    """The end of the file is known to be missing; what is whole is read."""
    original_rate_hz: int | None = None
    """Rate before an Opus encoder, where the header tells it and it is not ``sample_rate_hz``."""
    track: int | None = None
    """Which sound track this is, from 1; None where the file has no other."""
    tracks: tuple[SoundTrack, ...] = ()
    """All sound tracks, where there are several."""
    marks: tuple[Mark, ...] = ()
    """Chapters, cue points and the like, in order."""
    reading: object | None = field(default=None, repr=False, compare=False)
    """For ``open_audio`` alone: how the file was found to be read, so that it need not look again."""


class AudioReader(ABC):
    """An open audio file; a context manager, used by one thread at a time.

    Blocks are float32 ``[frames, channels]``, full scale at ±1, in the order of WAV's channels. Float files
    may go beyond ±1 and are passed on as they are. Samples that are not finite raise NonFiniteAudioError.
    """

    def __init__(self, info: AudioInfo) -> None:
        self.info = info
        self.position_frames = 0
        self.truncated = info.truncated
        """Becomes true as soon as the file is known to hold less than it should."""
        self._ended_at_frames: int | None = None

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """Sound that could not be read, in order of time; complete once the blocks are exhausted.

        Empty for a recording that is whole.
        """
        if not self.truncated:
            return ()
        rate_hz, at = self.info.sample_rate_hz, self._ended_at_frames
        frames = self.position_frames if at is None else at
        promised_s = (self.info.duration_s or 0.0) if self.info.frames is None else self.info.frames / rate_hz
        lost_s = promised_s - frames / rate_hz
        lost_s = lost_s if lost_s > _ROUNDING_S else 0.0
        return (LostSpan(frames / rate_hz, lost_s, ENDS_EARLY, False),)

    @property
    def notices(self) -> tuple[Message, ...]:
        """Plain sentences of what a person should know of the reading though nothing was lost by it.

        Such as a gap in the time stamps that became silence. Complete once the blocks are exhausted.
        """
        return ()

    def read(self, frames: int) -> np.ndarray:
        """The next ``frames`` frames, float32 ``[n, channels]``; fewer only at the end, then none.

        Raises NonFiniteAudioError and DamagedAudioError, naming the time in seconds.
        """
        block = self._read(frames)
        self._check_finite(block)
        self.position_frames += len(block)
        is_at_end = frames > 0 and not len(block)
        if is_at_end and self.info.frames is not None and self.position_frames < self.info.frames:
            self.truncated, self._ended_at_frames = True, self.position_frames
        return block

    def blocks(self, block_frames: int = BLOCK_FRAMES) -> Iterator[np.ndarray]:
        """Everything from here to the end, in blocks of ``block_frames`` (the last may be shorter)."""
        while len(block := self.read(block_frames)):
            yield block

    def seek(self, frame: int) -> None:
        """Go to ``frame`` (0 is the first), exactly; beyond the end, nothing is left to read.

        Raises ValueError for a negative frame.
        """
        if frame < 0:
            raise ValueError(f"cannot seek to frame {frame}")
        self._seek(frame)
        self.position_frames = frame

    def close(self) -> None:
        """Close the file; reading afterwards is an error. May be called twice."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _check_finite(self, block: np.ndarray) -> None:
        # The sum is finite if all samples are, and costs a tenth of looking at each.
        if np.isfinite(np.sum(block, dtype=np.float64)):
            return
        bad = np.flatnonzero(~np.isfinite(block).all(axis=1))
        at_s = (self.position_frames + int(bad[0])) / self.info.sample_rate_hz
        raise NonFiniteAudioError(
            "{name} has a sample that is not a number or infinite at {at_s:.3f} s; export it again"
            " (for instance as 24-bit WAV) or cut that place out.",
            name=shown_name(self.info.path),
            at_s=at_s,
        )

    @abstractmethod
    def _read(self, frames: int) -> np.ndarray:
        """Up to ``frames`` frames; fewer only at the end."""

    @abstractmethod
    def _seek(self, frame: int) -> None: ...

    @abstractmethod
    def _close(self) -> None: ...


def open_audio(path: str | Path, track: int | None = None, info: AudioInfo | None = None) -> AudioReader:
    """Open an audio file, or the sound of a video, for reading.

    ``track``: which sound track, from 1; None takes the best that can be decoded. ``info``: what an earlier call told
    of the same file and track; as long as the file is as it was, it is not looked at again but only read. Raises a
    subclass of AudioError with one line for people: MissingAudioError, NotAFileError, AudioPermissionError,
    EmptyAudioError (no bytes or no samples), NotAudioError, NoSoundError, NoSuchTrackError, DamagedAudioError.
    """
    return _open(_as_path(path), track, info, looks_long=True)


def look_at(path: str | Path, track: int | None = None) -> AudioInfo:
    """What ``open_audio`` would tell; large files that only counting all their frames would tell are not counted."""
    with _open(_as_path(path), track, None, looks_long=False) as reader:
        return replace(reader.info, reading=None)


def _as_path(path: str | Path) -> Path:
    """A path that is open stays so."""
    return path if isinstance(path, Path) else Path(path)


@contextmanager
def kept_open(path: str | Path) -> Iterator[OpenedPath]:
    """The same path, open for reading: what looks into the file, reads or hashes it meanwhile opens it no more.

    Raises a subclass of AudioError for a file that cannot be opened.
    """
    path = Path(path)
    with ExitStack() as stack:
        with _told_of(path):
            _check_is_readable_file(path)
            opened = stack.enter_context(OpenedPath(path))
        yield opened


def _open(path: Path, track: int | None, info: AudioInfo | None, looks_long: bool) -> AudioReader:
    # They import this module for the class and the record above.
    from sqcodec_gui.audio.opening import open_again, open_counted

    with _told_of(path):
        if info is not None and (reader := open_again(path, info)) is not None:
            return reader
        if isinstance(path, OpenedPath) and path.is_open:
            refuse_foreign(path)
            return open_counted(path, track, looks_long)
        _check_is_readable_file(path)
        with OpenedPath(path) as opened:
            refuse_foreign(opened)
            return open_counted(opened, track, looks_long)


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Lets no error through but AudioError."""
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
