"""This module describes the architectures, read from models.toml; what can be derived is derived here. No torch."""

import math
import tomllib
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from sqcodec_gui.codec.errors import UnknownModelError
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.suggestion import did_you_mean

PARTS = ("encoder", "quantizer", "decoder", "en_encoder", "en_decoder")
"""The network's parts, each published as a file of its own."""

FIRST_BLOCK_POOLS = (1, 5, 11, 21, 45)
"""Pooling widths, in samples, of the encoder's first block; each is followed by a convolution of 7."""

ENHANCE_POOLS = (1, 3, 5, 9)
"""Pooling widths of the decoder's enhancement blocks, with the dilations below."""

ENHANCE_DILATIONS = (1, 2, 3, 5)
LAST_LAYER_DILATIONS = (1, 3, 9)
KERNEL = 7
"""Kernel of every depth-wise, pooled and last convolution."""

HEADS = 6
HEAD_DIM_DIVISOR = 4
"""A head is as wide as the features divided by this: six of them together are wider than the features."""
TRANSFORMER_NORM_EPSILON = 1e-5
INSTANCE_NORM_EPSILON = 1e-5
BOUND_MARGIN = 1e-3
"""SQCodec widens the quantizer's bound by this, so that the outermost levels are reached (the published ``eps``)."""

BLOCK_SECONDS = 10.0
"""A block of a file is the whole number of attention windows nearest below about this long."""


@dataclass(frozen=True)
class ModelConfig:
    """It holds what is known of a model of any family. Lengths are in samples at ``sample_rate_hz``.

    ``levels``: of the quantizer, one for each digit of a token, digit 0 least significant.
    """

    name: str
    family: str
    sample_rate_hz: int
    levels: tuple[int, ...]

    @property
    def hop_samples(self) -> int:
        """Return the number of samples from the start of a token, or of a frame of several, to that of the next."""
        raise NotImplementedError

    @property
    def tokens_per_frame(self) -> int:
        """Return the number of tokens of each hop: one, but for families whose files have layers."""
        return 1

    @property
    def block_samples(self) -> int:
        """Return the number of samples in one block of a file: about ten seconds."""
        raise NotImplementedError

    @property
    def token_rate_hz(self) -> float:
        """Return the tokens a second of one channel, all layers."""
        return self.sample_rate_hz / self.hop_samples * self.tokens_per_frame

    @property
    def codes(self) -> int:
        """Return the number of different tokens."""
        return math.prod(self.levels)

    @property
    def bits_per_token(self) -> float:
        """Return the bits that one token holds, not rounded."""
        return math.log2(self.codes)

    @property
    def bitrate_bps(self) -> float:
        """Return the nominal bit rate of one channel."""
        return self.token_rate_hz * self.bits_per_token

    def tokens_for(self, samples: int) -> int:
        """Count the tokens that ``samples`` samples at the codec's rate need: a part of a hop counts as a whole."""
        return -(-samples // self.hop_samples) * self.tokens_per_frame


@dataclass(frozen=True)
class SpectralConfig(ModelConfig):
    """It is one quality of the family ``spectral``: all are made by the same weights (see spectral/architecture.py).

    ``layers``: how many tokens of a frame are in each layer of a file; the first layers alone are a smaller quality.
    ``frame_samples``: the hop. ``block_frames``: frames in a block of a file, about ten seconds: the
    chunks that engines compute (spectral/grid.py).
    """

    frame_samples: int
    layers: tuple[int, ...]
    block_frames: int

    @property
    def hop_samples(self) -> int:
        return self.frame_samples

    @property
    def tokens_per_frame(self) -> int:
        return sum(self.layers)

    @property
    def block_samples(self) -> int:
        return self.block_frames * self.frame_samples

    @property
    def context_frames(self) -> int:
        """Return the number of frames on each side of a frame that its sound depends on."""
        return SPECTRAL.decoder_reach_frames + SPECTRAL.overlap_frames


@dataclass(frozen=True)
class CodecConfig(ModelConfig):
    """It is one published architecture. Lengths are in samples at ``sample_rate_hz`` or in tokens, as the name says.

    The published configurations and the paper (arXiv 2504.04949, section 3) name the same quantities.
    """

    feature_dim: int
    encoder_strides: tuple[int, ...]
    encoder_dims: tuple[int, ...]
    encoder_depths: tuple[int, ...]
    decoder_strides: tuple[int, ...]
    decoder_dims: tuple[int, ...]
    decoder_depths: tuple[int, ...]
    encoder_transformer_depth: int
    decoder_transformer_depth: int
    encoder_split_depth: int
    decoder_split_depth: int
    token_stride: int
    window_tokens: int
    pads_to_window: bool
    epsilon: float
    hub_repository: str
    hub_version: str
    published_bytes: int

    @property
    def published_name(self) -> str:
        """Return the model's name in the package that published it."""
        return self.name.removeprefix("l3ac-")

    @property
    def frame_samples(self) -> int:
        """Return the number of samples per frame of the convolutional encoder (before ``token_stride``)."""
        return math.prod(self.encoder_strides)

    @property
    def hop_samples(self) -> int:
        """Return the number of samples per token."""
        return self.frame_samples * self.token_stride

    @property
    def window_samples(self) -> int:
        """Return the number of samples of one attention window."""
        return self.hop_samples * self.window_tokens

    @property
    def block_samples(self) -> int:
        return self.window_samples * self.block_windows

    @property
    def bound_scale(self) -> float:
        """Return what a coordinate's bound is multiplied with before it is rounded to its levels."""
        return 1 + BOUND_MARGIN if self.family == "sqcodec" else 1.0

    @property
    def block_windows(self) -> int:
        """Return the number of attention windows in one block of a file: about ten seconds."""
        return max(1, round(BLOCK_SECONDS * self.sample_rate_hz / self.window_samples))

    @property
    def lookback_windows(self) -> int:
        """Return the number of attention windows before a window that the decoder's sound depends on.

        Interpolation between tokens of a lower rate also looks at the last token of the window before.
        """
        return self.decoder_transformer_depth + (self.token_stride > 1)

    @property
    def statistics_count(self) -> int:
        """Return how many numbers stand for the decoder's clip-wide statistics (mean and variance per channel)."""
        return len(self.decoder_strides) * 2 * len(ENHANCE_POOLS)

    @property
    def encoder_context_frames(self) -> int:
        """Return the number of frames on each side of a frame that the convolutional encoder looks at."""
        reach = Fraction(max(FIRST_BLOCK_POOLS) // 2 * 2 + KERNEL // 2)
        rate = 1
        for depth, stride in zip(self.encoder_depths, (*self.encoder_strides, 1), strict=True):
            reach += depth * (KERNEL // 2) * rate
            rate *= stride
        reach += rate  # the last convolution has a kernel of three
        return math.ceil(reach / self.frame_samples)

    @property
    def decoder_context_frames(self) -> tuple[int, ...]:
        """Return the number of frames on each side that are needed at the decoder's input, and after each stage."""
        reach = Fraction(KERNEL // 2 + sum(LAST_LAYER_DILATIONS) * (KERNEL // 2), math.prod(self.decoder_strides))
        contexts = [reach]
        enhance = max(
            pool // 2 * 2 + dilation * (KERNEL // 2)
            for pool, dilation in zip(ENHANCE_POOLS, ENHANCE_DILATIONS, strict=True)
        )
        for stage in reversed(range(len(self.decoder_strides))):
            stage_reach = 1 + enhance + self.decoder_depths[stage] * (KERNEL // 2)  # 1: linear interpolation
            reach += Fraction(stage_reach, math.prod(self.decoder_strides[:stage]))
            contexts.append(reach)
        contexts[-1] += 1  # the first convolution has a kernel of three
        return tuple(math.ceil(context) for context in reversed(contexts))

    def padded_tokens(self, tokens: int) -> int:
        """Return how many tokens the encoder computes for ``tokens`` wanted ones.

        Published encoders pad to whole windows (SQCodec) or whole hops (L3AC): beyond that there is nothing.
        """
        if not self.pads_to_window:
            return tokens
        reach = -(-self.encoder_context_frames // self.token_stride)
        return min(tokens + reach, -(-tokens // self.window_tokens) * self.window_tokens)


_CLASSES: dict[str, type[CodecConfig] | type[SpectralConfig]] = {
    "sqcodec": CodecConfig,
    "l3ac": CodecConfig,
    "spectral": SpectralConfig,
}
"""Of each family."""


@cache
def all_configs() -> dict[str, ModelConfig]:
    """Return every model by name, in the order of models.toml."""
    document = tomllib.loads(Path(__file__).with_name("models.toml").read_text("utf-8"))
    return {
        name: _config({"name": name} | document["defaults"][own["family"]] | own)
        for name, own in document["models"].items()
    }


def _config(values: dict[str, Any]) -> ModelConfig:
    kind = _CLASSES[values["family"]]
    unknown = values.keys() - {field.name for field in fields(kind)}
    if unknown:
        raise ValueError(f"models.toml: unknown keys for {values['name']}: {sorted(unknown)}")
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return kind(**given)


def published_configs() -> dict[str, CodecConfig]:
    """Return the architectures of the published packages by name: those that can be fetched and imported."""
    return {name: config for name, config in all_configs().items() if isinstance(config, CodecConfig)}


def get_config(name: str) -> ModelConfig:
    """Return the model called ``name``. Raises UnknownModelError, which lists the names that exist."""
    try:
        return all_configs()[name]
    except KeyError:
        names = ", ".join(all_configs())
        meant = did_you_mean(name, all_configs())
        raise UnknownModelError(
            "There is no model called “{name}”.{meant} Known models: {known}.", name=name, meant=meant, known=names
        ) from None


def get_published_config(name: str) -> CodecConfig:
    """Return the published architecture called ``name``. Raises UnknownModelError, also for a model of this project."""
    config = get_config(name)
    if isinstance(config, CodecConfig):
        return config
    raise UnknownModelError("{name} is this project's own model: nobody else published weights of it.", name=name)


def all_layers() -> tuple[int, ...]:
    """Return the number of tokens of a frame in each layer of the highest quality of the family ``spectral``."""
    spectral = (config for config in all_configs().values() if isinstance(config, SpectralConfig))
    return max((config.layers for config in spectral), key=sum)


def smaller_configs(name: str) -> list[SpectralConfig]:
    """Return the qualities that a file of this model holds beside its own, in its first layers; the smallest first.

    Raises UnknownModelError.
    """
    own = get_config(name)
    if not isinstance(own, SpectralConfig):
        return []
    others = (config for config in all_configs().values() if isinstance(config, SpectralConfig))
    inside = [config for config in others if config.layers == own.layers[: len(config.layers)] != own.layers]
    return sorted(inside, key=lambda config: config.tokens_per_frame)
