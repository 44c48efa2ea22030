"""A decoded sound brought into step with its original."""

import numpy as np
import pytest

from sqcodec_gui.audio.delay_alignment import aligned, delay_samples


@pytest.fixture
def noise() -> np.ndarray:
    return np.random.default_rng(4).standard_normal(4_000).astype(np.float32)


@pytest.mark.parametrize("late", [-37, 0, 1, 400])
def test_the_delay_is_found_and_taken_away(noise: np.ndarray, late: int) -> None:
    decoded = np.concatenate([np.zeros(late, np.float32), noise]) if late >= 0 else noise[-late:]
    assert delay_samples(noise, decoded, 500) == late
    moved = aligned(noise, decoded, 500)
    assert moved.shape == noise.shape
    kept = slice(max(0, -late), None)
    np.testing.assert_array_equal(moved[kept], noise[kept])


def test_several_channels_move_together(noise: np.ndarray) -> None:
    both = np.stack([noise, 0.5 * noise])
    moved = aligned(both, np.pad(both, ((0, 0), (20, 300))), 100)
    np.testing.assert_array_equal(moved, both)


def test_no_farther_than_allowed(noise: np.ndarray) -> None:
    assert abs(delay_samples(noise, np.concatenate([np.zeros(400, np.float32), noise]), 100)) <= 100
