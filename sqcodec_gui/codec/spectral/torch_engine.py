"""The engine “torch” for the family ``spectral`` has one thread a chunk on a processor, elsewhere many chunks at once.

The same as openvino_graphs.py, with the modules of network.py. A graphics processor always gets the same number of
chunks, some of them empty if need be: so what it gives for one does not depend on the others.
"""

import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.constants import BOTTOM_SCORE, FEATURE_FLOOR, FEATURE_POWER, LARGEST_LOG_MAGNITUDE
from sqcodec_gui.codec.spectral.digits import MISSING
from sqcodec_gui.codec.spectral.export import network_of
from sqcodec_gui.codec.spectral.grid import Chunk, decoder_context, encoder_context
from sqcodec_gui.codec.spectral.network import BandAttention, SpectralNetwork
from sqcodec_gui.codec.spectral.transforms import transforms
from sqcodec_gui.codec.spectral.trim import band_bias, needed_after_attention, query_side
from sqcodec_gui.codec.spectral.weights import load_tensors

ROWS = {"cpu": 1, "cuda": 16, "mps": 4}
"""Chunks that one call computes on a device: enough work for it, and a wish to stop is still answered soon."""


def load_torch(path: Path, sha256: str, device: str, threads: int) -> "SpectralTorch":
    """Return the network with the weights of this file, on a device. Raises BadWeightsError."""
    network = network_of(load_tensors(path, sha256)[1])
    if device == "cuda":
        # Left to itself, cuDNN rounds to ten bits (TF32), and tokens would differ from those of a processor.
        torch.backends.cudnn.allow_tf32 = False
    return SpectralTorch(network.to(device), threads)


@dataclass
class _Request:
    """It is one chunk of one channel."""

    key: tuple[str, int]
    arrays: tuple[np.ndarray, ...]
    future: "Future[np.ndarray]" = field(default_factory=Future)


class SpectralTorch:
    """It is a ``SpectralEngine``. ``network``: with its weights, on its device."""

    engine = "torch"
    is_alike_in_pieces: bool | None = None

    def __init__(self, network: SpectralNetwork, threads: int) -> None:
        self.network = network.eval().requires_grad_(False)
        self.architecture: Architecture = network.architecture
        self.device = network.window.device
        self._rows = ROWS[self.device.type]
        self.at_once = threads if self.device.type == "cpu" else self._rows
        matrices = transforms(self.architecture)
        self._to_real, self._to_imaginary, self._from_real, self._from_imaginary = (
            torch.from_numpy(one).to(self.device)
            for one in (matrices.to_real, matrices.to_imaginary, matrices.from_real, matrices.from_imaginary)
        )
        self._mirrored = torch.from_numpy(matrices.mirrored).to(self.device)
        self._bands = {
            name: torch.from_numpy(band_bias(layer.distance_bias.cpu().numpy())).to(self.device)
            for name, layer in network.named_modules()
            if isinstance(layer, BandAttention)
        }
        self._waiting: deque[_Request] = deque()
        self._taking = threading.Lock()
        workers = self.at_once if self.device.type == "cpu" else 1
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix="chunk")

    def encode(self, chunk: Chunk, audio: np.ndarray, inside: np.ndarray) -> "Future[np.ndarray]":
        return self._ask("encoder", chunk, audio.reshape(-1), inside)

    def decode(self, chunk: Chunk, digits: np.ndarray, nesting: np.ndarray) -> "Future[np.ndarray]":
        return self._ask("decoder", chunk, digits / self.architecture.half_levels, nesting)

    def prepare(self, frames: int, encodes: bool) -> None:
        """Do nothing: there is nothing to compile."""

    def release(self, encodes: bool) -> None:
        """Do nothing: beside the weights there is nothing to give back."""

    def _ask(self, way: str, chunk: Chunk, *arrays: np.ndarray) -> "Future[np.ndarray]":
        request = _Request((way, chunk.frames), arrays)
        self._waiting.append(request)
        self._executor.submit(self._work)
        return request.future

    def _taken(self) -> list[_Request]:
        """Take some requests of the same kind, the one that waits longest among them; none, if another took them."""
        with self._taking:
            key = self._waiting[0].key if self._waiting else None
            taken = [one for one in self._waiting if one.key == key][: self._rows]
            for one in taken:
                self._waiting.remove(one)
        return [one for one in taken if one.future.set_running_or_notify_cancel()]

    def _work(self) -> None:
        requests = self._taken()
        if not requests:
            return
        try:
            results = self._computed(requests)
        except BaseException as error:
            for one in requests:
                one.future.set_exception(error)
            return
        for one, result in zip(requests, results, strict=False):
            one.future.set_result(result)

    def _computed(self, requests: list[_Request]) -> np.ndarray:
        way, frames = requests[0].key
        rows = [one.arrays for one in requests]
        rows += [tuple(np.zeros_like(array) for array in rows[0])] * (self._rows - len(rows))
        arrays = [torch.from_numpy(np.stack(column)).to(self.device) for column in zip(*rows, strict=True)]
        if self.device.type == "cpu" and torch.get_num_threads() != 1:
            torch.set_num_threads(1)  # the other threads have chunks of their own, and no bit depends on how many
        with torch.inference_mode():
            compute = self._encoded if way == "encoder" else self._decoded
            return compute(frames, *arrays).cpu().numpy()

    def _encoded(self, frames: int, audio: Tensor, inside: Tensor) -> Tensor:
        """Encode (B, samples), (B, N) to (B, frames, coordinates)."""
        architecture, encoder = self.architecture, self.network.encoder
        windows = audio.unfold(1, architecture.window_samples, architecture.hop_samples)
        x = encoder.project_in(self._features(windows)) * inside[..., None]
        chunk = _Chunk(architecture, frames, encoder_context(architecture), x, inside)
        blocks, attention_after = architecture.encoder_blocks, architecture.encoder_attention_after
        self._layers(chunk, "encoder", needed_after_attention(architecture, blocks, attention_after, 0), 0)
        coordinates: Tensor = encoder.project_out(encoder.norm(chunk.x))
        return coordinates

    def _features(self, windows: Tensor) -> Tensor:
        """Bring (B, N, window) to (B, N, 2 · bins)."""
        there, mirrored = windows[..., : self.architecture.bins], windows[..., self._mirrored]
        real, imaginary = (there + mirrored) @ self._to_real, (there - mirrored) @ self._to_imaginary
        power = real.square() + imaginary.square()
        scale = power.clamp(min=FEATURE_FLOOR**2).pow((FEATURE_POWER - 1) / 2)
        return torch.cat([real * scale, imaginary * scale], -1)

    def _decoded(self, frames: int, digits: Tensor, nesting: Tensor) -> Tensor:
        """Decode (B, N, coordinates), (B, N) to (B, frames + 1, hop)."""
        architecture, decoder = self.architecture, self.network.decoder
        inside = nesting != MISSING
        x = (decoder.project_in(digits) + decoder.presence(nesting.clamp(min=0))) * inside[..., None]
        x = x + decoder.mix(x.transpose(1, 2)).transpose(1, 2) * inside[..., None]
        chunk = _Chunk(architecture, frames, decoder_context(architecture), x, inside)
        blocks, attention_after = architecture.decoder_blocks, architecture.decoder_attention_after
        overlap = architecture.overlap_frames
        self._layers(chunk, "decoder", needed_after_attention(architecture, blocks, attention_after, overlap), overlap)
        log_magnitude, phase = decoder.project_out(decoder.norm(chunk.x)).chunk(2, -1)
        magnitude = log_magnitude.clamp(max=LARGEST_LOG_MAGNITUDE).exp() * chunk.inside[..., None]
        phase = phase - 2 * torch.pi * (phase / (2 * torch.pi)).round()
        even, odd = magnitude * phase.cos() @ self._from_real, magnitude * phase.sin() @ self._from_imaginary
        windows = torch.cat([even + odd, (even - odd)[..., 1:-1].flip(-1)], -1)
        parts = windows.unflatten(-1, (-1, architecture.hop_samples))
        hops = parts.shape[2]
        shifted = [parts[:, hops - 1 - part :, part][:, : frames + 1] for part in range(hops)]
        return torch.stack(shifted).sum(0)

    def _layers(self, chunk: "_Chunk", name: str, needed: list[int], last: int) -> None:
        for number, layer in enumerate(getattr(self.network, name).layers):
            if isinstance(layer, BandAttention):
                chunk.attend(layer, self._bands[f"{name}.layers.{number}"], needed.pop(0))
            else:
                chunk.x = layer(chunk.x, chunk.inside)
        chunk.trim(last)


@dataclass
class _Chunk:
    """It is what is computed so far: ``x`` (B, frames + 2 · side, D), ``inside`` (B, frames + 2 · side)."""

    architecture: Architecture
    frames: int
    side: int
    x: Tensor
    inside: Tensor

    def fitted(self, x: Tensor, side: int) -> Tensor:
        """Return ``x`` (B, N, …) with another context: cut off, or filled up with zeros."""
        missing = side - self.side
        if missing <= 0:
            return x[:, -missing : x.shape[1] + missing]
        return F.pad(x, (0, 0) * (x.dim() - 2) + (missing, missing))

    def trim(self, side: int) -> None:
        self.x, self.inside, self.side = self.fitted(self.x, side), self.fitted(self.inside, side), side

    def attend(self, layer: BandAttention, band: Tensor, needed: int) -> None:
        """Attend as BandAttention does, over the band alone: blocks of ``reach`` frames, each with its neighbours."""
        reach, (rows, _, width) = layer.reach, self.x.shape
        side = query_side(self.frames, needed, reach)
        blocks = (self.frames + 2 * side) // reach
        hidden = layer.norm(self.x)
        weight, bias = layer.project_in.weight, layer.project_in.bias
        query = F.linear(self.fitted(hidden, side), weight[:width], bias[:width])
        query = query.view(rows * blocks, reach, layer.heads, -1).transpose(1, 2)
        kv = self.fitted(F.linear(hidden, weight[width:], bias[width:]), side + reach)
        kv = kv.view(rows, blocks + 2, reach, 2, layer.heads, -1)
        around = torch.cat([kv[:, shift : shift + blocks] for shift in range(3)], 2)
        key, value = around.flatten(0, 1).permute(2, 0, 3, 1, 4)  # (2, B · blocks, heads, 3 · reach, D / heads)
        exists = self.fitted(self.inside, side + reach).view(rows, blocks + 2, reach)
        exists = torch.cat([exists[:, shift : shift + blocks] for shift in range(3)], 2).flatten(0, 1)
        added = band.masked_fill(~exists[:, None, None], BOTTOM_SCORE)
        looked = F.scaled_dot_product_attention(query, key, value, attn_mask=added)
        looked = layer.scale * layer.project_out(looked.transpose(1, 2).reshape(rows, blocks * reach, width))
        self.trim(side)
        self.x = self.x + looked * self.inside[..., None]
