"""This module takes an Opus stream in Ogg pages (RFC 3533) as libsndfile writes it, and puts other tags into it."""

import struct
import zlib
from typing import BinaryIO

_HEADER = struct.Struct("<4sBBqIIIB")
_MAX_SEGMENTS = 255
_CONTINUED = 1
_REVERSED_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


class OpusTagsFile:
    """It is a write-only file in front of another: the second packet of the stream, its tags, is replaced.

    libsndfile fails on tags beyond some ten thousand bytes, which a cover exceeds. The tags may need another
    number of pages, so all that follow are numbered anew.
    """

    def __init__(self, file: BinaryIO, tags_packet: bytes) -> None:
        self._file = file
        self._tags_packet = tags_packet
        self._pending = bytearray()
        self._taken_bytes = 0
        self._pages_written = 0
        self._tags_done = False

    def write(self, data: bytes) -> int:
        """Take bytes of the stream and write the pages that are complete. Raises OSError."""
        self._pending += data
        self._taken_bytes += len(data)
        while page := self._next_page():
            self._pass_on(page)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Return where the stream stands, whatever is asked: an Ogg stream is written from front to back."""
        return self._taken_bytes

    def tell(self) -> int:
        """Count the bytes taken so far."""
        return self._taken_bytes

    def _next_page(self) -> bytes | None:
        """Cut one complete page off what is pending."""
        if len(self._pending) < _HEADER.size:
            return None
        segments = self._pending[_HEADER.size - 1]
        body_at = _HEADER.size + segments
        size = body_at + sum(self._pending[_HEADER.size : body_at])
        if len(self._pending) < max(size, body_at):
            return None
        page = bytes(self._pending[:size])
        del self._pending[:size]
        return page

    def _pass_on(self, page: bytes) -> None:
        _, _, flags, granule, serial, _, _, segments = _HEADER.unpack_from(page)
        lacing = page[_HEADER.size : _HEADER.size + segments]
        if self._pages_written == 0 or self._tags_done:
            self._write_page(flags, granule, serial, lacing, page[_HEADER.size + segments :])
        elif any(size < 255 for size in lacing):
            # The encoder's own tags end here, and by the standard so does their last page.
            self._tags_done = True
            self._write_packet(serial, self._tags_packet)

    def _write_packet(self, serial: int, packet: bytes) -> None:
        """Write a packet on pages of its own."""
        lacing = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
        offset = 0
        for start in range(0, len(lacing), _MAX_SEGMENTS):
            part = lacing[start : start + _MAX_SEGMENTS]
            size = sum(part)
            # -1: no packet ends on this page.
            granule = 0 if start + _MAX_SEGMENTS >= len(lacing) else -1
            self._write_page(_CONTINUED if start else 0, granule, serial, part, packet[offset : offset + size])
            offset += size

    def _write_page(self, flags: int, granule: int, serial: int, lacing: bytes, body: bytes) -> None:
        fields = (b"OggS", 0, flags, granule, serial, self._pages_written)
        blank = _HEADER.pack(*fields, 0, len(lacing)) + lacing + body
        self._file.write(_HEADER.pack(*fields, ogg_crc(blank), len(lacing)) + lacing + body)
        self._pages_written += 1


def ogg_crc(page: bytes) -> int:
    """Compute Ogg's checksum: CRC-32 with the bits of each byte the other way round, from zero, not inverted."""
    mirrored = zlib.crc32(page.translate(_REVERSED_BITS), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(mirrored.to_bytes(4, "little").translate(_REVERSED_BITS))
