"""This module measures how different two recordings sound, one number a second: the distance of their log-mel spectra.

Mel scale of HTK (S. Young et al., The HTK Book, 5.4): 2595 · log10(1 + f / 700).
"""

import numpy as np

WINDOW_SECONDS = 0.032
BANDS = 80
FLOOR = 1e-4
"""Magnitudes, relative to the window's length, below this count as silence (a full-scale sine has a quarter)."""


def mel_of_hz(frequency_hz: float | np.ndarray) -> np.ndarray:
    """Convert frequencies in Hz to mel (O'Shaughnessy's formula)."""
    return 2595 * np.log10(1 + np.asarray(frequency_hz) / 700)


def mel_filters(bands: int, window: int, sample_rate_hz: int, top_hz: float | None = None) -> np.ndarray:
    """Make float32 [window / 2 + 1, bands]: triangles equally wide on the mel scale, none narrower than a bin.

    They reach up to ``top_hz``, by default half the sample rate; above that half, they are empty.
    """
    top = mel_of_hz(top_hz or sample_rate_hz / 2)
    edges_hz = 700 * (10 ** (np.linspace(0, top, bands + 2) / 2595) - 1)
    bins_hz = np.linspace(0, sample_rate_hz / 2, window // 2 + 1)[:, None]
    narrowest_hz = sample_rate_hz / window
    rising = (bins_hz - edges_hz[:-2]) / np.maximum(edges_hz[1:-1] - edges_hz[:-2], narrowest_hz)
    falling = (edges_hz[2:] - bins_hz) / np.maximum(edges_hz[2:] - edges_hz[1:-1], narrowest_hz)
    return np.maximum(np.minimum(rising, falling), 0).astype(np.float32)


class MelDistance:
    """It compares two recordings that are pushed side by side; constant memory but for one number a second.

    The distance is the mean absolute difference of natural logarithms, in nepers: 0 is identical.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self._window = 2 * round(WINDOW_SECONDS * sample_rate_hz / 2)
        self._hop = self._window // 2
        self._shape = np.hanning(self._window + 1)[:-1].astype(np.float32)
        self._filters = mel_filters(BANDS, self._window, sample_rate_hz)
        self._rest = np.zeros((2, 0), np.float32)
        self._frames = 0
        self._sums: list[float] = []
        self._counts: list[int] = []

    def push(self, original: np.ndarray, decoded: np.ndarray) -> None:
        """Take two float32 [samples] of the same stretch."""
        for start in range(0, len(original), self.sample_rate_hz):  # windows of ten seconds at once would take 60 MB
            stop = start + self.sample_rate_hz
            self._compare(original[start:stop], decoded[start:stop])

    def _compare(self, original: np.ndarray, decoded: np.ndarray) -> None:
        both = np.concatenate([self._rest, np.stack([original, decoded])], axis=1)
        count = max(0, (both.shape[1] - self._window) // self._hop + 1)
        self._rest = both[:, count * self._hop :]
        if not count:
            return
        windows = np.lib.stride_tricks.sliding_window_view(both, self._window, axis=1)[
            :, : count * self._hop : self._hop
        ]
        magnitude = np.abs(np.fft.rfft(windows * self._shape, axis=2)).astype(np.float32) / self._window
        ours, theirs = np.log(magnitude @ self._filters + FLOOR)
        self._add(np.abs(ours - theirs).mean(1))

    def _add(self, distances: np.ndarray) -> None:
        seconds = (np.arange(self._frames, self._frames + len(distances)) * self._hop) // self.sample_rate_hz
        for second in range(int(seconds[0]), int(seconds[-1]) + 1):
            while len(self._sums) <= second:
                self._sums.append(0.0)
                self._counts.append(0)
            inside = seconds == second
            self._sums[second] += float(distances[inside].sum())
            self._counts[second] += int(inside.sum())
        self._frames += len(distances)

    @property
    def per_second(self) -> np.ndarray:
        """Return float64 [seconds]: the distance within each whole or last second."""
        return np.array(self._sums) / np.maximum(self._counts, 1)

    @property
    def mean(self) -> float:
        """Return the mean over everything pushed; 0 for less than one window."""
        return sum(self._sums) / self._frames if self._frames else 0.0
