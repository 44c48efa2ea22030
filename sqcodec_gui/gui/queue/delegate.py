"""It paints one card of the queue: a sign, the name and the state, what happens to it, and what became of it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sqcodec_gui.gui.queue.job_formatting import detail_words, music_words, outcome_words, state_words
from sqcodec_gui.gui.queue.model import RECORD_ROLE
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.style import icons
from sqcodec_gui.gui.style.eliding import fit_ends
from sqcodec_gui.gui.style.theme import (
    BAR_OF_PROGRESS_PX,
    FOCUS_PX,
    ICON_PX,
    LINE_PX,
    LIST_LEAST_PX,
    RADIUS_PX,
    SMALL,
    TINY,
    font_for,
    record_colour,
    tokens_of,
)

Index = QModelIndex | QPersistentModelIndex
_LINES = 3
INCOMPLETE = "triangle-alert"
"""The icon of what is not complete, or cannot be heard."""
_SIGNS = {
    JobState.WAITING: "circle-dashed",
    JobState.WORKING: "cpu",
    JobState.DONE: "circle-check",
    JobState.FAILED: "circle-x",
    JobState.CANCELLED: "circle-minus",
    JobState.SKIPPED: "circle-minus",
    JobState.OPENED: "headphones",
}


def sign_of(record: JobRecord) -> str:
    """Return the name of the icon that shows the state to those who do not see its colour."""
    if record.is_incomplete and record.state.is_result:
        return INCOMPLETE
    if record.needs is not None and record.state is JobState.OPENED:
        return INCOMPLETE
    if record.state is JobState.DONE and record.is_worth_a_listen:
        return "ear"
    return _SIGNS[record.state]


class QueueDelegate(QStyledItemDelegate):
    """It asks ``projected_bytes(record)`` what a waiting recording will take, None where nobody knows."""

    def __init__(self, projected_bytes: Callable[[JobRecord], int | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projected_bytes = projected_bytes
        self._covered_row: int | None = None
        self._covered_px = 0

    def cover(self, view: QWidget, row: int | None, width_px: int) -> None:
        """Keep words away from the right end of the last line of this row, where buttons lie."""
        if (row, width_px) != (self._covered_row, self._covered_px):
            self._covered_row, self._covered_px = row, width_px
            view.update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        facts = QFontMetrics(font_for("facts")).height()
        height = QFontMetrics(font_for("text", is_heavy=True)).height() + (_LINES - 1) * (facts + TINY)
        return QSize(LIST_LEAST_PX - 4 * SMALL, height + 2 * SMALL + SMALL)

    def card_rect(self, row: QRect) -> QRect:
        """Return where in its row the card lies."""
        return row.adjusted(SMALL, TINY, -SMALL, -TINY)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: JobRecord = index.data(RECORD_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = self.card_rect(option.rect)
        self._paint_ground(painter, card, option)
        inner = card.adjusted(SMALL + TINY, SMALL - 2, -SMALL - TINY, -SMALL + 2)
        colour = record_colour(record, option.palette)
        scale = option.widget.devicePixelRatioF() if option.widget else 1.0
        sign = icons.pixmap(sign_of(record), colour.name(), ICON_PX, scale)
        painter.drawPixmap(inner.left(), inner.top(), sign)
        covered_px = self._covered_px if index.row() == self._covered_row else 0
        words = inner.adjusted(ICON_PX + SMALL, 0, 0, 0)
        self._paint_words(painter, words, covered_px, option.palette, record, colour)
        painter.restore()

    def _paint_ground(self, painter: QPainter, card: QRect, option: QStyleOptionViewItem) -> None:
        tokens = tokens_of(option.palette)
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
        ground = tokens.chosen if is_chosen else tokens.raised if is_hovered else tokens.surface
        edge, width = (tokens.accent, FOCUS_PX) if has_focus else (tokens.line, LINE_PX)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)

    def _paint_words(
        self, painter: QPainter, rect: QRect, covered_px: int, palette: QPalette, record: JobRecord, colour: QColor
    ) -> None:
        tokens = tokens_of(palette)
        name_font, facts_font = font_for("text", is_heavy=True), font_for("facts")
        names, facts = QFontMetrics(name_font), QFontMetrics(facts_font)
        state = state_words(record)
        painter.setFont(facts_font)
        painter.setPen(colour)
        baseline = rect.top() + names.ascent()
        state_width = facts.horizontalAdvance(state)
        painter.drawText(QPointF(rect.right() - state_width, baseline), state)
        painter.setFont(name_font)
        painter.setPen(QColor(tokens.text))
        room = rect.width() - state_width - SMALL
        name = names.elidedText(record.name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QPointF(rect.left(), baseline), name)
        painter.setFont(facts_font)
        below = QRect(rect.left(), rect.top() + names.height() + TINY, rect.width(), 2 * facts.height() + TINY)
        if record.state is JobState.WORKING:
            self._paint_progress(painter, below.adjusted(0, 0, -covered_px, 0), palette, record, facts)
        elif record.state is JobState.FAILED:
            painter.setPen(colour)
            below = below.adjusted(0, 0, -covered_px, 0)
            painter.drawText(below, Qt.TextFlag.TextWordWrap, fit_ends(detail_words(record), facts, below.width(), 2))
        else:
            is_amber = record.is_incomplete and record.state.is_result
            amber_line = 1 if record.state is JobState.WAITING and music_words(record) else 0 if is_amber else -1
            detail = facts.elidedText(
                detail_words(record, self._projected_bytes(record)), Qt.TextElideMode.ElideRight, below.width()
            )
            for line, text in enumerate((detail, _fitting_outcome(record, facts, below.width() - covered_px))):
                painter.setPen(QColor(tokens.caution if line == amber_line else tokens.faint))
                top = below.top() + line * (facts.height() + TINY)
                painter.drawText(QPointF(below.left(), top + facts.ascent()), text)

    def _paint_progress(
        self, painter: QPainter, rect: QRect, palette: QPalette, record: JobRecord, metrics: QFontMetrics
    ) -> None:
        tokens = tokens_of(palette)
        painter.setPen(QColor(tokens.faint))
        text = metrics.elidedText(detail_words(record), Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(QPointF(rect.left(), rect.top() + metrics.ascent()), text)
        middle = rect.top() + 1.5 * metrics.height() + TINY
        bar = QRectF(rect.left(), middle - BAR_OF_PROGRESS_PX / 2, rect.width(), BAR_OF_PROGRESS_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        bar.setWidth(max(bar.height(), bar.width() * record.fraction))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)


def _fitting_outcome(record: JobRecord, metrics: QFontMetrics, room_px: int) -> str:
    """Return the outcome where there is little room: the name of the file gives way, and not the words around it."""
    whole = outcome_words(record)
    if metrics.horizontalAdvance(whole) <= room_px:
        return whole
    if record.target is None or not record.state.is_result:
        return metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room_px)
    name_px = room_px - metrics.horizontalAdvance(outcome_words(record, ""))
    if name_px < LIST_LEAST_PX // 4:  # nothing of it would be left: then what is said last gives way
        return metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room_px)
    name = metrics.elidedText(record.target.name, Qt.TextElideMode.ElideMiddle, name_px)
    return metrics.elidedText(outcome_words(record, name), Qt.TextElideMode.ElideRight, room_px)
