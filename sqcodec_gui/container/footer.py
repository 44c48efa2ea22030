"""This module reads and writes the footer: how much sound a part holds, where blocks are, the tokens' SHA-256."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from sqcodec_gui.container import varint
from sqcodec_gui.container.bounds import most_blocks, most_parts
from sqcodec_gui.container.errors import SqcFooterError
from sqcodec_gui.container.header import LIMIT_BLOCKS_IN_PART, Header
from sqcodec_gui.container.records import FRAME
from sqcodec_gui.container.source import LIMIT_SAMPLES

LIMIT_PARTS = 65_535
_LENGTH = struct.Struct("<I")
_PART_END = 0xFFFFFFFF
"""No token has this value; it closes a part in the token hash."""


@dataclass(frozen=True)
class PartEnd:
    """It holds what is known of a part when its encode has ended.

    ``sample_count``: samples (codec rate) that it plays, after ``skip_samples`` were dropped.
    ``source_frames``: frames of its source at the source's own rate, None if not known.
    ``source_sha256``: hex, empty if not known. ``last_block_tokens``: 0 only where there is no block.
    ``part_record_bytes``: size of the part record before its blocks, 0 for the first part.
    """

    sample_count: int
    source_frames: int | None
    source_sha256: str
    last_block_tokens: int
    part_record_bytes: int
    block_bytes: tuple[int, ...]
    """Size of each block's whole record, in order."""


@dataclass(frozen=True)
class Footer:
    """It is what a file ends with. ``backup_header_bytes``: size of the record before the footer, 0 if there is none.

    ``token_hashes``: hex, for each layer the SHA-256 of the tokens of it and all below it."""

    parts: tuple[PartEnd, ...]
    backup_header_bytes: int
    token_hashes: tuple[str, ...]

    @property
    def tokens_sha256(self) -> str:
        """Return the hex SHA-256 of all tokens."""
        return self.token_hashes[-1]

    @property
    def records_bytes(self) -> int:
        """Return the number of bytes of all records before the footer."""
        return self.backup_header_bytes + sum(part.part_record_bytes + sum(part.block_bytes) for part in self.parts)

    @property
    def body(self) -> bytes:
        """Return the body of the footer's record; its last four bytes are the length of the whole record."""
        pieces = [varint.write(len(self.parts))]
        for part in self.parts:
            frames = 0 if part.source_frames is None else part.source_frames + 1
            source = bytes.fromhex(part.source_sha256)
            fixed = (part.part_record_bytes, part.sample_count, frames, len(source))
            pieces += [*map(varint.write, fixed), source]
            counts = (len(part.block_bytes), part.last_block_tokens, *part.block_bytes)
            pieces += map(varint.write, counts)
        pieces += [varint.write(self.backup_header_bytes), *map(bytes.fromhex, self.token_hashes)]
        body = b"".join(pieces)
        return body + _LENGTH.pack(FRAME.size + len(body) + _LENGTH.size)


def footer_offset(last_bytes: bytes, size_bytes: int) -> int:
    """Return where the footer begins if the file's last four bytes tell its length; may be negative."""
    return size_bytes - int(_LENGTH.unpack(last_bytes)[0])


def parse_footer(body: bytes, offset: int, header: Header, file_bytes: int) -> Footer:
    """Parse the footer at ``offset``. Raises SqcFooterError. Every count is bounded by the bytes that follow it, and by
    the size of the file."""
    reader = varint.VarintReader(body[: -_LENGTH.size], offset)
    blocks_left = min(most_blocks(file_bytes), LIMIT_BLOCKS_IN_PART)
    parts: list[PartEnd] = []
    for _ in range(_read_count(reader, min(most_parts(file_bytes), LIMIT_PARTS), offset)):
        parts.append(_read_part(reader, blocks_left, header.block_tokens, offset))
        blocks_left -= len(parts[-1].block_bytes)
    backup_header_bytes = reader.number(1 << 31)
    hashes = tuple(reader.take(32).hex() for _ in header.layer_tokens)
    if reader.left_bytes or not parts:
        raise SqcFooterError("the footer does not end where it should", offset=offset)
    return Footer(tuple(parts), backup_header_bytes, hashes)


def _read_part(reader: varint.VarintReader, blocks_left: int, block_tokens: int, offset: int) -> PartEnd:
    record_bytes, samples = reader.number(1 << 31), reader.number(LIMIT_SAMPLES)
    frames, sha_bytes = reader.number(LIMIT_SAMPLES), reader.number(32)
    if sha_bytes not in (0, 32):
        raise SqcFooterError("a checksum in the footer has the wrong length", offset=offset)
    source_sha256 = reader.take(sha_bytes).hex()
    blocks = _read_count(reader, blocks_left, offset)
    last_tokens = reader.number(block_tokens)
    if (blocks == 0) != (last_tokens == 0):
        raise SqcFooterError("the footer's counts of blocks and tokens contradict each other", offset=offset)
    sizes = tuple(reader.number(1 << 31) for _ in range(blocks))
    return PartEnd(samples, frames - 1 if frames else None, source_sha256, last_tokens, record_bytes, sizes)


def _read_count(reader: varint.VarintReader, most: int, offset: int) -> int:
    """Read a count of what follows, each of it a byte at least. Raises SqcFooterError if it is beyond its bounds."""
    count = reader.number(varint.LARGEST)
    if count > min(most, reader.left_bytes):
        raise SqcFooterError(
            "the footer tells of {count:,} parts or blocks, more than a file of its size may have",
            count=count,
            offset=offset,
        )
    return count


class TokenHash:
    """It computes the SHA-256 of all tokens, whatever the blocks and the coding method; one for each number of layers.

    Hashed are little-endian u32: the number of channels, then for each part its tokens (frame by frame, in
    each the channels in order, in each its tokens of these layers) and 0xFFFFFFFF.
    """

    def __init__(self, channels: int, layer_tokens: Sequence[int] = (1,)):
        start = hashlib.sha256(np.uint32(channels).astype("<u4").tobytes())
        self._hashes = {stop: start.copy() for stop in accumulate(layer_tokens)}

    def update(self, tokens: npt.NDArray[np.int32]) -> None:
        """Take int32[channels, n] or [channels, n, tokens of a frame], the next tokens of the part."""
        frames = tokens.reshape(*tokens.shape[:2], -1).transpose(1, 0, 2)
        for stop, one in self._hashes.items():
            one.update(np.ascontiguousarray(frames[:, :, :stop], "<u4").tobytes())

    def end_part(self) -> None:
        """End the part: its tokens are followed by 0xFFFFFFFF."""
        for one in self._hashes.values():
            one.update(struct.pack("<I", _PART_END))

    def hexdigests(self) -> tuple[str, ...]:
        """Return the hashes of the first layer, of the first two, and so on."""
        return tuple(one.hexdigest() for one in self._hashes.values())
