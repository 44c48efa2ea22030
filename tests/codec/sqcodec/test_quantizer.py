"""Finite scalar quantization: digits, levels, edges, and the published quantizer."""

from dataclasses import replace

import pytest
import torch
from vector_quantize_pytorch import FSQ

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.codec.sqcodec.quantizer import Quantizer

LEVELS = [(7, 7, 7, 7, 7, 7), (9, 9, 9, 7, 7, 7)]


def identity_quantizer(name: str) -> Quantizer:
    """Features are the coordinates themselves."""
    config = get_config(name)
    quantizer = Quantizer(replace(config, feature_dim=len(config.levels)))
    with torch.no_grad():
        for layer in (quantizer.project_in, quantizer.project_out):
            layer.weight.copy_(torch.eye(len(config.levels)))
            layer.bias.zero_()
    return quantizer.requires_grad_(False)


@pytest.mark.parametrize("name", ["6kbps", "12kbps", "l3ac-3kbps"])
def test_every_token_comes_back(name: str) -> None:
    quantizer = identity_quantizer(name)
    tokens = torch.arange(get_config(name).codes, dtype=torch.int32)
    digits = quantizer.digits_of(tokens)
    assert digits.min() == 0
    assert (digits < torch.tensor(get_config(name).levels)).all()
    assert len(digits.unique(dim=0)) == len(tokens)
    assert torch.equal(quantizer.tokens_of(digits), tokens)


@pytest.mark.parametrize("levels", LEVELS)
def test_digits_mean_what_the_published_quantizer_means(levels: tuple[int, ...]) -> None:
    name = "6kbps" if levels[0] == 7 else "12kbps"
    assert get_config(name).levels == levels
    tokens = torch.randint(get_config(name).codes, (1, 500), generator=torch.Generator().manual_seed(0))
    ours = identity_quantizer(name).dequantize(tokens)
    assert torch.allclose(ours, FSQ(levels=list(levels)).indices_to_codes(tokens), atol=1e-7)


def test_digit_0_is_the_least_significant() -> None:
    quantizer = identity_quantizer("12kbps")
    assert quantizer.digits_of(torch.tensor(1)).tolist() == [1, 0, 0, 0, 0, 0]
    assert quantizer.digits_of(torch.tensor(9)).tolist() == [0, 1, 0, 0, 0, 0]
    assert quantizer.digits_of(torch.tensor(9**3)).tolist() == [0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize("name", ["6kbps", "12kbps", "l3ac-1kbps"])
def test_the_outermost_levels_are_reached(name: str) -> None:
    quantizer, levels = identity_quantizer(name), get_config(name).levels
    far = torch.full((1, 1, len(levels)), 9.0)
    assert quantizer.quantize(far).item() == get_config(name).codes - 1
    assert quantizer.quantize(-far).item() == 0


def test_sqcodec_widens_its_bound_and_l3ac_does_not() -> None:
    far = torch.full((1, 1, 6), 99.0)
    assert identity_quantizer("6kbps").coordinates(far)[0, 0, 0].item() == pytest.approx(6.003)
    assert identity_quantizer("l3ac-1kbps").coordinates(far)[0, 0, 0].item() == 6.0


def test_halves_go_to_the_even_level() -> None:
    values = torch.tensor([0.5, 1.5, 2.5, 3.5, 4.5, 5.5])
    quantizer = identity_quantizer("l3ac-1kbps")
    assert quantizer.digits_of(quantizer.tokens_of(values.round())).tolist() == [0, 2, 2, 4, 4, 6]


def test_own_tokens_are_kept_when_coded_again() -> None:
    quantizer = identity_quantizer("6kbps")
    tokens = torch.randint(117_649, (1, 300), generator=torch.Generator().manual_seed(1), dtype=torch.int32)
    features = torch.atanh(quantizer.dequantize(tokens).clamp(-0.9999, 0.9999))
    assert torch.equal(quantizer.quantize(features), tokens)
