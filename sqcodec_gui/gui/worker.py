"""The one adapter between plain functions and Qt runs them in worker threads, and answers in the window's thread.

Threads are never killed: a task ends by itself or by asking its cancel token.
"""

import inspect
import logging
import threading
import weakref
from collections.abc import Callable, Collection
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.batch import MOST_AT_ONCE
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.messages import Message

PROGRESS_INTERVAL_MS = 50
"""Progress reaches the window about twenty times a second, however often the work reports it."""

logger = logging.getLogger(__name__)

Work = Callable[[Callable[..., None], CancelToken], Any]
"""``function(progress, cancel)``: runs in a worker thread and touches no widget; ``progress(*values)`` may be
called from it at any pace."""


class WorkQueue(Enum):
    """Each of these has a worker thread, in which its tasks run one after the other. Only SHORT_FILES has several."""

    CODEC = "codec"
    """Jobs of the queue: the network, for minutes or hours."""
    SHORT_FILES = "short-files"
    """Jobs of the queue that take seconds, several at once."""
    DEVICE = "device"
    """Looks for what can compute, which may load torch, while the first job is already at work."""
    PREVIEW = "preview"
    """Decoding to listen to, so that a finished file can be heard while the queue goes on."""
    TRIAL = "trial"
    """Seconds of codec work for a listening test, which shall not wait behind a long job or preview."""
    LIGHT = "light"
    """Work of seconds without torch: waveforms, folder scans, headers."""
    DISK = "disk"
    """Questions whether a file is there. On a share that is gone each takes seconds; nothing else waits for them."""
    FETCH = "fetch"
    """Downloads, which mostly wait."""
    RECORD = "record"
    """Writes what a microphone hears, and waits for nothing."""
    SAVE = "save"
    """Writes the list of the queue, for which nobody waits."""


class UnexpectedError(SqcodecError):
    """This is a fault of the program; the traceback stands in the log, the one line here."""


class Task(QObject):
    """This is one running function, made by ``run_task``. It lives in the window's thread."""

    _progressed = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        function: Work,
        on_result: Callable[[Any], None] | None,
        on_error: Callable[[SqcodecError], None] | None,
        on_progress: Callable[..., None] | None,
        cancel: CancelToken,
        work_queue: WorkQueue = WorkQueue.LIGHT,
    ) -> None:
        super().__init__()
        self.cancel_token = cancel
        self.work_queue = work_queue
        self._function = function
        self._on_result = _WeakCall(on_result)
        self._on_error = _WeakCall(on_error)
        self._on_progress = _WeakCall(on_progress)
        self._future: Future[None] | None = None
        self._lock = threading.Lock()
        self._latest: tuple[Any, ...] | None = None
        self._is_announced = False
        self.is_running = True
        self._progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._deliver_end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; ``on_error`` gets a CancelledError when it has (at once if it had not begun)."""
        self.cancel_token.cancel()
        if self._future is not None and self._future.cancel():
            self._ended.emit(None, CancelledError())

    def start(self, executor: ThreadPoolExecutor) -> None:
        self._future = executor.submit(self._work)

    def _work(self) -> None:
        """Run the function, in the worker thread."""
        result, error = None, None
        try:
            self.cancel_token.check()
            result = self._function(self._report, self.cancel_token)
        except SqcodecError as expected:
            error = expected
        except Exception as unexpected:
            logger.exception("A task failed in a way that nobody foresaw")
            reason = " ".join(str(unexpected).split())
            if reason:
                message = Message(
                    "Something unforeseen happened ({reason}); details are in the log file.", reason=reason
                )
            else:
                message = Message("Something unforeseen happened; details are in the log file.")
            error = UnexpectedError(message)
            error.__cause__ = unexpected
        self._ended.emit(result, error)

    def _report(self, *values: Any) -> None:
        """Keep the newest values, in the worker thread; announce them unless they are going to be looked for anyway."""
        with self._lock:
            self._latest = values
            is_new, self._is_announced = not self._is_announced, True
        if is_new:
            self._progressed.emit()

    @Slot()
    def _deliver_progress(self) -> None:
        """Deliver the newest values, and look again later: the last ones before a long silence are shown, too."""
        if self._deliver_latest():
            QTimer.singleShot(PROGRESS_INTERVAL_MS, self._deliver_progress)

    def _deliver_latest(self) -> bool:
        """Return whether there were values to deliver; if not, the next ones have to be announced."""
        with self._lock:
            values, self._latest = self._latest, None
            self._is_announced = values is not None
        if values is not None and self.is_running:
            self._on_progress(*values)
        return values is not None

    @Slot(object, object)
    def _deliver_end(self, result: Any, error: SqcodecError | None) -> None:
        if not self.is_running:
            return
        self._deliver_latest()
        self.is_running = False
        _running.discard(self)
        if error is None:
            self._on_result(result)
        else:
            self._on_error(error)


class _WeakCall:
    """It calls a bound method only while its object (and, of a QObject, the C++ side) still lives."""

    def __init__(self, function: Callable[..., None] | None) -> None:
        self._find: Callable[[], Callable[..., None] | None]
        self._find = weakref.WeakMethod(function) if inspect.ismethod(function) else lambda: function

    def __call__(self, *values: Any) -> None:
        function = self._find()
        if function is None:
            return
        receiver = getattr(function, "__self__", None)
        if isinstance(receiver, QObject) and not shiboken6.isValid(receiver):
            return
        function(*values)


_executors: dict[WorkQueue, ThreadPoolExecutor] = {}
_running: set[Task] = set()


def run_task(
    function: Work,
    *,
    on_result: Callable[[Any], None] | None,
    on_error: Callable[[SqcodecError], None] | None,
    on_progress: Callable[..., None] | None = None,
    cancel: CancelToken | None = None,
    work_queue: WorkQueue = WorkQueue.LIGHT,
) -> Task:
    """Run ``function(progress, cancel)`` in the worker thread of ``work_queue``; call this from the window's thread.

    ``on_result(result)``, ``on_error(error)`` and ``on_progress(*values)`` are called in the window's thread; exactly
    one of the first two ends the task. Bound methods are held weakly: when their object is gone, nothing is called.
    ``error`` is always a SqcodecError whose ``str`` is one line for people; what was not foreseen is logged first.
    """
    task = Task(function, on_result, on_error, on_progress, cancel or CancelToken(), work_queue)
    _running.add(task)
    task.start(_executor(work_queue))
    return task


def close_in_turn(close: Callable[[], None], work_queue: WorkQueue = WorkQueue.LIGHT) -> None:
    """Call ``close()`` in the thread of ``work_queue``, after what was begun there before, which may use it.

    Nothing cancels it, the end of the program neither: files would stay open. What it raises is lost.
    """
    _executor(work_queue).submit(close)


def _executor(work_queue: WorkQueue) -> ThreadPoolExecutor:
    if work_queue not in _executors:
        threads = MOST_AT_ONCE if work_queue is WorkQueue.SHORT_FILES else 1
        _executors[work_queue] = ThreadPoolExecutor(
            max_workers=threads, thread_name_prefix=f"sqcodec-{work_queue.value}"
        )
    return _executors[work_queue]


def is_any_running(work_queues: Collection[WorkQueue]) -> bool:
    """Return whether there is work in one of these queues, or waiting for them."""
    return any(task.work_queue in work_queues for task in _running)


def shut_down() -> None:
    """Cancel everything, and wait until the worker threads are at rest (engine calls answer in half a second)."""
    for task in list(_running):
        task.cancel()
    for executor in _executors.values():
        executor.shutdown(wait=True)
    _executors.clear()
    _running.clear()
