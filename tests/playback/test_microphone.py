"""Recording through the real sound server of the playback tests: its null sink's monitor is the microphone."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt, QTimer
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.recording.dialog import RecordDialog
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.playback import devices
from sqcodec_gui.playback.devices import list_devices

RATE_HZ = 44_100
WAIT_MS = 60_000
PLAYED_S = 1.0
TAKES = 4

pytestmark = pytest.mark.usefixtures("garbage_waits")


@pytest.fixture
def dialog(sound_server: Any, user_home: Path, qtbot: QtBot) -> RecordDialog:
    settings = UserSettings()
    settings.set("recording_channels", "stereo")
    dialog = RecordDialog(settings, devices.look_again)
    qtbot.addWidget(dialog, before_close_func=lambda d: (d.close(), worker.shut_down()))
    dialog.open_up()
    return dialog


def play(qtbot: QtBot, sound: np.ndarray, folder: Path) -> None:
    """Through the server, by another program, to its end; the silence before is for the server to get going."""
    path = folder / "played.wav"
    silence = np.zeros((RATE_HZ // 2, 2), np.float32)
    soundfile.write(path, np.concatenate([silence, sound, silence]), RATE_HZ, subtype="FLOAT")
    player = subprocess.Popen(["paplay", str(path)])
    qtbot.waitUntil(lambda: player.poll() is not None, timeout=60_000)
    assert player.returncode == 0


def click(qtbot: QtBot, dialog: RecordDialog) -> None:
    qtbot.mouseClick(dialog.record_button, Qt.MouseButton.LeftButton)


def record(qtbot: QtBot, dialog: RecordDialog, perform: Callable[[], None]) -> Path:
    """Clicks, lets something happen, and clicks again."""
    click(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.time_label.text() != "" and dialog.is_recording, timeout=WAIT_MS)
    perform()
    qtbot.wait(400)  # what is under way
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT_MS) as received:
        click(qtbot, dialog)
    return received.args[0]


@pytest.mark.skipif(not shutil.which("paplay"), reason="paplay (pulseaudio-utils) is missing")
def test_what_was_played_is_what_was_recorded(
    dialog: RecordDialog, qtbot: QtBot, tmp_path: Path, user_home: Path
) -> None:
    noise = np.random.default_rng(5).uniform(-0.5, 0.5, (round(PLAYED_S * RATE_HZ), 2)).astype(np.float32)
    levels_db: list[float] = []

    def perform() -> None:
        play(qtbot, noise, tmp_path)

    watch = QTimer(dialog, interval=50)
    watch.timeout.connect(lambda: levels_db.append(dialog.meter.level_db))
    watch.start()
    for _ in range(TAKES):  # a busy computer may lose a piece on the way to the microphone
        path = record(qtbot, dialog, perform)
        assert path.parent == user_home / "music" / "Recordings"
        assert path.name.startswith("Recording 20")
        sound, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
        assert rate_hz == RATE_HZ
        assert soundfile.info(path).subtype == "PCM_24"
        loud = np.flatnonzero(np.abs(sound).max(axis=1) > 0)
        assert len(loud), "nothing was heard"
        heard = sound[loud[0] : loud[0] + len(noise)]
        if heard.shape == noise.shape and np.abs(heard - noise).max() < 2**-22:
            break
    else:
        pytest.fail("what was recorded is not what was played")
    assert max(levels_db) == pytest.approx(20 * np.log10(0.5), abs=0.5)
    assert "it is in the queue" in dialog.note.text()
    assert dialog.record_button.isEnabled(), "ready for the next take"


def test_a_microphone_that_goes_away_is_told_and_the_take_is_kept(
    dialog: RecordDialog, sound_server: Any, qtbot: QtBot
) -> None:
    click(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.time_label.text() == "0:01", timeout=WAIT_MS)
    with qtbot.waitSignal(dialog.recorded, timeout=WAIT_MS) as received:
        sound_server.stop()
    assert soundfile.info(received.args[0]).duration > 0.5
    assert "went away" in dialog.note.text()
    assert not dialog.record_button.isEnabled()
    sound_server.start()
    qtbot.mouseClick(dialog.look_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.record_button.isEnabled, timeout=WAIT_MS)


def test_the_list_of_devices_is_left_alone_while_a_microphone_is_open(dialog: RecordDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.meter.accessibleDescription() != "", timeout=WAIT_MS)
    devices.look_again()
    time.sleep(0.2)
    assert dialog._microphone is not None
    assert dialog._microphone.is_running
    assert any(device.is_default for device in list_devices("input"))
