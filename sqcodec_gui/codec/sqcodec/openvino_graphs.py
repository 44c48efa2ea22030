"""This module builds the network as OpenVINO graphs of fixed shapes, a row and a chunk, from weights alone, no torch.

The same network as in encoder.py, attention.py and decoder.py, written so that nothing but matrix products and a few
fused passes remain:

- time before channels throughout (1, T, C), so that point-wise layers are plain matrix products;
- the scales and shifts of layer norms folded into the layers that follow;
- Snake as a polynomial (below), which fuses with its neighbours, where a sine would be a pass of its own;
- convolutions of the same stride and width as matrix products, linear interpolation as weighted sums of rows.

Every graph has one fixed shape. At the ends of a recording, masks (1 within, 0 beyond) put the zeros before each
convolution that a shorter array would have had there. So one graph serves first, middle and last chunks alike.

``Tensors`` are those of ``model.safetensors``, float16 or float32, under the names of ``Codec``'s state dict.
"""

import math
from collections.abc import Mapping

import numpy as np

from sqcodec_gui.codec.config import (
    ENHANCE_DILATIONS,
    ENHANCE_POOLS,
    FIRST_BLOCK_POOLS,
    HEAD_DIM_DIVISOR,
    HEADS,
    INSTANCE_NORM_EPSILON,
    KERNEL,
    LAST_LAYER_DILATIONS,
    TRANSFORMER_NORM_EPSILON,
    CodecConfig,
)
from sqcodec_gui.codec.openvino_ops import Ports, constant, linear, normalised, sliced, swapped, whole
from sqcodec_gui.codec.openvino_runtime import Model, Node, op
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens

Tensors = Mapping[str, np.ndarray]

SINE_SQUARED = (9.8696041, -32.4696312, 42.7263260, -30.0934944, 13.0182171, -3.3102188)
"""sin²(πr) = u · Σ cₖuᵏ for u = r², |r| ≤ ½, within 4e-8 (least squares at Chebyshev nodes)."""

ALIGNMENT = 16
"""Widths are filled up to a multiple of this many floats."""


class Graph(Ports):
    """It makes the small pieces that all graphs share."""

    def __init__(self, config: CodecConfig, tensors: Tensors) -> None:
        super().__init__()
        self.config = config
        self._tensors = tensors

    def weight(self, name: str) -> np.ndarray:
        return self._tensors[name].astype(np.float32)

    def layers(self, name: str) -> int:
        """Return how many layers the transformer of this name has."""
        return sum(key.startswith(name + "layers.") and key.endswith(".to_out.weight") for key in self._tensors)

    def convolution(self, x: Node, name: str, dilation: int = 1) -> Node:
        """Convolve (1, T, in) to (1, T, out), as long as its input."""
        weight, bias = self.weight(name + ".weight"), self.weight(name + ".bias")
        padding = weight.shape[2] // 2 * dilation
        y = op.convolution(swapped(x), constant(weight), [1], [padding], [padding], [dilation])
        return swapped(op.add(y, constant(bias[None, :, None])))

    def snake(self, x: Node, name: str) -> Node:
        """Compute x + sin²(αx)/α."""
        alpha = self.weight(name + ".alpha").astype(np.float64).reshape(1, 1, -1)
        turns = op.multiply(x, constant(alpha / np.pi))
        rest = op.subtract(turns, op.round(turns, "HALF_TO_EVEN"))
        u = op.multiply(rest, rest)
        y: Node = constant(SINE_SQUARED[-1])
        for coefficient in SINE_SQUARED[-2::-1]:
            y = op.add(op.multiply(y, u), constant(coefficient))
        return op.add(x, op.multiply(op.multiply(u, constant(1 / (alpha + self.config.epsilon))), y))

    def channel_norm(self, x: Node, name: str) -> Node:
        y = op.multiply(normalised(x, self.config.epsilon), constant(self.weight(name + ".weight")[None, None]))
        return op.add(y, constant(self.weight(name + ".bias")[None, None]))

    def normed(self, norm: str, weight: np.ndarray, bias: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return weight and bias of a linear layer that takes in the scale and shift of the norm before it."""
        scale, shift = (self.weight(f"{norm}.{kind}").astype(np.float64) for kind in ("weight", "bias"))
        wide = weight.astype(np.float64)
        return wide * scale, wide @ shift + (0 if bias is None else bias)

    def unit(self, x: Node, mask: Node, name: str) -> Node:
        """Compute a depth-wise convolution, then a point-wise network, around which x goes."""
        weight = self.weight(name + "dw_conv.weight")[:, :, None]
        padding = KERNEL // 2
        y = op.group_convolution(swapped(op.multiply(x, mask)), constant(weight), [1], [padding], [padding], [1])
        y = swapped(op.add(y, constant(self.weight(name + "dw_conv.bias")[None, :, None])))
        wide = self.normed(name + "norm", self.weight(name + "pw_conv1.weight"), self.weight(name + "pw_conv1.bias"))
        y = self.snake(linear(normalised(y, self.config.epsilon), *wide), name + "act")
        y = linear(y, self.weight(name + "pw_conv2.weight"), self.weight(name + "pw_conv2.bias"))
        return op.add(x, y)


def encoder_graph(config: CodecConfig, tensors: Tensors) -> Model:
    """Build the graph ``audio`` (1, samples, 1), ``mask0`` (1, samples, 1), ``mask1`` … at each stride -> ``frames``.

    Frames are those of a chunk with ``encoder_context_frames`` on each side: (1, frames, feature_dim)
    """
    graph = Graph(config, tensors)
    length = encoder_lengths(config)[0]
    audio, mask = graph.input("audio", (1, length, 1)), graph.input("mask0", (1, length, 1))
    x = _first_block(graph, audio, mask)
    for stage, depth in enumerate(config.encoder_depths):
        for unit in range(depth):
            x = graph.unit(x, mask, f"encoder.blocks.{1 + 2 * stage}.{unit}.module.")
        if stage < len(config.encoder_strides):
            name = f"encoder.blocks.{2 + 2 * stage}."
            weight = graph.weight(name + "0.weight")  # (out, in, stride)
            length = encoder_lengths(config)[stage + 1]
            x = op.reshape(x, whole([1, length, weight.shape[1] * weight.shape[2]]), False)
            x = linear(x, weight.transpose(0, 2, 1).reshape(len(weight), -1), graph.weight(name + "0.bias"))
            x = graph.channel_norm(x, name + "1")
            mask = graph.input(f"mask{stage + 1}", (1, length, 1))
    x = graph.convolution(op.multiply(x, mask), f"encoder.blocks.{2 * len(config.encoder_depths)}")
    return graph.finish({"frames": x})


def encoder_lengths(config: CodecConfig) -> list[int]:
    """Count the positions at the sample rate, and after each stride."""
    frames = chunk_tokens(config) * config.token_stride + 2 * config.encoder_context_frames
    strides = config.encoder_strides
    return [frames * math.prod(strides[stage:]) for stage in range(len(strides) + 1)]


def _first_block(graph: Graph, audio: Node, mask: Node) -> Node:
    """Build the five convolutions of one channel each as one of five channels, most of whose weights are zero."""
    pools = len(FIRST_BLOCK_POOLS)
    branches = [graph.weight(f"encoder.blocks.0.blocks.{i}.1.weight") for i in range(pools)]
    width = len(branches[0])
    weight = np.zeros((pools * width, pools, KERNEL), np.float32)
    for i, branch in enumerate(branches):
        weight[i * width : (i + 1) * width, i] = branch[:, 0]
    bias = np.concatenate([graph.weight(f"encoder.blocks.0.blocks.{i}.1.bias") for i in range(pools)])
    pooled = op.concat([_trend(swapped(audio), pool, swapped(mask)) for pool in FIRST_BLOCK_POOLS], 1)
    padding = KERNEL // 2
    x = op.convolution(pooled, constant(weight), [1], [padding], [padding], [1])
    x = swapped(op.add(x, constant(bias[None, :, None])))
    name = "encoder.blocks.0.conv_"
    x = op.gelu(linear(x, graph.weight(name + "1.weight")[..., 0], graph.weight(name + "1.bias")), "ERF")
    mix = graph.weight(name + "2.weight")[..., 0]
    x = linear(x, mix[:, :-1], graph.weight(name + "2.bias"))
    return op.add(x, op.multiply(audio, constant(mix[None, None, :, -1])))


def _trend(x: Node, width: int, mask: Node) -> Node:
    """Compute the mean of the largest magnitudes: (1, 1, T) -> (1, 1, T)."""
    if width == 1:
        return x
    reach = width // 2
    largest = op.max_pool(op.abs(x), [1], [1], [reach], [reach], [width], "floor").output(0)
    return op.multiply(op.avg_pool(op.multiply(largest, mask), [1], [reach], [reach], [width], False, "floor"), mask)


def tokens_graph(config: CodecConfig, tensors: Tensors) -> Model:
    """Build ``frames`` (1, frames, feature_dim) of a chunk -> ``coordinates`` (1, tokens, digits) before their bounds.

    With the inputs and outputs of ``_transformer`` for each of its parts.
    """
    graph, tokens = Graph(config, tensors), chunk_tokens(config)
    outputs: dict[str, Node] = {}
    stride = config.token_stride
    x = graph.input("frames", (1, tokens * stride, config.feature_dim))
    if stride > 1:
        x = _transformer(graph, x, "en_encoder.down_trans.trans.", config.window_tokens * stride, outputs)
        weight = graph.weight("en_encoder.down_trans.down_layer.weight")  # (out, in, stride)
        x = op.reshape(x, whole([1, tokens, stride * config.feature_dim]), False)
        weight = weight.transpose(0, 2, 1).reshape(len(weight), -1)
        x = linear(x, weight, graph.weight("en_encoder.down_trans.down_layer.bias"))
    x = _transformer(graph, x, "en_encoder.local_trans.", config.window_tokens, outputs)
    x = linear(x, graph.weight("quantizer.project_in.weight"), graph.weight("quantizer.project_in.bias"))
    return graph.finish({"coordinates": x} | outputs)


def frames_graph(config: CodecConfig, tensors: Tensors) -> Model:
    """Build ``digits`` (1, tokens, digits) within ±1 -> ``frames`` (1, tokens, feature_dim), at the rate of tokens."""
    graph = Graph(config, tensors)
    outputs: dict[str, Node] = {}
    x = graph.input("digits", (1, chunk_tokens(config), len(config.levels)))
    x = linear(x, graph.weight("quantizer.project_out.weight"), graph.weight("quantizer.project_out.bias"))
    x = _transformer(graph, x, "en_decoder.local_trans.", config.window_tokens, outputs)
    return graph.finish({"frames": x} | outputs)


def expansion_graph(config: CodecConfig, tensors: Tensors) -> Model:
    """Build ``frames`` (1, window_tokens + 2, feature_dim), with its neighbours -> (1, window_tokens · stride, …)."""
    graph, window, stride = Graph(config, tensors), config.window_tokens, config.token_stride
    outputs: dict[str, Node] = {}
    wide = graph.input("frames", (1, window + 2, config.feature_dim))
    before, x, after = (sliced(wide, 1, shift, shift + window) for shift in range(3))
    x = _interpolated(before, x, after, window, config.feature_dim, stride)
    x = _transformer(graph, x, "en_decoder.up_trans.trans.", window * stride, outputs)
    return graph.finish({"frames": x} | outputs)


def _transformer(graph: Graph, x: Node, name: str, window: int, outputs: dict[str, Node]) -> Node:
    """Build all layers that the weights have under ``name``: (1, T, C) -> (1, T, C), T a multiple of the window.

    Further inputs: ``<name><layer>.keys`` and ``.values`` of the window before (1, heads, window, head_dim), and
    ``<name>before`` (1, 1, 1, 2 · window), which is added to what the first window makes of them: 0, or where there is
    nothing before, -inf in the first half. Further ``outputs``: ``next <name><layer>.keys`` and so on.
    """
    bias = _position_bias(graph, name + "dynamic_pos_bias.mlp.", window)
    before = graph.input(name + "before", (1, 1, 1, 2 * window))
    for layer in range(graph.layers(name)):
        x = op.add(x, _attention(graph, x, f"{name}{layer}", f"{name}layers.{layer}.0.", bias, before, outputs))
        x = op.add(x, _feed_forward(graph, x, f"{name}layers.{layer}.1."))
    return x


def _attention(
    graph: Graph, x: Node, state: str, name: str, bias: np.ndarray, before: Node, outputs: dict[str, Node]
) -> Node:
    length, channels = x.shape[1], graph.config.feature_dim
    window, head_dim = bias.shape[1], channels // HEAD_DIM_DIVISOR
    weight = graph.weight(name + "to_qkv.weight")
    weight[: HEADS * head_dim] *= head_dim**-0.5
    qkv = linear(normalised(x, TRANSFORMER_NORM_EPSILON), *graph.normed(name + "norm", weight))
    qkv = op.reshape(qkv, whole([1, length, 3, HEADS, head_dim]), False)
    parts = op.split(op.transpose(qkv, whole([2, 0, 3, 1, 4])), whole(0), 3).outputs()
    q, k, v = (op.squeeze(part, whole([0])) for part in parts)  # each (1, heads, T, head_dim)
    all_k = op.concat([graph.input(state + ".keys", (1, HEADS, window, head_dim)), k], 2)
    all_v = op.concat([graph.input(state + ".values", (1, HEADS, window, head_dim)), v], 2)
    outputs[f"next {state}.keys"] = sliced(k, 2, length - window, length)
    outputs[f"next {state}.values"] = sliced(v, 2, length - window, length)
    attended = []
    for start in range(0, length, window):
        scores = op.matmul(
            sliced(q, 2, start, start + window), sliced(all_k, 2, start, start + 2 * window), False, True
        )
        scores = op.add(scores, constant(bias[None]))
        if start == 0:
            scores = op.add(scores, before)
        attended.append(op.matmul(op.softmax(scores, 3), sliced(all_v, 2, start, start + 2 * window), False, False))
    joined = op.transpose(op.concat(attended, 2), whole([0, 2, 1, 3]))  # (1, T, heads, head_dim)
    joined = op.reshape(joined, whole([1, length, HEADS * head_dim]), False)
    return linear(joined, graph.weight(name + "to_out.weight"))


def _feed_forward(graph: Graph, x: Node, name: str) -> Node:
    """Build a feed-forward network, its inner width filled up with zeros, which stay zeros."""
    wide, back = graph.weight(name + "1.weight"), graph.weight(name + "4.weight")
    inner = back.shape[1]
    missing = -inner % ALIGNMENT
    x = normalised(x, TRANSFORMER_NORM_EPSILON)
    value, gate = (
        linear(x, *graph.normed(name + "0", np.pad(half, ((0, missing), (0, 0)))))
        for half in (wide[:inner], wide[inner:])
    )
    return linear(op.multiply(value, op.gelu(gate, "ERF")), np.pad(back, ((0, 0), (0, missing))))


def _position_bias(graph: Graph, name: str, window: int) -> np.ndarray:
    """Return float32 (heads, window, 2 · window), as PositionBias gives it."""
    x = np.arange(2.0 * window)[:, None]
    for layer in (0, 2, 4):
        x = x @ graph.weight(f"{name}{layer}.weight").T.astype(np.float64) + graph.weight(f"{name}{layer}.bias")
        x = x / 2 * (1 + np.tanh(x / 2)) if layer < 4 else x  # SiLU, where exp could overflow
    distance = np.arange(window, 2 * window)[:, None] - np.arange(2 * window)
    bias = np.where(distance[..., None] < 0, -np.inf, x[np.maximum(distance, 0)])
    return bias.transpose(2, 0, 1).astype(np.float32)


def decoder_graph(config: CodecConfig, tensors: Tensors, chunk_frames: int = 0) -> Model:
    """Build ``frames`` of a chunk with context (1, frames, feature_dim), ``statistics`` (stages, 2, 4) -> ``audio``.

    ``chunk_frames``: instead of a whole chunk.
    For each stage, ``mask<stage>`` (1, T, 1) as for the encoder, and ``row<stage>`` int32 (T): for each position its
    own number, or where it lies beyond the recording that of the last one within. ``audio``: (1, samples, 1)
    """
    graph = Graph(config, tensors)
    contexts, lengths = config.decoder_context_frames, decoder_lengths(config, chunk_frames)
    x, mask = graph.input("frames", (1, lengths[0], config.feature_dim)), graph.input("mask0", (1, lengths[0], 1))
    statistics = graph.input("statistics", (len(config.decoder_strides), 2, len(ENHANCE_POOLS)))
    x = graph.convolution(op.multiply(x, mask), "decoder.blocks.0")
    for stage, stride in enumerate(config.decoder_strides):
        for unit in range(config.decoder_depths[stage]):
            x = graph.unit(x, mask, f"decoder.blocks.{1 + 3 * stage}.{unit}.module.")
        own_statistics = op.gather(statistics, whole(stage), whole(0))
        x = _enhanced(graph, x, f"decoder.blocks.{2 + 3 * stage}.", own_statistics, mask)
        name = f"decoder.blocks.{3 + 3 * stage}."
        x = linear(x, graph.weight(name + "0.weight")[..., 0], graph.weight(name + "0.bias"))
        x = graph.channel_norm(_upsampled(graph, x, stage, stride), name + "2")
        cut = (contexts[stage] - contexts[stage + 1]) * math.prod(config.decoder_strides[: stage + 1])
        x = sliced(x, 1, cut, cut + lengths[stage + 1])
        mask = graph.input(f"mask{stage + 1}", (1, lengths[stage + 1], 1))
    audio = _last_block(graph, x, f"decoder.blocks.{1 + 3 * len(config.decoder_strides)}.block.", mask)
    cut = contexts[-1] * config.frame_samples
    return graph.finish({"audio": sliced(audio, 1, cut, lengths[-1] - cut)})


def decoder_lengths(config: CodecConfig, chunk_frames: int = 0) -> list[int]:
    """Count each stage's positions: of a chunk (or so many frames), and of the context still needed."""
    frames = chunk_frames or chunk_tokens(config) * config.token_stride
    return [
        (frames + 2 * context) * math.prod(config.decoder_strides[:stage])
        for stage, context in enumerate(config.decoder_context_frames)
    ]


def _enhanced(graph: Graph, x: Node, name: str, statistics: Node, mask: Node) -> Node:
    """Compute x · (1 + gain), the gain read from the envelopes of the first channel."""
    mask = swapped(mask)
    first = op.multiply(swapped(sliced(x, 2, 0, 1)), mask)
    branches = []
    for i, (pool, dilation) in enumerate(zip(ENHANCE_POOLS, ENHANCE_DILATIONS, strict=True)):
        branches.append(graph.convolution(swapped(_trend(first, pool, mask)), f"{name}blocks.{i}.1", dilation))
    mean, variance = (op.gather(statistics, whole(i), whole(0)) for i in range(2))
    deviation = op.sqrt(op.add(variance, constant(INSTANCE_NORM_EPSILON)))
    scale = op.divide(constant(graph.weight(name + "merge_layer.0.weight")), deviation)
    shift = op.subtract(constant(graph.weight(name + "merge_layer.0.bias")), op.multiply(mean, scale))
    normal = op.add(op.multiply(op.concat(branches, 2), scale), shift)
    merge = name + "merge_layer.1."
    gain = linear(normal, graph.weight(merge + "weight")[..., 0], graph.weight(merge + "bias"))
    return op.add(x, op.multiply(gain, x))


def _upsampled(graph: Graph, x: Node, stage: int, stride: int) -> Node:
    """Interpolate linearly; at an end of the recording, its last row goes on."""
    length, channels = x.shape[1], x.shape[2]
    x = op.gather(x, graph.input(f"row{stage}", (length,), np.int32), whole(1))
    rows = np.arange(length, dtype=np.int32)
    before, after = (op.gather(x, op.constant(np.clip(rows + step, 0, length - 1)), whole(1)) for step in (-1, 1))
    return _interpolated(before, x, after, length, channels, stride)


def _interpolated(before: Node, x: Node, after: Node, length: int, channels: int, stride: int) -> Node:
    """Interpolate from (1, T, C) and the same one row earlier and later to (1, T · stride, C)."""
    rows = []
    for phase in range(stride):
        offset = (phase + 0.5) / stride - 0.5
        neighbour = before if offset < 0 else after
        blend = op.multiply(neighbour, constant(abs(offset)))
        rows.append(op.add(op.multiply(x, constant(1 - abs(offset))), blend) if offset else x)
    return op.reshape(op.concat(rows, 2), whole([1, length * stride, channels]), False)


def _last_block(graph: Graph, x: Node, name: str, mask: Node) -> Node:
    for i, dilation in enumerate(LAST_LAYER_DILATIONS):
        unit = f"{name}0.{i}.module.block."
        y = op.multiply(graph.snake(x, unit + "0"), mask)
        y = graph.snake(graph.convolution(y, unit + "1", dilation), unit + "2")
        x = op.add(x, linear(y, graph.weight(unit + "3.weight")[..., 0], graph.weight(unit + "3.bias")))
    return op.tanh(graph.convolution(op.multiply(graph.snake(x, name + "1"), mask), name + "2"))
