"""Level and time of the decoded recording are measured against the original, on an excerpt in the background."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QLocale, QObject

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.gui.compare.compared_tracks import FileTrack, Track
from sqcodec_gui.gui.style.eliding import PARTS
from sqcodec_gui.gui.worker import run_task
from sqcodec_gui.listening.alignment import Delay, level_difference_db, measure_delay
from sqcodec_gui.playback.playback_thread import OpenSource
from sqcodec_gui.playback.resampling_reader import ResamplingReader

_EXCERPT_S = 8.0
_MOST_DELAY_S = 0.1
_LEAST_LIKENESS = 0.2
_EVEN_DB = 0.1


class _Measured(NamedTuple):
    level_db: float | None
    delay: Delay
    rate_hz: int


class AlignmentCheck(QObject):
    """It measures once, as soon as enough is decoded, and calls ``on_text`` with one line for people."""

    @classmethod
    def start_if_possible(
        cls, original: FileTrack, decoded: Track, on_text: Callable[[str], None], parent: QObject
    ) -> "AlignmentCheck | None":
        """Start a check, and return it; None while too little of both is known."""
        if not (original.is_ready and decoded.is_ready):
            return None
        start_s = int(max(0.0, decoded.loudest()[1] - _EXCERPT_S / 2))
        stop_s = min(start_s + _EXCERPT_S, decoded.duration_s)
        is_there = all(stop <= start_s or start >= stop_s for start, stop in decoded.missing_s())
        enough_s = min(2 * _EXCERPT_S, decoded.duration_s)
        if not is_there or decoded.fraction_known * decoded.duration_s < enough_s or stop_s <= start_s:
            return None
        return cls(original, decoded, start_s, stop_s, on_text, parent)

    def __init__(
        self,
        original: FileTrack,
        decoded: Track,
        start_s: int,
        stop_s: float,
        on_text: Callable[[str], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._on_text = on_text
        self._cancel = CancelToken()
        open_original, open_decoded = original.source_opener(), decoded.source_opener()
        rate_hz = decoded.sample_rate_hz
        run_task(
            lambda _progress, _cancel: _measure(open_original, open_decoded, rate_hz, start_s, stop_s),
            on_result=self._on_measured,
            on_error=None,  # a file that cannot be read is reported by those who show and play it
            cancel=self._cancel,
        )

    def close(self) -> None:
        """Say nothing any more."""
        self._cancel.cancel()
        self.deleteLater()

    def _on_measured(self, measured: _Measured) -> None:
        if not self._cancel.is_cancelled:
            parts = [self._level_text(measured.level_db), self._delay_text(measured.delay, measured.rate_hz)]
            self._on_text(PARTS.join(parts))

    def _level_text(self, level_db: float | None) -> str:
        if level_db is None:
            return self.tr("Level: nothing to compare")
        if abs(level_db) < _EVEN_DB:
            return self.tr("Level: the same")
        number = QLocale().toString(abs(level_db), "f", 1)
        text = (
            self.tr("Level: {n} dB louder than the original")
            if level_db > 0
            else self.tr("Level: {n} dB softer than the original")
        )
        return text.format(n=number)

    def _delay_text(self, delay: Delay, rate_hz: int) -> str:
        if delay.likeness < _LEAST_LIKENESS:
            return self.tr("Time: too different to measure")
        if delay.frames == 0:
            return self.tr("Time: in step to the sample")
        number = QLocale().toString(1000 * abs(delay.frames) / rate_hz, "f", 2)
        text = self.tr("Time: {n} ms late") if delay.frames > 0 else self.tr("Time: {n} ms early")
        return text.format(n=number)


def _measure(
    open_original: OpenSource, open_decoded: OpenSource, rate_hz: int, start_s: int, stop_s: float
) -> _Measured:
    """Measure in the light worker. Raises AudioError."""
    frames = int((stop_s - start_s) * rate_hz)
    source = open_original()
    try:
        original, decoded = (
            ResamplingReader(each, rate_hz, 1).read(start_s * rate_hz, frames)[:, 0]
            for each in (source, open_decoded())
        )
    finally:
        source.close()
    delay = measure_delay(original, decoded, round(_MOST_DELAY_S * rate_hz))
    return _Measured(level_difference_db(original, decoded), delay, rate_hz)
