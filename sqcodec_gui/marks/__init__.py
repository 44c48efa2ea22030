"""Marks are named moments of a recording, whatever a format calls them (chapters, cue points, markers, regions)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mark:
    """It is a moment, or with ``stop_s`` a stretch of the recording. Times are seconds from its start, 0 or more."""

    start_s: float
    title: str = ""
    stop_s: float | None = None
    """Where the stretch ends, not before ``start_s``; None for a moment."""
    note: str = ""
    """What else is said of it, besides its title."""


LATEST_S = 1e9
"""Thirty years: no recording has a mark later than that."""


def in_order(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Sort marks by time, without doubles and without what cannot be; an end before the start is none."""
    possible = (
        mark if mark.stop_s is None or mark.start_s <= mark.stop_s <= LATEST_S else replace(mark, stop_s=None)
        for mark in marks
        if 0 <= mark.start_s <= LATEST_S
    )
    return tuple(sorted(dict.fromkeys(possible), key=lambda mark: (mark.start_s, mark.stop_s or 0.0)))


def shifted(marks: Iterable[Mark], by_s: float) -> tuple[Mark, ...]:
    """Return the same marks so many seconds later."""
    return tuple(
        replace(mark, start_s=mark.start_s + by_s, stop_s=None if mark.stop_s is None else mark.stop_s + by_s)
        for mark in marks
    )


def within(marks: Iterable[Mark], start_s: float, stop_s: float) -> tuple[Mark, ...]:
    """Return the marks of a part of the recording, in seconds from its start; a stretch is cut to the part."""
    kept = []
    for mark in marks:
        end_s = mark.start_s if mark.stop_s is None else mark.stop_s
        is_begun_before = mark.start_s < start_s < end_s
        if is_begun_before or start_s <= mark.start_s < stop_s:
            stop = None if mark.stop_s is None else min(mark.stop_s, stop_s)
            kept.append(replace(mark, start_s=max(mark.start_s, start_s), stop_s=stop))
    return shifted(kept, -start_s)
