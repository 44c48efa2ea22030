"""Sizes and times are said as people say them, in the language and with the decimal sign of the system."""

import re
from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtGui import QKeySequence

from sqcodec_gui.formatting import clock, moment, size


def unbroken(text: str) -> str:
    """Keep a text such as “5.0 MB” together: a line ends before or after it, and not within."""
    return text.replace(" ", "\u00a0")


def without_key(text: str) -> str:
    """Return a menu's text without the letter that chooses it: “&Add” is “Add”, in Chinese “添加(&A)” is “添加”."""
    return re.sub(r"\s*\(&\w\)", "", text).replace("&", "")


def key_words(keys: str) -> str:
    """Return a key as menus of this system and language write it: “Ctrl+V” is “Strg+V” in German."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def sentences(parts: Iterable[str]) -> str:
    """Put sentences one after the other; behind the full stop of Chinese is no space. Empty ones are left out."""
    text = ""
    for part in filter(None, parts):
        text += part if not text or text.endswith("。") else f" {part}"
    return text


def clauses(parts: Iterable[str]) -> str:
    """Put clauses one after the other, with the comma of the language; behind a full stop is none. Empty ones are left
    out."""
    comma = "，" if QLocale().language() is QLocale.Language.Chinese else ", "
    text = ""
    for part in filter(None, parts):
        between = "" if not text or text.endswith("。") else " " if text.endswith(".") else comma
        text += between + part
    return text


def list_words(parts: Iterable[str]) -> str:
    """Write a list as the language does: “A, B and C”, “A、B和C”."""
    return QLocale().createSeparatedList(list(parts))


def size_words(size_bytes: float) -> str:
    """Write a size such as “2.6 MB”, see ``formatting.size``."""
    return size(size_bytes, QLocale().decimalPoint())


def percent_words(fraction: float) -> str:
    """Write a share such as “42 %”, and below ten with one digit more: “0.7 %”."""
    percent = 100.0 * fraction
    return f"{QLocale().toString(percent, 'f', 0 if percent >= 9.95 or percent == 0 else 1)} %"


def duration_words(duration_s: float) -> str:
    """Write a duration such as “3:25”, see ``formatting.clock``."""
    return clock(duration_s)


def exact_duration_words(duration_s: float) -> str:
    """Write a duration with tenths, rounded: “3:25.4”, in German “3:25,4”."""
    return clock(duration_s, 1).replace(".", QLocale().decimalPoint())


def moment_words(time_s: float, decimals: int = 0) -> str:
    """Write a moment, see ``formatting.moment``, with the decimal sign of the language."""
    return moment(time_s, decimals).replace(".", QLocale().decimalPoint())


def seconds_words(length_s: float) -> str:
    """Write seconds such as “10.1”, and two digits of what is shorter than a tenth: “0.02”. The unit is left out."""
    digits, form = (1, "f") if length_s >= 0.1 else (2, "g")
    return QLocale().toString(float(length_s), form, digits)


def time_left_words(left_s: float) -> str:
    """Say how long something still takes, no more exact than one can know it."""
    translate = QCoreApplication.translate
    if left_s < 60:
        step_s = 5 if left_s < 30 else 10
        return translate("words", "{n} s left").format(n=max(step_s, -(-round(left_s) // step_s) * step_s))
    minutes = round(left_s / 60)
    if minutes < 60:
        return translate("words", "{n} min left").format(n=minutes)
    return translate("words", "{h} h {m} min left").format(h=minutes // 60, m=minutes % 60)


def speed_words(times_real_time: float) -> str:
    """Write a speed such as “18 × real time”."""
    number = QLocale().toString(float(times_real_time), "f", 1 if times_real_time < 9.95 else 0)
    return QCoreApplication.translate("words", "{n} × real time").format(n=number)


def kbit_words(size_bytes: float, duration_s: float) -> str:
    """Write the rate of a file of this size and length, such as “5.2 kbit/s”, “256 kbit/s”; empty for no length."""
    if duration_s <= 0:
        return ""
    kbit_per_s = 8 * size_bytes / duration_s / 1000
    digits = 1 if kbit_per_s < 99.95 else 0
    number = QLocale().toString(float(kbit_per_s), "f", digits)
    return QCoreApplication.translate("words", "{n} kbit/s").format(n=number)


def rate_words(bitrate_bps: float) -> str:
    """Write the rate that a model is named by, in two digits: “0.75 kbit/s”, “6 kbit/s”, “24 kbit/s”."""
    return QCoreApplication.translate("words", "{n} kbit/s").format(n=QLocale().toString(bitrate_bps / 1000, "g", 2))
