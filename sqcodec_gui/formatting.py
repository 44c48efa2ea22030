"""This module formats numbers, sizes and lengths as people write them: one way for the window and the command line."""

import string
from typing import Any

SIZE_UNITS = ("B", "kB", "MB", "GB", "TB")
"""Decimal, as file managers count: 1 kB = 1000 B."""


class Formatter(string.Formatter):
    """It formats as ``str.format`` does, with two kinds of fields more, ``{bytes:size}`` and ``{duration_s:clock}``.

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


def size(size_bytes: float, decimal: str = ".") -> str:
    """Format a size in bytes, such as “840 B”, “84 kB”, “2.6 MB”, “12.3 MB”, “612 MB”."""
    amount, unit = float(size_bytes), 0
    while amount >= 999.5 and unit < len(SIZE_UNITS) - 1:
        amount, unit = amount / 1000, unit + 1
    digits = 1 if unit and amount < (9.95 if unit == 1 else 99.95) else 0
    return f"{amount:.{digits}f} {SIZE_UNITS[unit]}".replace(".", decimal)


def clock(duration_s: float, decimals: int = 0) -> str:
    """Format a length as players show it, rounded to that many digits of a second: “3:25”, “1:02:03”, “0:12.45”."""
    return _clock(round(max(0.0, duration_s) * 10**decimals), decimals)


def moment(time_s: float, decimals: int = 0) -> str:
    """Format a moment as clocks show it, cut and not rounded: “0:07”, “12:03.5”."""
    return _clock(int(max(0.0, time_s) * 10**decimals + 1e-6), decimals)


def _clock(units: int, decimals: int) -> str:
    seconds, fraction = divmod(units, 10**decimals)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{text}.{fraction:0{decimals}}" if decimals else text


def bitrate(bitrate_bps: float) -> str:
    """Format a bit rate, such as “5.21 kbit/s”."""
    return f"{bitrate_bps / 1000:.2f} kbit/s"
