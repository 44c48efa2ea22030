"""Who searches for what nobody reaches any more, and when: never another thread than the window's."""

import gc
import sys
import threading
import types
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.gc_scheduler import GcScheduler


class Ring:
    """Reaches itself, so that counting references never frees it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GcScheduler]:
    collector = GcScheduler()
    yield collector
    collector.stop()


def test_what_nobody_reaches_goes_a_second_later(qtbot: QtBot, collector: GcScheduler) -> None:
    ring = weakref.ref(Ring())
    qtbot.waitUntil(lambda: ring() is None, timeout=60_000)


def test_older_garbage_goes_too(collector: GcScheduler) -> None:
    ring = Ring()
    for _ in range(3):  # it is among the oldest then
        gc.collect(1)
    gone = weakref.ref(ring)
    del ring
    for _ in range(300):
        collector.collect()
    assert gone() is None


def test_no_other_thread_ever_collects(collector: GcScheduler) -> None:
    collectors: list[str] = []
    watch = lambda phase, info: collectors.append(threading.current_thread().name)  # noqa: E731
    gc.callbacks.append(watch)
    try:
        worker = threading.Thread(target=lambda: [Ring() for _ in range(20_000)], name="worker")
        worker.start()
        worker.join()
        assert collectors == []
        collector.collect()
        assert set(collectors) == {threading.main_thread().name}
    finally:
        gc.callbacks.remove(watch)


def test_what_modules_define_is_not_searched_again(collector: GcScheduler, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gc.get_freeze_count()
    monkeypatch.setitem(sys.modules, "sqcodec_gui_loaded_just_now", types.ModuleType("loaded_just_now"))
    kept = [Ring() for _ in range(1000)]
    collector.collect()
    assert gc.get_freeze_count() >= before + len(kept)


def test_in_the_end_python_does_it_again(qtbot: QtBot) -> None:
    interval_s = sys.getswitchinterval()
    collector = GcScheduler()
    assert not gc.isenabled()
    assert sys.getswitchinterval() < interval_s
    collector.stop()
    assert gc.isenabled()
    assert sys.getswitchinterval() == interval_s
    assert gc.get_freeze_count() == 0
