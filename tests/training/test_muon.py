"""Muon in float32 takes torch's own steps, rounded less."""

import pytest
import torch
from torch import Tensor, nn

from sqcodec_gui.training.muon import Float32Muon, orthogonalised

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
STEPS = 5
EPS = 1e-7


def iterated(matrix: Tensor) -> Tensor:
    """The published iteration, word for word, in float64."""
    a, b, c = COEFFICIENTS
    x = matrix.double() / matrix.double().norm()
    for _ in range(STEPS):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x


@pytest.mark.parametrize("shape", [(24, 96), (96, 24), (40, 40)])
def test_the_steps_are_those_of_the_published_iteration(shape: tuple[int, int]) -> None:
    torch.manual_seed(0)
    matrices = torch.randn(3, *shape)
    ours = orthogonalised(matrices, COEFFICIENTS, STEPS, EPS)
    for matrix, result in zip(matrices, ours, strict=True):
        torch.testing.assert_close(result, iterated(matrix).float(), rtol=0, atol=2e-5)


def test_directions_that_a_gradient_lacks_stay_small() -> None:
    """A gradient of few directions, as of a layer that hears silence, must not become noise."""
    torch.manual_seed(0)
    low_rank = torch.randn(1, 64, 3) @ torch.randn(1, 3, 200)
    values = torch.linalg.svdvals(orthogonalised(low_rank, COEFFICIENTS, STEPS, EPS))[0]
    assert values[:3].min() > 0.5
    assert values[3:].max() < 1e-3


def test_no_gradient_at_all_moves_nothing() -> None:
    matrix = nn.Parameter(torch.randn(8, 4))
    before = matrix.detach().clone()
    matrix.grad = torch.zeros_like(matrix)
    idle = nn.Parameter(torch.randn(8, 4))
    optimizer = Float32Muon([matrix, idle], lr=0.1, weight_decay=0.0)
    optimizer.step()
    assert torch.equal(matrix, before)
    assert idle not in optimizer.state


def test_a_run_is_that_of_torch_but_for_rounding_and_can_change_sides() -> None:
    """Momentum, rate, decay and the names in the state are the same: a checkpoint of one opens in the other."""
    torch.manual_seed(0)
    start = [torch.randn(16, 48), torch.randn(48, 16), torch.randn(16, 48)]
    ours, theirs = ([nn.Parameter(tensor.clone()) for tensor in start] for _ in range(2))
    optimizers = [
        kind(side, lr=0.05, weight_decay=0.1) for kind, side in ((Float32Muon, ours), (torch.optim.Muon, theirs))
    ]
    for _ in range(4):
        for mine, other in zip(ours, theirs, strict=True):
            mine.grad = torch.randn_like(mine)
            other.grad = mine.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for mine, other, tensor in zip(ours, theirs, start, strict=True):
        assert (mine - other).norm() < 0.02 * (other - tensor).norm()
    optimizers[1].load_state_dict(optimizers[0].state_dict())
    assert torch.equal(
        optimizers[1].state[theirs[0]]["momentum_buffer"], optimizers[0].state[ours[0]]["momentum_buffer"]
    )
