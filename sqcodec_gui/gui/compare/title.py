"""The line above a plot says what it is, in the colour of its waveform, with the facts of the recording."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sqcodec_gui.gui.style.theme import LABELS_APART_PX, SMALL, current_tokens, font_for, type_sizes_pt
from sqcodec_gui.gui.wording.plain_text import tip_of

BETWEEN = " · "
"""Between the name of a file and each fact."""
_COMPARED = 2
"""So many facts, at the end, are what one compares: size and rate."""


class Title(QLabel):
    """A long name loses its middle, and neither its end nor the facts after it; it never widens the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._colour, self._facts = "", QColor(), ""
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_texts(self, name: str, colour: QColor, facts: str) -> None:
        """Show these plain texts; of an empty name nothing is shown."""
        self._name, self._colour, self._facts = name, colour, facts
        self.setToolTip(tip_of(facts))
        self._fit()

    def _fit(self) -> None:
        name, facts = self._name, self._facts
        if self.isVisible():
            bold = QFont(self.font())
            bold.setBold(True)
            name = QFontMetrics(bold).elidedText(name, Qt.TextElideMode.ElideRight, self.width())
            room_px = self.width() - QFontMetrics(bold).horizontalAdvance(name) - SMALL
            facts = _fit_facts(facts, QFontMetrics(font_for("facts")), max(0, room_px))
        size_pt = type_sizes_pt()["facts"]
        heading = f'<b style="color:{self._colour.name()}">{escape(name, quote=False)}</b>' if name else ""
        style = f"color:{current_tokens().faint}; font-size:{size_pt:g}pt"
        quiet = f'<span style="{style}">{escape(facts, quote=False)}</span>'
        self.setText(f"{heading}&nbsp; {quiet}" if facts and heading else heading)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


def _fit_facts(facts: str, metrics: QFontMetrics, room_px: int) -> str:
    """Return the facts with the middle of the name, which is first, left out; where none would be left, others go.

    What is compared, size and rate at the end, stays longest; then the name goes rather than these.
    """
    name, *others = facts.split(BETWEEN)
    while True:
        tail = BETWEEN.join(["", *others])
        name_px = room_px - metrics.horizontalAdvance(tail)
        if not others or name_px >= min(LABELS_APART_PX, metrics.horizontalAdvance(name)):
            return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, name_px) + tail
        if len(others) <= _COMPARED and metrics.horizontalAdvance(BETWEEN.join(others)) <= room_px:
            return BETWEEN.join(others)
        others.pop(-1 - _COMPARED if len(others) > _COMPARED else -1)
