"""Opus and MP3 for comparison: in time with the original, and no larger than asked."""

import numpy as np
import pytest

from sqcodec_gui.audio.peer_codecs import encode_as, encode_to_size

RATE_HZ = 16_000


def bursts(seconds: float, channels: int = 1) -> np.ndarray:
    """Short bursts of a tone, float32 [channels, samples]: where they begin can be heard, and measured."""
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    sound = 0.5 * np.sin(2 * np.pi * 440 * time_s) * np.exp(-12 * (time_s % 0.5))
    return np.repeat(sound[None].astype(np.float32), channels, axis=0)


@pytest.mark.parametrize(("codec", "rate_hz"), [("opus", 16_000), ("opus", 44_100), ("mp3", 16_000), ("mp3", 96_000)])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_comes_back_is_as_long_and_in_time(codec: str, rate_hz: int, channels: int) -> None:
    original = bursts(2.0 * rate_hz / RATE_HZ, channels)  # at its own rate the tone is another one
    peer = encode_as(codec, original, rate_hz, 48_000)
    assert peer.samples.shape == original.shape
    assert peer.samples.dtype == np.float32
    inner = slice(rate_hz // 4, -rate_hz // 4)
    likeness = np.corrcoef(peer.samples[0, inner], original[0, inner])[0, 1]
    assert likeness > 0.95


def test_a_higher_rate_makes_a_larger_file() -> None:
    sizes = [encode_as("opus", bursts(3.0), RATE_HZ, rate).file_bytes for rate in (6_000, 12_000, 24_000)]
    assert sizes == sorted(sizes)
    assert sizes[2] > 1.5 * sizes[0]


@pytest.mark.parametrize("codec", ["opus", "mp3"])
def test_a_size_is_kept_to_and_nearly_reached_as_far_as_a_codec_has_rates(codec: str) -> None:
    most_bytes = 6_000
    found = encode_to_size(codec, bursts(3.0), RATE_HZ, most_bytes)
    assert found is not None
    assert 0.4 * most_bytes < found.file_bytes <= most_bytes


def test_no_file_is_that_small() -> None:
    assert encode_to_size("mp3", bursts(3.0), RATE_HZ, 1_000) is None
    assert encode_to_size("opus", bursts(3.0), RATE_HZ, 100) is None


def test_another_codec_is_refused() -> None:
    with pytest.raises(ValueError, match="vorbis"):
        encode_as("vorbis", bursts(0.5), RATE_HZ, 16_000)
