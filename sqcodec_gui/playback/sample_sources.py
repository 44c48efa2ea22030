"""Samples come from a file of any format, from memory, or from what has been decoded so far."""

import tempfile
import threading
from pathlib import Path
from typing import Protocol

import numpy as np

from sqcodec_gui.audio import AudioReader, open_audio
from sqcodec_gui.errors import SqcodecError, system_reason

_FULL_SCALE = 32768


class SampleSource(Protocol):
    """Its samples can be read from any position. ``frames`` is None while the length is not known exactly."""

    sample_rate_hz: int
    channels: int

    @property
    def frames(self) -> int | None:
        """Return the exact length in frames; None while it is not known."""

    def ready_frames(self, start: int) -> int:
        """Count how many frames can be read from ``start`` without waiting; a large number where all can."""

    def read(self, start: int, frames: int) -> np.ndarray:
        """Return float32 ``[<= frames, channels]`` from frame ``start``; fewer at the end, or if no more is ready."""

    def close(self) -> None:
        """Give back what is open; nothing may be read afterwards."""


class FileSource:
    """It reads an audio file, opened by, and for, one thread. Raises AudioError from all its methods."""

    ALWAYS = 2**62

    def __init__(self, path: Path, track: int | None = None) -> None:
        self._reader: AudioReader = open_audio(path, track)
        info = self._reader.info
        self.sample_rate_hz = info.sample_rate_hz
        self.channels = info.channels
        self.frames = info.frames

    def ready_frames(self, start: int) -> int:
        return self.ALWAYS

    def read(self, start: int, frames: int) -> np.ndarray:
        if start != self._reader.position_frames:
            self._reader.seek(start)
        return self._reader.read(frames)

    def close(self) -> None:
        self._reader.close()


class ArraySource:
    """It has samples in memory, float32 ``[frames, channels]``, such as a passage that was prepared for a test."""

    def __init__(self, samples: np.ndarray, sample_rate_hz: int) -> None:
        self.sample_rate_hz = sample_rate_hz
        self.channels = samples.shape[1]
        self.frames: int | None = len(samples)
        self._samples = samples

    def ready_frames(self, start: int) -> int:
        return max(0, len(self._samples) - start)

    def read(self, start: int, frames: int) -> np.ndarray:
        return self._samples[start : start + frames]

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""


class DecodedStore:
    """It keeps a recording that arrives in pieces, in any order, while others read it, in 16 bits in a file on disk.

    The file has no name (or is deleted when closed), so that nothing stays behind after a crash. Safe for any
    number of threads. ``frames`` is the exact length of the whole.
    """

    def __init__(self, folder: Path, sample_rate_hz: int, channels: int, frames: int) -> None:
        """Make the file. Raises SqcodecError if ``folder`` takes none."""
        self.sample_rate_hz = sample_rate_hz
        self.channels = channels
        self.frames = frames
        self._spans: list[tuple[int, int]] = []
        self._lock = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            # Written through the file and not through a map of it: a full disk is then an error and no crash.
            self._file = tempfile.TemporaryFile(dir=folder, prefix="decoded-", buffering=0)  # noqa: SIM115
        except OSError as error:
            raise _disk_error(error) from error

    def write(self, start: int, block: np.ndarray) -> None:
        """Keep float32 ``[f, channels]`` from frame ``start``, cut to the length. Raises SqcodecError (full disk)."""
        block = block[: max(0, self.frames - start)]
        data = np.clip(np.rint(block * _FULL_SCALE), -_FULL_SCALE, _FULL_SCALE - 1).astype("<i2").tobytes()
        if not data:
            return
        with self._lock:
            if self._file.closed:
                return
            try:
                self._file.seek(start * self._frame_bytes)
                view = memoryview(data)
                while view:
                    view = view[self._file.write(view) :]
            except OSError as error:
                raise _disk_error(error) from error
            self._spans = _joined([*self._spans, (start, start + len(block))])

    def read(self, start: int, frames: int) -> np.ndarray:
        """Return float32 ``[<= frames, channels]`` from frame ``start``, up to the first that has not arrived."""
        frames = min(frames, self.ready_frames(start))
        with self._lock:
            if self._file.closed or frames <= 0:
                return np.zeros((0, self.channels), np.float32)
            self._file.seek(start * self._frame_bytes)
            data = self._file.read(frames * self._frame_bytes) or b""
        samples = np.frombuffer(data, "<i2").reshape(-1, self.channels)
        return samples.astype(np.float32) / np.float32(_FULL_SCALE)

    def ready_frames(self, start: int) -> int:
        """Count the frames that have arrived from ``start`` on without a gap."""
        for first, stop in self._spans:
            if first <= start < stop:
                return stop - start
        return 0

    def missing_spans(self) -> list[tuple[int, int]]:
        """Return ranges ``(start, stop)`` in frames that have not arrived, in order."""
        edges = [0, *(edge for span in self._spans for edge in span), self.frames]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(start, stop) for start, stop in pairs if start < stop]

    def missing_between(self, start: int, stop: int) -> list[tuple[int, int]]:
        """Return the parts of ``[start, stop)`` that have not arrived."""
        cut = [(max(start, first), min(stop, last)) for first, last in self.missing_spans()]
        return [(first, last) for first, last in cut if first < last]

    @property
    def stored_frames(self) -> int:
        """Return the number of frames that have arrived."""
        return sum(stop - start for start, stop in self._spans)

    def close(self) -> None:
        """Give the disk space back; later writes and reads do nothing."""
        with self._lock:
            self._file.close()
            self._spans = []

    @property
    def _frame_bytes(self) -> int:
        return 2 * self.channels


class StoreSource:
    """It reads from a store that belongs to somebody else."""

    def __init__(self, store: DecodedStore) -> None:
        self._store = store
        self.sample_rate_hz = store.sample_rate_hz
        self.channels = store.channels
        self.frames: int | None = store.frames

    def ready_frames(self, start: int) -> int:
        return self._store.ready_frames(start)

    def read(self, start: int, frames: int) -> np.ndarray:
        return self._store.read(start, frames)

    def close(self) -> None:
        """Do nothing: the store stays open for others."""


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the same ranges in order, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(stop, joined[-1][1]))
        else:
            joined.append((start, stop))
    return joined


def _disk_error(error: OSError) -> SqcodecError:
    return SqcodecError(
        "The decoded sound could not be kept for listening ({reason}); make room on the disk of your"
        " home folder and open it again.",
        reason=system_reason(error),
    )
