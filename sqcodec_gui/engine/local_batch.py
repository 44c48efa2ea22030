"""This module converts all files of a call on this machine: one after the other, and short ones several at once."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine import device
from sqcodec_gui.engine.batch import FILES_PER_SLOT, Batch, most_at_once
from sqcodec_gui.engine.convert import ConversionSettings, FileOutcome, convert
from sqcodec_gui.engine.file_facts import file_facts
from sqcodec_gui.engine.settings_and_results import ConversionResult, EngineError, Progress

POLL_INTERVAL_S = 0.1


@lru_cache(maxsize=1024)
def length_s(source: Path) -> float | None:
    """Return the seconds of a recording or a .sqc file; None where they cannot be told at once, or not at all."""
    return file_facts(source).duration_s


@dataclass
class _File:
    source: Path
    target: Path
    future: Future[ConversionResult] = field(init=False)
    done_s: float = 0.0
    total_s: float = 0.0

    def report(self, seconds_done: float, seconds_total: float) -> None:
        self.done_s, self.total_s = seconds_done, seconds_total


class LocalBatch:
    """It converts all files of one call; what became of them comes in their order.

    To be used as a context manager: at its end nothing is at work any more.
    """

    def __init__(self, pairs: Sequence[tuple[Path, Path]], settings: ConversionSettings, cancel: CancelToken) -> None:
        self._waiting = deque(pairs)
        self._settings = settings
        self._cancel = cancel
        slots = _most_at_once(settings) if len(pairs) > 1 else 1
        self._batch = Batch(slots, FILES_PER_SLOT)
        self._executor = ThreadPoolExecutor(slots, thread_name_prefix="file")
        self._at_work: deque[_File] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._at_work:
            self._cancel.cancel()
        self._executor.shutdown(cancel_futures=True)

    def start_ready(self) -> list[Path]:
        """Begin what can begin and return the sources at work, none when all is done or, once cancelled, at rest."""
        while self._waiting and not self._cancel.is_cancelled and self._next_may_begin():
            source, target = self._waiting.popleft()
            settings = replace(self._settings, files_at_once=self._batch.files_at_once)
            file = _File(source, target)
            file.future = self._executor.submit(convert, source, target, settings, file.report, self._cancel)
            self._at_work.append(file)
        return [file.source for file in list(self._at_work)[: self._batch.slots]]

    def _next_may_begin(self) -> bool:
        is_asked = self._batch.slots > 1  # else no file is opened for its length
        lengths_s = (length_s(source) if is_asked else None for source, _ in self._waiting)
        return self._batch.may_begin(len(self._at_work), lengths_s)

    def next(self, progress: Progress) -> FileOutcome:
        """Wait for the first of those at work. ``progress`` is called in this thread, for all of them together."""
        first = self._at_work[0]
        while not wait([first.future], POLL_INTERVAL_S).done:
            at_work = [(file.done_s, file.total_s) for file in self._at_work]
            progress(*self._batch.seconds(at_work, len(self._waiting)))
        self._at_work.popleft()
        error = first.future.exception()
        if error is not None:
            if not isinstance(error, Exception):
                raise error
            self._batch.end(0.0)
            return FileOutcome(first.source, first.target, error=error)
        result = first.future.result()
        self._batch.end(result.duration_s)
        return FileOutcome(first.source, result.target, result)

    def speed(self, done_s: float) -> float | None:
        """Return the speed, × real time of what is at work, with what went before it in a row of short files."""
        return self._batch.speed(sum(file.done_s for file in self._at_work))


def _most_at_once(settings: ConversionSettings) -> int:
    """Return how many may run at once; where a computing device is missing, each file will say so."""
    try:
        return most_at_once(device.resolve(settings.compute))
    except EngineError:
        return 1
