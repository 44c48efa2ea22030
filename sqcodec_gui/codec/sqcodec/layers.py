"""This module holds the convolutional pieces that encoder and decoder share (paper, section 3.1).

Shapes: B batch, C channels, T time. Weight norm and GRN of the published weights are folded into plain weights when
they are loaded (see weights.py), so neither appears here.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.config import KERNEL


class Snake(nn.Module):
    """It computes x + sin²(αx)/α, with one α per channel (arXiv 2006.08195); ``shape`` is how α broadcasts."""

    def __init__(self, shape: tuple[int, int, int], epsilon: float) -> None:
        super().__init__()
        self.alpha = nn.Parameter(torch.ones(shape))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        return x + (self.alpha + self.epsilon).reciprocal() * torch.sin(self.alpha * x).square()


class ChannelNorm(nn.Module):
    """It computes the layer norm over the channels of (B, C, T)."""

    def __init__(self, channels: int, epsilon: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.epsilon = epsilon

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x.mean(1, keepdim=True)
        deviation = torch.sqrt(centred.square().mean(1, keepdim=True) + self.epsilon)
        return self.weight[:, None] * (centred / deviation) + self.bias[:, None]


class ConvUnit(nn.Module):
    """It is a depth-wise convolution, then a point-wise network of four times the width. (B, C, T) -> (B, C, T)"""

    def __init__(self, channels: int, epsilon: float) -> None:
        super().__init__()
        self.dw_conv = nn.Conv1d(channels, channels, KERNEL, padding=KERNEL // 2, groups=channels)
        self.norm = nn.LayerNorm(channels, epsilon)
        self.pw_conv1 = nn.Linear(channels, 4 * channels)
        self.act = Snake((1, 1, 4 * channels), epsilon)
        self.pw_conv2 = nn.Linear(4 * channels, channels)

    def forward(self, x: Tensor) -> Tensor:
        x = self.dw_conv(x).transpose(1, 2)  # (B, C, T) -> (B, T, C)
        x = self.pw_conv2(self.act(self.pw_conv1(self.norm(x))))
        return x.transpose(1, 2)  # (B, T, C) -> (B, C, T)


class DilatedUnit(nn.Module):
    """It is the unit of the decoder's last stage: full convolutions between Snakes. (B, C, T) -> (B, C, T)."""

    def __init__(self, channels: int, dilation: int, epsilon: float) -> None:
        super().__init__()
        padding = KERNEL // 2 * dilation
        self.block = nn.Sequential(
            Snake((1, channels, 1), epsilon),
            nn.Conv1d(channels, channels, KERNEL, padding=padding, dilation=dilation),
            Snake((1, channels, 1), epsilon),
            nn.Conv1d(channels, channels, 1),
        )

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.block(x)
        return out


class Residual(nn.Module):
    """It computes x + module(x)."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = x + self.module(x)
        return out


class TrendPool(nn.Module):
    """It computes the envelope at one time scale: largest magnitude around each sample, then the mean around that.

    Beyond the ends the maximum sees nothing and the mean sees zeros, as published.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width

    def forward(self, x: Tensor) -> Tensor:
        if self.width == 1:
            return x
        padding = self.width // 2
        largest = F.max_pool1d(x.abs(), self.width, stride=1, padding=padding)
        return F.avg_pool1d(largest, self.width, stride=1, padding=padding)


class PooledBranches(nn.Module):
    """It shows one signal at several time scales side by side. (B, 1, T) -> (B, branches · channels, T)."""

    def __init__(self, channels: int, pools: Sequence[int], dilations: Sequence[int]) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            nn.Sequential(
                TrendPool(pool),
                nn.Conv1d(1, channels, KERNEL, padding=KERNEL // 2 * dilation, dilation=dilation),
            )
            for pool, dilation in zip(pools, dilations, strict=True)
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([block(x) for block in self.blocks], dim=1)


def stage(channels: int, depth: int, epsilon: float) -> nn.Sequential:
    """Stack ``depth`` residual units of one width."""
    return nn.Sequential(*(Residual(ConvUnit(channels, epsilon)) for _ in range(depth)))
