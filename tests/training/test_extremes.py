"""Silence, levels and the borders of chunks are measured: each fault shows in its own figure."""

from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.grid import BLOCK_FRAMES, SMALL_FRAMES
from sqcodec_gui.training.codec_comparison import RATE_HZ, Coder, Joined, joined
from sqcodec_gui.training.corpus import Clip
from sqcodec_gui.training.extremes import BANDS_HZ, extremes_table, measure_extremes, missed

HOP = SPECTRAL.hop_samples


@pytest.fixture(scope="module")
def recordings() -> list[Joined]:
    generator = np.random.default_rng(0)
    sounds = [0.1 * generator.standard_normal(30 * RATE_HZ).astype(np.float32) for _ in range(2)]
    names = ("anna", "ben")
    return joined(
        (Clip(name, 0, len(one), name, "speech", "dev"), one) for name, one in zip(names, sounds, strict=True)
    )


def clean(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
    return samples, len(samples)


def test_what_changes_nothing_is_silent_as_loud_as_before_and_without_clicks(recordings: list[Joined]) -> None:
    found = measure_extremes(clean, recordings)
    assert found["silence_dbfs"] == -120
    assert found["level_errors_db"] == pytest.approx({"-40": 0, "-30": 0, "-20": 0, "-10": 0, "0": 0}, abs=1e-6)
    assert found["band_errors_db"] == pytest.approx(dict.fromkeys(BANDS_HZ, 0), abs=1e-6)
    assert found["border_step"] == pytest.approx(1, abs=0.25)
    assert missed(found) == []


def faulty(fault: str) -> Coder:
    def code(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        changed = samples.copy()
        if fault == "noise":
            changed += 0.01 * np.random.default_rng(1).standard_normal(len(samples)).astype(np.float32)
        elif fault == "halves the loud":
            changed *= 0.5 if np.abs(samples).max() > 0.5 else 1
        else:
            for frame in (SMALL_FRAMES, 2 * SMALL_FRAMES, *range(BLOCK_FRAMES, len(samples) // HOP, BLOCK_FRAMES)):
                changed[frame * HOP :] += np.float32(0.5)
        return changed, len(samples)

    return code


def test_noise_in_silence_shows_and_is_told(recordings: list[Joined]) -> None:
    found = measure_extremes(faulty("noise"), recordings)
    assert found["silence_dbfs"] == pytest.approx(-40, abs=1.5)
    assert missed(found)[0].startswith("digital silence comes back at -")


def test_a_wrong_level_shows_where_it_is_wrong(recordings: list[Joined]) -> None:
    found = measure_extremes(faulty("halves the loud"), recordings)
    assert found["level_errors_db"] == pytest.approx({"-40": 0, "-30": 0, "-20": 0, "-10": 0, "0": -6.02}, abs=0.01)
    assert missed(found) == ["speech with peaks at 0 dBFS comes back -6.0 dB"]


def test_dull_speech_shows_in_its_bands(recordings: list[Joined]) -> None:
    def muffle(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        spectrum = np.fft.rfft(samples)
        spectrum[np.fft.rfftfreq(len(samples), 1 / RATE_HZ) >= 2000] *= 0.1
        return np.fft.irfft(spectrum, len(samples)).astype(np.float32), len(samples)

    found = measure_extremes(muffle, recordings)["band_errors_db"]
    assert found == pytest.approx({"0-1 kHz": 0, "1-2 kHz": 0, "2-4 kHz": -20, "4-8 kHz": -20}, abs=0.01)


def test_clicks_at_chunk_borders_show(recordings: list[Joined]) -> None:
    assert measure_extremes(faulty("clicks"), recordings)["border_step"] > 1.5


def test_the_table_has_a_line_for_each_that_was_measured(recordings: list[Joined]) -> None:
    found = {"silence_dbfs": -71.24, "level_errors_db": dict.fromkeys(("-40", "-30", "-20", "-10", "0"), -0.5)}
    found |= {"band_errors_db": dict.fromkeys(BANDS_HZ, -2.0), "border_step": 1.014}
    table = extremes_table({"ours": {"extremes": found}, "Opus 6 kbit/s": {}})
    assert table.splitlines()[2:] == ["| ours | -71.2" + 5 * " | -0.50 dB" + 4 * " | -2.00 dB" + " | 1.01 × |"]
