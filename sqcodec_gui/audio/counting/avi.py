"""This module tells how much sound the headers of AVI promise, and which of it they count twice.

AVI RIFF File Reference (Microsoft), AVISTREAMHEADER; OpenDML AVI 1.02 for files of several RIFF chunks.
"""

import struct
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.headers import size_in_bytes

_HEAD_BYTES = 1 << 16
_STREAM_HEADER = struct.Struct("<4s16x4I8xI")
"""fccType, then dwScale, dwRate, dwStart, dwLength, and behind two more dwSampleSize"""
_INDEX_ENTRY = struct.Struct("<4s8xI")
"""dwChunkId, then dwFlags and dwOffset, and dwSize"""
_SEARCHED_AT_ONCE_BYTES = 1 << 20
_FORMS, _LISTS = (b"AVI ", b"AVIX"), (b"movi", b"rec ")


class AviStream(NamedTuple):
    """It is what the header of one stream says. ``unit_s``: seconds of what ``length`` counts."""

    unit_s: float
    length: int
    counts_chunks: bool
    """Or samples (dwSampleSize is not 0)"""


def avi_promised_s(file: BinaryIO, stream: int) -> float | None:
    """Return the seconds that the header of a stream promises; None if it is none of sound. Raises OSError.

    ``stream``: its number in the file, from 0.
    """
    header = _stream_header(file, stream)
    return None if header is None else header.length * header.unit_s


def empty_chunks_s(file: BinaryIO, stream: int) -> float:
    """Return the seconds by which a stream's header promises too much: it counts chunks that hold nothing.

    FFmpeg ends FLAC with one. Looks at all chunks, and where they make no sense any more at the index. Raises OSError.
    """
    header = _stream_header(file, stream)
    if header is None or not header.counts_chunks:
        return 0.0
    return _empty_chunks(file, b"%02dwb" % stream) * header.unit_s


def missing_chunks_s(file: BinaryIO, stream: int, found: int) -> float | None:
    """Return the seconds of a stream's chunks that are not there. ``found``: those with something in them that are.

    None where its header counts no chunks. That is the length of what is missing, to the sample if the last chunk is
    there, which may be short; else it is too long by less than a chunk. Raises OSError.
    """
    header = _stream_header(file, stream)
    if header is None or not header.counts_chunks:
        return None
    return (header.length - _empty_chunks(file, b"%02dwb" % stream) - found) * header.unit_s


def _empty_chunks(file: BinaryIO, wanted: bytes) -> int:
    found, position, end = 0, 0, size_in_bytes(file)
    while position + 8 <= end:
        file.seek(position)
        head = file.read(12)
        kind, size = head[:4], int.from_bytes(head[4:8], "little")
        if (kind == b"RIFF" and head[8:] in _FORMS) or (kind == b"LIST" and head[8:] in _LISTS):
            position += 12
            continue
        if not (kind.isascii() and kind.decode().isprintable()):
            return max(found, _empty_in_index(file, wanted, position))
        found += kind == wanted and size == 0
        position += 8 + size + size % 2
    return found


def _empty_in_index(file: BinaryIO, wanted: bytes, position: int) -> int:
    """Count the empty chunks by the index (AVIOLDINDEX), which stands somewhere behind ``position``; 0 without one."""
    before = b""
    file.seek(position)
    while piece := file.read(_SEARCHED_AT_ONCE_BYTES):
        at = (before + piece).find(b"idx1")
        if at >= 0:
            file.seek(file.tell() - len(before) - len(piece) + at + 4)
            return _empty_entries(file, wanted, int.from_bytes(file.read(4), "little"))
        before = piece[-3:]
    return 0


def _empty_entries(file: BinaryIO, wanted: bytes, left_bytes: int) -> int:
    """Count in pieces: the index claims its own length, which may be that of all the rest of a large file."""
    found = 0
    while entries := file.read(min(left_bytes, _SEARCHED_AT_ONCE_BYTES)):
        left_bytes -= len(entries)
        whole = entries[: len(entries) // _INDEX_ENTRY.size * _INDEX_ENTRY.size]
        found += sum(kind == wanted and size == 0 for kind, size in _INDEX_ENTRY.iter_unpack(whole))
    return found


def _stream_header(file: BinaryIO, stream: int) -> AviStream | None:
    file.seek(0)
    head = file.read(_HEAD_BYTES)
    if head[:4] != b"RIFF" or head[8:12] != b"AVI ":
        return None
    at = -1
    for _ in range(stream + 1):
        at = head.find(b"strh", at + 1)
        if at < 0:
            return None
    if len(head) < at + 8 + _STREAM_HEADER.size:
        return None
    kind, scale, rate, _, length, sample_bytes = _STREAM_HEADER.unpack_from(head, at + 8)
    return AviStream(scale / rate, length, sample_bytes == 0) if kind == b"auds" and rate else None
