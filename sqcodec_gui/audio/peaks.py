"""This module keeps waveforms of any length: a pyramid of smallest and largest samples, filled as a file streams by."""

import zipfile
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

from sqcodec_gui.atomic_write import atomic_write
from sqcodec_gui.audio.errors import AudioError, shown_name

BASE_FRAMES = 256
"""Frames in one bin of the finest level."""
FACTOR = 4
"""Bins of a level that make one bin of the next."""

_FORMAT_VERSION = 1
_FIRST_CAPACITY = 1024
_MIN, _MAX = 0, 1


class Peaks(NamedTuple):
    """It is the envelope of a range; unpacks as ``mins, maxs``."""

    mins: np.ndarray
    """float32 ``[points, channels]``"""
    maxs: np.ndarray
    """float32 ``[points, channels]``"""


class PeakPyramid:
    """It keeps smallest and largest sample of every 256 frames, of every 1,024, and so on, for each channel.

    Memory: 2 * 4 / 256 * 4/3 bytes per sample, so 7.2 MB for three hours of one channel at 16 kHz,
    and at most a quarter more in spare room. Any query reads a few bins per point.
    """

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.frames = 0
        """Frames pushed so far."""
        self._levels: list[_Level] = [_Level(channels)]
        self._open_bin = np.zeros((0, channels), np.float32)

    def push(self, block: np.ndarray) -> None:
        """Take the next frames, ``[f, channels]``, any f. Raises ValueError for another number of channels."""
        if block.ndim != 2 or block.shape[1] != self.channels:
            raise ValueError(f"expected [frames, {self.channels}], got {block.shape}")
        self.frames += len(block)
        left = len(self._open_bin)
        # One channel after the other: over numbers that lie side by side, minimum and maximum are 40 times as fast.
        samples = np.empty((self.channels, left + len(block)), np.float32)  # (C, F)
        samples[:, :left] = self._open_bin.T
        samples[:, left:] = block.T
        whole = samples.shape[1] // BASE_FRAMES * BASE_FRAMES
        self._open_bin = samples[:, whole:].T.copy()
        if whole:
            starts = np.arange(0, whole, BASE_FRAMES)
            reduced = [ufunc.reduceat(samples[:, :whole], starts, axis=1) for ufunc in (np.minimum, np.maximum)]
            self._append(np.stack(reduced).swapaxes(1, 2))  # (2, C, bins) -> (2, bins, C)

    def query(self, start_frame: int, stop_frame: int, points: int) -> Peaks:
        """Return the envelope of ``[start_frame, stop_frame)`` in ``points`` columns of equal width.

        The range is clipped to what was pushed. Columns narrower than ``BASE_FRAMES`` show the bin they lie in. Fewer
        columns come back only if the range has fewer frames than ``points``. An empty range gives no columns.
        """
        start, stop = max(0, start_frame), min(stop_frame, self.frames)
        points = max(0, min(points, stop - start))
        if points == 0:
            nothing = np.zeros((0, self.channels), np.float32)
            return Peaks(nothing, nothing)
        edges = start + (stop - start) * np.arange(points + 1) // points
        level_index = self._level_for((stop - start) / points)
        bin_frames = BASE_FRAMES * FACTOR**level_index
        mins, maxs = self._bins(level_index, start // bin_frames, -(-stop // bin_frames))
        # A column takes each bin that it touches: from the one its first frame is in to that of its last.
        first = edges[:-1] // bin_frames - start // bin_frames
        last = (edges[1:] - 1) // bin_frames - start // bin_frames
        return Peaks(_reduce_ranges(np.minimum, mins, first, last), _reduce_ranges(np.maximum, maxs, first, last))

    @property
    def size_bytes(self) -> int:
        """Return the bytes of memory in use for bins, spare room included."""
        return sum(level.store.nbytes for level in self._levels)

    def save(self, path: str | Path) -> None:
        """Write everything to an ``.npz`` file at exactly this path. Raises OSError."""
        with atomic_write(path) as file:
            np.savez(
                file,
                version=_FORMAT_VERSION,
                frames=self.frames,
                bins=self._levels[0].bins,
                open_bin=self._open_bin,
            )

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read what ``save`` wrote. Raises AudioError if it is no such file, OSError if it cannot be read."""
        try:
            # Opened here, as np.load leaves a broken archive open.
            with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as stored:
                version, frames = int(stored["version"]), int(stored["frames"])
                bins, open_bin = stored["bins"], stored["open_bin"]
        except (ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise AudioError("{name} is no waveform cache; delete it.", name=shown_name(Path(path))) from error
        whole_frames = bins.shape[1] * BASE_FRAMES if bins.ndim == 3 else -1
        if version != _FORMAT_VERSION or frames != whole_frames + len(open_bin):
            raise AudioError("{name} is a waveform cache of another version; delete it.", name=shown_name(Path(path)))
        pyramid = cls(bins.shape[2])
        pyramid.frames = frames
        pyramid._open_bin = open_bin.astype(np.float32, copy=False)
        pyramid._append(bins.astype(np.float32, copy=False))
        return pyramid

    def _append(self, bins: np.ndarray) -> None:
        """Add bins ``[2, n, channels]`` to the finest level, and what they complete to the coarser ones."""
        level_index = 0
        while bins.shape[1]:
            if level_index == len(self._levels):
                self._levels.append(_Level(self.channels))
            level = self._levels[level_index]
            done = level.count // FACTOR
            level.append(bins)
            fresh = level.bins[:, done * FACTOR : level.count // FACTOR * FACTOR]
            groups = fresh.reshape(2, -1, FACTOR, self.channels)
            bins = np.stack([groups[_MIN].min(axis=1), groups[_MAX].max(axis=1)])
            level_index += 1

    def _level_for(self, frames_per_point: float) -> int:
        """Return the coarsest level whose bins are no wider than a column."""
        level_index = 0
        while level_index + 1 < len(self._levels) and BASE_FRAMES * FACTOR ** (level_index + 1) <= frames_per_point:
            level_index += 1
        return level_index

    def _bins(self, level_index: int, first: int, stop: int) -> np.ndarray:
        """Return the bins ``[2, stop - first, channels]`` of a level, the unfinished last made from finer levels."""
        level = self._levels[level_index]
        whole = level.bins[:, first : min(stop, level.count)]
        if stop <= level.count:
            return whole
        return np.concatenate([whole, self._unfinished(level_index)], axis=1)

    def _unfinished(self, level_index: int) -> np.ndarray:
        """Return the bin ``[2, 1, channels]`` at the end of a level that is not complete yet."""
        parts = [np.stack([self._open_bin, self._open_bin])]
        for level in self._levels[:level_index]:
            parts.append(level.bins[:, level.count // FACTOR * FACTOR :])
        rest = np.concatenate(parts, axis=1)
        return np.stack([rest[_MIN].min(axis=0, keepdims=True), rest[_MAX].max(axis=0, keepdims=True)])


class _Level:
    """It is a growing array of bins ``[2, count, channels]``, which takes a quarter more room when it is full."""

    def __init__(self, channels: int) -> None:
        self.store = np.empty((2, _FIRST_CAPACITY, channels), np.float32)
        self.count = 0

    @property
    def bins(self) -> np.ndarray:
        return self.store[:, : self.count]

    def append(self, bins: np.ndarray) -> None:
        count = self.count + bins.shape[1]
        if count > self.store.shape[1]:
            larger = np.empty((2, max(count, self.store.shape[1] * 5 // 4), self.store.shape[2]), np.float32)
            larger[:, : self.count] = self.bins
            self.store = larger
        self.store[:, self.count : count] = bins
        self.count = count


def _reduce_ranges(ufunc: np.ufunc, bins: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return ``ufunc`` over ``bins[first:last + 1]`` for each column; ranges may share a bin at their borders."""
    # reduceat takes [a, b) pairs; every second result, between two ranges, is thrown away.
    pairs = np.stack([first, last], axis=1).ravel()
    # [first, last) leaves out the last bin, which is joined by itself: reduceat cannot end at the array's end.
    reduced = ufunc.reduceat(bins, pairs, axis=0)[::2]
    folded: np.ndarray = ufunc(reduced, bins[last])
    return folded
