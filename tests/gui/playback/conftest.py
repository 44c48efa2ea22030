"""A private sound server with a loudspeaker that nobody hears, and a tape of what it played."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui.playback import devices

RATE_HZ = 44_100
"""What PortAudio asks of ALSA's pulse plugin, so that nothing is resampled on the way."""
CHANNELS = 2
PATIENCE_S = 10.0
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
    """Records what the null sink plays, from when it is made."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "tape.raw"
        command = ["parec", "--raw", "--format=float32le", f"--rate={RATE_HZ}", f"--channels={CHANNELS}"]
        with self._file.open("wb") as file:
            self._recorder = subprocess.Popen(
                [*command, "--latency-msec=10", "--device=ears.monitor"], stdout=file, stderr=subprocess.DEVNULL
            )
        wait_until(lambda: self._file.stat().st_size)

    def stop(self) -> np.ndarray:
        """What was played, float32[frames, 2]; what is still under way comes first."""
        time.sleep(0.3)
        self._recorder.terminate()
        self._recorder.wait()
        frame_bytes = 4 * CHANNELS
        data = self._file.read_bytes()
        return np.frombuffer(data[: len(data) // frame_bytes * frame_bytes], "<f4").reshape(-1, CHANNELS)


@pytest.fixture(scope="session")
def _pulse_folder() -> Iterator[Path]:
    # A socket's path must be short: pytest's own folders can be too deep.
    folder = Path(tempfile.mkdtemp(prefix="ears-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sound_server(_pulse_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundServer]:
    """A running server that PortAudio's only device leads to."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the private sound server is PulseAudio, on Linux only")
    missing = [name for name in ("pulseaudio", "pactl", "parec") if not shutil.which(name)]
    if missing:
        pytest.skip(f"no sound server can be started: {', '.join(missing)} is missing")
    server = SoundServer(_pulse_folder)
    alsa = _pulse_folder / "asound.conf"
    alsa.write_text(ALSA_TO_PULSE, encoding="ascii")
    monkeypatch.setenv("XDG_RUNTIME_DIR", os.fspath(_pulse_folder))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{server.socket}")
    monkeypatch.setenv("ALSA_CONFIG_PATH", os.fspath(alsa))
    server.start()
    try:
        devices.look_again()
        if not devices.output_devices():
            pytest.skip("PortAudio does not reach PulseAudio: ALSA's pulse plugin (libasound2-plugins) is missing")
    except SqcodecError as error:
        server.stop()
        pytest.skip(str(error))
    yield server
    server.stop()


@pytest.fixture
def tape(sound_server: SoundServer, tmp_path: Path) -> Tape:
    return Tape(tmp_path)
