"""A private sound server with a loudspeaker that nobody hears, and a tape of what it played."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.playback import devices, playback_thread
from sqcodec_gui.playback.playback_thread import PlaybackThread

RATE_HZ = 44_100
"""What PortAudio asks of ALSA's pulse plugin, so that nothing is resampled on the way."""
CHANNELS = 2
FRAME_BYTES = 4 * CHANNELS
PATIENCE_S = 60.0
TAKES = 6
ALSA_TO_PULSE = """
</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


def wait_until(is_true: Callable[[], object], timeout_s: float = PATIENCE_S) -> None:
    """Returns as soon as `is_true()` holds; fails the test if it never does."""
    deadline_s = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline_s, "waited in vain"
        time.sleep(0.005)


class SoundServer:
    """PulseAudio with a null sink; `start` and `stop` as a device that comes and goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "native"
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        sink = f"module-null-sink sink_name=ears rate={RATE_HZ} channels={CHANNELS} format=float32le"
        protocol = f"module-native-protocol-unix socket={self.socket} auth-anonymous=1"
        command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
        self._server = subprocess.Popen(
            [*command, "-L", sink, "-L", protocol], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_until(lambda: subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode == 0)

    def stop(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None
            self.socket.unlink(missing_ok=True)


class Tape:
    """Records all that the null sink plays; `rewind` begins anew."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "tape.raw"
        self._start_bytes = 0
        command = ["parec", "--raw", "--format=float32le", f"--rate={RATE_HZ}", f"--channels={CHANNELS}"]
        with self._path.open("wb") as file:
            self._recorder = subprocess.Popen(
                [*command, "--latency-msec=10", "--device=ears.monitor"], stdout=file, stderr=subprocess.DEVNULL
            )
        wait_until(lambda: self._path.stat().st_size)

    def rewind(self) -> None:
        """Forget what was played before."""
        size_bytes = self._path.stat().st_size
        self._start_bytes = size_bytes - size_bytes % FRAME_BYTES

    def played(self) -> np.ndarray:
        """What was played since, float32[frames, 2], what is still under way included."""
        time.sleep(0.9)
        data = self._path.read_bytes()[self._start_bytes :]
        return np.frombuffer(data[: len(data) // FRAME_BYTES * FRAME_BYTES], "<f4").reshape(-1, CHANNELS)

    def stop(self) -> None:
        self._recorder.terminate()
        self._recorder.wait()


def start_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    """A server that PortAudio's only devices lead to; the test is skipped where that cannot be."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the private sound server is PulseAudio, on Linux only")
    missing = [name for name in ("pulseaudio", "pactl", "parec") if not shutil.which(name)]
    if missing:
        pytest.skip(f"no sound server can be started: {', '.join(missing)} is missing")
    server = SoundServer(folder)
    alsa = folder / "asound.conf"
    alsa.write_text(ALSA_TO_PULSE, encoding="ascii")
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.fspath(folder))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{server.socket}")
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.fspath(alsa))
    server.start()
    try:
        devices.look_again()
        reaches = bool(devices.list_devices("output"))
    except SqcodecError:
        reaches = False
    if not reaches:
        server.stop()
        pytest.skip("PortAudio or its way to PulseAudio (ALSA's plugin, libasound2-plugins) is missing")
    return server


@contextmanager
def short_folder() -> Iterator[Path]:
    """For a socket, whose path must be short: pytest's own folders can be too deep."""
    with tempfile.TemporaryDirectory(prefix="ears-") as name:
        yield Path(name)


@pytest.fixture(scope="module")
def recorded_server() -> Iterator[Tape]:
    """One server for many tests, with a tape that runs all the time: it takes two seconds to get going."""
    with short_folder() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        server = start_server(folder, monkeypatch)
        tape = Tape(folder)
        yield tape
        tape.stop()
        server.stop()


class Player:
    """A playback thread, the errors it told, and some patience."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.thread = PlaybackThread(lambda: None, self.errors.append)
        wait_until(lambda: self.thread.state.devices or self.thread.state.problem)

    def wait_until(self, is_true: Callable[[], object]) -> None:
        wait_until(is_true)

    def play_until(self, position_s: float) -> None:
        if not self.thread.state.is_playing:
            self.thread.play()
        wait_until(lambda: self.thread.position_s >= position_s)

    def play_to_end(self) -> None:
        self.thread.play()
        wait_until(lambda: self.thread.state.is_playing)
        wait_until(lambda: not self.thread.state.is_playing)


@pytest.fixture
def make_player() -> Iterator[Callable[[], Player]]:
    """Makes players, and closes them at the end."""
    players: list[Player] = []

    def make() -> Player:
        players.append(Player())
        return players[-1]

    yield make
    for player in players:
        player.thread.close()


@pytest.fixture
def record(recorded_server: Tape, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Player], None]], np.ndarray]:
    """What a performance sounds like, float32[frames, 2], without the silence before and after.

    The output holds as much in store as it may. Where a busy computer made a gap all the same, which the player must
    have noticed, the performance is repeated.
    """
    monkeypatch.setattr(playback_thread, "_LATENCY_S", playback_thread._MOST_LATENCY_S)

    def take(perform: Callable[[Player], None]) -> np.ndarray:
        for _ in range(TAKES):
            recorded_server.rewind()
            player = Player()
            try:
                perform(player)
                played = recorded_server.played()
                underruns = player.thread.underruns
            finally:
                player.thread.close()
            assert player.errors == []
            if not underruns:
                return sounding(played)
        pytest.fail("this computer is too busy to play two seconds without a gap")

    return take


def sounding(played: np.ndarray) -> np.ndarray:
    loud = np.flatnonzero(np.abs(played).max(axis=1) > 0)
    return played[loud[0] : loud[-1] + 1]


@pytest.fixture
def sound_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A server of this test alone, to be stopped and started."""
    with short_folder() as folder:
        server = start_server(folder, monkeypatch)
        yield server
        server.stop()
