"""This module reads the Core Audio Format's chunks ``mark`` and ``regn``, names in ``strg`` (Apple)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sqcodec_gui.audio.headers import size_in_bytes
from sqcodec_gui.audio.marks.texts import decoded
from sqcodec_gui.marks import Mark

_MARKER = struct.Struct(">IdI8xI")  # kind, frame, number of the name, SMPTE time, channel
_MOST_CHUNK_BYTES = 16 << 20
_UP_TO_THE_END = 2**64 - 1


def _caf_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    file.seek(0)
    if file.read(4) != b"caff":
        return
    at, end = 8, size_in_bytes(file)
    while at + 12 <= end:
        file.seek(at)
        kind, size = struct.unpack(">4sQ", file.read(12))
        if size == _UP_TO_THE_END or at + 12 + size > end:
            return
        yield kind, size
        at += 12 + size


def read_caf_marks(file: BinaryIO) -> list[Mark]:
    """Read markers and regions of a CAF file with their names; none for any other file."""
    rate_hz, names = 0.0, {}
    places: list[tuple[float, float | None, int]] = []
    for kind, size in _caf_chunks(file):
        if size > _MOST_CHUNK_BYTES:
            continue
        if kind == b"desc" and size >= 8:
            rate_hz = struct.unpack_from(">d", file.read(size))[0]
        elif kind == b"strg":
            names = _names(file.read(size))
        elif kind == b"mark":
            places += [(place, None, number) for place, number in _markers(file.read(size), 8)]
        elif kind == b"regn":
            places += _regions(file.read(size))
    if not rate_hz > 0:
        return []
    return [
        Mark(start / rate_hz, names.get(number, ""), None if stop is None else stop / rate_hz)
        for start, stop, number in places
        if start >= 0 and (stop is None or stop >= start)
    ]


def _names(data: bytes) -> dict[int, str]:
    """Return a dictionary number → text: a list of numbers with places, then the texts, each ended by a zero byte."""
    if len(data) < 4:
        return {}
    count = struct.unpack_from(">I", data)[0]
    texts_at = 4 + 12 * count
    found = {}
    for at in range(4, min(texts_at, len(data) - 11), 12):
        number, place = struct.unpack_from(">Iq", data, at)
        if 0 <= place < len(data) - texts_at:
            found[number] = decoded(data[texts_at + place :])
    return found


def _markers(data: bytes, at: int, count: int | None = None) -> list[tuple[float, int]]:
    """Return (frame, number of the name) of each; ``at``: where the first one begins."""
    stop = len(data) if count is None else min(len(data), at + count * _MARKER.size)
    found = []
    for place in range(at, stop - _MARKER.size + 1, _MARKER.size):
        _, frame, number, _ = _MARKER.unpack_from(data, place)
        if frame == frame:  # a number
            found.append((frame, number))
    return found


def _regions(data: bytes) -> list[tuple[float, float | None, int]]:
    """Return (first frame, last frame, number of the name) of each; a region has a marker at either end."""
    found: list[tuple[float, float | None, int]] = []
    at = 8
    while at + 12 <= len(data):
        _, _, count = struct.unpack_from(">III", data, at)
        markers = _markers(data, at + 12, count)
        if markers:
            frames = [frame for frame, _ in markers]
            found.append((min(frames), max(frames) if len(frames) > 1 else None, markers[0][1]))
        at += 12 + count * _MARKER.size
    return found
