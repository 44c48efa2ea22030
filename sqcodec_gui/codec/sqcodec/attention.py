"""This module holds transformers with causal attention in fixed windows (paper, section 3.2).

The time axis is cut into windows that start at multiples of the window length. A token sees its own window up to
itself, and all of the window before; ``depth`` layers therefore look back ``depth`` windows. What a layer must
remember between calls is the last window's keys and values.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Self, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.config import HEAD_DIM_DIVISOR, HEADS, TRANSFORMER_NORM_EPSILON, CodecConfig


@dataclass
class AttentionState:
    """It holds keys and values (B, heads, window, head_dim) of the window before; None at the start of a recording."""

    keys: Tensor | None = None
    values: Tensor | None = None


class WindowAttention(nn.Module):
    """It computes pre-norm multi-head attention. (B, N, C) -> (B, N, C), N a multiple of the window."""

    def __init__(self, channels: int, window: int) -> None:
        super().__init__()
        self.window = window
        self.head_dim = channels // HEAD_DIM_DIVISOR
        self.norm = nn.LayerNorm(channels, TRANSFORMER_NORM_EPSILON)
        self.to_qkv = nn.Linear(channels, 3 * HEADS * self.head_dim, bias=False)
        self.to_out = nn.Linear(HEADS * self.head_dim, channels, bias=False)

    def forward(self, x: Tensor, bias: Tensor, state: AttentionState | None = None) -> Tensor:
        batch, length, _ = x.shape
        windows = length // self.window
        qkv = self.to_qkv(self.norm(x)).view(batch, windows, self.window, 3, HEADS, self.head_dim)
        q, k, v = qkv.permute(3, 0, 1, 4, 2, 5)  # each (B, windows, heads, window, head_dim)
        parts = []
        if state is None or state.keys is None or state.values is None:
            first = F.scaled_dot_product_attention(q[:, 0], k[:, 0], v[:, 0], bias[..., self.window :])
            parts.append(first[:, None])
            q, previous_k, previous_v = q[:, 1:], k[:, :-1], v[:, :-1]
        else:
            previous_k = torch.cat([state.keys[:, None], k[:, :-1]], 1)
            previous_v = torch.cat([state.values[:, None], v[:, :-1]], 1)
        if state is not None:
            # copies, so that nothing else of a long chunk stays in memory
            state.keys, state.values = k[:, -1].clone(), v[:, -1].clone()
        if rest := q.shape[1]:
            both_k = torch.cat([previous_k, k[:, -rest:]], 3).flatten(0, 1)
            both_v = torch.cat([previous_v, v[:, -rest:]], 3).flatten(0, 1)
            attended = F.scaled_dot_product_attention(q.flatten(0, 1), both_k, both_v, bias)
            parts.append(attended.unflatten(0, (batch, rest)))
        out = torch.cat(parts, 1).transpose(2, 3)  # (B, windows, window, heads, head_dim)
        mixed: Tensor = self.to_out(out.reshape(batch, length, -1))
        return mixed


class GatedGelu(nn.Module):
    """It computes x · gelu(gate) over the halves of the last axis."""

    def forward(self, x: Tensor) -> Tensor:
        x, gate = x.chunk(2, dim=-1)
        return x * F.gelu(gate)


def feed_forward(channels: int) -> nn.Sequential:
    """Make the feed-forward network of a layer."""
    inner = channels * 4 * 2 // 3
    return nn.Sequential(
        nn.LayerNorm(channels, TRANSFORMER_NORM_EPSILON),
        nn.Linear(channels, 2 * inner, bias=False),
        GatedGelu(),
        nn.Identity(),  # the published weights count a drop-out here
        nn.Linear(inner, channels, bias=False),
    )


class PositionBias(nn.Module):
    """It is a small network from distance, in tokens, to a bias for each head; causality is part of the bias."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.mlp = nn.Sequential(
            nn.Linear(1, channels),
            nn.SiLU(),
            nn.Linear(channels, channels),
            nn.SiLU(),
            nn.Linear(channels, HEADS),
        )

    def forward(self, window: int) -> Tensor:
        """Return (heads, window, 2 · window): queries of one window against the keys of the one before and of its
        own."""
        device = next(self.parameters()).device
        with torch.autocast(device.type, enabled=False):  # distances go up to 1,200: too large for bf16
            by_distance = self.mlp(torch.arange(2.0 * window, device=device)[:, None])
        queries = torch.arange(window, 2 * window, device=device)[:, None]
        distance = queries - torch.arange(2 * window, device=device)
        bias = by_distance[distance.clamp(min=0)].permute(2, 0, 1)
        masked: Tensor = bias.masked_fill(distance < 0, -torch.inf)
        return masked


class WindowTransformer(nn.Module):
    """It stacks ``depth`` layers of attention and feed-forward. (B, N, C) -> (B, N, C), any N."""

    def __init__(self, channels: int, depth: int, window: int) -> None:
        super().__init__()
        self.window = window
        self.depth = depth
        self.dynamic_pos_bias = PositionBias(channels // 2)
        self.layers = nn.ModuleList(
            nn.ModuleList([WindowAttention(channels, window), feed_forward(channels)]) for _ in range(depth)
        )
        self._frozen_bias: Tensor | None = None

    def freeze_bias(self) -> None:
        """Keep the position bias as a constant, once the weights are final."""
        with torch.no_grad():
            self._frozen_bias = self.dynamic_pos_bias(self.window)

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        """Move the frozen bias between devices together with the weights."""
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]  # overridden; untyped in torch
        if self._frozen_bias is not None:
            self._frozen_bias = fn(self._frozen_bias)
        return self

    def forward(self, x: Tensor, states: list[AttentionState] | None = None) -> Tensor:
        """Transform a sequence. A length that is no multiple of the window is padded for the time being: causality
        hides the padding."""
        length = x.shape[1]
        if not length:
            return x
        x = F.pad(x, (0, 0, 0, -length % self.window))
        frozen = None if self.training else self._frozen_bias
        bias = self.dynamic_pos_bias(self.window) if frozen is None else frozen
        bias = bias.to(x.dtype)
        for i, (attention, feed) in enumerate(cast("Iterable[nn.ModuleList]", self.layers)):
            x = x + attention(x, bias, states[i] if states else None)
            x = x + feed(x)
        return x[:, :length]


@dataclass
class TransformerState:
    """It holds what a whole transformer remembers between calls, on each side of its change of rate."""

    coarse: list[AttentionState] = field(default_factory=list)
    fine: list[AttentionState] = field(default_factory=list)
    pending: Tensor | None = None
    """Decoder only: the coarse token (B, 1, C) before the next one, for the interpolation between them."""

    carried: Tensor | None = None
    """Decoder only: coarse tokens (B, N, C) that wait for the one after them."""

    def expand_batch(self, batch: int) -> None:
        """Make of one sequence ``batch`` equal ones, which may differ from here on."""
        for state in (*self.coarse, *self.fine):
            state.keys, state.values = _repeat(state.keys, batch), _repeat(state.values, batch)
        self.pending, self.carried = _repeat(self.pending, batch), _repeat(self.carried, batch)

    def snapshot(self) -> "TransformerState":
        """Return a copy of the state as it is now, whatever it becomes. (Tensors are replaced, never changed.)"""
        return replace(self, coarse=[replace(one) for one in self.coarse], fine=[replace(one) for one in self.fine])

    def restore(self, snapshot: "TransformerState") -> None:
        """Become again what it was when ``snapshot`` was taken."""
        self.coarse, self.fine, self.pending, self.carried = (
            snapshot.coarse,
            snapshot.fine,
            snapshot.pending,
            snapshot.carried,
        )


def _repeat(tensor: Tensor | None, batch: int) -> Tensor | None:
    return None if tensor is None else tensor.repeat(batch, *[1] * (tensor.dim() - 1))


class PlainTransformer(nn.Module):
    """It is an encoder or decoder transformer without change of rate. (B, N, C) -> (B, N, C)."""

    def __init__(self, config: CodecConfig, depth: int) -> None:
        super().__init__()
        self.local_trans = WindowTransformer(config.feature_dim, depth, config.window_tokens)

    def initial_state(self) -> TransformerState:
        return TransformerState(coarse=[AttentionState() for _ in range(self.local_trans.depth)])

    def forward(self, x: Tensor, state: TransformerState | None = None, last: bool = True) -> Tensor:
        out: Tensor = self.local_trans(x, state.coarse if state else None)
        return out


class _Reducer(nn.Module):
    """It has layers at the frame rate, then a convolution that joins ``stride`` frames to one token."""

    def __init__(self, channels: int, depth: int, window: int, stride: int) -> None:
        super().__init__()
        self.trans = WindowTransformer(channels, depth, window)
        self.down_layer = nn.Conv1d(channels, channels, stride, stride=stride)

    def forward(self, x: Tensor, states: list[AttentionState] | None) -> Tensor:
        out: Tensor = self.down_layer(self.trans(x, states).transpose(1, 2)).transpose(1, 2)
        return out


class ReducingTransformer(nn.Module):
    """It is an encoder transformer that ends at a lower rate. (B, N · stride, C) -> (B, N, C)."""

    def __init__(self, config: CodecConfig) -> None:
        super().__init__()
        fine = config.encoder_split_depth
        coarse = config.encoder_transformer_depth - fine
        stride, window = config.token_stride, config.window_tokens
        self.down_trans = _Reducer(config.feature_dim, fine, window * stride, stride)
        self.local_trans = WindowTransformer(config.feature_dim, coarse, window)

    def initial_state(self) -> TransformerState:
        return TransformerState(
            coarse=[AttentionState() for _ in range(self.local_trans.depth)],
            fine=[AttentionState() for _ in range(self.down_trans.trans.depth)],
        )

    def forward(self, x: Tensor, state: TransformerState | None = None, last: bool = True) -> Tensor:
        x = self.down_trans(x, state.fine if state else None)
        out: Tensor = self.local_trans(x, state.coarse if state else None)
        return out


class _Expander(nn.Module):
    """It has layers at the frame rate, on linearly interpolated tokens."""

    def __init__(self, channels: int, depth: int, window: int) -> None:
        super().__init__()
        self.trans = WindowTransformer(channels, depth, window)


class ExpandingTransformer(nn.Module):
    """It is a decoder transformer that starts at a lower rate. (B, N, C) -> (B, N · stride, C)

    Interpolation looks one token ahead. With a state, the last window is therefore held back until the next call;
    ``last=True`` gives it out.
    """

    def __init__(self, config: CodecConfig) -> None:
        super().__init__()
        fine = config.decoder_split_depth
        coarse = config.decoder_transformer_depth - fine
        self.stride, self.window = config.token_stride, config.window_tokens
        self.local_trans = WindowTransformer(config.feature_dim, coarse, self.window)
        self.up_trans = _Expander(config.feature_dim, fine, self.window * self.stride)

    def initial_state(self) -> TransformerState:
        return TransformerState(
            coarse=[AttentionState() for _ in range(self.local_trans.depth)],
            fine=[AttentionState() for _ in range(self.up_trans.trans.depth)],
        )

    def forward(self, x: Tensor, state: TransformerState | None = None, last: bool = True) -> Tensor:
        out: Tensor
        if state is None:
            out = self.up_trans.trans(self._interpolate(self.local_trans(x), None, None))
            return out
        x = self.local_trans(x, state.coarse)
        if state.carried is not None:
            x = torch.cat([state.carried, x], 1)
        ready = x.shape[1] if last else max(0, x.shape[1] - self.window)
        state.carried, following = x[:, ready:], x[:, ready : ready + 1]
        x, before = x[:, :ready], state.pending
        if not ready:
            return x
        state.pending = x[:, -1:]
        out = self.up_trans.trans(self._interpolate(x, before, following), state.fine)
        return out

    def _interpolate(self, x: Tensor, before: Tensor | None, after: Tensor | None) -> Tensor:
        """Interpolate (B, N, C) linearly to (B, N · stride, C), with the neighbours where there are any."""
        left = before is not None
        right = after is not None and after.shape[1] > 0
        pieces = [piece for piece in (before, x, after) if piece is not None and piece.shape[1]]
        wide = torch.cat(pieces, 1).transpose(1, 2)
        wide = F.interpolate(wide, scale_factor=float(self.stride), mode="linear").transpose(1, 2)
        return wide[:, self.stride * left : wide.shape[1] - self.stride * right]


def build_encoder_transformer(config: CodecConfig) -> PlainTransformer | ReducingTransformer:
    """Make the encoder's transformer, with a change of rate if the model has one."""
    if config.token_stride > 1:
        return ReducingTransformer(config)
    return PlainTransformer(config, config.encoder_transformer_depth)


def build_decoder_transformer(config: CodecConfig) -> PlainTransformer | ExpandingTransformer:
    """Make the decoder's transformer, with a change of rate if the model has one."""
    if config.token_stride > 1:
        return ExpandingTransformer(config)
    return PlainTransformer(config, config.decoder_transformer_depth)
