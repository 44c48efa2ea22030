"""An audio file as the waveform sees it has peaks, which the light worker reads in slices while it is shown."""

import hashlib
import time
from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from sqcodec_gui.audio import AudioInfo, AudioReader, PeakPyramid, open_audio
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.peaks import BASE_FRAMES
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.preview import preview_info
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import close_in_turn, run_task
from sqcodec_gui.marks import Mark
from sqcodec_gui.paths import user_cache_dir
from sqcodec_gui.playback.envelope import Envelope, GrowingPeaks, envelope_of_samples
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.sample_sources import FileSource

_SLICE_S = 0.15
"""Peaks are read this long at a time, so that other light work, such as a closer look, comes in between."""
_SLICE_FRAMES = 65536
_MOST_CACHED = 40


class _AbstractQObject(ABCMeta, type(QObject)):  # type: ignore[misc]
    """It is for abstract classes of Qt objects; Qt's way of making objects does not look at abstract methods."""

    def __call__(cls, *values: Any, **named: Any) -> Any:
        if cls.__abstractmethods__:
            raise TypeError(f"{cls.__name__} is abstract: {', '.join(sorted(cls.__abstractmethods__))} is missing")
        return super().__call__(*values, **named)


class Track(QObject, metaclass=_AbstractQObject):
    """It is what the panel knows of one recording; ``ready`` comes once, before that there is nothing to draw."""

    ready = Signal()
    changed = Signal()
    """More of the waveform is known."""
    failed = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.is_ready = False
        self.is_complete = False
        """The whole waveform is known."""
        self.sample_rate_hz = 0
        self.channels = 0
        self.duration_s = 0.0
        self.marks: tuple[Mark, ...] = ()
        """Chapters and the like, once it is ready."""
        self.file_bytes = 0
        """Of the file that one hears, once it is known."""
        self._peaks: GrowingPeaks | None = None

    @abstractmethod
    def start(self) -> None:
        """Begin to read in the background."""

    @abstractmethod
    def source_opener(self) -> OpenSource:
        """Return a function for the player, which opens the samples in the player's thread."""

    @abstractmethod
    def close(self) -> None:
        """Stop reading, and give up files."""

    @property
    def fraction_known(self) -> float:
        """Return how much of the sound can be read, 0 to 1: all of a file, as soon as it is open."""
        return float(self.is_ready)

    def rest(self) -> None:
        """Rest while another one is worked on; ``go_on`` ends that."""

    def go_on(self, position_s: float) -> None:
        """Work again, first on what is heard at this moment."""

    def want(self, position_s: float) -> None:
        """Prepare this moment, which somebody wants to hear."""

    def is_there(self, position_s: float, length_s: float) -> bool:
        """Return whether so much can be heard from a moment on, or all up to the end."""
        stop_s = position_s + length_s
        return self.is_ready and all(stop <= position_s or start >= stop_s for start, stop in self.missing_s())

    def missing_s(self) -> list[tuple[float, float]]:
        """Return the stretches that have no sound yet, in seconds."""
        return []

    def envelopes(self, start_s: float, stop_s: float, columns: int) -> list[Envelope]:
        """Return what is known between two moments, in about ``columns`` columns of equal width."""
        if self._peaks is None or stop_s <= start_s or columns < 1:
            return []
        start, stop = int(start_s * self.sample_rate_hz), int(np.ceil(stop_s * self.sample_rate_hz))
        if stop - start < columns * BASE_FRAMES and (samples := self._samples(start, stop)) is not None:
            first, block = samples
            return [envelope_of_samples(block, first, self.sample_rate_hz, columns)] if len(block) else []
        width = max(1, (stop - start) // columns)
        # Columns stay where they are in the recording, or the picture would shimmer while it is moved.
        start, stop = start // width * width, -(-stop // width) * width
        return self._peaks.envelopes(start, stop, (stop - start) // width)

    def loudest(self) -> tuple[float, float]:
        """Return the largest sample that is known (0 to 1, or more), and its moment in seconds."""
        return (0.0, 0.0) if self._peaks is None else self._peaks.loudest()

    @abstractmethod
    def _samples(self, start: int, stop: int) -> tuple[int, np.ndarray] | None:
        """Return the first frame and float32 ``[frames, channels]`` of this range if they are at hand, else None."""


class FileTrack(Track):
    """It reads an audio file; of one with several sound tracks, the one that ``small``, a .sqc file, was made from."""

    def __init__(self, path: Path, parent: QObject | None = None, small: Path | None = None) -> None:
        super().__init__(path, parent)
        self._small = small
        self.info: AudioInfo | None = None
        self._cancel = CancelToken()
        self._reader: AudioReader | None = None
        self._close_up: tuple[int, np.ndarray] | None = None
        self._close_up_asked: tuple[int, int] | None = None
        self._is_reading_close_up = False

    def start(self) -> None:
        path, small = self.path, self._small
        # Held by the task: one that is closed meanwhile has still to close what was opened for it.
        self._run(lambda: _open(path, small), lambda opened: self._on_opened(opened))

    def source_opener(self) -> OpenSource:
        path, number = self.path, self.track_number
        return lambda: FileSource(path, number)

    @property
    def track_number(self) -> int | None:
        """Return the number of the sound track, where there are several."""
        return None if self.info is None else self.info.track

    def close(self) -> None:
        self._cancel.cancel()
        reader, self._reader = self._reader, None
        if reader is not None:
            # In the thread that reads, after what it is doing.
            close_in_turn(reader.close)

    def _run(self, work: Callable[[], object], on_result: Callable[..., None] | None = None) -> None:
        run_task(lambda _progress, _cancel: work(), on_result=on_result, on_error=self._on_error, cancel=self._cancel)

    def _on_error(self, error: SqcodecError) -> None:
        if not isinstance(error, CancelledError):
            self.failed.emit(translate_message(error))

    def _on_opened(self, opened: tuple[AudioReader, PeakPyramid | None]) -> None:
        reader, cached = opened
        self.info = reader.info
        self.sample_rate_hz, self.channels = reader.info.sample_rate_hz, reader.info.channels
        self._reader = reader
        if self._cancel.is_cancelled:
            self.close()
            return
        self.duration_s = reader.info.duration_s or 0.0
        self.file_bytes = _size_bytes(self.path)
        self.marks = reader.info.marks
        self.is_ready = True
        if cached is not None:
            self._peaks = GrowingPeaks.of_whole(self.sample_rate_hz, cached)
            self._finish()
        else:
            self._peaks = GrowingPeaks(self.sample_rate_hz, self.channels)
            self._read_slice()
        self.ready.emit()

    def _read_slice(self) -> None:
        reader, peaks, cancel = self._reader, self._peaks, self._cancel
        assert reader is not None
        assert peaks is not None
        self._run(lambda: _push_slice(reader, peaks, cancel), self._on_slice)

    def _on_slice(self, is_at_end: bool) -> None:
        if self._cancel.is_cancelled or self._peaks is None:
            return
        frames = self._peaks.stop_frame
        self.duration_s = max(self.duration_s, frames / self.sample_rate_hz)
        if is_at_end:
            self.duration_s = frames / self.sample_rate_hz
            path, number, peaks = self.path, self.track_number, self._peaks
            self._run(lambda: _keep_in_cache(path, number, peaks))
            self._finish()
        else:
            self._read_slice()
        self.changed.emit()

    def _finish(self) -> None:
        self.is_complete = True
        reader, self._reader = self._reader, None
        if reader is not None:
            close_in_turn(reader.close)

    def _samples(self, start: int, stop: int) -> tuple[int, np.ndarray] | None:
        stop = min(stop, round(self.duration_s * self.sample_rate_hz))
        if self._close_up is not None:
            first, block = self._close_up
            if first <= start and stop <= first + len(block):
                return start, block[start - first : stop - first]
        self._ask_close_up(max(0, 2 * start - stop), 2 * stop - start)
        return None

    def _ask_close_up(self, start: int, stop: int) -> None:
        """Read these samples in the background; of several wishes, the last one counts."""
        self._close_up_asked = (start, stop)
        if not self._is_reading_close_up:
            self._is_reading_close_up = True
            path, number = self.path, self.track_number
            self._run(lambda: _read_range(path, number, start, stop), self._on_close_up)

    def _on_close_up(self, close_up: tuple[int, int, np.ndarray]) -> None:
        start, stop, block = close_up
        self._is_reading_close_up = False
        self._close_up = (start, block)
        asked = self._close_up_asked
        if asked is not None and asked != (start, stop):
            self._ask_close_up(*asked)
        self.changed.emit()


def _size_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # gone since it was opened
        return 0


def _open(path: Path, small: Path | None) -> tuple[AudioReader, PeakPyramid | None]:
    """Open the file, and load its peaks if they were kept."""
    reader = open_audio(path, _track_of(small))
    try:
        return reader, PeakPyramid.load(_cache_file(path, reader.info.track))
    except (OSError, AudioError):
        return reader, None  # never seen before, or from another version


def _track_of(small: Path | None) -> int | None:
    """Return which sound track a .sqc file was made from; None if it does not say, or is unreadable (others tell)."""
    if small is None:
        return None
    try:
        return preview_info(small).track
    except (SqcodecError, OSError):
        return None


def _push_slice(reader: AudioReader, peaks: GrowingPeaks, cancel: CancelToken) -> bool:
    """Read on for a moment; return whether the end was reached."""
    end_s = time.monotonic() + _SLICE_S
    while time.monotonic() < end_s and not cancel.is_cancelled:
        start = reader.position_frames
        block = reader.read(_SLICE_FRAMES)
        if not len(block):
            return True
        peaks.push(start, block)
    return False


def _read_range(path: Path, track: int | None, start: int, stop: int) -> tuple[int, int, np.ndarray]:
    with open_audio(path, track) as reader:
        reader.seek(start)
        return start, stop, reader.read(stop - start)


def _cache_file(path: Path, track: int | None) -> Path:
    """Return where the peaks of this very file, and of this sound track of several, are kept. Raises OSError."""
    status = path.stat()
    identity = f"{path.absolute()}\0{status.st_size}\0{status.st_mtime_ns}" + (f"\0{track}" if track else "")
    name = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return user_cache_dir() / "waveforms" / f"{name}.npz"


def _keep_in_cache(path: Path, track: int | None, peaks: GrowingPeaks) -> None:
    """Keep the peaks for the next time, in place of the oldest. A disk that does not take it is no reason to warn."""
    try:
        target = _cache_file(path, track)
        target.parent.mkdir(parents=True, exist_ok=True)
        peaks.save(target)
        kept = sorted(target.parent.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in kept[_MOST_CACHED:]:
            old.unlink()
    except OSError:
        return
