"""This module counts FLAC (RFC 9639) frame by frame: each header tells its place and the size of its block."""

import struct
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import BinaryIO, NamedTuple

import numpy as np

from sqcodec_gui.audio.counting.plan import Decoder, FramedPart, Loss, Plan
from sqcodec_gui.audio.lost_spans import ENDS_EARLY, MISSING
from sqcodec_gui.messages import Message

_AT_ONCE_BYTES = 1 << 22
_HEADER_BYTES = 16
"""The longest frame header (RFC 9639, section 9.1)."""
_MARKS = (0xF8, 0xF9)
"""Second byte of the sync code, for blocks of one size and of several"""
_BLOCK_SIZES = {1: 192, **{code: 576 << code - 2 for code in range(2, 6)}, **{code: 1 << code for code in range(8, 16)}}
_SIZES_AT_END = {6: 1, 7: 2}
_RATE_BYTES = {12: 1, 13: 2, 14: 2}


def _crc8_table() -> bytes:
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value << 1 ^ 0x07 if value & 0x80 else value << 1) & 0xFF
        table.append(value)
    return bytes(table)


def _crc16_table() -> list[int]:
    table = []
    for value in range(256):
        crc = value << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x8005 if crc & 0x8000 else crc << 1) & 0xFFFF
        table.append(crc)
    return table


_CRC8 = _crc8_table()
_CRC16 = _crc16_table()
"""Of a frame's header and of a whole frame (RFC 9639, sections 9.1.8 and 9.3)"""


class StreamInfo(NamedTuple):
    """It is the first metadata block (RFC 9639, section 8.2)."""

    content: bytes
    sound_start: int
    """Offset of the first frame"""
    largest_block: int
    rate_hz: int
    channels: int
    bits: int
    frames: int
    """0: not known"""


class FrameHeader(NamedTuple):
    """It holds what is asked of a frame's header."""

    offset: int
    start: int
    """First sample of it"""
    frames: int
    has_many_sizes: bool
    """Of the whole stream: the number in a header is that of a sample, not of a frame"""


def read_stream_info(file: BinaryIO, start: int, stop: int) -> StreamInfo | None:
    """Read the metadata blocks of the stream that begins at an offset; None if they make no sense. Raises OSError."""
    file.seek(start)
    if file.read(4) != b"fLaC":
        return None
    position, content = start + 4, b""
    while position + 4 <= stop:
        file.seek(position)
        head = file.read(4)
        size = int.from_bytes(head[1:])
        if head[0] & 0x7F == 0 and size >= 34:
            content = file.read(34)
        position += 4 + size
        if head[0] & 0x80:
            break
    if len(content) < 34 or position > stop:
        return None
    packed = int.from_bytes(content[10:18])
    largest = struct.unpack_from(">H", content, 2)[0]
    rate_hz, channels, bits = packed >> 44, (packed >> 41 & 7) + 1, (packed >> 36 & 31) + 1
    if not rate_hz or not largest:
        return None
    return StreamInfo(content, position, largest, rate_hz, channels, bits, packed & (1 << 36) - 1)


@dataclass(frozen=True)
class FlacStream:
    """It is one stream and where its frames stand."""

    info: StreamInfo
    stop: int
    """Offset behind it"""
    headers: list[FrameHeader]

    @property
    def end(self) -> int:
        """Return the sample after the last frame."""
        return self.headers[-1].start + self.headers[-1].frames if self.headers else 0

    @property
    def holes(self) -> list[tuple[int, int]]:
        """Return (start, stop) in samples, of frames that are not there."""
        ends = [(0, 0), *((one.start, one.start + one.frames) for one in self.headers)]
        return [(before[1], after[0]) for before, after in pairwise(ends) if after[0] > before[1]]


@dataclass(frozen=True)
class FlacCount:
    """It holds all streams of a file."""

    streams: list[FlacStream]

    @property
    def plain_frames(self) -> int | None:
        """Return the length of a file that is one whole stream; None for any other."""
        stream = self.streams[0]
        is_whole = len(self.streams) == 1 and not stream.holes and stream.info.frames in (0, stream.end)
        return stream.end if is_whole and stream.info.frames else None

    def plan(self) -> Plan:
        """Plan how to read it frame by frame."""
        parts, losses, notices = [], [], []
        for stream in self.streams:
            parts.append(_part(stream))
            lacking = stream.info.frames - stream.end
            if lacking > 0:
                losses.append(Loss(len(parts), lacking / stream.info.rate_hz, ENDS_EARLY))
        if len(parts) > 1:
            notices.append(
                Message("{count} recordings stand in one file; they were read one after the other.", count=len(parts))
            )
        if any(not stream.info.frames for stream in self.streams):
            notices.append(Message("The file does not say how long it is; it was read to its end."))
        truncated = bool(losses) and losses[-1].part == len(parts)
        bits = self.streams[0].info.bits
        name = "PCM_S8" if bits == 8 else f"PCM_{(bits + 7) // 8 * 8}"
        return Plan("FLAC", name, tuple(parts), tuple(losses), tuple(notices), truncated)


def count_flac(file: BinaryIO, start: int, stop: int) -> FlacCount | None:
    """Count the streams from an offset on; None if there is none. Raises OSError."""
    streams: list[FlacStream] = []
    position = start
    while (info := read_stream_info(file, position, stop)) is not None:
        headers, end = _frames(file, info, stop)
        headers = _without_torn_end(file, info, headers, end)
        if headers:
            streams.append(FlacStream(info, end, headers))
        if end >= stop:
            break
        position = end
    return FlacCount(streams) if streams else None


def _without_torn_end(file: BinaryIO, info: StreamInfo, headers: list[FrameHeader], stop: int) -> list[FrameHeader]:
    """Return the frames without the last one if the file was cut in it: what is missing is then one stretch."""
    if not headers or headers[-1].start + headers[-1].frames >= info.frames:
        return headers
    file.seek(headers[-1].offset)
    crc = 0
    for byte in file.read(stop - headers[-1].offset):
        crc = (crc << 8 ^ _CRC16[crc >> 8 ^ byte]) & 0xFFFF
    return headers[:-1] if crc else headers  # over a frame with its checksum it is nought


def _frames(file: BinaryIO, info: StreamInfo, stop: int) -> tuple[list[FrameHeader], int]:
    """Return the headers of the stream's frames, and where they end: with the file, or where another stream begins."""
    headers = _headers(file, info, stop)
    if all(header.start for header in headers[1:]):
        return _in_order(headers, info), stop
    # Numbers begin anew: another stream follows, if it is one.
    following = _next_stream(file, info.sound_start, stop)
    return _in_order([header for header in headers if header.offset < following], info), following


def _headers(file: BinaryIO, info: StreamInfo, stop: int) -> list[FrameHeader]:
    """Return the frames of everything between two offsets that looks like a header of this stream."""
    headers: list[FrameHeader] = []
    position, expected = info.sound_start, 0
    while position < stop:
        file.seek(position)
        data = file.read(min(_AT_ONCE_BYTES + _HEADER_BYTES, stop - position))
        limit = len(data) if position + len(data) >= stop else len(data) - _HEADER_BYTES
        for at in _marks(data, limit, headers[0].has_many_sizes if headers else None):
            header = _header_at(data, at, position, info, expected)
            if header is not None:
                headers.append(header)
                expected = header.start + header.frames
        if limit <= 0:
            break
        position += limit
    return headers


def _marks(data: bytes, limit: int, has_many_sizes: bool | None) -> list[int]:
    """Return where frames may begin; all frames of a stream have the same mark."""
    numbers = np.frombuffer(data, np.uint8)
    at = np.flatnonzero(numbers[: min(limit, len(numbers) - 1)] == 0xFF)
    following = numbers[at + 1]
    second = _MARKS if has_many_sizes is None else (_MARKS[has_many_sizes],)
    starts: list[int] = at[np.isin(following, second)].tolist()
    return starts


def _next_stream(file: BinaryIO, start: int, stop: int) -> int:
    """Return where the next stream begins; ``stop`` if none does."""
    for position in range(start, stop, _AT_ONCE_BYTES):
        file.seek(position)
        data = file.read(_AT_ONCE_BYTES + 3)
        at = data.find(b"fLaC")
        while at >= 0:
            if read_stream_info(file, position + at, stop) is not None:
                return position + at
            at = data.find(b"fLaC", at + 1)
    return stop


def _header_at(data: bytes, at: int, base: int, info: StreamInfo, expected: int) -> FrameHeader | None:
    """Return the frame header at an offset; None if it is none, or not one of this stream (RFC 9639, section 9.1).

    Its checksum is looked at unless it begins at the sample that is expected, which is proof enough.
    """
    if at + 6 > len(data):
        return None
    kind = _kind(data[at + 2], data[at + 3])
    if kind is None:
        return None
    first = data[at + 4]
    number, size = (first, 1) if first < 0x80 else _coded_number(data, at + 4)
    end = at + 4 + size
    frames = kind.frames or int.from_bytes(data[end : end + kind.size_bytes]) + 1
    end += kind.size_bytes + kind.rate_bytes
    if not size or end >= len(data):
        return None
    has_many_sizes = bool(data[at + 1] & 1)
    start = number if has_many_sizes else number * info.largest_block
    # A first frame of other channels is one of another stream.
    if (start and kind.channels != info.channels) or (start != expected and _crc8(data[at:end]) != data[end]):
        return None
    return FrameHeader(base + at, start, frames, has_many_sizes)


class _Kind(NamedTuple):
    """It is what the third and fourth byte of a header say."""

    frames: int
    """0: said later"""
    size_bytes: int
    """Of the number of frames, where it is said later"""
    rate_bytes: int
    channels: int


@lru_cache(maxsize=1024)
def _kind(third: int, fourth: int) -> _Kind | None:
    block_code, rate_code, channel_code = third >> 4, third & 15, fourth >> 4
    if not block_code or rate_code == 15 or fourth >> 1 & 7 == 3 or fourth & 1 or channel_code > 10:
        return None
    channels = channel_code + 1 if channel_code < 8 else 2
    size_bytes, rate_bytes = _SIZES_AT_END.get(block_code, 0), _RATE_BYTES.get(rate_code, 0)
    return _Kind(_BLOCK_SIZES.get(block_code, 0), size_bytes, rate_bytes, channels)


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc = _CRC8[crc ^ byte]
    return crc


def _coded_number(data: bytes, at: int) -> tuple[int, int]:
    """Return (number, bytes that it takes) as UTF-8 writes numbers, up to seven bytes; (0, 0) if it is none."""
    first = data[at]
    if first < 0x80:
        return first, 1
    size = 8 - (first ^ 0xFF).bit_length()
    if size < 2 or size > 7 or at + size > len(data):
        return 0, 0
    number = first & (0x7F >> size)
    for byte in data[at + 1 : at + size]:
        if byte & 0xC0 != 0x80:
            return 0, 0
        number = number << 6 | byte & 0x3F
    return number, size


def _in_order(headers: list[FrameHeader], info: StreamInfo) -> list[FrameHeader]:
    """Return those frames that follow one another. Bytes inside a frame can look like a header: one that jumps must be
    followed."""
    starts = {header.start for header in headers}
    kept: list[FrameHeader] = []
    expected = 0
    for header in headers:
        end = header.start + header.frames
        is_next = header.start == expected
        if is_next or (header.start > expected and (end in starts or end == info.frames)):
            kept.append(header)
            expected = end
    return kept


def _part(stream: FlacStream) -> FramedPart:
    info, headers = stream.info, stream.headers
    offsets = np.array([header.offset for header in headers], np.int64)
    ends = np.append(offsets[1:], stream.stop)
    missing = tuple((start, stop, MISSING) for start, stop in stream.holes)
    return FramedPart(
        decoder=Decoder("flac", info.content, (("err_detect", "crccheck+explode"),)),
        rate_hz=info.rate_hz,
        channels=info.channels,
        frames=stream.end,
        offsets=offsets,
        sizes=ends - offsets,
        starts=np.array([header.start for header in headers], np.int64),
        lengths=np.array([header.frames for header in headers], np.int64),
        missing=missing,
    )
