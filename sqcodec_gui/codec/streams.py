"""This module turns audio into tokens and back in pieces of any size, for a codec of any family. No torch.

Places are counted in frames: tokens of one channel, or rows of tokens where a frame has several. Tokens are int32
[channels, frames], with several tokens a frame [channels, frames, tokens].
"""

from typing import Protocol

import numpy as np

from sqcodec_gui.codec.config import ModelConfig
from sqcodec_gui.codec.spectral import streaming as spectral_streaming
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.sqcodec import streaming
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec

AnyCodec = ChunkCodec | SpectralCodec


class Stream(Protocol):
    """It takes pieces, and gives what is ready of the result; in all, the result of the whole."""

    def push(self, piece: np.ndarray, /) -> np.ndarray:
        """Take the next piece and return what is ready."""

    def flush(self) -> np.ndarray:
        """Return the rest."""


def all_of(stream: Stream, *pieces: np.ndarray) -> np.ndarray:
    """Return what comes out of ``stream`` for these pieces and for their end, in one array."""
    return np.concatenate([*(stream.push(piece) for piece in pieces), stream.flush()], axis=1)


def encoder_start(codec: AnyCodec, frame: int) -> int:
    """Return where an encoder must start, so that from ``frame`` on its tokens are those of the whole."""
    if isinstance(codec, SpectralCodec):
        return spectral_streaming.encoder_start(frame)
    return streaming.encoder_start(codec.config, frame, codec.chunks_at_once)


def open_encoder(codec: AnyCodec, channels: int = 1, first_frame: int = 0) -> Stream:
    """Open a stream from audio float32 [channels, samples] within ±1, at the codec's rate, to tokens.

    ``first_frame``: an ``encoder_start``; audio before it is pushed all the same, and costs nothing.
    """
    if isinstance(codec, SpectralCodec):
        tokens_per_frame = codec.config.tokens_per_frame
        return spectral_streaming.SpectralEncoder(codec.spectral_engine, tokens_per_frame, channels, first_frame)
    return streaming.StreamEncoder(codec, channels, first_frame)


def statistics_rule(codec: AnyCodec) -> tuple[str, int]:
    """Return the rule for clip-wide statistics that these weights want, and how many numbers a file stores for it."""
    return ("none", 0) if isinstance(codec, SpectralCodec) else streaming.statistics_rule(codec)


def no_tokens(config: ModelConfig, channels: int) -> np.ndarray:
    """Return the tokens of no frames."""
    shape = (channels, 0, config.tokens_per_frame) if config.family == "spectral" else (channels, 0)
    return np.zeros(shape, np.int32)
