"""This module holds the convolutional decoder: frames to audio (paper, section 3.3), and its clip-wide statistics."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from sqcodec_gui.codec.config import (
    ENHANCE_DILATIONS,
    ENHANCE_POOLS,
    INSTANCE_NORM_EPSILON,
    KERNEL,
    LAST_LAYER_DILATIONS,
    CodecConfig,
)
from sqcodec_gui.codec.sqcodec.layers import ChannelNorm, DilatedUnit, PooledBranches, Residual, Snake, stage


class InstanceNorm(nn.Module):
    """It normalises each channel by a mean and a variance over time: those given, or those of the clip at hand."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x: Tensor, statistics: Tensor | None) -> Tensor:
        """Normalise x (B, C, T) by statistics (2, C), mean and variance, or its own where these are None."""
        if statistics is None:
            variance, mean = torch.var_mean(x, 2, correction=0, keepdim=True)
        else:
            mean, variance = statistics[:, None, :, None]
        scale = self.weight[:, None] * torch.rsqrt(variance + INSTANCE_NORM_EPSILON)
        return x * scale + (self.bias[:, None] - mean * scale)


class EnhanceBlock(PooledBranches):
    """It computes x · (1 + gain), the gain read from the envelopes of the first channel. (B, C, T) -> (B, C, T)."""

    def __init__(self, channels: int) -> None:
        super().__init__(1, ENHANCE_POOLS, ENHANCE_DILATIONS)
        width = len(ENHANCE_POOLS)
        self.merge_layer = nn.ModuleList([InstanceNorm(width), nn.Conv1d(width, channels, 1)])

    def branches(self, x: Tensor) -> Tensor:
        """Compute what the statistics are taken of: (B, C, T) -> (B, 4, T)."""
        return super().forward(x[:, :1])

    def enhance(self, x: Tensor, branches: Tensor, statistics: Tensor | None) -> Tensor:
        norm, merge = self.merge_layer
        out: Tensor = x + merge(norm(branches, statistics)) * x
        return out

    def forward(self, x: Tensor, statistics: Tensor | None = None) -> Tensor:
        return self.enhance(x, self.branches(x), statistics)


class LastBlock(nn.Module):
    """It is the stage at the sample rate. (B, C, T) -> (B, 1, T) within ±1."""

    def __init__(self, channels: int, epsilon: float) -> None:
        super().__init__()
        units = nn.Sequential(*(Residual(DilatedUnit(channels, d, epsilon)) for d in LAST_LAYER_DILATIONS))
        snake = Snake((1, channels, 1), epsilon)
        self.block = nn.Sequential(units, snake, nn.Conv1d(channels, 1, KERNEL, padding=KERNEL // 2), nn.Tanh())

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.block(x)
        return out


@dataclass
class Context:
    """It counts the frames at the ends of a chunk that are only looked at; none at a true end of the recording."""

    left: int
    right: int


class Decoder(nn.Module):
    """It decodes (B, feature_dim, frames) to (B, 1, frames · frame_samples) within ±1."""

    def __init__(self, config: CodecConfig) -> None:
        super().__init__()
        dims, epsilon = config.decoder_dims, config.epsilon
        self.strides = config.decoder_strides
        self.context_frames = config.decoder_context_frames
        blocks: list[nn.Module] = [nn.Conv1d(config.feature_dim, dims[0], 3, padding=1)]
        for i, stride in enumerate(self.strides):
            up = nn.Sequential(
                nn.Conv1d(dims[i], dims[i + 1], 1),
                nn.Upsample(scale_factor=stride, mode="linear"),
                ChannelNorm(dims[i + 1], epsilon),
            )
            blocks += [stage(dims[i], config.decoder_depths[i], epsilon), EnhanceBlock(dims[i]), up]
        self.blocks = nn.ModuleList([*blocks, LastBlock(dims[-1], epsilon)])

    def stage_modules(self, index: int) -> tuple[nn.Module, EnhanceBlock, nn.Module]:
        """Return the units, the enhancement and the step up in rate of stage ``index``."""
        units, enhance, up = self.blocks[1 + 3 * index : 4 + 3 * index]
        assert isinstance(enhance, EnhanceBlock)
        return units, enhance, up

    def forward(self, x: Tensor, statistics: Tensor | None = None, context: Context | None = None) -> Tensor:
        """Decode with ``statistics`` (stages, 2, 4), or None for those of the clip at hand.

        ``context`` frames are used up on the way, as soon as no later stage looks at them, and are not in the result.
        """
        left, right = (context.left, context.right) if context else (0, 0)
        x = self.blocks[0](x)
        for i in range(len(self.strides)):
            units, enhance, up = self.stage_modules(i)
            x = up(enhance(units(x), None if statistics is None else statistics[i]))
            rate = math.prod(self.strides[: i + 1])
            keep = self.context_frames[i + 1] if context else 0
            x = _trim(x, max(0, left - keep) * rate, max(0, right - keep) * rate)
            left, right = min(left, keep), min(right, keep)
        rate = math.prod(self.strides)
        return _trim(self.blocks[-1](x), left * rate, right * rate)

    def measure(self, x: Tensor) -> Tensor:
        """Measure the statistics of a whole clip, (1, feature_dim, frames) -> (stages, 2, 4), in float64 sums."""
        x, measured = self.blocks[0](x), []
        for i in range(len(self.strides)):
            units, enhance, up = self.stage_modules(i)
            x = units(x)
            branches = enhance.branches(x)
            variance, mean = torch.var_mean(branches.double(), (0, 2), correction=0)
            measured.append(torch.stack([mean, variance]).float())
            if i + 1 < len(self.strides):
                x = up(enhance.enhance(x, branches, measured[-1]))
        return torch.stack(measured)


def _trim(x: Tensor, left: int, right: int) -> Tensor:
    return x[..., left : x.shape[-1] - right]
