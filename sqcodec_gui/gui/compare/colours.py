"""Colours of the compare panel: blue and orange stay apart for every kind of eye; words and signs say it too."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from sqcodec_gui.gui.theme import blend, is_dark


class PanelColours(NamedTuple):
    """For the ground that the palette gives; all at least 4.5:1 on it but ``quiet`` and ``loop``."""

    ground: QColor
    text: QColor
    tracks: tuple[QColor, QColor]
    on_tracks: QColor
    """Text on a field of a track's colour"""
    head: QColor
    quiet: QColor
    """Middle lines and hatching"""
    loop: QColor


_TRACKS_ON_LIGHT = ("#0062a3", "#a34700")
_TRACKS_ON_DARK = ("#56b4e9", "#f0a04b")
_LOOP_OPACITY = 56


def panel_colours(palette: QPalette) -> PanelColours:
    """The colours that suit a palette."""
    ground, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    dark = is_dark(palette)
    original, decoded = _TRACKS_ON_DARK if dark else _TRACKS_ON_LIGHT
    loop = QColor("#3fc79a" if dark else "#00795a")
    loop.setAlpha(_LOOP_OPACITY)
    return PanelColours(
        ground=ground,
        text=text,
        tracks=(QColor(original), QColor(decoded)),
        on_tracks=QColor("#101010" if dark else "#ffffff"),
        head=text,
        quiet=blend(text, ground, 0.7),
        loop=loop,
    )
