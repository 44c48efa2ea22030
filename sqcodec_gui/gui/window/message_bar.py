"""The status bar never cuts its message by what stands at its right end."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from sqcodec_gui.gui.style.theme import SMALL, tokens_of
from sqcodec_gui.gui.window.announce import announce
from sqcodec_gui.gui.wording.plain_text import tip_of

MESSAGE_MS = 8000


class MessageBar(QStatusBar):
    """A message that is too long loses its middle, as its end often says what to do; the tool tip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.messageChanged.connect(lambda message: self.setToolTip(tip_of(message)))

    def show_line(self, text: str, lasting: bool = False) -> None:
        """Show one line, which a screen reader says too; not again while it stands there already."""
        is_new = text != self.currentMessage()
        self.showMessage(text, 0 if lasting else MESSAGE_MS)
        if is_new:
            announce(self, text)

    def shown_message(self) -> str:
        """Return as much of the message as there is room for."""
        return self.fontMetrics().elidedText(self.currentMessage(), Qt.TextElideMode.ElideMiddle, self._room().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.currentMessage():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(QColor(tokens_of(self.palette()).faint))
        painter.drawText(self._room(), Qt.AlignmentFlag.AlignVCenter, self.shown_message())

    def _room(self) -> QRect:
        """Return the room from the left end to the first label."""
        labels = self.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        right = min((label.x() for label in labels if label.isVisible()), default=self.width())
        return QRect(SMALL, 0, max(0, right - 2 * SMALL), self.height())
