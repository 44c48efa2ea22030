"""The decoder learns from small discriminators of spectra in the last part of training; tokens stay the same.

Losses on spectra ask for the middle of all that could have been; what is heard as real is one of them. A discriminator
tells these apart (as in Vocos, arXiv 2306.00814, section 3.3).
"""

from typing import Any

import torch
from torch import Tensor

from sqcodec_gui.training.discriminators import Discriminators
from sqcodec_gui.training.losses import adversarial_losses, discriminator_loss
from sqcodec_gui.training.processes import Team, averaged_and_clipped

WIDTH = 8
LEARNING_RATE = 3e-4
WARMUP_STEPS = 150
"""So long the discriminators learn before their verdict counts."""
WEIGHTS = {"adversarial": 0.1, "features": 0.3}


class Adversary:
    """It holds the discriminators and their optimizer, in one process of a team."""

    def __init__(self, team: Team, device: torch.device, width: int = WIDTH) -> None:
        self.discriminators = Discriminators(width, periods=()).to(device)
        self.parameters = list(self.discriminators.parameters())
        self.optimizer = torch.optim.AdamW(self.parameters, lr=LEARNING_RATE, betas=(0.8, 0.99), weight_decay=0.0)
        self.team = team
        self.steps_done = 0
        self._loss = torch.zeros(())

    def judge(self, decoded: Tensor, original: Tensor) -> dict[str, Tensor]:
        """Compare two (B, T) float32. Return the terms "adversarial" and "features" for the decoder (scalars).

        What the discriminators have to learn from the same pass is kept for ``step``.
        """
        real, fake = self.discriminators(original), self.discriminators(decoded)
        loss = discriminator_loss(real, fake)
        gradients = torch.autograd.grad(loss, self.parameters, retain_graph=True)
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            parameter.grad = gradient
        self._loss = loss.detach()
        return adversarial_losses(real, fake)

    def weights(self) -> dict[str, float]:
        """Return what each term counts for the decoder now."""
        counts = self.steps_done >= WARMUP_STEPS
        return {name: weight if counts else 0.0 for name, weight in WEIGHTS.items()}

    def step(self) -> Tensor:
        """Let the discriminators learn from the last ``judge``.

        Return their loss (scalar; 0.5 where they only guess).
        """
        averaged_and_clipped(self.parameters, self.team)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.steps_done += 1
        return self._loss

    def state_dict(self) -> dict[str, Any]:
        """Return everything that the next step depends on."""
        return {
            "discriminators": self.discriminators.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "steps_done": self.steps_done,
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Take over what ``state_dict`` gave."""
        self.discriminators.load_state_dict(state["discriminators"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.steps_done = state["steps_done"]
