"""A label of one line that loses its middle rather than widening the window; all of it is in the tool tip."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sqcodec_gui.gui.plain_text import tip_of


class ElidedLabel(QLabel):
    """Set by ``tell``; ``words`` is all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def tell(self, words: str) -> None:
        """Plain text."""
        self.words = words
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideMiddle, max(0, self.width()))
        self.setText(shown if self.isVisible() else self.words)
        self.setToolTip("" if shown == self.words else tip_of(self.words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
