"""This module holds what a .sqc file says of the recording that it was made of, and its form in the description."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqcodec_gui.container.description import number_in, text_in
from sqcodec_gui.container.errors import SqcHeaderError
from sqcodec_gui.container.source_losses import SourceLoss, losses_from_json, losses_to_json
from sqcodec_gui.container.source_marks import marks_from_json, marks_to_json
from sqcodec_gui.marks import Mark

LIMIT_RATE_HZ = 10_000_000
"""Highest rate of the codec and of the source; ``audio.writer`` restores as much."""
LIMIT_SAMPLES = 1 << 53


@dataclass(frozen=True)
class Source:
    """It holds what is known of the recording before it was compressed. ``size_bytes`` None: not known.

    ``track``: which sound track of several this is, from 1; ``tracks`` tells of all of these, one text each. None and
    empty for a file that had one.
    ``lost``: what reading it, or damage to an earlier file, has cost; empty where nothing is known to be lost.
    """

    name: str
    sample_rate_hz: int
    channels: int
    size_bytes: int | None = None
    sample_format: str = ""
    container: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, list[str]] = field(default_factory=dict)
    track: int | None = None
    tracks: tuple[str, ...] = ()
    lost: tuple[SourceLoss, ...] = ()
    marks: tuple[Mark, ...] = ()


def source_to_json(source: Source) -> dict[str, Any]:
    """Return a source for a description; what is empty is left out."""
    optional = {
        "sample_format": source.sample_format,
        "container": source.container,
        "dates": dict(source.dates),
        "tags": {name: list(values) for name, values in source.tags.items()},
        "track": source.track,
        "tracks": list(source.tracks),
        "lost": losses_to_json(source.lost),
        "marks": marks_to_json(source.marks),
    }
    size = {} if source.size_bytes is None else {"size_bytes": source.size_bytes}
    fixed = {"sample_rate_hz": source.sample_rate_hz, "channels": source.channels}
    return {"name": source.name, **size, **fixed, **{key: value for key, value in optional.items() if value}}


def source_from_json(fields: Any, offset: int) -> Source:
    """Undo ``source_to_json``, every type and range checked."""
    if not isinstance(fields, dict):
        raise SqcHeaderError("the description says nothing of the source", offset=offset)
    dates, tags = fields.get("dates", {}), fields.get("tags", {})
    if not isinstance(dates, dict) or not all(isinstance(date, str) for date in dates.values()):
        raise SqcHeaderError("the dates of the source are not texts", offset=offset)
    if not isinstance(tags, dict) or not all(_is_texts(values) for values in tags.values()):
        raise SqcHeaderError("the tags of the source are not lists of texts", offset=offset)
    tracks = fields.get("tracks", [])
    if not _is_texts(tracks):
        raise SqcHeaderError("the tracks of the source are not texts", offset=offset)
    known_size = "size_bytes" in fields
    return Source(
        name=text_in(fields, "name", offset),
        sample_rate_hz=number_in(fields, "sample_rate_hz", 1, LIMIT_RATE_HZ, offset),
        channels=number_in(fields, "channels", 1, 65_535, offset),
        size_bytes=number_in(fields, "size_bytes", 0, LIMIT_SAMPLES, offset) if known_size else None,
        sample_format=text_in(fields, "sample_format", offset, default=""),
        container=text_in(fields, "container", offset, default=""),
        dates=dates,
        tags=tags,
        track=number_in(fields, "track", 1, 65_535, offset) if "track" in fields else None,
        tracks=tuple(tracks),
        lost=losses_from_json(fields.get("lost", []), offset),
        marks=marks_from_json(fields.get("marks", []), offset),
    )


def _is_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
