"""Marks of a recording (chapters, cue points) are lines in its plot, each with its title beside it."""

from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from sqcodec_gui.gui.compare.view_item import ViewItem
from sqcodec_gui.gui.style.theme import MARK_TITLE_LEAST_PX, TINY
from sqcodec_gui.marks import Mark

_GROUND_OPACITY = 200


class MarksItem(ViewItem):
    """It draws what of the marks is in sight."""

    def __init__(self) -> None:
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self._pen = QPen()
        self._text = QColor()
        self._ground = QColor()
        self.titles: list[str] = []
        """As they were drawn last, shortened where there was no room."""

    def set_marks(self, marks: Sequence[Mark]) -> None:
        if marks != self._marks:
            self._marks = marks
            self.update()

    def set_colours(self, line: QColor, text: QColor, ground: QColor) -> None:
        self._pen = pg.mkPen(line, width=1, style=Qt.PenStyle.DashLine)
        self._text = text
        self._ground = QColor(ground)
        self._ground.setAlpha(_GROUND_OPACITY)
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.viewRect()
        in_sight = [mark for mark in self._marks if view.left() <= mark.start_s <= view.right()]
        self.titles = []
        if not in_sight:
            return
        # In the screen's own coordinates, or lines and letters would be stretched with the time axis.
        to_screen = painter.transform()
        area = to_screen.mapRect(view)
        places = [to_screen.map(QPointF(mark.start_s, view.center().y())).x() for mark in in_sight]
        painter.save()
        painter.resetTransform()
        metrics = QFontMetricsF(painter.font(), painter.device())
        for mark, place, following in zip(in_sight, places, [*places[1:], area.right()], strict=True):
            for pen in (self._ground, self._pen):  # dark strokes alone are lost in a spectrogram
                painter.setPen(pen)
                painter.drawLine(QPointF(place, area.top()), QPointF(place, area.bottom()))
            if mark.title and following - place >= MARK_TITLE_LEAST_PX:
                self._draw_title(painter, metrics, mark.title, QPointF(place, area.top()), following - place)
        painter.restore()

    def _draw_title(self, painter: QPainter, metrics: QFontMetricsF, title: str, at: QPointF, room_px: float) -> None:
        text = metrics.elidedText(" ".join(title.split()), Qt.TextElideMode.ElideRight, room_px - 3 * TINY)
        field = QRectF(at.x() + 1, at.y(), metrics.horizontalAdvance(text) + 2 * TINY, metrics.height())
        painter.fillRect(field, self._ground)
        painter.setPen(self._text)
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, text)
        self.titles.append(text)
