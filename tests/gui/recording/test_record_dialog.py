"""The record dialog without a microphone, and with one that is made of paper."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.recording import dialog as dialog_module
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.playback.devices import Device
from sqcodec_gui.playback.microphone import RecordingError

WAIT_MS = 60_000
RATE_HZ = 8_000


class FakeMicrophone:
    """Hears a hum as long as it is open; made by ``FakeSound``."""

    def __init__(self, device: Device, channels: int) -> None:
        if "busy" in device.name:
            raise RecordingError(f"The microphone “{device.name}” cannot be used.")
        self.name, self.channels, self.sample_rate_hz = device.name, min(channels, device.channels), RATE_HZ
        self.is_running = True
        open_ones.append(self)

    def start(self, take: Callable[[np.ndarray, bool], None]) -> None:
        self.take = take

    def hear(self, seconds: float) -> None:
        self.take(np.full((round(seconds * RATE_HZ), self.channels), 0.25, np.float32), False)

    def close(self) -> None:
        open_ones.remove(self)


open_ones: list[FakeMicrophone] = []


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch) -> list[Device]:
    found = [Device(0, "Desk", 2, RATE_HZ, False), Device(1, "Head", 1, RATE_HZ, True)]
    open_ones.clear()
    monkeypatch.setattr(dialog_module, "list_devices", lambda kind: list(found))
    monkeypatch.setattr(dialog_module, "Microphone", FakeMicrophone)
    return found


def open_recorder(window: MainWindow) -> Any:
    window.actions_by_name["record"].trigger()
    return window.dialogs._recorder


def test_from_the_button_to_the_queue(
    inputs: list[Device], window: MainWindow, qtbot: QtBot, person: Any, user_home: Path
) -> None:
    assert window.choices.record_button.isVisible()
    qtbot.mouseClick(window.choices.record_button, Qt.MouseButton.LeftButton)
    dialog: Any = window.dialogs._recorder
    assert dialog.device_box.currentText() == "Head"
    (microphone,) = open_ones
    microphone.hear(0.5)
    qtbot.waitUntil(lambda: dialog.level_label.text() == "good", timeout=WAIT_MS)
    assert dialog.time_label.text() == "0:00"
    qtbot.keyClick(dialog.record_button, Qt.Key.Key_Space)
    qtbot.wait(100)  # real blocks come one after the other too
    microphone.hear(3.0)
    qtbot.waitUntil(lambda: dialog.time_label.text() == "0:03", timeout=WAIT_MS)
    assert not dialog.device_box.isEnabled()
    qtbot.keyClick(dialog.record_button, Qt.Key.Key_Space)
    person.wait_for(window, JobState.DONE)
    path = window.model.records[0].source
    assert path.parent == user_home / "music" / "Recordings"
    assert soundfile.info(path).duration == pytest.approx(3.0)
    assert len(open_ones) == 1, "it listens for the next take"
    dialog.close()
    assert open_ones == []


def test_closing_the_window_keeps_the_take(
    inputs: list[Device], window: MainWindow, qtbot: QtBot, user_home: Path
) -> None:
    dialog = open_recorder(window)
    qtbot.mouseClick(dialog.record_button, Qt.MouseButton.LeftButton)
    open_ones[0].hear(2.0)
    window.stop_and_close()
    (path,) = (user_home / "music" / "Recordings").iterdir()
    assert soundfile.info(path).duration == pytest.approx(2.0)
    assert open_ones == []


def test_no_microphone_is_said_and_looking_again_finds_one(
    inputs: list[Device], window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(window.details, "look_for_sound", lambda: asked.append(True))
    found, inputs[:] = list(inputs), []
    dialog = open_recorder(window)
    assert "No microphone was found: connect one" in dialog.note.text()
    assert not dialog.record_button.isEnabled()
    inputs[:] = found
    qtbot.mouseClick(dialog.look_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.record_button.isEnabled, timeout=WAIT_MS)
    assert asked == [True]
    assert dialog.note.text() == ""


def test_a_microphone_that_cannot_be_used_is_told_and_another_chosen(
    inputs: list[Device], window: MainWindow, qtbot: QtBot, settings: UserSettings
) -> None:
    inputs[1] = Device(1, "busy", 1, RATE_HZ, True)
    dialog = open_recorder(window)
    assert "“busy” cannot be used" in dialog.note.text()
    qtbot.keyClick(dialog.device_box, Qt.Key.Key_Up)
    assert dialog.record_button.isEnabled()
    assert settings.get("recording_device") == "Desk"
    qtbot.keyClick(dialog.channels_box, Qt.Key.Key_Down)
    assert [one.channels for one in open_ones] == [2]


def test_a_disk_that_takes_nothing_is_told(
    inputs: list[Device], window: MainWindow, qtbot: QtBot, tmp_path: Path, settings: UserSettings
) -> None:
    (tmp_path / "file").touch()
    settings.set("recordings_folder", str(tmp_path / "file"))
    dialog = open_recorder(window)
    qtbot.mouseClick(dialog.record_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "could not be written" in dialog.note.text(), timeout=WAIT_MS)
    assert not dialog.is_recording
    assert open_ones == []
