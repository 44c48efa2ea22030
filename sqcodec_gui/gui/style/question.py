"""A question has the same edge as all dialogs, words instead of a picture, and a verb on each button."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from sqcodec_gui.gui.style.theme import MEDIUM


class Question(QMessageBox):
    """It asks for a decision. Enter and Escape choose what ``add_safe`` gave: nothing happens by mistake."""

    def __init__(self, parent: QWidget | None, title: str, text: str, more: str = "") -> None:
        """Build it without buttons. ``more`` stands below ``text``, and says what follows."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setText(text)
        self.setInformativeText(more)

    def add_safe(self, text: str) -> None:
        """Add the button by which everything stays as it is."""
        button = self.addButton(text, QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(button)
        self.setEscapeButton(button)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the edge last, as Qt lays out all anew with each text."""
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
        super().showEvent(event)
