"""This module reads and makes chapters in Vorbis comments: CHAPTER001=00:00:00.000 and CHAPTER001NAME
(https://wiki.xiph.org/Chapter_Extension)."""

import re
from collections.abc import Sequence

from sqcodec_gui.audio.tags import Tags
from sqcodec_gui.marks import Mark

MOST = 1000
"""The numbers have three digits."""
_TIME = re.compile(r"chapter(\d{2,3})")
_CLOCK = re.compile(r"(\d+):(\d{1,2}):(\d{1,2}(?:\.\d*)?)")


def take_chapters(tags: Tags) -> list[Mark]:
    """Take the chapters out of these tags, which are no tags then. Each lasts until the next one."""
    found: list[tuple[float, str]] = []
    for key in [key for key in tags if _TIME.fullmatch(key)]:
        clock = _CLOCK.fullmatch(tags[key][0].strip())
        if clock is None:
            continue
        hours, minutes, seconds = clock.groups()
        title = tags.get(f"{key}name", [""])[0]
        found.append((3600 * int(hours) + 60 * int(minutes) + float(seconds), title))
        for part in (key, f"{key}name"):
            tags.pop(part, None)
    found.sort(key=lambda chapter: chapter[0])
    stops = [start_s for start_s, _ in found[1:]]
    return [Mark(start_s, title, stop_s) for (start_s, title), stop_s in zip(found, [*stops, None], strict=False)]


def chapter_comments(marks: Sequence[Mark]) -> tuple[Tags, int]:
    """Make (comments for these marks, how many are too many)."""
    comments: Tags = {}
    for number, mark in enumerate(marks[:MOST]):
        comments[f"chapter{number:03}"] = [_clock(mark.start_s)]
        comments[f"chapter{number:03}name"] = [mark.title]
    return comments, max(0, len(marks) - MOST)


def _clock(time_s: float) -> str:
    """Return a time such as “00:01:02.345”."""
    seconds, milliseconds = divmod(round(1000 * time_s), 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
