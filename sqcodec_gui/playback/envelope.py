"""A waveform between two moments is read from peaks, or from samples where peaks are too coarse."""

import threading
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sqcodec_gui.audio import PeakPyramid

_COLUMNS_OF_WHOLE = 2_000


class Envelope(NamedTuple):
    """It is a part of a waveform without gaps. All channels count together: the lowest and highest of any."""

    times_s: np.ndarray
    """float64 ``[n]``, the middle of each column"""
    lows: np.ndarray
    """float32 ``[n]``"""
    highs: np.ndarray
    """float32 ``[n]``"""


def envelope_of_samples(samples: np.ndarray, start_frame: int, rate_hz: int, columns: int) -> Envelope:
    """Return the envelope of float32 ``[frames, channels]`` from ``start_frame``, in at most ``columns`` columns."""
    frames = len(samples)
    columns = max(1, min(columns, frames))
    edges = frames * np.arange(columns) // columns
    lows = np.minimum.reduceat(samples, edges, axis=0).min(axis=1)
    highs = np.maximum.reduceat(samples, edges, axis=0).max(axis=1)
    middles = (edges + np.append(edges[1:], frames) - 1) / 2
    return Envelope((start_frame + middles) / rate_hz, lows, highs)


class GrowingPeaks:
    """It keeps peaks of a recording that arrives in any order: one pyramid for each part, safe for several threads."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._rate_hz = rate_hz
        self._channels = channels
        self._lock = threading.Lock()
        self._parts: list[tuple[int, PeakPyramid]] = []
        self._loudest = (0.0, 0.0)

    @classmethod
    def of_whole(cls, rate_hz: int, pyramid: PeakPyramid) -> "GrowingPeaks":
        """Return peaks that are complete already."""
        peaks = cls(rate_hz, pyramid.channels)
        peaks._parts.append((0, pyramid))
        for envelope in peaks.envelopes(0, pyramid.frames, _COLUMNS_OF_WHOLE):
            heights = np.maximum(envelope.highs, -envelope.lows)
            column = int(heights.argmax())
            peaks._loudest = max(peaks._loudest, (float(heights[column]), float(envelope.times_s[column])))
        return peaks

    def push(self, start_frame: int, block: np.ndarray) -> None:
        """Add float32 ``[frames, channels]``; it continues a part that ends at ``start_frame``, or begins a new one."""
        if len(block):
            loudest = float(max(block.max(), -block.min()))
            if loudest > self._loudest[0]:  # only then is its place worth the search
                frame = int(np.abs(block).max(axis=1).argmax())
                self._loudest = (loudest, (start_frame + frame) / self._rate_hz)
        with self._lock:
            for start, pyramid in self._parts:
                if start + pyramid.frames == start_frame:
                    pyramid.push(block)
                    return
            pyramid = PeakPyramid(self._channels)
            pyramid.push(block)
            self._parts.append((start_frame, pyramid))

    def save(self, path: Path) -> None:
        """Write the only part there is to a file that ``PeakPyramid.load`` reads, once it is complete.

        Raises OSError.
        """
        ((_start, pyramid),) = self._parts
        pyramid.save(path)  # without the lock, which the window would wait for: nothing is added any more

    def envelopes(self, start_frame: int, stop_frame: int, columns: int) -> list[Envelope]:
        """Return one envelope for each part in ``[start_frame, stop_frame)``, which is ``columns`` wide in all."""
        with self._lock:
            return [
                envelope
                for start, pyramid in self._parts
                if (envelope := self._envelope(start, pyramid, start_frame, stop_frame, columns)) is not None
            ]

    @property
    def stop_frame(self) -> int:
        """Return the frame at which the last part ends so far."""
        with self._lock:
            return max((start + pyramid.frames for start, pyramid in self._parts), default=0)

    def loudest(self) -> tuple[float, float]:
        """Return the largest sample so far (0 to 1, or more) and where it is, in seconds."""
        return self._loudest

    def _envelope(
        self, part_start: int, pyramid: PeakPyramid, start_frame: int, stop_frame: int, columns: int
    ) -> Envelope | None:
        first = max(0, start_frame - part_start)
        stop = min(pyramid.frames, stop_frame - part_start)
        if stop <= first:
            return None
        points = max(1, round(columns * (stop - first) / (stop_frame - start_frame)))
        mins, maxs = pyramid.query(first, stop, points)
        edges = first + (stop - first) * np.arange(len(mins) + 1) // len(mins)
        middles = part_start + (edges[:-1] + edges[1:] - 1) / 2
        return Envelope(middles / self._rate_hz, mins.min(axis=1), maxs.max(axis=1))
