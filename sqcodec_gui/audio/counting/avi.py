"""This module tells how much sound the headers of AVI promise, and which of it they count twice.

AVI RIFF File Reference (Microsoft), AVISTREAMHEADER; OpenDML AVI 1.02 for files of several RIFF chunks.
"""

import struct
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.headers import size_in_bytes

_HEAD_BYTES = 1 << 16
_STREAM_HEADER = struct.Struct("<4s16x4I8xI")
"""fccType, then dwScale, dwRate, dwStart, dwLength, and behind two more dwSampleSize"""
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

    FFmpeg ends FLAC with one. Walks over all chunks, as far as they make sense. Raises OSError.
    """
    header = _stream_header(file, stream)
    if header is None or not header.counts_chunks:
        return 0.0
    wanted, found, position, end = b"%02dwb" % stream, 0, 0, size_in_bytes(file)
    while position + 8 <= end:
        file.seek(position)
        head = file.read(12)
        kind, size = head[:4], int.from_bytes(head[4:8], "little")
        if (kind == b"RIFF" and head[8:] in _FORMS) or (kind == b"LIST" and head[8:] in _LISTS):
            position += 12
            continue
        if not (kind.isascii() and kind.decode().isprintable()):
            break
        found += kind == wanted and size == 0
        position += 8 + size + size % 2
    return found * header.unit_s


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
