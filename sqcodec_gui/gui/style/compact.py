"""Rows give up words, or vanish, where there is no room for them, rather than being cut."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLayout, QWidget


class Yielding(QWidget):
    """This is a row that is seen whole or not at all: the first to go where a window is low."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        is_seen = layout is None or self.height() >= layout.minimumSize().height()
        self.setEnabled(is_seen)
        if is_seen:
            self.clearMask()
        else:
            self.setMask(QRegion(-1, -1, 1, 1))  # nothing of it; hidden children would make room for themselves again


class OverflowRow(Yielding):
    """Its buttons are seen whole or not at all: those that have no room beside each other leave, the last one first.

    ``is_seen(button)`` says which are left, so that a menu can have the others.
    """

    def __init__(self) -> None:
        super().__init__()
        self._leaving: list[QAbstractButton] = []

    def let_leave(self, buttons: Sequence[QAbstractButton]) -> None:
        """Let these buttons leave, in this order from the one that stays longest."""
        self._leaving = list(buttons)
        self._fit()

    def is_seen(self, button: QAbstractButton) -> bool:
        """Return whether this button of the row has room, in a row that has room itself."""
        return self.isEnabled() and not button.isHidden()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        gap_px = max(0, layout.spacing()) if isinstance(layout, QLayout) else 0
        taken_px, is_full = 0, False
        for button in self._leaving:
            taken_px += button.sizeHint().width()
            is_full = is_full or taken_px > self.width()
            button.setHidden(is_full)
            taken_px += gap_px


class CompactRow(QFrame):
    """Its buttons have icons; those given to ``let_go_of_words`` lose their words one after the other, the last first.

    Their names for screen readers, and their tool tips, stay.
    """

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[QAbstractButton] = []
        self._words: dict[QAbstractButton, str] = {}
        self._least_px: int | None = None

    def let_go_of_words(self, buttons: Sequence[QAbstractButton]) -> None:
        """Let these buttons lose their words, in this order, from the one that keeps them longest."""
        self._buttons = list(buttons)
        self.words_changed()

    def words_changed(self) -> None:
        """Fit anew; call it after a text was set by ``say``, or another widget of the row takes another width."""
        self._least_px = None
        self._fit()

    def say(self, button: QAbstractButton, words: str) -> None:
        """Set the text of one of the buttons."""
        button.setAccessibleName(words.replace("&", ""))
        button.setText(words)
        self._words[button] = words
        self.words_changed()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._least_width_px(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _least_width_px(self) -> int:
        """Return the width with no words on any of the buttons."""
        if self._least_px is None:
            shown = [(button, button.text()) for button in self._buttons]
            for button, _ in shown:
                button.setText("")
            self._least_px = self._wanted_px()
            for button, text in shown:
                button.setText(text)
        return self._least_px

    def _wanted_px(self) -> int:
        layout = self.layout()
        return layout.minimumSize().width() if layout is not None else 0

    def _fit(self) -> None:
        for button in self._buttons:
            button.setText(self._words.get(button, ""))
        for button in reversed(self._buttons):
            if self._wanted_px() <= self.width():
                return
            button.setText("")
