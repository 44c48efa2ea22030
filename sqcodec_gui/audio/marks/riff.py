"""This module reads and makes WAV's chunks ``cue ``, ``LIST adtl`` (RIFF, 1991) and RF64's ``r64m`` (EBU Tech 3306)."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqcodec_gui.audio.marks.texts import decoded
from sqcodec_gui.marks import Mark

_CUE = struct.Struct("<II4sIII")
_LONG_CUE = struct.Struct("<IQQ8x256sI32x")
_LONG_CUE_VALID = 1
MOST_FRAMES = 2**32 - 1
"""Places are numbers of 32 bits."""
_REGION = b"rgn "


@dataclass
class _Labels:
    """It holds what ``LIST adtl`` says of each cue point, by its number."""

    titles: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    lengths: dict[int, int] = field(default_factory=dict)


def read_riff_marks(chunks: Iterable[tuple[bytes, bytes]]) -> list[Mark]:
    """Read cue points of a file's chunks, each its kind and content, with their labels, notes and lengths."""
    rate_hz, labels = 0, _Labels()
    places: dict[int, int] = {}
    long_places: list[tuple[int, str, int]] = []
    for kind, data in chunks:
        if kind == b"fmt ":
            rate_hz = struct.unpack_from("<4xI", data.ljust(8, b"\0"))[0]
        elif kind == b"cue ":
            places |= _cue_points(data)
        elif kind == b"LIST":
            _read_labels(data, labels)
        elif kind == b"r64m":
            long_places += _long_cue_points(data)
    if rate_hz == 0:
        return []
    marks = [_mark(place, number, labels, rate_hz) for number, place in places.items()]
    for place, title, number in long_places:
        mark = _mark(place, number, labels, rate_hz)
        marks.append(Mark(mark.start_s, title or mark.title, mark.stop_s, mark.note))
    return marks


def _mark(place: int, number: int, labels: _Labels, rate_hz: int) -> Mark:
    length = labels.lengths.get(number, 0)
    return Mark(
        start_s=place / rate_hz,
        title=labels.titles.get(number, ""),
        stop_s=(place + length) / rate_hz if length else None,
        note=labels.notes.get(number, ""),
    )


def _cue_points(data: bytes) -> dict[int, int]:
    """Return a dictionary from the number of each point to its frame. Writers put that into either of two fields."""
    points = {}
    for at in range(4, len(data) - _CUE.size + 1, _CUE.size):
        number, position, _, _, _, offset = _CUE.unpack_from(data, at)
        points[number] = offset or position
    return points


def _long_cue_points(data: bytes) -> list[tuple[int, str, int]]:
    """Return (frame, title, number of its label) of each point."""
    found = []
    for at in range(0, len(data) - _LONG_CUE.size + 1, _LONG_CUE.size):
        flags, frame, _, title, number = _LONG_CUE.unpack_from(data, at)
        if flags & _LONG_CUE_VALID:
            found.append((frame, decoded(title), number))
    return found


def _read_labels(data: bytes, labels: _Labels) -> None:
    if data[:4] != b"adtl":
        return
    at = 4
    while at + 12 <= len(data):
        kind, size, number = struct.unpack_from("<4sII", data, at)
        content = data[at + 12 : at + 8 + size]
        if kind == b"labl":
            labels.titles[number] = decoded(content)
        elif kind == b"note":
            labels.notes[number] = decoded(content)
        elif kind == b"ltxt" and len(content) >= 16:
            labels.lengths[number] = struct.unpack_from("<I", content)[0]
            labels.titles.setdefault(number, decoded(content[16:]))
        at += 8 + size + size % 2


def make_riff_marks(marks: Sequence[Mark], sample_rate_hz: int) -> tuple[bytes, int]:
    """Make (the chunks ``cue `` and ``LIST adtl``, how many marks stand too late for them); empty without marks."""
    placed = [(round(mark.start_s * sample_rate_hz), mark) for mark in marks]
    kept = [(place, mark) for place, mark in placed if place <= MOST_FRAMES]
    if not kept:
        return b"", len(placed)
    points, labels = [], []
    for number, (place, mark) in enumerate(kept, 1):
        points.append(_CUE.pack(number, place, b"data", 0, 0, place))
        labels.append(_label(b"labl", number, mark.title))
        if mark.note:
            labels.append(_label(b"note", number, mark.note))
        if mark.stop_s is not None:
            length = min(round(mark.stop_s * sample_rate_hz) - place, MOST_FRAMES)
            # Purpose "region"; no country, language or code page.
            labels.append(_chunk(b"ltxt", struct.pack("<II4s8x", number, length, _REGION)))
    cue = _chunk(b"cue ", struct.pack("<I", len(points)) + b"".join(points))
    return cue + _chunk(b"LIST", b"adtl" + b"".join(labels)), len(placed) - len(kept)


def _label(kind: bytes, number: int, text: str) -> bytes:
    return _chunk(kind, struct.pack("<I", number) + text.encode() + b"\0")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)
