"""This module quantizes by finite scalar quantization: a token a frame, its digits rounded numbers (arXiv 2309.15505).

A token is ``sum(digit[k] · basis[k])`` with ``basis[k]`` the product of the levels before k: digit 0 is the least
significant. Rounding is half to even in fp32: near an edge other arithmetic may choose the neighbour.
"""

import torch
from torch import Tensor, nn

from sqcodec_gui.codec.config import CodecConfig


class Quantizer(nn.Module):
    """It projects to a few coordinates, bounds each by tanh, rounds to its levels, and projects back."""

    levels: Tensor
    basis: Tensor

    def __init__(self, config: CodecConfig) -> None:
        super().__init__()
        self.project_in = nn.Linear(config.feature_dim, len(config.levels))
        self.project_out = nn.Linear(len(config.levels), config.feature_dim)
        levels = torch.tensor(config.levels, dtype=torch.int32)
        basis = torch.cumprod(torch.tensor((1, *config.levels[:-1])), 0).to(torch.int32)
        self.register_buffer("levels", levels, persistent=False)
        self.register_buffer("basis", basis, persistent=False)
        self.bound_scale = config.bound_scale

    def coordinates(self, features: Tensor) -> Tensor:
        """Project (B, N, feature_dim) to (B, N, digits): before rounding, 0 … level-1 (SQCodec: a margin beyond)."""
        half = (self.levels - 1) / 2
        return torch.tanh(self.project_in(features).float()) * (half * self.bound_scale) + half

    def quantize(self, features: Tensor) -> Tensor:
        """Quantize (B, N, feature_dim) to tokens (B, N) int32, 0 … codes-1."""
        return self.tokens_of(self.coordinates(features).round())

    def tokens_of(self, digits: Tensor) -> Tensor:
        """Join digits (…, digits), whole numbers, to tokens (…) int32."""
        return (digits.to(torch.int32) * self.basis).sum(-1, dtype=torch.int32)

    def digits_of(self, tokens: Tensor) -> Tensor:
        """Split tokens (…) into digits (…, digits) int32."""
        return torch.div(tokens[..., None], self.basis, rounding_mode="floor") % self.levels

    def features(self, digits: Tensor) -> Tensor:
        """Project (B, N, digits), rounded or (in training) not, to (B, N, feature_dim)."""
        half = (self.levels - 1) / 2
        vectors: Tensor = self.project_out(((digits - half) / half).to(self.project_out.weight.dtype))
        return vectors

    def dequantize(self, tokens: Tensor) -> Tensor:
        """Turn tokens (B, N) into features (B, N, feature_dim)."""
        return self.features(self.digits_of(tokens))
