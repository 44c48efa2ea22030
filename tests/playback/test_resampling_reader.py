"""What is read at the device's rate does not depend on where reading began."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from sqcodec_gui.audio import StreamResampler, resampled_length
from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.playback.band_limited import BandLimitedSource
from sqcodec_gui.playback.resampling_reader import ResamplingReader
from sqcodec_gui.playback.sample_sources import ArraySource, DecodedStore, FileSource, StoreSource

NOISE = np.random.default_rng(0)


class LivePiece(ArraySource):
    """Whose length is not told."""

    def __init__(self, samples: np.ndarray, rate_hz: int) -> None:
        super().__init__(samples, rate_hz)
        self.frames = None

    def ready_frames(self, start: int) -> int:
        return 2**62


def noise(frames: int, channels: int = 1) -> np.ndarray:
    return NOISE.uniform(-0.5, 0.5, (frames, channels)).astype(np.float32)


def at_rate(samples: np.ndarray, rate_hz: int, device_hz: int) -> np.ndarray:
    resampler = StreamResampler(rate_hz, device_hz, samples.shape[1])
    return np.concatenate([resampler.push(samples), resampler.flush()])


@pytest.mark.parametrize("rate_hz", [8_000, 11_025, 16_000, 22_051, 44_100, 48_000, 96_000, 192_000])
@pytest.mark.parametrize("device_hz", [44_100, 48_000])
def test_any_start_gives_the_same_samples(rate_hz: int, device_hz: int) -> None:
    samples = noise(2 * rate_hz)
    whole = at_rate(samples, rate_hz, device_hz)
    reader = ResamplingReader(ArraySource(samples, rate_hz), device_hz, 1)
    for position in (0, 1, 12_345, device_hz + 7, len(whole) - 100):
        block = reader.read(position, 5_000)
        assert len(block) == 5_000
        expected = np.zeros((5_000, 1), np.float32)
        expected[: len(whole) - position] = whole[position : position + 5_000]
        np.testing.assert_allclose(block, expected, atol=1e-5)


@pytest.mark.parametrize("tells_length", [True, False])
def test_length_and_silence_after_the_end(tells_length: bool) -> None:
    samples = noise(16_001)
    source = ArraySource if tells_length else LivePiece
    reader = ResamplingReader(source(samples, 16_000), 44_100, 1)
    length = resampled_length(16_001, 16_000, 44_100)
    assert reader.frames == (length if tells_length else None)
    block = reader.read(0, length + 50)
    assert reader.frames == length
    assert not block[length:].any()
    assert block[length - 20 : length].any()


def test_a_file_is_read_like_its_samples(tmp_path: Path) -> None:
    samples = noise(30_000, 2)
    soundfile.write(tmp_path / "a.flac", samples, 44_100, subtype="PCM_24")
    source = FileSource(tmp_path / "a.flac")
    reader = ResamplingReader(source, 44_100, 2)
    for position in (20_000, 0, 15_000):
        np.testing.assert_allclose(reader.read(position, 3_000), samples[position : position + 3_000], atol=1e-6)
    source.close()


@pytest.mark.parametrize(("rate_hz", "channels"), [(44_100, 1), (48_000, 2), (192_000, 6)])
def test_limited_to_a_rate_is_down_and_up_again_from_anywhere(rate_hz: int, channels: int) -> None:
    """To within what two filters in a row, started elsewhere, may differ."""
    samples = noise(2 * rate_hz, channels)
    limited = BandLimitedSource(ArraySource(samples, rate_hz), 16_000)
    low = at_rate(samples, rate_hz, 16_000)
    assert (limited.frames, limited.channels, limited.sample_rate_hz) == (32_000, channels, 16_000)
    for start in (20_000, 0, 31_000):
        np.testing.assert_allclose(limited.read(start, 5_000), low[start : start + 5_000], atol=1e-5)
    assert limited.ready_frames(30_000) == 2_000
    heard = ResamplingReader(limited, 44_100, channels if channels < 3 else 2).read(30_000, 4_000)
    expected = downmix(at_rate(low, 16_000, 44_100), heard.shape[1])[30_000:34_000]
    np.testing.assert_allclose(heard, expected, atol=2e-5)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DecodedStore]:
    store = DecodedStore(tmp_path, 16_000, 1, 48_000)
    yield store
    store.close()


def test_reading_stops_where_nothing_is_decoded_and_goes_on_without_a_seam(store: DecodedStore) -> None:
    samples = noise(48_000)
    reader = ResamplingReader(StoreSource(store), 44_100, 1)
    assert len(reader.read(0, 1_000)) == 0
    assert not reader.is_ready(0, 1_000)
    blocks = []
    for start in range(0, 48_000, 7_000):
        store.write(start, samples[start : start + 7_000])
        while len(block := reader.read(reader.position, 4_096)) and reader.position < reader.frames:
            blocks.append(block)
    blocks.append(block)
    heard = np.concatenate(blocks)[: reader.frames]
    np.testing.assert_allclose(heard, at_rate(samples, 16_000, 44_100), atol=5e-5)


def test_ready_means_that_all_of_it_can_be_read(store: DecodedStore) -> None:
    reader = ResamplingReader(StoreSource(store), 44_100, 1)
    store.write(0, noise(16_000))
    assert reader.is_ready(0, 40_000)
    assert not reader.is_ready(0, 44_200)
    assert not reader.is_ready(60_000, 100)
    store.write(16_000, noise(32_000))
    assert reader.is_ready(reader.frames - 10, 1_000)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 40)), max_size=12))
def test_a_store_knows_what_it_has(tmp_path_factory: pytest.TempPathFactory, pieces: list[tuple[int, int]]) -> None:
    store = DecodedStore(tmp_path_factory.getbasetemp(), 16_000, 1, 100)
    expected = np.full(100, np.nan)
    try:
        for start, frames in pieces:
            block = np.arange(start, start + frames, dtype=np.float32)[:, None] / 32768
            store.write(start, block)
            expected[start : start + frames] = block[: 100 - start, 0]
        is_there = ~np.isnan(expected)
        assert store.stored_frames == is_there.sum()
        missing = np.zeros(100, bool)
        for first, stop in store.missing_spans():
            missing[first:stop] = True
        np.testing.assert_array_equal(missing, ~is_there)
        for start in range(100):
            there = store.ready_frames(start)
            np.testing.assert_array_equal(store.read(start, 100)[:, 0], expected[start : start + there])
            assert start + there == 100 or not is_there[start + there]
    finally:
        store.close()


def test_a_store_clips_and_forgets_when_closed(store: DecodedStore) -> None:
    store.write(0, np.array([[1.5], [-1.5], [0.25]], np.float32))
    np.testing.assert_allclose(store.read(0, 3)[:, 0], [32767 / 32768, -1, 0.25])
    store.close()
    store.write(0, noise(10))
    assert len(store.read(0, 3)) == 0


def test_a_folder_that_takes_nothing_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="ascii")
    with pytest.raises(SqcodecError, match="could not be kept"):
        DecodedStore(tmp_path / "file", 16_000, 1, 10)
