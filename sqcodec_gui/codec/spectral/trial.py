"""An engine is tried on the known sound, in each shape of chunks, to be compared with the reference. No torch."""

import numpy as np

from sqcodec_gui.codec.spectral.engine import SpectralEngine
from sqcodec_gui.codec.spectral.grid import BLOCK_FRAMES, Chunk, Grid, chunk_at, decoder_context, low_latency_grid
from sqcodec_gui.codec.spectral.reference import known_sound
from sqcodec_gui.codec.spectral.streaming import SpectralDecoder, SpectralEncoder, decoder_start


def in_one_block(place: int, end: int | None) -> Chunk:
    """Return, instead of the grid's small chunks, all of a short sound in the shape of a block."""
    return Chunk(place, place + BLOCK_FRAMES if end is None else end, BLOCK_FRAMES)


GRIDS: tuple[Grid, ...] = (chunk_at, in_one_block)


def tokens_by(spectral_engine: SpectralEngine, grid: Grid) -> np.ndarray:
    """Encode the known sound with an engine, its chunks laid by ``grid``: tokens int32 [frames, tokens_per_frame]."""
    encoder = SpectralEncoder(spectral_engine, spectral_engine.architecture.tokens_per_frame, grid=grid)
    pieces = [encoder.push(known_sound(spectral_engine.architecture)[None]), encoder.flush()]
    tokens: np.ndarray = np.concatenate(pieces, axis=1)[0]
    return tokens


def sound_by(spectral_engine: SpectralEngine, tokens: np.ndarray, grid: Grid) -> np.ndarray:
    """Decode tokens int32 [frames, tokens] with an engine, its chunks laid by ``grid``: float32 [samples]."""
    decoder = SpectralDecoder(spectral_engine, tokens.shape[1], grid=grid)
    sound: np.ndarray = np.concatenate([decoder.push(tokens[None]), decoder.flush()], axis=1)[0]
    return sound


def is_alike_in_pieces(spectral_engine: SpectralEngine) -> bool:
    """Return whether no bit of a block in a recording's middle differs where it is decoded in small chunks."""
    architecture = spectral_engine.architecture
    codes = architecture.level_count**architecture.digits_per_token
    begin, stop = decoder_start(spectral_engine, BLOCK_FRAMES), 2 * BLOCK_FRAMES + decoder_context(architecture)
    shape = 1, stop - begin, architecture.tokens_per_frame
    tokens = np.random.default_rng(0).integers(codes, size=shape).astype(np.int32)

    def block(grid: Grid) -> np.ndarray:
        decoder = SpectralDecoder(
            spectral_engine, architecture.tokens_per_frame, first_frame=begin, wanted_frame=BLOCK_FRAMES, grid=grid
        )
        sound: np.ndarray = np.concatenate([decoder.push(tokens), decoder.flush()], axis=1)
        block_sound: np.ndarray = sound[:, : BLOCK_FRAMES * architecture.hop_samples]
        return block_sound

    return np.array_equal(block(chunk_at), block(low_latency_grid(BLOCK_FRAMES, 2 * BLOCK_FRAMES)))
