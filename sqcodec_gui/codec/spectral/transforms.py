"""The short-time spectrum and its way back are products of real matrices, the same in every engine. No torch.

A window of T samples is real, so that its spectrum's real parts come from x[n] + x[T − n] alone and its imaginary parts
from x[n] − x[T − n]: two products of half the size. The way back is the same, mirrored.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture


def hann_window(samples: int) -> np.ndarray:
    """Return the periodic Hann window [samples], computed in float64 for the same float32 on every machine."""
    window: np.ndarray = (0.5 - 0.5 * np.cos(np.arange(samples) * (2 * np.pi / samples))).astype(np.float32)
    return window


@dataclass(frozen=True)
class Transforms:
    """It has matrices float32 [bins, bins], with the window in them.

    ``mirrored``: for each n of x[n], n < bins, where x[T − n] stands. Forwards: ``to_real`` for their sums,
    ``to_imaginary`` for their differences. Backwards: what ``from_real`` and ``from_imaginary`` give, added, is x[n],
    and subtracted x[T − n].
    """

    to_real: np.ndarray
    to_imaginary: np.ndarray
    from_real: np.ndarray
    from_imaginary: np.ndarray
    mirrored: np.ndarray


@cache
def transforms(architecture: Architecture) -> Transforms:
    """Compute the matrices, in float64 until they are ready."""
    samples, bins = architecture.window_samples, architecture.bins
    n = np.arange(bins)
    angle = np.outer(n, n) % samples * (2 * np.pi / samples)
    window = hann_window(samples)[:bins].astype(np.float64)
    is_alone = (n == 0) | (n == bins - 1)  # these have no mirror image: their sum holds them twice
    forwards = (window * np.where(is_alone, 0.5, 1))[:, None]
    backwards = np.where(is_alone, 1, 2)[:, None] * window / samples
    return Transforms(
        to_real=(forwards * np.cos(angle)).astype(np.float32),
        to_imaginary=(-forwards * np.sin(angle)).astype(np.float32),
        from_real=(backwards * np.cos(angle)).astype(np.float32),
        from_imaginary=(-backwards * np.sin(angle)).astype(np.float32),
        mirrored=np.where(is_alone, n, samples - n),
    )


@cache
def squared_windows(architecture: Architecture) -> np.ndarray:
    """Return the window squared, in rows of a hop, float32 [window / hop, hop]."""
    squares: np.ndarray = np.square(hann_window(architecture.window_samples)).reshape(-1, architecture.hop_samples)
    return squares


def window_sums(architecture: Architecture, start: int, frames: int, end: int | None) -> np.ndarray:
    """Return squared windows summed at each sample of ``frames`` hops from frame ``start`` on, float32 [frames · hop].

    They are of the windows that there are in a recording of ``end`` frames (None: it goes on): its first and last
    samples have fewer.
    """
    hop, side = architecture.hop_samples, architecture.side_samples
    rows = squared_windows(architecture)
    first = start - len(rows)
    at = np.arange(first, start + frames + len(rows))
    exists = ((at >= 0) & (at < (at[-1] + 1 if end is None else end))).astype(np.float32)
    sums = np.zeros((len(at), hop), np.float32)
    for part, row in enumerate(rows):  # row n of sums begins ``side`` samples before frame first + n
        sums[part:] += exists[: len(at) - part, None] * row
    begin = (start - first) * hop + side
    return sums.reshape(-1)[begin : begin + frames * hop]
