"""This module finds where one file ends and another begins that was put behind it, by the sizes in their own headers:
nothing is decoded.

FFmpeg would read the first of them alone.
"""

import math
import re
import struct
from collections.abc import Callable
from typing import BinaryIO

from sqcodec_gui.audio.counting.containers import FLV, VOC, flv_extent, matroska_starts, voc_extent
from sqcodec_gui.audio.counting.frame_walk import tag_at
from sqcodec_gui.audio.counting.musepack import MUSEPACK, musepack_end
from sqcodec_gui.audio.headers import mp4_boxes, size_in_bytes

_WAVPACK_FIRST_CHANNELS = 0x800
_ASF_HEADER = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_OLD_FORMS = (b"8SVX", b"16SV", b"MAUD")
_SPHERE, _SPHERE_BYTES = b"NIST_1A\n", 1024
_SEARCHED_AT_ONCE_BYTES = 1 << 22

Starts = Callable[[BinaryIO, int], list[int]]
"""Of an open file and its size: offsets of the files in it."""


def joined_files(file: BinaryIO, head: bytes) -> list[range]:
    """Find the stretches of a file that are files of their own; one stretch for the usual file. Raises OSError.

    ``head``: its first bytes, twelve or more.
    """
    end = size_in_bytes(file)
    find_starts = _walker_of(head)
    starts = [0] if find_starts is None else find_starts(file, end)
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], end], strict=True)]


def can_be_joined(head: bytes) -> bool:
    """Return whether this kind of file tells where it ends."""
    return _walker_of(head) is not None


def is_mp4(head: bytes) -> bool:
    """Return whether a file that begins so is MP4 or one of its kin."""
    return head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


def _walker_of(head: bytes) -> Starts | None:
    if is_mp4(head):
        return _mp4_starts
    if (head[:4] == b"RIFX" and head[8:12] == b"WAVE") or (head[:4] == b"FORM" and head[8:12] in _OLD_FORMS):
        return _form_starts
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return _avi_starts
    return next((walker for mark, walker in _WALKERS if head.startswith(mark)), None)


def _block_file_starts(file: BinaryIO, end: int) -> list[int]:
    """Find the starts of WavPack files, whose blocks count from 0 (WavPack 4 & 5), and of TTA files (TTA1 format)."""
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


def _mp4_starts(file: BinaryIO, end: int) -> list[int]:
    """Find the start of a second file, which begins with a second ``ftyp`` and has an index of its own; the first one
    must have one too."""
    boxes = list(mp4_boxes(file))
    indices = [box.start for box in boxes if box.kind == b"moov"]
    starts = [0]
    for start in [box.start for box in boxes if box.kind == b"ftyp" and box.start > 0]:
        if any(starts[-1] <= at < start for at in indices) and any(at > start for at in indices):
            starts.append(start)
    return starts


def _one_by_one(file: BinaryIO, end: int, mark: bytes, end_of: Callable[[BinaryIO, int, int], int]) -> list[int]:
    """Find the starts of files that begin with ``mark``, each where ``end_of`` says that the one before ends."""
    starts = [0]
    while True:
        position = end_of(file, starts[-1], end)
        file.seek(position)
        if position <= starts[-1] or position + len(mark) > end or file.read(len(mark)) != mark:
            return starts
        starts.append(position)


def _avi_starts(file: BinaryIO, end: int) -> list[int]:
    """Find the starts of AVI files; OpenDML files go on in further RIFF chunks, called ``AVIX`` (OpenDML AVI 1.02)."""
    starts, position = [], 0
    while position + 12 <= end:
        file.seek(position)
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:12] not in (b"AVI ", b"AVIX"):
            break
        if head[8:12] == b"AVI ":
            starts.append(position)
        size = int.from_bytes(head[4:8], "little")
        position += 8 + size + size % 2
    return starts or [0]


def _asf_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, _ASF_HEADER, _asf_end)


def _asf_end(file: BinaryIO, start: int, end: int) -> int:
    """Find the end of an ASF file, by all objects at the top, each with its size (ASF specification, section 2)."""
    position = start
    while position + 24 <= end:
        file.seek(position)
        head = file.read(24)
        if head[:16] == _ASF_HEADER and position > start:
            return position
        size = int.from_bytes(head[16:24], "little")
        if size < 24:  # a broadcast, whose packets are not counted
            return _find(file, _ASF_HEADER, position + 24, end) if head[:16] == _ASF_DATA else end
        position += size
    return end


def _form_starts(file: BinaryIO, end: int) -> list[int]:
    """Find the starts of WAV with big-endian numbers and the Amiga's IFF files: one chunk holds all, with its size."""
    file.seek(0)
    mark = file.read(4)

    def end_of(file: BinaryIO, start: int, end: int) -> int:
        file.seek(start + 4)
        size = int.from_bytes(file.read(4))
        return start + 8 + size + size % 2

    return _one_by_one(file, end, mark, end_of)


def _flv_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, FLV, lambda file, start, end: flv_extent(file, start, end)[0])


def _voc_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, VOC, lambda file, start, end: voc_extent(file, start, end)[0])


def _musepack_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, MUSEPACK, musepack_end)


def _monkey_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, b"MAC ", _monkey_end)


def _monkey_end(file: BinaryIO, start: int, end: int) -> int:
    """Find the end by the sizes in the descriptor of versions from 3.98 on; older files are taken as one."""
    file.seek(start)
    head = file.read(36)
    if len(head) < 36 or int.from_bytes(head[4:6], "little") < 3980:
        return end
    *sizes, low, high, tail = struct.unpack_from("<7I", head, 8)  # descriptor, header, seek table, header of a WAV
    return int(start + sum(sizes) + (high << 32 | low) + tail)


def _dsf_starts(file: BinaryIO, end: int) -> list[int]:
    def end_of(file: BinaryIO, start: int, end: int) -> int:
        file.seek(start + 12)
        return start + int.from_bytes(file.read(8), "little")

    return _one_by_one(file, end, b"DSD ", end_of)


def _sphere_starts(file: BinaryIO, end: int) -> list[int]:
    return _one_by_one(file, end, _SPHERE, _sphere_end)


def _sphere_end(file: BinaryIO, start: int, end: int) -> int:
    """Find the end by the counts in the header (NIST SPHERE), unless the sound is packed."""
    file.seek(start)
    head = file.read(_SPHERE_BYTES)
    fields = dict(re.findall(rb"^(\w+) -\S+ (.+)$", head, re.MULTILINE))
    try:
        header_bytes = int(head[len(_SPHERE) :].split()[0])
        sizes = [int(fields[name]) for name in (b"sample_count", b"channel_count", b"sample_n_bytes")]
    except (ValueError, KeyError, IndexError):
        return end
    is_packed = b"embedded" in fields.get(b"sample_coding", b"")
    return end if is_packed else start + header_bytes + math.prod(sizes)


def _find(file: BinaryIO, mark: bytes, start: int, end: int) -> int:
    """Return the offset of the first ``mark`` from ``start`` on; ``end`` if there is none."""
    for position in range(start, end, _SEARCHED_AT_ONCE_BYTES):
        file.seek(position)
        at = file.read(_SEARCHED_AT_ONCE_BYTES + len(mark) - 1).find(mark)
        if at >= 0:
            return position + at
    return end


_WALKERS: tuple[tuple[bytes, Starts], ...] = (
    (b"\x1a\x45\xdf\xa3", matroska_starts),
    (b"wvpk", _block_file_starts),
    (b"TTA1", _block_file_starts),
    (_ASF_HEADER, _asf_starts),
    (FLV, _flv_starts),
    (VOC, _voc_starts),
    (MUSEPACK, _musepack_starts),
    (b"MAC ", _monkey_starts),
    (b"DSD ", _dsf_starts),
    (_SPHERE, _sphere_starts),
)
"""By the first bytes of a file"""
