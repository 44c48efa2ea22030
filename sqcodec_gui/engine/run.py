"""All files of one call on this machine: one after the other, and short ones several at once."""

from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from sqcodec_gui.audio import probe
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import device
from sqcodec_gui.engine.convert import Outcome, Result, Settings, convert
from sqcodec_gui.engine.job import SQC_SUFFIX, CancelToken, EngineError, Progress
from sqcodec_gui.engine.short_files import are_worth_it, is_short, most_at_once
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError

LOOK_EVERY_S = 0.1


@lru_cache(maxsize=1024)
def length_s(source: Path) -> float | None:
    """Of a recording or a .sqc file; None where it cannot be told at once, or not at all."""
    try:
        if source.suffix.lower() == SQC_SUFFIX:
            with SqcReader(source, tolerant=True) as reader:  # no tables: its tokens are not read
                return reader.duration_s
        return probe(source).duration_s
    except (SqcodecError, OSError):
        return None


@dataclass
class _File:
    source: Path
    target: Path
    future: Future[Result] = field(init=False)
    done_s: float = 0.0
    total_s: float = 0.0

    def report(self, seconds_done: float, seconds_total: float) -> None:
        self.done_s, self.total_s = seconds_done, seconds_total


class Run:
    """All files of one call. What became of them comes in their order.

    To be used as a context manager: at its end nothing is at work any more. ``watch`` is that of what is at work.
    """

    def __init__(self, pairs: Sequence[tuple[Path, Path]], settings: Settings, cancel: CancelToken) -> None:
        self._waiting = deque(pairs)
        self._settings = settings
        self._cancel = cancel
        self._at_once = _most_at_once(settings) if len(pairs) > 1 else 1
        self._executor = ThreadPoolExecutor(self._at_once, thread_name_prefix="file")
        self._at_work: deque[_File] = deque()
        self._are_several = False
        self._finished_s = 0.0
        self._finished = 0
        self.watch = Stopwatch()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._at_work:
            self._cancel.cancel()
        self._executor.shutdown(cancel_futures=True)

    def at_work(self) -> list[Path]:
        """Begins what can begin. The sources that are at work, none when all is done or, after a cancel, at rest."""
        while self._waiting and not self._cancel.is_cancelled and self._next_may_begin():
            source, target = self._waiting.popleft()
            settings = replace(self._settings, files_at_once=self._at_once if self._are_several else 1)
            file = _File(source, target)
            file.future = self._executor.submit(convert, source, target, settings, file.report, self._cancel)
            self._at_work.append(file)
        return [file.source for file in list(self._at_work)[: self._at_once]]

    def _next_may_begin(self) -> bool:
        if not self._at_work:
            lengths_s = (length_s(source) for source, _ in self._waiting)
            self._are_several = are_worth_it(lengths_s, self._at_once)
            self._finished, self._finished_s, self.watch = 0, 0.0, Stopwatch()
            return True
        # Twice as many: nobody is idle while the first of them is waited for.
        has_room = self._are_several and len(self._at_work) < 2 * self._at_once
        return has_room and is_short(length_s(self._waiting[0][0]))

    def next(self, progress: Progress) -> Outcome:
        """Waits for the first of those at work. ``progress`` is called in this thread, for all of them together."""
        first = self._at_work[0]
        while not wait([first.future], LOOK_EVERY_S).done:
            progress(*self._seconds())
        self._at_work.popleft()
        self._finished += 1
        error = first.future.exception()
        if error is not None:
            if not isinstance(error, Exception):
                raise error
            return Outcome(first.source, first.target, error=error)
        result = first.future.result()
        self._finished_s += result.duration_s
        return Outcome(first.source, result.target, result)

    def _seconds(self) -> tuple[float, float]:
        """(done, in all): files of which nothing is known yet count as much as the others do on average."""
        known = [file for file in self._at_work if file.total_s]
        done_s = self._finished_s + sum(file.done_s for file in known)
        known_s = self._finished_s + sum(file.total_s for file in known)
        if not self._are_several or not known:
            return done_s, known_s
        to_come = len(self._at_work) + len(self._waiting) + self._finished
        return done_s, known_s / (self._finished + len(known)) * to_come


def _most_at_once(settings: Settings) -> int:
    """Where there is no such place, each file will say so."""
    try:
        return most_at_once(device.resolve(settings.compute))
    except EngineError:
        return 1
