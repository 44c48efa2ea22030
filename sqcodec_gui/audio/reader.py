"""This module holds what is known of an audio file, and reads it as a stream of blocks, by whichever library."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from sqcodec_gui.audio.errors import (
    NonFiniteAudioError,
    shown_name,
)
from sqcodec_gui.audio.lost_spans import ENDS_EARLY, LostSpan
from sqcodec_gui.audio.tags import Cover, Tags
from sqcodec_gui.audio.tracks import SoundTrack
from sqcodec_gui.marks import Mark
from sqcodec_gui.messages import Message

BLOCK_FRAMES = 65536
_ROUNDING_S = 0.001
"""A length that is guessed from a file's size is not exacter."""


@dataclass(frozen=True)
class AudioInfo:
    """It holds what is known of an audio file before its samples are read."""

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
    has_pictures: bool = False
    """Moving pictures lie beside the sound: it is a film. Covers are none."""
    reading: object | None = field(default=None, repr=False, compare=False)
    """For ``open_audio`` alone: how the file was found to be read, so that it need not look again."""


class AudioReader(ABC):
    """It is an open audio file; a context manager, used by one thread at a time.

    Blocks are float32 ``[frames, channels]``, full scale at ±1, in the order of WAV's channels. Float files
    may go beyond ±1 and are passed on as they are. Samples that are not finite raise NonFiniteAudioError.
    """

    def __init__(self, info: AudioInfo) -> None:
        self.info = info
        self.position_frames = 0
        self.truncated = info.truncated
        """Becomes true as soon as the file is known to hold less than it should."""
        self._ended_at_frames: int | None = None
        self._missing_s: float | None = None
        """Of the end, where that is known better than by the length that is told"""

    @property
    def lost(self) -> tuple[LostSpan, ...]:
        """Return the sound that could not be read, in order of time; complete once the blocks are exhausted.

        Empty for a recording that is whole.
        """
        if not self.truncated:
            return ()
        rate_hz, at = self.info.sample_rate_hz, self._ended_at_frames
        frames = self.position_frames if at is None else at
        promised_s = (self.info.duration_s or 0.0) if self.info.frames is None else self.info.frames / rate_hz
        lost_s = promised_s - frames / rate_hz if self._missing_s is None else self._missing_s
        lost_s = lost_s if lost_s > _ROUNDING_S else 0.0
        return (LostSpan(frames / rate_hz, lost_s, ENDS_EARLY, False),)

    @property
    def notices(self) -> tuple[Message, ...]:
        """Return plain sentences of what a person should know of the reading though nothing was lost by it.

        Such as a gap in the time stamps that became silence. Complete once the blocks are exhausted.
        """
        return ()

    def read(self, frames: int) -> np.ndarray:
        """Read the next ``frames`` frames, float32 ``[n, channels]``; fewer only at the end, then none.

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
        """Read everything from here to the end, in blocks of ``block_frames`` (the last may be shorter)."""
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
        """Read up to ``frames`` frames; fewer only at the end."""

    @abstractmethod
    def _seek(self, frame: int) -> None: ...

    @abstractmethod
    def _close(self) -> None: ...
