"""This module reads what an MP4 file of fragments promises (ISO/IEC 14496-12): cut behind one, it looks whole."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from sqcodec_gui.audio.headers import Box, mp4_boxes, size_in_bytes

_MOST_BYTES = 1 << 24
"""Of a box that is read"""
_SUB_INDEX = 1 << 31
"""In an entry of ``sidx``: it refers to another index, not to sound"""


def fragments_promise_s(file: BinaryIO) -> float | None:
    """Return the seconds by ``mehd``, ``sidx`` or ``mvhd`` of a fragmented file with one track (8.8.2, 8.16.3, 8.2.2).

    None where nothing says so, or where they may be those of another track. Raises OSError.
    """
    boxes = list(mp4_boxes(file))
    moov = next((box for box in boxes if box.kind == b"moov"), None)
    if moov is None or not any(box.kind == b"moof" for box in boxes):
        return None
    inside = list(_boxes_in(_content(file, moov)))
    if sum(kind == b"trak" for kind, _ in inside) != 1:
        return None
    header = next((content for kind, content in inside if kind == b"mvhd"), b"")
    extends = next((content for kind, content in inside if kind == b"mvex"), b"")
    ticks_per_second, ticks = _movie_header(header)
    for kind, content in _boxes_in(extends):
        if kind == b"mehd" and len(content) >= 8:
            ticks = max(ticks, int.from_bytes(content[4 : 12 if content[0] == 1 else 8]))
    by_header = ticks / ticks_per_second if ticks_per_second else 0.0
    by_index = max((_index_s(_content(file, box)) for box in boxes if box.kind == b"sidx"), default=0.0)
    return max(by_header, by_index) or None


def is_index_beyond_end(file: BinaryIO) -> bool:
    """Return whether a ``sidx`` refers to bytes behind the end of the file (section 8.16.3). Raises OSError."""
    end = size_in_bytes(file)
    for box in mp4_boxes(file):
        if box.kind == b"sidx" and box.stop <= end:
            first_offset, entries = _index(_content(file, box))[2:]
            if entries and box.stop + first_offset + sum(size & ~_SUB_INDEX for size, _ in entries) > end:
                return True
    return False


def is_fragment_missing(file: BinaryIO) -> bool:
    """Return whether the numbers of fragments, which count up, leave one out (section 8.8.5). Raises OSError."""
    before = None
    for box in mp4_boxes(file):
        if box.kind != b"moof":
            continue
        file.seek(box.start)
        head = file.read(24)
        number = int.from_bytes(head[20:24]) if head[12:16] == b"mfhd" else None
        if before is not None and number is not None and number > before + 1:
            return True
        before = number
    return False


def _content(file: BinaryIO, box: Box) -> bytes:
    file.seek(box.start)
    head = file.read(8)
    is_long = head[:4] == (1).to_bytes(4)
    file.seek(box.start + (16 if is_long else 8))
    return file.read(max(0, min(box.stop - file.tell(), _MOST_BYTES)))


def _boxes_in(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        if size < 8:
            return
        yield content[at + 4 : at + 8], content[at + 8 : at + size]
        at += size


def _movie_header(content: bytes) -> tuple[int, int]:
    """Return the ticks a second, and how many the film lasts; noughts where it does not say."""
    layout, at = (">IQ", 20) if content[:1] == b"\1" else (">II", 12)
    if len(content) < at + struct.calcsize(layout):
        return 0, 0
    ticks_per_second, ticks = struct.unpack_from(layout, content, at)
    is_unknown = ticks == 256 ** (struct.calcsize(layout) - 4) - 1
    return ticks_per_second, 0 if is_unknown else ticks


def _index(content: bytes) -> tuple[int, int, int, list[tuple[int, int]]]:
    """Return (ticks a second, first tick, bytes in front of what it refers to, (size, ticks) of each entry)."""
    layout = ">IQQ" if content[:1] == b"\1" else ">III"
    at = 8 + struct.calcsize(layout) + 4
    if len(content) < at:
        return 0, 0, 0, []
    ticks_per_second, first, offset = struct.unpack_from(layout, content, 8)
    count = int.from_bytes(content[at - 2 : at])
    entries = [struct.unpack_from(">II", content, at + 12 * number) for number in range((len(content) - at) // 12)]
    return ticks_per_second, first, offset, entries[:count]


def _index_s(content: bytes) -> float:
    """Return when the last of what an index refers to ends, in seconds from the start of the first."""
    ticks_per_second, _, _, entries = _index(content)
    return sum(ticks for _, ticks in entries) / ticks_per_second if ticks_per_second else 0.0
