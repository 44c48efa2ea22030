"""Questions and notices above the list: several wait for each other, and none is lost."""

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.window.info_bar import InfoBar


@pytest.fixture
def bar(qtbot: QtBot, window: MainWindow) -> InfoBar:
    return window.info_bar


def texts(bar: InfoBar) -> list[str]:
    shown = [button.text() for button in bar._answers() if not button.isHidden()]
    return [bar.label.text(), *shown]


def test_a_question_comes_back_when_the_one_after_it_is_answered(bar: InfoBar, window: MainWindow) -> None:
    """What was left from last time could not be gone on with any more once rows were taken out of the list."""
    act = window.actions_by_name
    bar.ask("Go on?", act["continue"], act["cancel_all"])
    bar.ask("Taken out.", act["undo_clear"])
    assert texts(bar) == ["Taken out.", "Undo"]
    bar.drop_question(act["undo_clear"])
    assert bar.isVisible()
    assert texts(bar) == ["Go on?", "Continue", "Cancel all"]
    bar.drop_question(act["undo_clear"])
    assert bar.isVisible()
    bar.drop_question(act["continue"])
    assert not bar.isVisible()
