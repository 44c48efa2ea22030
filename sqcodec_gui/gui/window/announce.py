"""A screen reader says what happened, without the focus going there."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, is_urgent: bool = False) -> None:
    """Let the screen reader say ``text``; ``is_urgent``: at once, not when its sentence has ended. Without one, nothing
    happens."""
    if not words:
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if is_urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)


class Milestones:
    """Of something that goes on for long every quarter is worth a word, and no more than that."""

    STEPS = 4

    def __init__(self) -> None:
        self._announced = 0

    def reached(self, fraction: float) -> int | None:
        """Return the percentage to be said now, None if there is none; a fraction that falls back begins anew."""
        step = int(fraction * self.STEPS + 1e-9)
        if step < self._announced:
            self._announced = step
        if step == self._announced or step in (0, self.STEPS):
            return None
        self._announced = step
        return 100 * step // self.STEPS
