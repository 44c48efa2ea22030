"""This module hands files to a Dask cluster's workers and collects the outcomes. Dask schedules; this keeps account.

As many files are under way as keep all workers busy, so that a hundred thousand need no more memory than a hundred.
"""

import logging
import queue
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.cluster import worker
from sqcodec_gui.cluster.worker import Answer, Failure, FileTask, Identity
from sqcodec_gui.engine.batch import FILES_PER_SLOT, Batch
from sqcodec_gui.engine.convert import ConversionSettings, FileOutcome
from sqcodec_gui.engine.location import Location, name_of
from sqcodec_gui.engine.settings_and_results import CompressSettings, EngineError, Progress
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_S = 10.0
WAIT_FOR_WORKERS_S = 20.0
POLL_INTERVAL_S = 0.2
COUNT_WORKERS_EVERY_S = 2.0
STOP_WITHIN_S = 30.0
MOST_TRIES = 3


@contextmanager
def connected(address: str) -> "Iterator[Client]":
    """Open a client of the scheduler at ``address`` (``host:8786``, ``tls://host:8786``). Raises EngineError."""
    try:
        from distributed import Client
        from distributed.comm import CommClosedError  # type: ignore[attr-defined]  # there, but not in __all__
    except ImportError as error:
        raise EngineError('--cluster needs Dask; install it with: pip install "sqcodec-gui[cluster]"') from error
    for name in ("distributed", "distributed.client", "tornado.application"):  # what matters, we say in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=CONNECT_S, set_as_default=False, name="sqcodec")
    except (OSError, ValueError) as error:
        raise EngineError(
            "No Dask scheduler answers at {address}; check the address and that it runs.", address=address
        ) from error
    try:
        with client:
            yield client
    except CommClosedError as error:
        raise _gone() from error


def _gone() -> EngineError:
    return EngineError(
        "The cluster is gone. What is done stays; to go on later, repeat the command with “--exists skip”."
    )


def check_workers(client: "Client", settings: ConversionSettings) -> Identity:
    """Find what all workers and this machine have in common. Raises EngineError if one is not like this machine."""
    ours = worker.identity_of(settings)
    try:
        client.wait_for_workers(1, timeout=WAIT_FOR_WORKERS_S)
    except TimeoutError as error:
        raise EngineError("The cluster has no workers; start some with “dask worker ADDRESS”.") from error
    if settings.compute.device == "cuda" and not gpu_workers(client):
        raise EngineError(
            "No worker of this cluster declares a graphics processor; start some with “dask worker ADDRESS "
            "--nthreads 1 --resources GPU=1”, or leave out “--device cuda”."
        )
    found = client.run(worker.identity_of, settings, on_error="return")
    problems = [line for name, theirs in sorted(found.items()) if (line := _difference(name, theirs, ours, settings))]
    if len(problems) > 1:
        raise EngineError("{problem} So it is with {count} more.", problem=problems[0], count=len(problems) - 1)
    if problems:
        raise EngineError(problems[0])
    return ours


def gpu_workers(client: "Client") -> list[str]:
    """Return the addresses of the workers that declare the resource ``GPU``."""
    workers = client.scheduler_info(n_workers=-1)["workers"]
    return [name for name, facts in workers.items() if facts.get("resources", {}).get("GPU", 0) >= 1]


def _difference(
    name: str, theirs: Identity | Exception, ours: Identity, settings: ConversionSettings
) -> Message | None:
    """Return one line for people on how a worker differs, or None if it does not."""
    if isinstance(theirs, SqcodecError):
        return Message("The worker {worker} cannot do this: {reason}", worker=name, reason=theirs.message)
    if isinstance(theirs, Exception):
        return Message(
            "The worker {worker} cannot run sqcodec {version}; install it there ({reason}).",
            worker=name,
            version=ours.version,
            reason=" ".join(str(theirs).split()),
        )
    if theirs.version != ours.version:
        return Message(
            "The worker {worker} has version {theirs} of sqcodec, here is {ours}; use the same.",
            worker=name,
            theirs=theirs.version,
            ours=ours.version,
        )
    model = settings.model if isinstance(settings, CompressSettings) else ""
    if theirs.weights_sha256 != ours.weights_sha256:
        return Message(
            "The worker {worker} has other weights of {model} ({theirs}, here {ours}); give all machines the same.",
            worker=name,
            model=model,
            theirs=theirs.weights_sha256[:12],
            ours=ours.weights_sha256[:12],
        )
    if theirs.tables_sha256 != ours.tables_sha256:
        return Message(
            "The worker {worker} has other entropy tables of {model} (.sqt); give all machines the same.",
            worker=name,
            model=model,
        )
    return None


@dataclass
class _File:
    """It is one file of a run. ``failed_on``: workers that could not do it; ``asked``: those that may try it now."""

    source: Location
    target: Location
    task: FileTask
    failed_on: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    times_submitted: int = 0
    done_s: float = 0.0
    total_s: float = 0.0


class ClusterBatch:
    """It has all files of one call converted. ``next`` gives what became of them, in the order they are done."""

    def __init__(
        self,
        client: "Client",
        pairs: Sequence[tuple[Location, Location]],
        settings: ConversionSettings,
        cancel: CancelToken,
        warn: Callable[[str], None],
    ) -> None:
        self._client = client
        self._cancel = cancel
        self._warn = warn
        self._id = f"sqcodec-{uuid.uuid4().hex[:12]}"
        self._verb = "encode" if isinstance(settings, CompressSettings) else "decode"
        self._needs_gpu = settings.compute.device == "cuda"
        identity = check_workers(client, settings)
        folder = settings.compute.weights_dir
        settings = replace(settings, compute=replace(settings.compute, weights_dir=folder and folder.absolute()))
        self._waiting = (
            _File(source, target, FileTask(self._id, number, _absolute(source), _absolute(target), settings, identity))
            for number, (source, target) in enumerate(pairs)
        )
        self.files_total = len(pairs)
        self.files_done = 0
        # More for each thread would count as suspicious, to Dask, each time their worker dies.
        self._batch = Batch(files_per_slot=FILES_PER_SLOT, counts_all=True)
        self._under_way: dict[str, _File] = {}
        self._futures: dict[str, Future[Any]] = {}
        self._finished: queue.SimpleQueue[Future[Any]] = queue.SimpleQueue()
        self._workers = self._able_workers()
        self._counted = time.monotonic()
        self._stop_before: float | None = None
        client.subscribe_topic(self._id, self._hear)

    def next(self, progress: Progress) -> FileOutcome:
        """Wait for the next file. Raises CancelledError once all work has stopped, EngineError if the cluster is gone.

        ``progress`` is called with seconds done and, as far as is known yet, in all, of all files together.
        """
        while True:
            if self._cancel.is_cancelled and self._stop_before is None:
                self._stop()
            if self._stop_before is None:
                self._hand_out()
            elif not self._under_way or time.monotonic() > self._stop_before:
                raise CancelledError
            at_work = [(file.done_s, file.total_s) for file in list(self._under_way.values())]
            progress(*self._batch.seconds(at_work, self.files_total - self.files_done - len(at_work)))
            self._count_workers()
            try:
                future = self._finished.get(timeout=POLL_INTERVAL_S)
            except queue.Empty:
                continue
            outcome = self._take(future)
            if outcome is not None:
                self.files_done += 1
                self._batch.end(outcome.result.duration_s if outcome.result else 0.0)
                return outcome

    def _hand_out(self) -> None:
        self._batch.files_at_once = max(1, sum(self._workers.values()))
        while self._batch.has_room(len(self._under_way)):
            file = next(self._waiting, None)
            if file is None:
                return
            self._submit(file)

    def _submit(self, file: _File) -> None:
        others = [name for name in self._workers if name not in file.failed_on]
        file.asked = others if file.failed_on else []
        file.times_submitted += 1
        key = f"{self._verb}-{self._id}-{file.task.number}-{file.times_submitted}"
        future = self._client.submit(
            worker.convert_file,
            file.task,
            key=key,
            pure=False,
            resources={"GPU": 1} if self._needs_gpu else None,
            # Not also "allow_other_workers": with resources, Dask 2026.8 would take workers that have none, and fall.
            workers=file.asked or None,
        )
        self._under_way[key] = file
        self._futures[key] = future
        future.add_done_callback(self._finished.put)

    def _take(self, future: "Future[Any]") -> FileOutcome | None:
        """Take an answer; return None for a file that is tried again, or that we ourselves have called back."""
        file = self._under_way.pop(str(future.key), None)
        self._futures.pop(str(future.key), None)
        if file is None:
            return None
        if future.status in ("cancelled", "lost"):
            raise _gone()
        answer = self._answer(future, file)
        if answer.result is not None:
            target = answer.target
            if isinstance(target, Path) and isinstance(file.target, Path):
                target = file.target.with_name(target.name)
            return FileOutcome(file.source, target, answer.result)
        assert answer.failure is not None
        file.failed_on.append(answer.worker)
        is_final = answer.failure.is_files_fault or answer.failure.is_cancelled or len(file.failed_on) >= MOST_TRIES
        if is_final or self._cancel.is_cancelled:
            return FileOutcome(file.source, file.target, error=_error(answer.failure))
        file.done_s = file.total_s = 0.0
        self._submit(file)
        return None

    def _answer(self, future: "Future[Any]", file: _File) -> Answer:
        from distributed.scheduler import KilledWorker

        error = future.exception()
        if error is None:
            result: Answer = future.result()
            return result
        if isinstance(error, KilledWorker):
            reason = Message(
                "{name}: {count} workers died while they had this file; it may want more memory than they have.",
                name=name_of(file.source),
                count=error.allowed_failures + 1,
            )
            return Answer("", failure=Failure(reason, is_files_fault=True))
        return Answer("", failure=worker.failure_of(error))

    def _stop(self) -> None:
        """Call back what has not begun, and ask the rest to stop; those give their answers as ever."""
        self._stop_before = time.monotonic() + STOP_WITHIN_S
        stopped = self._client.run(worker.stop, self._id, on_error="ignore")
        at_work = {number for numbers in stopped.values() for number in numbers}
        self._withdraw([key for key, file in self._under_way.items() if file.task.number not in at_work])

    def _count_workers(self) -> None:
        """Count the workers anew, as they come and go."""
        if time.monotonic() - self._counted < COUNT_WORKERS_EVERY_S or self._client.status != "running":
            return
        self._counted = time.monotonic()
        before, self._workers = self._workers, self._able_workers()
        if before and not self._workers:
            self._warn("The cluster has no workers left; waiting for some. Ctrl-C stops.")
        for key, file in list(self._under_way.items()):
            if file.asked and self._workers and not self._workers.keys() & set(file.asked):
                self._withdraw([key])
                self._submit(file)

    def _able_workers(self) -> dict[str, int]:
        """Return how many threads each worker has that may take our files."""
        threads = self._client.nthreads()
        return (
            {name: threads[name] for name in gpu_workers(self._client) if name in threads}
            if self._needs_gpu
            else threads
        )

    def _withdraw(self, keys: list[str]) -> None:
        for key in keys:
            del self._under_way[key]
        self._client.cancel([self._futures.pop(key) for key in keys])

    def _hear(self, event: tuple[float, tuple[int, float, float]]) -> None:
        """Hear what a worker tells of a file; called in a thread of Dask."""
        number, done_s, total_s = event[1]
        for file in list(self._under_way.values()):
            if file.task.number == number:
                file.done_s, file.total_s = done_s, total_s

    def speed(self, done_s: float) -> float | None:
        """Return the speed, × real time of all files together."""
        return self._batch.speed(sum(file.done_s for file in list(self._under_way.values())))


def _absolute(location: Location) -> Location:
    return location.absolute() if isinstance(location, Path) else location


def _error(failure: Failure) -> Exception:
    if failure.is_cancelled:
        return CancelledError()
    if not failure.trace:
        return EngineError(failure.reason)
    error = RuntimeError(failure.reason)
    error.add_note(f"On the worker:\n{failure.trace}")
    return error
