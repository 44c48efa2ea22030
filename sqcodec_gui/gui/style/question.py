"""A question has the same edge as all dialogs, words instead of a picture, and a verb on each button."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QMessageBox, QSizePolicy, QSpacerItem, QWidget

from sqcodec_gui.gui.style.theme import MEDIUM, NONE


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
        """Set the edge last, as Qt lays out all anew with each text; and take no room for a picture."""
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            layout.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, MEDIUM)
            layout.setHorizontalSpacing(NONE)
            layout.setColumnStretch(layout.columnCount() - 1, 1)
            for number in range(layout.count()):
                item = layout.itemAt(number)
                if isinstance(item, QSpacerItem):
                    item.changeSize(NONE, NONE, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            layout.invalidate()
        super().showEvent(event)
