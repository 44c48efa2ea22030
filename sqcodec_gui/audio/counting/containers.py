"""Whether containers that FFmpeg reads are whole, by the sizes in their own headers, and where a second one begins."""

import struct
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.counting.frame_walk import tag_at
from sqcodec_gui.audio.formats import Family
from sqcodec_gui.audio.headers import mp4_boxes, size_in_bytes

_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_SEGMENT_PARTS = {0x114D9B74, 0x1549A966, 0x1654AE6B, _CLUSTER, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367}
"""Elements that only a segment holds (RFC 9559, section 5.1): they end a cluster of unknown size."""
_ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_HEADER_BYTES = 1 << 16
_ASF_BROADCAST = 1


_WAVPACK_FIRST_CHANNELS = 0x800


class Element(NamedTuple):
    """An element of Matroska."""

    kind: int
    content: int
    stop: int | None
    """None: of unknown size"""


def is_cut(file: BinaryIO, family: Family) -> bool:
    """Whether the container's own sizes say that the end of the file is missing. Raises OSError."""
    end = size_in_bytes(file)
    if family is Family.MP4:
        return any(box.stop > end for box in mp4_boxes(file))
    if family is Family.MATROSKA:
        return _matroska_extent(file, 0, end)[1]
    if family is Family.ASF:
        return _is_asf_cut(file, end)
    file.seek(0)
    head = file.read(12)
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        size = int.from_bytes(head[4:8], "little")
        return 0 < size < 0xFFFFFFF0 and size + 8 > end + 1
    return False


def joined_files(file: BinaryIO, family: Family) -> list[range]:
    """Stretches of a file that are files of their own; one stretch for the usual file. Raises OSError."""
    end = size_in_bytes(file)
    if family is Family.MP4:
        starts = _mp4_starts(file)
    elif family is Family.MATROSKA:
        starts = _matroska_starts(file, end)
    elif family is Family.OTHER_AUDIO:
        starts = _block_file_starts(file, end)
    else:
        starts = [0]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]


def has_fragments(file: BinaryIO) -> bool:
    """Whether an MP4 file is made of fragments, whose clock need not begin at zero. Raises OSError."""
    return any(box.kind == b"moof" for box in mp4_boxes(file))


def _block_file_starts(file: BinaryIO, end: int) -> list[int]:
    """Of WavPack files, whose blocks count from zero (WavPack 4 & 5 format), and of TTA files (TTA1 format)."""
    starts, position = [], 0
    while position + 32 <= end:
        file.seek(position)
        head = file.read(32)
        if head.startswith(b"wvpk"):
            index, flags = struct.unpack_from("<I4xI", head, 16)
            if index == 0 and flags & _WAVPACK_FIRST_CHANNELS:
                starts.append(position)
            position += 8 + int.from_bytes(head[4:8], "little")
        elif head.startswith(b"TTA1"):
            starts.append(position)
            rate_hz, samples = struct.unpack_from("<II", head, 10)
            frames = -(-samples * 245 // (256 * rate_hz)) if rate_hz else 0
            file.seek(position + 22)
            sizes = file.read(4 * frames)
            position += 26 + len(sizes) + sum(struct.unpack(f"<{len(sizes) // 4}I", sizes))
        elif tag_bytes := tag_at(head, 0)[1]:
            position += tag_bytes
        else:
            break
    return starts or [0]


def _mp4_starts(file: BinaryIO) -> list[int]:
    """A second file begins with a second ``ftyp`` and has an index of its own; the first one must have one too."""
    boxes = list(mp4_boxes(file))
    indices = [box.start for box in boxes if box.kind == b"moov"]
    starts = [0]
    for start in [box.start for box in boxes if box.kind == b"ftyp" and box.start > 0]:
        if any(starts[-1] <= at < start for at in indices) and any(at > start for at in indices):
            starts.append(start)
    return starts


def _matroska_starts(file: BinaryIO, end: int) -> list[int]:
    starts, position = [], 0
    while position < end:
        starts.append(position)
        following, _ = _matroska_extent(file, position, end)
        element = _element(file, following)
        if following <= position or element is None or element.kind != _EBML:
            break
        position = following
    return starts


def _matroska_extent(file: BinaryIO, start: int, end: int) -> tuple[int, bool]:
    """(where the file that begins at ``start`` ends, whether the end of it is missing)"""
    position = start
    while position < end:
        element = _element(file, position)
        if element is None:
            return end, end - position < 12 and position > start
        if element.kind == _EBML and position > start:
            return position, False
        if element.kind == _SEGMENT and element.stop is None:
            position = element.content  # its elements follow as if they were beside it
        elif element.kind == _CLUSTER and element.stop is None:
            position = element.content
        elif element.stop is None:
            return end, False
        elif element.stop > end:
            return end, True
        else:
            position = element.stop
    return end, False


def _element(file: BinaryIO, position: int) -> Element | None:
    """The element at an offset (RFC 8794, section 4 and 5); None if there is none."""
    file.seek(position)
    head = file.read(12)
    kind_bytes = 9 - head[0].bit_length() if head else 9
    if kind_bytes > 4 or len(head) <= kind_bytes:
        return None
    size_bytes = 9 - head[kind_bytes].bit_length()
    if size_bytes > 8 or len(head) < kind_bytes + size_bytes:
        return None
    mask = (1 << 7 * size_bytes) - 1
    size = int.from_bytes(head[kind_bytes : kind_bytes + size_bytes]) & mask
    content = position + kind_bytes + size_bytes
    return Element(int.from_bytes(head[:kind_bytes]), content, None if size == mask else content + size)


def promised_s(file: BinaryIO, family: Family) -> float | None:
    """Seconds of sound that the header of an ASF or AVI file promises, which FFmpeg corrects by the size of the file.

    None where it says nothing. Raises OSError.
    """
    file.seek(0)
    head = file.read(_ASF_HEADER_BYTES)
    if family is Family.ASF:
        at = head.find(_ASF_FILE_PROPERTIES)
        if at < 0 or len(head) < at + 92 or head[at + 88] & _ASF_BROADCAST:
            return None
        duration, preroll_ms = (int.from_bytes(head[at + there : at + there + 8], "little") for there in (64, 80))
        return max(0.0, duration / 1e7 - preroll_ms / 1e3)
    at = head.find(b"auds", head.find(b"strh"))
    if head[8:12] != b"AVI " or at < 0 or len(head) < at + 36:
        return None
    scale, rate, _, length = struct.unpack_from("<4I", head, at + 20)
    return length * scale / rate if rate else None


def _is_asf_cut(file: BinaryIO, end: int) -> bool:
    """By the size that the file properties tell (ASF specification, section 3.2), unless it was a broadcast."""
    file.seek(0)
    head = file.read(_ASF_HEADER_BYTES)
    at = head.find(_ASF_FILE_PROPERTIES)
    if at < 0 or len(head) < at + 92:
        return False
    size = int.from_bytes(head[at + 40 : at + 48], "little")
    flags = int.from_bytes(head[at + 88 : at + 92], "little")
    return not flags & _ASF_BROADCAST and size > end
