"""The archive kit, by hand."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.kit import KitResult
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing import kit_dialog, making_dialog
from sqcodec_gui.gui.sharing.kit_dialog import KitDialog

WAIT_MS = 60_000


@pytest.fixture
def dialog(settings: UserSettings, qtbot: QtBot, tmp_path: Path) -> KitDialog:
    settings.set("output_folder", str(tmp_path))
    dialog = KitDialog([tmp_path / "a.sqc", tmp_path / "b.sqc"], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_kit_is_made_and_shown(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(sources: list[Path], target: Path, *, progress: Any, cancel: Any) -> KitResult:
        assert threading.current_thread() is not threading.main_thread()
        progress(1.0, 2.0)
        return KitResult(target, len(sources), 3725.0, ("0" * 64,), 9_400_000)

    revealed: list[Path] = []
    monkeypatch.setattr(kit_dialog, "make_kit", make)
    monkeypatch.setattr(making_dialog, "reveal", revealed.append)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    assert dialog.note.text() == f"Done and checked: 1:02:05 of sound, 9.4 MB in {tmp_path / 'Archive kit'}."
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert revealed == [tmp_path / "Archive kit"]


def test_what_is_wrong_is_told_and_one_may_try_again(
    dialog: KitDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: Any, **options: Any) -> KitResult:
        raise EngineError("Weights of 6kbps are missing.")

    monkeypatch.setattr(kit_dialog, "make_kit", fail)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.note.text() == "Weights of 6kbps are missing.", timeout=WAIT_MS)
    assert dialog.make_button.isEnabled()
    dialog.folder.setText("somewhere")
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert "whole path" in dialog.note.text()


def test_cancelling_stops_it_and_closing_twice_closes(
    dialog: KitDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def wait(*words: Any, progress: Any, cancel: CancelToken) -> KitResult:
        begun.set()
        while True:
            cancel.check()

    monkeypatch.setattr(kit_dialog, "make_kit", wait)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert begun.wait(5)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.note.text() == "Cancelled; nothing was left.", timeout=WAIT_MS)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_kit_is_made_of_the_small_files_of_the_selected_rows(
    window: MainWindow, person: Any, recordings: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    person.drop(window, *recordings("a.wav", "broken.wav", "old.sqc"))
    person.wait_for(window, JobState.DONE, JobState.FAILED, JobState.DONE)
    window.view.selectAll()
    asked: list[list[str]] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: asked.append([p.name for p in dialog.sources]) or 0)
    window.actions_by_name["archive_kit"].trigger()
    assert asked == [["a.sqc", "old.sqc"]]


def test_one_selected_row_means_all_finished_ones_and_asks(
    window: MainWindow, person: Any, recordings: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One row is selected because one always is: nobody wants a kit of one recording of forty without a word."""
    person.drop(window, *recordings("a.wav", "broken.wav", "b&w.wav", "c.wav"))
    person.wait_for(window, JobState.DONE, JobState.FAILED, JobState.DONE, JobState.DONE)
    window.view.select(window.model.records[2])
    asked: list[list[str]] = []

    def look(dialog: KitDialog) -> int:
        dialog.show()
        assert dialog.all_button.text() == "&All finished recordings: 3"
        assert dialog.one_button.text() == "&Only “b&&w.sqc”"
        assert dialog.all_button.isVisible()
        for button in (dialog.all_button, dialog.one_button):
            button.click()
            asked.append([path.name for path in dialog.sources])
            assert f"({len(dialog.sources)})" in dialog.about.text()
        dialog.hide()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    window.actions_by_name["archive_kit"].trigger()
    assert asked == [["a.sqc", "b&w.sqc", "c.sqc"], ["b&w.sqc"]]


def test_a_single_result_is_not_asked_about(
    window: MainWindow, person: Any, recordings: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    person.drop(window, *recordings("a.wav", "broken.wav"))
    person.wait_for(window, JobState.DONE, JobState.FAILED)
    asked: list[tuple[list[str], bool]] = []

    def look(dialog: KitDialog) -> int:
        asked.append(([path.name for path in dialog.sources], dialog.all_button.isVisibleTo(dialog)))
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    for row in (0, 1):  # also where the selected one has nothing to give
        window.view.select(window.model.records[row])
        window.actions_by_name["archive_kit"].trigger()
    assert asked == [(["a.sqc"], False)] * 2
