"""The original's waveform: read in the background, kept for the next time, looked at closely."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.compare import compared_tracks
from sqcodec_gui.gui.compare.compared_tracks import FileTrack
from sqcodec_gui.paths import HOME_VARIABLE, user_cache_dir

WAIT_MS = 60_000
RATE_HZ = 44_100
SAMPLES = np.random.default_rng(0).uniform(-0.5, 0.5, (30 * RATE_HZ, 2)).astype(np.float32)


@pytest.fixture
def start(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], FileTrack]]:
    """Begins to read a file, and waits until there is something to draw."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    made: list[FileTrack] = []

    def do(path: Path) -> FileTrack:
        track = FileTrack(path)
        made.append(track)
        with qtbot.waitSignal(track.ready, timeout=WAIT_MS):
            track.start()
        return track

    yield do
    for track in made:
        track.close()
    worker.shut_down()


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "noise.wav"
    soundfile.write(path, SAMPLES, RATE_HZ, subtype="FLOAT")
    return path


def test_the_outline_grows_until_all_is_known(
    start: Callable[[Path], FileTrack], qtbot: QtBot, recording: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared_tracks, "_SLICE_S", 0.0001)
    track = start(recording)
    stops_s = []
    track.changed.connect(lambda: stops_s.append(track.envelopes(0, 30, 300)[-1].times_s[-1]))
    qtbot.waitUntil(lambda: track.is_complete, timeout=WAIT_MS)
    assert len(stops_s) > 5
    assert np.all(np.diff(stops_s) >= 0)
    (outline,) = track.envelopes(0, 30, 300)
    assert len(outline.times_s) == pytest.approx(300, abs=2)
    assert outline.highs.max() == SAMPLES.max()
    assert track.duration_s == 30.0


def test_the_second_time_it_is_there_at_once(start: Callable[[Path], FileTrack], qtbot: QtBot, recording: Path) -> None:
    first = start(recording)
    qtbot.waitUntil(lambda: any((user_cache_dir() / "waveforms").glob("*.npz")), timeout=WAIT_MS)
    second = start(recording)
    assert second.is_complete
    np.testing.assert_array_equal(second.envelopes(0, 30, 100)[0].highs, first.envelopes(0, 30, 100)[0].highs)
    recording.write_bytes(recording.read_bytes() + b"\0" * 8)  # another file now
    assert not start(recording).is_complete


def test_only_the_newest_waveforms_are_kept(
    start: Callable[[Path], FileTrack], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compared_tracks, "_MOST_CACHED", 2)
    for number in range(4):
        path = tmp_path / f"{number}.wav"
        soundfile.write(path, SAMPLES[:RATE_HZ], RATE_HZ)
        start(path)
        qtbot.waitUntil(compared_tracks._cache_file(path, None).exists, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(list((user_cache_dir() / "waveforms").glob("*.npz"))) == 2, timeout=WAIT_MS)


def test_a_close_look_shows_the_samples(start: Callable[[Path], FileTrack], qtbot: QtBot, recording: Path) -> None:
    track = start(recording)
    qtbot.waitUntil(lambda: track.is_complete, timeout=WAIT_MS)
    coarse = track.envelopes(10.0, 10.01, 800)  # at once, from peaks
    assert coarse
    with qtbot.waitSignal(track.changed, timeout=WAIT_MS):
        pass
    (fine,) = track.envelopes(10.0, 10.01, 800)
    np.testing.assert_allclose(fine.highs[:440], SAMPLES[441_000:441_440].max(axis=1), atol=1e-6)
    assert track.envelopes(10.005, 10.015, 800)[0].times_s[0] == pytest.approx(10.005, abs=1e-3)


def test_nothing_is_drawn_of_nothing(start: Callable[[Path], FileTrack], recording: Path) -> None:
    track = start(recording)
    assert track.envelopes(5.0, 5.0, 100) == []
    assert track.envelopes(0.0, 5.0, 0) == []
    assert FileTrack(recording).envelopes(0, 1, 100) == []
