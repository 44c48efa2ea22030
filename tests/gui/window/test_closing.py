"""Closing, killing, and coming back."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState

WAIT_MS = 60_000
C, D, P, W = JobState.CANCELLED, JobState.DONE, JobState.WORKING, JobState.WAITING
Recordings = Callable[..., list[Path]]


def test_the_queue_comes_back_after_a_kill(
    make_window: Callable[[], MainWindow],
    qtbot: QtBot,
    person: Any,
    recordings: Recordings,
    engine: Any,
    user_home: Path,
) -> None:
    window = make_window()
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, D)
    engine.hold()
    person.drop(window, *recordings("b.wav", "c.wav"))
    person.wait_for(window, D, P, W)
    saved = user_home / "data" / "queue.json"
    qtbot.waitUntil(lambda: saved.exists() and len(json.loads(saved.read_text())["jobs"]) == 3, timeout=WAIT_MS)
    after_kill = saved.read_text()
    engine.let_go()
    window.stop_and_close()
    saved.write_text(after_kill)

    again = make_window()
    assert person.states(again) == [D, W, W]
    assert again.info_bar.isVisible()
    qtbot.wait(100)
    assert person.states(again) == [D, W, W]
    person.click(again, "Continue")
    person.wait_for(again, D, D, D)
    assert not again.info_bar.isVisible()


def test_what_was_left_can_be_cancelled_and_nothing_is_asked_any_more(
    make_window: Callable[[], MainWindow], person: Any, recordings: Recordings, engine: Any, qtbot: QtBot
) -> None:
    window = make_window()
    engine.hold()
    person.drop(window, *recordings("a.wav", "b.wav"))
    person.wait_for(window, P, W)
    window.stop_and_close()
    again = make_window()
    assert again.info_bar.isVisible()
    person.click(again, "Cancel all")
    assert person.states(again) == [C, C]
    assert not again.info_bar.isVisible()
    for name in ("pause", "continue", "cancel_all"):
        assert not again.actions_by_name[name].isEnabled(), name


def test_stopping_and_closing_leaves_no_half_file_and_keeps_the_rest(
    make_window: Callable[[], MainWindow],
    qtbot: QtBot,
    person: Any,
    recordings: Recordings,
    engine: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = make_window()
    engine.hold()
    (path, _) = paths = recordings("a.wav", "b.wav")
    person.drop(window, *paths)
    person.wait_for(window, P, W)
    answer_question(monkeypatch, "&Keep running")
    assert not window.close()
    assert window.isVisible()
    answer_question(monkeypatch, "&Stop and close")
    assert window.close()
    assert sorted(path.parent.iterdir()) == paths
    assert person.states(make_window()) == [W, W]


def test_finishing_and_then_closing(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.hold()
    person.drop(window, *recordings("a.wav", "b.wav"))
    person.wait_for(window, P, W)
    answer_question(monkeypatch, "&Finish, then close")
    assert not window.close()
    engine.let_go()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=WAIT_MS)
    assert person.states(window) == [D, D]


def test_a_second_window_says_that_its_list_is_not_kept(make_window: Callable[[], MainWindow]) -> None:
    make_window()
    assert make_window().statusBar().currentMessage().startswith("Another window is open")


def answer_question(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Clicks the button with this text as soon as the question about closing stands."""

    def answer(box: Any) -> int:
        box.show()
        next(b for b in box.buttons() if b.text() == text).click()
        return 0

    monkeypatch.setattr("PySide6.QtWidgets.QMessageBox.exec", answer)


def test_what_changes_in_the_list_while_it_closes_opens_no_player(
    window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot
) -> None:
    """A row that ended just then was shown after all had been closed, and its player stayed open for ever."""
    person.drop(window, *recordings("a.wav", "b.wav"))
    person.wait_for(window, D, D)
    qtbot.waitUntil(lambda: window.details.panel is not None, timeout=WAIT_MS)
    panel: Any = window.details.panel
    qtbot.waitUntil(lambda: bool(panel.pairs), timeout=WAIT_MS)
    window.details.close_audio()
    window.details.show_record(window.model.records[1])
    assert not window.details._rest.isActive()
