"""When short files go several at once, and how many."""

import pytest

from sqcodec_gui.engine import short_files
from sqcodec_gui.engine.device import OPENVINO, TORCH, Place
from sqcodec_gui.engine.short_files import are_worth_it, most_at_once


def test_when_several_are_worth_it() -> None:
    assert are_worth_it([30.0] * 8, 4)
    assert not are_worth_it([30.0] * 7, 4), "too few"
    assert not are_worth_it([3.0] * 39, 4), "too little sound"
    assert are_worth_it([3.0] * 40, 4)
    assert not are_worth_it([30.0, 61.0] * 9, 4), "a long one comes soon"
    assert not are_worth_it([30.0, None] * 9, 4)
    assert not are_worth_it([30.0] * 100, 1)


def test_how_many_are_best(monkeypatch: pytest.MonkeyPatch) -> None:
    for threads, files in ((1, 1), (2, 2), (16, 4)):
        monkeypatch.setenv("OMP_NUM_THREADS", str(threads))
        assert most_at_once(Place("cpu", OPENVINO, "")) == files
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert 1 <= most_at_once(Place("cpu", OPENVINO, "")) <= short_files.MOST_AT_ONCE
    assert most_at_once(Place("cpu", TORCH, "")) == most_at_once(Place("cuda", TORCH, "")) == 1
