"""The listening page for hands, eyes and ears: keys, screen readers, languages, colours, narrow screens."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.page import make_page
from sqcodec_gui.engine.settings_and_results import CompressSettings

LEAST_CONTRAST = 4.5
"""Of text on its background (WCAG 2.2, 1.4.3)."""
CONTRASTS = """
(() => {
  const light = (color) => {
    const linear = (one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = color.match(/[\\d.]+/g).map((one) => linear(one / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = getComputedStyle(element).backgroundColor;
      if (!/rgba\\(.*, 0\\)/.test(color)) return color;
    }
  };
  const told = Array.from(document.querySelectorAll("h1, h2, p, button, label, span, dt, dd, footer"));
  return told.filter((one) => one.innerText).map((one) => {
    const [low, high] = [light(getComputedStyle(one).color), light(behind(one))].sort((a, b) => a - b);
    return [one.innerText.slice(0, 30), (high + 0.05) / (low + 0.05)];
  });
})()
"""


@pytest.fixture
def page(spectral: str, write_sound: Callable[..., Path], tmp_path: Path) -> Path:
    settings = CompressSettings(model=spectral, check=False)
    names = ["a very long name without any space " + "x" * 90 + ".wav", "b.wav"]
    paths = [compress(write_sound(name, 5), None, settings).target for name in names]
    return make_page(paths, tmp_path / "page.html").target


def test_all_can_be_done_by_keys(browser: Any, page: Path) -> None:
    browser.open(page)
    focused = "document.activeElement.id || document.activeElement.textContent.slice(0, 5)"
    reached = []
    for _ in range(6):
        browser.ask("press", key="Tab")
        reached.append(browser.evaluate(focused))
    assert reached == ["a ver", "b · 0", "seek", "play", "quality", "save"]
    browser.evaluate("$('seek').focus()")
    browser.ask("press", key=" ")
    browser.wait("playing")
    browser.ask("press", key=" ")
    assert not browser.evaluate("playing")
    browser.evaluate("seek(0)")
    browser.ask("press", key="PageUp")
    assert browser.evaluate("now() === sound.samples")
    browser.ask("press", key="ArrowLeft")
    assert browser.evaluate("now()") == 0  # five seconds back
    browser.evaluate("$('quality').focus()")
    browser.ask("press", key="ArrowLeft")
    assert browser.evaluate("$('quality-told').textContent") == "3 kbit/s"
    browser.evaluate("document.querySelector('#list li:nth-child(2) button').focus()")
    browser.ask("press", key="Enter")
    assert browser.text("title") == "b"
    outline = "getComputedStyle(document.activeElement).outlineWidth"
    assert browser.evaluate(outline) == "3px"


def test_a_screen_reader_is_told_of_all(chromium: Any, page: Path) -> None:
    chromium.open(page)
    chromium.wait("$('seek').getAttribute('aria-valuetext')")
    tree = chromium.ask("tree")
    named = {(node["role"], node["name"]): node for node in tree}
    for role, name in [
        ("navigation", "Recordings"),
        ("heading", "2 recordings"),
        ("button", "Play"),
        ("button", "Save as WAV"),
        ("slider", "Position"),
        ("slider", "Quality"),
    ]:
        assert (role, name) in named, (role, name)
    assert named["slider", "Position"]["valuemax"] == chromium.evaluate("sound.samples - 1")
    # the tree tells numbers where screen readers are told these words
    told = {one: chromium.evaluate(f"$('{one}').getAttribute('aria-valuetext')") for one in ("seek", "quality")}
    assert told == {"seek": "0:00 of 0:05", "quality": "6 kbit/s"}
    live = [node for node in tree if node["role"] in ("status", "alert")]
    assert {node["live"] for node in live} == {"polite"}  # no trouble
    assert [node["role"] for node in tree if node["role"] in ("Canvas", "img", "image")] == []  # the slider tells it
    controls = [node for node in tree if node["role"] in ("button", "slider")]
    assert all(node["name"] for node in controls)


@pytest.mark.parametrize(
    ("accept", "language", "words"),
    [
        (
            "de-AT,en;q=0.5",
            "de",
            ["2 Aufnahmen", "Wiedergabe", "Alles ist heil", "Qualität", "Als WAV speichern"],
        ),
        ("fr-FR,zh-CN;q=0.8", "zh-Hans", ["2 段录音", "播放", "全部完好", "质量", "另存为 WAV", "请保留原件"]),
        ("fr-FR", "en", ["Play", "All of it is whole", "Quality", "Save as WAV", "keep the originals"]),
    ],
)
def test_it_speaks_the_readers_language(
    chromium: Any, page: Path, accept: str, language: str, words: list[str]
) -> None:
    chromium.ask("language", accept=accept)
    try:
        chromium.open(page)
        said = chromium.evaluate("document.body.innerText")
        assert [word for word in words if word not in said] == []
        assert chromium.evaluate("document.documentElement.lang") == language
    finally:
        chromium.ask("language", accept="en-US")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_in_any_light_and_on_a_phone(chromium: Any, page: Path, scheme: str) -> None:
    chromium.ask("colors", scheme=scheme)
    chromium.ask("size", width=320, height=640)
    try:
        chromium.open(page)
        assert chromium.evaluate("document.documentElement.scrollWidth") <= 320
        contrasts = chromium.evaluate(CONTRASTS)
        assert len(contrasts) > 12
        assert [one for one in contrasts if one[1] < LEAST_CONTRAST] == []
        background = chromium.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(map(int, background[4:-1].split(","))) > 380) == (scheme == "light")
        heights = (
            "Array.from(document.querySelectorAll('button, input')).map((one) => one.getBoundingClientRect().height)"
        )
        assert min(chromium.evaluate(heights)) >= 24  # as WCAG 2.2, 2.5.8 wants
    finally:
        chromium.ask("size", width=1000, height=800)
        chromium.ask("colors", scheme="light")
