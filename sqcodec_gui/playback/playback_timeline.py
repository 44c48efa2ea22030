"""The timeline decides what is heard in which order: the tracks in step, the loop, the end; read piece by piece."""

from collections.abc import Callable

import numpy as np

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message
from sqcodec_gui.playback.buffer import TRACKS, PlayBuffer
from sqcodec_gui.playback.resampling_reader import ResamplingReader
from sqcodec_gui.playback.sample_sources import SampleSource

PIECE_FRAMES = 4096
SHORTEST_LOOP_S = 0.05
_BEGIN_S, _RESUME_S = 0.4, 0.5
"""So much must be decoded before it begins, or goes on after running dry: better one pause than a stutter."""


class PlaybackTimeline:
    """It plays up to three tracks at the device's rate and channels. Positions are frames of the device.

    ``heard`` (0 to 2) is the track that must be ready; another one is silent where it is not. ``on_error(message)`` is
    called when a track cannot be read; it is gone from then on.
    """

    def __init__(self, rate_hz: int, channels: int, fade_frames: int, on_error: Callable[[Message], None]) -> None:
        self.rate_hz = rate_hz
        self.channels = channels
        self.heard = 0
        self.loop: tuple[int, int] | None = None
        self.readers: list[ResamplingReader | None] = [None] * TRACKS
        self._fade_frames = fade_frames
        self._on_error = on_error
        self._next = 0
        self._tail: np.ndarray | None = None

    def take_over(self, other: "PlaybackTimeline") -> None:
        """Take the tracks and the loop of another one, whose rate may differ."""
        for track, reader in enumerate(other.readers):
            if reader is not None:
                self.set_track(track, reader.source)
        self.heard = other.heard
        if other.loop is not None:
            self.set_loop((other.loop[0] / other.rate_hz, other.loop[1] / other.rate_hz))

    def set_track(self, track: int, source: SampleSource) -> None:
        """Put this source in the place of what the track was before, which is closed."""
        before = self.readers[track]
        if before is not None:
            before.source.close()
        self.readers[track] = ResamplingReader(source, self.rate_hz, self.channels)

    def set_loop(self, loop_s: tuple[float, float] | None) -> None:
        """Repeat from the first to the second moment, at least 50 ms."""
        if loop_s is None:
            self.loop = None
            return
        start = max(0, round(loop_s[0] * self.rate_hz))
        self.loop = start, max(round(loop_s[1] * self.rate_hz), start + round(SHORTEST_LOOP_S * self.rate_hz))

    def close_sources(self) -> None:
        for reader in self.readers:
            if reader is not None:
                reader.source.close()
        self.readers = [None] * TRACKS

    def go_to(self, position: int) -> None:
        """Begin the next piece here."""
        self._next, self._tail = position, None

    def fill(self, buffer: PlayBuffer) -> bool:
        """Write one more piece; False if there is nothing to write now."""
        end = self.end()
        if self.loop is None and end is not None and self._next >= end:
            buffer.is_complete = True
            return False
        wanted = min(PIECE_FRAMES, buffer.free)
        if self.loop is not None and self._next < self.loop[1]:
            wanted = min(wanted, self.loop[1] - self._next)
        elif self.loop is None and end is not None:
            wanted = min(wanted, end - self._next)
        if buffer.is_waiting and not self._is_ready(_RESUME_S if buffer.written else _BEGIN_S):
            return False
        block, buffer.is_waiting, holes = self._read(self._next, wanted)
        if block.shape[1] == 0:
            return False
        self._blend_tail(block)
        buffer.write(block)
        for track in holes:
            buffer.mark_hole(track)
        self._next += block.shape[1]
        self._wrap(buffer)
        return True

    def _is_ready(self, needed_s: float) -> bool:
        reader = self.readers[self.heard]
        return reader is None or reader.is_ready(self._next, round(needed_s * self.rate_hz))

    def _wrap(self, buffer: PlayBuffer) -> None:
        """Go back at the end of the loop; what would have come next fades out over the new start."""
        if self.loop is None or self._next != self.loop[1]:
            return
        self._tail = self._read(self._next, self._fade_frames)[0]
        self._next = self.loop[0]
        buffer.begin_segment(self._next)

    def _blend_tail(self, block: np.ndarray) -> None:
        tail, self._tail = self._tail, None
        if tail is None:
            return
        frames = min(block.shape[1], tail.shape[1])
        angle = (np.arange(1, frames + 1, dtype=np.float32) / max(1, self._fade_frames) * (np.pi / 2))[:, None]
        block[:, :frames] = block[:, :frames] * np.sin(angle) + tail[:, :frames] * np.cos(angle)

    def end(self) -> int | None:
        """Return where the longer track ends; None while that is not known."""
        ends = [reader.frames for reader in self.readers if reader is not None]
        known = [end for end in ends if end is not None]
        return max(known, default=0) if len(known) == len(ends) else None

    def _read(self, position: int, frames: int) -> tuple[np.ndarray, bool, list[int]]:
        """Return all tracks ``[tracks, n, channels]``, whether the heard one is not ready, and which others.

        The heard track decides how much is read; the others are filled up with silence.
        """
        heard_block = self._read_track(self.heard, position, frames)
        length = len(heard_block)
        block = np.zeros((TRACKS, length, self.channels), np.float32)
        block[self.heard] = heard_block
        holes = []
        for other in range(TRACKS):
            if other != self.heard:
                other_block = self._read_track(other, position, length)
                block[other, : len(other_block)] = other_block
                if len(other_block) < length:
                    holes.append(other)
        return block, length < frames, holes

    def _read_track(self, track: int, position: int, frames: int) -> np.ndarray:
        reader = self.readers[track]
        if reader is None:
            return np.zeros((frames, self.channels), np.float32)
        try:
            return reader.read(position, frames)
        except SqcodecError as error:
            reader.source.close()
            self.readers[track] = None
            self._on_error(error.message)
            return np.zeros((frames, self.channels), np.float32)
