"""This module holds the convolutional encoder: audio to frames (paper, section 3.1)."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.config import FIRST_BLOCK_POOLS, CodecConfig
from sqcodec_gui.codec.sqcodec.layers import ChannelNorm, PooledBranches, stage

BRANCH_CHANNELS = 4


class FirstBlock(PooledBranches):
    """It mixes the waveform and its envelopes at five time scales point-wise. (B, 1, T) -> (B, C, T)."""

    def __init__(self, channels: int) -> None:
        super().__init__(BRANCH_CHANNELS, FIRST_BLOCK_POOLS, [1] * len(FIRST_BLOCK_POOLS))
        width = BRANCH_CHANNELS * len(FIRST_BLOCK_POOLS)
        self.conv_1 = nn.Conv1d(width, 4 * width, 1)
        self.conv_2 = nn.Conv1d(4 * width + 1, channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.conv_2(torch.cat([F.gelu(self.conv_1(super().forward(x))), x], dim=1))
        return out


class Encoder(nn.Module):
    """It encodes (B, 1, T) to (B, feature_dim, T / frame_samples); T is a multiple of ``frame_samples``."""

    def __init__(self, config: CodecConfig) -> None:
        super().__init__()
        dims, epsilon = config.encoder_dims, config.epsilon
        blocks: list[nn.Module] = [FirstBlock(dims[0])]
        for i, stride in enumerate(config.encoder_strides):
            down = nn.Sequential(
                nn.Conv1d(dims[i], dims[i + 1], stride, stride=stride), ChannelNorm(dims[i + 1], epsilon)
            )
            blocks += [stage(dims[i], config.encoder_depths[i], epsilon), down]
        blocks += [
            stage(dims[-1], config.encoder_depths[-1], epsilon),
            nn.Conv1d(dims[-1], config.feature_dim, 3, padding=1),
        ]
        self.blocks = nn.Sequential(*blocks)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.blocks(x)
        return out
