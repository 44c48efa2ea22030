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
from sqcodec_gui.engine.kit import KitResult, Unfit, UnfitKind
from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing import kit_dialog, making_dialog
from sqcodec_gui.gui.sharing.kit_dialog import KitDialog
from sqcodec_gui.messages import Message

WAIT_MS = 60_000


@pytest.fixture
def unfit(monkeypatch: pytest.MonkeyPatch) -> list[Unfit]:
    """What is found to be unfit for a kit: nothing, unless a test appends something."""
    found: list[Unfit] = []

    def find(sources: list[Path], *, progress: Any, cancel: Any) -> list[Unfit]:
        assert threading.current_thread() is not threading.main_thread()
        progress(1.0, 2.0)
        return [one for one in found if one.path in sources]

    monkeypatch.setattr(kit_dialog, "find_unfit", find)
    return found


@pytest.fixture
def open_dialog(settings: UserSettings, qtbot: QtBot, tmp_path: Path, unfit: list[Unfit]) -> Callable[..., KitDialog]:
    """Opens a dialog on small files of these names; ``selected``: the name of the one that is."""

    def open_it(*names: str, selected: str | None = None) -> KitDialog:
        settings.set("output_folder", str(tmp_path))
        dialog = KitDialog(
            [tmp_path / name for name in names], settings, selected=tmp_path / selected if selected else None
        )
        qtbot.addWidget(dialog)
        dialog.show()
        assert not dialog.make_button.isEnabled()
        qtbot.waitUntil(dialog.bar.isHidden, timeout=WAIT_MS)
        return dialog

    return open_it


@pytest.fixture
def dialog(open_dialog: Callable[..., KitDialog]) -> KitDialog:
    return open_dialog("a.sqc", "b.sqc")


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


def test_what_is_damaged_or_lacks_its_quality_is_left_out_and_said(
    open_dialog: Callable[..., KitDialog], unfit: list[Unfit], tmp_path: Path
) -> None:
    """All finished ones were counted, and then the kit was refused for one that is damaged."""
    unfit += [Unfit(tmp_path / "torn.sqc", UnfitKind.DAMAGED), Unfit(tmp_path / "far.sqc", UnfitKind.LACKS_WEIGHTS)]
    unfit.append(Unfit(tmp_path / "shut.sqc", UnfitKind.UNREADABLE, Message("You may not read shut.sqc.")))
    dialog = open_dialog("a.sqc", "torn.sqc", "far.sqc", "b.sqc", "shut.sqc", selected="b.sqc")
    assert [path.name for path in dialog.sources] == ["a.sqc", "b.sqc"]
    assert dialog.all_button.text() == "&All finished recordings: 2"
    assert dialog.one_button.isVisible()
    assert "(2)" in dialog.about.text()
    assert dialog.left_out.text() == (
        "Damaged, and so left out: torn.sqc.\n"
        "Left out, as their quality is not on this computer: far.sqc.\n"
        "Left out: You may not read shut.sqc."
    )
    assert dialog.left_out.property("state") == "caution"
    assert dialog.make_button.isEnabled()


def test_where_the_selected_one_is_damaged_only_the_others_are_left_to_choose(
    open_dialog: Callable[..., KitDialog], unfit: list[Unfit], tmp_path: Path
) -> None:
    unfit.append(Unfit(tmp_path / "torn.sqc", UnfitKind.DAMAGED))
    dialog = open_dialog("a.sqc", "torn.sqc", selected="torn.sqc")
    assert [path.name for path in dialog.sources] == ["a.sqc"]
    assert not dialog.one_button.isVisible()


def test_nothing_can_be_made_of_damaged_ones_alone(
    open_dialog: Callable[..., KitDialog], unfit: list[Unfit], tmp_path: Path
) -> None:
    unfit.append(Unfit(tmp_path / "torn.sqc", UnfitKind.DAMAGED))
    dialog = open_dialog("torn.sqc")
    assert not dialog.make_button.isEnabled()
    assert dialog.left_out.text().startswith("There is nothing that a kit can be made of.\n")


def test_a_loss_inside_the_kit_is_amber(
    dialog: KitDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(sources: list[Path], target: Path, *, progress: Any, cancel: Any) -> KitResult:
        return KitResult(target, 2, 20.0, ("0" * 64,), 9_400_000, (Message("a.sqc: 5.5 s lost"),))

    monkeypatch.setattr(kit_dialog, "make_kit", make)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    assert dialog.note.text().endswith("\na.sqc: 5.5 s lost")
    assert dialog.note.property("state") == "caution"


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
