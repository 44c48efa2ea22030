"""Balanced losses: shares of the gradient are those of the weights, whatever the losses' scales."""

import pytest
import torch
from torch import Tensor

from sqcodec_gui.training.balance import Balancer

WEIGHTS = {"mel": 1.0, "adversarial": 3.0, "features": 0.5}


def terms_of(output: Tensor, scales: dict[str, float]) -> dict[str, Tensor]:
    """Each looks at a row of its own, so that its part of the gradient can be told."""
    return {name: scale * row.square().mean() for (name, scale), row in zip(scales.items(), output, strict=True)}


@pytest.mark.parametrize("scales", [(1.0, 1.0, 1.0), (1e-6, 1.0, 1e4), (1e5, 1e-3, 10.0)])
def test_shares_of_the_gradient_are_those_of_the_weights(scales: tuple[float, float, float]) -> None:
    torch.manual_seed(0)
    balancer = Balancer(WEIGHTS)
    for _ in range(3):
        output = torch.randn(3, 1000, requires_grad=True)
        gradient = balancer.gradient(terms_of(output, dict(zip(WEIGHTS, scales, strict=True))), output)
    shares = gradient.norm(dim=1)
    wanted = torch.tensor([*WEIGHTS.values()])
    assert shares.numpy() == pytest.approx((wanted / wanted.sum()).numpy(), rel=0.1)
    assert output.grad is None


def test_a_loss_larger_than_it_usually_is_counts_more() -> None:
    """It is the running mean that is divided by, and not the norm of this step."""
    balancer = Balancer(WEIGHTS)
    output = torch.ones(1, 1000, requires_grad=True)
    usual = balancer.gradient({"mel": output.mean()}, output).norm()
    for _ in range(50):
        balancer.gradient({"mel": output.mean()}, output)
    larger = balancer.gradient({"mel": 10 * output.mean()}, output).norm()
    assert float(usual) == pytest.approx(1)
    assert 8 < float(larger) < 10


def test_weights_of_losses_that_are_not_there_yet_are_shared_out() -> None:
    balancer = Balancer(WEIGHTS)
    output = torch.randn(3, 1000, requires_grad=True)
    both = {name: term for name, term in terms_of(output, dict.fromkeys(WEIGHTS, 1.0)).items() if name != "adversarial"}
    first = balancer.gradient(both, output).norm(dim=1)
    assert first.tolist() == pytest.approx([1 / 1.5, 0, 0.5 / 1.5])
    later = balancer.gradient(terms_of(output, dict.fromkeys(WEIGHTS, 1.0)), output).norm(dim=1)
    assert later.tolist() == pytest.approx([1 / 4.5, 3 / 4.5, 0.5 / 4.5])


def test_a_gradient_that_is_no_number_spoils_nothing() -> None:
    balancer = Balancer(WEIGHTS)
    output = torch.ones(2, 10, requires_grad=True)
    broken = {"mel": output[0].mean() * torch.nan, "features": output[1].mean()}
    assert balancer.gradient(broken, output).norm(dim=1).tolist() == pytest.approx([0, 0.5 / 1.5])
    sound = balancer.gradient({"mel": output[0].mean(), "features": output[1].mean()}, output)
    assert torch.isfinite(sound).all()
