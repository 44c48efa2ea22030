"""A decoded recording is compared with its original in level and in time; numpy only."""

from typing import NamedTuple

import numpy as np

from sqcodec_gui.audio.delay_alignment import cross_correlation

_FRAME = 1024
_ACTIVE_RANGE_DB = 40.0
_SILENCE = 1e-10


class Delay(NamedTuple):
    """Its ``frames`` above zero mean that the decoded one is late. ``likeness`` is the correlation there, 0 to 1; near
    0 the delay means nothing."""

    frames: int
    likeness: float


def level_difference_db(original: np.ndarray, decoded: np.ndarray) -> float | None:
    """Return how much louder (above zero) or quieter the decoded one is, in dB, where the original is not silent.

    Both are float ``[n]`` at one rate, in step. Frames of 1,024 samples within 40 dB of the loudest one count, as
    RMS over all of them. None if there is nothing to compare.
    """
    frames = min(len(original), len(decoded)) // _FRAME
    powers = [
        np.square(signal[: frames * _FRAME].reshape(frames, _FRAME), dtype=np.float64).mean(axis=1)
        for signal in (original, decoded)
    ]
    if frames == 0 or powers[0].max() < _SILENCE:
        return None
    is_active = powers[0] > powers[0].max() * 10 ** (-_ACTIVE_RANGE_DB / 10)
    before, after = (power[is_active].sum() for power in powers)
    return None if after < _SILENCE else float(10 * np.log10(after / before))


def measure_delay(original: np.ndarray, decoded: np.ndarray, most_frames: int) -> Delay:
    """Return the shift of at most ``most_frames`` (either way) at which both are most alike, by cross-correlation.

    Both are float ``[n]`` at one rate. Silence has no delay: frames 0, likeness 0.
    """
    length = min(len(original), len(decoded))
    first, second = (np.asarray(signal[:length], np.float64) for signal in (original, decoded))
    norm = float(np.sqrt(np.dot(first, first) * np.dot(second, second)))
    if norm < _SILENCE:
        return Delay(0, 0.0)
    most = min(most_frames, length - 1)
    correlation = cross_correlation(first, second, most)
    best = int(correlation.argmax())
    return Delay(best - most, max(0.0, float(correlation[best] / norm)))
