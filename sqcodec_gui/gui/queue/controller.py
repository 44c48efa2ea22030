"""Runs the queue's jobs one after the other in the codec's thread, and keeps their records true."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.engine.convert import Result
from sqcodec_gui.engine.convert import Settings as EngineSettings
from sqcodec_gui.engine.files import choose_target, comparable, discard_unfinished
from sqcodec_gui.engine.job import SQC_SUFFIX, CancelledError, CancelToken, CompressSettings, Progress, RestoreSettings
from sqcodec_gui.engine.naming import stem_for
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.settings import Settings
from sqcodec_gui.gui.worker import Lane, Task, run_task

Convert = Callable[[Path, Path, EngineSettings, Progress, CancelToken], Result]
PAUSE_POLL_S = 0.1


_comparable = lru_cache(maxsize=100_000)(comparable)
"""All paths of the queue are absolute, so that it is always the same."""


def _forget_unfinished(record: JobRecord) -> None:
    if record.planned is not None:
        discard_unfinished(record.source, record.planned)
        record.planned = None


@dataclass
class Tally:
    """How the jobs ended since the queue last began to work."""

    done: int = 0
    failed: int = 0
    others: int = 0


class QueueController(QObject):
    """``convert`` does one job; the rest is what happens before, between and after jobs."""

    state_changed = Signal()
    """It began, paused, went on, or another job is at work."""
    job_ended = Signal(object)
    """The ``JobRecord`` that is done, failed, skipped or cancelled."""
    finished = Signal(object)
    """Nothing is left to do: the ``Tally``."""

    def __init__(self, model: QueueModel, settings: Settings, convert: Convert, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._settings = settings
        self._convert = convert
        self._current: JobRecord | None = None
        self._task: Task | None = None
        self._watch = Stopwatch()
        self._tally = Tally()
        self._may_work = threading.Event()  # cleared while paused; the worker waits for it between two chunks
        self._may_work.set()

    @property
    def current(self) -> JobRecord | None:
        """The job at work, paused or not."""
        return self._current

    @property
    def is_working(self) -> bool:
        return self._current is not None

    @property
    def is_paused(self) -> bool:
        return not self._may_work.is_set()

    def start(self) -> None:
        """Begins with the first job that waits, if none is at work yet and the queue is not paused."""
        if self._current is not None:
            return
        if self.is_paused:
            self.state_changed.emit()
            return
        record = next((r for r in self._model.records if r.state is JobState.WAITING and not r.is_held), None)
        if record is None:
            self._end_queue()
            return
        self._begin(record)

    def start_held(self) -> None:
        """Those left from last time may go on too."""
        for record in self._model.records:
            record.is_held = False
        self._model.update_all()
        self.resume()
        self.start()

    def pause(self) -> None:
        """The job at work stops where it is, within half a second; nothing new begins."""
        self._may_work.clear()
        self._watch.pause()
        self.state_changed.emit()

    def resume(self) -> None:
        if self.is_paused:
            self._watch.resume()
            self._may_work.set()
            self.state_changed.emit()
            self.start()

    def cancel(self, records: Iterable[JobRecord]) -> None:
        """Those that wait are cancelled at once, the one at work as soon as it answers."""
        records = list(records)
        waiting = [record for record in records if record.state is JobState.WAITING]
        for record in waiting:
            record.state, record.is_held = JobState.CANCELLED, False
            _forget_unfinished(record)
            self._tally.others += self.is_working
            self._model.update(record)
        if waiting:
            self.state_changed.emit()
        if self._task is not None and self._current in records:
            self._task.cancel()

    def cancel_all(self) -> None:
        self.cancel(self._model.records)

    def stop_for_now(self) -> None:
        """The program ends: what is done of the job at work is kept, and the next start goes on from there."""
        if self._task is not None:
            self._task.cancel_token.stop_for_now()

    def retry(self, records: Iterable[JobRecord]) -> None:
        """What is over waits again, and the queue goes on."""
        for record in records:
            if record.state.is_over:
                record.start_over()
                self._model.update(record)
        self.start()

    def _settings_for(self, record: JobRecord) -> EngineSettings:
        """Those of this moment: what is changed later is for later jobs."""
        get = self._settings.get
        common = {name: get(name) for name in ("device", "engine", "exists")}
        if record.kind is JobKind.RESTORE:
            return RestoreSettings(rate=get("restore_rate"), **common)
        return CompressSettings(model=get("model"), check=get("check"), channels=get("channels"), **common)

    def target_for(self, record: JobRecord) -> Path:
        """Where its result goes with the settings of this moment; one that was begun keeps its place."""
        if record.planned is not None:
            return record.planned
        get = self._settings.get
        suffix = SQC_SUFFIX if record.kind is JobKind.COMPRESS else f".{get('restore_format')}"
        stem = stem_for(get("name_pattern"), record.source, get("model"))

        def is_taken(path: Path) -> bool:
            return self._is_of_others(record, path)

        return choose_target(record.source, self._folder_for(record), suffix, get("exists"), is_taken, stem)

    def _is_of_others(self, record: JobRecord, path: Path) -> bool:
        """Made, or being made, from another source: also “overwrite” is not meant for these."""
        others = (other for other in self._model.records if other.source != record.source)
        made = (path for other in others for path in (other.target, other.planned) if path is not None)
        return _comparable(path) in map(_comparable, made)

    def _folder_for(self, record: JobRecord) -> Path | None:
        if record.folder is not None:
            return record.folder
        chosen = self._settings.get("output_folder")
        return Path(chosen) / record.subfolder if chosen else None

    def _begin(self, record: JobRecord) -> None:
        record.state = JobState.WORKING
        record.done_s, record.total_s, record.left_s, record.speed_x_real_time = 0.0, 0.0, None, 0.0
        self._current, self._watch = record, Stopwatch()
        convert, may_work = self._convert, self._may_work
        source, target, settings = record.source, self.target_for(record), self._settings_for(record)
        record.planned = target

        def work(progress: Callable[..., None], cancel: CancelToken) -> Result:
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
            lane=Lane.CODEC,
        )
        self._model.update(record)
        self.state_changed.emit()

    def _take_progress(self, done_s: float, total_s: float) -> None:
        record = self._current
        if record is None or done_s <= 0:
            return
        record.done_s, record.total_s = done_s, total_s
        speed = None if self.is_paused else self._watch.speed(done_s)
        if speed is not None:
            record.speed_x_real_time, record.left_s = speed, max(0.0, total_s - done_s) / speed
        self._model.update(record, is_saved_part=False)

    def _take_result(self, result: Result) -> None:
        record = self._current
        assert record is not None
        record.take(result)
        if record.state is JobState.DONE:
            self._tally.done += 1
        else:
            self._tally.others += 1
        self._go_on(record)

    def _take_error(self, error: SqcodecError) -> None:
        record = self._current
        assert record is not None
        record.planned = None
        if isinstance(error, CancelledError):
            record.state = JobState.CANCELLED
            self._tally.others += 1
        else:
            record.state, record.reason = JobState.FAILED, str(error)
            self._tally.failed += 1
        self._go_on(record)

    def _go_on(self, record: JobRecord) -> None:
        self._current = self._task = None
        self._model.update(record)
        self.job_ended.emit(record)
        self.start()

    def _end_queue(self) -> None:
        tally, self._tally = self._tally, Tally()
        if tally != Tally():
            self.finished.emit(tally)
        self.state_changed.emit()
