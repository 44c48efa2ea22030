"""Getting recordings into the window: dropping, pasting, choosing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState

WAIT_MS = 60_000
D = JobState.DONE
Recordings = Callable[..., list[Path]]


def test_an_empty_window_says_what_to_do(window: MainWindow, person: Any) -> None:
    assert window.empty.isVisible()
    assert person.button(window, "Add recordings").isEnabled()
    assert person.button(window, "Try it with a sample").isEnabled()


def test_dropped_files_are_done_and_never_moved(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    paths = recordings("talk é #1 🎤.wav", "old.sqc")
    event = person.drop(window, *paths)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction
    person.wait_for(window, D, D)
    assert window.view.isVisible()
    assert not window.empty.isVisible()
    assert [record.kind for record in window.model.records] == ["compress", "restore"]
    assert window.statusBar().currentMessage() == "2 done"
    assert all(path.exists() for path in paths)


def test_a_dropped_folder_is_searched(window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings) -> None:
    """And a broken recording in it is told of."""
    (path, *_) = recordings("week 1/a.wav", "week 2/b.wav", "broken.wav")
    (path.parent / "notes.txt").write_text("hello")
    person.drop(window, path.parent.parent)
    person.wait_for(window, JobState.FAILED, D, D)
    assert [record.name for record in window.model.records] == ["broken.wav", "a.wav", "b.wav"]


def test_a_folder_without_recordings_is_said(window: MainWindow, qtbot: QtBot, person: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    person.drop(window, tmp_path / "empty")
    qtbot.waitUntil(lambda: "No recordings" in window.statusBar().currentMessage(), timeout=WAIT_MS)
    assert window.empty.isVisible()


def test_pasting_files_with_the_key(window: MainWindow, qtbot: QtBot, recordings: Recordings, person: Any) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in recordings("a.wav")])
    QGuiApplication.clipboard().setMimeData(mime)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    person.wait_for(window, D)


def test_pasting_something_else_is_said(window: MainWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText("hello")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "no file or folder" in window.statusBar().currentMessage()


def test_adding_through_the_dialog(
    window: MainWindow, qtbot: QtBot, recordings: Recordings, monkeypatch: pytest.MonkeyPatch, person: Any
) -> None:
    paths = recordings("a.wav", "b.wav")
    asked: list[str] = []

    def choose(parent: object, title: str, folder: str, filters: str) -> tuple[list[str], str]:
        asked.append(folder)
        return [str(path) for path in paths], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)
    person.click(window, "Add recordings")
    person.wait_for(window, D, D)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["", str(paths[0].parent)]


def test_the_sample_is_one_click_away(window: MainWindow, qtbot: QtBot, user_home: Path, person: Any) -> None:
    person.click(window, "Try it with a sample")
    person.wait_for(window, D)
    target = window.model.records[0].target
    assert target is not None
    assert target.parent == user_home / "cache" / "samples"
