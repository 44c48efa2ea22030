"""Space plays or pauses, wherever in the window the focus is; what takes letters, or Tab led to, keeps it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState

WAIT_MS = 60_000
SPACE = Qt.Key.Key_Space
Recordings = Callable[..., list[Path]]


@pytest.fixture
def done(window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot) -> MainWindow:
    """A recording that is done, and shown."""
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    qtbot.waitUntil(lambda: plays(window) == [] and window.details.panel is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: not window.details._rest.isActive(), timeout=WAIT_MS)
    return window


def plays(window: MainWindow) -> list[str]:
    panel: Any = window.details.panel
    return [] if panel is None else panel.plays


def test_space_plays_from_every_place_that_can_have_the_focus(done: MainWindow, qtbot: QtBot) -> None:
    """Buttons that Tab leads to are pressed by it, as everywhere."""
    focused: list[QWidget] = []
    done.view.setFocus()
    while (widget := done.focusWidget()) not in focused:
        assert widget is not None
        focused.append(widget)
        if not isinstance(widget, QAbstractButton):
            before = len(plays(done))
            qtbot.keyClick(widget, SPACE)
            assert len(plays(done)) == before + 1, widget
        qtbot.keyClick(done.focusWidget(), Qt.Key.Key_Tab)
    assert any(isinstance(widget, QAbstractButton) for widget in focused)


@pytest.mark.parametrize("make", [QSlider, QWidget])
def test_space_plays_from_what_has_no_use_for_it(done: MainWindow, qtbot: QtBot, make: type[QWidget]) -> None:
    widget = make(done.centralWidget())
    widget.show()
    widget.setFocus()
    qtbot.keyClick(widget, SPACE)
    assert plays(done) == ["toggle"]


def test_space_is_a_letter_in_a_field(done: MainWindow, qtbot: QtBot) -> None:
    field = QLineEdit(done.centralWidget())
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "a b")
    assert field.text() == "a b"
    assert plays(done) == []


def test_no_button_keeps_space_after_a_click(done: MainWindow, qtbot: QtBot) -> None:
    """Whoever clicks and then presses Space wants to hear something, not to click once more."""
    done.info_bar.ask("Go on?", done.actions_by_name["keep_originals"])
    done.first_steps.begin()
    done.view.setFocus()
    visible = [one for one in done.findChildren(QAbstractButton) if one.isVisible()]
    assert visible
    by_click = (Qt.FocusPolicy.ClickFocus, Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.WheelFocus)
    takers = [one.text() or one for one in visible if one.focusPolicy() in by_click]
    assert takers == []


def test_a_click_on_a_button_leaves_the_focus_where_it_was(done: MainWindow, qtbot: QtBot) -> None:
    done.view.setFocus()
    qtbot.mouseClick(done.choices.quality_buttons["spectral-6kbps"], Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert done.focusWidget() is done.view


def test_space_says_why_nothing_is_heard(window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings) -> None:
    qtbot.keyClick(window, SPACE)
    assert window.statusBar().currentMessage() == "", "an empty window has its own words"
    person.drop(window, *recordings("broken.wav"))
    person.wait_for(window, JobState.FAILED)
    qtbot.keyClick(window, SPACE)
    assert (
        window.statusBar().currentMessage() == "There is nothing to hear of this one, as it failed. F5 tries it again."
    )
    window.view.clearSelection()
    window.view.setCurrentIndex(window.model.index(-1))
    qtbot.keyClick(window, SPACE)
    assert window.statusBar().currentMessage() == "Choose a recording to see and hear it here."
