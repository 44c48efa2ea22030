"""What will be lost is said before the small file is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings

WAIT_MS = 60_000
LOST = "44.1 → 16 kHz: nothing above 8 kHz survives."
Recordings = Callable[..., list[Path]]


def test_while_it_waits(window: MainWindow, qtbot: QtBot, settings: UserSettings, recordings: Recordings) -> None:
    settings.set("start_on_add", False)
    window.add_paths(recordings("a.wav"))
    qtbot.waitUntil(lambda: window.details.line.text() == LOST, timeout=WAIT_MS)
    assert window.model.records[0].state is JobState.WAITING


def test_while_it_is_at_work(window: MainWindow, qtbot: QtBot, engine: Any, recordings: Recordings) -> None:
    """Which begins at once, and often before anybody has looked into the file."""
    engine.hold()
    window.add_paths(recordings("a.wav"))
    qtbot.waitUntil(lambda: window.details.line.text() == LOST, timeout=WAIT_MS)
    assert window.model.records[0].state is JobState.WORKING
    engine.let_go()
