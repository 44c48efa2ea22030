"""This module reads AIFF's chunk ``MARK`` and the comments on its marks (Apple's AIFF, 1989 and 1991)."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sqcodec_gui.audio.headers import size_in_bytes
from sqcodec_gui.audio.marks.texts import decoded
from sqcodec_gui.marks import Mark

_MOST_CHUNK_BYTES = 16 << 20
_EXPONENT_BIAS = 16383


def iff_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield the kind and size of each whole chunk of an AIFF or AIFC file, which stands at the chunk's content then."""
    file.seek(0)
    head = file.read(12)
    if head[:4] != b"FORM" or head[8:12] not in (b"AIFF", b"AIFC"):
        return
    at, end = 12, size_in_bytes(file)
    while at + 8 <= end:
        file.seek(at)
        kind, size = struct.unpack(">4sI", file.read(8))
        if at + 8 + size <= end:
            yield kind, size
        at += 8 + size + size % 2


def read_aiff_comments(file: BinaryIO) -> list[str]:
    """Read what the chunk ``COMT`` says of the whole recording; tinytag passes over it."""
    for kind, size in iff_chunks(file):
        if kind == b"COMT" and size <= _MOST_CHUNK_BYTES:
            return [text for number, text in _comments(file.read(size)) if number == 0 and text]
    return []


def read_aiff_marks(file: BinaryIO) -> list[Mark]:
    """Read the markers of an AIFF file, with the comments that belong to them; none for any other file."""
    rate_hz = 0.0
    places: dict[int, tuple[int, str]] = {}
    notes: dict[int, str] = {}
    for kind, size in iff_chunks(file):
        if size > _MOST_CHUNK_BYTES:
            continue
        if kind == b"COMM" and size >= 18:
            rate_hz = _extended(file.read(size)[8:18])
        elif kind == b"MARK":
            places = _markers(file.read(size))
        elif kind == b"COMT":
            notes = {number: text for number, text in _comments(file.read(size)) if number}
    if rate_hz <= 0:
        return []
    return [Mark(place / rate_hz, title, None, notes.get(number, "")) for number, (place, title) in places.items()]


def _markers(data: bytes) -> dict[int, tuple[int, str]]:
    """Return a dictionary from number to (frame, title); a title is padded to an even length with its length byte."""
    found: dict[int, tuple[int, str]] = {}
    at = 2
    while at + 7 <= len(data):
        number, place, length = struct.unpack_from(">hIB", data, at)
        found[number] = (place, decoded(data[at + 7 : at + 7 + length]))
        at += 7 + length + (length + 1) % 2
    return found


def _comments(data: bytes) -> list[tuple[int, str]]:
    """Return (number of a marker, or 0 for the whole recording; comment)."""
    found = []
    at = 2
    while at + 8 <= len(data):
        _, number, length = struct.unpack_from(">IhH", data, at)
        found.append((number, decoded(data[at + 8 : at + 8 + length])))
        at += 8 + length + length % 2
    return found


def _extended(data: bytes) -> float:
    """Return a number in IEEE 754's extended precision of 80 bits."""
    exponent, mantissa = struct.unpack(">HQ", data)
    return mantissa * 2.0 ** ((exponent & 0x7FFF) - _EXPONENT_BIAS - 63) if mantissa and exponent < 0x7FF0 else 0.0
