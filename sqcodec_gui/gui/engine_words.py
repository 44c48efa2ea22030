"""What the parts below the window say, in the window's language.

They know no Qt and speak English. A sentence of theirs is recognised by its shape, of which ``engine_texts`` has the
list, and said again in translation, with what was filled in; that may hold such a sentence itself.
"""

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from sqcodec_gui.gui.engine_texts import TEXTS

_PLACE = re.compile(r"\{\d+\}")
_DEEPEST = 3
"""A reason within a reason within a reason."""


def in_words(sentence: object, depth: int = 0) -> str:
    """The sentence (an error, a notice) as the window says it; as it is where no translation fits."""
    text = str(sentence)
    if depth == _DEEPEST:
        return text
    for template, shape in _shapes():
        found = shape.fullmatch(text)
        if found:
            translated = QCoreApplication.translate("engine", template)
            return translated.format(*(in_words(value, depth + 1) for value in found.groups()))
    return text


@cache
def _shapes() -> list[tuple[str, re.Pattern[str]]]:
    """Templates with what they look like, those with the most text of their own first: the rest fit too much."""
    by_length = sorted(map(str, TEXTS), key=lambda text: len(_PLACE.sub("", text)), reverse=True)
    return [(template, _shape(template)) for template in by_length]


def _shape(template: str) -> re.Pattern[str]:
    return re.compile("(.*?)".join(map(re.escape, _PLACE.split(template))), re.DOTALL)
