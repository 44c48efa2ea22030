"""The network of the family ``spectral`` is built as OpenVINO graphs of fixed shapes: one row, one chunk. No torch.

The same as network.py, over the frames of a chunk with its context, and written so that little but matrix products
remains:

- time before channels throughout (1, N, D), so that point-wise layers are plain matrix products;
- matrices in the 8 bits that they are stored in, each output's scale behind them: half the memory of graphs in float32;
- the scales of residual branches folded into the layers before them;
- attention over a band: blocks of frames, each with its two neighbours;
- context cut off as soon as no later layer needs it (trim.py);
- both transforms as products of real matrices (transforms.py).

``inside`` (1, N, 1) is 1 for frames that exist, else 0: convolutions see zeros elsewhere, and attention looks away.
``Tensors`` are as weight_packing.py stores them, under the names of ``SpectralNetwork``'s state dict.
"""

from collections.abc import Mapping

import numpy as np

from sqcodec_gui.codec.openvino_ops import Ports, constant, linear, normalised, sliced, swapped, whole
from sqcodec_gui.codec.openvino_runtime import Model, Node, op
from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.constants import (
    BOTTOM_SCORE,
    FEATURE_FLOOR,
    FEATURE_POWER,
    LARGEST_LOG_MAGNITUDE,
    NORM_EPSILON,
)
from sqcodec_gui.codec.spectral.grid import decoder_context, encoder_context
from sqcodec_gui.codec.spectral.transforms import transforms
from sqcodec_gui.codec.spectral.trim import band_bias, needed_after_attention, query_side
from sqcodec_gui.codec.spectral.weight_packing import SCALE_SUFFIX, unpacked

Tensors = Mapping[str, np.ndarray]
EVERY = slice(None)


class _Chunk:
    """It is a chunk as computed so far: ``x`` (1, frames + 2 · side, D) and ``inside`` (1, frames + 2 · side, 1)."""

    def __init__(self, architecture: Architecture, tensors: Tensors, frames: int, side: int) -> None:
        self.architecture, self.tensors = architecture, tensors
        self.frames, self.side = frames, side
        self.ports = Ports()
        self.inside = self.ports.input("inside", (1, frames + 2 * side, 1))
        self.x = self.inside

    def fitted(self, x: Node, side: int) -> Node:
        """Return ``x`` with another context: cut off, or filled up with zeros."""
        missing = side - self.side
        if missing <= 0:
            return sliced(x, 1, -missing, self.frames + 2 * self.side + missing) if missing else x
        edges = whole([0, missing, 0])
        return op.pad(x, edges, edges, "constant", op.constant(np.float32(0)))

    def trim(self, side: int) -> None:
        self.x, self.inside, self.side = self.fitted(self.x, side), self.fitted(self.inside, side), side

    def existing(self, x: Node) -> Node:
        """Put zeros beyond the ends of the recording."""
        return op.multiply(x, self.inside)

    def value(self, name: str) -> np.ndarray:
        """Return a tensor as float32."""
        return unpacked(self.tensors, name)

    def normed(self, x: Node, name: str) -> Node:
        """Return ``x`` through a layer norm."""
        scale, shift = (constant(self.value(f"{name}.{kind}")[None, None]) for kind in ("weight", "bias"))
        return op.add(op.multiply(normalised(x, NORM_EPSILON), scale), shift)

    def linear(self, x: Node, name: str, outputs: slice = EVERY, scale: np.ndarray | float = 1.0) -> Node:
        """Return ``x`` through these outputs of a linear layer; each is multiplied by its ``scale``."""
        stored, bias = self.tensors[f"{name}.weight"][outputs], self.value(f"{name}.bias")[outputs]
        if stored.dtype != np.int8:
            return linear(x, (stored.astype(np.float32).T * scale).T, bias * scale)
        steps = self.tensors[f"{name}.weight{SCALE_SUFFIX}"][outputs] * scale
        eight_bits = op.constant(np.ascontiguousarray(stored), shared_memory=True)
        weight = op.multiply(op.convert(eight_bits, np.float32), constant(steps[:, None]))
        return op.add(op.matmul(x, weight, False, True), constant((bias * scale)[None, None]))

    def depthwise(self, name: str) -> Node:
        weight, bias = self.value(f"{name}.weight"), self.value(f"{name}.bias")
        around = [self.architecture.kernel // 2]
        y = op.group_convolution(swapped(self.x), constant(weight[:, :, None]), [1], around, around, [1])
        return swapped(op.add(y, constant(bias[None, :, None])))

    def layers(self, name: str, blocks: int, attention_after: tuple[int, ...], last: int) -> None:
        """Add all layers of a tower; ``last`` frames of context are still needed behind it."""
        needed = needed_after_attention(self.architecture, blocks, attention_after, last)
        for number in range(blocks + len(attention_after)):
            layer = f"{name}.layers.{number}"
            if f"{layer}.distance_bias" in self.tensors:
                self.attention(layer, needed.pop(0))
            else:
                self.block(layer)
        self.trim(last)

    def block(self, name: str) -> None:
        hidden = self.normed(self.depthwise(f"{name}.depthwise"), f"{name}.norm")
        hidden = op.gelu(self.linear(hidden, f"{name}.expand"), "TANH")
        branch = self.linear(hidden, f"{name}.contract", scale=self.value(f"{name}.scale"))
        self.x = op.add(self.x, self.existing(branch))

    def attention(self, name: str, needed: int) -> None:
        """Add one attention. ``needed``: frames of context on each side that are still needed behind it; so many
        queries are asked."""
        heads, reach = self.architecture.heads, self.architecture.attention_reach_frames
        width = self.x.shape[2]
        side = query_side(self.frames, needed, reach)
        blocks = (self.frames + 2 * side) // reach
        hidden = self.normed(self.x, f"{name}.norm")
        queries, others = slice(width), slice(width, None)
        score_scale = (width // heads) ** -0.5
        query = self.linear(self.fitted(hidden, side), f"{name}.project_in", queries, score_scale)
        query = op.transpose(op.reshape(query, whole([blocks, reach, heads, -1]), False), whole([0, 2, 1, 3]))
        kv = self.fitted(self.linear(hidden, f"{name}.project_in", others), side + reach)
        kv = op.transpose(op.reshape(kv, whole([blocks + 2, reach, 2, heads, -1]), False), whole([2, 0, 3, 1, 4]))
        key, value = (
            _with_neighbours(op.squeeze(part, whole([0])), blocks, 2) for part in op.split(kv, whole(0), 2).outputs()
        )
        exists = op.reshape(self.fitted(self.inside, side + reach), whole([blocks + 2, 1, 1, reach]), False)
        away = op.multiply(op.subtract(exists, constant(1.0)), constant(-BOTTOM_SCORE))
        scores = op.add(op.matmul(query, key, False, True), constant(band_bias(self.value(f"{name}.distance_bias"))))
        scores = op.add(scores, _with_neighbours(away, blocks, 3))
        looked = op.transpose(op.matmul(op.softmax(scores, 3), value, False, False), whole([0, 2, 1, 3]))
        looked = op.reshape(looked, whole([1, blocks * reach, width]), False)
        self.trim(side)
        branch = self.linear(looked, f"{name}.project_out", scale=self.value(f"{name}.scale"))
        self.x = op.add(self.x, self.existing(branch))


def _with_neighbours(x: Node, blocks: int, axis: int) -> Node:
    """Bring (blocks + 2, …) to (blocks, …), each joined along ``axis`` with the block before and the one behind it."""
    return op.concat([sliced(x, 0, shift, shift + blocks) for shift in range(3)], axis)


def encoder_graph(architecture: Architecture, tensors: Tensors, frames: int) -> Model:
    """Return a graph: ``audio`` (1, N + window / hop − 1, hop), from half a window less half a hop before the chunk's
    context on, and ``inside`` (1, N, 1) -> ``coordinates`` (1, frames, coordinates), before their bound."""
    chunk = _Chunk(architecture, tensors, frames, encoder_context(architecture))
    length, hops = frames + 2 * chunk.side, architecture.window_samples // architecture.hop_samples
    audio = chunk.ports.input("audio", (1, length + hops - 1, architecture.hop_samples))
    windows = op.concat([sliced(audio, 1, shift, shift + length) for shift in range(hops)], 2)
    chunk.x = chunk.existing(chunk.linear(_features(architecture, windows), "encoder.project_in"))
    chunk.layers("encoder", architecture.encoder_blocks, architecture.encoder_attention_after, 0)
    coordinates = chunk.linear(chunk.normed(chunk.x, "encoder.norm"), "encoder.project_out")
    return chunk.ports.finish({"coordinates": coordinates})


def _features(architecture: Architecture, windows: Node) -> Node:
    """Bring (1, N, window) to (1, N, 2 · bins): real parts, then imaginary parts, magnitudes compressed."""
    matrices = transforms(architecture)
    there = sliced(windows, 2, 0, architecture.bins)
    mirrored = op.gather(windows, whole(matrices.mirrored), whole(2))
    real = op.matmul(op.add(there, mirrored), constant(matrices.to_real[None]), False, False)
    imaginary = op.matmul(op.subtract(there, mirrored), constant(matrices.to_imaginary[None]), False, False)
    power = op.add(op.multiply(real, real), op.multiply(imaginary, imaginary))
    scale = op.power(op.maximum(power, constant(FEATURE_FLOOR**2)), constant((FEATURE_POWER - 1) / 2))
    return op.concat([op.multiply(real, scale), op.multiply(imaginary, scale)], 2)


def decoder_graph(architecture: Architecture, tensors: Tensors, frames: int) -> Model:
    """Build a graph: ``digits`` (1, N, coordinates + nestings), ``inside`` (1, N, 1) -> ``audio`` (1, frames + 1, hop).

    The digits are within ±1; behind them is a 1 where the frame's nesting is that one. The audio is to be divided by
    the sums of the windows; it begins half a hop before the chunk.
    """
    chunk = _Chunk(architecture, tensors, frames, decoder_context(architecture))
    inputs = architecture.coordinates + len(architecture.nested_tokens)
    digits = chunk.ports.input("digits", (1, frames + 2 * chunk.side, inputs))
    weight = [chunk.value("decoder.project_in.weight"), chunk.value("decoder.presence.weight").T]
    chunk.x = chunk.existing(linear(digits, np.concatenate(weight, axis=1), chunk.value("decoder.project_in.bias")))
    chunk.x = op.add(chunk.x, chunk.existing(chunk.depthwise("decoder.mix")))
    overlap = architecture.overlap_frames
    chunk.layers("decoder", architecture.decoder_blocks, architecture.decoder_attention_after, overlap)
    x, bins = chunk.normed(chunk.x, "decoder.norm"), architecture.bins
    log_magnitude = chunk.linear(x, "decoder.project_out", slice(bins))
    magnitude = op.exp(op.minimum(log_magnitude, constant(LARGEST_LOG_MAGNITUDE)))
    turns = chunk.linear(x, "decoder.project_out", slice(bins, None), 1 / (2 * np.pi))
    phase = op.multiply(op.subtract(turns, op.round(turns, "HALF_TO_EVEN")), constant(2 * np.pi))
    return chunk.ports.finish({"audio": _overlapped(chunk, chunk.existing(magnitude), phase)})


def _overlapped(chunk: _Chunk, magnitude: Node, phase: Node) -> Node:
    """Bring two of (1, frames + 2 · overlap, bins) to (1, frames + 1, hop): windowed and added up."""
    architecture, matrices = chunk.architecture, transforms(chunk.architecture)
    real, imaginary = op.multiply(magnitude, op.cos(phase)), op.multiply(magnitude, op.sin(phase))
    even = op.matmul(real, constant(matrices.from_real[None]), False, False)
    odd = op.matmul(imaginary, constant(matrices.from_imaginary[None]), False, False)
    backwards = op.gather(op.subtract(even, odd), whole(np.arange(architecture.bins - 2, 0, -1)), whole(2))
    windows = op.concat([op.add(even, odd), backwards], 2)
    hop, hops = architecture.hop_samples, architecture.window_samples // architecture.hop_samples
    parts = []
    for part in range(hops):  # a hop is covered by the first part of a frame, the second of the one before, …
        first = hops - 1 - part
        parts.append(sliced(sliced(windows, 2, part * hop, (part + 1) * hop), 1, first, first + chunk.frames + 1))
    total = parts[0]
    for one in parts[1:]:
        total = op.add(total, one)
    return total
