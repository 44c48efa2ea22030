"""A decoded segment is compared with its original by these. No metric that is reported is ever a loss.

Log-mel and complex spectra at several resolutions and the waveform; then the adversarial terms (least squares, with
feature matching: arXiv 2010.05646). All in float32, whatever precision the network runs in.
"""

import torch
from torch import Tensor, nn

from sqcodec_gui.audio.mel import FLOOR, mel_filters

MEL_WINDOWS = (32, 64, 128, 256, 512, 1024, 2048)
MEL_BANDS = (5, 10, 20, 40, 80, 80, 80)
COMPLEX_WINDOWS = (256, 512, 1024)
QUIETEST_MEAN = 0.02
"""Batches quieter than this weigh less in the waveform's term, so that near-silence does not rule a step."""


class SpectralLoss(nn.Module):
    """It has the terms that need no discriminator, by name; each is about 1 for a network that knows nothing."""

    def __init__(self, sample_rate_hz: int) -> None:
        super().__init__()
        for window in sorted({*MEL_WINDOWS, *COMPLEX_WINDOWS}):
            self.register_buffer(f"window_{window}", torch.hann_window(window), persistent=False)
        for window, bands in zip(MEL_WINDOWS, MEL_BANDS, strict=True):
            filters = torch.from_numpy(mel_filters(bands, window, sample_rate_hz))
            self.register_buffer(f"mel_{window}", filters, persistent=False)

    def _spectrum(self, audio: Tensor, window: int) -> Tensor:
        shape = getattr(self, f"window_{window}")
        return torch.stft(audio, window, window // 4, window=shape, center=True, return_complex=True)

    def forward(self, decoded: Tensor, original: Tensor) -> dict[str, Tensor]:
        """Compare decoded and original (B, T); return the terms "mel", "complex", "waveform" (scalars)."""
        both = torch.cat([decoded, original]).float()
        mel = both.new_zeros(())
        complex_term = both.new_zeros(())
        for window in sorted({*MEL_WINDOWS, *COMPLEX_WINDOWS}):
            spectrum = self._spectrum(both, window)
            power = spectrum.real.square() + spectrum.imag.square()
            if window in MEL_WINDOWS:
                bands = (power + 1e-12).sqrt().transpose(1, 2) @ getattr(self, f"mel_{window}")
                ours, theirs = (bands / window + FLOOR).log().chunk(2)
                mel = mel + (ours - theirs).abs().mean() / len(MEL_WINDOWS)
            if window in COMPLEX_WINDOWS:
                complex_term = complex_term + self._complex_term(spectrum, power, window)
        waveform = (decoded.float() - original).abs().mean() / original.abs().mean().clamp(min=QUIETEST_MEAN)
        return {"mel": mel, "complex": complex_term, "waveform": waveform}

    @staticmethod
    def _complex_term(spectrum: Tensor, power: Tensor, window: int) -> Tensor:
        """Return the L1 between spectra whose magnitude is raised to 0.3 and whose phase is kept: quiet parts count."""
        scale = (power / window**2 + FLOOR**2).pow(-0.35) / window
        ours_re, theirs_re = (spectrum.real * scale).chunk(2)
        ours_im, theirs_im = (spectrum.imag * scale).chunk(2)
        distance = (ours_re - theirs_re).abs().mean() + (ours_im - theirs_im).abs().mean()
        return distance / len(COMPLEX_WINDOWS)


def discriminator_loss(real: list[list[Tensor]], fake: list[list[Tensor]]) -> Tensor:
    """Return least squares: real to 1, decoded to 0. Each list: one discriminator's feature maps, the verdict last."""
    terms = [
        (1 - r[-1].float()).square().mean() + f[-1].float().square().mean() for r, f in zip(real, fake, strict=True)
    ]
    return torch.stack(terms).mean()


def adversarial_losses(real: list[list[Tensor]], fake: list[list[Tensor]]) -> dict[str, Tensor]:
    """Return, for the generator, "adversarial" and "features" (scalars)."""
    adversarial = torch.stack([(1 - f[-1].float()).square().mean() for f in fake]).mean()
    distances = [
        (a.float() - b.float().detach()).abs().mean() / b.float().detach().abs().mean().clamp(min=1e-3)
        for f, r in zip(fake, real, strict=True)
        for a, b in zip(f[:-1], r[:-1], strict=True)
    ]
    return {"adversarial": adversarial, "features": torch.stack(distances).mean()}
