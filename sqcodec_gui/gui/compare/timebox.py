"""This module hands move along the time axis of a plot here."""

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGraphicsSceneWheelEvent

_WHEEL_NOTCH = 120
_ZOOM_PER_NOTCH = 0.8
_PAN_PER_NOTCH = 0.15


class TimeBox(pg.ViewBox):  # type: ignore[misc]  # pyqtgraph has no types
    """A click seeks, dragging moves, Shift-dragging draws a loop, the wheel zooms, sideways or with Shift it moves."""

    clicked = Signal(float)
    loop_drawn = Signal(float, float)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            self.clicked.emit(self._time_at(event.pos()))

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        now_s = self._time_at(event.pos())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.loop_drawn.emit(self._time_at(event.buttonDownPos()), now_s)
        else:
            self.translateBy(x=self._time_at(event.lastPos()) - now_s)

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
