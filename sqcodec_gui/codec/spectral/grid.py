"""Recordings of any length are computed in chunks on this time grid. No torch.

A chunk is computed with all the frames on each side that it depends on, from nothing but audio or tokens: nothing is
carried from one to the next. So each can be computed alone, at any time, on any thread, and its numbers depend on the
recording and on its place alone. Blocks of files begin on the same grid: a cut keeps the places, but for its own ends.

There are two shapes of chunks, because a fixed shape can be prepared once: blocks are computed as a whole. The first
block of a recording is computed in small pieces, so that short recordings cost little and the first sound comes early;
and so is a last block that is not full, if that is less work.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture

BLOCK_FRAMES = 896
"""Ten seconds: long enough that context costs little, short enough for the cache and for memory."""

SMALL_FRAMES = 320
"""3.6 s, of which a block has three, the last of them not full."""

FEW_SMALL = 2
"""With their context, so many small chunks are less work than a block's."""


Grid = Callable[[int, int | None], "Chunk"]
"""Place and end -> the chunk that begins there, see ``chunk_at``."""


@dataclass(frozen=True)
class Chunk:
    """It has the frames from ``start`` to before ``stop`` of a recording, computed as if they were ``frames``."""

    start: int
    stop: int
    frames: int

    def inside(self, context: int, end: int | None) -> np.ndarray:
        """Return which of its frames with ``context`` on each side exist, bool [frames + 2 · context]."""
        at = np.arange(self.start - context, self.start + self.frames + context)
        return (at >= 0) if end is None else (at >= 0) & (at < end)


def chunk_at(place: int, end: int | None) -> Chunk:
    """Return the chunk that begins at ``place``, of a recording of ``end`` frames; None: it goes on further."""
    block = place // BLOCK_FRAMES * BLOCK_FRAMES
    stop = block + BLOCK_FRAMES if end is None else min(block + BLOCK_FRAMES, end)
    if block == 0 or stop - block <= FEW_SMALL * SMALL_FRAMES:
        return Chunk(place, min(place + SMALL_FRAMES, stop), SMALL_FRAMES)
    return Chunk(place, stop, BLOCK_FRAMES)


def chunk_before(frame: int) -> int:
    """Return where a chunk begins, at ``frame`` or before it, wherever the recording may end."""
    block = frame // BLOCK_FRAMES * BLOCK_FRAMES
    return block if block else frame // SMALL_FRAMES * SMALL_FRAMES


def small_before(frame: int) -> int:
    """Return where a chunk begins, as ``chunk_before`` does, where the block is computed in small chunks, see
    ``low_latency_grid``."""
    block = frame // BLOCK_FRAMES * BLOCK_FRAMES
    return block + (frame - block) // SMALL_FRAMES * SMALL_FRAMES


def low_latency_grid(start: int, stop: int) -> Grid:
    """Return the grid, but blocks that frames from ``start`` to before ``stop`` lie in come in small chunks, each of
    which is done early."""
    first = start // BLOCK_FRAMES * BLOCK_FRAMES

    def chunk(place: int, end: int | None) -> Chunk:
        block = place // BLOCK_FRAMES * BLOCK_FRAMES
        if not first <= block < stop:
            return chunk_at(place, end)
        block_stop = block + BLOCK_FRAMES if end is None else min(block + BLOCK_FRAMES, end)
        return Chunk(place, min(place + SMALL_FRAMES, block_stop), SMALL_FRAMES)

    return chunk


def decoder_context(architecture: Architecture) -> int:
    """Return on how many frames on each side the sound of a frame depends."""
    return architecture.decoder_reach_frames + architecture.overlap_frames


def encoder_context(architecture: Architecture) -> int:
    """Return on how many frames on each side the tokens of a frame depend, beside their own windows."""
    return architecture.encoder_reach_frames
