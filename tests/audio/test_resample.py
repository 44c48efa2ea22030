"""The stream gives what soxr gives for the whole, at exactly the right length, however it is cut."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from sqcodec_gui.audio import StreamResampler, resampled_length

RATES_HZ = [8000, 11025, 16000, 22050, 44100, 48000, 96000, 192000]


def convert(source, in_hz, out_hz, block_frames, total=None):
    resampler = StreamResampler(in_hz, out_hz, source.shape[1])
    blocks = [resampler.push(source[start : start + block_frames]) for start in range(0, len(source), block_frames)]
    return np.concatenate([*blocks, resampler.flush(total)])


@pytest.mark.parametrize("in_hz", RATES_HZ)
@pytest.mark.parametrize("out_hz", [16000, 44100, 48000])
def test_a_tone_stays_that_tone(in_hz, out_hz):
    frames = 2 * in_hz
    tone = np.sin(2 * np.pi * 440 * np.arange(frames) / in_hz).astype(np.float32)[:, None]
    got = convert(tone, in_hz, out_hz, 1000)
    expected = np.sin(2 * np.pi * 440 * np.arange(2 * out_hz) / out_hz)[:, None]
    assert got.shape == expected.shape
    assert got.dtype == np.float32
    inner = slice(out_hz // 10, -out_hz // 10)
    assert np.abs(got - expected)[inner].max() < 2e-4


@pytest.mark.parametrize("block_frames", [1, 7, 480, 65536, 10**6])
def test_blocks_do_not_matter(chirp, block_frames):
    source = chirp(9_001 if block_frames == 1 else 150_001, 2)
    whole = soxr.resample(source, 44100, 16000, quality="HQ")
    got = convert(source, 44100, 16000, block_frames)
    length = min(len(whole), len(got))
    assert abs(len(whole) - len(got)) <= 1
    assert np.abs(got[:length] - whole[:length]).max() < 1e-6


@settings(max_examples=60)
@given(
    st.integers(0, 5000), st.sampled_from(RATES_HZ), st.sampled_from(RATES_HZ), st.integers(1, 3000), st.integers(1, 3)
)
def test_length_is_exact(frames, in_hz, out_hz, block_frames, channels):
    source = np.random.default_rng(frames).standard_normal((frames, channels)).astype(np.float32)
    got = convert(source, in_hz, out_hz, block_frames)
    assert got.shape == (resampled_length(frames, in_hz, out_hz), channels)
    assert resampled_length(frames, in_hz, out_hz) == int(np.floor(frames * out_hz / in_hz + 0.5))


def test_forced_lengths(chirp):
    source = chirp(10_000)
    natural = convert(source, 44100, 16000, 4096)
    longer = convert(source, 44100, 16000, 4096, len(natural) + 25)
    np.testing.assert_allclose(longer[: len(natural)], natural, atol=1e-6)
    assert len(longer) == len(natural) + 25
    shorter = convert(source, 44100, 16000, 4096, len(natural) - 3)
    np.testing.assert_array_equal(shorter, natural[:-3])
    resampler = StreamResampler(44100, 16000, 1)
    pushed = resampler.push(source)
    with pytest.raises(ValueError, match="asked for"):
        resampler.flush(len(pushed) - 1)


def test_equal_rates_pass_untouched():
    source = np.array([[0.1], [2.5], [-7.0]], np.float32)
    resampler = StreamResampler(44100, 44100, 1)
    assert resampler.push(source) is source
    assert resampler.flush().shape == (0, 1)
    with pytest.raises(ValueError, match="after flush"):
        resampler.push(source)


def test_there_and_back(chirp, likeness_db):
    source = chirp(88_323, 2)
    there = convert(source, 44100, 48000, 5000)
    back = convert(there, 48000, 44100, 7000, len(source))
    assert likeness_db(back, source) > 40


def test_senseless_rates_are_refused():
    with pytest.raises(ValueError, match="positive"):
        StreamResampler(0, 16000, 1)
