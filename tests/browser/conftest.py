"""Real browsers for the tests of the listening page: Chromium and Firefox, driven by puppeteer (``driver.cjs``).

``python3 packaging/run.py test`` installs all that is needed: the browsers, and the driver into ``.venv/browser``.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine import models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings

DRIVER = Path(__file__).with_name("driver.cjs")
MODULES = Path(sys.prefix) / "browser" / "node_modules"
NODE = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
EXECUTABLES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "firefox": ("firefox-esr", "firefox"),
}
LARGEST_DIFFERENCE = 1e-3
"""Of full scale, between the sound of the page and that of the program."""


class Browser:
    """One page of a browser; what it asks for beyond itself is refused. Files that it saves go to ``downloads``."""

    def __init__(self, name: str, executable: str, downloads: Path, sound: Path | None) -> None:
        self.name, self.downloads = name, downloads
        environment = os.environ | {"NODE_PATH": str(MODULES)}
        if sound is not None:
            environment["PULSE_SERVER"] = f"unix:{sound}"
        environment.pop("DISPLAY", None)
        command = [str(NODE), str(DRIVER), name, executable, str(downloads)]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
        )

    def ask(self, wish: str, **words: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({"do": wish, **words}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "the browser has ended"}')
        assert "error" not in answer, answer["error"]
        return answer["value"]

    def evaluate(self, code: str) -> Any:
        return self.ask("evaluate", code=code)

    def wait(self, condition: str) -> None:
        self.ask("wait", code=condition)

    def open(self, page: Path) -> None:
        """Until all of the first recording is decoded and checked, or something went wrong."""
        self.ask("open", url=page.as_uri())
        self.wait_for_all()

    def wait_for_all(self) -> None:
        self.wait("['checked', 'trouble'].includes(document.documentElement.dataset.state)")

    def text(self, identifier: str) -> str:
        return self.evaluate(f"document.getElementById('{identifier}').innerText")

    def close(self) -> None:
        self._process.communicate()


def start(name: str, downloads: Path, sound: Path | None = None) -> Browser:
    executable = next(filter(None, map(shutil.which, EXECUTABLES[name])), None)
    if executable is None:
        pytest.skip(f"{name} is not here")
    if NODE is None or not (MODULES / "puppeteer-core").is_dir():
        pytest.skip("puppeteer is not here: python3 packaging/run.py test installs it")
    return Browser(name, executable, downloads, sound)


@pytest.fixture(scope="session")
def loudspeaker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of a sound server that nobody hears: without one, time stands still in Firefox's AudioContext."""
    if not shutil.which("pulseaudio"):
        pytest.skip("pulseaudio is not here")
    socket = tmp_path_factory.mktemp("pulse") / "native"
    protocol = f"module-native-protocol-unix socket={socket} auth-anonymous=1"
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no"]
    command += ["-L", "module-null-sink", "-L", protocol]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not socket.exists() and server.poll() is None:
        time.sleep(0.01)
    yield socket
    server.kill()
    server.wait()


@pytest.fixture(scope="session", params=EXECUTABLES)
def browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, loudspeaker: Path
) -> Iterator[Browser]:
    """Each browser in turn."""
    found = start(request.param, tmp_path_factory.mktemp("downloads"), loudspeaker)
    yield found
    found.close()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """For what only its protocol tells."""
    found = start("chromium", tmp_path_factory.mktemp("downloads"))
    yield found
    found.close()


@pytest.fixture(autouse=True)
def anew() -> None:
    models.forget()


@pytest.fixture
def published(tiny: CodecConfig, write_sound: Callable[..., Path]) -> Path:
    """A file of a model of the published family."""
    settings = CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False)
    return compress(write_sound("published.wav", 2), None, settings).target


@pytest.fixture
def heard() -> Callable[[Browser], np.ndarray]:
    """All that the page has decoded, float32 [frames, channels]."""

    def collect(browser: Browser) -> np.ndarray:
        text = browser.evaluate(
            "Array.from({ length: sound.channelCount }, (_, channel) => { let text = '';"
            " for (let unit = 0; unit < sound.units; unit++) { const numbers = sound.kept.get(unit)[channel];"
            " for (const byte of new Uint8Array(numbers.buffer)) text += String.fromCharCode(byte); }"
            " return btoa(text); }).join(' ')"
        )
        return np.stack([np.frombuffer(base64.b64decode(one), "<i2") for one in text.split()], 1) / np.float32(32_768)

    return collect


@pytest.fixture
def restored() -> Callable[[Path], np.ndarray]:
    """What the program decodes of a file, float32 [frames, channels] at the codec's rate."""

    def decode(path: Path) -> np.ndarray:
        settings = RestoreSettings(sample_format="FLOAT", rate="codec", exists="overwrite")
        target = restore(path, path.with_suffix(".wav"), settings).target
        return soundfile.read(target, dtype="float32", always_2d=True)[0]

    return decode


@pytest.fixture
def assert_same() -> Callable[[np.ndarray, np.ndarray], None]:
    def compare(found: np.ndarray, right: np.ndarray) -> None:
        assert found.shape == right.shape
        assert np.abs(found - right).max() < LARGEST_DIFFERENCE < np.abs(right).max() / 20

    return compare
