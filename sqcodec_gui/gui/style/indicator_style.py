"""Boxes to tick and circles to choose can be seen on dark ground, too, and labels show texts as they are."""

from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from sqcodec_gui.gui.style.theme import blend, is_dark
from sqcodec_gui.gui.wording.plain_text import show_plain

_RADII = {QStyle.PrimitiveElement.PE_IndicatorCheckBox: 2.0, QStyle.PrimitiveElement.PE_IndicatorRadioButton: 50.0}
_SHARE_OF_GROUND = 0.45
"""In the colour of an outline, so that it has 3:1 on its ground (WCAG 2.2, 1.4.11) and is quieter than the text."""


class IndicatorStyle(QProxyStyle):
    """Qt's style “Fusion” outlines indicators in a darker shade of the window; this shows them on dark ground too."""

    def __init__(self) -> None:
        super().__init__("fusion")

    def polish(self, what: Any) -> Any:
        """Make labels plain: every widget comes here once, before it is shown; so do palettes and the application."""
        if isinstance(what, QWidget):
            show_plain(what)
        return super().polish(what)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        radius = _RADII.get(element)
        if radius is None or not is_dark(option.palette):
            return
        ground, text = option.palette.color(QPalette.ColorRole.Window), option.palette.color(QPalette.ColorRole.Text)
        side = min(option.rect.width(), option.rect.height()) - 1.0
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(blend(text, ground, _SHARE_OF_GROUND), 1.2))
        outline = QRectF(option.rect.left() + 0.5, option.rect.top() + 0.5, side, side)
        painter.drawRoundedRect(outline, min(radius, side / 2), min(radius, side / 2))
        painter.restore()
