"""This module writes the marks of a source as a list of objects, and reads it back from untrusted bytes."""

from collections.abc import Iterable
from typing import Any

from sqcodec_gui.container.errors import SqcHeaderError
from sqcodec_gui.marks import Mark

_DECIMALS = 9
"""Of a second: finer than any sample."""


def marks_to_json(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Return marks as plain JSON values; what is empty is left out."""
    entries = []
    for mark in marks:
        optional: dict[str, Any] = {"title": mark.title, "stop_s": _rounded(mark.stop_s), "note": mark.note}
        entries.append({"start_s": _rounded(mark.start_s)} | {key: one for key, one in optional.items() if one})
    return entries


def _rounded(time_s: float | None) -> float | None:
    return None if time_s is None else round(time_s, _DECIMALS)


def marks_from_json(entries: Any, offset: int) -> tuple[Mark, ...]:
    """Undo ``marks_to_json``. Raises SqcHeaderError; ``offset`` is where they stand in the file."""
    if not isinstance(entries, list) or not all(_is_mark(one) for one in entries):
        raise SqcHeaderError("the marks of the source make no sense", offset=offset)
    return tuple(
        Mark(float(one["start_s"]), one.get("title", ""), _time(one.get("stop_s")), one.get("note", ""))
        for one in entries
    )


def _time(value: Any) -> float | None:
    return None if value is None else float(value)


def _is_mark(one: Any) -> bool:
    if not isinstance(one, dict):
        return False
    times = (one.get("start_s"), one.get("stop_s", one.get("start_s")))
    texts = (one.get("title", ""), one.get("note", ""))
    return all(map(_is_time, times)) and all(isinstance(text, str) for text in texts)


def _is_time(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value < 1 << 53  # so it is finite
