"""The envelope of a waveform is drawn here, as a picture in a plot."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from sqcodec_gui.gui.compare.view_item import ViewItem
from sqcodec_gui.playback.envelope import Envelope


class EnvelopeItem(ViewItem):
    """It fills between the lowest and the highest sample of each column, and hatches what is missing yet."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[QPainterPath] = []
        self._missing_s: list[tuple[float, float]] = []
        self._pen = QPen()
        self._hatch = QBrush()

    def set_envelopes(self, envelopes: list[Envelope], missing_s: list[tuple[float, float]]) -> None:
        self._paths = [_path(envelope) for envelope in envelopes]
        self._missing_s = missing_s
        self.update()

    def set_colours(self, envelope: QColor, hatch: QColor) -> None:
        self._pen = pg.mkPen(envelope)
        self._hatch = QBrush(hatch, Qt.BrushStyle.BDiagPattern)
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        view = self.viewRect()
        for start_s, stop_s in self._missing_s:
            left, right = max(start_s, view.left()), min(stop_s, view.right())
            if left < right:
                self._paint_hatch(painter, QRectF(left, view.top(), right - left, view.height()))
        painter.setPen(self._pen)
        for path in self._paths:
            painter.drawPath(path)

    def _paint_hatch(self, painter: QPainter, rectangle: QRectF) -> None:
        # In the screen's own coordinates, or the strokes would be stretched with the time axis.
        on_screen = painter.transform().mapRect(rectangle)
        painter.save()
        painter.resetTransform()
        painter.fillRect(on_screen, self._hatch)
        painter.restore()


def _path(envelope: Envelope) -> QPainterPath:
    """Draw a line where every column is a single sample, else a stroke from top to bottom of each column.

    Strokes are drawn ten times faster than a filled shape. Each reaches as far as its neighbour, so that they join.
    """
    times_s, lows, highs = envelope
    path: QPainterPath
    if np.array_equal(lows, highs):
        path = pg.arrayToQPath(times_s, highs)
        return path
    ends = np.stack([lows, highs], axis=1)
    ends[1:, 0] = np.minimum(lows[1:], highs[:-1])
    ends[1:, 1] = np.maximum(highs[1:], lows[:-1])
    path = pg.arrayToQPath(np.repeat(times_s, 2), ends.ravel(), connect="pairs")
    return path
