"""One waveform on the time axis: outline, what is missing yet, play head, loop; clicks, drags and the wheel."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QGraphicsSceneWheelEvent, QStyleOptionGraphicsItem, QWidget

from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.outline import Outline
from sqcodec_gui.gui.compare.timeaxis import TimeAxis
from sqcodec_gui.gui.compare.tracks import Track
from sqcodec_gui.gui.theme import blend

SHORTEST_VIEW_S = 0.002
_WHEEL_NOTCH = 120
_ZOOM_PER_NOTCH = 0.8
_PAN_PER_NOTCH = 0.15
_LOWEST_SCALE = 0.02
_PALER = 0.5


class WaveformPlot(pg.PlotWidget):
    """Draws a ``Track``. Several of these share one time axis when linked by ``setXLink``."""

    seek_asked = Signal(float)
    """The person clicked on this moment, in seconds."""
    loop_dragged = Signal(float, float)
    """The person drew, or moved an edge of, the loop; the first may be the later one while drawing."""

    def __init__(self, track_index: int, parent: QWidget | None = None) -> None:
        self._is_built = False  # the base class sends events while it is being made
        self._box = _TimeBox()
        super().__init__(parent, viewBox=self._box, axisItems={"bottom": TimeAxis()}, enableMenu=False)
        self._track_index = track_index
        self._track: Track | None = None
        self._outline = _OutlineItem()
        self._middle = pg.InfiniteLine(0, angle=0)
        self._head = pg.InfiniteLine(0, angle=90)
        self._loop = pg.LinearRegionItem((0, 0), movable=False)
        self._is_setting_loop = False
        self._is_heard = True
        self._build()
        self._is_built = True
        self.recolour()

    def _build(self) -> None:
        self.hideAxis("left")
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(60)
        self._box.setDefaultPadding(0)
        self._box.setMouseEnabled(x=True, y=False)
        self._box.disableAutoRange()
        self._box.setYRange(-1, 1, padding=0)
        self._box.clicked.connect(self.seek_asked)
        self._box.loop_drawn.connect(self.loop_dragged)
        self._box.sigXRangeChanged.connect(self.redraw)
        for line in self._loop.lines:
            line.setMovable(True)
        self._loop.sigRegionChanged.connect(self._on_loop_moved)
        self._loop.hide()
        self._head.setZValue(10)
        for item in (self._middle, self._outline, self._loop, self._head):
            self.addItem(item, ignoreBounds=True)

    def set_track(self, track: Track | None) -> None:
        """Draw this one from now on."""
        self._track = track
        self.redraw()

    def set_duration(self, duration_s: float) -> None:
        """The time axis ends here; it cannot be moved or zoomed beyond."""
        longest_s = max(duration_s, SHORTEST_VIEW_S)
        self.getAxis("bottom").setStyle(showValues=duration_s > 0)
        self._box.setLimits(xMin=0, xMax=longest_s, minXRange=SHORTEST_VIEW_S, maxXRange=longest_s)

    def set_scale(self, loudest: float) -> None:
        """The height of the plot shows samples up to this."""
        scale = max(loudest, _LOWEST_SCALE)
        self._box.setYRange(-scale, scale, padding=0.04)

    def set_heard(self, is_heard: bool) -> None:
        """The one that is not heard is drawn paler."""
        if is_heard != self._is_heard:
            self._is_heard = is_heard
            self.recolour()

    def set_position(self, position_s: float) -> None:
        self._head.setValue(position_s)

    def set_loop(self, loop_s: tuple[float, float] | None) -> None:
        self._loop.setVisible(loop_s is not None)
        if loop_s is not None:
            self._is_setting_loop = True
            self._loop.setRegion(loop_s)
            self._is_setting_loop = False

    @property
    def view_s(self) -> tuple[float, float]:
        """What is shown, in seconds."""
        (start_s, stop_s), _ = self._box.viewRange()
        return start_s, stop_s

    def set_view(self, start_s: float, stop_s: float) -> None:
        self._box.setXRange(start_s, stop_s, padding=0)

    def zoom(self, factor: float, around_s: float) -> None:
        """Show ``factor`` times as much, ``around_s`` staying where it is."""
        self._box.scaleBy(x=factor, center=pg.Point(around_s, 0))

    def redraw(self) -> None:
        """Fetch the outline of what is shown."""
        track = self._track
        if track is None or not track.is_ready:
            self._outline.set_outlines([], [])
            return
        start_s, stop_s = self.view_s
        columns = max(1, int(self._box.width() * self.devicePixelRatioF()))
        self._outline.set_outlines(track.outlines(start_s, stop_s, columns), track.missing_s())

    def recolour(self) -> None:
        """Take the colours that suit the palette."""
        colours = panel_colours(self.palette())
        self.setBackground(colours.ground)
        axis = self.getAxis("bottom")
        axis.setPen(colours.quiet)
        axis.setTextPen(colours.text)
        self._middle.setPen(pg.mkPen(colours.quiet))
        self._head.setPen(pg.mkPen(colours.head, width=2))
        own = colours.tracks[self._track_index]
        self._outline.set_colours(own if self._is_heard else blend(own, colours.ground, _PALER), colours.quiet)
        self._loop.setBrush(colours.loop)
        edge = pg.mkPen(colours.loop.red(), colours.loop.green(), colours.loop.blue(), width=2)
        for line in self._loop.lines:
            line.setPen(edge)
            line.setHoverPen(pg.mkPen(colours.text, width=4))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._is_built and event.type() == QEvent.Type.PaletteChange:
            self.recolour()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._is_built:
            self.redraw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the panel's: a graphics view would scroll with them

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def _on_loop_moved(self) -> None:
        if not self._is_setting_loop:
            self.loop_dragged.emit(*self._loop.getRegion())


class _TimeBox(pg.ViewBox):
    """Click: seek. Drag: move. Shift and drag: draw a loop. Wheel: zoom, sideways or with Shift: move."""

    clicked = Signal(float)
    loop_drawn = Signal(float, float)

    def mouseClickEvent(self, event: object) -> None:
        if event.button() == Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.accept()  # type: ignore[attr-defined]
            self.clicked.emit(self._time_at(event.pos()))  # type: ignore[attr-defined]

    def mouseDragEvent(self, event: object, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            event.ignore()  # type: ignore[attr-defined]
            return
        event.accept()  # type: ignore[attr-defined]
        now_s = self._time_at(event.pos())  # type: ignore[attr-defined]
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:  # type: ignore[attr-defined]
            self.loop_drawn.emit(self._time_at(event.buttonDownPos()), now_s)  # type: ignore[attr-defined]
        else:
            self.translateBy(x=self._time_at(event.lastPos()) - now_s)  # type: ignore[attr-defined]

    def wheelEvent(self, event: QGraphicsSceneWheelEvent, axis: int | None = None) -> None:
        event.accept()
        notches = event.delta() / _WHEEL_NOTCH
        is_sideways = event.orientation() == Qt.Orientation.Horizontal
        if is_sideways or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            (start_s, stop_s), _ = self.viewRange()
            self.translateBy(x=-notches * _PAN_PER_NOTCH * (stop_s - start_s))
        else:
            self.scaleBy(x=_ZOOM_PER_NOTCH**notches, center=pg.Point(self._time_at(event.pos()), 0))

    def _time_at(self, position: object) -> float:
        return float(self.mapToView(position).x())


class _OutlineItem(pg.GraphicsObject):
    """Fills between the lowest and the highest sample of each column; hatches what is missing yet."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[QPainterPath] = []
        self._missing_s: list[tuple[float, float]] = []
        self._pen = QPen()
        self._hatch = QBrush()

    def set_outlines(self, outlines: list[Outline], missing_s: list[tuple[float, float]]) -> None:
        self._paths = [_path(outline) for outline in outlines]
        self._missing_s = missing_s
        self.update()

    def set_colours(self, outline: QColor, hatch: QColor) -> None:
        self._pen = pg.mkPen(outline)
        self._hatch = QBrush(hatch, Qt.BrushStyle.BDiagPattern)
        self.update()

    def boundingRect(self) -> QRectF:
        return self.viewRect() if self.getViewBox() is not None else QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()

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


def _path(outline: Outline) -> QPainterPath:
    """A line where every column is a single sample, else a stroke from top to bottom of each column.

    Strokes are drawn ten times faster than a filled shape. Each reaches as far as its neighbour, so that they join.
    """
    times_s, lows, highs = outline
    if np.array_equal(lows, highs):
        return pg.arrayToQPath(times_s, highs)
    ends = np.stack([lows, highs], axis=1)
    ends[1:, 0] = np.minimum(lows[1:], highs[:-1])
    ends[1:, 1] = np.maximum(highs[1:], lows[:-1])
    return pg.arrayToQPath(np.repeat(times_s, 2), ends.ravel(), connect="pairs")
