"""Records: what follows the header. Each has a sync marker, a kind, a length and a CRC-32."""

import struct
import zlib
from dataclasses import dataclass

from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import SqcBlockError, SqcLimitError

SYNC = b"\xd3SQ"
BLOCK, PART, SPARE, FOOTER = b"B", b"P", b"H", b"F"
KINDS = (BLOCK, PART, SPARE, FOOTER)

FIELDS = (("sync", "3s"), ("kind", "c"), ("crc32", "I"), ("body_bytes", "I"))
"""The frame of a record: (name, ``struct`` code), little-endian, without gaps; the body follows."""
FRAME = struct.Struct("<" + "".join(code for _, code in FIELDS))

LIMIT_FOOTER_BYTES = 64 << 20
LIMIT_PART_BYTES = 2 << 20


@dataclass(frozen=True)
class Record:
    """A record whose checksum is right."""

    kind: bytes
    offset: int
    body: bytes

    @property
    def size_bytes(self) -> int:
        return FRAME.size + len(self.body)

    @property
    def end(self) -> int:
        return self.offset + self.size_bytes


def crc_of(kind: bytes, body: bytes, stream_id: int) -> int:
    """CRC-32 over kind, length and body. It starts from the stream's own number, so that a record of another
    file never passes; a spare header brings that number and therefore starts from 0."""
    start = 0 if kind == SPARE else stream_id
    return zlib.crc32(body, zlib.crc32(kind + struct.pack("<I", len(body)), start))


def record_bytes(kind: bytes, body: bytes, stream_id: int) -> bytes:
    """A whole record as it stands in the file."""
    return FRAME.pack(SYNC, kind, crc_of(kind, body, stream_id), len(body)) + body


def read_record(source: ByteSource, offset: int, stream_id: int, limits: dict[bytes, int]) -> Record:
    """The record at ``offset``. ``limits`` gives the most bytes that a body of each kind may have.

    Raises SqcBlockError (no record, or damaged), SqcLimitError (too long), SqcTruncatedError.
    """
    sync, kind, crc, body_bytes = FRAME.unpack(source.read_at(offset, FRAME.size))
    if sync != SYNC or kind not in KINDS:
        raise SqcBlockError("no block, part or footer begins where one should", offset=offset)
    if body_bytes > limits[kind]:
        raise SqcLimitError(
            f"a record claims {body_bytes:,} bytes, more than the {limits[kind]:,} it may have", offset=offset + 8
        )
    body = source.read_at(offset + FRAME.size, body_bytes)
    if crc_of(kind, body, stream_id) != crc:
        raise SqcBlockError("a record is damaged: its checksum is wrong", offset=offset)
    return Record(kind, offset, body)
