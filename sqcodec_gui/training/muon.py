"""Muon keeps float32 here, for processors: torch's own computes in bf16, which many of them only emulate (a step of
6kbps then takes 24 s instead of half a second).

The method is that of https://kellerjordan.github.io/posts/muon/: the momentum of a matrix, made nearly orthogonal by
five Newton-Schulz steps. Settings, state and results are those of ``torch.optim.Muon``, but for its rounding.
"""

import math
from collections import defaultdict
from typing import Any

import torch
from torch import Tensor


class Float32Muon(torch.optim.Muon):
    """It is ``torch.optim.Muon`` whose Newton-Schulz steps keep the matrices' own precision; equal shapes at once."""

    @torch.no_grad()
    def step(self, closure: Any = None) -> Any:
        """Take one step, from the gradients. ``closure`` is as of any optimizer of torch."""
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            alike: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for matrix in group["params"]:
                if matrix.grad is not None:
                    alike[matrix.shape].append(matrix)
            for matrices in alike.values():
                self._step_alike(matrices, group)
        return loss

    def _step_alike(self, matrices: list[Tensor], group: dict[str, Any]) -> None:
        gradients = [matrix.grad for matrix in matrices if matrix.grad is not None]
        momenta = []
        for matrix, gradient in zip(matrices, gradients, strict=True):
            state = self.state[matrix]
            if not state:
                state["momentum_buffer"] = torch.zeros_like(gradient)
            momenta.append(state["momentum_buffer"])
        torch._foreach_lerp_(momenta, gradients, 1 - group["momentum"])
        ahead = torch._foreach_lerp(gradients, momenta, group["momentum"]) if group["nesterov"] else momenta
        updates = orthogonalised(torch.stack(ahead), group["ns_coefficients"], group["ns_steps"], group["eps"])
        rows, columns = matrices[0].shape
        scale = _update_scale(rows, columns, group["adjust_lr_fn"])
        torch._foreach_mul_(matrices, 1 - group["lr"] * group["weight_decay"])
        torch._foreach_add_(matrices, updates.unbind(), alpha=-group["lr"] * scale)


def _update_scale(rows: int, columns: int, adjustment: str | None) -> float:
    """Return what an orthogonal update is multiplied with: torch's two rules, by their names there."""
    if adjustment == "match_rms_adamw":  # arXiv 2502.16982, section 2.2
        return 0.2 * math.sqrt(max(rows, columns))
    return math.sqrt(max(1, rows / columns))


def orthogonalised(matrices: Tensor, coefficients: tuple[float, float, float], steps: int, eps: float) -> Tensor:
    """Return (K, M, N) of (K, M, N), each with its singular values moved near 1 by a quintic Newton-Schulz iteration.

    A step multiplies a matrix X by a polynomial of X·Xᵀ. All of them commute, so the steps are taken with the small
    square matrices alone, and X is multiplied once, at the end.
    """
    a, b, c = coefficients
    tall = matrices.shape[1] > matrices.shape[2]
    wide = matrices.mT if tall else matrices
    wide = wide / torch.linalg.matrix_norm(wide, keepdim=True).clamp(min=eps)
    gram = wide @ wide.mT
    identity = torch.eye(gram.shape[-1], dtype=gram.dtype, device=gram.device).expand_as(gram)
    product = identity
    for step in range(steps):
        factor = torch.baddbmm(torch.add(a * identity, gram, alpha=b), gram, gram, alpha=c)
        product = factor @ product if step else factor
        if step < steps - 1:
            gram = factor @ gram @ factor
    result = product @ wide
    update: Tensor = result.mT if tall else result
    return update
