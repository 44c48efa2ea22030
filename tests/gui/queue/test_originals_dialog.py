"""Originals to the trash, by hand: nothing goes without a yes, and only what was proven."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.originals import CheckedPair
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue import originals_dialog
from sqcodec_gui.gui.queue.originals_dialog import OriginalsDialog
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState

WAIT_MS = 60_000
D = JobState.DONE


class FakeTrash:
    """Proves everything whose name is not “odd”, and remembers what was moved."""

    def __init__(self) -> None:
        self.decoded: list[tuple[str, bool]] = []
        self.moved: list[str] = []
        self.threads: set[str] = set()

    def prove(
        self, source: Path, small: Path, *, decodes: bool, compute: Any, progress: Any, cancel: Any
    ) -> CheckedPair:
        self.decoded.append((source.name, decodes))
        self.threads.add(threading.current_thread().name)
        progress(1.0, 2.0)
        if "odd" in source.name:
            raise EngineError(f"{source.name} is not the recording that it was made from.")
        return CheckedPair(source, small, (1, 2, 3_000_000, 4), (1, 3, 5, 6))

    def trash(self, proof: CheckedPair) -> None:
        if "stuck" in proof.source.name:
            raise EngineError(f"{proof.source.name} stays: there is no trash.")
        self.moved.append(proof.source.name)


@pytest.fixture
def fake_trash(monkeypatch: pytest.MonkeyPatch) -> FakeTrash:
    fake = FakeTrash()
    monkeypatch.setattr(originals_dialog, "prove", fake.prove)
    monkeypatch.setattr(originals_dialog, "trash", fake.trash)
    return fake


def record(name: str, is_verified: bool = True) -> JobRecord:
    source = Path("/in") / name
    return JobRecord(source, JobKind.COMPRESS, state=D, target=source.with_suffix(".sqc"), is_verified=is_verified)


@pytest.fixture
def open_dialog(user_home: Path, qtbot: QtBot) -> Callable[..., OriginalsDialog]:
    def open_it(*records: JobRecord) -> OriginalsDialog:
        dialog = OriginalsDialog(records)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not dialog.bar.isVisible(), timeout=WAIT_MS)
        return dialog

    return open_it


def rows(dialog: OriginalsDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def test_only_the_proven_go_and_only_after_the_button(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash, qtbot: QtBot
) -> None:
    good, odd, stuck = record("a.wav"), record("odd.wav"), record("stuck.wav", is_verified=False)
    dialog = open_dialog(good, odd, stuck)
    assert fake_trash.decoded == [("a.wav", False), ("odd.wav", False), ("stuck.wav", True)]
    assert fake_trash.moved == []
    assert "Originals that can go: 2 (6.0 MB)." in dialog.text.text()
    assert "odd.wav is not the recording" in rows(dialog)[1]
    received: list[JobRecord] = []
    dialog.trashed.connect(received.append)
    qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Moved to the trash: 1." in dialog.text.text(), timeout=WAIT_MS)
    assert fake_trash.moved == ["a.wav"]
    assert received == [good]
    assert good.is_original_in_trash
    assert not stuck.is_original_in_trash
    assert rows(dialog) == ["a.wav lies in the trash", "stuck.wav stays: there is no trash."]


def test_what_is_doubtful_of_an_original_is_said_beside_it(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash
) -> None:
    """Its small file is proven and all the same unlike it, or it is music, for which the quality is not made."""
    unlike, music = record("a.wav"), record("guitar.flac")
    unlike.is_worth_a_listen, music.is_music = True, True
    dialog = open_dialog(unlike, music)
    assert rows(dialog) == [
        f"✓  {unlike.source} · Listen to this one",
        f"✓  {music.source} · This sounds like music: Opus or FLAC keeps it better.",
    ]


def test_what_a_preview_has_made_stays_unless_somebody_wants_it(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals_dialog, "is_of_preview", lambda small: small.stem == "rough")
    dialog = open_dialog(record("a.wav"), record("rough.wav"))
    assert "Originals that can go: 1 (3.0 MB)." in dialog.text.text()
    assert "rough.wav: the small file was made with a preview quality; keep the original" in rows(dialog)[1]
    dialog.preview_box.setChecked(True)
    assert "Originals that can go: 2 (6.0 MB)." in dialog.text.text()
    dialog.preview_box.setChecked(False)
    qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Moved to the trash: 1." in dialog.text.text(), timeout=WAIT_MS)
    assert fake_trash.moved == ["a.wav"]


def test_if_all_is_of_a_preview_nothing_goes_by_itself(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(originals_dialog, "is_of_preview", lambda small: True)
    dialog = open_dialog(record("a.wav"))
    assert not dialog.move_button.isVisible()
    assert "No original can go" in dialog.text.text()
    assert dialog.preview_box.isVisible()


def test_a_small_file_is_known_to_be_of_a_preview_by_its_weights(
    tiny: CodecConfig, write_sound: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
    small = compress(write_sound("a.wav", 0.5), None, settings).target
    found = originals_dialog.list_installed()
    for is_preview in (True, False):
        models = [replace(model, is_preview=is_preview) for model in found]
        monkeypatch.setattr(originals_dialog, "list_installed", lambda models=models: models)
        assert originals_dialog.is_of_preview(small) is is_preview
    assert not originals_dialog.is_of_preview(small.with_name("not there.sqc"))


def test_enter_and_escape_keep_everything(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash, qtbot: QtBot
) -> None:
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = open_dialog(record("a.wav"))
        assert dialog.focusWidget() is dialog.keep_button
        qtbot.keyClick(dialog, key)
        assert not dialog.isVisible()
    assert fake_trash.moved == []


def test_where_nothing_is_proven_there_is_nothing_to_press(
    open_dialog: Callable[..., OriginalsDialog], fake_trash: FakeTrash
) -> None:
    dialog = open_dialog(record("odd.wav"))
    assert not dialog.move_button.isVisible()
    assert "No original can go" in dialog.text.text()


def test_nobody_is_asked_unless_he_wants_to_be(
    window: MainWindow,
    qtbot: QtBot,
    person: Any,
    recordings: Callable[..., list[Path]],
    fake_trash: FakeTrash,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (first, second) = recordings("a.wav", "b.wav")
    person.drop(window, first)
    person.wait_for(window, D)
    assert not window.info_bar.isVisible()
    settings.set("offer_trash", True)
    person.drop(window, second)
    person.wait_for(window, D, D)
    qtbot.waitUntil(window.info_bar.isVisible, timeout=WAIT_MS)
    asked: list[int] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: asked.append(len(dialog._records)) or 0)
    person.click(window, "Move originals to the trash")
    assert asked == [2]
    assert not window.info_bar.isVisible()
    assert first.exists()
    assert fake_trash.moved == []
