"""This is what every engine gives and streaming.py builds on: the network over one chunk of the time grid. No torch.

All arrays are numpy's, whichever device computes; a row is a channel, or another recording of the same length.
"""

from typing import Any, Protocol

import numpy as np

from sqcodec_gui.codec.config import CodecConfig

CHUNK_SECONDS = 1.7
"""Length of a chunk, about: long enough for little waste at its ends, short enough for the processor's cache."""

FIRST_PIECE_SECONDS = 0.6
"""Length of the first piece, about, where somebody waits to hear something."""

State = Any
"""What an engine remembers of a recording between two chunks. Its method ``expand_batch(rows)`` makes of one row so
many equal ones, which may differ from there on."""


def chunk_tokens(config: CodecConfig) -> int:
    """Count the tokens of one chunk of the time grid, which is a whole number of attention windows."""
    windows = round(CHUNK_SECONDS * config.sample_rate_hz / config.window_samples)
    return max(1, windows) * config.window_tokens


def first_piece_frames(config: CodecConfig) -> int:
    """Count the frames of the first piece, which is at most half a chunk."""
    half = chunk_tokens(config) * config.token_stride // 2
    return min(round(FIRST_PIECE_SECONDS * config.sample_rate_hz / config.frame_samples), half)


def neutral_statistics(config: CodecConfig) -> np.ndarray:
    """Return means 0 and variances 1, float32 [statistics_count], for where those of a recording are not known."""
    return np.tile(np.repeat(np.array([0, 1], np.float32), 4), len(config.decoder_strides))


class ChunkCodec(Protocol):
    """It is an engine that computes the network with its weights, a chunk at a time.

    Frames of context, ``left`` and ``right`` of what is wanted, are there to be looked at only. Beyond what is given,
    the convolutions see zeros. At most ``chunk_tokens`` are wanted of one call, and less only at the end of a
    recording. An engine that wants more work for one call takes ``chunks_at_once`` times as many.
    """

    config: CodecConfig
    engine: str
    """Its name, as in ``--engine``."""

    chunks_at_once: int
    """At least 1. Where memory ends, the engine lowers it and raises SmallerChunksError, its state as it was before."""

    first_piece_frames: int
    """At most so many frames can be synthesised with ``low_latency``; 0 if none can, or nothing was prepared."""

    def prepare_low_latency(self) -> None:
        """Prepare in a second; then ``synthesise`` gives a first piece early, if it is the same bit for bit."""

    @property
    def has_constants(self) -> bool:
        """Return whether the weights bring the decoder's clip-wide statistics (see streaming.py)."""

    def encoder_state(self) -> State:
        """Return the encoder's state at rest, for one row."""

    def decoder_state(self) -> State:
        """Return the decoder's state at rest, for one row."""

    def encode_chunk(self, audio: np.ndarray, left: int, right: int, state: State) -> np.ndarray:
        """Encode audio float32 [rows, samples], a whole number of frames, to tokens int32 [rows, tokens]."""

    def transform_chunk(self, tokens: np.ndarray, state: State, last: bool) -> np.ndarray:
        """Turn tokens int32 [rows, tokens] into frames [rows, frames, feature_dim] for ``synthesise``.

        It may hold some back, until ``last``.
        """

    def synthesise(
        self, frames: np.ndarray, statistics: np.ndarray | None, left: int, right: int, low_latency: bool = False
    ) -> np.ndarray:
        """Turn frames [rows, frames, feature_dim] into audio float32 [rows, samples] within ±1, without the context's.

        ``statistics``: float32 [statistics_count]; None for those of the weights. ``low_latency``: in a fraction of the
        time that a chunk takes; only for ``first_piece_frames`` and less.
        """

    def measure(self, tokens: np.ndarray) -> np.ndarray:
        """Measure the statistics, float32 [statistics_count], of recordings with tokens int32 [rows, tokens]."""
