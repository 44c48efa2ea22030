"""One line that asks or tells something, with buttons; hidden while there is nothing to say."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.theme import MEDIUM, NONE, SMALL


class InfoBar(QWidget):
    """Of several things to say, the last one is seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setProperty("kind", "notice")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self._actions: tuple[QAction, ...] = ()
        self.buttons = QHBoxLayout()
        row = QHBoxLayout(frame)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.addWidget(self.label, 1)
        row.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, NONE)
        column.addWidget(frame)
        self.hide()

    def ask(self, text: str, *actions: QAction) -> None:
        """Shows the text with a button for each action."""
        self._actions = actions
        for button in self.findChildren(QPushButton):
            self.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        for action in actions:
            button = QPushButton(action.iconText())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            self.buttons.addWidget(button)
            button.show()  # at once, also where the bar is seen already
        self.label.setText(text)
        self.show()

    def drop_question(self, answer: QAction) -> None:
        """Hides if this action was one of the answers: nobody needs it any more."""
        if answer in self._actions:
            self._actions = ()
            self.hide()
