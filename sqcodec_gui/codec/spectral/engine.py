"""Every engine of the family ``spectral`` gives this: the network over chunks, several at the same time. No torch."""

from concurrent.futures import Future
from typing import Protocol

import numpy as np

from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.grid import Chunk


class SpectralEngine(Protocol):
    """It is the network with its weights, on one engine. What it gives for a chunk depends on its arguments alone.

    Both methods return at once; any number of threads may call them.
    """

    architecture: Architecture
    engine: str
    """Its name, as in ``--engine``."""

    at_once: int
    """So many chunks at the same time use all that the engine may use."""

    is_alike_in_pieces: bool | None
    """Whether small chunks give the bits of a block; None: not tried yet. See ``SpectralCodec.try_pieces``."""

    def encode(self, chunk: Chunk, audio: np.ndarray, inside: np.ndarray) -> "Future[np.ndarray]":
        """Bring audio float32 [hops, hop], inside bool [frames with context], to coordinates before their bound.

        The audio begins ``side_samples`` before the first frame of the context, and ends as much behind the last.
        Coordinates: float32 [chunk.frames, coordinates].
        """

    def decode(self, chunk: Chunk, digits: np.ndarray, nesting: np.ndarray) -> "Future[np.ndarray]":
        """Bring centred digits float32 [frames with context, coordinates], nesting int32 [frames with context], to
        audio.

        ``nesting``: MISSING for frames that are not there. The audio, float32 [chunk.frames + 1, hop], begins half a
        hop before the chunk; it is overlapped windows, to be divided by their sums.
        """

    def prepare(self, frames: int, encodes: bool) -> None:
        """Make what chunks of ``frames`` frames need, ahead of the first: to decode, and with ``encodes`` to encode.

        Raises EngineFailureError.
        """

    def release(self, encodes: bool) -> None:
        """Give back what only encoding needs, or only decoding; it is made again when it is wanted."""
