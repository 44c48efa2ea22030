"""One notice and one sound for a whole queue, and none for who does not want them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import notify
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.playback.devices import SoundOutputError

WAIT_MS = 60_000
D, F = JobState.DONE, JobState.FAILED
Recordings = Callable[..., list[Path]]


class Ears:
    """What was told, and how often it sounded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, window: MainWindow) -> None:
        self.notices: list[tuple[str, str]] = []
        self.sounds: list[str] = []
        self.beeps = 0
        monkeypatch.setattr("sqcodec_gui.playback.chime.play_chime", self.sounds.append)
        monkeypatch.setattr(QApplication, "beep", self._beep)
        monkeypatch.setattr(window, "isActiveWindow", lambda: False)
        monkeypatch.setattr(notify.QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
        monkeypatch.setattr(window.notices.notifier, "_show", lambda title, text: self.notices.append((title, text)))

    def _beep(self) -> None:
        self.beeps += 1


@pytest.fixture
def ears(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Ears:
    return Ears(monkeypatch, window)


def test_a_queue_of_many_is_notified_once(
    window: MainWindow, ears: Ears, qtbot: QtBot, person: Any, recordings: Recordings, settings: UserSettings
) -> None:
    settings.set("sound_when_done", True)
    settings.set("playback_device", "Headphones")
    person.drop(window, *recordings("a.wav", "broken.wav", "b.wav"))
    person.wait_for(window, D, F, D)
    qtbot.waitUntil(lambda: bool(ears.sounds), timeout=WAIT_MS)
    assert ears.sounds == ["Headphones"]
    assert ears.notices == [("The queue is finished", "2 done, 1 failed")]
    assert window.statusBar().currentMessage() == "2 done, 1 failed"


def test_who_wants_neither_gets_neither(
    window: MainWindow, ears: Ears, person: Any, recordings: Recordings, settings: UserSettings
) -> None:
    settings.set("notify_when_done", False)
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, D)
    assert (ears.sounds, ears.notices, ears.beeps) == ([], [], 0)


def test_without_a_sound_output_the_system_may_beep(
    window: MainWindow,
    ears: Ears,
    qtbot: QtBot,
    person: Any,
    recordings: Recordings,
    settings: UserSettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(name: str) -> None:
        raise SoundOutputError("No sound output was found.")

    monkeypatch.setattr("sqcodec_gui.playback.chime.play_chime", fail)
    settings.set("sound_when_done", True)
    person.drop(window, *recordings("a.wav"))
    qtbot.waitUntil(lambda: ears.beeps == 1, timeout=WAIT_MS)
