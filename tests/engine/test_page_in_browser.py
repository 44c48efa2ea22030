"""The listening page in a real Chromium, from disk: what it plays is the program's sound, and it asks for nothing.

The browser is spoken to through a pipe (https://chromedevtools.github.io/devtools-protocol/).
"""

import base64
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import CompressSettings, RestoreSettings
from sqcodec_gui.engine.page import make_page
from sqcodec_gui.engine.restore import restore

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ANSWER_S = 120
LARGEST_DIFFERENCE = 1e-3
WriteSound = Callable[..., Path]

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is here"),
    pytest.mark.skipif(sys.platform != "linux", reason="the pipe to it is made as on Linux"),
]


class Chromium:
    """One tab. ``requests``: the addresses of all that it asked for; all but the page itself is refused."""

    def __init__(self, profile: Path) -> None:
        ours_read, theirs_write = os.pipe()
        theirs_read, ours_write = os.pipe()
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"]
        flags += [f"--user-data-dir={profile}", "--autoplay-policy=no-user-gesture-required", "about:blank"]
        words = f'exec "$@" 3<&{theirs_read} 4>&{theirs_write}'
        self._process = subprocess.Popen(
            ["bash", "-c", words, "browser", str(CHROMIUM), *flags],
            pass_fds=(theirs_read, theirs_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_read)
        os.close(theirs_write)
        self._in, self._out = os.fdopen(ours_read, "rb"), os.fdopen(ours_write, "wb", buffering=0)
        self._number, self._session, self.requests, self.page = 0, "", list[str](), ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")
        self.ask("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        self._send(number, method, parameters)
        while True:
            told = json.loads(self._message())
            if told.get("method") == "Fetch.requestPaused":
                self._answer(told["params"])
            elif told.get("id") == number:
                assert "error" not in told, told
                return told["result"]

    def evaluate(self, code: str) -> Any:
        told = self.ask("Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def open(self, page: Path) -> None:
        """Until all of the first recording is decoded, or something went wrong."""
        self.page, self.requests = page.as_uri(), []
        self.ask("Page.navigate", url=self.page)
        self.wait("['decoded', 'trouble'].includes(document.documentElement.dataset.state)")

    def wait(self, condition: str) -> None:
        code = f"Boolean(document.documentElement && ({condition}))"
        while not self.evaluate(f"new Promise((done) => setTimeout(() => done({code}), 20))"):
            pass

    def close(self) -> None:
        self._send(0, "Browser.close", {}, False)
        self._process.wait(ANSWER_S)
        self._in.close()
        self._out.close()

    def _answer(self, paused: dict[str, Any]) -> None:
        address = paused["request"]["url"]
        self.requests.append(address)
        self._number += 1
        if address == self.page:
            self._send(self._number, "Fetch.continueRequest", {"requestId": paused["requestId"]})
        else:
            self._send(self._number, "Fetch.failRequest", {"requestId": paused["requestId"], "errorReason": "Aborted"})

    def _send(self, number: int, method: str, parameters: dict[str, Any], to_tab: bool = True) -> None:
        message: dict[str, Any] = {"id": number, "method": method, "params": parameters}
        if self._session and to_tab:
            message["sessionId"] = self._session
        self._out.write(json.dumps(message).encode() + b"\0")

    def _message(self) -> bytes:
        found = bytearray()
        while (letter := self._in.read(1)) != b"\0":
            assert letter, "the browser has ended"
            found += letter
        return bytes(found)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    chromium = Chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.close()


@pytest.fixture(autouse=True)
def anew() -> None:
    models.forget()


def heard(browser: Chromium) -> np.ndarray:
    """All that the page has decoded, float32 [frames, channels]."""
    text = browser.evaluate(
        "(() => { const found = sounds.get(tokens).channels.map((one) => {"
        " let text = ''; for (const byte of new Uint8Array(one.buffer)) text += String.fromCharCode(byte);"
        " return btoa(text); }); return found.join(' '); })()"
    )
    return np.stack([np.frombuffer(base64.b64decode(one), "<i2") for one in text.split()], 1) / np.float32(32_768)


def restored(path: Path) -> np.ndarray:
    settings = RestoreSettings(sample_format="FLOAT", rate="codec", exists="overwrite")
    return soundfile.read(restore(path, path.with_suffix(".wav"), settings).target, dtype="float32", always_2d=True)[0]


def assert_same(found: np.ndarray, right: np.ndarray) -> None:
    assert found.shape == right.shape
    assert np.abs(found - right).max() < LARGEST_DIFFERENCE < np.abs(right).max() / 20


def test_it_plays_what_the_program_plays_and_asks_for_nothing(
    spectral: str, browser: Chromium, write_sound: WriteSound, tmp_path: Path
) -> None:
    source = write_sound(seconds=13, rate_hz=44_100, channels=2)
    small = compress(source, source.with_name("<b>small.sqc"), CompressSettings(model=spectral, check=False)).target
    page = make_page([small], tmp_path / "a page #1.html").target
    browser.open(page)
    assert_same(heard(browser), restored(small))
    said = browser.evaluate("document.body.innerText")
    assert "All of it is whole" in said
    assert "<b>small.sqc" in said
    assert browser.evaluate("document.querySelector('b')") is None
    for forbidden in ("fetch('https://example.org')", "fetch('data:,x')"):
        assert browser.evaluate(f"{forbidden}.then(() => 'sent', () => 'refused')") == "refused"
    assert browser.requests == [page.as_uri()]
    browser.evaluate("seek(8 * 16000); play()")
    browser.wait("playing && now() > 8.1 * 16000")
    browser.evaluate("$('play').click()")
    assert not browser.evaluate("playing")
    saved = browser.evaluate(
        "wavOf(sounds.get(tokens).channels, 16000).arrayBuffer().then((all) => {"
        " let text = ''; for (const byte of new Uint8Array(all)) text += String.fromCharCode(byte);"
        " return btoa(text); })"
    )
    written, rate_hz = soundfile.read(io.BytesIO(base64.b64decode(saved)), dtype="float32", always_2d=True)
    assert rate_hz == 16_000
    np.testing.assert_array_equal(written, heard(browser))
    browser.evaluate("$('quality').value = '0'; $('quality').oninput()")
    browser.wait("document.documentElement.dataset.state === 'decoded'")
    assert browser.evaluate("$('quality').getAttribute('aria-valuetext')") == "3 kbit/s"
    assert np.abs(heard(browser) - restored(small)).max() > 10 * LARGEST_DIFFERENCE


def test_what_is_whole_of_a_damaged_file_is_played(
    spectral: str, browser: Chromium, write_sound: WriteSound, tmp_path: Path
) -> None:
    small = compress(write_sound(seconds=34), None, CompressSettings(model=spectral, check=False)).target
    with SqcReader(small) as reader:
        first, upper = reader.blocks[1], reader.blocks[2]
    data = bytearray(small.read_bytes())
    data[first.offset + 30] ^= 255  # type: ignore[operator]
    data[upper.offset + upper.size_bytes - 20] ^= 255  # type: ignore[operator]
    small.write_bytes(data)
    browser.open(make_page([small], tmp_path / "page.html").target)
    assert_same(heard(browser), restored(small))
    said = browser.evaluate("$('damage').innerText")
    assert "0:10 to 0:20: lost, and silent" in said
    assert "0:20 to 0:30: sounds worse" in said


def test_a_model_that_is_too_heavy_is_told_of(browser: Chromium, squeezed: Path, tmp_path: Path) -> None:
    page = make_page([squeezed], tmp_path / "page.html").target
    browser.page = page.as_uri()
    browser.ask("Page.navigate", url=browser.page)
    browser.wait("document.readyState === 'complete' && $('whole').textContent")
    assert "decode_sqc.py" in browser.evaluate("document.body.innerText")
    assert browser.evaluate("$('controls').hidden")
    assert "checksums of all blocks" in browser.evaluate("$('whole').textContent")
