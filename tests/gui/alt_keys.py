"""Letters that are reached with Alt: which of them mean two things in one window, or in one menu."""

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QGroupBox, QLabel, QMenu, QMenuBar, QTabBar, QWidget


def letters_given_twice(window: QWidget) -> list[str]:
    """Of all that is seen in the window now, its menu bar among it: “Alt+A: &Add, &All”."""
    return _twice(text for widget in window.findChildren(QWidget) for text in _texts(widget, window))


def menu_letters_given_twice(window: QWidget) -> list[str]:
    """The same for each menu of the window, whether of the bar or of a button."""
    found = []
    for menu in window.findChildren(QMenu):
        found += _twice(action.text() for action in menu.actions() if action.isVisible())
    return found


def _texts(widget: QWidget, window: QWidget) -> Iterable[str]:
    if widget.window() is not window or not widget.isVisible():
        return ()
    if isinstance(widget, QTabBar):
        return [widget.tabText(tab) for tab in range(widget.count())]
    if isinstance(widget, QMenuBar):
        return [action.text() for action in widget.actions()]
    if isinstance(widget, QLabel):
        return [widget.text()] if widget.buddy() is not None else ()
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    return [widget.text()] if isinstance(widget, QAbstractButton) else ()


def _twice(texts: Iterable[str]) -> list[str]:
    by_letter: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        letter = QKeySequence.mnemonic(text).toString()
        if letter:
            by_letter[letter].append(text)
    return [f"{letter}: {', '.join(texts)}" for letter, texts in sorted(by_letter.items()) if len(texts) > 1]
