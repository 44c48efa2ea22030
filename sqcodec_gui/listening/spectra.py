"""Levels over time and frequency are made to be looked at: mel bands of short stretches, in decibels; numpy only.

A level is the power in a band, summed with the band's triangular weights; 0 dB is a sine of full scale in its middle.
"""

import numpy as np

from sqcodec_gui.audio.mel import mel_filters, mel_of_hz

BANDS = 96
WINDOW_S = 0.032
FLOOR_DB = -100.0
UNKNOWN = 0
"""In pictures of levels: nothing is known here yet."""
DIFFERENCE_DB = 24.0
"""Differences beyond this, either way, look the same."""

_SILENCE_DB = -80.0
"""Differences between levels below this are of no interest: nobody hears them."""
_STEPS_PER_DB = 254 / -FLOOR_DB
_MIDDLE = 128
_HANN_NOISE_BINS = 1.5
_COLUMNS_AT_ONCE = 32
"""Their spectra take a megabyte or two; those of all columns of a piece would take twenty."""


class MelLevels:
    """It measures stretches of one recording, in ``BANDS`` bands up to ``top_hz`` (maybe above what it holds)."""

    def __init__(self, sample_rate_hz: int, top_hz: float) -> None:
        self.window_frames = 2 * round(WINDOW_S * sample_rate_hz / 2)
        shape = np.hanning(self.window_frames + 1)[:-1]
        self._shape = (shape * (2 / shape.sum() / np.sqrt(_HANN_NOISE_BINS))).astype(np.float32)
        self._filters = mel_filters(BANDS, self.window_frames, sample_rate_hz, top_hz)

    def measure(self, samples: np.ndarray, starts: np.ndarray) -> np.ndarray:
        """Return levels as a picture, uint8 ``[columns, BANDS]``, 1 (``FLOOR_DB`` or less) to 255 (0 dB or more).

        ``samples``: float32 ``[frames, channels]``; ``starts``: int ``[columns, windows]``, the frames at which
        windows begin. Windows may reach beyond both ends. The mean power of a column's windows and of all channels.
        """
        before = max(0, -int(starts.min()))
        after = max(0, int(starts.max()) + self.window_frames - len(samples))
        padded = np.pad(samples, ((before, after), (0, 0)))
        windows = np.lib.stride_tricks.sliding_window_view(padded, self.window_frames, axis=0)
        powers = np.zeros((*starts.shape, BANDS), np.float32)
        for first in range(0, len(starts), _COLUMNS_AT_ONCE):
            columns = slice(first, first + _COLUMNS_AT_ONCE)
            for channel in range(samples.shape[1]):
                spectra = np.fft.rfft(windows[starts[columns] + before, channel] * self._shape)
                power = (np.square(spectra.real) + np.square(spectra.imag)).astype(np.float32)
                powers[columns] += power @ self._filters
        return _as_picture(10 * np.log10(powers.mean(axis=1) / samples.shape[1] + 10 ** (FLOOR_DB / 10)))


def levels_db(picture: np.ndarray) -> np.ndarray:
    """Return the decibels that a picture of levels stands for, float32 of the same shape; 0 dB is the most."""
    return (picture.astype(np.float32) - 1) / np.float32(_STEPS_PER_DB) + np.float32(FLOOR_DB)


def difference_picture(original: np.ndarray, decoded: np.ndarray) -> np.ndarray:
    """Return how much louder (129 to 255) or quieter (down to 1) the decoded one is; ``UNKNOWN`` where either is.

    Both are pictures of levels of one shape; the ends stand for ``DIFFERENCE_DB``.
    """
    # Of two bytes there are few pairs: a table is ten times faster than the logarithms' arithmetic.
    difference: np.ndarray = _DIFFERENCES[original, decoded]
    return difference


def share_of_height(frequency_hz: float, top_hz: float) -> float:
    """Return where a frequency lies in a picture: 0 is its lower edge, 1 its upper one."""
    band = float(mel_of_hz(frequency_hz) / mel_of_hz(top_hz)) * (BANDS + 1) - 1
    return (band + 0.5) / BANDS


def _as_picture(level_db: np.ndarray) -> np.ndarray:
    return (1 + np.rint(np.clip(level_db - FLOOR_DB, 0, -FLOOR_DB) * _STEPS_PER_DB)).astype(np.uint8)


def _difference_table() -> np.ndarray:
    """Return the table of differences, uint8 [256, 256]."""
    level_db = np.maximum(levels_db(np.arange(256)), _SILENCE_DB)
    difference = np.clip((level_db[None, :] - level_db[:, None]) / DIFFERENCE_DB, -1, 1)
    table: np.ndarray = (_MIDDLE + np.rint(difference * (_MIDDLE - 1))).astype(np.uint8)
    table[UNKNOWN, :] = table[:, UNKNOWN] = UNKNOWN
    return table


_DIFFERENCES = _difference_table()
