"""Such an item lies in a plot and covers whatever the plot shows just now."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF


class ViewItem(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph has no types
    """This is the base of items that are drawn over the whole plot; such an item implements ``paint``."""

    def boundingRect(self) -> QRectF:
        return self.viewRect() if self.getViewBox() is not None else QRectF()

    def viewRangeChanged(self) -> None:
        self.prepareGeometryChange()
