"""This module reads and writes records, which follow the header. Each has a marker, a kind, a length and a CRC-32."""

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import SqcBlockError, SqcLimitError

SYNC = b"\xd3SQ"
BLOCK, PART, BACKUP_HEADER, FOOTER = b"B", b"P", b"H", b"F"
"""The kinds of records."""
KINDS = (BLOCK, PART, BACKUP_HEADER, FOOTER)
BEGINNING = re.compile(re.escape(SYNC) + b"[" + b"".join(KINDS) + b"]")
"""How every record begins, for a search."""
BEGINNING_BYTES = len(SYNC) + 1

FIELDS = (("sync", "3s"), ("kind", "c"), ("crc32", "I"), ("body_bytes", "I"))
"""The frame of a record: (name, ``struct`` code), little-endian, without gaps; the body follows."""
FRAME = struct.Struct("<" + "".join(code for _, code in FIELDS))

LIMIT_FOOTER_BYTES = 64 << 20
LIMIT_PART_BYTES = 2 << 20


class Record(NamedTuple):
    """It is a record whose checksum is right. ``body`` has ``body_bytes``, less only where a file ends in upper layers.

    ``checked_end``: offset in bytes where what the checksum covers ends."""

    kind: bytes
    offset: int
    body: bytes
    body_bytes: int
    checked_end: int

    @property
    def size_bytes(self) -> int:
        """Return the size of frame and body."""
        return FRAME.size + self.body_bytes

    @property
    def end(self) -> int:
        """Return the offset of what follows."""
        return self.offset + self.size_bytes


@dataclass(frozen=True)
class RecordRules:
    """It says what records may be. ``limits``: the most bytes that a body of each kind may have. ``checked_bytes``: how
    many bytes of a block's body the CRC-32 covers, where that is not all of it: upper layers have their own (raises
    SqcBlockError)."""

    limits: Mapping[bytes, int]
    checked_bytes: Callable[[bytes], int] | None = None

    def checked(self, kind: bytes, body: bytes) -> int:
        """Count the bytes of the body that the CRC-32 covers."""
        return self.checked_bytes(body) if self.checked_bytes and kind == BLOCK else len(body)


def crc_of(kind: bytes, checked: bytes, body_bytes: int, stream_id: int) -> int:
    """Compute the CRC-32 over kind, length and what it covers of the body. It starts from the stream's own number, so
    that a record of another file never passes; a backup header brings that number and therefore starts from 0."""
    start = 0 if kind == BACKUP_HEADER else stream_id
    return zlib.crc32(checked, zlib.crc32(kind + struct.pack("<I", body_bytes), start))


def record_bytes(kind: bytes, body: bytes, stream_id: int, rules: RecordRules = RecordRules({})) -> bytes:
    """Make a whole record as it stands in the file."""
    crc = crc_of(kind, body[: rules.checked(kind, body)], len(body), stream_id)
    return FRAME.pack(SYNC, kind, crc, len(body)) + body


def read_record(
    source: ByteSource, offset: int, stream_id: int, rules: RecordRules, frame: bytes | None = None
) -> Record:
    """Read the record at ``offset``. ``frame``: its first bytes, where they have been read.

    Raises SqcBlockError (no record, or damaged), SqcLimitError (too long), SqcTruncatedError.
    """
    sync, kind, crc, body_bytes = FRAME.unpack(frame or source.read_at(offset, FRAME.size))
    if sync != SYNC or kind not in KINDS:
        raise SqcBlockError("no block, part or footer begins where one should", offset=offset)
    if body_bytes > rules.limits[kind]:
        limit = rules.limits[kind]
        raise SqcLimitError(
            "a record claims {body_bytes:,} bytes, more than the {limit:,} it may have",
            body_bytes=body_bytes,
            limit=limit,
            offset=offset + 8,
        )
    start, there_bytes = offset + FRAME.size, body_bytes
    if kind == BLOCK and rules.checked_bytes is not None:  # a file may end within upper layers
        there_bytes = min(body_bytes, source.size_bytes - start)
    body = source.read_at(start, there_bytes)
    checked_bytes = rules.checked(kind, body)
    if crc_of(kind, body[:checked_bytes], body_bytes, stream_id) != crc:
        raise SqcBlockError("a record is damaged: its checksum is wrong", offset=offset)
    return Record(kind, offset, body, body_bytes, start + checked_bytes)
