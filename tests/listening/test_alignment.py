"""Level and delay between an original and what was decoded from it."""

import numpy as np
import pytest

from sqcodec_gui.listening.alignment import Delay, level_difference_db, measure_delay


@pytest.mark.parametrize("gain_db", [-6.0, 0.0, 3.5])
def test_a_gain_is_measured(speech_16k: np.ndarray, gain_db: float) -> None:
    assert level_difference_db(speech_16k, speech_16k * 10 ** (gain_db / 20)) == pytest.approx(gain_db, abs=1e-4)


def test_noise_in_pauses_does_not_count(speech_16k: np.ndarray) -> None:
    """A recording with long pauses is as loud as its speech, whatever hisses between."""
    pauses = np.zeros(len(speech_16k), np.float32)
    original = np.concatenate([speech_16k, pauses])
    hiss = 0.001 * np.random.default_rng(0).standard_normal(len(original)).astype(np.float32)
    hiss[: len(speech_16k)] = 0
    assert level_difference_db(original, original + hiss) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("length", [0, 1000, 5000])
def test_silence_has_no_level(length: int) -> None:
    assert level_difference_db(np.zeros(length, np.float32), np.zeros(length, np.float32)) is None


def test_silence_out_of_sound_has_no_level(speech_16k: np.ndarray) -> None:
    assert level_difference_db(speech_16k, np.zeros_like(speech_16k)) is None


@pytest.mark.parametrize("delay", [-160, -1, 0, 1, 700])
def test_a_shift_is_found_to_the_sample(speech_16k: np.ndarray, delay: int) -> None:
    later = np.roll(speech_16k, delay)
    noisy = later + 0.02 * np.random.default_rng(1).standard_normal(len(later)).astype(np.float32)
    found = measure_delay(speech_16k, noisy, 1600)
    assert found.frames == delay
    assert 0.5 < found.likeness <= 1


def test_strangers_are_not_alike() -> None:
    first, second = np.random.default_rng(2).standard_normal((2, 32_000))
    assert measure_delay(first, second, 1600).likeness < 0.1


@pytest.mark.parametrize("length", [0, 1, 1000])
def test_silence_has_no_delay(length: int) -> None:
    assert measure_delay(np.zeros(length), np.zeros(length), 100) == Delay(0, 0.0)
