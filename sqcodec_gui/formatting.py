"""Numbers, sizes and lengths as people write them: one way for the window and the command line."""

import string
from typing import Any

SIZE_UNITS = ("B", "kB", "MB", "GB", "TB")
"""Decimal, as file managers count: 1 kB = 1000 B."""


class Formatter(string.Formatter):
    """``str.format`` with two kinds of fields more, ``{bytes:size}`` and ``{duration_s:clock}``.

    Numbers get the decimal sign and the sign between thousands that it was made with.
    """

    def __init__(self, decimal: str = ".", group: str = ",") -> None:
        self._signs = str.maketrans({".": decimal, ",": group})

    def format_field(self, value: Any, spec: str) -> str:
        if not isinstance(value, int | float):
            formatted: str = super().format_field(value, spec)
            return formatted
        if spec == "clock":
            return clock(value)
        text = size(value) if spec == "size" else super().format_field(value, spec)
        return text.translate(self._signs)


def size(size_bytes: float) -> str:
    """Such as “840 B”, “84 kB”, “2.6 MB”, “12.3 MB”, “612 MB”."""
    amount, unit = float(size_bytes), 0
    while amount >= 999.5 and unit < len(SIZE_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 1 if unit and amount < (9.95 if unit == 1 else 99.95) else 0
    return f"{amount:.{digits}f} {SIZE_UNITS[unit]}"


def clock(duration_s: float) -> str:
    """A length as players show it, to the nearest second: “3:25”, “1:02:03”."""
    seconds = max(0, round(duration_s))
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
