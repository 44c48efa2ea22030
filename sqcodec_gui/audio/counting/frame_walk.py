"""This module walks through streams that consist of frames alone, each with a header that tells its size: from header
to header, no decoding."""

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

import numpy as np

from sqcodec_gui.audio.headers import id3v2_size

_AT_ONCE_BYTES = 1 << 22
_AHEAD_BYTES = 1 << 16
"""More than a frame and the headers of the next ones take."""
_MOST_KNOWN = 4096
_FOLLOWERS = 2
"""After something else, a header is believed if so many frames of the same kind follow it (or the end does)."""


class FrameHeader(NamedTuple):
    """It holds what a frame's header tells of it."""

    size_bytes: int
    """Of the whole frame."""
    key: tuple[int, ...]
    """Frames with the same key belong together: codec, sample rate in Hz, channels, samples in a frame, …"""


ReadHeader = Callable[[bytes, int], FrameHeader | None]
"""Reads the header at an offset of some bytes; None if there is none (or too few bytes are left)."""


class FrameKind(NamedTuple):
    """It says how frames of a kind of stream are found."""

    read_header: ReadHeader
    header_bytes: int
    """The header depends on so many bytes."""
    sync: bytes
    """Each header begins with these bytes (or with any, if none)."""


class Junk(NamedTuple):
    """It is a run of bytes between frames that are none."""

    before: int
    """Number of the frame that follows it (the number of all frames if none does)."""
    start: int
    stop: int
    kind: str
    """"ID3 tag", "APE tag", "tag", "header" (of a file that was joined), or else "junk"."""


@dataclass
class Walk:
    """It holds all frames of a stretch of a file."""

    offsets: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    """int64 ``[frames]``, in the file"""
    sizes: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    """int64 ``[frames]``, bytes; the last one may be cut and is left out then"""
    runs: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)
    """(number of the first frame, key) of each stretch of frames with the same key"""
    junk: list[Junk] = field(default_factory=list)
    cut_bytes: int = 0
    """Bytes of a frame at the end whose rest is missing."""


class _Window:
    """It is a stretch of a file, of which some megabytes are in memory."""

    def __init__(self, file: BinaryIO, start: int, stop: int) -> None:
        self._file = file
        self.stop = stop
        self.base = start
        self.data = b""
        self.move(start)

    def move(self, position: int) -> None:
        """Read the bytes from ``position`` on into memory."""
        self._file.seek(position)
        self.base = position
        self.data = self._file.read(min(_AT_ONCE_BYTES, max(0, self.stop - position)))

    @property
    def is_last(self) -> bool:
        return self.base + len(self.data) >= self.stop

    def has_ahead(self, position: int) -> bool:
        """Return whether everything that a decision at ``position`` can need is in memory."""
        return self.base <= position and (self.is_last or position + _AHEAD_BYTES < self.base + len(self.data))


def walk_frames(file: BinaryIO, start: int, stop: int, kind: FrameKind) -> Walk:
    """Go through the frames between two offsets of a file. Raises OSError."""
    window = _Window(file, start, stop)
    walk = Walk()
    offsets, sizes = array("q"), array("q")
    position = start
    while True:
        position = _follow(window, position, kind, walk, offsets, sizes)
        if position >= stop:
            break
        inside = _frame_inside(window, offsets[-1], position, kind) if offsets else None
        if inside is not None:  # the last frame is torn, and its size reached into what was put behind it
            sizes[-1] = inside - offsets[-1]
            walk.junk.append(Junk(len(offsets), offsets[-1] + kind.header_bytes, inside, "junk"))
            position = inside
            continue
        begin = position
        tags: list[Junk] = []
        position = _find_frame(window, position, kind, len(offsets), tags)
        walk.junk += _with_the_rest(tags, begin, position, len(offsets))
        if position >= stop:
            break
    walk.offsets, walk.sizes = np.array(offsets, np.int64), np.array(sizes, np.int64)
    return walk


def _follow(
    window: _Window, position: int, kind: "FrameKind", walk: Walk, offsets: "array[int]", sizes: "array[int]"
) -> int:
    """Take frames from ``position`` on as long as one follows the other. Returns where that ends."""
    key = walk.runs[-1][1] if walk.runs else None
    known: dict[bytes, int] = {}  # sizes by the bytes of headers with this key: the way through a usual file
    mark_bytes = kind.header_bytes
    while position < window.stop:
        if not window.has_ahead(position):
            window.move(position)
        data, base, stop = window.data, window.base, window.stop
        limit = len(data) if window.is_last else len(data) - _AHEAD_BYTES
        at = position - base
        while at < limit:
            mark = data[at : at + mark_bytes]
            size = known.get(mark)
            if size is None:
                header = kind.read_header(data, at)
                if header is None:
                    return base + at
                if header.key != key:
                    if not _is_followed(window, base + at, header, kind):
                        return base + at
                    key = header.key
                    known.clear()
                    walk.runs.append((len(offsets), key))
                if len(known) >= _MOST_KNOWN:  # headers with checksums are all different
                    known.clear()
                size = known[mark] = header.size_bytes
            if base + at + size > stop:
                walk.cut_bytes = stop - base - at
                return stop
            offsets.append(base + at)
            sizes.append(size)
            at += size
        position = base + at
    return position


def _is_followed(window: _Window, position: int, header: FrameHeader, kind: FrameKind) -> bool:
    """Return whether frames of the same kind, or the end or a tag, follow the one at ``position``."""
    for _ in range(_FOLLOWERS):
        position += header.size_bytes
        at = position - window.base
        if position >= window.stop or tag_at(window.data, at)[0]:
            return True
        follower = kind.read_header(window.data, at)
        if follower is None or follower.key != header.key:
            return False
        header = follower
    return True


def _frame_inside(window: _Window, torn: int, stop: int, kind: FrameKind) -> int | None:
    """Return where, inside the frame at ``torn``, another one begins that others follow; None if none does."""
    if not kind.sync:
        return None
    if not window.has_ahead(torn):
        window.move(torn)
    data, at = window.data, torn - window.base + kind.header_bytes
    while (at := data.find(kind.sync, at, stop - window.base)) >= 0:
        header = kind.read_header(data, at)
        place, followers = at, 0
        while header is not None and followers < _FOLLOWERS:
            place += header.size_bytes
            follower = kind.read_header(data, place)
            header = follower if follower is not None and follower.key == header.key else None
            followers += 1
        if header is not None:
            return window.base + at
        at += 1
    return None


def _find_frame(window: _Window, position: int, kind: FrameKind, before: int, tags: list[Junk]) -> int:
    """Return the next place, after what is no frame, where frames go on; the end if there is none. Tags are listed."""
    while position < window.stop:
        if not window.has_ahead(position):
            window.move(position)
        tag_kind, size = tag_at(window.data, position - window.base)
        if tag_kind:
            tags.append(Junk(before, position, min(position + size, window.stop), tag_kind))
            position = tags[-1].stop
            continue
        header = kind.read_header(window.data, position - window.base)
        if header is not None and _is_followed(window, position, header, kind):
            return position
        found = window.data.find(kind.sync, position + 1 - window.base)
        limit = len(window.data) if window.is_last else len(window.data) - _AHEAD_BYTES
        tag = _next_tag(window.data, position - window.base + 1, limit if found < 0 else min(found, limit))
        if tag is not None:
            position = window.base + tag
        elif found < 0 or found >= limit:
            position = window.base + limit
        else:
            position = window.base + found
    return window.stop


_TAG_MARKS = (b"ID3", b"APETAGEX", b"TAG", b"LYRICSBEGIN", b"#!AMR")


def _next_tag(data: bytes, start: int, stop: int) -> int | None:
    found = [at for mark in _TAG_MARKS[:2] if (at := data.find(mark, start, stop)) >= 0 and tag_at(data, at)[0]]
    return min(found, default=None)


def tag_at(data: bytes, at: int) -> tuple[str, int]:
    """Return the kind and size in bytes of the tag that stands at ``at``; ("", 0) if none does."""
    if data.startswith(_TAG_MARKS, at):
        head = data[at : at + 32]
        if head.startswith(b"ID3") and len(head) >= 10 and max(head[6:10]) < 0x80 and head[3] < 0x10:
            return "ID3 tag", id3v2_size(head)
        if head.startswith(b"APETAGEX") and len(head) >= 32:
            is_footer = not head[23] & 0x20
            return "APE tag", 32 if is_footer else 32 + int.from_bytes(head[12:16], "little")
        if head.startswith(b"TAG") and len(data) - at >= 128:
            return "ID3 tag", 128
        if head.startswith(b"#!AMR"):
            return "header", head.find(b"\n") + 1
        if head.startswith(b"LYRICSBEGIN"):
            for end in (b"LYRICS200", b"LYRICSEND"):
                stop = data.find(end, at)
                if stop >= 0:
                    return "tag", stop + len(end) - at
    return "", 0


def _with_the_rest(tags: list[Junk], start: int, stop: int, before: int) -> list[Junk]:
    """Return the tags in a stretch without frames, and as junk what stands between them."""
    found = []
    for tag in tags:
        if tag.start > start:
            found.append(Junk(before, start, tag.start, "junk"))
        found.append(tag)
        start = tag.stop
    return [*found, Junk(before, start, stop, "junk")] if start < stop else found
