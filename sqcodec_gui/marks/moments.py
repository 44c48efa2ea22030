"""This module corrects tags and dates that mean a moment, when the recording's rate or its start is another.

``bwf_time_reference`` (EBU Tech 3285) and some elements of iXML count samples at the file's own rate, the first since
midnight; dates with a time of day say when the recording begins.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqcodec_gui.marks import cue_sheet

Tags = dict[str, list[str]]
"""As ``audio.tags`` describes them."""

_REFERENCE, _IXML, _DATE = "bwf_time_reference", "ixml", "date"
_LOUDNESS_PREFIX = "bwf_loudness_"
_IXML_COUNTS = (
    ("BWF_TIME_REFERENCE_HIGH", "BWF_TIME_REFERENCE_LOW"),
    ("TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI", "TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO"),
)
_IXML_RATES = ("FILE_SAMPLE_RATE", "TIMESTAMP_SAMPLE_RATE")
_IXML_POINT = re.compile(r"\s*<SYNC_POINT>.*?</SYNC_POINT>", re.DOTALL)
_POINT_COUNT = ("SYNC_POINT_HIGH", "SYNC_POINT_LOW")
_POINT_LENGTH = "SYNC_POINT_EVENT_DURATION"
_DAY_S = 86_400
_MOVED_DATES = ("recorded", "created", "dated")
_SECONDS_AT = len("2021-05-06T07:08")


def at_rate(tags: Tags, from_hz: int, to_hz: int) -> Tags:
    """Return the tags of a recording at ``from_hz``, with those that count samples as they are right at ``to_hz``."""
    if from_hz == to_hz or from_hz <= 0:
        return tags

    def scaled(count: int) -> int:
        return (2 * count * to_hz + from_hz) // (2 * from_hz)

    changed = dict(tags)
    if (count := _number(tags, _REFERENCE)) is not None:
        changed[_REFERENCE] = [str(scaled(count))]
    if tags.get(_IXML):
        text = tags[_IXML][0]
        for pair in _IXML_COUNTS:
            text = _with_count(text, pair, scaled)
        for name in _IXML_RATES:
            text = _with_number(text, name, lambda _: to_hz)

        def scaled_point(found: re.Match[str]) -> str:
            return _with_number(_with_count(found[0], _POINT_COUNT, scaled), _POINT_LENGTH, scaled)

        changed[_IXML] = [_IXML_POINT.sub(scaled_point, text)]
    return changed


def of_part(
    tags: Tags, dates: Mapping[str, str], start_s: float, stop_s: float, rate_hz: int
) -> tuple[Tags, dict[str, str]]:
    """Return (tags, dates) of the stretch of a recording from ``start_s`` to ``stop_s``, whose own rate is ``rate_hz``.

    Measures of the loudness of the whole are left out: they would not be true of a part.
    """
    frames = round(start_s * rate_hz)
    changed = {key: values for key, values in tags.items() if not key.startswith(_LOUDNESS_PREFIX)}
    day = _DAY_S * rate_hz
    days = 0
    if (count := _number(tags, _REFERENCE)) is not None:
        days, count = divmod(count + frames, day)
        changed[_REFERENCE] = [str(count)]
    moved_dates = {name: _later(date, start_s, days) if name in _MOVED_DATES else date for name, date in dates.items()}
    if tags.get(_DATE):
        changed[_DATE] = [_later(date, start_s, 0) for date in tags[_DATE]]
    if tags.get(_IXML):
        changed[_IXML] = [_ixml_of_part(tags[_IXML][0], frames, round(stop_s * rate_hz), day, start_s)]
    if tags.get(cue_sheet.TAG):
        changed[cue_sheet.TAG] = [cue_sheet.moved(text, start_s, stop_s) for text in tags[cue_sheet.TAG]]
    return {key: values for key, values in changed.items() if any(values)}, moved_dates


def _ixml_of_part(text: str, start: int, stop: int, day: int, start_s: float) -> str:
    for pair in _IXML_COUNTS:
        text = _with_count(text, pair, lambda count: (count + start) % day)
    date, time = _element(text, "BWF_ORIGINATION_DATE"), _element(text, "BWF_ORIGINATION_TIME")
    if date and time:
        later = _later(f"{date}T{time}", start_s, 0)
        text = _with_text(_with_text(text, "BWF_ORIGINATION_DATE", later[:10]), "BWF_ORIGINATION_TIME", later[11:])

    def moved_point(found: re.Match[str]) -> str:
        point = found[0]
        if (_element(point, "SYNC_POINT_TYPE") or "").upper() == "ABSOLUTE":
            return point  # counts from midnight
        count = _count(point, _POINT_COUNT)
        if count is None:
            return point
        return _with_count(point, _POINT_COUNT, lambda count: count - start) if start <= count < stop else ""

    return _IXML_POINT.sub(moved_point, text)


def _later(date: str, by_s: float, days: int) -> str:
    """Return an ISO 8601 date so many seconds later, as exact as it was; without a time only whole ``days`` count."""
    try:
        moment = datetime.fromisoformat(date)
        if len(date) < _SECONDS_AT:
            return (moment + timedelta(days=days)).date().isoformat() if days else date
        moment += timedelta(seconds=by_s)
    except (ValueError, OverflowError):
        return date  # a year alone, or words
    if len(date) == _SECONDS_AT:
        return moment.isoformat(date[10], "minutes")
    text = moment.isoformat(date[10], "milliseconds" if "." in date else "seconds")
    return text.replace("+00:00", "Z") if date.endswith("Z") else text


def _number(tags: Tags, key: str) -> int | None:
    value = tags[key][0] if tags.get(key) else ""
    return int(value) if value.isdecimal() else None


# --- iXML: only the numbers are changed, the text around them stays as it is ---------------------------------


def _element(text: str, name: str) -> str | None:
    found = re.search(rf"<{name}>\s*(.*?)\s*</{name}>", text, re.DOTALL)
    return found[1] if found else None


def _with_text(text: str, name: str, value: str) -> str:
    return re.sub(rf"(<{name}>).*?(</{name}>)", lambda found: found[1] + value + found[2], text, flags=re.DOTALL)


def _with_number(text: str, name: str, change: Callable[[int], int]) -> str:
    value = _element(text, name)
    return _with_text(text, name, str(change(int(value)))) if value and value.isdecimal() else text


def _count(text: str, pair: tuple[str, str]) -> int | None:
    """Read a number of 64 bits in two elements, the higher half first."""
    high, low = (_element(text, name) for name in pair)
    if low is None or not low.isdecimal():
        return None
    return (int(high) if high and high.isdecimal() else 0) << 32 | int(low)


def _with_count(text: str, pair: tuple[str, str], change: Callable[[int], int]) -> str:
    count = _count(text, pair)
    if count is None:
        return text
    high, low = divmod(change(count), 1 << 32)
    return _with_text(_with_text(text, pair[0], str(high)), pair[1], str(low))
