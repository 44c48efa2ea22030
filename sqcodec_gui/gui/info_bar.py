"""One line that asks or tells something, with buttons; hidden while there is nothing to say."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.theme import MEDIUM, NONE, SMALL


class InfoBar(QWidget):
    """Of several things to say, the last one is seen; when it is answered, the one before comes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setProperty("kind", "notice")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self._questions: list[tuple[str, tuple[QAction, ...]]] = []
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
        self._questions = [one for one in self._questions if one[1] != actions]
        self._questions.append((text, actions))
        self._show_last()

    def _show_last(self) -> None:
        for button in self.findChildren(QPushButton):
            self.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.setVisible(bool(self._questions))
        if not self._questions:
            return
        text, actions = self._questions[-1]
        for action in actions:
            button = QPushButton(action.iconText())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons.addWidget(button)
            button.show()  # at once, also where the bar is seen already
        self.label.setText(text)

    def drop_question(self, answer: QAction) -> None:
        """Takes away what this action is one of the answers to: nobody needs it any more."""
        left = [one for one in self._questions if answer not in one[1]]
        if len(left) < len(self._questions):
            self._questions = left
            self._show_last()
