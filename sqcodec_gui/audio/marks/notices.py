"""This module makes sentences of where a format cannot hold the marks of a recording."""

from collections.abc import Sequence

from sqcodec_gui.marks import Mark
from sqcodec_gui.messages import Message


def too_many_marks(count: int, container: str) -> list[Message]:
    """Return a sentence about so many marks that had to be left out; none for zero."""
    if not count:
        return []
    if count == 1:
        return [Message("{container} has no room for one mark, which was left out.", container=container)]
    return [
        Message("{container} has no room for {count} marks, which were left out.", container=container, count=count)
    ]


def no_room_for_notes(marks: Sequence[Mark], container: str) -> list[Message]:
    """Return a sentence where marks say more than their title."""
    if not any(mark.note for mark in marks):
        return []
    return [
        Message(
            "{container} has no room for what is noted on marks besides their titles; it was left out.",
            container=container,
        )
    ]
