"""Levels of a recording, measured where somebody looks, coarsely everywhere."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.compare import spectrograms
from sqcodec_gui.gui.compare.spectrograms import COARSE_S, TILE_COLUMNS, Spectrograms
from sqcodec_gui.listening.spectra import BANDS, UNKNOWN, levels_db
from sqcodec_gui.playback.sample_sources import ArraySource

WAIT_MS = 60_000
RATE_HZ = 8_000
TOP_HZ = 4_000
DURATION_S = 120.0


def swelling_tone() -> np.ndarray:
    """Two minutes, float32[960000, 1], from silence to -20 dB."""
    time_s = np.arange(round(DURATION_S * RATE_HZ)) / RATE_HZ
    return (0.1 * time_s / DURATION_S * np.sin(2 * np.pi * 1_000 * time_s)).astype(np.float32)[:, None]


SOUND = swelling_tone()


class GrowingSource(ArraySource):
    """Only so much of it is there yet."""

    def __init__(self, samples: np.ndarray, ready: int) -> None:
        super().__init__(samples, RATE_HZ)
        self.ready = ready
        self.is_closed = False
        self.reads: list[tuple[int, int]] = []

    def ready_frames(self, start: int) -> int:
        return max(0, self.ready - start)

    def read(self, start: int, frames: int) -> np.ndarray:
        self.reads.append((start, frames))
        return super().read(start, frames)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def source() -> GrowingSource:
    return GrowingSource(SOUND, len(SOUND))


@pytest.fixture
def look(qtbot: QtBot, qapp: object, source: GrowingSource) -> Iterator[Callable[..., Spectrograms]]:
    """Looks from one moment to another, and waits until nothing more can be measured."""
    parent = QObject()
    one = Spectrograms(lambda: source, RATE_HZ, TOP_HZ, parent)

    def at(start_s: float = 0, stop_s: float = DURATION_S, columns: int = 400) -> Spectrograms:
        one.want(start_s, stop_s, columns, DURATION_S)
        qtbot.waitUntil(lambda: not one._is_working, timeout=WAIT_MS)
        return one

    yield at
    one.close()
    qtbot.waitUntil(lambda: source.is_closed, timeout=WAIT_MS)
    worker.shut_down()


def test_all_of_it_is_measured_coarsely(look: Callable[..., Spectrograms]) -> None:
    picture = look().picture(0, DURATION_S, 400)
    assert (picture.start_s, picture.stop_s) == (0, pytest.approx(DURATION_S, abs=0.3))
    assert picture.levels.dtype == np.uint8
    assert picture.levels.shape[0] == pytest.approx(400, abs=1)
    assert (picture.levels != UNKNOWN).all()
    loudest = levels_db(picture.levels.max(axis=1))
    assert np.all(np.diff(loudest[5:]) >= 0)
    assert loudest[-1] == pytest.approx(-20, abs=4)


def test_a_closer_look_is_measured_finely_and_first(look: Callable[..., Spectrograms], source: GrowingSource) -> None:
    one = look(60.0, 61.0, 250)
    start, frames = source.reads[0]
    assert 59.0 < start / RATE_HZ < 60.0
    assert frames <= 2 * RATE_HZ
    fine = one.picture(60.0, 61.0, 250)
    assert fine.start_s <= 60.0 < 61.0 <= fine.stop_s
    column_s = (fine.stop_s - fine.start_s) / len(fine.levels)
    assert column_s == COARSE_S / 2**5
    band = int(fine.levels[0].argmax())
    assert levels_db(fine.levels[:, band]).mean() == pytest.approx(20 * np.log10(0.05), abs=4)


def test_before_it_is_measured_finely_the_coarse_picture_stands_there(look: Callable[..., Spectrograms]) -> None:
    one = look()
    rough = one.picture(30.0, 31.0, 400)
    assert (rough.levels != UNKNOWN).all()
    assert len(np.unique(rough.levels, axis=0)) <= 12


def test_two_recordings_pictures_of_a_moment_fit(look: Callable[..., Spectrograms]) -> None:
    one = look()
    for start_s, stop_s in ((0.0, 120.0), (3.3, 77.7), (60.02, 60.4), (119.0, 120.0)):
        first, second = one.picture(start_s, stop_s, 333), one.picture(start_s, stop_s, 333)
        assert first.levels.shape == second.levels.shape
        shifted = one.picture(start_s + 1e-4, stop_s + 1e-4, 333)
        width_s = (first.stop_s - first.start_s) / len(first.levels)
        assert (shifted.start_s - first.start_s) / width_s == pytest.approx(
            round((shifted.start_s - first.start_s) / width_s)
        )


def test_what_is_not_decoded_yet_stays_unknown_and_comes_later(
    look: Callable[..., Spectrograms], source: GrowingSource
) -> None:
    source.ready = 40 * RATE_HZ
    first = look().picture(0, DURATION_S, 1_200).levels
    assert (first[:390] != UNKNOWN).all()
    assert (first[400:] == UNKNOWN).all()
    source.ready = len(SOUND)
    later = look().picture(0, DURATION_S, 1_200).levels
    assert (later != UNKNOWN).all()
    np.testing.assert_array_equal(later[:390], first[:390])


def test_a_recording_that_turns_out_longer(
    look: Callable[..., Spectrograms], qtbot: QtBot, source: GrowingSource
) -> None:
    one = look()
    source.ready = 2**40  # as files say
    one.want(0, 130, 400, 130.0)
    qtbot.waitUntil(lambda: not one._is_working, timeout=WAIT_MS)
    assert levels_db(one.picture(125, 130, 400).levels).max() == -100


def test_memory_for_fine_columns_is_bounded(look: Callable[..., Spectrograms], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spectrograms, "_MOST_TILES", 3)
    for start_s in range(0, 60, 10):
        one = look(float(start_s), start_s + 0.5, 300)
    assert len(one._tiles) == 3
    assert one._coarse.shape == (round(DURATION_S / COARSE_S), BANDS)
    assert all(tile.shape == (TILE_COLUMNS, BANDS) for tile in one._tiles.values())


def test_a_file_that_cannot_be_read_stays_blank(qtbot: QtBot, qapp: object) -> None:
    def fail() -> ArraySource:
        raise SqcodecError("gone.wav is not there.")

    parent = QObject()
    one = Spectrograms(fail, RATE_HZ, TOP_HZ, parent)
    one.want(0, 10, 100, 10.0)
    qtbot.waitUntil(lambda: one._cancel.is_cancelled, timeout=WAIT_MS)
    assert not one.picture(0, 10, 100).levels.any()
    worker.shut_down()
