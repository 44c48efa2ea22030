"""Colours that can be read: contrast of the palettes, computed as WCAG 2.2 has it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from sqcodec_gui import paths
from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.style import theme
from sqcodec_gui.gui.style.indicator_style import IndicatorStyle

LEAST_CONTRAST = 4.5
"""Of text on its ground (WCAG 2.2, 1.4.3, level AA)."""
LEAST_GRAPHIC_CONTRAST = 3.0
"""Of what must be seen to understand or use something (WCAG 2.2, 1.4.11)."""

Contrast = Callable[[QColor, QColor], float]
R = QPalette.ColorRole
PAIRS = (
    (R.WindowText, R.Window),
    (R.Text, R.Base),
    (R.Text, R.AlternateBase),
    (R.ButtonText, R.Button),
    (R.HighlightedText, R.Highlight),
    (R.ToolTipText, R.ToolTipBase),
    (R.PlaceholderText, R.Base),
    (R.PlaceholderText, R.Window),
    (R.Link, R.Window),
)


@pytest.fixture(params=["light", "dark"])
def palette(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QPalette]:
    before = qapp.palette()
    theme.apply_appearance(request.param)
    palette = qapp.palette()
    assert theme.is_dark(palette) == (request.param == "dark")
    yield palette
    theme.apply_appearance("system")
    qapp.setPalette(before)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#ffffff", "#000000", 21.0), ("#777777", "#ffffff", 4.478), ("#0000ff", "#ffffff", 8.592), ("#123", "#123", 1.0)],
)
def test_the_ratio_is_that_of_wcag(first: str, second: str, ratio: float, contrast: Contrast) -> None:
    assert contrast(QColor(first), QColor(second)) == pytest.approx(ratio, abs=1e-3)


@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda role: role.name)
def test_text_can_be_read_on_its_ground(palette: QPalette, text: R, ground: R, contrast: Contrast) -> None:
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        ratio = contrast(palette.color(group, text), palette.color(group, ground))
        assert ratio >= LEAST_CONTRAST, (group, text, ground)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("is_on", [False, True])
def test_what_one_ticks_or_chooses_has_an_outline(
    qtbot: QtBot, palette: QPalette, kind: type[QCheckBox | QRadioButton], is_on: bool, contrast: Contrast
) -> None:
    button, style = kind(), IndicatorStyle()
    qtbot.addWidget(button)
    button.setStyle(style)
    button.setPalette(palette)
    button.setChecked(is_on)
    image, ground = button.grab().toImage(), palette.color(R.Window)
    row = [image.pixelColor(x, image.height() // 2) for x in range(6)]  # across the left side of the box
    least = 3.0 if theme.is_dark(palette) else 1.5  # on light ground, the style is left as it is
    assert max(contrast(pixel, ground) for pixel in row) >= least
    button.setStyle(None)


@pytest.mark.parametrize("state", JobState)
def test_states_can_be_read_in_the_list(palette: QPalette, state: JobState, contrast: Contrast) -> None:
    colour = theme.state_colour(state, palette)
    assert contrast(colour, palette.color(R.Base)) >= LEAST_CONTRAST
    assert contrast(theme.faint_colour(palette), palette.color(R.Base)) >= LEAST_CONTRAST


def test_the_comparison_can_be_read(palette: QPalette, contrast: Contrast) -> None:
    colours = panel_colours(palette)
    for track in colours.roles.values():
        assert contrast(track, colours.ground) >= LEAST_CONTRAST


GROUNDS = ("window", "surface", "raised", "chosen")
TEXTS = [
    *((text, ground) for text in ("text", "faint") for ground in GROUNDS),
    *((role, "surface") for role in ("original", "small", "restored", "opus", "mp3")),
    *((state, ground) for state in ("good", "caution", "bad", "accent") for ground in ("surface", "chosen")),
    *(("on_track", role) for role in ("original", "small", "restored", "opus", "mp3")),
    *(("on_accent", ground) for ground in ("accent", "accent_deep")),
    ("on_tip", "tip"),
]
GRAPHICS = [
    *(("outline", ground) for ground in ("window", "surface")),
    *(("accent", ground) for ground in GROUNDS),
    *(("softer", "surface"), ("louder", "surface")),
]


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_pair_of_colours_that_is_read_together_can_be_read(tokens: theme.Tokens, contrast: Contrast) -> None:
    def ratio(first: str, second: str) -> float:
        return contrast(QColor(getattr(tokens, first)), QColor(getattr(tokens, second)))

    assert {pair for pair in TEXTS if ratio(*pair) < LEAST_CONTRAST} == set()
    assert {pair for pair in GRAPHICS if ratio(*pair) < LEAST_GRAPHIC_CONTRAST} == set()


@pytest.mark.parametrize(("name", "tokens"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_the_arrow_of_choices_has_the_colour_of_quiet_text(name: str, tokens: theme.Tokens) -> None:
    drawing = (paths.resources_dir() / "icons" / f"chevron-{name}.svg").read_text(encoding="ascii")
    assert f'stroke="{tokens.faint}"' in drawing


PLACES = Path(theme.__file__).parents[1]
"""The whole window."""
LITERAL = re.compile(
    r"#[0-9a-fA-F]{6}\b|QColor\([\"'\d]|rgba?\(\s*\d"  # a colour
    r"|\b\d+px\b"  # a number of pixels in a style sheet
    r"|_PX(: int)? = \d"
    r"|\.(setContentsMargins|setSpacing|addSpacing|setFixed(Size|Width|Height)|setM(in|ax)imum(Size|Width|Height)|resize)"
    r"\([^)]*\b[1-9]\d*\b(?! \*)"  # a multiple of what the theme has is none
)


@pytest.mark.parametrize("line", ['QColor("red")', "a {margin: 3px}", "x.setSpacing(7)", "_WIDTH_PX = 30", '"#1b1d20"'])
def test_the_search_for_literals_finds_them(line: str) -> None:
    assert LITERAL.search(line)


def test_colours_and_pixels_stand_in_the_theme_alone() -> None:
    found = [
        f"{path.relative_to(PLACES)}:{number}: {line.strip()}"
        for path in sorted(PLACES.rglob("*.py"))
        if path.name != "theme.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LITERAL.search(line)
    ]
    assert found == []
