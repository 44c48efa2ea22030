"""Levels in bands, as pictures."""

import numpy as np
import pytest

from sqcodec_gui.listening.spectra import (
    BANDS,
    FLOOR_DB,
    UNKNOWN,
    MelLevels,
    difference_picture,
    levels_db,
    share_of_height,
)

TOP_HZ = 24_000


def sine(frequency_hz: float, rate_hz: int, gain: float = 1.0) -> np.ndarray:
    return (gain * np.sin(2 * np.pi * frequency_hz * np.arange(rate_hz) / rate_hz)).astype(np.float32)[:, None]


def picture(samples: np.ndarray, rate_hz: int, columns: int = 5) -> np.ndarray:
    levels = MelLevels(rate_hz, TOP_HZ)
    return levels.measure(samples, np.linspace(1000, 8000, columns, dtype=int)[:, None])


@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("frequency_hz", [300, 1_000, 5_000])
def test_a_sine_stands_at_its_height_with_its_level(rate_hz: int, frequency_hz: float) -> None:
    """Whatever the rate: bands are the same for original and decoded."""
    levels = levels_db(picture(sine(frequency_hz, rate_hz, 0.1), rate_hz))
    assert levels.shape == (5, BANDS)
    band = int(levels.mean(axis=0).argmax())
    assert band + 0.5 == pytest.approx(BANDS * share_of_height(frequency_hz, TOP_HZ), abs=1)
    assert levels[:, band].min() == pytest.approx(-20, abs=4)
    assert levels[:, :band].max() < levels[:, band].min() + 0.5
    assert levels[:, BANDS - 1].max() == FLOOR_DB


def test_all_channels_count_even_where_their_sum_is_silent() -> None:
    one = sine(1_000, 16_000)
    np.testing.assert_array_equal(picture(np.hstack([one, -one]), 16_000), picture(one, 16_000))


def test_windows_may_reach_beyond_both_ends() -> None:
    levels = MelLevels(16_000, 8_000)
    short = sine(1_000, 16_000)[:100]
    edges = levels.measure(short, np.array([[-levels.window_frames], [-50], [90], [5_000]]))
    assert levels_db(edges[[0, 3]]).max() == FLOOR_DB
    assert levels_db(edges[[1, 2]]).max() > -40


def test_the_difference_says_which_is_louder() -> None:
    loud, soft = picture(sine(1_000, 16_000), 16_000), picture(sine(1_000, 16_000, 0.5), 16_000)
    band = int(loud[0].argmax())
    assert difference_picture(loud, loud).min() == difference_picture(loud, loud).max() == 128
    assert difference_picture(loud, soft)[0, band] == pytest.approx(128 - 127 * 6.02 / 24, abs=1.5)
    assert difference_picture(soft, loud)[0, band] == pytest.approx(128 + 127 * 6.02 / 24, abs=1.5)
    assert difference_picture(loud, np.ones_like(loud))[0, band] == 1


def test_what_nobody_hears_is_no_difference_and_the_unknown_stays_unknown() -> None:
    silent = np.array([1, 20, 40, UNKNOWN], np.uint8)
    np.testing.assert_array_equal(difference_picture(silent, silent[[1, 2, 0, 3]]), [128, 128, 128, UNKNOWN])
    assert difference_picture(np.uint8(255), np.uint8(UNKNOWN)) == UNKNOWN


def test_low_is_below_and_high_is_above() -> None:
    heights = [share_of_height(frequency_hz, TOP_HZ) for frequency_hz in (100, 1_000, 8_000, 23_000)]
    assert 0 < heights[0] < heights[1] < heights[2] < heights[3] < 1
