"""Outlines from peaks and samples, and time in words."""

from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.audio import PeakPyramid
from sqcodec_gui.playback.envelope import GrowingPeaks, envelope_of_samples

RATE_HZ = 1_000
SAMPLES = np.random.default_rng(0).uniform(-1, 1, (100_000, 2)).astype(np.float32)


def test_no_peak_is_lost() -> None:
    peaks = GrowingPeaks(RATE_HZ, 2)
    peaks.push(0, SAMPLES)
    (envelope,) = peaks.envelopes(0, 100_000, 50)
    assert len(envelope.times_s) == 50
    assert envelope.lows.min() == SAMPLES.min()
    assert envelope.highs.max() == SAMPLES.max()
    assert np.all(np.diff(envelope.times_s) > 0)
    assert envelope.times_s[0] == pytest.approx(1.0, abs=0.01)


def test_parts_join_where_they_meet_and_stay_apart_where_not() -> None:
    peaks = GrowingPeaks(RATE_HZ, 2)
    peaks.push(0, SAMPLES[:30_000])
    peaks.push(60_000, SAMPLES[60_000:80_000])
    peaks.push(30_000, SAMPLES[30_000:40_000])
    first, second = peaks.envelopes(0, 100_000, 100)
    assert len(first.times_s) == 40
    assert len(second.times_s) == 20
    assert second.times_s[0] >= 60.0
    np.testing.assert_array_equal(second.highs.max(), SAMPLES[60_000:80_000].max())
    assert peaks.stop_frame == 80_000
    assert len(peaks.envelopes(45_000, 55_000, 10)) == 0


def test_the_loudest_place_is_found() -> None:
    samples = 0.5 * SAMPLES
    samples[70_000] = -0.9
    peaks = GrowingPeaks(RATE_HZ, 2)
    peaks.push(0, samples)
    loudest, at_s = peaks.loudest()
    assert loudest == pytest.approx(0.9)
    assert at_s == pytest.approx(70.0, abs=0.5)


def test_peaks_come_back_from_a_file(tmp_path: Path) -> None:
    peaks = GrowingPeaks(RATE_HZ, 2)
    peaks.push(0, SAMPLES)
    peaks.save(tmp_path / "peaks.npz")
    again = GrowingPeaks.of_whole(RATE_HZ, PeakPyramid.load(tmp_path / "peaks.npz"))
    for before, after in zip(peaks.envelopes(5, 99_000, 77), again.envelopes(5, 99_000, 77), strict=True):
        np.testing.assert_array_equal(before.highs, after.highs)


def test_samples_as_they_are() -> None:
    envelope = envelope_of_samples(SAMPLES[500:520, :1], 500, RATE_HZ, 400)
    np.testing.assert_array_equal(envelope.lows, envelope.highs)
    np.testing.assert_allclose(envelope.times_s, np.arange(500, 520) / RATE_HZ)


def test_samples_in_columns() -> None:
    envelope = envelope_of_samples(SAMPLES[:1_000], 0, RATE_HZ, 10)
    np.testing.assert_array_equal(envelope.highs, SAMPLES[:1_000].reshape(10, -1).max(axis=1))
    np.testing.assert_array_equal(envelope.lows, SAMPLES[:1_000].reshape(10, -1).min(axis=1))
