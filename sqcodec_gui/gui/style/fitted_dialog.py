"""Here dialogs become as high as what they say: no empty room below it, and nothing cut when more is said."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog

from sqcodec_gui.gui.style.theme import BAR_PX, MEDIUM


class FittedDialog(QDialog):
    """This is the base of dialogs of words, buttons and fields, which settle their own width.

    Not for those with a list or a picture, which use whatever room there is; one that shows such a thing for a while
    sets ``is_fitted`` to False meanwhile.
    """

    is_fitted = True

    def fit(self) -> None:
        """Make the dialog as high as what it says now, never higher than the screen nor below its end."""
        if self.is_fitted:
            self.resize(self.width(), self._needed_px())
            self._come_into_screen()

    def _come_into_screen(self) -> None:
        """Go up where it has grown below the screen's end."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        if self.isVisible() and frame.bottom() > room.bottom():  # before it is seen, Qt places it
            self.move(frame.left(), max(room.top(), frame.top() - (frame.bottom() - room.bottom())))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the dialog at each showing, whatever height it had before: more may have been said by then."""
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        self.ensurePolished()
        self.fit()
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        is_known = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible() and self._needed_px() > self.height():
            self.fit()
        return is_known

    def _needed_px(self) -> int:
        """Return the height that is needed at its width."""
        layout = self.layout()
        if layout is None:
            return self.height()
        layout.activate()
        if layout.hasHeightForWidth():
            needed_px = layout.totalHeightForWidth(self.width())
        else:
            needed_px = layout.totalSizeHint().height()
        return min(needed_px, self.screen().availableGeometry().height() - BAR_PX)
