"""A list of hundreds of recordings: what changes in one row is no work for the others."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.window.drops import FileDrops

ROWS = 300


class CountedModel(QueueModel):
    """Qt asks for the number of rows for every row that it lays out."""

    asked = 0

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        self.asked += 1
        return super().rowCount(parent)


def records() -> list[JobRecord]:
    return [JobRecord(Path(f"/in/{number}.wav"), JobKind.COMPRESS) for number in range(ROWS)]


def test_a_changed_row_is_painted_and_no_other_one_laid_out(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    model = CountedModel(window)
    view = QueueView(model, lambda record: None, FileDrops(window), window)
    window.setCentralWidget(view)
    window.resize(500, 400)
    model.add(records())
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(50)
    before = view.viewport().grab().toImage()
    model.asked = 0
    model.records[0].state = JobState.FAILED
    model.update(model.records[0])
    model.update_several(model.records[1:20])
    qtbot.wait(50)
    assert model.asked < ROWS
    assert view.viewport().grab().toImage() != before


def test_the_stage_follows_the_current_row_and_the_actions_the_selected_ones(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = window.model.add(records())
    window.view.select(rows[5])
    shown: list[JobRecord | None] = []
    show_record = window.details.show_record
    monkeypatch.setattr(window.details, "show_record", lambda record: (shown.append(record), show_record(record)))
    window.model.update_several(rows[6:])
    assert shown == []
    window.model.update_several(rows[2:8])
    assert shown == [rows[5]]
    window.view.selectAll()
    cancel = window.actions_by_name["cancel"]
    assert cancel.isEnabled()
    for row in rows:
        row.state = JobState.CANCELLED
    window.model.update_several(rows[200:])
    assert not cancel.isEnabled()
    assert shown == [rows[5]] * 2
