"""Loudness as people hear it matches the levels of two recordings before they are compared.

ITU-R BS.1770-4 (loudness of a programme): K-weighting, blocks of 400 ms with three quarters of overlap, an absolute
gate at -70 LUFS and a relative one 10 LU below. The weighting is applied to each block's power spectrum, and not as a
filter over time; for one passage the difference is below 0.1 LU. Channels count equally, which is exact for mono and
stereo. Numpy only.
"""

from typing import NamedTuple

import numpy as np

BLOCK_S, STEP_S = 0.4, 0.1
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = 10.0
OFFSET_LUFS = -0.691
MOST_GAIN_DB = 30.0
"""No recording is raised or lowered by more: it would not be the same thing any more."""
CEILING = 0.985
"""No sample may lie above it after matching: what is clipped would be heard as a difference."""

_SHELF_HZ, _SHELF_DB, _SHELF_Q = 1681.974450955533, 3.999843853973347, 0.7071752369554196
_HIGHPASS_HZ, _HIGHPASS_Q = 38.13547087602444, 0.5003270373238773
"""BS.1770's two filters, told independently of the rate: these give the standard's coefficients at 48 kHz
(B. De Man, “Evaluation of implementations of the EBU R128 loudness measurement”, AES 145, 2018)."""


class LevelMatch(NamedTuple):
    """Its gains in dB make two recordings equally loud. ``reference_db`` is 0 unless both had to be lowered, so that
    the raised one does not clip. ``is_measured``: both were loud enough to be measured; else both gains are 0."""

    reference_db: float
    coded_db: float
    is_measured: bool


def loudness_lufs(samples: np.ndarray, sample_rate_hz: int) -> float | None:
    """Return the loudness of float ``[frames, channels]``; None for less than 400 ms or where all is below -70 LUFS."""
    block, step = round(BLOCK_S * sample_rate_hz), round(STEP_S * sample_rate_hz)
    if len(samples) < block:
        return None
    weights = k_weighting(np.fft.rfftfreq(block, 1 / sample_rate_hz), sample_rate_hz)
    starts = range(0, len(samples) - block + 1, step)
    powers = np.array([_weighted_power(samples[start : start + block], weights) for start in starts])
    powers = powers[powers > _power(ABSOLUTE_GATE_LUFS)]
    if not len(powers):
        return None
    powers = powers[powers > powers.mean() * 10 ** (-RELATIVE_GATE_LU / 10)]
    return float(OFFSET_LUFS + 10 * np.log10(powers.mean()))


def match_levels(reference: np.ndarray, reference_hz: int, coded: np.ndarray, coded_hz: int) -> LevelMatch:
    """Make the coded recording as loud as the reference; both are float ``[frames, channels]`` of one passage."""
    loud_reference = loudness_lufs(reference, reference_hz)
    loud_coded = loudness_lufs(coded, coded_hz)
    if loud_reference is None or loud_coded is None:
        return LevelMatch(0.0, 0.0, False)
    wanted_db = float(np.clip(loud_reference - loud_coded, -MOST_GAIN_DB, MOST_GAIN_DB))
    peak = max(float(np.abs(reference).max()), float(np.abs(coded).max()) * 10 ** (wanted_db / 20))
    lowered_db = min(0.0, float(20 * np.log10(CEILING / peak)))
    return LevelMatch(lowered_db, wanted_db + lowered_db, True)


def k_weighting(frequencies_hz: np.ndarray, sample_rate_hz: int) -> np.ndarray:
    """Return BS.1770's weighting of power at these frequencies, float64 of the same shape, by filters at this rate."""
    z = np.exp(-2j * np.pi * np.asarray(frequencies_hz, np.float64) / sample_rate_hz)
    tangent = np.tan(np.pi * _SHELF_HZ / sample_rate_hz)
    high = 10 ** (_SHELF_DB / 20)
    middle = high**0.4996667741545416
    shelf = _biquad(
        z,
        (
            high + middle * tangent / _SHELF_Q + tangent**2,
            2 * (tangent**2 - high),
            high - middle * tangent / _SHELF_Q + tangent**2,
        ),
        tangent,
        _SHELF_Q,
    )
    tangent = np.tan(np.pi * _HIGHPASS_HZ / sample_rate_hz)
    # The standard leaves the high-pass filter's numerator at 1, -2, 1, whatever its denominator is divided by.
    scale = 1 + tangent / _HIGHPASS_Q + tangent**2
    highpass = _biquad(z, (scale, -2 * scale, scale), tangent, _HIGHPASS_Q)
    power: np.ndarray = np.abs(shelf * highpass) ** 2
    return power


def _biquad(z: np.ndarray, numerator: tuple[float, float, float], tangent: float, q: float) -> np.ndarray:
    """Return the response at ``z`` (one sample's delay) of a filter made by the bilinear transform."""
    denominator = (1 + tangent / q + tangent**2, 2 * (tangent**2 - 1), 1 - tangent / q + tangent**2)
    above, below = (first + second * z + third * z**2 for first, second, third in (numerator, denominator))
    return above / below


def _weighted_power(block: np.ndarray, weights: np.ndarray) -> float:
    """Return the mean square after weighting, summed over channels."""
    spectrum = np.square(np.abs(np.fft.rfft(block, axis=0))) * weights[:, None]
    spectrum[1 : (len(block) + 1) // 2] *= 2  # the bins that stand for two
    return float(spectrum.sum() / len(block) ** 2)


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_LUFS) / 10))
