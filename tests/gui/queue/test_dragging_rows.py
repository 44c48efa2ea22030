"""Rows of the queue dragged with the mouse, as a hand does it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState

Recordings = Callable[..., list[Path]]
W = JobState.WAITING


@pytest.fixture
def waiting(window: MainWindow, person: Any, recordings: Recordings, settings: Any) -> MainWindow:
    """A window with a, b, c and d in its queue, none of which has begun."""
    settings.set("start_on_add", False)
    person.drop(window, *recordings("a.wav", "b.wav", "c.wav", "d.wav"))
    person.wait_for(window, W, W, W, W)
    window.details.hide()  # so that all rows are seen
    return window


def names(window: MainWindow) -> str:
    return "".join(record.source.stem for record in window.model.records)


def drag(window: MainWindow, row: int, to: QPoint) -> None:
    """Presses on a row, moves, and lets go at a place of the list."""
    viewport, handle = window.view.viewport(), window.windowHandle()
    start = window.view.visualRect(window.model.index(row)).center()
    ways = [viewport.mapTo(window, start + (to - start) * share) for share in (0.3, 0.7, 1.0)]

    def go_on() -> None:  # while Qt waits for the end of the drag in a loop of its own
        for way in [*ways, ways[-1]]:
            QTest.mouseMove(handle, way)
            QApplication.processEvents()
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, ways[-1])

    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTimer.singleShot(200, go_on)
    for way in ways:
        QTest.mouseMove(viewport, viewport.mapFrom(window, way))
    QTest.qWait(400)


def test_a_row_is_dragged_to_the_front_and_another_to_the_end(waiting: MainWindow, qtbot: QtBot) -> None:
    view, model = waiting.view, waiting.model
    drag(waiting, 2, view.visualRect(model.index(0)).topLeft() + QPoint(80, 1))
    assert names(waiting) == "cabd"
    assert [record.source.stem for record in view.selected_records()] == ["c"]
    drag(waiting, 1, view.visualRect(model.index(3)).bottomLeft() + QPoint(80, -1))
    assert names(waiting) == "cbda"
