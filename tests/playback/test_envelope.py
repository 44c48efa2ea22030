"""Outlines from peaks and samples, and time in words."""

from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.audio import PeakPyramid
from sqcodec_gui.formatting import moment
from sqcodec_gui.playback.envelope import GrowingPeaks, envelope_of_samples
from sqcodec_gui.gui.compare.timeaxis import TimeStrip

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


@pytest.mark.parametrize(
    ("time_s", "decimals", "text"),
    [
        (0, 0, "0:00"),
        (-1, 0, "0:00"),
        (59.99, 0, "0:59"),
        (59.99, 1, "0:59.9"),
        (61.5, 1, "1:01.5"),
        (3_723.25, 2, "1:02:03.25"),
        (0.1 + 0.2, 1, "0:00.3"),
    ],
)
def test_clock(time_s: float, decimals: int, text: str) -> None:
    assert moment(time_s, decimals) == text


@pytest.mark.parametrize(
    ("start_s", "stop_s", "labels"),
    [
        (0.0, 10.0, ["0:00", "0:02", "0:04", "0:06", "0:08", "0:10"]),
        (0.0, 3_600.0, ["0:00", "10:00", "20:00", "30:00", "40:00", "50:00", "1:00:00"]),
        (2.0, 2.01, ["0:02.000", "0:02.002", "0:02.004", "0:02.006", "0:02.008", "0:02.010"]),
    ],
)
def test_labels_at_whole_steps(qapp: object, start_s: float, stop_s: float, labels: list[str]) -> None:
    strip = TimeStrip()
    strip.show_view((start_s, stop_s), 40.0, 600.0)
    assert [label for _, label in strip.ticks()] == labels
    assert strip.x_of(start_s) == 40.0
    assert strip.x_of(stop_s) == 640.0
