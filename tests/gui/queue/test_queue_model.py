"""The queue as Qt sees it; Qt's own checker watches every change."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.queue.model import RECORD_ROLE, QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState


@pytest.fixture
def model(qtbot: QtBot) -> QueueModel:
    model = QueueModel()
    model.tester = QAbstractItemModelTester(model)  # type: ignore[attr-defined]  # lives as long as the model
    model.add(JobRecord(Path(f"/in/{name}.wav"), JobKind.COMPRESS) for name in "abcdef")
    return model


def names(model: QueueModel) -> str:
    return "".join(record.source.stem for record in model.records)


def test_what_waits_already_is_not_added_again(model: QueueModel) -> None:
    again = JobRecord(Path("/in/a.wav"), JobKind.COMPRESS)
    assert model.add([again, again, JobRecord(Path("/in/a.wav"), JobKind.RESTORE)])[0].kind is JobKind.RESTORE
    assert names(model) == "abcdefa"
    model.records[0].state = JobState.DONE
    assert model.add([again]) == [again]


def test_removing_scattered_rows_spares_the_one_at_work(model: QueueModel) -> None:
    model.records[3].state = JobState.WORKING
    model.remove([model.records[i] for i in (5, 0, 1, 3)])
    assert names(model) == "cde"
    assert [model.row_of(record) for record in model.records] == [0, 1, 2]


@pytest.mark.parametrize(
    ("rows", "step", "result"),
    [((2,), -1, "acbdef"), ((2,), 1, "abdcef"), ((0, 1), -1, "abcdef"), ((1, 2), -1, "bcadef"), ((4, 1), 1, "acbdfe")],
)
def test_moving_up_and_down(model: QueueModel, rows: tuple[int, ...], step: int, result: str) -> None:
    moved = [model.records[row] for row in rows]
    model.move(moved, step)
    assert names(model) == result
    assert [model.row_of(record) for record in model.records] == list(range(6))


def test_a_row_tells_all_of_itself_to_a_screen_reader(model: QueueModel) -> None:
    record = model.records[1]
    record.state, record.reason = JobState.FAILED, "It is empty."
    index = model.index(1)
    assert index.data(RECORD_ROLE) is record
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "b.wav, Failed, It is empty."
    assert "/in/b.wav" in index.data(Qt.ItemDataRole.ToolTipRole).replace("\\", "/")


def test_progress_is_no_reason_to_save(model: QueueModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.saved_part_changed), qtbot.waitSignal(model.dataChanged):
        model.update(model.records[0], is_saved_part=False)
    with qtbot.waitSignal(model.saved_part_changed):
        model.update(model.records[0])


@pytest.mark.parametrize(
    ("first", "count", "before", "result"),
    [(0, 1, 3, "bcadef"), (4, 1, 0, "eabcdf"), (1, 2, 6, "adefbc"), (3, 2, 1, "adebcf")],
)
def test_dragged_rows_come_to_stand_before_another(
    model: QueueModel, qtbot: QtBot, first: int, count: int, before: int, result: str
) -> None:
    with qtbot.waitSignal(model.saved_part_changed):
        assert model.moveRows(QModelIndex(), first, count, QModelIndex(), before)
    assert names(model) == result
    assert [model.row_of(record) for record in model.records] == list(range(6))


def test_rows_dropped_where_they_are_stay(model: QueueModel) -> None:
    assert not model.moveRows(QModelIndex(), 2, 1, QModelIndex(), 3)
    assert names(model) == "abcdef"


def test_several_changed_rows_are_told_of_together_and_are_no_reason_to_save(model: QueueModel, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    gone = model.records[3]
    model.remove([gone])
    with qtbot.assertNotEmitted(model.saved_part_changed):
        model.update_several([model.records[row] for row in (4, 0, 1)] + [gone])
    assert told == [(0, 1), (4, 4)]
