"""What digits cost in a file is a loss here, so that the encoder prefers what is foreseen."""

import torch
from torch import Tensor, nn

HALF_LIFE_STEPS = 50
FIRST_COUNT = 1.0


class RateTerm(nn.Module):
    """It tells the bits of a digit, given the one before it of the same coordinate, as counted over the last steps.

    Between two digits the cost is drawn as a straight line, so that a gradient leads to the cheaper one (a relaxed
    histogram; arXiv 1611.01704, section 3, has the idea). The entropy coder, which sees more of the neighbours, takes
    fewer bits.
    """

    counts: Tensor

    def __init__(self, coordinates: int, level_count: int, weight: float) -> None:
        super().__init__()
        self.level_count = level_count
        self.weight = weight
        """what a bit of a digit counts beside the other losses"""
        counts = torch.full((coordinates, level_count, level_count), FIRST_COUNT)
        self.register_buffer("counts", counts)

    def forward(self, coordinates: Tensor) -> Tensor:
        """Bring coordinates (B, N, C) before rounding to the mean bits of a digit (scalar), and count them."""
        places = coordinates.float() + (self.level_count - 1) / 2
        digits = places.detach().round().long()
        before, number = digits[:, :-1], torch.arange(digits.shape[2], device=digits.device)
        self._count(before, digits[:, 1:], number)
        costs = -torch.log2(self.counts / self.counts.sum(2, keepdim=True))
        lower = places[:, 1:].detach().floor().clamp(0, self.level_count - 2).long()
        share = places[:, 1:] - lower
        below, above = costs[number, before, lower], costs[number, before, lower + 1]
        return torch.lerp(below, above, share).mean()

    @torch.no_grad()
    def _count(self, before: Tensor, digits: Tensor, number: Tensor) -> None:
        pairs = (number * self.level_count + before) * self.level_count + digits
        found = torch.bincount(pairs.flatten(), minlength=self.counts.numel()).view_as(self.counts)
        kept = 0.5 ** (1 / HALF_LIFE_STEPS)
        self.counts.mul_(kept).add_(found).clamp_(min=FIRST_COUNT)
