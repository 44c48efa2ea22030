"""A smaller copy of a small file, by hand; with real (narrow, random) weights."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import outcome_words
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.sharing import making_dialog
from sqcodec_gui.gui.sharing.shrink_dialog import ShrinkDialog

WAIT_MS = 60_000


@pytest.fixture
def small(spectral: str, write_sound: Callable[..., Path]) -> Path:
    source = write_sound("talk.wav", 3.0)
    return compress(source, None, CompressSettings(model=spectral, compute=ComputeChoice("cpu"), check=False)).target


@pytest.fixture
def open_dialog(qtbot: QtBot) -> Callable[[Path], ShrinkDialog]:
    def opened(path: Path) -> ShrinkDialog:
        dialog = ShrinkDialog(path, 3.0)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
        qtbot.waitUntil(lambda: "looked at" not in dialog.size_label.text(), timeout=WAIT_MS)
        return dialog

    return opened


def test_a_smaller_copy_is_made_verified_and_shown(
    small: Path, open_dialog: Callable[[Path], ShrinkDialog], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = small.read_bytes()
    dialog = open_dialog(small)
    assert dialog.size_label.text().startswith("Now: Clear, ")
    assert [button.text().partition(":")[0] for button in dialog.choices] == ["Compact", "Tiny"]
    assert all("kbit/s" in button.text() for button in dialog.choices)
    received: list[Path] = []
    dialog.made.connect(received.append)
    revealed: list[Path] = []
    monkeypatch.setattr(making_dialog, "reveal", revealed.append)
    dialog.choices[1].click()
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    copy = small.with_name("talk.1k5bps.sqc")
    assert received == [copy]
    assert dialog.note.text().startswith("Done and checked: talk.1k5bps.sqc, ")
    with SqcReader(copy) as reader:
        assert reader.header.model == "spectral-1k5bps"
        assert reader.check() == []
    assert small.read_bytes() == before
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    assert revealed == [copy]


def test_sizes_that_are_shown_are_those_that_come(
    small: Path, open_dialog: Callable[[Path], ShrinkDialog], qtbot: QtBot
) -> None:
    dialog = open_dialog(small)
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.show_button.isVisible, timeout=WAIT_MS)
    size = dialog.note.text().split(", ")[1]
    assert dialog.choices[0].text().startswith(f"Compact: {size}, ")


def test_the_smallest_has_nothing_to_leave_away(
    spectral: str, write_sound: Callable[..., Path], open_dialog: Callable[[Path], ShrinkDialog]
) -> None:
    settings = CompressSettings(model="spectral-1k5bps", compute=ComputeChoice("cpu"), check=False)
    dialog = open_dialog(compress(write_sound("talk.wav", 1.0), None, settings).target)
    assert dialog.size_label.text().startswith("It holds no smaller quality")
    assert not dialog.make_button.isEnabled()


def test_the_row_names_the_copy(window: MainWindow, qtbot: QtBot, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = small.with_suffix(".wav")
    record = JobRecord(source, JobKind.COMPRESS, state=JobState.DONE, target=small, model="spectral-6kbps")
    window.model.add([record])
    window.view.select(record)
    assert window.actions_by_name["make_smaller"].isEnabled()

    def make(dialog: Any) -> int:
        dialog.made.emit(small.with_name("talk.3kbps.sqc"))
        return 0

    monkeypatch.setattr(QDialog, "exec", make)
    window.actions_by_name["make_smaller"].trigger()
    assert outcome_words(record) == "→ talk.sqc beside it · Clear · smaller copy: talk.3kbps.sqc"
    again = JobRecord.from_json(record.to_json())
    assert again.smaller == small.with_name("talk.3kbps.sqc")


@pytest.mark.parametrize(
    ("model", "is_possible"), [("spectral-3kbps", True), ("spectral-1k5bps", False), ("6kbps", False)]
)
def test_it_is_offered_where_it_makes_sense(window: MainWindow, small: Path, model: str, is_possible: bool) -> None:
    record = JobRecord(small.with_suffix(".wav"), JobKind.COMPRESS, state=JobState.DONE, target=small, model=model)
    window.model.add([record])
    window.view.select(record)
    assert window.actions_by_name["make_smaller"].isEnabled() is is_possible
