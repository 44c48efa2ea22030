"""When short files go several at once, how many, and how far all of them are."""

import pytest

from sqcodec_gui.engine import batch
from sqcodec_gui.engine.batch import Batch, most_at_once, run_faster_at_once
from sqcodec_gui.engine.device import OPENVINO, TORCH, ComputeTarget


def test_when_several_are_worth_it() -> None:
    assert run_faster_at_once([30.0] * 8, 4)
    assert not run_faster_at_once([30.0] * 7, 4), "too few"
    assert not run_faster_at_once([3.0] * 39, 4), "too little sound"
    assert run_faster_at_once([3.0] * 40, 4)
    assert not run_faster_at_once([30.0, 61.0] * 9, 4), "a long one comes soon"
    assert not run_faster_at_once([30.0, None] * 9, 4)
    assert not run_faster_at_once([30.0] * 100, 1)


def test_how_many_are_best(monkeypatch: pytest.MonkeyPatch) -> None:
    for threads, files in ((1, 1), (2, 2), (16, 4)):
        monkeypatch.setenv("OMP_NUM_THREADS", str(threads))
        assert most_at_once(ComputeTarget("cpu", OPENVINO, "")) == files
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert 1 <= most_at_once(ComputeTarget("cpu", OPENVINO, "")) <= batch.MOST_AT_ONCE
    assert most_at_once(ComputeTarget("cpu", TORCH, "")) == most_at_once(ComputeTarget("cuda", TORCH, "")) == 1


def test_a_long_one_begins_alone_and_short_ones_while_there_is_room() -> None:
    one = Batch(slots=2, files_per_slot=2)
    assert one.may_begin(0, [30.0] * 8)
    assert one.files_at_once == 2
    assert [one.may_begin(at_work, [30.0]) for at_work in (1, 2, 3, 4)] == [True, True, True, False]
    assert not one.may_begin(1, [61.0])
    assert one.may_begin(0, [61.0, 30.0])
    assert one.files_at_once == 1
    assert not one.may_begin(1, [30.0])


def test_lengths_are_looked_for_no_further_than_needed() -> None:
    asked: list[int] = []
    lengths_s = (asked.append(number) or 61.0 for number in range(100))
    assert Batch(slots=4).may_begin(0, lengths_s)
    assert asked == [0]


def test_files_of_which_nothing_is_known_count_as_the_others_do() -> None:
    several = Batch(counts_all=True)
    assert several.seconds([(0.0, 0.0)], 3) == (0.0, 0.0)
    assert several.seconds([(1.0, 10.0), (0.0, 0.0)], 2) == (1.0, 40.0)
    several.end(30.0)
    assert several.seconds([(1.0, 10.0), (0.0, 0.0)], 1) == (31.0, 80.0)
    alone = Batch()
    alone.end(30.0)
    assert alone.seconds([(1.0, 10.0)], 5) == (1.0, 10.0)
