"""Colours that can be read: contrast of the palettes, computed as WCAG 2.2 has it."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import theme
from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.outlines import ClearOutlines
from sqcodec_gui.gui.queue.record import JobState

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
def test_the_ratio_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert theme.contrast(QColor(first), QColor(second)) == pytest.approx(ratio, abs=1e-3)


@pytest.mark.parametrize(("text", "ground"), PAIRS, ids=lambda role: role.name)
def test_text_can_be_read_on_its_ground(palette: QPalette, text: R, ground: R) -> None:
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        ratio = theme.contrast(palette.color(group, text), palette.color(group, ground))
        assert ratio >= theme.LEAST_CONTRAST, (group, text, ground)


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("is_on", [False, True])
def test_what_one_ticks_or_chooses_has_an_outline(
    qtbot: QtBot, palette: QPalette, kind: type[QCheckBox | QRadioButton], is_on: bool
) -> None:
    button, style = kind(), ClearOutlines()
    qtbot.addWidget(button)
    button.setStyle(style)
    button.setPalette(palette)
    button.setChecked(is_on)
    image, ground = button.grab().toImage(), palette.color(R.Window)
    row = [image.pixelColor(x, image.height() // 2) for x in range(6)]  # across the left side of the box
    least = 3.0 if theme.is_dark(palette) else 1.5  # on light ground, the style is left as it is
    assert max(theme.contrast(pixel, ground) for pixel in row) >= least
    button.setStyle(None)


@pytest.mark.parametrize("state", JobState)
def test_states_can_be_read_in_the_list(palette: QPalette, state: JobState) -> None:
    colour = theme.state_colour(state, palette)
    assert theme.contrast(colour, palette.color(R.Base)) >= theme.LEAST_CONTRAST
    assert theme.contrast(theme.faint_colour(palette), palette.color(R.Base)) >= theme.LEAST_CONTRAST


def test_the_comparison_can_be_read(palette: QPalette) -> None:
    colours = panel_colours(palette)
    for track in colours.tracks:
        assert theme.contrast(track, colours.ground) >= theme.LEAST_CONTRAST
        assert theme.contrast(colours.on_tracks, track) >= theme.LEAST_CONTRAST


def test_a_pale_highlight_of_the_system_is_deepened(qapp: QApplication, palette: QPalette) -> None:
    pale = QPalette(palette)
    pale.setColor(R.Highlight, QColor("#8ec8ff"))
    pale.setColor(R.HighlightedText, QColor("#ffffff"))
    qapp.setPalette(pale)
    theme.make_readable()
    now = qapp.palette()
    assert theme.contrast(now.color(R.HighlightedText), now.color(R.Highlight)) >= theme.LEAST_CONTRAST
    assert now.color(R.Highlight).hslHue() == pytest.approx(QColor("#8ec8ff").hslHue(), abs=3)
