"""This module turns tokens into blocks and back. A block is about ten seconds of tokens that need no other block."""

from itertools import accumulate

import numpy as np

from sqcodec_gui.container import packing
from sqcodec_gui.container.block_layout import METHOD_ENTROPY, METHOD_PACKED, Block, StoredLayer
from sqcodec_gui.container.entropy import EntropyTables
from sqcodec_gui.container.errors import SqcBlockError, SqcLayerError, SqcLostError, SqcTablesError
from sqcodec_gui.container.header import Header
from sqcodec_gui.container.packing import Tokens

LOST_TOKEN = -2
"""Stands for each token that is lost: in the token hash, as u32, and where a layer is lost but not those below it."""


def as_frames(tokens: Tokens) -> Tokens:
    """Return tokens int32[channels, n] or [channels, n, tokens of a frame] as int32[channels, n, tokens of a frame]."""
    return tokens[:, :, None] if tokens.ndim == 2 else tokens


def tokens_shape(header: Header, frames: int, layers: int | None = None) -> tuple[int, ...]:
    """Return the shape of so many frames' tokens: [channels, n], and with layers [channels, n, tokens of a frame]."""
    if not header.layers:
        return header.channels, frames
    return header.channels, frames, sum(header.layers[:layers])


def lost_tokens(header: Header, frames: int, layers: int | None = None) -> Tokens:
    """Return what stands for the tokens of a lost block."""
    return np.full(tokens_shape(header, frames, layers), LOST_TOKEN, np.int32)


def serves(tables: EntropyTables, header: Header) -> bool:
    """Return whether tables are for tokens of these levels, and of these layers or more."""
    same_layers = bool(tables.layers) == bool(header.layers) and tables.layers[: len(header.layers)] == header.layers
    return tables.levels == header.levels and same_layers


def encode_block(tokens: Tokens, header: Header, part: int, number: int, tables: EntropyTables | None = None) -> Block:
    """Encode int32[channels, 1..block_tokens], with layers [channels, frames, tokens of a frame] as the smallest block.

    Upper layers may be lost (each of their tokens is ``LOST_TOKEN``). Raises ValueError for tokens out of range.
    """
    count = tokens.shape[1] if tokens.ndim > 1 else 0
    if tokens.shape != tokens_shape(header, count) or not 1 <= count <= header.block_tokens:
        raise ValueError(f"a block of {' × '.join(map(str, tokens.shape))} tokens does not fit this file")
    stops = list(accumulate(header.layer_tokens))
    frames = as_frames(tokens)
    while len(stops) > 1 and (frames[:, :, stops[-2] : stops[-1]] == LOST_TOKEN).all():
        stops.pop()
    frames = frames[:, :, : stops[-1]]
    if frames.min() < 0 or frames.max() >= header.codes:
        raise ValueError(f"tokens lie outside 0 to {header.codes - 1:,}")
    identical = header.channels > 1 and bool((frames == frames[0]).all())
    stored = frames[:1] if identical else frames
    layers = tuple(_stored_layer(stored[:, :, :stop], layer, header, tables) for layer, stop in enumerate(stops))
    return Block(part, number, identical, count, layers)


def _stored_layer(frames: Tokens, layer: int, header: Header, tables: EntropyTables | None) -> StoredLayer:
    """Store the last ``header.layer_tokens[layer]`` tokens of each frame, in the smaller way."""
    own = frames[:, :, frames.shape[2] - header.layer_tokens[layer] :]
    payload = b"".join(packing.pack(row.reshape(-1), header.codes) for row in own)
    if tables is not None:
        coded = tables.encode_layer(layer, frames)
        if 0 < len(coded) < len(payload):
            return StoredLayer(METHOD_ENTROPY, coded, len(coded))
    return StoredLayer(METHOD_PACKED, payload, len(payload))


def decode_block(
    block: Block, header: Header, offset: int, tables: EntropyTables | None = None, layers: int | None = None
) -> Tokens:
    """Decode a block to int32[channels, token_count], with layers [channels, frames, tokens of a frame].

    ``layers``: how many are wanted, None for all. Tokens of those that are not in the block are ``LOST_TOKEN``. Raises
    SqcLostError if there are none, SqcBlockError, SqcLayerError if only an upper layer makes no sense, SqcTablesError;
    ``offset`` is for the message.
    """
    if not block.layers:
        raise SqcLostError("this stretch was lost before the file was repaired", offset=offset)
    rows = 1 if block.is_identical else header.channels
    result = lost_tokens(header, block.token_count, layers)
    frames, stop = np.empty((rows, block.token_count, 0), np.int32), 0
    for layer, stored in enumerate(block.layers[:layers]):
        try:
            own = _layer_tokens(stored, layer, frames, header, tables)
        except ValueError as error:
            if layer:
                raise SqcLayerError(layer, str(error), offset=offset) from error
            raise SqcBlockError(
                "a block's contents make no sense: {reason}", reason=str(error), offset=offset
            ) from error
        except SqcTablesError as error:
            error.offset = offset
            raise
        stop += own.shape[2]
        as_frames(result)[:, :, stop - own.shape[2] : stop] = own
        frames = as_frames(result)[:rows, :, :stop]
    return result


def _layer_tokens(
    stored: StoredLayer, layer: int, lower: Tokens, header: Header, tables: EntropyTables | None
) -> Tokens:
    """Decode int32[rows, n, tokens of the layer], given whole ``lower`` layers int32[rows, n, …].

    Raises ValueError, SqcTablesError.
    """
    if stored.payload is None:
        raise ValueError(f"the checksum of layer {layer + 1} is wrong")
    if stored.method == METHOD_PACKED:
        return _unpack_rows(stored.payload, (*lower.shape[:2], header.layer_tokens[layer]), header.codes)
    if tables is None or tables.sha256 != header.tables_sha256 or not serves(tables, header):
        raise SqcTablesError("this block needs the entropy tables {tables_sha256}", tables_sha256=header.tables_sha256)
    return tables.decode_layer(layer, stored.payload, lower)


def _unpack_rows(payload: bytes, shape: tuple[int, int, int], codes: int) -> Tokens:
    """Unpack int32[rows, n, tokens of a frame]."""
    rows, count = shape[0], shape[1] * shape[2]
    size = packing.packed_bytes(codes, count)
    if len(payload) != rows * size:
        raise ValueError(f"{len(payload):,} bytes for {rows} × {count:,} tokens")
    if rows == 1:
        return packing.unpack(payload, codes, count).reshape(shape)
    pieces = [payload[row * size : (row + 1) * size] for row in range(rows)]
    return np.stack([packing.unpack(piece, codes, count) for piece in pieces]).reshape(shape)
