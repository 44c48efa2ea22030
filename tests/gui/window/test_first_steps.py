"""The three first steps, taken one after the other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.first_steps import Step

Recordings = Callable[..., list[Path]]


@pytest.fixture
def first_window(settings: UserSettings, make_window: Callable[[], MainWindow]) -> MainWindow:
    settings.set("first_steps_done", False)
    return make_window()


def test_from_the_sample_to_the_comparison(
    first_window: MainWindow, qtbot: QtBot, person: Any, engine: Any, settings: UserSettings
) -> None:
    steps = first_window.first_steps
    assert steps.isVisible()
    engine.hold()
    person.click(first_window, "Try it with a sample")
    person.wait_for(first_window, JobState.WORKING)
    assert steps.step is Step.MAKE_SMALL
    assert first_window.view.hasFocus()  # and no button that vanished, or its neighbour
    assert [title.text()[0] for title in steps.titles] == ["✓", "2", "3"]
    assert not steps.sample_button.isVisible()
    engine.let_go()
    person.wait_for(first_window, JobState.DONE)
    assert steps.step is Step.COMPARE
    assert "X" in steps.advice.text()
    first_window.details.played.emit()
    assert [title.text()[0] for title in steps.titles] == ["✓", "✓", "✓"]
    qtbot.mouseClick(steps.close_button, Qt.MouseButton.LeftButton)
    assert not steps.isVisible()
    assert settings.get("first_steps_done") is True


def test_a_file_that_does_not_work_leads_back_to_the_first_step(
    first_window: MainWindow, person: Any, recordings: Recordings
) -> None:
    person.drop(first_window, *recordings("broken.wav"))
    person.wait_for(first_window, JobState.FAILED)
    steps = first_window.first_steps
    assert steps.step is Step.DROP
    assert "did not work" in steps.advice.text()
    assert steps.sample_button.isVisible()


def test_while_others_are_made_small_a_failure_is_not_the_end(
    first_window: MainWindow, person: Any, recordings: Recordings, engine: Any, qtbot: QtBot
) -> None:
    """Of a folder whose first file was broken, one was asked to drop another, while twenty were at work."""
    engine.hold()
    person.drop(first_window, *recordings("broken.wav", "talk.wav"))
    person.wait_for(first_window, JobState.FAILED, JobState.WORKING)
    assert first_window.first_steps.step is Step.MAKE_SMALL
    assert "did not work" not in first_window.first_steps.advice.text()
    engine.let_go()


def test_of_several_one_that_works_is_enough(first_window: MainWindow, person: Any, recordings: Recordings) -> None:
    person.drop(first_window, *recordings("broken.wav", "talk.wav"))
    person.wait_for(first_window, JobState.FAILED, JobState.DONE)
    assert first_window.first_steps.step is Step.COMPARE


def test_after_a_restart_they_go_on_where_they_were(
    first_window: MainWindow, make_window: Callable[[], MainWindow], person: Any
) -> None:
    person.click(first_window, "Try it with a sample")
    person.wait_for(first_window, JobState.DONE)
    first_window.stop_and_close()
    assert make_window().first_steps.step is Step.COMPARE


def test_who_knows_them_sees_them_only_when_asked_for(window: MainWindow, person: Any) -> None:
    assert not window.first_steps.isVisible()
    window.actions_by_name["first_steps"].trigger()
    assert window.first_steps.isVisible()
    assert window.first_steps.step is Step.DROP
    assert window.first_steps.isAncestorOf(window.focusWidget())
    assert person.button(window, "Try it with a sample").isVisible()


@pytest.mark.parametrize("way", ["opened", "dropped"])
def test_nothing_is_said_to_be_made_small_that_is_small_already(
    first_window: MainWindow, person: Any, recordings: Recordings, way: str
) -> None:
    (small,) = recordings("old.sqc")
    steps = first_window.first_steps
    if way == "opened":
        first_window.open_path(small)
        person.wait_for(first_window, JobState.OPENED)
    else:
        person.drop(first_window, small)
        person.wait_for(first_window, JobState.DONE)
    assert steps.step is Step.DROP
    assert [title.text()[0] for title in steps.titles] == ["1", "2", "3"]
    assert "small already: Space plays it" in steps.advice.text()
    assert steps.sample_button.isVisible()
    first_window.details.played.emit()
    assert steps.step is Step.DROP
    person.drop(first_window, *recordings("talk.wav"))
    person.wait_for(first_window, JobState.OPENED if way == "opened" else JobState.DONE, JobState.DONE)
    assert steps.step is Step.COMPARE
