"""The pyramid says what a look at all samples would say, in little time and memory."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sqcodec_gui.audio import PeakPyramid
from sqcodec_gui.audio.errors import AudioError
from sqcodec_gui.audio.peaks import BASE_FRAMES

THREE_HOURS = 3 * 3600 * 16000


def filled(samples, block_frames=10_000):
    pyramid = PeakPyramid(samples.shape[1])
    for start in range(0, len(samples), block_frames):
        pyramid.push(samples[start : start + block_frames])
    return pyramid


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40_000), st.integers(1, 20_000), st.data())
def test_outline_holds_every_sample_and_little_more(frames, block_frames, data):
    samples = np.random.default_rng(frames).standard_normal((frames, 2)).astype(np.float32)
    start = data.draw(st.integers(0, frames - 1))
    stop = data.draw(st.integers(start + 1, frames))
    points = data.draw(st.integers(1, 100))
    mins, maxs = filled(samples, block_frames).query(start, stop, points)
    columns = min(points, stop - start)
    assert mins.shape == maxs.shape == (columns, 2)
    edges = start + (stop - start) * np.arange(columns + 1) // columns
    # Bins are at most as wide as a column, or the finest.
    width = max(BASE_FRAMES, (stop - start) // columns)
    for column in range(columns):
        inside = samples[edges[column] : edges[column + 1]]
        around = samples[max(0, edges[column] - width) : edges[column + 1] + width]
        assert (mins[column] <= inside.min(axis=0)).all()
        assert (maxs[column] >= inside.max(axis=0)).all()
        assert (mins[column] >= around.min(axis=0)).all()
        assert (maxs[column] <= around.max(axis=0)).all()


def test_whole_bins_are_exact(chirp):
    samples = chirp(BASE_FRAMES * 64, 3)
    pyramid = filled(samples, 777)
    for points in (64, 16, 4, 1):
        mins, maxs = pyramid.query(0, len(samples), points)
        columns = samples.reshape(points, -1, 3)
        np.testing.assert_array_equal(mins, columns.min(axis=1))
        np.testing.assert_array_equal(maxs, columns.max(axis=1))


def test_blocks_do_not_matter(chirp):
    samples = chirp(100_123, 2)
    one, other = filled(samples, 1_000_000), filled(samples, 37)
    for query in ((0, 100_123, 300), (99_000, 100_123, 4), (5, 100_100, 7)):
        for left, right in zip(one.query(*query), other.query(*query), strict=True):
            np.testing.assert_array_equal(left, right)


def test_ranges_outside_and_empty(chirp):
    pyramid = filled(chirp(1000))
    assert pyramid.query(2000, 3000, 10).mins.shape == (0, 1)
    assert pyramid.query(500, 500, 10).mins.shape == (0, 1)
    assert pyramid.query(-50, 5000, 10).mins.shape == (10, 1)
    assert PeakPyramid(2).query(0, 10, 5).maxs.shape == (0, 2)
    with pytest.raises(ValueError, match=r"\[frames, 1\]"):
        pyramid.push(np.zeros((5, 2), np.float32))


def test_saved_and_loaded(tmp_path, chirp):
    pyramid = filled(chirp(100_123, 2))
    pyramid.save(tmp_path / "peaks.cache")
    loaded = PeakPyramid.load(tmp_path / "peaks.cache")
    more = chirp(5000, 2)
    for target in (pyramid, loaded):
        target.push(more)
    assert loaded.frames == pyramid.frames == 105_123
    for query in ((0, 105_123, 300), (104_000, 105_123, 4)):
        for left, right in zip(pyramid.query(*query), loaded.query(*query), strict=True):
            np.testing.assert_array_equal(left, right)


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_a_broken_cache_is_told(tmp_path, content):
    (tmp_path / "peaks.npz").write_bytes(content)
    with pytest.raises(AudioError, match=r"peaks\.npz"):
        PeakPyramid.load(tmp_path / "peaks.npz")


def test_another_archive_is_no_cache(tmp_path):
    np.savez(tmp_path / "other.npz", version=1, frames=7, bins=np.zeros((2, 3, 1)), open_bin=np.zeros((0, 1)))
    with pytest.raises(AudioError, match=r"other\.npz"):
        PeakPyramid.load(tmp_path / "other.npz")


def test_three_hours_are_small():
    pyramid, block = PeakPyramid(1), np.random.default_rng(0).standard_normal((2**20, 1)).astype(np.float32)
    while pyramid.frames < THREE_HOURS:
        pyramid.push(block)
    assert pyramid.size_bytes < 10_000_000
    for start, stop in ((0, THREE_HOURS), (1_234_567, 98_765_432), (10**8, 10**8 + 10**6), (10**7, 10**7 + 10**5)):
        assert len(pyramid.query(start, stop, 2000)[0]) <= 2000, "as many as there are pixels, however long it is"
