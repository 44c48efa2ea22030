"""This module brings what a codec gave back into step with what it was given: all of them add some delay."""

import numpy as np


def delay_samples(original: np.ndarray, decoded: np.ndarray, longest_samples: int) -> int:
    """Measure how many samples ``decoded`` is late (below zero: early), at most ``longest_samples`` either way.

    Both are float ``[samples]`` or ``[channels, samples]`` at one rate, of any lengths. By cross-correlation; silence
    gives some delay within the bounds.
    """
    heard = _mono(decoded)[: original.shape[-1] + longest_samples]
    return int(np.argmax(cross_correlation(_mono(original), heard, longest_samples))) - longest_samples


def cross_correlation(first: np.ndarray, second: np.ndarray, most_samples: int) -> np.ndarray:
    """Return the products of both, float ``[samples]``, with ``second`` moved by ``-most_samples`` to ``most_samples``.

    float ``[2 * most_samples + 1]``: high where ``second`` is so much later than ``first``. Both at one rate.
    """
    size = 1 << max(len(first) + len(second), 2 * most_samples + 1).bit_length()
    products = np.fft.irfft(np.fft.rfft(first, size).conj() * np.fft.rfft(second, size), size)
    return np.concatenate([products[size - most_samples :], products[: most_samples + 1]])


def aligned(original: np.ndarray, decoded: np.ndarray, longest_samples: int) -> np.ndarray:
    """Return ``decoded``, moved by its delay, as float32 just as long as ``original``; see ``delay_samples``."""
    reach, length = longest_samples, original.shape[-1]
    start = reach + delay_samples(original, decoded, reach)
    return _padded(decoded, reach, length)[..., start : start + length].astype(np.float32)


def _mono(samples: np.ndarray) -> np.ndarray:
    return samples if samples.ndim == 1 else samples.mean(0)


def _padded(decoded: np.ndarray, reach: int, length: int) -> np.ndarray:
    """Return the sound with silence around it, enough for every place within reach."""
    around = (reach, max(reach, length + reach - decoded.shape[-1]))
    return np.pad(decoded, [(0, 0)] * (decoded.ndim - 1) + [around])
