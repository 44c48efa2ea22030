"""Pages from which something begins that takes a while share its button, a bar, and what went wrong."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sqcodec_gui.gui.style.form_rows import line_up
from sqcodec_gui.gui.style.page_scroll import PageScroll
from sqcodec_gui.gui.style.theme import MEDIUM, NONE


class StartPage(QWidget):
    """This is the base of such a page, which calls ``_build_page`` and then ``_build_start``."""

    start_clicked = Signal()

    def _build_page(self, above: Sequence[QWidget], form: QFormLayout) -> None:
        """Put these widgets and the form into a column that scrolls where a screen is too low; the button below it is
        always in sight."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(NONE, NONE, NONE, NONE)
        column.setSpacing(MEDIUM)
        for widget in above:
            if isinstance(widget, QPushButton):
                column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
            else:
                column.addWidget(widget)
        line_up(form)
        column.addLayout(form)
        column.addStretch(1)
        self.page_scroll = PageScroll(page)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(MEDIUM)
        self._column.addWidget(self.page_scroll, 1)

    def _build_start(self, text: str, bar_name: str) -> None:
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
            self._column.addWidget(widget)
        self._column.addWidget(self.start_button, 0, Qt.AlignmentFlag.AlignRight)

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
