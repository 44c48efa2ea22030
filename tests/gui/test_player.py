"""The player without any sound system: said in plain words, and nothing hangs."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shiboken6
import soundfile
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.player import Player
from sqcodec_gui.playback import devices
from sqcodec_gui.playback.devices import Device, SoundOutputError, choose
from sqcodec_gui.playback.sample_sources import ArraySource, FileSource

WAIT_MS = 60_000
DEVICES = [Device(1, "A", 2, 48_000, False), Device(4, "B", 2, 44_100, True)]


@pytest.fixture
def player(qapp: object) -> Iterator[Player]:
    player = Player()
    yield player
    player.close()


@pytest.fixture
def without_portaudio(monkeypatch: pytest.MonkeyPatch) -> None:
    class Missing:
        def find_spec(self, name: str, *_rest: object) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])


def test_without_portaudio_it_says_what_to_install(without_portaudio: None, player: Player, qtbot: QtBot) -> None:
    with qtbot.waitSignal(player.state_changed, timeout=WAIT_MS):
        player.open()
    assert player.state.problem is not None
    assert "PortAudio" in player.state.problem
    assert player.state.device is None
    player.look_again()
    player.toggle()
    player.seek(3.0)
    qtbot.waitUntil(lambda: player.position_s == 3.0, timeout=WAIT_MS)
    assert not player.state.is_playing
    with pytest.raises(SoundOutputError, match="libportaudio2"):
        devices.list_devices("output")


@pytest.mark.parametrize("presses", [1, 2, 3, 4])
def test_keys_that_are_faster_than_the_device_all_count(
    player: Player, outputs: object, qtbot: QtBot, presses: int
) -> None:
    player.set_track(0, lambda: ArraySource(np.zeros((480_000, 1), np.float32), 48_000))
    qtbot.waitUntil(lambda: player.state.device is not None, timeout=WAIT_MS)
    goes_on, is_through, thread = threading.Event(), threading.Event(), player._thread
    assert thread is not None
    thread._post(lambda: goes_on.wait() and None)
    for _ in range(presses):
        player.toggle()
    thread._post(is_through.set)
    goes_on.set()
    qtbot.waitUntil(is_through.is_set, timeout=WAIT_MS)
    assert player.state.is_playing == (presses % 2 == 1)


def test_before_it_is_opened_everything_is_harmless(player: Player) -> None:
    player.toggle()
    player.pause()
    player.seek(1.0)
    player.set_heard(1)
    player.set_loop((1.0, 2.0))
    player.set_level(0.5)
    player.set_device("B")
    player.look_again()
    player.unload()
    assert player.position_s == 0.0
    assert player.heard == 0
    assert player.underruns == 0


def test_a_file_that_cannot_be_opened_is_told(
    without_portaudio: None, player: Player, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(player.failed, timeout=WAIT_MS) as received:
        player.set_track(0, lambda: FileSource(tmp_path / "gone.wav"))
    assert received.args[0].startswith("gone.wav is not there")


def test_it_can_be_closed_and_opened_again(
    without_portaudio: None, player: Player, qtbot: QtBot, tmp_path: Path
) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(100), 8_000)
    for _ in range(2):
        player.set_track(0, lambda: FileSource(tmp_path / "a.wav"))
        qtbot.waitUntil(lambda: player.state.problem is not None, timeout=WAIT_MS)
        player.close()
        assert player.state.problem is None


@pytest.mark.parametrize("is_child", [True, False])
def test_its_thread_ends_with_it_where_nobody_closed_it(outputs: Any, is_child: bool, qtbot: QtBot) -> None:
    """A thread that went on told a player that was no more; which test failed by that depended on their order."""
    owner = QObject()
    player = Player(owner)
    player.open()
    qtbot.waitUntil(lambda: player.state.device is not None, timeout=WAIT_MS)
    player.look_again()
    shiboken6.delete(owner if is_child else player)
    assert "playback" not in [thread.name for thread in threading.enumerate()]


@pytest.mark.parametrize(("name", "chosen"), [("A", "A"), ("B", "B"), ("gone", "B"), (None, "B")])
def test_the_named_output_or_the_usual_one(name: str | None, chosen: str) -> None:
    assert choose(DEVICES, name).name == chosen


def test_the_first_output_where_none_is_usual() -> None:
    assert choose(DEVICES[:1], None).name == "A"
    with pytest.raises(SoundOutputError, match="No sound output was found"):
        choose([], "A")
