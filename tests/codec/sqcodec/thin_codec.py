"""Networks of the real architectures, but thin, for tests of streaming and of engines; and recordings in pieces."""

from dataclasses import replace

import numpy as np
import torch

from sqcodec_gui.codec.config import CodecConfig, published_configs
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, StreamEncoder, all_of


def thin(name: str, window_tokens: int) -> CodecConfig:
    """The same strides, depths and split with few channels, and short windows."""
    config = published_configs()[name]
    return replace(
        config,
        feature_dim=16,
        encoder_dims=tuple(8 for _ in config.encoder_dims),
        decoder_dims=tuple(8 for _ in config.decoder_dims),
        window_tokens=window_tokens,
    )


def random_codec(config: CodecConfig, with_constants: bool = True) -> Codec:
    """Random weights, always the same; tame ones, which do not magnify what is rounded."""
    torch.manual_seed(1)
    codec = Codec(config, has_statistics=with_constants)
    with torch.no_grad():
        for parameter in codec.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
        codec.quantizer.project_in.weight.mul_(4)
        if codec.statistics is not None:
            codec.statistics.uniform_(0.5, 1)
    return codec.freeze()


def in_pieces(array: np.ndarray, seed: int) -> list[np.ndarray]:
    """The array [rows, n], cut at five places; some pieces may be empty."""
    cuts = np.sort(np.random.default_rng(seed).integers(0, array.shape[1] + 1, 5))
    return np.split(array, cuts, axis=1)


def encoded(codec: ChunkCodec, pieces: list[np.ndarray], first_token: int = 0) -> np.ndarray:
    return all_of(StreamEncoder(codec, pieces[0].shape[0], first_token), *pieces)


def decoded(codec: ChunkCodec, pieces: list[np.ndarray], statistics: np.ndarray | None = None) -> np.ndarray:
    return all_of(StreamDecoder(codec, statistics, pieces[0].shape[0]), *pieces)
