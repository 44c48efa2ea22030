"""This module lays a block out in its record's body: as in version 1 of the format, and with layers as in version 2."""

import struct
import zlib
from functools import lru_cache
from typing import NamedTuple

from sqcodec_gui.container import packing, varint
from sqcodec_gui.container.errors import SqcBlockError, SqcLimitError
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.records import FRAME, Record
from sqcodec_gui.messages import Message

METHOD_PACKED = 0
METHOD_ENTROPY = 1
FLAG_IDENTICAL = 1
"""All channels hold the same tokens, which are stored once."""
FLAG_LOST = 2
"""Version 1: the tokens were lost before the file was repaired; there is no payload, only the time they took."""

FIELDS = (("number", "I"), ("part", "H"), ("method", "B"), ("flags", "B"), ("token_count", "H"))
"""Version 1, the start of a block record's body: (name, ``struct`` code), little-endian; the payload follows."""
LAYOUT = struct.Struct("<" + "".join(code for _, code in FIELDS))
_CRC = struct.Struct("<I")
_MOST_LAYERS = 8
_UPPER_CRCS = tuple(struct.Struct(f"<{upper}I") for upper in range(_MOST_LAYERS))

HEAD_LIMIT_BYTES = 3 * 5 + 2 + 8 * (5 + _CRC.size)
"""Version 2: more bytes than a block's head can have."""
_LIMIT_NUMBER, _LIMIT_PART, _LIMIT_TOKENS, _LIMIT_LAYER = (1 << 32) - 1, (1 << 16) - 1, 1 << 16, 1 << 32
UNKNOWN_METHOD = Message("a block is stored in a way that this program does not know")


class StoredLayer(NamedTuple):
    """It holds the tokens of one layer of all stored channels. ``payload`` None: it is in the file, but damaged."""

    method: int
    payload: bytes | None
    size_bytes: int

    @property
    def is_whole(self) -> bool:
        """Return whether the layer's payload is undamaged."""
        return self.payload is not None


class Block(NamedTuple):
    """It is a block as stored. ``layers``: from the first on; none if its tokens were lost before the file was
    repaired, and fewer than the header tells if upper ones were. ``token_count``: its frames."""

    part: int
    number: int
    is_identical: bool
    token_count: int
    layers: tuple[StoredLayer, ...]

    @property
    def whole_layers(self) -> int:
        """Return how many layers, from the first on, can be used: a layer is of no use without those below it."""
        for count, layer in enumerate(self.layers):
            if not layer.is_whole:
                return count
        return len(self.layers)

    def of_layers(self, count: int) -> "Block":
        """Return the same block without what is above ``count`` layers, and without what is above a damaged one."""
        kept = min(count, self.whole_layers)
        return self if kept >= len(self.layers) else self._replace(layers=self.layers[:kept])


def body_of(block: Block, header: Header) -> bytes:
    """Make of a block of whole layers the body of its record."""
    payloads = [layer.payload or b"" for layer in block.layers]
    flags = FLAG_IDENTICAL if block.is_identical else 0
    if not header.layers:
        method, flags = (block.layers[0].method, flags) if block.layers else (METHOD_PACKED, FLAG_LOST)
        return LAYOUT.pack(block.number, block.part, method, flags, block.token_count) + b"".join(payloads)
    head = [varint.write(number) for number in (block.part, block.number, block.token_count)]
    head += [bytes([flags, len(block.layers)])]
    head += [varint.write(2 * layer.size_bytes + layer.method) for layer in block.layers]
    head += [_CRC.pack(zlib.crc32(payload)) for payload in payloads[1:]]
    return b"".join(head + payloads)


def lost_record_bytes(header: Header, part: int, number: int, token_count: int) -> int:
    """Return the size of the record of a block that was lost: no other block's record is as small."""
    if not header.layers:
        return FRAME.size + LAYOUT.size
    return FRAME.size + varint.size(part) + varint.size(number) + varint.size(token_count) + 2


def checked_bytes(body: bytes) -> int:
    """Return how many bytes of a block's body the CRC-32 of its record covers in version 2, head and first layer.

    ``body`` may be cut. Raises SqcBlockError if it cannot be that of a block.
    """
    head = _Head.read(body, 0)
    return head.size_bytes + (head.layers[0].size_bytes if head.layers else 0)


def body_limit_bytes(header: Header) -> int:
    """Return the most bytes that a block's body may have: all channels packed."""
    sizes = [header.channels * packing.packed_bytes(header.codes, header.block_tokens * n) for n in header.layer_tokens]
    return sum(sizes) + (HEAD_LIMIT_BYTES if header.layers else LAYOUT.size)


def parse_block(record: Record, header: Header) -> Block:
    """Parse the body of a block's record. Raises SqcBlockError or SqcLimitError if it cannot be one of this file."""
    block = _parse_layered(record, header) if header.layers else _parse_plain(record)
    if not 1 <= block.token_count <= header.block_tokens:
        raise SqcLimitError(
            "a block claims {token_count:,} tokens; this file's blocks have 1 to {block_tokens:,}",
            token_count=block.token_count,
            block_tokens=header.block_tokens,
            offset=record.offset,
        )
    return block


def _parse_plain(record: Record) -> Block:
    if len(record.body) < LAYOUT.size:
        raise SqcBlockError("a block is too short", offset=record.offset)
    number, part, method, flags, token_count = LAYOUT.unpack_from(record.body)
    payload = record.body[LAYOUT.size :]
    is_known = not flags & ~(FLAG_IDENTICAL | FLAG_LOST) and method in (METHOD_PACKED, METHOD_ENTROPY)
    if not is_known or bool(payload) == bool(flags & FLAG_LOST):
        raise SqcBlockError(UNKNOWN_METHOD, offset=record.offset)
    layers = (StoredLayer(method, payload, len(payload)),) if payload else ()
    return Block(part, number, bool(flags & FLAG_IDENTICAL), token_count, layers)


def _parse_layered(record: Record, header: Header) -> Block:
    head = _Head.read(record.body, record.offset)
    if len(head.layers) > len(header.layers) or head.size_bytes + head.layers_bytes != record.body_bytes:
        raise SqcBlockError("a block does not hold the layers that its file has", offset=record.offset)
    place, layers = head.size_bytes, []
    for stored, crc32 in zip(head.layers, (None, *head.crcs), strict=False):
        payload = record.body[place : place + stored.size_bytes]
        is_whole = crc32 is None or (len(payload) == stored.size_bytes and zlib.crc32(payload) == crc32)
        layers.append(StoredLayer(stored.method, payload if is_whole else None, stored.size_bytes))
        place += stored.size_bytes
    return Block(head.part, head.number, head.is_identical, head.token_count, tuple(layers))


class _Head(NamedTuple):
    """It is what stands before a block's layers. ``layers`` are without payloads; ``crcs`` of all but the first."""

    part: int
    number: int
    token_count: int
    is_identical: bool
    layers: tuple[StoredLayer, ...]
    crcs: tuple[int, ...]
    size_bytes: int

    @property
    def layers_bytes(self) -> int:
        return sum(layer.size_bytes for layer in self.layers)

    @staticmethod
    def read(body: bytes, offset: int) -> "_Head":
        """Read the bytes that a body begins with, which may be cut. Raises SqcBlockError."""
        try:
            return _head_of(body[:HEAD_LIMIT_BYTES])
        except SqcBlockError as error:
            error.offset = offset
            raise


@lru_cache(maxsize=4)
def _head_of(data: bytes) -> _Head:
    """Return the head of a record's body. A record is looked at several times while it is read: its head once."""
    methods_and_sizes = []
    try:
        part, place = varint.read(data, 0)
        number, place = varint.read(data, place)
        token_count, place = varint.read(data, place)
        flags, count, place = data[place], data[place + 1], place + 2
        for _ in range(min(count, _MOST_LAYERS)):
            method_and_size, place = varint.read(data, place)
            methods_and_sizes.append(method_and_size)
        upper = _UPPER_CRCS[len(methods_and_sizes) - 1 if methods_and_sizes else 0]
        crcs = upper.unpack_from(data, place)
    except (IndexError, OverflowError, struct.error) as error:
        raise SqcBlockError("a block is too short") from error
    is_small = part <= _LIMIT_PART and number <= _LIMIT_NUMBER and token_count <= _LIMIT_TOKENS
    if not is_small or max(methods_and_sizes, default=0) > _LIMIT_LAYER:
        raise SqcBlockError("a block is too short")
    if flags & ~FLAG_IDENTICAL or len(methods_and_sizes) != count or min(methods_and_sizes, default=2) < 2:
        raise SqcBlockError(UNKNOWN_METHOD)
    layers = tuple([StoredLayer(one & 1, None, one >> 1) for one in methods_and_sizes])
    return _Head(part, number, token_count, bool(flags), layers, crcs, place + upper.size)
