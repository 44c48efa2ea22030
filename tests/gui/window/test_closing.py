"""Closing, killing, and coming back."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue import folder_scan
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.worker import WorkQueue, close_in_turn

WAIT_MS = 60_000
C, D, P, W = JobState.CANCELLED, JobState.DONE, JobState.WORKING, JobState.WAITING
Recordings = Callable[..., list[Path]]


@pytest.fixture
def scan_gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Dropped folders are searched only when it is set, as on a slow share."""
    gate, scan = threading.Event(), folder_scan.scan

    def held_scan(dropped: list[Path], progress: Callable[[int], None], cancel: CancelToken) -> folder_scan.Scan:
        while not gate.wait(0.005):
            cancel.check()
        return scan(dropped, progress, cancel)

    monkeypatch.setattr(folder_scan, "scan", held_scan)
    return gate


def saved_queue(user_home: Path) -> Any:
    """What is on the disk once what was begun to be saved is."""
    is_saved = threading.Event()
    close_in_turn(is_saved.set, WorkQueue.SAVE)
    is_saved.wait()
    return json.loads((user_home / "data" / "queue.json").read_text())


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


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_what_was_dropped_and_still_searched_is_searched_again_at_the_next_start(
    make_window: Callable[[], MainWindow],
    person: Any,
    recordings: Recordings,
    engine: Any,
    scan_gate: threading.Event,
    user_home: Path,
    qtbot: QtBot,
    how: str,
) -> None:
    known, _, lone = recordings("talks/a.wav", "talks/b.wav", "c.wav")
    window = make_window()
    engine.hold()
    scan_gate.set()
    person.drop(window, known)
    person.wait_for(window, P)
    window.saver.save()
    scan_gate.clear()
    person.drop(window, known.parent)
    person.drop(window, lone)
    at_once = saved_queue(user_home)
    assert at_once["pending_imports"] == [str(known.parent), str(lone)]
    assert len(at_once["jobs"]) == 1
    window.stop_and_close()
    if how == "killed":
        (user_home / "data" / "queue.json").write_text(json.dumps(at_once))
    assert saved_queue(user_home)["pending_imports"] == at_once["pending_imports"]

    again = make_window()
    again.saver.save()
    assert saved_queue(user_home)["pending_imports"] == at_once["pending_imports"], "until their rows are there"
    scan_gate.set()
    person.wait_for(again, W, W, W)
    assert [record.name for record in again.model.records] == ["a.wav", "b.wav", "c.wav"]
    assert "3 left from last time" in again.info_bar.label.text()
    saved = saved_queue(user_home)
    assert (saved["pending_imports"], len(saved["jobs"])) == ([], 3)
    engine.let_go()
    person.click(again, "Continue")
    person.wait_for(again, D, D, D)


def test_a_search_that_is_cancelled_never_comes_back(
    make_window: Callable[[], MainWindow],
    person: Any,
    recordings: Recordings,
    scan_gate: threading.Event,
    user_home: Path,
    qtbot: QtBot,
) -> None:
    unwanted, also, wanted = recordings("talks/a.wav", "more/b.wav", "c.wav")
    window = make_window()
    person.drop(window, unwanted.parent)
    person.drop(window, also.parent)
    cancel_all = window.actions_by_name["cancel_all"]
    assert cancel_all.isEnabled()
    cancel_all.trigger()
    assert not cancel_all.isEnabled()
    assert saved_queue(user_home)["pending_imports"] == []
    person.drop(window, wanted)
    assert saved_queue(user_home)["pending_imports"] == [str(wanted)]
    scan_gate.set()
    person.wait_for(window, D)
    assert [record.name for record in window.model.records] == ["c.wav"]
    assert saved_queue(user_home)["pending_imports"] == []
