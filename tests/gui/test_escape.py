"""Esc closes, leaves or cancels; it never hides work that goes on, and never ends what cannot be done again."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine.originals import CheckedPair
from sqcodec_gui.engine.settings_and_results import CompressResult
from sqcodec_gui.gui.queue import originals_dialog
from sqcodec_gui.gui.queue.originals_dialog import OriginalsDialog
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
from sqcodec_gui.gui.recording.dialog import RecordDialog
from sqcodec_gui.gui.settings import fields
from sqcodec_gui.gui.settings.dialog import SettingsDialog
from sqcodec_gui.gui.settings.user_settings import UserSettings

WAIT_MS = 60_000
ESCAPE = Qt.Key.Key_Escape


def test_a_recording_goes_on_and_the_window_says_so(settings: UserSettings, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = RecordDialog(settings, lambda: None)
    qtbot.addWidget(dialog, before_close_func=lambda _dialog: setattr(dialog, "_recording_path", None))
    dialog.show()
    dialog._recording_path = tmp_path / "take.flac"
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible()
    assert dialog.is_recording
    assert dialog.note.text() == "Still recording: “Stop and keep” ends it."
    dialog._recording_path = None
    qtbot.keyClick(dialog, ESCAPE)
    assert not dialog.isVisible()


@pytest.fixture
def moving(
    settings: UserSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[threading.Event], tuple[OriginalsDialog, list[str], threading.Event]]:
    """A dialog in the middle of moving three originals, what was moved, and an event that tells that one is at it."""

    def begin(may_end: threading.Event) -> tuple[OriginalsDialog, list[str], threading.Event]:
        moved: list[str] = []
        begun = threading.Event()

        def prove(source: Path, small: Path, **_options: Any) -> CheckedPair:
            return CheckedPair(source, small, (1, 2, 3_000_000, 4), (1, 3, 5, 6))

        def trash(proof: CheckedPair) -> None:
            begun.set()
            assert may_end.wait(WAIT_MS / 1000)
            moved.append(proof.source.name)

        monkeypatch.setattr(originals_dialog, "prove", prove)
        monkeypatch.setattr(originals_dialog, "trash", trash)
        records = [
            JobRecord(Path(f"/in/{name}.wav"), JobKind.COMPRESS, state=JobState.DONE, target=Path(f"/in/{name}.sqc"))
            for name in "abc"
        ]
        dialog = OriginalsDialog(records)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(dialog.move_button.isVisible, timeout=WAIT_MS)
        qtbot.mouseClick(dialog.move_button, Qt.MouseButton.LeftButton)
        assert begun.wait(WAIT_MS / 1000)
        return dialog, moved, begun

    return begin


def test_originals_that_are_being_moved_are_not_moved_out_of_sight(
    moving: Callable[[threading.Event], tuple[OriginalsDialog, list[str], threading.Event]], qtbot: QtBot
) -> None:
    may_end = threading.Event()
    dialog, moved, _ = moving(may_end)
    qtbot.keyClick(dialog, ESCAPE)
    assert dialog.isVisible(), "it has still to say what became of them"
    may_end.set()
    qtbot.waitUntil(lambda: dialog.keep_button.text() == "Close", timeout=WAIT_MS)
    assert moved == ["a.wav"], "the one under way is finished, the others stay"
    assert [dialog.list.item(row).text() for row in range(3)] == [
        "a.wav lies in the trash",
        "b.wav: not moved",
        "c.wav: not moved",
    ]
    assert dialog.text.text() == "Moved to the trash: 1."
    qtbot.keyClick(dialog, ESCAPE)
    assert not dialog.isVisible()


def test_a_trial_of_the_device_ends_with_its_window(
    settings: UserSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def try_device(_making: Any, cancel: CancelToken) -> CompressResult:
        begun.set()
        try:
            while True:
                cancel.check()
        finally:
            ended.set()

    monkeypatch.setattr(fields, "try_device", try_device)
    monkeypatch.setattr(fields, "describe_devices", lambda _compute: "A processor")
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.device_test.button.click()
    assert begun.wait(WAIT_MS / 1000)
    qtbot.keyClick(dialog, ESCAPE)
    assert not dialog.isVisible()
    assert ended.wait(WAIT_MS / 1000), "nobody sees the answer any more"
