"""Sharing recordings as a page, by hand."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.page import PageResult
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.sharing import making_dialog, page_dialog
from sqcodec_gui.gui.sharing.page_dialog import PageDialog
from sqcodec_gui.gui.wording.formatting import size_words
from sqcodec_gui.messages import Message

WAIT_MS = 60_000
Made = list[tuple[list[str], Path, str]]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """What pages were made of, where, and what becomes of one that is there."""
    asked: Made = []

    def make(sources: list[Path], target: Path, *, progress: Any, cancel: Any, exists: str = "fail") -> PageResult:
        assert threading.current_thread() is not threading.main_thread()
        progress(1.0, 2.0)
        asked.append(([path.name for path in sources], target, exists))
        return PageResult(target, len(sources), 3725.0, ("0" * 64,), 9_400_000, ("old.sqc",))

    monkeypatch.setattr(page_dialog, "make_page", make)
    return asked


@pytest.fixture
def dialog(settings: UserSettings, qtbot: QtBot, tmp_path: Path, made: Made) -> PageDialog:
    settings.set("output_folder", str(tmp_path))
    dialog = PageDialog([tmp_path / "a.sqc", tmp_path / "old.sqc"], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_size_is_told_before_and_nothing_is_left_of_finding_it_out(
    dialog: PageDialog, qtbot: QtBot, tmp_path: Path, made: Made
) -> None:
    qtbot.waitUntil(lambda: bool(made) and "9.4 MB" in dialog.size_label.text(), timeout=WAIT_MS)
    first, _once, last = dialog.size_label.text().split("\n")
    assert first == "The page will take 9.4 MB, for 1:02:05 of sound."
    assert last.endswith("too large for a page: old.sqc.")
    assert not made[0][1].parent.exists()
    assert Path(dialog.place.text()) == tmp_path / "Recordings to listen to.html"


def test_a_page_is_made_and_shown(
    dialog: PageDialog, qtbot: QtBot, tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    revealed: list[Path] = []
    monkeypatch.setattr(making_dialog, "reveal", revealed.append)
    target = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    qtbot.mouseClick(dialog.choose_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    assert made[-1] == (["a.sqc", "old.sqc"], tmp_path / "mine.html", "overwrite")  # the system's dialog has asked
    assert dialog.note.text().startswith("Done: 1:02:05 of sound, 9.4 MB in ")
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert revealed == [tmp_path / "mine.html"]


def test_a_name_that_was_typed_overwrites_nothing(dialog: PageDialog, qtbot: QtBot, tmp_path: Path, made: Made) -> None:
    dialog.place.setText(str(tmp_path / "typed.html"))
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    assert made[-1][1:] == (tmp_path / "typed.html", "fail")


def test_what_is_wrong_is_told(
    settings: UserSettings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: Any, **options: Any) -> PageResult:
        raise EngineError("The weights are missing.")

    monkeypatch.setattr(page_dialog, "make_page", fail)
    settings.set("output_folder", str(tmp_path))
    dialog = PageDialog([tmp_path / "a.sqc"], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.size_label.text() == "The weights are missing.", timeout=WAIT_MS)
    assert not dialog.make_button.isEnabled()
    assert Path(dialog.place.text()).name == "a.html"


def test_cancelling_stops_it(dialog: PageDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def wait(*words: Any, cancel: CancelToken, **options: Any) -> PageResult:
        begun.set()
        while True:
            cancel.check()

    monkeypatch.setattr(page_dialog, "make_page", wait)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    assert begun.wait(30)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog.note.text() == "Cancelled; nothing was left.", timeout=WAIT_MS)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_real_page(settings: UserSettings, spectral: str, write_sound: Callable[..., Path], qtbot: QtBot) -> None:
    source = write_sound("talk.wav", 1.0)
    small = compress(source, None, CompressSettings(model=spectral, compute=ComputeChoice("cpu"), check=False)).target
    settings.set("output_folder", str(source.parent))
    dialog = PageDialog([small], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.size_label.text().startswith("The page will take "), timeout=60_000)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=60_000)
    page = source.with_suffix(".html").read_text("utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert size_words(len(page.encode())) in dialog.size_label.text()  # as it was told before


def test_the_page_is_made_of_the_small_files_of_the_selected_rows(
    window: MainWindow, person: Any, recordings: Callable[..., list[Path]], monkeypatch: pytest.MonkeyPatch, made: Made
) -> None:
    person.drop(window, *recordings("a.wav", "broken.wav", "old.sqc"))
    person.wait_for(window, JobState.DONE, JobState.FAILED, JobState.DONE)
    window.view.selectAll()
    asked: list[list[str]] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: asked.append([p.name for p in dialog._sources]) or 0)
    window.actions_by_name["share"].trigger()
    assert asked == [["a.sqc", "old.sqc"]]


def test_what_is_lost_of_recordings_in_the_page_is_said_in_amber(
    settings: UserSettings, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command line said it, the window did not."""

    def make(sources: list[Path], target: Path, **_options: Any) -> PageResult:
        return PageResult(target, 1, 10.0, ("0" * 64,), 9_400_000, (), (Message("a.sqc: 5.5 s lost"),))

    monkeypatch.setattr(page_dialog, "make_page", make)
    settings.set("output_folder", str(tmp_path))
    dialog = PageDialog([tmp_path / "a.sqc"], settings)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    assert dialog.note.text().endswith("\na.sqc: 5.5 s lost")
    assert dialog.note.property("state") == "caution"
