"""The panel's colours of the roles stay apart for every kind of eye, and words and signs say the roles too."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.style.theme import blend, tokens_of


class PanelColours(NamedTuple):
    """These suit the ground that the palette gives: all have at least 4.5:1 on it but ``quiet`` and ``loop``."""

    ground: QColor
    text: QColor
    faint: QColor
    roles: dict[Role, QColor]
    head: QColor
    quiet: QColor
    """Middle lines and hatching"""
    accent: QColor
    loop: QColor


_LOOP_OPACITY = 56


def panel_colours(palette: QPalette) -> PanelColours:
    """Return the colours that suit a palette."""
    tokens = tokens_of(palette)
    ground, text, loop = QColor(tokens.surface), QColor(tokens.text), QColor(tokens.accent)
    loop.setAlpha(_LOOP_OPACITY)
    return PanelColours(
        ground=ground,
        text=text,
        faint=QColor(tokens.faint),
        roles={role: QColor(getattr(tokens, role)) for role in Role},
        head=text,
        quiet=blend(text, ground, 0.7),
        accent=QColor(tokens.accent),
        loop=loop,
    )
