"""Tokens of frames and their digits."""

import numpy as np

from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.digits import MISSING, digits_of, tokens_of


def test_digit_0_is_the_least_significant() -> None:
    coordinates = np.full((1, 24), -np.inf, np.float32)
    coordinates[0, [0, 7, 14, 23]] = np.inf
    assert tokens_of(coordinates, SPECTRAL).tolist() == [[6, 6 * 7, 6 * 7**2, 6 * 7**5]]


def test_digits_are_those_of_the_tokens() -> None:
    tokens = np.random.default_rng(0).integers(7**6, size=(500, 4)).astype(np.int32)
    digits, nesting = digits_of(tokens, SPECTRAL)
    assert (nesting == 2).all()
    assert np.array_equal(tokens_of(np.arctanh(digits / 3.1).astype(np.float32), SPECTRAL), tokens)
    assert set(np.unique(digits)) == {-3, -2, -1, 0, 1, 2, 3}


def test_rounding_is_half_to_even() -> None:
    coordinates = np.zeros((1, 24), np.float32)
    coordinates[0, :2] = np.arctanh(np.float32([0.5 / 3, 1.5 / 3]))
    digits, _ = digits_of(tokens_of(coordinates, SPECTRAL), SPECTRAL)
    assert digits[0, 0] in (0, 1)
    assert digits[0, 1] in (1, 2)


def test_tokens_behind_a_missing_one_and_halves_of_a_layer_are_not_used() -> None:
    gone = MISSING
    tokens = np.array([[5, 5, 5, 5], [5, 5, 5, gone], [5, 5, -2, 5], [5, gone, 5, 5], [gone, 5, 5, 5]], np.int32)
    digits, nesting = digits_of(tokens, SPECTRAL)
    assert nesting.tolist() == [2, 1, 1, 0, MISSING]
    used = digits.reshape(5, 4, 6).any(axis=2).sum(axis=1)
    assert used.tolist() == [4, 2, 2, 1, 0]


def test_fewer_layers_alone() -> None:
    digits, nesting = digits_of(np.full((3, 2), 7, np.int32), SPECTRAL)
    assert digits.shape == (3, 24)
    assert nesting.tolist() == [1, 1, 1]
    assert not digits[:, 12:].any()
