"""Functions in worker threads, their answers in the window's thread."""

import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.worker import UnexpectedError, WorkQueue, close_in_turn, run_task

WAIT_MS = 60_000


class Receiver(QObject):
    """Collects what a task delivers, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[SqcodecError] = []
        self.progress: list[tuple[float, float]] = []
        self.threads: set[QThread] = set()

    def take_result(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(QThread.currentThread())

    def take_error(self, error: SqcodecError) -> None:
        self.errors.append(error)

    def take_progress(self, done_s: float, total_s: float) -> None:
        self.progress.append((done_s, total_s))

    def run(self, function: worker.Work, **options: object) -> worker.Task:
        return run_task(
            function,
            on_result=self.take_result,
            on_error=self.take_error,
            on_progress=self.take_progress,
            **options,  # type: ignore[arg-type]
        )


@pytest.fixture
def receiver(qapp: QObject) -> Receiver:
    return Receiver()


def test_a_result_comes_back_in_the_windows_thread(qtbot: QtBot, receiver: Receiver) -> None:
    receiver.run(lambda progress, cancel: threading.current_thread().name)
    qtbot.waitUntil(lambda: bool(receiver.results), timeout=WAIT_MS)
    assert receiver.results[0].startswith("sqcodec-light")  # type: ignore[attr-defined]
    assert receiver.threads == {receiver.thread()}


def test_an_expected_error_arrives_as_it_is(qtbot: QtBot, receiver: Receiver) -> None:
    def fail(progress: object, cancel: CancelToken) -> None:
        raise SqcodecError("talk.wav is empty.")

    receiver.run(fail)
    qtbot.waitUntil(lambda: bool(receiver.errors), timeout=WAIT_MS)
    assert str(receiver.errors[0]) == "talk.wav is empty."
    assert receiver.results == []


def test_an_unforeseen_error_becomes_one_line_and_is_logged(
    qtbot: QtBot, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(progress: object, cancel: CancelToken) -> None:
        raise ValueError("first line\nsecond line")

    receiver.run(fail)
    qtbot.waitUntil(lambda: bool(receiver.errors), timeout=WAIT_MS)
    assert isinstance(receiver.errors[0], UnexpectedError)
    assert (
        str(receiver.errors[0])
        == "Something unforeseen happened (first line second line); details are in the log file."
    )
    assert "Traceback" in caplog.text


def test_progress_is_thinned_out_but_its_last_value_arrives(qtbot: QtBot, receiver: Receiver) -> None:
    def count(progress: Callable[..., None], cancel: CancelToken) -> None:
        end_s = time.monotonic() + 0.3
        while time.monotonic() < end_s:
            progress(0.5, 1.0)
        progress(1.0, 1.0)

    receiver.run(count)
    qtbot.waitUntil(lambda: bool(receiver.results), timeout=WAIT_MS)
    assert 2 <= len(receiver.progress) <= 12
    assert receiver.progress[-1] == (1.0, 1.0)


def test_values_before_a_long_silence_arrive(qtbot: QtBot, receiver: Receiver) -> None:
    """However soon after others they came: nothing more is to be waited for."""
    is_seen, may_end = threading.Event(), threading.Event()

    def work(progress: Callable[..., None], cancel: CancelToken) -> None:
        progress(1.0, 10.0)
        assert is_seen.wait(WAIT_MS / 1000)
        progress(2.0, 10.0)
        progress(3.0, 10.0)
        assert may_end.wait(WAIT_MS / 1000)

    receiver.run(work)
    qtbot.waitUntil(lambda: bool(receiver.progress), timeout=WAIT_MS)
    is_seen.set()
    try:
        qtbot.waitUntil(lambda: receiver.progress[-1] == (3.0, 10.0), timeout=WAIT_MS)
    finally:
        may_end.set()
    qtbot.waitUntil(lambda: bool(receiver.results), timeout=WAIT_MS)


def test_cancel_stops_a_running_task(qtbot: QtBot, receiver: Receiver) -> None:
    def run_until_cancelled(progress: Callable[..., None], cancel: CancelToken) -> None:
        while True:
            progress(0.0, 1.0)
            cancel.check()
            time.sleep(0.001)

    task = receiver.run(run_until_cancelled)
    qtbot.waitUntil(lambda: bool(receiver.progress), timeout=WAIT_MS)
    task.cancel()
    qtbot.waitUntil(lambda: bool(receiver.errors), timeout=WAIT_MS)
    assert isinstance(receiver.errors[0], CancelledError)
    assert not task.is_running


def test_a_task_cancelled_before_its_turn_never_runs(qtbot: QtBot, receiver: Receiver) -> None:
    gate, ran = threading.Event(), threading.Event()
    receiver.run(lambda progress, cancel: gate.wait(3))
    waiting = receiver.run(lambda progress, cancel: ran.set())
    waiting.cancel()
    qtbot.waitUntil(lambda: bool(receiver.errors), timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: bool(receiver.results), timeout=WAIT_MS)
    assert isinstance(receiver.errors[0], CancelledError)
    assert not ran.is_set()
    assert len(receiver.errors) == 1


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, receiver: Receiver) -> None:
    gate = threading.Event()
    receiver.run(lambda progress, cancel: gate.wait(3) and "codec", work_queue=WorkQueue.CODEC)
    receiver.run(lambda progress, cancel: "light", work_queue=WorkQueue.LIGHT)
    qtbot.waitUntil(lambda: receiver.results == ["light"], timeout=WAIT_MS)
    gate.set()
    qtbot.waitUntil(lambda: receiver.results == ["light", "codec"], timeout=WAIT_MS)


def test_nothing_is_called_once_the_receiver_is_gone(qtbot: QtBot, qapp: QObject) -> None:
    gate, called = threading.Event(), []

    class Short(QObject):
        def take(self, value: object) -> None:
            called.append(value)

    short = Short()
    task = run_task(lambda progress, cancel: gate.wait(3), on_result=short.take, on_error=None)
    del short
    gate.set()
    qtbot.waitUntil(lambda: not task.is_running, timeout=WAIT_MS)
    assert called == []


def test_shutting_down_cancels_what_runs(qtbot: QtBot, receiver: Receiver) -> None:
    def run_until_cancelled(progress: object, cancel: CancelToken) -> None:
        while not cancel.is_cancelled:
            time.sleep(0.001)

    receiver.run(run_until_cancelled)
    worker.shut_down()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sqcodec-")]


def test_what_is_to_be_closed_is_closed_also_when_the_program_ends(qtbot: QtBot) -> None:
    """It was cancelled with all that waited, and the file stayed open."""
    begun, closed = threading.Event(), threading.Event()
    seen: list[bool] = []

    def work(_progress: Callable[..., None], cancel: CancelToken) -> None:
        begun.set()
        while not cancel.is_cancelled:
            time.sleep(0.005)
        seen.append(closed.is_set())

    run_task(work, on_result=None, on_error=None)
    assert begun.wait(5)
    close_in_turn(closed.set)
    worker.shut_down()
    assert closed.is_set()
    assert seen == [False], "what is begun may use it to its own end"
