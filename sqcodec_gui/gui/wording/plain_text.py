"""Names, tags and the words of headers come from files of strangers: what looks like markup in them is shown as it is.

Qt guesses of every label, tool tip and message whether its text is HTML, and would open a picture that it names. Here
nothing is guessed: the program's style calls ``show_plain`` for each label, also those of tool tips and messages. A
label of the program's own markup says so (``setTextFormat``), and escapes what comes from elsewhere.
"""

import textwrap

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

TIP_LETTERS = 80


def show_plain(widget: QWidget) -> None:
    """Make a label that leaves it to Qt show its text as it is."""
    if isinstance(widget, QLabel) and widget.textFormat() is Qt.TextFormat.AutoText:
        widget.setTextFormat(Qt.TextFormat.PlainText)


def tip_of(text: str) -> str:
    """Return a text of any length as a tool tip, in lines that fit a screen: Qt breaks only those of markup itself."""
    return "\n".join(textwrap.wrap(text, TIP_LETTERS, break_on_hyphens=False))
