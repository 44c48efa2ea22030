"""What every engine gives, and what streaming.py builds on: the network over one chunk of the time grid. No torch.

All arrays are numpy's, whichever device computes; a row is a channel, or another recording of the same length.
"""

from typing import Any, Protocol

import numpy as np

from sqcodec_gui.codec.config import CodecConfig

CHUNK_SECONDS = 1.7
"""Of about this length are the chunks: long enough for little waste at their ends, short enough for the cache."""

SOON_SECONDS = 0.6
"""Of about this length is the first piece for who is waiting to hear something."""

State = Any
"""What an engine remembers of a recording between two chunks. It has a method ``widen(rows)``: one row becomes so many
equal ones, which may differ from there on."""


def chunk_tokens(config: CodecConfig) -> int:
    """Tokens of one chunk of the time grid: a whole number of attention windows."""
    windows = round(CHUNK_SECONDS * config.sample_rate_hz / config.window_samples)
    return max(1, windows) * config.window_tokens


def soon_frames(config: CodecConfig) -> int:
    """Frames of the first piece."""
    half = chunk_tokens(config) * config.token_stride // 2
    return min(round(SOON_SECONDS * config.sample_rate_hz / config.frame_samples), half)


def neutral_statistics(config: CodecConfig) -> np.ndarray:
    """Means 0 and variances 1, float32 [statistics_count]: where those of a recording are not known."""
    return np.tile(np.repeat(np.array([0, 1], np.float32), 4), len(config.decoder_strides))


class ChunkCodec(Protocol):
    """The network with its weights, on one engine.

    Frames of context, ``left`` and ``right`` of what is wanted, are there to be looked at only. Beyond what is given,
    the convolutions see zeros. At most ``chunk_tokens`` are wanted of one call, and less only at the end of a
    recording. An engine that wants more work for one call takes ``chunks_at_once`` times as many.
    """

    config: CodecConfig
    engine: str
    """Its name, as in ``--engine``."""

    chunks_at_once: int
    """At least 1. Where memory ends, the engine lowers it and raises SmallerChunksError, its state as it was before."""

    soon_frames: int
    """At most so many frames can be synthesised ``soon``; 0 until ``prepare_soon``, and where it cannot be."""

    def prepare_soon(self) -> None:
        """Takes a second: afterwards ``synthesise`` gives a first piece ``soon``, if it is the same, bit for bit."""

    @property
    def has_constants(self) -> bool:
        """Whether the weights bring the decoder's clip-wide statistics (see streaming.py)."""

    def encoder_state(self) -> State:
        """At rest, for one row."""

    def decoder_state(self) -> State:
        """At rest, for one row."""

    def encode_chunk(self, audio: np.ndarray, left: int, right: int, state: State) -> np.ndarray:
        """Audio float32 [rows, samples], whole frames -> tokens int32 [rows, tokens]"""

    def transform_chunk(self, tokens: np.ndarray, state: State, last: bool) -> np.ndarray:
        """Tokens int32 [rows, tokens] -> frames [rows, frames, feature_dim] for ``synthesise``.

        May hold some back, until ``last``.
        """

    def synthesise(
        self, frames: np.ndarray, statistics: np.ndarray | None, left: int, right: int, soon: bool = False
    ) -> np.ndarray:
        """Frames [rows, frames, feature_dim] -> audio float32 [rows, samples] within ±1, without the context's.

        ``statistics``: float32 [statistics_count]; None for those of the weights. ``soon``: in a fraction of the time
        that a chunk takes; only for ``soon_frames`` and less.
        """

    def measure(self, tokens: np.ndarray) -> np.ndarray:
        """The statistics of recordings, tokens int32 [rows, tokens] -> float32 [statistics_count]"""
