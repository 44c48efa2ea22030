"""A bar asks or says something, with buttons, and is hidden while there is nothing to say."""

from html import escape

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWhatsThis, QWidget

from sqcodec_gui.gui.style.eliding import fit_lines
from sqcodec_gui.gui.style.theme import LOW_BELOW_PX, MEDIUM, NONE, SMALL


class InfoBar(QWidget):
    """Of several things to say, the last one is seen; when it is answered, the one before comes back.

    Where the window is low, it is one line until somebody wants to read *More*.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame = QFrame()
        frame.setProperty("kind", "notice")
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.more_button = QPushButton(self.tr("More"))
        self.more_button.setProperty("kind", "quiet")
        self.more_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more_button.clicked.connect(self._show_all)
        self.more_button.hide()
        self._questions: list[tuple[str, tuple[QAction, ...]]] = []
        self.buttons = QHBoxLayout()
        row = QHBoxLayout(frame)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.addWidget(self.label, 1)
        row.addWidget(self.more_button)
        row.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(SMALL, SMALL, SMALL, NONE)
        column.addWidget(frame)
        self.hide()

    def ask(self, text: str, *actions: QAction) -> None:
        """Show the text with a button for each action."""
        self._questions = [one for one in self._questions if one[1] != actions]
        self._questions.append((text, actions))
        self._show_last()

    def _show_last(self) -> None:
        for button in self._answers():
            self.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.setVisible(bool(self._questions))
        if not self._questions:
            return
        for action in self._questions[-1][1]:
            button = QPushButton(action.iconText())
            button.setToolTip(action.toolTip())
            button.clicked.connect(action.trigger)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons.addWidget(button)
            button.show()  # at once, also where the bar is seen already
        self._fit()

    def _answers(self) -> list[QPushButton]:
        return [button for button in self.findChildren(QPushButton) if button is not self.more_button]

    def _show_all(self) -> None:
        """Show all of the text, over what is below: there is no room to give it."""
        place = self._frame.mapToGlobal(self._frame.rect().bottomLeft())
        lines = escape(self._questions[-1][0]).replace("\n", "<br>")
        QWhatsThis.showText(place, f"<p>{lines}</p>", self.more_button)  # of markup, so that Qt guesses nothing

    def _fit(self) -> None:
        """Fit all of the text, or what one line of a low window holds."""
        if not self._questions:
            return
        text = self._questions[-1][0]
        shown, metrics = text, self.label.fontMetrics()
        is_brief = self.isVisible() and self.window().height() < LOW_BELOW_PX
        if is_brief:
            answers = [button for button in self._answers() if not button.isHidden()]
            room_px = self._frame.width() - MEDIUM - SMALL - sum(one.sizeHint().width() + SMALL for one in answers)
            line = " ".join(text.split())
            shown = fit_lines(line, metrics, room_px)
            if shown != line:
                shown = fit_lines(line, metrics, room_px - self.more_button.sizeHint().width() - SMALL)
            else:
                is_brief = False
        self.more_button.setVisible(is_brief)
        self.label.setText(shown)
        self.label.setAccessibleName(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and watched is self.window():
            self._fit()
        return False

    def drop_question(self, answer: QAction) -> None:
        """Take away what this action is one of the answers to: nobody needs it any more."""
        left = [one for one in self._questions if answer not in one[1]]
        if len(left) < len(self._questions):
            self._questions = left
            self._show_last()
