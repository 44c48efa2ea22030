"""Time is shown as people read it, in minutes and seconds, in a line of text and on the axis in a row of its own."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.style.theme import LABELS_APART_PX, LINE_PX, SMALL, TICK_PX, TINY, font_for
from sqcodec_gui.gui.wording.formatting import moment_words

_STEPS_S = (
    0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5,
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400,
)  # fmt: skip


def tick_step_s(shown_s: float, width_px: float) -> float:
    """Return a whole step that people count in, so that labels stand about 90 pixels apart."""
    wanted_s = shown_s * LABELS_APART_PX / max(1.0, width_px)
    return next((step for step in _STEPS_S if step >= wanted_s), _STEPS_S[-1])


def tick_label(time_s: float, step_s: float) -> str:
    """Write a moment with as many digits as the step needs."""
    decimals = next((count for count in range(5) if step_s * 10**count >= 0.9999), 4)
    return moment_words(time_s + 10.0**-decimals / 10, decimals)


class Mark(NamedTuple):
    """This is a moment that is worth a look, with what is said of it."""

    time_s: float
    words: str


class TimeStrip(QWidget):
    """The time axis below the plots has marks on it. It shows what it is given; a click on it seeks."""

    seek_asked = Signal(float)
    """A moment in seconds."""
    mark_chosen = Signal(int)
    """The number of the mark that was clicked on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view_s = (0.0, 0.0)
        self._left_px, self._width_px = 0.0, 1.0
        self._position_s = 0.0
        self._marks: list[Mark] = []
        self.setFont(font_for("facts"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(2 * LABELS_APART_PX, self.fontMetrics().height() + TICK_PX + 2 * TINY)

    def show_view(self, view_s: tuple[float, float], left_px: float, width_px: float) -> None:
        """Set the moments at both ends, and where the plots above have them, from the left edge of this widget."""
        shown = (view_s, left_px, width_px)
        if shown != (self._view_s, self._left_px, self._width_px):
            self._view_s, self._left_px, self._width_px = shown
            self.update()

    def show_position(self, position_s: float) -> None:
        self._position_s = position_s
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        if list(marks) != self._marks:
            self._marks = list(marks)
            self.update()

    @property
    def marks(self) -> Sequence[Mark]:
        return self._marks

    def ticks(self) -> list[tuple[float, str]]:
        """Return the moments in sight that have a label, with the label."""
        start_s, stop_s = self._view_s
        if stop_s <= start_s:
            return []
        step_s = tick_step_s(stop_s - start_s, self._width_px)
        first = -int(-start_s // step_s)
        count = int(stop_s / step_s + 1e-9) - first + 1
        return [
            (number * step_s, tick_label(number * step_s, step_s)) for number in range(first, first + max(0, count))
        ]

    def x_of(self, time_s: float) -> float:
        """Return where this moment is, in pixels from the left edge."""
        start_s, stop_s = self._view_s
        return self._left_px + (time_s - start_s) / max(1e-9, stop_s - start_s) * self._width_px

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colours = QPainter(self), panel_colours(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, right_px = self.fontMetrics(), self._left_px + self._width_px
        painter.setPen(QPen(colours.quiet, LINE_PX))
        painter.drawLine(QPointF(self._left_px, 0.5), QPointF(right_px, 0.5))
        for time_s, label in self.ticks():
            x = self.x_of(time_s)
            painter.setPen(QPen(colours.quiet, LINE_PX))
            painter.drawLine(QPointF(x, 0), QPointF(x, TICK_PX))
            painter.setPen(colours.faint)
            width = metrics.horizontalAdvance(label)
            left = min(max(0.0, x - width / 2), self.width() - width)
            painter.drawText(QRectF(left, TICK_PX, width + 1, metrics.height()), label)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.accent)
        for mark in self._marks:
            painter.drawPolygon(self._triangle(self.x_of(mark.time_s)))

    def _triangle(self, x: float) -> QPolygonF:
        top, bottom = 1.0, 1.0 + SMALL
        return QPolygonF([QPointF(x, top), QPointF(x - TINY - 1, bottom), QPointF(x + TINY + 1, bottom)])

    def _mark_at(self, x: float) -> int | None:
        near = [(abs(self.x_of(mark.time_s) - x), number) for number, mark in enumerate(self._marks)]
        distance, number = min(near, default=(SMALL + 1.0, 0))
        return number if distance <= SMALL else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        number = self._mark_at(x)
        if number is not None:
            self.mark_chosen.emit(number)
            return
        start_s, stop_s = self._view_s
        self.seek_asked.emit(start_s + (x - self._left_px) / max(1.0, self._width_px) * (stop_s - start_s))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            number = self._mark_at(event.pos().x())
            QToolTip.showText(event.globalPos(), "" if number is None else self._marks[number].words, self)
            return True
        return super().event(event)
