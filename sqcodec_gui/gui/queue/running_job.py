"""One job at work is the engine's call in a worker thread; what it reports on the way is written into its record."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.convert import ConversionSettings
from sqcodec_gui.engine.settings_and_results import ConversionResult, Progress
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.record import JobRecord
from sqcodec_gui.gui.worker import WorkQueue, run_task

Convert = Callable[[Path, Path, ConversionSettings, Progress, CancelToken], ConversionResult]
PAUSE_POLL_S = 0.1


class RunningJob(QObject):
    """It begins at once. ``convert`` makes ``record.planned`` of its source; unless ``may_work`` is set, it waits."""

    progressed = Signal()
    ended = Signal(object, object)
    """A ``ConversionResult`` or None, a ``SqcodecError`` or None."""

    def __init__(
        self,
        record: JobRecord,
        convert: Convert,
        settings: ConversionSettings,
        may_work: threading.Event,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.record = record
        self.watch = Stopwatch()
        self._may_work = may_work
        source, target = record.source, record.planned
        assert target is not None

        def work(progress: Callable[..., None], cancel: CancelToken) -> ConversionResult:
            def report(done_s: float, total_s: float) -> None:
                progress(done_s, total_s)
                while not may_work.wait(PAUSE_POLL_S) and not cancel.is_cancelled:
                    continue

            return convert(source, target, settings, report, cancel)

        self._task = run_task(
            work,
            on_result=self._take_result,
            on_error=self._take_error,
            on_progress=self._take_progress,
            work_queue=WorkQueue.CODEC if settings.files_at_once == 1 else WorkQueue.SHORT_FILES,
        )

    def cancel(self) -> None:
        self._task.cancel()

    def stop_for_now(self) -> None:
        """Stop; what is done stays for the next time."""
        self._task.cancel_token.stop_for_now()

    def _take_progress(self, done_s: float, total_s: float) -> None:
        record = self.record
        if done_s <= 0:
            return
        record.done_s, record.total_s = done_s, total_s
        speed = self.watch.speed(done_s) if self._may_work.is_set() else None
        if speed is not None:
            record.speed_x_real_time, record.left_s = speed, max(0.0, total_s - done_s) / speed
        self.progressed.emit()

    def _take_result(self, result: ConversionResult) -> None:
        self.ended.emit(result, None)

    def _take_error(self, error: SqcodecError) -> None:
        self.ended.emit(None, error)
