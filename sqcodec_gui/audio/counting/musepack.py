"""This module walks through Musepack SV8 (SV8 specification of the Musepack project): packets of two letters and a
size, from “SH” to “SE”."""

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.headers import size_in_bytes
from sqcodec_gui.audio.virtual_file import Piece

MUSEPACK = b"MPCK"
"""How files of this kind begin"""
_END, _SOUND, _SEEK_TABLE_PLACE, _STREAM_HEADER = b"SE", b"AP", b"SO", b"SH"
_PASSED_OVER = b"XX"
"""Letters of a packet that no reader knows"""
_RATES_HZ = (44100, 48000, 37800, 32000)
_VERSION = 8
_PACKET_HEAD_BYTES, _STREAM_HEADER_BYTES = 12, 32


class Packet(NamedTuple):
    """It is a packet as its header claims it, by offsets in the file."""

    kind: bytes
    start: int
    content: int
    stop: int


def musepack_packets(file: BinaryIO, start: int, end: int) -> Iterator[Packet]:
    """Yield the packets of the file that begins at ``start``, up to its last one or what is none. Raises OSError.

    The end of the last one may be missing: then it stops behind ``end``.
    """
    position = start + len(MUSEPACK)
    while position + 3 <= end:
        file.seek(position)
        head = file.read(_PACKET_HEAD_BYTES)
        size, head_bytes = _number(head, 2)
        if size < head_bytes or not head[:2].isalpha():
            return
        yield Packet(head[:2], position, position + head_bytes, position + size)
        position += size
        if head[:2] == _END:
            return


def musepack_end(file: BinaryIO, start: int, end: int) -> int:
    """Return where the file that begins at ``start`` ends. Raises OSError."""
    stop = start + len(MUSEPACK)
    for packet in musepack_packets(file, start, end):
        stop = packet.stop
        if packet.kind == _END:
            return stop
    return stop if stop + 3 <= end else end


def is_musepack_cut(file: BinaryIO, start: int, end: int) -> bool:
    """Return whether the packet that ends the file at ``start`` is not there. Raises OSError."""
    return not any(packet.kind == _END and packet.stop <= end for packet in musepack_packets(file, start, end))


def readable_musepack(file: BinaryIO, stretch: range) -> tuple[Piece, ...]:
    """Return the stretch of a file, or of one that is cut the pieces that FFmpeg can read. Raises OSError.

    FFmpeg goes to the seek table at the end first, and finds no sound where that is missing; of a torn packet it
    makes noise.
    """
    packets = list(musepack_packets(file, stretch.start, stretch.stop))
    whole = [packet for packet in packets if packet.stop <= stretch.stop]
    if not any(packet.kind == _SOUND for packet in whole) or any(packet.kind == _END for packet in whole):
        return (stretch,)
    pieces: list[Piece] = []
    position = stretch.start
    for packet in whole:
        if packet.kind == _SEEK_TABLE_PLACE:
            pieces += [range(position, packet.start), _PASSED_OVER]
            position = packet.start + len(_PASSED_OVER)
    return (*pieces, range(position, whole[-1].stop))


def musepack_promised_s(file: BinaryIO) -> float | None:
    """Return the seconds of sound by the header of the stream; FFmpeg counts whole packets of sound. Raises OSError."""
    for packet in musepack_packets(file, 0, size_in_bytes(file)):
        if packet.kind != _STREAM_HEADER:
            continue
        file.seek(packet.content)
        content = file.read(_STREAM_HEADER_BYTES)  # checksum, version, samples, silence before them, rate, …
        samples, at = _number(content, 5)
        _, at = _number(content, at)
        rate = content[at] >> 5 if at < len(content) else len(_RATES_HZ)
        if content[4:5] == bytes([_VERSION]) and rate < len(_RATES_HZ) and samples:
            return samples / _RATES_HZ[rate]
        return None
    return None


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Return (a number of seven bits a byte, all but its last byte with the highest bit set; the offset behind it)."""
    number = 0
    while at < len(data):
        number = number << 7 | data[at] & 0x7F
        at += 1
        if not data[at - 1] & 0x80:
            break
    return number, at
