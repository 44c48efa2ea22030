"""Speed from reports of progress."""

import time

import pytest

from sqcodec_gui.engine.stopwatch import Stopwatch


def test_speed_counts_no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    watch = Stopwatch()
    assert watch.speed(5.0) is None
    now[0] += 2.0
    assert watch.speed(25.0) == pytest.approx(10.0)
    watch.pause()
    now[0] += 1000.0
    watch.resume()
    now[0] += 2.0
    assert watch.speed(45.0) == pytest.approx(10.0)


def test_speed_counts_only_what_this_run_did(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    watch = Stopwatch()
    for _ in range(3):  # what an earlier run did is passed over
        assert watch.speed(1500.0) is None
        now[0] += 4.0
    assert watch.speed(1500.0) is None
    now[0] += 2.0
    assert watch.speed(1520.0) == pytest.approx(10.0)
