"""This label shows less of its text rather than widening the window, or lying over others."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from sqcodec_gui.gui.style.eliding import fit_lines, fit_parts, fit_whole_parts
from sqcodec_gui.gui.wording.plain_text import tip_of


class ElidedLabel(QLabel):
    """It shows as much of its plain ``full_text`` as there is room for; tool tip and accessible name have all of it.

    A label of one line gives up its last parts, then its middle; where it never ``cuts``, the first part is seen whole
    or not at all. One that wraps has as many lines as it needs, and
    gives up the last ones when ``yield_px`` asks for it.
    """

    def __init__(self, parent: QWidget | None = None, *, wraps: bool = False, cuts: bool = True) -> None:
        super().__init__(parent)
        self._cuts = cuts
        self.full_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if not wraps:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def set_full_text(self, text: str) -> None:
        """Show this text; one that wraps keeps the lines that it has if the text is the same."""
        if text != self.full_text or not self.wordWrap():
            self.full_text = text
            self.setAccessibleName(text)
            self.fit()

    def fit(self) -> None:
        """Show as much of the text as there is room for now; where lines wrap, that is all of it."""
        is_whole = self.wordWrap() or not self.isVisible()
        room_px = max(0, self.width())
        fit = fit_parts if self._cuts else fit_whole_parts
        self._show(self.full_text if is_whole else fit(self.full_text, self.fontMetrics(), room_px))

    def yield_px(self, height_px: int) -> None:
        """Give up as many lines as this height takes, but for the first."""
        line_px = self.fontMetrics().lineSpacing()
        lines = max(1, (self.heightForWidth(self.width()) - height_px) // line_px)
        self._show(fit_lines(self.full_text, self.fontMetrics(), self.contentsRect().width(), lines))

    def _show(self, shown: str) -> None:
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self.full_text else tip_of(self.full_text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.wordWrap():
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.wordWrap():
            self.fit()
