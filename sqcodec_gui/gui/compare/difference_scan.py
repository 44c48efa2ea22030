"""How different original and decoded are is measured second by second, in the background as decoding goes on."""

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.worker import close_in_turn, run_task
from sqcodec_gui.listening.differences import STRETCH_S, DifferingSecond, distances_db, most_different_seconds
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.resampling_reader import ResamplingReader

_EDGE_S = 1.0
"""What is compared must be decoded a little beyond its end, as rates are brought together with filters."""
_MOST_PLACES = 40


class DifferenceScan(QObject):
    """It compares stretch by stretch, each as soon as it is decoded; of all channels together."""

    changed = Signal()
    """More seconds are known."""

    def __init__(self, original: FileTrack, decoded: Track, parent: QObject) -> None:
        super().__init__(parent)
        self._decoded = decoded
        self._openers = (original.source_opener(), decoded.source_opener())
        self._rate_hz = decoded.sample_rate_hz
        self._distances_db = np.full(int(np.ceil(decoded.duration_s)), np.nan)
        self._is_done = np.zeros(-(-len(self._distances_db) // STRETCH_S), bool)
        self._readers: list[ResamplingReader] = []
        self._cancel = CancelToken()
        self._is_working = False

    @property
    def fraction_done(self) -> float:
        """Return how much was compared, 0 to 1."""
        return float(self._is_done.mean()) if len(self._is_done) else 1.0

    def worst(self) -> list[DifferingSecond]:
        """Return the seconds that differ most, of what is known."""
        return most_different_seconds(self._distances_db, _MOST_PLACES)

    def go_on(self) -> None:
        """Compare the next stretch that is decoded; call it when more is."""
        if self._is_working or self._cancel.is_cancelled:
            return
        missing = self._decoded.missing_s()
        for stretch in np.flatnonzero(~self._is_done):
            start_s = int(stretch) * STRETCH_S
            if all(stop <= start_s or start >= start_s + STRETCH_S + _EDGE_S for start, stop in missing):
                self._is_working = True
                run_task(
                    partial(self._compare, start_s),
                    on_result=self._on_compared,
                    on_error=self._on_error,
                    cancel=self._cancel,
                )
                return

    def close(self) -> None:
        """Stop, and give the files up."""
        self._cancel.cancel()
        readers = self._readers
        # In the thread that reads, after what it is doing.
        close_in_turn(partial(_close, readers))
        self.deleteLater()

    def _compare(self, start_s: int, _progress: object, _cancel: object) -> tuple[int, np.ndarray]:
        """Compare a stretch in the light worker. Raises AudioError."""
        if not self._readers:
            self._readers += [_mono(opener, self._rate_hz) for opener in self._openers]
        # Nothing of the silence behind the end: it would be compared with silence.
        duration_s = min(STRETCH_S, self._decoded.duration_s - start_s)
        start, frames = start_s * self._rate_hz, round(duration_s * self._rate_hz)
        original, decoded = (reader.read(start, frames)[:, 0] for reader in self._readers)
        return start_s, distances_db(original, decoded, self._rate_hz)

    def _on_compared(self, compared: tuple[int, np.ndarray]) -> None:
        start_s, distances_db = compared
        self._is_working = False
        place = self._distances_db[start_s : start_s + STRETCH_S]
        place[: len(distances_db)] = distances_db[: len(place)]
        self._is_done[start_s // STRETCH_S] = True
        self.go_on()
        self.changed.emit()

    def _on_error(self, _error: SqcodecError) -> None:
        """Do nothing: a file that cannot be read is reported by those who show and play it."""
        self._cancel.cancel()


def _mono(open_source: OpenSource, rate_hz: int) -> ResamplingReader:
    return ResamplingReader(open_source(), rate_hz, 1)


def _close(readers: list[ResamplingReader]) -> None:
    for reader in readers:
        reader.source.close()
