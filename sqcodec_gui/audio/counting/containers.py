"""This module tells whether containers that FFmpeg reads are whole, by the sizes and times in their own headers."""

from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.counting.avi import avi_promised_s
from sqcodec_gui.audio.counting.chunk_files import read_chunk_file
from sqcodec_gui.audio.counting.fragments import fragments_promise_s, is_fragment_missing, is_index_beyond_end
from sqcodec_gui.audio.counting.musepack import MUSEPACK, is_musepack_cut, musepack_promised_s
from sqcodec_gui.audio.formats import Family
from sqcodec_gui.audio.headers import mp4_boxes, size_in_bytes

_EBML, _SEGMENT, _CLUSTER = 0x1A45DFA3, 0x18538067, 0x1F43B675
_MATROSKA_ELEMENTS = (
    *(_EBML, 0x114D9B74, 0x1549A966, 0x1654AE6B, 0x1C53BB6B, 0x1941A469, 0x1043A770, 0x1254C367, 0xEC, 0xBF),
    *(0xE7, 0xA3, 0xA0, 0xAB, 0xA7, 0x5854, 0xAF),
)
"""Beside clusters in a segment, and in a cluster"""
_ASF_FILE_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_HEADER_BYTES = 1 << 16
_ASF_BROADCAST = 1
FLV = b"FLV\x01"
"""How files of Flash video begin"""
_FLV_TAGS = (8, 9, 18)
VOC = b"Creative Voice File\x1a"
"""How files of Sound Blaster cards begin"""
_VOC_LAST_BLOCK = 9


class Element(NamedTuple):
    """It is an element of Matroska."""

    kind: int
    content: int
    stop: int | None
    """None: of unknown size"""


def is_cut(file: BinaryIO, family: Family) -> bool:
    """Return whether the container's own sizes say that the end of the file is missing. Raises OSError."""
    end = size_in_bytes(file)
    if family is Family.MP4:
        return any(box.stop > end for box in mp4_boxes(file)) or is_index_beyond_end(file)
    if family is Family.MATROSKA:
        return _matroska_extent(file, 0, end)[1]
    if family is Family.ASF:
        return _is_asf_cut(file, end)
    file.seek(0)
    head = file.read(20)
    if head.startswith(FLV):
        return flv_extent(file, 0, end)[1]
    if head == VOC:
        return voc_extent(file, 0, end)[1]
    if head.startswith(MUSEPACK):
        return is_musepack_cut(file, 0, end)
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        size = int.from_bytes(head[4:8], "little")
        return 0 < size < 0xFFFFFFF0 and size + 8 > end + 1
    return False


def is_damaged_inside(file: BinaryIO, family: Family) -> bool:
    """Return whether Matroska has something that is no element, or fragments of MP4 are missing. Raises OSError."""
    if family is Family.MATROSKA:
        return _is_matroska_damaged(file)
    return family is Family.MP4 and is_fragment_missing(file)


def has_fragments(file: BinaryIO) -> bool:
    """Return whether an MP4 file is made of fragments, whose clock need not begin at zero. Raises OSError."""
    return any(box.kind == b"moof" for box in mp4_boxes(file))


def matroska_starts(file: BinaryIO, end: int) -> list[int]:
    """Find the offsets of all files of Matroska in a file. Raises OSError."""
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
    """Return (where the file that begins at ``start`` ends, whether the end of it is missing)."""
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


def _is_matroska_damaged(file: BinaryIO) -> bool:
    """Return whether anything but known elements stands there: they follow one another, segments and clusters taken
    apart (RFC 9559, 5.1)."""
    end, position = size_in_bytes(file), 0
    while position < end:
        element = _element(file, position)
        if element is None or element.kind not in (_SEGMENT, _CLUSTER, *_MATROSKA_ELEMENTS):
            return True
        if element.kind in (_SEGMENT, _CLUSTER):
            position = element.content
        elif element.stop is None:
            return False
        else:
            position = element.stop
    return False


def _element(file: BinaryIO, position: int) -> Element | None:
    """Return the element at an offset (RFC 8794, section 4 and 5); None if there is none."""
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


def flv_extent(file: BinaryIO, start: int, end: int) -> tuple[int, bool]:
    """Return (where a file of Flash video ends, whether its last tag is cut). Raises OSError.

    Tags follow one another, each with its size, and that again behind it (Adobe FLV 10.1, annex E).
    """
    file.seek(start + 5)
    position = start + int.from_bytes(file.read(4)) + 4
    while position + 11 <= end:
        file.seek(position)
        head = file.read(11)
        if head[0] & 0x1F not in _FLV_TAGS:
            return position, False
        position += 15 + int.from_bytes(head[1:4])
    return end, position != end


def voc_extent(file: BinaryIO, start: int, end: int) -> tuple[int, bool]:
    """Return (where a Creative Voice file ends, whether it is cut or its blocks make no sense). Raises OSError."""
    file.seek(start + 20)
    position = start + int.from_bytes(file.read(2), "little")
    while position < end:
        file.seek(position)
        head = file.read(4)
        if head[:1] == b"\0":
            return position + 1, False
        if len(head) < 4 or head[0] > _VOC_LAST_BLOCK:
            return position, True
        position += 4 + int.from_bytes(head[1:4], "little")
    return end, position > end  # not every writer puts an end there


def promised_s(file: BinaryIO, family: Family, stream: int) -> float | None:
    """Return the seconds of sound that a header promises, which FFmpeg passes over or corrects by the size of the file.

    Of ASF, AVI, Musepack, MP4 in fragments, and what is packed in WAV and its kin. ``stream``: the track's number among
    all streams, from 0, which AVI counts by. None where it says nothing. Raises OSError.
    """
    if family is Family.MP4:
        return fragments_promise_s(file)
    if family in (Family.RIFF, Family.WAVE64):
        found = read_chunk_file(file, 0, size_in_bytes(file))
        if found is None or found.is_linear or not found.fact_frames or not found.rate_hz:
            return None
        return found.fact_frames / found.rate_hz
    file.seek(0)
    head = file.read(_ASF_HEADER_BYTES)
    if head.startswith(MUSEPACK):
        return musepack_promised_s(file)
    if family is Family.ASF:
        at = head.find(_ASF_FILE_PROPERTIES)
        if at < 0 or len(head) < at + 92 or head[at + 88] & _ASF_BROADCAST:
            return None
        duration, preroll_ms = (int.from_bytes(head[at + there : at + there + 8], "little") for there in (64, 80))
        return max(0.0, duration / 1e7 - preroll_ms / 1e3)
    return avi_promised_s(file, stream)


def _is_asf_cut(file: BinaryIO, end: int) -> bool:
    """Return whether bytes are missing by the size that the file properties tell (ASF specification, section 3.2),
    unless it was a broadcast."""
    file.seek(0)
    head = file.read(_ASF_HEADER_BYTES)
    at = head.find(_ASF_FILE_PROPERTIES)
    if at < 0 or len(head) < at + 92:
        return False
    size = int.from_bytes(head[at + 40 : at + 48], "little")
    flags = int.from_bytes(head[at + 88 : at + 92], "little")
    return not flags & _ASF_BROADCAST and size > end
