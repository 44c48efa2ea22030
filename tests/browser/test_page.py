"""The listening page in real browsers, from disk: the program's sound, what is whole, and no request."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import join
from sqcodec_gui.engine.page import make_page
from sqcodec_gui.engine.settings_and_results import CompressSettings

HASH_BYTES = 32
WriteSound = Callable[..., Path]
Heard = Callable[[Any], np.ndarray]
Restored = Callable[[Path], np.ndarray]
Same = Callable[[np.ndarray, np.ndarray], None]


@pytest.fixture
def small(spectral: str, write_sound: WriteSound) -> Callable[..., Path]:
    def make(name: str = "talk.sqc", **sound: Any) -> Path:
        source = write_sound(Path(name).with_suffix(".wav"), **sound)
        settings = CompressSettings(model=spectral, check=False)
        return compress(source, source.with_name(name), settings).target

    return make


def test_it_plays_what_the_program_plays(
    browser: Any, small: Callable[..., Path], heard: Heard, restored: Restored, assert_same: Same, tmp_path: Path
) -> None:
    """From a path with letters that mean something in an address; saved by its button, and at a lower quality."""
    path = small("<b>Größe &amp; 音.sqc", seconds=13, rate_hz=44_100, channels=2)
    folder = tmp_path / "elsewhere %20 #1"
    folder.mkdir()
    browser.open(make_page([path], folder / "a page?.html").target)
    right = restored(path)
    assert_same(heard(browser), right)
    assert "tokens of every quality are those that were encoded" in browser.text("whole")
    assert "<b>Größe &amp; 音.sqc" in browser.evaluate("document.body.innerText")
    assert browser.evaluate("document.querySelector('b')") is None
    assert browser.evaluate("document.body.innerText").count("<b>Größe &amp; 音\n") == 1
    browser.ask("click", selector="#save")
    saved = saved_file(browser, "*.wav")
    written, rate_hz = soundfile.read(saved, dtype="float32", always_2d=True)
    assert rate_hz == 16_000
    np.testing.assert_array_equal(written, heard(browser))
    browser.evaluate("$('quality').value = '0'; $('quality').oninput()")
    browser.wait_for_all()
    assert browser.evaluate("$('quality').getAttribute('aria-valuetext')") == "3 kbit/s"
    assert np.abs(heard(browser) - right).max() > 0.01
    browser.evaluate("$('quality').value = '2'; $('quality').oninput()")
    assert_same(heard(browser), right)


def saved_file(browser: Any, pattern: str) -> Path:
    """The one that is there once the browser has finished it."""
    while not (found := [path for path in browser.downloads.glob(pattern) if path.stat().st_size]):
        browser.ask("wait", code="true")
    while list(browser.downloads.glob("*.part")) + list(browser.downloads.glob("*.crdownload")):
        browser.ask("wait", code="true")
    (path,) = found
    return path.rename(path.with_suffix(".taken"))


def test_it_goes_anywhere_while_it_plays(browser: Any, small: Callable[..., Path], tmp_path: Path) -> None:
    browser.open(make_page([small(seconds=6)], tmp_path / "page.html").target)
    browser.evaluate("seek(4 * 16000); play()")
    browser.wait("playing && now() > 4.1 * 16000")
    browser.evaluate("seek(16000)")
    assert browser.evaluate("playing && now()") < 2 * 16_000
    browser.wait("now() > 1.1 * 16000")
    browser.ask("click", selector="#play")
    assert browser.evaluate("!playing && $('play').textContent") == "Play"
    browser.evaluate("seek(5.8 * 16000); play()")
    browser.wait("!playing && position === sound.samples")


def test_it_asks_for_nothing(browser: Any, small: Callable[..., Path], tmp_path: Path) -> None:
    """What another page asks for is noticed; so would be what this one asks for."""
    control = tmp_path / "control.html"
    control.write_text("<img src='http://listener.example/x.png'>")
    browser.ask("open", url=control.as_uri())
    browser.wait("document.images[0].complete")
    assert any("//listener.example" in one for one in browser.ask("requests"))
    page = make_page([small(seconds=2)], tmp_path / "page.html").target
    browser.open(page)
    for forbidden in ("fetch('https://listener.example')", "fetch('data:,x')", "fetch('other.html')"):
        assert browser.evaluate(f"{forbidden}.then(() => 'sent', () => 'refused')") == "refused"
    image = "const image = new Image(); image.onload = image.onerror = (event) => done(event.type);"
    loaded = f"new Promise((done) => {{ {image} image.src = 'http://listener.example/y.png'; }})"
    assert browser.evaluate(loaded) == "error"
    for forbidden in ("<script>window.hacked = 1</script>", "<img src=x onerror='window.hacked = 1'>"):
        added = f"document.body.append(document.createRange().createContextualFragment(`{forbidden}`))"
        assert (
            browser.evaluate(f"{added}; new Promise((done) => setTimeout(() => done('hacked' in window), 100))")
            is False
        )
    assert browser.ask("requests") == []
    assert "://" not in page.read_text("utf-8").partition("<body>")[0]


def test_what_is_whole_of_a_damaged_file_is_played(
    browser: Any, small: Callable[..., Path], heard: Heard, restored: Restored, assert_same: Same, tmp_path: Path
) -> None:
    path = small(seconds=34)
    with SqcReader(path) as reader:
        first, upper = reader.blocks[1], reader.blocks[2]
    data = bytearray(path.read_bytes())
    data[first.offset + 30] ^= 255
    data[upper.offset + upper.size_bytes - 20] ^= 255
    path.write_bytes(data)
    browser.open(make_page([path], tmp_path / "page.html").target)
    assert_same(heard(browser), restored(path))
    said = browser.text("damage")
    assert "0:10 to 0:20: lost, and silent" in said
    assert "0:20 to 0:30: sounds worse" in said
    assert "SHA-256" not in said  # of no quality are all tokens there
    assert "Not all of this recording is whole" in browser.text("whole")


def test_a_damaged_upper_layer_leaves_the_hashes_below_it_right(
    browser: Any, small: Callable[..., Path], tmp_path: Path
) -> None:
    path = small(seconds=3)
    with SqcReader(path) as reader:
        block = reader.blocks[0]
    data = bytearray(path.read_bytes())
    data[block.offset + block.size_bytes - 20] ^= 255
    path.write_bytes(data)
    browser.open(make_page([path], tmp_path / "page.html").target)
    said = browser.text("damage")
    assert "quality 1.5 kbit/s are those that were encoded" in said
    assert "quality 3 kbit/s are those that were encoded" in said
    assert "6 kbit/s" not in said


def test_tokens_that_are_not_those_of_the_footer_are_told_of(
    chromium: Any, small: Callable[..., Path], tmp_path: Path
) -> None:
    """With every checksum right: only the token hash of the second layer is another."""
    path = small(seconds=3)
    data = bytearray(path.read_bytes())
    (footer_bytes,) = struct.unpack("<I", data[-4:])
    start = len(data) - footer_bytes
    assert data[start + 3 : start + 4] == b"F"
    data[-4 - 2 * HASH_BYTES] ^= 1
    (stream_id,) = struct.unpack_from("<I", data, 20)
    checked = bytes(data[start + 3 : start + 4] + data[start + 8 :])
    data[start + 4 : start + 8] = struct.pack("<I", zlib.crc32(checked, stream_id))
    path.write_bytes(data)
    chromium.open(make_page([path], tmp_path / "page.html").target)
    said = chromium.text("damage")
    assert "quality 3 kbit/s are not those that were encoded" in said
    assert said.count("kbit/s") == 1


def test_several_recordings_of_all_kinds(
    browser: Any,
    published: Path,
    small: Callable[..., Path],
    heard: Heard,
    restored: Restored,
    assert_same: Same,
    tmp_path: Path,
) -> None:
    """Joined ones, more channels than two, one that is cut off, one of a published model, one of less than a frame."""
    joined = tmp_path / "joined.sqc"
    join([small("a.sqc", seconds=11), small("b.sqc", seconds=2.5)], joined)
    wide = small("wide.sqc", seconds=2, channels=3)
    tiny = small("tiny.sqc", frames=5)
    cut = small("cut.sqc", seconds=21)
    cut.write_bytes(cut.read_bytes()[:-2000])
    paths = [joined, wide, tiny, cut, published]
    browser.open(make_page(paths, tmp_path / "page.html").target)
    assert browser.evaluate("$('list').children.length") == len(paths)
    for number, path in enumerate(paths[:-1], 1):
        browser.ask("click", selector=f"#list li:nth-child({number}) button")
        assert browser.text("title") == path.stem
        browser.wait_for_all()
        assert_same(heard(browser), restored(path)) if path != tiny else None
        assert ("✓" in browser.text("whole")) == (path != cut), browser.text("whole")
    assert "no whole footer" in browser.text("damage")
    browser.ask("click", selector=f"#list li:nth-child({len(paths)}) button")
    assert "decode_sqc.py" in browser.text("damage")
    assert browser.evaluate("$('controls').hidden")
    assert "checksums of all blocks" in browser.text("whole")
    browser.ask("click", selector="#list li:nth-child(1) button")
    assert "a.wav\nb.wav" in browser.text("tags")


def test_what_holds_no_sound_is_no_trouble(
    chromium: Any, small: Callable[..., Path], heard: Heard, tmp_path: Path
) -> None:
    """All of its blocks are lost, and the footer with them."""
    path = small(seconds=3)
    with SqcReader(path) as reader:
        start = reader.blocks[0].offset
    path.write_bytes(path.read_bytes()[: start + 20])
    chromium.open(make_page([path], tmp_path / "page.html").target)
    chromium.ask("click", selector="#play")
    assert not chromium.evaluate("playing")
    assert chromium.text("time") == "0:00 / 0:00"
    assert "no whole footer" in chromium.text("damage")
    chromium.ask("click", selector="#save")
    with soundfile.SoundFile(saved_file(chromium, "*.wav")) as saved:
        assert (saved.frames, saved.samplerate) == (0, 16_000)


def test_a_long_recording_is_kept_near_the_play_head_alone(
    browser: Any, small: Callable[..., Path], restored: Restored, assert_same: Same, tmp_path: Path
) -> None:
    path = small("long.sqc", seconds=40)
    browser.open(make_page([path], tmp_path / "page.html").target)
    browser.evaluate("Object.assign(LIMITS, { keptS: 8, nearS: 2 }); sound.forget(0)")
    assert browser.evaluate("[sound.kept.size, sound.units]") == [8, 32]
    browser.evaluate("seek(30 * 16000); play()")
    browser.wait("now() > 30.2 * 16000 && document.documentElement.dataset.state === 'checked'")
    browser.evaluate("pause()")
    assert browser.evaluate("sound.kept.size") <= 8
    browser.ask("click", selector="#save")
    saved = soundfile.read(saved_file(browser, "*.wav"), dtype="float32", always_2d=True)[0]
    assert_same(saved, restored(path))
    assert browser.evaluate("sound.kept.size") <= 8
