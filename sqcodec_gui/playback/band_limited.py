"""A recording limited to a lower sample rate is what even a perfect codec of that rate would give back."""

import numpy as np

from sqcodec_gui.playback.resampling_reader import ResamplingReader
from sqcodec_gui.playback.sample_sources import SampleSource


class BandLimitedSource:
    """It gives another source at ``sample_rate_hz``, brought down by soxr; the player's own reader brings it up again.

    Both are as the codec's input and output are treated, so that only the codec is between this and what is decoded.
    """

    def __init__(self, source: SampleSource, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self.channels = source.channels
        self._reader = ResamplingReader(source, sample_rate_hz, source.channels)

    @property
    def frames(self) -> int | None:
        return self._reader.frames

    def ready_frames(self, start: int) -> int:
        """Count the frames of the source that are ready, at this rate; the last of them may need what comes after."""
        source = self._reader.source
        first = start * source.sample_rate_hz // self.sample_rate_hz
        return source.ready_frames(first) * self.sample_rate_hz // source.sample_rate_hz

    def read(self, start: int, frames: int) -> np.ndarray:
        block = self._reader.read(start, frames)
        return block if self.frames is None else block[: max(0, self.frames - start)]

    def close(self) -> None:
        self._reader.source.close()
