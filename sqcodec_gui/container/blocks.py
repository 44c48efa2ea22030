"""A block: about ten seconds of tokens that need no other block."""

import struct
from dataclasses import dataclass

import numpy as np

from sqcodec_gui.container import packing
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcBlockError, SqcLimitError, SqcLostError, SqcTablesError
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.packing import Tokens
from sqcodec_gui.container.records import Record

METHOD_PACKED = 0
METHOD_ENTROPY = 1
FLAG_IDENTICAL = 1
"""All channels hold the same tokens, which are stored once."""
FLAG_LOST = 2
"""The tokens were lost before the file was repaired; there is no payload, only the time they took."""
KNOWN_FLAGS = FLAG_IDENTICAL | FLAG_LOST
LOST_TOKEN = -2
"""Stands for each token of a lost block in the token hash, as u32."""

FIELDS = (("number", "I"), ("part", "H"), ("method", "B"), ("flags", "B"), ("token_count", "H"))
"""The start of a block record's body: (name, ``struct`` code), little-endian; the payload follows."""
LAYOUT = struct.Struct("<" + "".join(code for _, code in FIELDS))


@dataclass(frozen=True)
class Block:
    """A block as stored: ``payload`` holds the tokens of each stored channel, one after the other."""

    part: int
    number: int
    method: int
    flags: int
    token_count: int
    payload: bytes

    @property
    def body(self) -> bytes:
        fixed = (self.number, self.part, self.method, self.flags, self.token_count)
        return LAYOUT.pack(*fixed) + self.payload


def payload_limit_bytes(header: Header) -> int:
    """The most bytes that a block's payload may have: all channels packed."""
    return header.channels * packing.packed_bytes(header.codes, header.block_tokens)


def parse_block(record: Record, header: Header) -> Block:
    """Raises SqcBlockError or SqcLimitError if these cannot be a block of this file."""
    if len(record.body) < LAYOUT.size:
        raise SqcBlockError("a block is too short", offset=record.offset)
    number, part, method, flags, token_count = LAYOUT.unpack_from(record.body)
    if not 1 <= token_count <= header.block_tokens:
        raise SqcLimitError(
            f"a block claims {token_count:,} tokens; this file's blocks have 1 to {header.block_tokens:,}",
            offset=record.offset,
        )
    is_empty = len(record.body) == LAYOUT.size
    if flags & ~KNOWN_FLAGS or method not in (METHOD_PACKED, METHOD_ENTROPY) or is_empty != bool(flags & FLAG_LOST):
        raise SqcBlockError("a block is stored in a way that this program does not know", offset=record.offset)
    return Block(part, number, method, flags, token_count, record.body[LAYOUT.size :])


def lost_block(header: Header, part: int, number: int, token_count: int) -> tuple[Block, Tokens]:
    """A block that keeps the time of lost tokens, and what stands for them in the token hash."""
    tokens = np.full((header.channels, token_count), LOST_TOKEN, np.int32)
    return Block(part, number, METHOD_PACKED, FLAG_LOST, token_count, b""), tokens


def encode_block(tokens: Tokens, header: Header, part: int, number: int, tables: EntropyTables | None = None) -> Block:
    """int32[channels, 1..block_tokens] as the smallest block. Raises ValueError for tokens out of range."""
    channels, count = tokens.shape
    if channels != header.channels or not 1 <= count <= header.block_tokens:
        raise ValueError(f"a block of {channels} × {count} tokens does not fit this file")
    if tokens.min() < 0 or tokens.max() >= header.codes:
        raise ValueError(f"tokens lie outside 0 to {header.codes - 1:,}")
    identical = channels > 1 and bool((tokens == tokens[0]).all())
    stored = tokens[:1] if identical else tokens
    method, payload = METHOD_PACKED, b"".join(packing.pack(row, header.codes) for row in stored)
    if tables is not None:
        coded = tables.encode(stored)
        if 0 < len(coded) < len(payload):
            method, payload = METHOD_ENTROPY, coded
    return Block(part, number, method, FLAG_IDENTICAL if identical else 0, count, payload)


def decode_block(block: Block, header: Header, offset: int, tables: EntropyTables | None = None) -> Tokens:
    """int32[channels, token_count]. Raises SqcBlockError or SqcTablesError; ``offset`` is for the message."""
    if block.flags & FLAG_LOST:
        raise SqcLostError("this stretch was lost before the file was repaired", offset=offset)
    rows = 1 if block.flags & FLAG_IDENTICAL else header.channels
    try:
        if block.method == METHOD_PACKED:
            stored = _unpack_rows(block, rows, header.codes)
        elif tables is None or tables.sha256 != header.tables_sha256:
            raise SqcTablesError(f"this block needs the entropy tables {header.tables_sha256}", offset=offset)
        else:
            stored = tables.decode(block.payload, rows, block.token_count)
    except ValueError as error:
        raise SqcBlockError(f"a block's contents make no sense: {error}", offset=offset) from error
    return np.repeat(stored, header.channels, axis=0) if rows < header.channels else stored


def _unpack_rows(block: Block, rows: int, codes: int) -> Tokens:
    size = packing.packed_bytes(codes, block.token_count)
    if len(block.payload) != rows * size:
        raise ValueError(f"{len(block.payload):,} bytes for {rows} × {block.token_count:,} tokens")
    pieces = [block.payload[row * size : (row + 1) * size] for row in range(rows)]
    return np.stack([packing.unpack(piece, codes, block.token_count) for piece in pieces])
