"""Labels that show less of their words rather than widening the window, or lying over others; the tool tip has all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sqcodec_gui.gui.style.eliding import fit_lines, fit_parts
from sqcodec_gui.gui.wording.plain_text import tip_of


class ElidedLabel(QLabel):
    """Of one line, which gives up its last parts, then its middle. Set by ``tell``; ``words`` is all of it.

    Where words wrap, it has as many lines as they need.
    """

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
        is_whole = self.wordWrap() or not self.isVisible()
        shown = self.words if is_whole else fit_parts(self.words, self.fontMetrics(), max(0, self.width()))
        self.setText(shown)
        self.setToolTip("" if shown == self.words else tip_of(self.words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()


class YieldingLabel(QLabel):
    """Of several lines, which gives up its last ones when asked to. Set by ``tell``; ``words`` is all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def tell(self, words: str) -> None:
        """Plain text."""
        if words != self.words:
            self.words = words
            self.take_all()

    def take_all(self) -> None:
        """All lines again: there may be room for them now."""
        self._show(self.words)

    def yield_px(self, height_px: int) -> None:
        """Gives up as many lines as this takes, but for the first."""
        line_px = self.fontMetrics().lineSpacing()
        lines = max(1, (self.heightForWidth(self.width()) - height_px) // line_px)
        self._show(fit_lines(self.words, self.fontMetrics(), self.contentsRect().width(), lines))

    def _show(self, shown: str) -> None:
        if shown != self.text():
            self.setText(shown)
        self.setAccessibleName(self.words)
        self.setToolTip("" if shown == self.words else tip_of(self.words))
