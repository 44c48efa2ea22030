"""One training step of the family ``spectral`` has nested tokens, losses on spectra, and Muon beside AdamW."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from sqcodec_gui.audio.mel import mel_filters
from sqcodec_gui.codec.spectral.network import SpectralNetwork, hann_window
from sqcodec_gui.training.muon import Float32Muon
from sqcodec_gui.training.processes import Team, averaged_and_clipped
from sqcodec_gui.training.rate import RateTerm
from sqcodec_gui.training.spectral_adversary import Adversary

LOSS_WINDOWS = (128, 256, 512, 1024, 2048)
MEL_BANDS = (20, 40, 80, 120, 160)
LOSS_POWER = 0.3
LOSS_FLOOR = 1e-4
FINE_WINDOWS = (512, 1024, 2048)
FINE_FLOOR = 1e-3
LOUDNESS_WINDOW = 512
LOUDNESS_BANDS = 16
LOUDNESS_FRAMES = 16
"""A power is averaged over so many windows, a quarter of one apart: 144 ms."""
LOSS_WEIGHTS = {"mel": 1.0, "spectrum": 2.5, "fine": 1.0, "loudness": 1.0}
"""What each term counts. More of "spectrum" makes sound dull: what cannot be foreseen is best left out, says a mean of
squares. With 30 instead of 2.5 and without "fine", all octaves above 1 kHz came out 10 dB too quiet."""

NOISE_SHARE = 0.5
"""Of the segments, how many get uniform noise of one step instead of rounding (arXiv 2504.04949, section 3.2)."""

NESTING_SHARES = (0.2, 0.2, 0.6)
"""Of the segments, how many keep 1, 2 and all 4 tokens of their frames."""

MOMENTUM = 0.95
NO_MATRICES = ("distance_bias", "presence", "encoder.project_in", "decoder.project_out")
"""Two-dimensional, and still AdamW's: tables, and the layers next to the spectra."""


class SpectraLoss(nn.Module):
    """It tells how far two recordings are from each other, as four means, three of them over several resolutions.

    "mel": of log-mel magnitudes. "spectrum": squared, of complex spectra with magnitudes raised to ``LOSS_POWER``, as
    ESC has it (arXiv 2404.19441, section 3.3). "fine": of log magnitudes of single bins of the long windows, as
    Parallel WaveGAN has it (arXiv 1910.11480, section 3.2): the wide bands of a mel spectrum do not see that a decoder
    makes noise out of tones at multiples of its frame rate, which is heard as a buzz. "loudness": of log powers of 16
    bands over 144 ms, halved to be those of magnitudes: what is drawn to the middle of logarithms, as by all others,
    comes out 2.5 dB too quiet wherever only the spread of a magnitude can be foreseen (the logarithm of an exponential
    variable of mean 1 is -γ on average). Windows are scaled so that noise has about the same magnitude in all.
    """

    def __init__(self, sample_rate_hz: int) -> None:
        super().__init__()
        for window, bands in zip(LOSS_WINDOWS, MEL_BANDS, strict=True):
            self.register_buffer(f"window_{window}", hann_window(window), persistent=False)
            filters = torch.from_numpy(mel_filters(bands, window, sample_rate_hz))
            self.register_buffer(f"mel_{window}", filters, persistent=False)
        filters = torch.from_numpy(mel_filters(LOUDNESS_BANDS, LOUDNESS_WINDOW, sample_rate_hz))
        self.loudness_filters: Tensor
        self.register_buffer("loudness_filters", filters, persistent=False)

    def forward(self, decoded: Tensor, original: Tensor) -> dict[str, Tensor]:
        """Compare both (B, T) float32; return scalars by name."""
        mel, distance, fine, loudness = (decoded.new_zeros(()) for _ in range(4))
        for window in LOSS_WINDOWS:
            ours, theirs = self._spectra(decoded, window), self._spectra(original, window)
            our_size, their_size = _magnitude(ours), _magnitude(theirs)
            filters = getattr(self, f"mel_{window}")
            bands = [size.transpose(1, 2) @ filters for size in (our_size, their_size)]
            mel = mel + ((bands[0] + LOSS_FLOOR).log() - (bands[1] + LOSS_FLOOR).log()).abs().mean()
            if window in FINE_WINDOWS:
                fine = fine + ((our_size + FINE_FLOOR).log() - (their_size + FINE_FLOOR).log()).abs().mean()
            if window == LOUDNESS_WINDOW:
                loudness = (self._loudness(our_size) - self._loudness(their_size)).abs().mean()
            our_scale = (our_size + LOSS_FLOOR) ** (LOSS_POWER - 1)
            their_scale = (their_size + LOSS_FLOOR) ** (LOSS_POWER - 1)
            real = ours.real * our_scale - theirs.real * their_scale
            imaginary = ours.imag * our_scale - theirs.imag * their_scale
            distance = distance + (real.square() + imaginary.square()).mean()
        return {
            "mel": mel / len(LOSS_WINDOWS),
            "spectrum": distance / len(LOSS_WINDOWS),
            "fine": fine / len(FINE_WINDOWS),
            "loudness": loudness,
        }

    def _loudness(self, size: Tensor) -> Tensor:
        """Bring magnitudes (B, bins, windows) to (B, bands, about windows / 8): half the logarithms of mean powers."""
        bands = size.transpose(1, 2).square() @ self.loudness_filters  # (B, windows, bands)
        step = LOUDNESS_FRAMES // 2
        powers = F.avg_pool1d(bands.transpose(1, 2), LOUDNESS_FRAMES, step, ceil_mode=True, count_include_pad=False)
        return (powers + FINE_FLOOR**2).log() / 2

    def _spectra(self, audio: Tensor, window: int) -> Tensor:
        shape = getattr(self, f"window_{window}")
        spectra = torch.stft(audio, window, window // 4, window=shape, center=True, return_complex=True)
        scaled: Tensor = spectra * (window * 0.375) ** -0.5  # 0.375 is the mean of a squared Hann window
        return scaled


def _magnitude(spectra: Tensor) -> Tensor:
    """Return the magnitude, real, with a gradient also where there is nothing."""
    return (spectra.real.square() + spectra.imag.square() + 1e-12).sqrt()


def build_optimizers(
    network: nn.Module, muon_lr: float, adam_lr: float, team: Team
) -> tuple[torch.optim.Optimizer, torch.optim.Optimizer, list[nn.Parameter]]:
    """Return Muon for this process's matrices, AdamW for all that are none, and everybody's matrices, largest first.

    What is frozen (``requires_grad``) is in none of them. Muon's steps are scaled to the size of AdamW's (arXiv
    2502.16982, section 2.2).
    """
    matrices: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        is_matrix = parameter.dim() == 2 and not any(part in name for part in NO_MATRICES)
        (matrices if is_matrix else others).append(parameter)
    matrices.sort(key=lambda matrix: -matrix.numel())
    muon_class = torch.optim.Muon if has_fast_bfloat16(matrices[0].device) else Float32Muon
    muon = muon_class(
        matrices[team.rank :: team.size],
        lr=muon_lr,
        momentum=MOMENTUM,
        weight_decay=0.0,
        adjust_lr_fn="match_rms_adamw",
    )
    adam = torch.optim.AdamW(others, lr=adam_lr, betas=(0.8, 0.95), weight_decay=0.0)
    return muon, adam, matrices


def has_fast_bfloat16(device: torch.device) -> bool:
    """Return whether half precision saves time there; many processors only emulate it."""
    return device.type == "cuda" or (device.type == "cpu" and torch.cpu._is_avx512_bf16_supported())


@dataclass
class SpectralStep:
    """It has network, optimizers and losses of one process; ``run`` is one step."""

    network: SpectralNetwork
    loss: SpectraLoss
    muon: torch.optim.Optimizer
    adam: torch.optim.Optimizer
    matrices: list[nn.Parameter]
    full_rates: tuple[float, float]
    """learning rates of Muon and AdamW before the schedule"""
    half_precision: bool
    team: Team
    rate: RateTerm | None = None
    """counts what digits cost, where files are to become smaller"""
    adversary: Adversary | None = None
    """discriminators, beside a frozen encoder"""

    def run(self, audio: Tensor, lr_scale: float) -> dict[str, Tensor]:
        """Train on audio (B, T), T a multiple of the hop; return loss terms and gradient norm, left on the device."""
        for optimizer, rate in zip((self.muon, self.adam), self.full_rates, strict=True):
            for group in optimizer.param_groups:
                group["lr"] = rate * lr_scale
        coordinates = self._encode(audio)
        decoded = self._decode(coordinates)
        terms = self.loss(decoded, audio)
        weights = dict(LOSS_WEIGHTS)
        if self.rate is not None:
            terms["rate"] = self.rate(coordinates)
            weights["rate"] = self.rate.weight
        if self.adversary is not None:
            with self._half(audio):
                terms |= self.adversary.judge(decoded, audio)
            weights |= self.adversary.weights()
        total = torch.stack([weight * terms[name] for name, weight in weights.items()]).sum()
        torch.autograd.backward(total, inputs=self._learning())
        numbers = {name: term.detach() for name, term in terms.items()} | {"gradient": self._update()}
        if self.adversary is not None:
            numbers["discriminators"] = self.adversary.step()
        return numbers

    def _half(self, audio: Tensor) -> torch.autocast:
        return torch.autocast(audio.device.type, torch.bfloat16, enabled=self.half_precision)

    def _learning(self) -> list[nn.Parameter]:
        return [parameter for parameter in self.network.parameters() if parameter.requires_grad]

    def _encode(self, audio: Tensor) -> Tensor:
        """Encode (B, T) to (B, N, C) before rounding."""
        with self._half(audio):
            return self.network.encode(audio)

    def _decode(self, coordinates: Tensor) -> Tensor:
        """Decode (B, N, C) to (B, T) through a quantizer that lets gradients pass, each segment with some tokens."""
        network, sizes, device = self.network, self.network.architecture, coordinates.device
        rounded = coordinates + (coordinates.round() - coordinates).detach()
        noisy = coordinates + torch.rand_like(coordinates) - 0.5
        count = len(coordinates)
        noise_share = NOISE_SHARE if self.adversary is None else 0.0  # noise teaches an encoder, which is frozen then
        is_noisy = torch.rand(count, 1, 1, device=device) < noise_share
        nesting = torch.multinomial(torch.tensor(NESTING_SHARES, device=device), count, replacement=True)
        tokens = torch.tensor(sizes.nested_tokens, device=device)[nesting]
        is_there = torch.arange(sizes.coordinates, device=device) < sizes.digits_per_token * tokens[:, None]
        digits = torch.where(is_noisy, noisy, rounded) * is_there[:, None]
        with self._half(coordinates):
            spectra = network.decoder(digits / sizes.half_levels, nesting[:, None].expand(-1, digits.shape[1]))
        return network.synthesise(spectra)

    def _update(self) -> Tensor:
        """Average, clip, step, clear; return the norm before clipping."""
        parameters = self._learning()
        for parameter in parameters:
            if parameter.grad is None:
                parameter.grad = torch.zeros_like(parameter)
        norm = averaged_and_clipped(parameters, self.team)
        self.muon.step()
        self.adam.step()
        self.team.exchange([matrix.detach() for matrix in self.matrices])
        self.network.zero_grad(set_to_none=True)
        return norm
