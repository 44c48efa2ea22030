"""What an engine makes of the known sound, in each shape of chunks, to be compared with the reference. No torch."""

from collections.abc import Callable

import numpy as np

from sqcodec_gui.codec.spectral.engine import Computer
from sqcodec_gui.codec.spectral.grid import BLOCK_FRAMES, Chunk, chunk_at
from sqcodec_gui.codec.spectral.reference import known_sound
from sqcodec_gui.codec.spectral.streaming import SpectralDecoder, SpectralEncoder

Grid = Callable[[int, int | None], Chunk]


def in_one_block(place: int, end: int | None) -> Chunk:
    """Instead of the grid's small chunks: all of a short sound in the shape of a block."""
    return Chunk(place, place + BLOCK_FRAMES if end is None else end, BLOCK_FRAMES)


GRIDS: tuple[Grid, ...] = (chunk_at, in_one_block)


def tokens_by(computer: Computer, grid: Grid) -> np.ndarray:
    """Of the known sound, int32 [frames, tokens_per_frame]"""
    encoder = SpectralEncoder(computer, computer.architecture.tokens_per_frame, grid=grid)
    pieces = [encoder.push(known_sound(computer.architecture)[None]), encoder.flush()]
    tokens: np.ndarray = np.concatenate(pieces, axis=1)[0]
    return tokens


def sound_by(computer: Computer, tokens: np.ndarray, grid: Grid) -> np.ndarray:
    """Tokens int32 [frames, tokens] -> float32 [samples]"""
    decoder = SpectralDecoder(computer, tokens.shape[1], grid=grid)
    sound: np.ndarray = np.concatenate([decoder.push(tokens[None]), decoder.flush()], axis=1)[0]
    return sound
