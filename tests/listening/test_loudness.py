"""Loudness against the values that the standard and its test signals give, and the gains that follow."""

import numpy as np
import pytest

from sqcodec_gui.listening.loudness import CEILING, k_weighting, loudness_lufs, match_levels


def tone(
    frequency_hz: float, level_db: float, rate_hz: int = 48_000, seconds: float = 3.0, channels: int = 1
) -> np.ndarray:
    time_s = np.arange(round(seconds * rate_hz)) / rate_hz
    sine = 10 ** (level_db / 20) * np.sin(2 * np.pi * frequency_hz * time_s)
    return np.repeat(sine[:, None], channels, axis=1).astype(np.float32)


@pytest.mark.parametrize("rate_hz", [16_000, 44_100, 48_000])
def test_the_tone_of_the_standard(rate_hz: int) -> None:
    """BS.1770-4: 997 Hz at full scale in one channel reads -3.01 LKFS; in two channels, twice the power."""
    assert loudness_lufs(tone(997, 0, rate_hz), rate_hz) == pytest.approx(-3.01, abs=0.05)
    assert loudness_lufs(tone(997, -23, rate_hz, channels=2), rate_hz) == pytest.approx(-23.0, abs=0.05)


def test_the_weighting_is_that_of_the_published_coefficients() -> None:
    frequencies_hz = np.array([20.0, 38, 100, 500, 1_000, 2_000, 5_000, 15_000])
    z = np.exp(-2j * np.pi * frequencies_hz / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    highpass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    np.testing.assert_allclose(k_weighting(frequencies_hz, 48_000), np.abs(shelf * highpass) ** 2, rtol=2e-3)


def test_silence_does_not_count() -> None:
    sound = np.concatenate([tone(997, -20), np.zeros((96_000, 1), np.float32), tone(997, -20)])
    assert loudness_lufs(sound, 48_000) == pytest.approx(-23.0, abs=0.3)
    assert loudness_lufs(np.zeros((48_000, 1), np.float32), 48_000) is None
    assert loudness_lufs(tone(997, -20, seconds=0.3), 48_000) is None


def test_the_softer_one_is_raised(speech_16k: np.ndarray) -> None:
    speech = 0.5 * speech_16k[:, None]
    match = match_levels(speech, 16_000, 0.5 * speech, 16_000)
    assert match.is_measured
    assert match.reference_db == 0
    assert match.coded_db == pytest.approx(6.02, abs=0.01)


def test_nothing_clips_after_matching() -> None:
    reference, coded = tone(997, -1), tone(997, -1)
    coded[::4_801] = 0.99
    coded *= 0.5
    match = match_levels(reference, 48_000, coded, 48_000)
    assert match.coded_db - match.reference_db == pytest.approx(6.0, abs=0.1)
    assert match.reference_db < 0
    assert np.abs(coded).max() * 10 ** (match.coded_db / 20) <= CEILING + 1e-6


def test_rates_may_differ(speech_16k: np.ndarray) -> None:
    match = match_levels(tone(440, -20, 48_000), 48_000, tone(440, -26, 16_000), 16_000)
    assert match.coded_db == pytest.approx(6.0, abs=0.1)


def test_nothing_is_raised_out_of_silence() -> None:
    silence = np.zeros((48_000, 1), np.float32)
    assert match_levels(tone(440, -20), 48_000, silence, 48_000) == (0.0, 0.0, False)
