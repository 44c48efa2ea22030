"""The family ``spectral`` takes a spectrum and gives a spectrum, all at one frame a hop (88.9 a second). Pure torch.

A frame is one window of the short-time spectrum. The encoder makes 24 numbers of it, which the quantizer rounds to four
tokens of six digits; the first token, the first two or all four are enough for a decoder (nested in training, as in
SoundStream's quantizer dropout, arXiv 2107.03312, section III.C). Blocks are ConvNeXt's (arXiv 2201.03545) as in Vocos
(arXiv 2306.00814); attention looks at a band of frames with a learned bias per distance, so that nothing depends on
the place in a recording. The quantizer is FSQ (arXiv 2309.15505).

Letters: B rows, T samples, N frames (N = T / hop), F bins (window / 2 + 1), D width, C coordinates of a frame.

Beyond the ends of a recording there is nothing, at every layer: convolutions see zeros there and attention looks away.
Where a chunk of a longer recording is computed, ``inside`` (B, N) says which frames exist; without it, all do.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.codec.spectral import transforms
from sqcodec_gui.codec.spectral.architecture import Architecture
from sqcodec_gui.codec.spectral.constants import (
    BOTTOM_SCORE,
    FEATURE_FLOOR,
    FEATURE_POWER,
    LARGEST_LOG_MAGNITUDE,
    NORM_EPSILON,
)


def hann_window(samples: int) -> Tensor:
    """Return the periodic Hann window (samples,), the same float32 numbers on every machine."""
    return torch.from_numpy(transforms.hann_window(samples))


class ConvNeXtBlock(nn.Module):
    """It computes x + scale · MLP(norm(depthwise(x))) over (B, N, D)."""

    def __init__(self, width: int, kernel: int, expansion: int, scale: float) -> None:
        super().__init__()
        self.depthwise = nn.Conv1d(width, width, kernel, padding=kernel // 2, groups=width)
        self.norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.expand = nn.Linear(width, expansion * width)
        self.contract = nn.Linear(expansion * width, width)
        self.scale = nn.Parameter(torch.full((width,), scale))

    def forward(self, x: Tensor, inside: Tensor | None = None) -> Tensor:
        """Bring (B, N, D) to (B, N, D). Frames outside must be zero, and stay so."""
        hidden = self.norm(self.depthwise(x.transpose(1, 2)).transpose(1, 2))
        hidden = self.scale * self.contract(F.gelu(self.expand(hidden), approximate="tanh"))
        out: Tensor = x + (hidden if inside is None else hidden * inside[..., None])
        return out


class BandAttention(nn.Module):
    """It computes x + scale · attention(norm(x)) over (B, N, D): each frame looks at ``reach`` frames on each side.

    ``distance_bias`` (heads, 2 · reach + 1) is added to the scores, by how far later the other frame is.
    """

    def __init__(self, width: int, heads: int, reach: int, scale: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.project_in = nn.Linear(width, 3 * width)
        self.project_out = nn.Linear(width, width)
        self.scale = nn.Parameter(torch.full((width,), scale))
        self.distance_bias = nn.Parameter(torch.zeros(heads, 2 * reach + 1))
        self.heads, self.reach = heads, reach

    def scores_added(self, frames: int, inside: Tensor | None) -> Tensor:
        """Return (1 or B, heads, N, N): the bias per distance, and ``BOTTOM_SCORE`` for frames not to be looked at."""
        at = torch.arange(frames, device=self.distance_bias.device)
        distance = at[None] - at[:, None]
        bias = self.distance_bias[:, distance.clamp(-self.reach, self.reach) + self.reach]
        bias = bias.masked_fill(distance.abs() > self.reach, BOTTOM_SCORE)[None]
        return bias if inside is None else bias.masked_fill(~inside[:, None, None], BOTTOM_SCORE)

    def forward(self, x: Tensor, inside: Tensor | None = None) -> Tensor:
        """Bring (B, N, D) to (B, N, D). Frames outside must be zero, and stay so."""
        rows, frames, width = x.shape
        parts = self.project_in(self.norm(x)).view(rows, frames, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)  # (B, N, 3, H, D/H) -> 3 · (B, H, N, D/H)
        added = self.scores_added(frames, inside).to(query.dtype)
        looked = F.scaled_dot_product_attention(query, key, value, attn_mask=added)
        looked = self.scale * self.project_out(looked.transpose(1, 2).reshape(rows, frames, width))
        out: Tensor = x + (looked if inside is None else looked * inside[..., None])
        return out


def _tower(width: int, blocks: int, attention_after: Sequence[int], architecture: Architecture) -> nn.ModuleList:
    """Build ConvNeXt blocks with attention between them; each adds its share: depth does not change the scale."""
    layers: list[nn.Module] = []
    for number in range(1, blocks + 1):
        layers.append(ConvNeXtBlock(width, architecture.kernel, architecture.expansion, 1 / blocks))
        if number in attention_after:
            layers.append(BandAttention(width, architecture.heads, architecture.attention_reach_frames, 1 / blocks))
    return nn.ModuleList(layers)


class Encoder(nn.Module):
    """It brings features (B, N, 2F) to coordinates before the bound (B, N, C)."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        width = architecture.encoder_width
        self.project_in = nn.Linear(2 * architecture.bins, width)
        self.layers = _tower(width, architecture.encoder_blocks, architecture.encoder_attention_after, architecture)
        self.norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.project_out = nn.Linear(width, architecture.coordinates)

    def forward(self, features: Tensor, inside: Tensor | None = None) -> Tensor:
        x = self.project_in(features)
        if inside is not None:
            x = x * inside[..., None]
        for layer in self.layers:
            x = layer(x, inside)
        coordinates: Tensor = self.project_out(self.norm(x))
        return coordinates


class Decoder(nn.Module):
    """It brings digits (B, N, C) within ±1, and how many tokens of each frame they hold (B, N), to (B, N, 2F) log
    magnitude, phase.

    ``presence`` has one row for each number of tokens that a frame may have (the architecture's ``nested_tokens``): a
    coordinate that is missing is zero, which alone could also be a digit in the middle.
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        width = architecture.decoder_width
        self.project_in = nn.Linear(architecture.coordinates, width)
        self.presence = nn.Embedding(len(architecture.nested_tokens), width)
        self.mix = nn.Conv1d(width, width, architecture.kernel, padding=architecture.kernel // 2, groups=width)
        self.layers = _tower(width, architecture.decoder_blocks, architecture.decoder_attention_after, architecture)
        self.norm = nn.LayerNorm(width, eps=NORM_EPSILON)
        self.project_out = nn.Linear(width, 2 * architecture.bins)

    def forward(self, coordinates: Tensor, nesting: Tensor, inside: Tensor | None = None) -> Tensor:
        """Decode; ``nesting`` (B, N) int64 is an index into the architecture's ``nested_tokens``."""
        x = self.project_in(coordinates) + self.presence(nesting)
        x = x if inside is None else x * inside[..., None]
        mixed = self.mix(x.transpose(1, 2)).transpose(1, 2)
        x = x + (mixed if inside is None else mixed * inside[..., None])
        for layer in self.layers:
            x = layer(x, inside)
        with torch.autocast(x.device.type, enabled=False):  # half precision would be heard in the phases
            spectra: Tensor = self.project_out(self.norm(x.float()))
            return spectra


class SpectralNetwork(nn.Module):
    """It is the trained part and the transforms around it, for whole clips; for chunks see ``grid.py``."""

    window: Tensor

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self.architecture = architecture
        self.encoder = Encoder(architecture)
        self.decoder = Decoder(architecture)
        self.register_buffer("window", hann_window(architecture.window_samples), persistent=False)
        initialise(self)

    def features(self, audio: Tensor) -> Tensor:
        """Bring audio (B, T), T a multiple of the hop, to (B, N, 2F): real, imaginary parts, magnitudes compressed.

        Frame n is centred on the middle of the n-th hop; before the beginning and behind the end stand zeros.
        """
        side = self.architecture.side_samples
        frames = F.pad(audio, (side, side)).unfold(1, self.architecture.window_samples, self.architecture.hop_samples)
        spectrum = torch.fft.rfft(frames * self.window)
        real, imaginary = spectrum.real, spectrum.imag
        power = real.square() + imaginary.square()
        scale = power.clamp(min=FEATURE_FLOOR**2).pow((FEATURE_POWER - 1) / 2)
        return torch.cat([real * scale, imaginary * scale], -1)

    def synthesise(self, spectra: Tensor) -> Tensor:
        """Bring log magnitude and phase (B, N, 2F) float32 to audio (B, N · hop) within ±1.

        It is overlap-add divided by the squared windows that really lie there, so that the ends are as loud as the
        rest.
        """
        log_magnitude, phase = spectra.float().chunk(2, -1)
        spectrum = torch.polar(log_magnitude.clamp(max=LARGEST_LOG_MAGNITUDE).exp(), phase)
        frames = torch.fft.irfft(spectrum, self.architecture.window_samples) * self.window
        audio = overlap_add(frames, self.architecture.hop_samples)
        squares = self.window.square().expand(1, frames.shape[1], -1)
        sums = overlap_add(squares, self.architecture.hop_samples)
        side = self.architecture.side_samples
        return (audio[:, side:-side] / sums[:, side:-side]).clamp(-1, 1)

    def encode(self, audio: Tensor) -> Tensor:
        """Bring audio (B, T) to bounded coordinates (B, N, C), -half … half before rounding."""
        return self.bound(self.encoder(self.features(audio)))

    def bound(self, raw: Tensor) -> Tensor:
        """Bring the encoder's output (B, N, C) to coordinates between minus and plus ``half_levels``, float32."""
        return torch.tanh(raw.float()) * self.architecture.half_levels

    def decode(self, digits: Tensor, nesting: Tensor) -> Tensor:
        """Bring centred digits (B, N, C), -half … half, missing 0, and ``nesting`` (B, N), to audio (B, N · hop)."""
        return self.synthesise(self.decoder(digits / self.architecture.half_levels, nesting))


def overlap_add(frames: Tensor, hop: int) -> Tensor:
    """Bring (B, N, W) to (B, (N − 1) · hop + W); W is a multiple of the hop."""
    rows, count, window = frames.shape
    parts = frames.view(rows, count, window // hop, hop)
    total = frames.new_zeros(rows, count + window // hop - 1, hop)
    for part in range(window // hop):
        total[:, part : part + count] += parts[:, :, part]
    return total.flatten(1)


def initialise(network: nn.Module) -> None:
    """Initialise linear layers normally with variance 1 / inputs, biases with zero, nestings with nothing to say."""
    for module in network.modules():
        if isinstance(module, nn.Linear):
            nn.init.trunc_normal_(module.weight, std=module.in_features**-0.5)
            nn.init.zeros_(module.bias)
        elif isinstance(module, nn.Embedding):
            nn.init.zeros_(module.weight)
