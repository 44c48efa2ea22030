"""Several processes train one network: each draws its own segments, gradients are averaged, weights stay equal.

On a processor, two processes of one thread each are faster than one of two threads: small tensors leave the second
thread waiting, and their steps on matrices can be shared out.
"""

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor
from torch.multiprocessing.spawn import spawn

CLIP_NORM = 1.0
PATIENCE = timedelta(hours=1)
"""So long the others wait for one: the first measures the dev recordings meanwhile."""


@dataclass(frozen=True)
class Team:
    """This process is one among ``size``; ``rank`` 0 writes files and reports."""

    rank: int = 0
    size: int = 1

    def average(self, gradients: list[Tensor]) -> None:
        """Replace each tensor by its mean over all processes."""
        if self.size == 1:
            return
        flat = torch.cat([gradient.flatten() for gradient in gradients])
        dist.all_reduce(flat)
        _scatter(flat / self.size, gradients)

    def exchange(self, tensors: list[Tensor]) -> None:
        """Take tensor k from process k mod ``size``."""
        for owner in range(self.size if self.size > 1 else 0):
            owned = tensors[owner :: self.size]
            flat = torch.cat([tensor.flatten() for tensor in owned])
            dist.broadcast(flat, owner)
            if owner != self.rank:
                _scatter(flat, owned)

    def agree(self, value: float) -> float:
        """Return the value that the first process has."""
        if self.size == 1:
            return value
        shared = torch.tensor([value], dtype=torch.float64)
        dist.broadcast(shared, 0)
        return float(shared)

    def gathered(self, value: Any) -> list[Any]:
        """Return everybody's value, in the first process; an empty list in all others."""
        if self.size == 1:
            return [value]
        values: list[Any] | None = [None] * self.size if self.rank == 0 else None
        dist.gather_object(value, values)
        return values or []


def averaged_and_clipped(parameters: Sequence[Tensor], team: Team) -> Tensor:
    """Make gradients their means over all processes, together no longer than ``CLIP_NORM``.

    Return the norm before clipping; where that is no finite number, all of them become zero. All must be there.
    """
    gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
    team.average(gradients)
    norm = torch.nn.utils.get_total_norm(gradients)
    scale = torch.where(norm.isfinite(), CLIP_NORM / norm.clamp(min=CLIP_NORM), 0.0)
    for gradient in gradients:
        gradient.nan_to_num_(0.0, 0.0, 0.0)
    torch._foreach_mul_(gradients, scale)
    return norm


def _scatter(flat: Tensor, targets: list[Tensor]) -> None:
    with torch.no_grad():
        for target, piece in zip(targets, flat.split([target.numel() for target in targets]), strict=True):
            target.copy_(piece.view_as(target))


def run_team(work: Callable[..., None], size: int, *arguments: Any) -> None:
    """Call ``work(team, *arguments)`` in ``size`` processes of one thread each, and return when all have ended.

    What one raises ends the others too, and is raised here. ``work`` must be a function of a module, its arguments
    such that pickle takes them.
    """
    if size == 1:
        work(Team(), *arguments)
        return
    # A thread that spins while it waits for the other process would take the core that the other one computes on.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        meeting = (Path(folder) / "meeting").as_uri()
        spawn(_member, (size, meeting, work, arguments), nprocs=size)


def _member(rank: int, size: int, meeting: str, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=meeting, rank=rank, world_size=size, timeout=PATIENCE)
    try:
        work(Team(rank, size), *arguments)
        dist.barrier()  # who leaves while the other still talks to it can be aborted by its own threads
    finally:
        dist.destroy_process_group()
