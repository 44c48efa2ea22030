"""A passage is a stretch of a recording; a sound is samples in memory."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sqcodec_gui.audio import StreamResampler, open_audio

SHORTEST_S, LONGEST_S = 1.0, 30.0
"""Of a passage that is listened to again and again."""


@dataclass(frozen=True)
class Passage:
    """It is a stretch in seconds from the start of a recording."""

    start_s: float
    stop_s: float

    @property
    def duration_s(self) -> float:
        return self.stop_s - self.start_s


@dataclass(frozen=True)
class Sound:
    """It has ``samples``: float32 ``[frames, channels]``, full scale at ±1."""

    samples: np.ndarray
    sample_rate_hz: int

    @property
    def channels(self) -> int:
        return int(self.samples.shape[1])

    @property
    def duration_s(self) -> float:
        return len(self.samples) / self.sample_rate_hz

    def amplified(self, gain_db: float) -> "Sound":
        """Return the same sound, louder by ``gain_db``; samples may lie beyond ±1 then."""
        return Sound(self.samples * np.float32(10 ** (gain_db / 20)), self.sample_rate_hz)

    def at_rate(self, rate_hz: int) -> "Sound":
        """Return the same sound at another rate; at a lower one, without what that cannot hold."""
        resampler = StreamResampler(self.sample_rate_hz, rate_hz, self.channels)
        first = resampler.push(self.samples)
        return Sound(np.concatenate([first, resampler.flush()]), rate_hz)


def read_passage(path: Path, passage: Passage) -> Sound:
    """Return the samples of a passage, cut to the recording's end. Raises AudioError."""
    with open_audio(path) as reader:
        rate_hz = reader.info.sample_rate_hz
        first = round(passage.start_s * rate_hz)
        reader.seek(first)
        return Sound(reader.read(round(passage.stop_s * rate_hz) - first), rate_hz)
