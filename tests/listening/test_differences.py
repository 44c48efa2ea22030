"""The seconds in which two recordings differ most."""

import numpy as np
import pytest

from sqcodec_gui.listening.differences import DifferingSecond, distances_db, most_different_seconds

RATE_HZ = 16_000


def test_a_louder_second_is_measured_in_decibels_and_found(speech_16k: np.ndarray) -> None:
    decoded = speech_16k.copy()
    decoded[RATE_HZ : 2 * RATE_HZ] *= 10 ** (6 / 20)
    distances = distances_db(speech_16k, decoded, RATE_HZ)
    assert len(distances) == 4
    assert distances[0] < 0.2  # its last window reaches into the louder second
    assert distances[3] == pytest.approx(0, abs=1e-6)
    assert 1 < distances[1] < 6  # what is nearly silent differs by less
    assert most_different_seconds(distances, 5)[0] == DifferingSecond(1, pytest.approx(distances[1]))


@pytest.mark.parametrize("frames", [0, 500])
def test_less_than_a_window_gives_nothing(frames: int) -> None:
    assert len(distances_db(np.zeros(frames, np.float32), np.zeros(9_000, np.float32), RATE_HZ)) == 0


def test_places_are_worst_first_and_apart() -> None:
    distances = np.array([1, 5, 9, 8, 4, 7, np.nan, 2, 2])
    places = most_different_seconds(distances, 10)
    assert places == [DifferingSecond(2, 9), DifferingSecond(5, 7), DifferingSecond(8, 2)]
    assert most_different_seconds(distances, 2) == places[:2]
    assert most_different_seconds(np.full(4, np.nan), 3) == []
    assert most_different_seconds(np.zeros(0), 3) == []
    assert most_different_seconds(np.array([0.9, 0.1]), 3) == []
