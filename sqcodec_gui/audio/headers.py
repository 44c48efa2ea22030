"""This module reads facts that stand in a file's own bytes and that the decoding libraries do not tell.

All functions take an open binary file and leave its position anywhere. On bytes that make no sense they return
None or an empty result: the libraries then give their own verdict.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.formats import Family, starts_mpeg_frame
from sqcodec_gui.audio.wave64 import is_wave64, wave64_chunks

_UNKNOWN_SIZES = {0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF}
_XING_SEARCH_BYTES = 256
_OGG_TAIL_BYTES = 65536 + 282
_OGG_EOS = 4
_TELLING_CHUNKS = frozenset((b"fmt ", b"LIST", b"bext", b"iXML", b"cue ", b"r64m", b"id3 ", b"ID3 ", b"_PMX"))
_MOST_CONTENT_BYTES = 64 << 20


class Box(NamedTuple):
    """It is one box of an MP4 file."""

    kind: bytes
    start: int
    stop: int
    """Offset after the box as its size claims, which may lie beyond the end of the file."""


class MpegHeader(NamedTuple):
    """It is the Xing, Info or VBRI header in the first frame of an MP3 file."""

    frame_count: int | None
    stream_bytes: int | None
    """Bytes from the first frame to the last."""
    start: int
    """Offset of the first frame."""


class OggPage(NamedTuple):
    """It holds what is asked of an Ogg page."""

    granule: int
    """For sound: samples up to the end of this page."""
    serial: int
    is_end: bool
    """Marked as the end of its stream."""


def size_in_bytes(file: BinaryIO) -> int:
    """Return the size of an open file, or of one that is put together from parts of another."""
    size_bytes = getattr(file, "size_bytes", None)
    return os.fstat(file.fileno()).st_size if size_bytes is None else int(size_bytes)


def declared_size(file: BinaryIO, family: Family) -> int | None:
    """Read the bytes that a WAV, RF64, W64 or AIFF file claims to have, or None if it does not say (a live stream)."""
    file.seek(0)
    head = file.read(36)
    if len(head) < 36:
        return None
    if family is Family.WAVE64:
        size = struct.unpack_from("<Q", head, 16)[0]
        return None if size in _UNKNOWN_SIZES else size
    if head[:4] in (b"RF64", b"BW64") and head[12:16] == b"ds64":
        size = struct.unpack_from("<Q", head, 20)[0]
    else:
        size = struct.unpack_from("<I" if head[:4] == b"RIFF" else ">I", head, 4)[0]
    return None if size in _UNKNOWN_SIZES else size + 8


def mp4_boxes(file: BinaryIO) -> Iterator[Box]:
    """Find the top-level boxes of an MP4 or QuickTime file, up to the first one that makes no sense."""
    start, end = 0, size_in_bytes(file)
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, kind = struct.unpack_from(">I4s", head)
        if size == 1 and len(head) == 16:
            size = struct.unpack_from(">Q", head, 8)[0]
        elif size == 0:
            size = end - start
        if size < 8:
            return
        yield Box(kind, start, start + size)
        start += size


def mp4_ticks_per_second(file: BinaryIO) -> int | None:
    """Read the clock of an MP4's edit lists (``mvhd``'s time scale), often only 1000; None if it is not found."""
    moov = next((box for box in mp4_boxes(file) if box.kind == b"moov"), None)
    if moov is None:
        return None
    file.seek(moov.start + 8)
    head = file.read(32)
    if len(head) < 32 or head[4:8] != b"mvhd":
        return None
    times_bytes = 16 if head[8] == 1 else 8
    return struct.unpack_from(">I", head, 12 + times_bytes)[0] or None


def id3v2_size(head: bytes) -> int:
    """Count the bytes of the ID3v2 tag that ``head`` (ten bytes or more) begins with; 0 if there is none."""
    if len(head) < 10 or head[:3] != b"ID3":
        return 0
    size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    footer = 10 if head[5] & 0x10 else 0
    return 10 + size + footer


def mpeg_header(file: BinaryIO) -> MpegHeader | None:
    """Read the header in the first frame of an MP3 file that tells its exact length, or None."""
    file.seek(0)
    start = id3v2_size(file.read(10))
    file.seek(start)
    head = file.read(_XING_SEARCH_BYTES)
    if not starts_mpeg_frame(head):
        return None
    for magic in (b"Xing", b"Info"):
        at = head.find(magic)
        if 0 < at <= len(head) - 16:
            flags, *fields = struct.unpack_from(">III", head, at + 4)
            frame_count = fields.pop(0) if flags & 1 else None
            stream_bytes = fields.pop(0) if flags & 2 else None
            return MpegHeader(frame_count, stream_bytes, start)
    at = head.find(b"VBRI")
    if 0 < at <= len(head) - 18:
        stream_bytes, frame_count = struct.unpack_from(">II", head, at + 10)
        return MpegHeader(frame_count, stream_bytes, start)
    return None


def is_mpeg_cut(file: BinaryIO, header: MpegHeader | None) -> bool:
    """Return whether an MP3 file is shorter than its header says; False where that says nothing."""
    return header is not None and header.start + (header.stream_bytes or 0) > size_in_bytes(file)


def is_ogg_cut(file: BinaryIO) -> bool:
    """Return whether an Ogg file ends before the page that is marked as its last."""
    last = last_ogg_page(file)
    return last is None or not last.is_end


def last_ogg_page(file: BinaryIO) -> OggPage | None:
    """Find the last page of an Ogg file, or None if there is none near its end."""
    file.seek(max(0, size_in_bytes(file) - _OGG_TAIL_BYTES))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) < at + 18:
        return None
    flags, granule, serial = struct.unpack_from("<BqI", tail, at + 5)
    return OggPage(granule, serial, bool(flags & _OGG_EOS))


def ogg_frames(file: BinaryIO) -> int | None:
    """Read the length of an Ogg file that holds one Vorbis or Opus stream (at 48 kHz) alone, from zero; else None."""
    file.seek(0)
    head = file.read(64)
    last = last_ogg_page(file)
    if len(head) < 64 or last is None or struct.unpack_from("<I", head, 14)[0] != last.serial:
        return None
    if head[28:36] == b"OpusHead":
        frames: int | None = last.granule - struct.unpack_from("<H", head, 38)[0]
        return frames
    return last.granule if head[28:35] == b"\x01vorbis" else None


def opus_input_rate_hz(header: bytes) -> int | None:
    """Read the sample rate of what an Opus file was made from (RFC 7845, 5.1), or None if it does not say."""
    at = header.find(b"OpusHead")
    if at < 0 or len(header) < at + 16:
        return None
    return struct.unpack_from("<I", header, at + 12)[0] or None


def is_little_endian_wave(header: bytes) -> bool:
    """Return whether a file that begins with ``header`` is WAV, RF64 or BW64."""
    return header[:4] in (b"RIFF", b"RF64", b"BW64") and header[8:12] == b"WAVE"


def riff_chunks(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield kind and size of each whole chunk of a WAV, RF64 or Wave64 file, which stands at the chunk's content then.

    RF64's ``data`` takes its size from ``ds64``. Ends at the first chunk whose name makes no sense.
    """
    file.seek(0)
    head = file.read(16)
    if is_wave64(head):
        yield from wave64_chunks(file, size_in_bytes(file))
    if not is_little_endian_wave(head):
        return
    start, end, long_data_size = 12, size_in_bytes(file), 0
    while start + 8 <= end:
        file.seek(start)
        kind, size = struct.unpack("<4sI", file.read(8))
        if not kind.isascii() or not kind.decode().isprintable():
            return
        if kind == b"ds64" and size >= 24:
            long_data_size = struct.unpack("<8xQ", file.read(16))[0]
            file.seek(start + 8)
        if kind == b"data" and size == 0xFFFFFFFF:
            size = long_data_size
        if start + 8 + size <= end:
            yield kind, size
        start += 8 + size + size % 2


def riff_contents(file: BinaryIO) -> list[tuple[bytes, bytes]]:
    """Return kind and content of each chunk of a WAV, RF64 or Wave64 file that says something of its sound, in order.

    Of chunks that would not fit into memory those that come first; empty for any other file.
    """
    contents, room = [], _MOST_CONTENT_BYTES
    for kind, size in riff_chunks(file):
        if kind in _TELLING_CHUNKS and size <= room:
            contents.append((kind, file.read(size)))
            room -= size
    return contents
