"""Paints one row of the queue: a sign, two lines of text, the state, and the progress of the job at work."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sqcodec_gui.gui.queue.model import RECORD_ROLE
from sqcodec_gui.gui.queue.phrases import detail_words, state_words
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.theme import blend, faint_colour, record_colour

MARGIN = 10
MARGIN_ABOVE = 6
"""And below the two lines of a row."""
SIGN_SIZE = 18
BAR_HEIGHT = 3
Index = QModelIndex | QPersistentModelIndex


class QueueDelegate(QStyledItemDelegate):
    """``projected_bytes(record)`` is asked for what a waiting recording will take, None where nobody knows."""

    def __init__(self, projected_bytes: Callable[[JobRecord], int | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projected_bytes = projected_bytes

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(_name_font(option.font)).height() + QFontMetrics(_small_font(option.font)).height()
        return QSize(200, height + 2 * MARGIN_ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: JobRecord = index.data(RECORD_ROLE)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        palette, rect = option.palette, option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        text = palette.color(QPalette.ColorRole.HighlightedText if is_selected else QPalette.ColorRole.Text)
        accent = text if is_selected else record_colour(record, palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_sign(
            painter, QRectF(rect.left(), rect.center().y() - SIGN_SIZE / 2, SIGN_SIZE, SIGN_SIZE), record, accent
        )
        words = rect.adjusted(SIGN_SIZE + MARGIN, MARGIN_ABOVE, 0, -MARGIN_ABOVE)
        self._paint_words(painter, words, option, record, text, accent)
        if record.state is JobState.WORKING:
            _paint_bar(painter, option.rect, record.fraction, accent, palette)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            _paint_focus(painter, option.rect, text)

    def _paint_words(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        record: JobRecord,
        text: QColor,
        accent: QColor,
    ) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        faint = text if is_selected else faint_colour(option.palette)
        name_font, small_font = _name_font(option.font), _small_font(option.font)
        state = state_words(record)
        painter.setFont(option.font)
        painter.setPen(accent)
        state_width = QFontMetrics(option.font).horizontalAdvance(state)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, state)
        rect = rect.adjusted(0, 0, -state_width - 2 * MARGIN, 0)
        metrics = QFontMetrics(name_font)
        painter.setFont(name_font)
        painter.setPen(text)
        name = metrics.elidedText(record.name, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect.left(), rect.top() + metrics.ascent(), name)
        below = rect.top() + metrics.height()
        metrics = QFontMetrics(small_font)
        painter.setFont(small_font)
        is_failure = record.state is JobState.FAILED
        painter.setPen(accent if is_failure else faint)
        detail = detail_words(record, self._projected_bytes(record))
        detail = metrics.elidedText(detail, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.left(), below + metrics.ascent(), detail)


def _name_font(font: QFont) -> QFont:
    name = QFont(font)
    name.setWeight(QFont.Weight.DemiBold)
    return name


def _small_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.92)
    return small


def _paint_sign(painter: QPainter, rect: QRectF, record: JobRecord, colour: QColor) -> None:
    """A ring for what waits, and for the rest a shape that can be told without colour."""
    pen = QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = rect.adjusted(2, 2, -2, -2)
    if record.state is JobState.WAITING:
        painter.drawEllipse(inner)
    elif record.state is JobState.WORKING:
        painter.setPen(QPen(_faint(colour), 2.5))
        painter.drawEllipse(inner)
        painter.setPen(QPen(colour, 2.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(inner, 90 * 16, -round(360 * 16 * max(record.fraction, 0.04)))
    elif record.is_incomplete and record.state.is_result:
        # A ring with a gap, and a line through the gap: something of the whole is not there.
        painter.drawArc(inner, 60 * 16, 240 * 16)
        painter.drawLine(inner.center() + QPointF(0, -3.5), inner.center() + QPointF(0, 0.5))
        painter.drawPoint(inner.center() + QPointF(0, 4))
    elif record.state is JobState.DONE and record.is_worth_a_listen:
        painter.drawEllipse(inner)
        painter.drawLine(inner.center() + QPointF(0, -3.5), inner.center() + QPointF(0, 0.5))
        painter.drawPoint(inner.center() + QPointF(0, 4))
    elif record.state is JobState.DONE:
        painter.drawPolyline(_points(inner, (0.1, 0.55), (0.4, 0.85), (0.92, 0.15)))
    elif record.state is JobState.FAILED:
        painter.drawPolygon(_points(inner, (0.5, 0.02), (1.02, 0.95), (-0.02, 0.95)))
        painter.drawLine(inner.center() + QPointF(0, -1.5), inner.center() + QPointF(0, 1.5))
        painter.drawPoint(inner.center() + QPointF(0, 4.5))
    elif record.state is JobState.OPENED:
        painter.drawPolygon(_points(inner, (0.2, 0.02), (1.0, 0.5), (0.2, 0.98)))
    else:
        painter.drawPolyline(_points(inner, (0.0, 0.5), (1.0, 0.5)))


def _points(rect: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in shares])


def _faint(colour: QColor) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(0.25)
    return faint


def _paint_bar(painter: QPainter, row: QRect, fraction: float, colour: QColor, palette: QPalette) -> None:
    bar = QRectF(row.left(), row.bottom() - BAR_HEIGHT + 1, row.width(), BAR_HEIGHT)
    painter.fillRect(bar, blend(colour, palette.color(QPalette.ColorRole.Base), 0.75))
    bar.setWidth(bar.width() * fraction)
    painter.fillRect(bar, colour)


def _paint_focus(painter: QPainter, row: QRect, colour: QColor) -> None:
    painter.save()
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
    painter.drawRect(row.adjusted(1, 1, -2, -2))
    painter.restore()
