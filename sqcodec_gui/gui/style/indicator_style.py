"""Boxes to tick and circles to choose look like all else, on any ground, and labels show texts as they are."""

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractSpinBox, QProxyStyle, QStyle, QStyleOption, QWidget

from sqcodec_gui.gui.style.theme import FOCUS_PX, INDICATOR_PX, LINE_PX, NONE, SMALL, TINY, Tokens, tokens_of
from sqcodec_gui.gui.wording.plain_text import show_plain

_TICK = ((0.26, 0.52), (0.43, 0.69), (0.75, 0.33))
"""Where the lines of a tick begin, turn and end, in sides of its box."""
_DOT = 0.22
"""Radius of the dot in a chosen circle, in sides."""
_BOX = QStyle.PrimitiveElement.PE_IndicatorCheckBox
_CIRCLE = QStyle.PrimitiveElement.PE_IndicatorRadioButton
_METRICS = {
    QStyle.PixelMetric.PM_IndicatorWidth,
    QStyle.PixelMetric.PM_IndicatorHeight,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
}


class IndicatorStyle(QProxyStyle):
    """Qt's style “Fusion” with indicators that are painted from the table of the theme."""

    def __init__(self) -> None:
        super().__init__("fusion")

    def polish(self, what: Any) -> Any:
        """Make labels plain, and give numbers their edge.

        Every widget comes here once, before it is shown; so do palettes and the application.
        """
        if isinstance(what, QWidget):
            show_plain(what)
        if isinstance(what, QAbstractSpinBox):  # no style sheet reaches the field inside it
            what.lineEdit().setTextMargins(SMALL, NONE, NONE, NONE)
        return super().polish(what)

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        return INDICATOR_PX if metric in _METRICS else super().pixelMetric(metric, option, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element in (_BOX, _CIRCLE):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw_indicator(element, option, painter, tokens_of(option.palette))
            painter.restore()
        else:
            super().drawPrimitive(element, option, painter, widget)


def _draw_indicator(element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, tokens: Tokens) -> None:
    state, flag = option.state, QStyle.StateFlag
    is_on, is_enabled = bool(state & flag.State_On), bool(state & flag.State_Enabled)
    used = tokens.accent if is_enabled else tokens.disabled
    outline = used if is_on else tokens.outline if is_enabled else tokens.line
    side = min(option.rect.width(), option.rect.height()) - LINE_PX
    box = QRectF(option.rect.left() + LINE_PX / 2, option.rect.top() + LINE_PX / 2, side, side)
    painter.setPen(QPen(QColor(outline), LINE_PX))
    painter.setBrush(QColor(used if is_on else tokens.surface))
    radius = TINY if element is _BOX else side / 2
    painter.drawRoundedRect(box, radius, radius)
    if not is_on:
        return
    mark = QColor(tokens.on_accent)
    if element is _BOX:
        pen = QPen(mark, FOCUS_PX, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(box.left() + x * side, box.top() + y * side) for x, y in _TICK]))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(box.center(), _DOT * side, _DOT * side)
