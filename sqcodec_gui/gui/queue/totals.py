"""Of the queue as a whole it is said how far it is, how long it still takes, what it saved."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.engine.batch import mean_length_s
from sqcodec_gui.gui.queue.controller import QueueController
from sqcodec_gui.gui.queue.job_formatting import summary_words
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.wording.formatting import size_words, time_left_words, unbroken

translate = QCoreApplication.translate
_UNKNOWN_LENGTH_S = 60.0
"""What a recording counts of which nobody knows how long it is, nor of any other."""


class Totals:
    """It asks ``projected_bytes(record)`` what a waiting recording will take, None where nobody knows."""

    def __init__(
        self, model: QueueModel, controller: QueueController, projected_bytes: Callable[[JobRecord], int | None]
    ) -> None:
        self._model, self._controller = model, controller
        self._projected_bytes = projected_bytes

    @property
    def fraction(self) -> float:
        """Return how much is done, 0 to 1, of the seconds of sound in the list: a lecture counts more than a memo."""
        records = self._jobs()
        usual_s = mean_length_s(record.duration_s for record in records) or _UNKNOWN_LENGTH_S
        total_s = done_s = 0.0
        for record in records:
            length_s = record.duration_s or usual_s
            total_s += length_s
            done_s += length_s * (1.0 if record.state.is_over else record.fraction)
        return done_s / total_s if total_s else 0.0

    def work_words(self) -> str:
        """Say, while there is work, how much of it is over, and how long the rest takes."""
        records = self._jobs()
        over = sum(record.state.is_over for record in records)
        if self._controller.is_paused:
            return translate("totals", "Paused: {over} of {total} finished").format(over=over, total=len(records))
        if self._controller.is_working:
            words = translate("totals", "{over} of {total} finished").format(over=over, total=len(records))
            left_s = self._left_s()
            return words if left_s is None else f"{words} · {time_left_words(left_s)}"
        waiting = sum(record.state is JobState.WAITING for record in records)
        return translate("totals", "{n} waiting").format(n=waiting) + self._projected_words()

    def list_words(self) -> str:
        """Describe a list in which nothing is left to do; empty while there is something."""
        records = self._jobs()
        if any(not record.state.is_over for record in records):
            return ""
        if not records:
            return translate("totals", "{n} to listen to").format(n=len(self._model.records)) + self._damaged_words()
        return self._end_words(records) + self._saved_words() + self._damaged_words()

    @property
    def has_losses(self) -> bool:
        """Return whether a job that is done, or an opened file, is not complete."""
        return any(r.is_incomplete and r.state in (JobState.DONE, JobState.OPENED) for r in self._model.records)

    def is_of_all(self, count: int) -> bool:
        """Return whether the list has no more jobs than these: else their count needs a word beside the list's."""
        return count == len(self._jobs())

    def _jobs(self) -> list[JobRecord]:
        return [record for record in self._model.records if record.state is not JobState.OPENED]

    def _end_words(self, records: Sequence[JobRecord]) -> str:
        states = [record.state for record in records]
        done, failed, total = states.count(JobState.DONE), states.count(JobState.FAILED), len(records)
        incomplete = sum(record.is_incomplete and record.state is JobState.DONE for record in records)
        if done == total and not incomplete:
            return translate("totals", "{total} in the list, all finished").format(total=total)
        how = summary_words(done, failed, total - done - failed, incomplete)
        return translate("totals", "{total} in the list: {how}").format(total=total, how=how)

    def _projected_words(self) -> str:
        """Return what the waiting recordings will take together; nothing as long as that is not known of each."""
        waiting = [r for r in self._model.records if r.state is JobState.WAITING and r.kind is JobKind.COMPRESS]
        small_bytes = 0
        for record in reversed(waiting):  # they are looked at in order: the last one is unknown the longest
            projected_bytes = self._projected_bytes(record)
            if projected_bytes is None:
                return ""
            small_bytes += projected_bytes
        if not waiting:
            return ""
        before = size_words(sum(record.source_bytes for record in waiting))
        text = translate("totals", " · {before} → about {after}")
        return text.format(before=unbroken(before), after=unbroken(size_words(small_bytes)))

    def _saved_words(self) -> str:
        done = [r for r in self._model.records if r.state is JobState.DONE and r.kind is JobKind.COMPRESS]
        if not done:
            return ""
        before, after = sum(record.source_bytes for record in done), sum(record.target_bytes for record in done)
        text = translate("totals", " · {before} → {after}")
        return text.format(before=unbroken(size_words(before)), after=unbroken(size_words(after)))

    def _damaged_words(self) -> str:
        """Return how many of the opened files, which are no jobs, are damaged."""
        damaged = sum(record.is_incomplete and record.state is JobState.OPENED for record in self._model.records)
        return translate("totals", " · opened and not whole: {n}").format(n=damaged) if damaged else ""

    def _left_s(self) -> float | None:
        """Return the seconds left for the whole queue, at the speed of what is at work; None while that, or every
        length, is unknown."""
        speed = self._controller.speed_x_real_time
        usual_s = mean_length_s(record.duration_s for record in self._jobs())
        if speed is None or usual_s is None:
            return None
        waiting = [r.duration_s for r in self._model.records if r.state is JobState.WAITING and not r.is_held]
        under_way_s = sum(max(0.0, record.total_s - record.done_s) for record in self._controller.at_work)
        return (under_way_s + sum(duration_s or usual_s for duration_s in waiting)) / speed
