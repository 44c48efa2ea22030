"""Texts keep as many whole words as there is room for: half a word says nothing, or something else."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

PARTS = "  ·  "
"""Between parts of a line of which each says something alone."""

_ELLIPSIS = "…"
_UNITS = re.compile(r"[\u2e80-\uffef]\s*|[^\s\u2e80-\uffef]+\s*")
"""Words with the space behind them; of scripts without spaces, single characters."""


def fit_lines(text: str, metrics: QFontMetrics, room_px: int, most_lines: int = 1) -> str:
    """Fit ``text`` into so many lines of this width: its last words give way to an ellipsis where it is longer."""
    units = _units(text, metrics, room_px)
    if _lines(units, metrics, room_px) <= most_lines:
        return "".join(units)
    while len(units) > 1:
        units.pop()
        shown = [*units, _ELLIPSIS]
        if _lines(shown, metrics, room_px) <= most_lines:
            return "".join(shown)
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room_px)


def fit_ends(text: str, metrics: QFontMetrics, room_px: int, most_lines: int) -> str:
    """Fit ``text`` as ``fit_lines`` does, but let words in the middle give way: the end often says what to do."""
    units = _units(text, metrics, room_px)
    if _lines(units, metrics, room_px) <= most_lines:
        return "".join(units)
    start = stop = len(units) // 2
    while start > 1 or stop < len(units) - 1:
        if len(units) - stop < start or stop >= len(units) - 1:
            start -= 1
        else:
            stop += 1
        shown = [*units[:start], f"{_ELLIPSIS} ", *units[stop:]]
        if _lines(shown, metrics, room_px) <= most_lines:
            return "".join(shown)
    return metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room_px)


def fit_parts(text: str, metrics: QFontMetrics, room_px: int) -> str:
    """Return one line with as many whole parts of it as have room; of a first one that is too long, both ends."""
    whole = fit_whole_parts(text, metrics, room_px)
    return whole or fit_ends(text.split(PARTS)[0], metrics, room_px, 1)


def fit_whole_parts(text: str, metrics: QFontMetrics, room_px: int) -> str:
    """Return one line with as many whole parts of it as have room; nothing where the first one is too long."""
    parts = text.split(PARTS)
    while parts and metrics.horizontalAdvance(PARTS.join(parts)) > room_px:
        parts.pop()
    return PARTS.join(parts)


def _units(text: str, metrics: QFontMetrics, room_px: int) -> list[str]:
    """Split a text into what stays together; what is wider than a line by itself, as a long name, loses its middle."""
    return [
        unit
        if metrics.horizontalAdvance(unit.rstrip()) <= room_px
        else metrics.elidedText(unit, Qt.TextElideMode.ElideMiddle, room_px)
        for unit in _UNITS.findall(text)
    ]


def _lines(units: Sequence[str], metrics: QFontMetrics, room_px: int) -> int:
    count, line = 1, ""
    for unit in units:
        if line and metrics.horizontalAdvance((line + unit).rstrip()) > room_px:
            count, line = count + 1, unit
        else:
            line += unit
        if "\n" in unit:
            count, line = count + unit.count("\n"), ""
    return count
