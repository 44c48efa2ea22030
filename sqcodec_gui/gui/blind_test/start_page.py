"""Pages from which something begins that takes a while share its button, a bar, and what went wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class StartPage(QWidget):
    """This is the base of such a page, which calls ``_build_start`` at the end of its column."""

    start_clicked = Signal()

    def _build_start(self, column: QVBoxLayout, text: str, bar_name: str) -> None:
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.hide()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(bar_name)
        self.bar.hide()
        self.start_button = QPushButton(text)
        self.start_button.setAutoDefault(False)
        self.start_button.setProperty("kind", "filled")
        self.start_button.clicked.connect(self.start_clicked)
        for widget in (self.note, self.bar):
            column.addWidget(widget)
        column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin with Enter, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.start_button.click()
        else:
            super().keyPressEvent(event)

    def show_ready(self, problem: str = "") -> None:
        """Show that one can begin (again); ``problem`` says why it did not work."""
        self.start_button.setEnabled(True)
        self.bar.hide()
        self.note.setText(problem)
        self.note.setVisible(bool(problem))

    def _show_busy(self, text: str) -> None:
        """Show that it has begun; ``text`` says with what."""
        self.start_button.setEnabled(False)
        self.bar.show()
        self.note.setText(text)
        self.note.show()
