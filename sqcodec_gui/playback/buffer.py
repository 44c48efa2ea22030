"""The buffer holds what will be heard next: all tracks, at the same positions, between playback thread and callback.

One thread writes, one reads, without a lock: each moves a counter of its own, after the samples are in place.
"""

from bisect import bisect_right

import numpy as np

TRACKS = 3
"""That many recordings can be heard in turns; those that are not set are silent."""


class PlayBuffer:
    """It is a ring of frames in the order in which they are heard. Counts go up for ever; they start at 0.

    ``samples``: float32 ``[tracks, capacity, channels]``. ``follows``: another buffer and a count in it, the
    moment that this one's count 0 stands for: it takes over there without a seam. ``is_exchange``: what is heard is the
    same recording in another form, so that it takes over by a fade.
    """

    def __init__(
        self,
        capacity_frames: int,
        channels: int,
        position: int,
        follows: "tuple[PlayBuffer, int] | None" = None,
        is_exchange: bool = False,
    ) -> None:
        self.samples = np.zeros((TRACKS, capacity_frames, channels), np.float32)
        self.written = 0
        self.played = 0
        self.is_complete = False
        """Nothing comes after what is written."""
        self.is_waiting = False
        """What comes next is not decoded yet: running dry is no fault of ours."""
        self._hole_end = [0] * TRACKS
        self.follows = follows
        self.is_exchange = is_exchange
        self._segments = [(0, position)]

    @property
    def available(self) -> int:
        return self.written - self.played

    @property
    def free(self) -> int:
        return self.samples.shape[1] - self.available

    def begin_segment(self, position: int) -> None:
        """Note that what is written from here on starts at this position of the recording (a loop went back)."""
        self._segments.append((self.written, position))

    def position_at(self, count: int) -> int:
        """Return the position in the recording of the frame with this count."""
        index = bisect_right(self._segments, count, key=lambda segment: segment[0]) - 1
        first_count, position = self._segments[max(0, index)]
        return position + count - first_count

    def mark_hole(self, track: int) -> None:
        """Note that this track is silent somewhere before what comes next, because it was not decoded yet."""
        self._hole_end[track] = self.written

    def has_hole(self, track: int) -> bool:
        """Return whether something of what comes next is missing in this track."""
        return self._hole_end[track] > self.played

    def write(self, block: np.ndarray) -> None:
        """Append float32 ``[tracks, n, channels]``; n is at most ``free``."""
        frames, capacity = block.shape[1], self.samples.shape[1]
        start = self.written % capacity
        until_end = min(frames, capacity - start)
        self.samples[:, start : start + until_end] = block[:, :until_end]
        self.samples[:, : frames - until_end] = block[:, until_end:]
        self.written += frames

    def take(self, out: np.ndarray) -> None:
        """Fill ``out``, float32 ``[tracks, n, channels]``, with what comes next; silence where there is no more."""
        frames, capacity = min(out.shape[1], self.available), self.samples.shape[1]
        start = self.played % capacity
        until_end = min(frames, capacity - start)
        out[:, :until_end] = self.samples[:, start : start + until_end]
        out[:, until_end:frames] = self.samples[:, : frames - until_end]
        out[:, frames:] = 0
        self.played += frames
