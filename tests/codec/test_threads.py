"""How many threads compute, and how they give way."""

import os
import sys
import threading

import pytest

from sqcodec_gui.codec import threads
from sqcodec_gui.codec.threads import STANDING_BACK_NICENESS, compute_threads, stand_back


def niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def niceness_of_compute_threads() -> int:
    with compute_threads(2) as executor:
        return executor.submit(niceness).result()


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own elsewhere")
def test_compute_threads_stand_back_for_a_window_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "_stands_back", False)
    before = niceness()
    assert niceness_of_compute_threads() == before
    stand_back()
    assert niceness_of_compute_threads() == min(before + STANDING_BACK_NICENESS, 19)
    assert niceness() == before  # neither the window's thread nor any other


def test_they_compute_where_the_system_allows_no_other_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise PermissionError

    monkeypatch.setattr(threads, "_stands_back", True)
    monkeypatch.setattr(os, "setpriority", refuse, raising=False)
    with compute_threads(1) as executor:
        assert executor.submit(lambda: 1).result() == 1
