"""What will be lost is said before the small file is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.estimate import projected_bytes
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.estimates import Estimates
from sqcodec_gui.gui.queue.record import JobKind, JobRecord, JobState
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


def test_the_sizes_of_the_list_are_what_was_made_of_it(settings: UserSettings) -> None:
    """The cards said “your list: about 114 kB” where the list below them had been made in 84."""
    wait, made, failed = (JobRecord(Path(f"/in/{name}.wav"), JobKind.COMPRESS, duration_s=100.0) for name in "abc")
    made.state, made.model, made.target_bytes = JobState.DONE, "spectral-6kbps", 50_000
    failed.state = JobState.FAILED
    estimates = Estimates(settings)
    one_projected = projected_bytes("spectral-6kbps", 100.0, 1)
    assert estimates.list_bytes([made, failed], "spectral-6kbps") == 50_000
    assert estimates.list_bytes([wait, made, failed], "spectral-6kbps") == 50_000 + one_projected
    assert estimates.list_bytes([made], "spectral-3kbps") == projected_bytes("spectral-3kbps", 100.0, 1)
    assert estimates.list_bytes([failed], "spectral-6kbps") is None
