"""The controller decides which job of the queue works when: one after the other, or short ones several at once."""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelledError
from sqcodec_gui.engine.batch import Batch
from sqcodec_gui.engine.convert import ConversionSettings
from sqcodec_gui.engine.files import choose_target, comparable, discard_unfinished
from sqcodec_gui.engine.naming import of_track, stem_for
from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX, CompressSettings, ConversionResult, RestoreSettings
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.running_job import Convert, RunningJob
from sqcodec_gui.gui.settings.user_settings import UserSettings

_comparable = lru_cache(maxsize=100_000)(comparable)
"""All paths of the queue are absolute, so that it is always the same."""


def _forget_unfinished(record: JobRecord) -> None:
    if record.planned is not None:
        discard_unfinished(record.source, record.planned)
        record.planned = None


@dataclass
class Tally:
    """It counts how the jobs ended since the queue last began to work."""

    done: int = 0
    failed: int = 0
    others: int = 0
    incomplete: int = 0
    """Of those done."""

    def count(self, record: JobRecord) -> None:
        state = record.state
        if state is JobState.DONE:
            self.done += 1
            self.incomplete += record.is_incomplete
        elif state is JobState.FAILED:
            self.failed += 1
        else:
            self.others += 1


class QueueController(QObject):
    """``convert`` does one job; it sees to what happens before, between and after jobs.

    ``batch.slots``: so many short ones may be at work at the same time.
    """

    state_changed = Signal()
    """It began, paused, went on, or other jobs are at work."""
    job_ended = Signal(object)
    """The ``JobRecord`` that is done, failed, skipped or cancelled."""
    finished = Signal(object)
    """Nothing is left to do: the ``Tally``."""

    def __init__(
        self, model: QueueModel, settings: UserSettings, convert: Convert, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._settings = settings
        self._convert = convert
        self.batch = Batch()
        self.speed_x_real_time: float | None = None
        """Of all that is at work together; None as long as it is too early to tell."""
        self._at_work: list[RunningJob] = []
        self._tally = Tally()
        self._may_work = threading.Event()  # cleared while paused; the worker waits for it between two chunks
        self._may_work.set()

    @property
    def at_work(self) -> list[JobRecord]:
        """Return the jobs that are at work, paused or not."""
        return [job.record for job in self._at_work]

    @property
    def is_working(self) -> bool:
        return bool(self._at_work)

    @property
    def is_paused(self) -> bool:
        return not self._may_work.is_set()

    def start(self) -> None:
        """Begin what may begin now, if the queue is not paused."""
        if self.is_paused:
            self.state_changed.emit()
            return
        while (record := self._next()) is not None:
            self._begin(record)
        if not self._at_work:
            self._end_queue()

    def _next(self) -> JobRecord | None:
        """Return the first that waits, if it may begin."""
        waiting = [r for r in self._model.records if r.state is JobState.WAITING and not r.is_held]
        watch = self.batch.watch
        if not waiting or not self.batch.may_begin(len(self._at_work), (one.duration_s for one in waiting)):
            return None
        if self.batch.watch is not watch:
            self.speed_x_real_time = None
        return waiting[0]

    def start_held(self) -> None:
        """Let the jobs left from last time go on too."""
        for record in self._model.records:
            record.is_held = False
        self._model.update_all()
        self.resume()
        self.start()

    def pause(self) -> None:
        """Stop what is at work where it is, within half a second; nothing new begins."""
        self._may_work.clear()
        for watch in self._watches():
            watch.pause()
        self.state_changed.emit()

    def resume(self) -> None:
        if self.is_paused:
            for watch in self._watches():
                watch.resume()
            self._may_work.set()
            self.state_changed.emit()
            self.start()

    def _watches(self) -> list[Stopwatch]:
        return [self.batch.watch, *(job.watch for job in self._at_work)]

    def cancel(self, records: Iterable[JobRecord]) -> None:
        """Cancel those jobs that wait at once, those at work as soon as they answer."""
        records = list(records)
        waiting = [record for record in records if record.state is JobState.WAITING]
        for record in waiting:
            record.state, record.is_held = JobState.CANCELLED, False
            _forget_unfinished(record)
            if record.before is not None:
                record.take_back()
            self._tally.others += self.is_working
            self._model.update(record)
        if waiting:
            self.state_changed.emit()
        for job in self._at_work:
            if job.record in records:
                job.cancel()

    def cancel_all(self) -> None:
        self.cancel(self._model.records)

    def stop_for_now(self) -> None:
        """Stop because the program ends: what is done is kept, and the next start goes on from there."""
        for job in self._at_work:
            job.stop_for_now()

    def retry(self, records: Iterable[JobRecord]) -> None:
        """Let what is over wait again, and the queue go on."""
        for record in records:
            if record.state.is_over:
                record.start_over()
                self._model.update(record)
        self.start()

    def take_tracks(self, record: JobRecord, numbers: Sequence[int]) -> None:
        """Make small files of these sound tracks, counted from 1.

        The first of them becomes that of ``record`` if there is no file of it yet; all others are rows of their own.
        """
        left = list(numbers)
        if record.state is not JobState.WORKING and not record.state.is_result:
            _forget_unfinished(record)
            record.start_over()
            record.track = left.pop(0)
            self._model.update(record)
        else:
            taken = record.track or (record.info.track if record.info is not None else None)
            left = [number for number in left if number != taken]
        rows = [
            JobRecord(record.source, record.kind, record.subfolder, record.folder, number, info=record.info)
            for number in left
        ]
        for row in rows:
            row.source_bytes, row.duration_s, row.is_looked_at = record.source_bytes, record.duration_s, True
        self._model.add(rows)
        self.start()

    def _settings_for(self, record: JobRecord) -> ConversionSettings:
        """Return the settings of this moment: what is changed later is for later jobs."""
        get = self._settings.get
        common: dict[str, Any] = {
            "compute": self._settings.compute,
            "exists": get("exists"),
            "files_at_once": self.batch.files_at_once,
        }
        if record.kind is JobKind.RESTORE:
            return RestoreSettings(rate=get("restore_rate"), **common)
        if record.is_again:
            common |= {"exists": "skip", "again": True}
        common |= {"check": get("check"), "channels": get("channels"), "track": record.track}
        return CompressSettings(model=get("model"), **common)

    def target_for(self, record: JobRecord) -> Path:
        """Return where a job's result goes with the settings of this moment; one that was begun keeps its target."""
        if record.planned is not None:
            return record.planned
        get = self._settings.get
        suffix = SQC_SUFFIX if record.kind is JobKind.COMPRESS else f".{get('restore_format')}"
        stem = stem_for(get("name_pattern"), record.source, get("model"))
        if record.track is not None:
            stem = of_track(stem, record.track)

        def is_taken(path: Path) -> bool:
            return self._is_of_others(record, path)

        return choose_target(record.source, self._folder_for(record), suffix, get("exists"), is_taken, stem)

    def _is_of_others(self, record: JobRecord, path: Path) -> bool:
        """Return whether the target is made from another source: also “overwrite” is not meant for these."""
        own = record.source, record.track
        others = (other for other in self._model.records if (other.source, other.track) != own)
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
        record.planned = self.target_for(record)
        job = RunningJob(record, self._convert, self._settings_for(record), self._may_work, self)
        job.progressed.connect(self._follow_progress)
        job.ended.connect(self._take_end)
        self._at_work.append(job)
        self._model.update(record)
        self.state_changed.emit()

    def _follow_progress(self) -> None:
        job = self.sender()
        assert isinstance(job, RunningJob)
        if not self.is_paused:
            done_s = sum(record.done_s for record in self.at_work)
            self.speed_x_real_time = self.batch.speed(done_s)
        self._model.update(job.record, is_saved_part=False)

    def _take_end(self, result: ConversionResult | None, error: SqcodecError | None) -> None:
        job = self.sender()
        assert isinstance(job, RunningJob)
        self._at_work.remove(job)
        job.deleteLater()
        record = job.record
        self.batch.end(record.done_s)
        before = record.before
        if result is not None:
            record.take(result)
        else:
            record.planned = None
            record.state = JobState.CANCELLED if isinstance(error, CancelledError) else JobState.FAILED
            if error is not None and record.state is JobState.FAILED:
                record.reason = error.message
        self._tally.count(record)
        if before is not None and record.state is not JobState.DONE:
            record.before = before
            record.take_back(record.reason if record.state is JobState.FAILED else None)
        self._model.update(record)
        self.job_ended.emit(record)
        self.start()

    def _end_queue(self) -> None:
        self.batch.start_over()
        self.speed_x_real_time = None
        tally, self._tally = self._tally, Tally()
        if tally != Tally():
            self.finished.emit(tally)
        self.state_changed.emit()
