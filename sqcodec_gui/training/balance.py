"""Losses get the influence that their weights say, whatever their scales (Défossez et al. 2022, section 3.4)."""

from collections.abc import Mapping

import torch
from torch import Tensor

MEMORY = 0.999
"""Of the running mean of each gradient's norm, a step."""
SMALLEST_NORM = 1e-12


class Balancer:
    """Each loss's gradient at the output of the decoder is divided by the running mean of its own norm, and then takes
    the share of its weight; all together are about 1 long.

    ``state``: for each loss, float32 [2]: the sum of the norms so far, the newest counting most, and of their weights.
    It stays on the device.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self.state: dict[str, Tensor] = {}

    def gradient(self, terms: Mapping[str, Tensor], output: Tensor) -> Tensor:
        """Return what to send back from ``output`` (float32, any shape), on which all the ``terms`` (scalars) depend.

        It costs one backward pass from every term to the output. A gradient that is no number counts as zero.
        """
        whole = sum(self._weights[name] for name in terms)
        balanced = torch.zeros_like(output)
        for name, term in terms.items():
            (gradient,) = torch.autograd.grad(term, output, retain_graph=True)  # terms share spectra and verdicts
            gradient = gradient.nan_to_num(0.0, 0.0, 0.0)
            balanced += gradient * (self._weights[name] / whole / self._mean_norm(name, gradient.norm()))
        return balanced

    def _mean_norm(self, name: str, norm: Tensor) -> Tensor:
        newest = torch.stack([norm, torch.ones_like(norm)])
        before = self.state.get(name, torch.zeros_like(newest))
        self.state[name] = before.lerp(newest, 1 - MEMORY)
        total, weight = self.state[name]
        mean: Tensor = (total / weight).clamp(min=SMALLEST_NORM)
        return mean
