"""Levels over time and frequency are a picture in a plot, with an axis beside it and a legend of its colours."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QStyleOptionGraphicsItem, QWidget

from sqcodec_gui.gui.compare.spectrograms import Picture
from sqcodec_gui.gui.compare.view_item import ViewItem
from sqcodec_gui.gui.style.theme import FREQUENCY_AXIS_PX, MEDIUM, blend, tokens_of
from sqcodec_gui.listening.spectra import UNKNOWN, levels_db, share_of_height

QUIETEST_DB, LOUDEST_DB = -90, -10
"""What the two ends of the colours of levels stand for."""

_TICKS_HZ = (250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)
_LEGEND_STEPS = 32


def level_colours() -> list[int]:
    """Return 256 ARGB values for pictures of levels: viridis, which grows lighter evenly for every kind of eye."""
    places = (levels_db(np.arange(256)) - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)
    table = pg.colormap.get("viridis").map(np.clip(places, 0, 1), mode=pg.ColorMap.QCOLOR)
    return _with_unknown(table)


def difference_colours(palette: QPalette) -> list[int]:
    """Return 256 ARGB values for pictures of differences: blue over the ground's own colour to orange."""
    ground = palette.color(QPalette.ColorRole.Base)
    tokens = tokens_of(palette)
    softer, louder = QColor(tokens.softer), QColor(tokens.louder)
    table = [blend(ground, louder if value > 128 else softer, min(1.0, abs(value - 128) / 127)) for value in range(256)]
    return _with_unknown(table)


def _with_unknown(table: list[QColor]) -> list[int]:
    values = [colour.rgba() for colour in table]
    values[UNKNOWN] = 0  # one sees through it
    return values


class LevelsItem(ViewItem):
    """It draws a picture of levels from the bottom (0) to the top (1) of a plot."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._bytes: np.ndarray | None = None
        self._place = QRectF()

    def set_picture(self, picture: Picture | None, colours: list[int]) -> None:
        """Draw this picture; ``colours`` has an ARGB value for each byte."""
        if picture is None or not len(picture.levels):
            self._image = QImage()
        else:
            # Rows from low to high bands: the plot's own axis points upwards. Qt reads from the bytes, which we keep.
            rows = np.ascontiguousarray(picture.levels.T)
            height, width = rows.shape
            self._image = QImage(rows.data, width, height, width, QImage.Format.Format_Indexed8)
            self._bytes = rows
            self._image.setColorTable(colours)
            self._place = QRectF(picture.start_s, 0, picture.stop_s - picture.start_s, 1)
        self.update()

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._place, self._image)


class FrequencyAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """This is the left axis of a plot whose height from 0 to 1 stands for mel bands up to ``set_top``."""

    def __init__(self) -> None:
        super().__init__("left")
        self.enableAutoSIPrefix(False)
        self.setWidth(FREQUENCY_AXIS_PX)
        self._top_hz = 1.0

    def set_top(self, top_hz: float) -> None:
        if top_hz != self._top_hz:
            self._top_hz = top_hz
            self.picture = None
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Return whole kilohertz that are far enough apart to be read."""
        values: list[float] = []
        for frequency_hz in reversed(_TICKS_HZ):
            height = share_of_height(frequency_hz, self._top_hz)
            is_free = not values or (values[-1] - height) * size >= MEDIUM
            if frequency_hz <= self._top_hz and is_free and (1 - height) * size >= MEDIUM / 3:
                values.append(height)
        return [(1.0, values)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        heights = {share_of_height(frequency_hz, self._top_hz): frequency_hz for frequency_hz in _TICKS_HZ}
        return [self.tr("{n} kHz").format(n=f"{heights[value] / 1000:g}") for value in values]


class Legend(QWidget):
    """It shows a strip of the colours with words at both ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: list[int] = []
        self._ends = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_colours(self, colours: list[int], low: str, high: str, exactly: tuple[str, str] | None = None) -> None:
        """Show a strip of these colours; ``low`` and ``high`` say what the first and the last one stand for.

        ``exactly``: the same with numbers, for whom the room beside the strip is not enough.
        """
        self._colours, self._ends = colours, (low, high)
        first, last = exactly or self._ends
        words = self.tr("Colours: from {low} to {high}").format(low=first, high=last)
        self.setAccessibleName(words)
        self.setToolTip(words if exactly else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = sum(metrics.horizontalAdvance(end) + metrics.averageCharWidth() for end in self._ends)
        return QSize(words + self._strip_width(), metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._colours:
            return
        painter, metrics, area = QPainter(self), self.fontMetrics(), self.rect()
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._ends[1])
        left = metrics.horizontalAdvance(self._ends[0]) + metrics.averageCharWidth()
        gradient = QLinearGradient(left, 0, left + self._strip_width(), 0)
        for step in range(_LEGEND_STEPS + 1):
            share = step / _LEGEND_STEPS
            gradient.setColorAt(share, QColor.fromRgba(self._colours[1 + round(share * 254)]))
        painter.fillRect(QRectF(left, 2, self._strip_width(), area.height() - 4), gradient)

    def _strip_width(self) -> int:
        return 8 * self.fontMetrics().averageCharWidth()
