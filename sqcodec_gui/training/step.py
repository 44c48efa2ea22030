"""One training step leads from a batch of segments to changed weights, and the numbers to log."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.training.balance import Balancer
from sqcodec_gui.training.discriminators import Discriminators
from sqcodec_gui.training.losses import SpectralLoss, adversarial_losses, discriminator_loss
from sqcodec_gui.training.muon import Float32Muon
from sqcodec_gui.training.processes import Team, averaged_and_clipped

NOISE_SHARE = 0.5
"""Of the coordinates, how many get uniform noise of one step instead of rounding (paper, section 3.2)."""

ENCODER_BIAS_SHARE = 0.1
"""Of AdamW's rate, what the biases of the convolutional encoder get.

The first layers give values of some thousandths (published initialisation), and a bias moves by a full rate a step: in
a few dozen steps constants would drown the sound in every layer after them.
"""

WEIGHTS = {"mel": 1.0, "complex": 4.0, "waveform": 0.3, "adversarial": 0.2, "features": 0.4}


def reconstruct(codec: Codec, audio: Tensor) -> Tensor:
    """Bring (B, T) to (B, T) through a quantizer that lets gradients pass; T is a multiple of the hop."""
    features = codec.features(audio)
    with torch.autocast(audio.device.type, enabled=False):  # half precision would move values over rounding edges
        coordinates = codec.quantizer.coordinates(features.float())
        rounded = coordinates + (coordinates.round() - coordinates).detach()
        noisy = coordinates + torch.rand_like(coordinates) - 0.5
        digits = torch.where(torch.rand_like(coordinates) < NOISE_SHARE, noisy, rounded)
        quantized = codec.quantizer.features(digits)
    return codec.decode_features(quantized)


def build_optimizers(module: nn.Module, muon_lr: float, adam_lr: float) -> list[torch.optim.Optimizer]:
    """Return Muon for the two-dimensional matrices of a generator, AdamW for everything else."""
    matrices: list[nn.Parameter] = []
    biases: list[nn.Parameter] = []
    others: list[nn.Parameter] = []
    for name, parameter in module.named_parameters():
        is_matrix = parameter.dim() == 2 and "dynamic_pos_bias" not in name and "project_" not in name
        is_encoder_bias = name.startswith("encoder.") and name.endswith(".bias")
        (matrices if is_matrix and muon_lr else biases if is_encoder_bias else others).append(parameter)
    groups: list[dict[str, Any]] = [{"params": others}]
    if biases:
        groups.append({"params": biases, "lr": ENCODER_BIAS_SHARE * adam_lr})
    optimizers: list[torch.optim.Optimizer] = [
        torch.optim.AdamW(groups, lr=adam_lr, betas=(0.8, 0.95), weight_decay=0.0, fused=True)
    ]
    if matrices:
        muon = Float32Muon if matrices[0].device.type == "cpu" else torch.optim.Muon
        optimizers.append(muon(matrices, lr=muon_lr, weight_decay=0.0))
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["full_lr"] = group["lr"]
    return optimizers


@dataclass
class TrainingStep:
    """It has the networks, their optimizers and losses; ``run`` is one step."""

    codec: Codec
    spectral: SpectralLoss
    optimizers: list[torch.optim.Optimizer]
    discriminators: Discriminators | None = None
    discriminator_optimizers: list[torch.optim.Optimizer] | None = None
    precision: torch.dtype | None = None
    """bf16 for the networks on a GPU; None for float32"""
    balancer: Balancer | None = None
    """``WEIGHTS`` are then shares of the gradient at the decoder's output; None: they weigh the losses themselves"""

    def run(self, audio: Tensor, lr_scale: float, judged: bool, adversarial: bool) -> dict[str, Tensor]:
        """Train on audio (B, T); return loss terms and gradient norms, left on the device: reading would wait.

        ``judged``: the discriminators learn; ``adversarial``: their verdict also counts for the generator.
        """
        for optimizer in (*self.optimizers, *(self.discriminator_optimizers or ())):
            for group in optimizer.param_groups:
                group["lr"] = group["full_lr"] * lr_scale
        device = audio.device.type
        with torch.autocast(device, self.precision, enabled=self.precision is not None):
            decoded = reconstruct(self.codec, audio)
        numbers: dict[str, Tensor] = {}
        if judged and self.discriminators is not None:
            numbers |= self._judge(audio, decoded.detach().float())
        output = decoded if self.balancer is None else decoded.detach().float().requires_grad_()
        terms = self.spectral(output, audio)
        if adversarial and self.discriminators is not None:
            with torch.autocast(device, self.precision, enabled=self.precision is not None):
                self.discriminators.requires_grad_(False)  # only the generator learns from this pass
                fake, real = self.discriminators(output.float()), self.discriminators(audio)
                self.discriminators.requires_grad_(True)
            terms |= adversarial_losses(real, fake)
        total = torch.stack([WEIGHTS[name] * term for name, term in terms.items()]).sum()
        if self.balancer is None:
            total.backward()
        else:
            decoded.backward(self.balancer.gradient(terms, output).to(decoded.dtype))
        numbers |= {name: term.detach() for name, term in terms.items()}
        return numbers | {"total": total.detach(), "gradient": self._update(self.codec, self.optimizers)}

    def _judge(self, audio: Tensor, decoded: Tensor) -> dict[str, Tensor]:
        """Take one step of the discriminators."""
        assert self.discriminators is not None
        assert self.discriminator_optimizers is not None
        with torch.autocast(audio.device.type, self.precision, enabled=self.precision is not None):
            real, fake = self.discriminators(audio), self.discriminators(decoded)
        loss = discriminator_loss(real, fake)
        loss.backward()
        gradient = self._update(self.discriminators, self.discriminator_optimizers)
        return {"judges": loss.detach(), "judges_gradient": gradient}

    @staticmethod
    def _update(module: nn.Module, optimizers: list[torch.optim.Optimizer]) -> Tensor:
        """Clip, step, clear; return the norm before clipping.

        A gradient that is no number counts as zero; that is decided on the device, so that nothing waits.
        """
        norm = averaged_and_clipped(list(module.parameters()), Team())
        for optimizer in optimizers:
            optimizer.step()
        module.zero_grad(set_to_none=True)
        return norm
