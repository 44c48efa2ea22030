"""Opus and MP3 for comparison: in time with the original, and no larger than asked."""

import numpy as np
import pytest

from sqcodec_gui.audio.peer_codecs import (
    MP3,
    OPUS,
    PeerFile,
    decode_pieces,
    encode_as,
    encode_pieces,
    encode_to_size,
    largest_within,
    sound_of,
)

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


@pytest.mark.parametrize(("codec", "rate_hz", "bit_rate_bps"), [(OPUS, 16_000, 6_000), (MP3, 44_100, 8_000)])
def test_pieces_give_the_sound_of_the_whole(codec: str, rate_hz: int, bit_rate_bps: int) -> None:
    original = bursts(3.0 * rate_hz / RATE_HZ, 2)
    seconds = original.shape[1] / rate_hz
    peer = encode_pieces(codec, np.array_split(original, 7, axis=1), rate_hz, 2, bit_rate_bps)
    decoded = np.concatenate(list(decode_pieces(peer, rate_hz, 2, original.shape[1])), axis=1)
    whole = encode_as(codec, original, rate_hz, bit_rate_bps)
    assert peer.file_bytes == whole.file_bytes
    assert original.shape[1] - decoded.shape[1] < 0.01 * rate_hz
    frames = decoded.shape[1]
    assert np.corrcoef(decoded[0], whole.samples[0, :frames])[0, 1] > 0.999, f"{seconds:g} s are not in time"


def test_what_a_file_begins_with_counts_once_however_long_the_recording() -> None:
    short, long = (encode_pieces(OPUS, [bursts(seconds)], RATE_HZ, 1, 6_000) for seconds in (10.0, 60.0))
    assert short.head_bytes == long.head_bytes
    # A header of 19 bytes and comments of at least 16 (RFC 7845, 5.1 and 5.2), each in a page of 28 bytes more.
    assert 19 + 16 + 2 * 28 <= short.head_bytes < 250
    assert short.bytes_for(1.0) == short.file_bytes
    assert short.bytes_for(10 / 60) == pytest.approx(long.file_bytes, rel=0.03)


@pytest.mark.parametrize("kbit_per_s", [6.0, 8.0, 12.0])
def test_few_encodes_find_the_size(kbit_per_s: float, speech_16k: np.ndarray) -> None:
    tried: list[int] = []

    def encode(rate_bps: int) -> PeerFile:
        tried.append(rate_bps)
        return encode_pieces(OPUS, [speech_16k[None]], RATE_HZ, 1, rate_bps)

    most_bytes = round(kbit_per_s * 1000 / 8 * 4)
    found = largest_within(OPUS, encode, most_bytes, 4.0)
    assert 0.95 * most_bytes < found.file_bytes <= most_bytes
    assert len(tried) <= 8


def test_opus_is_never_asked_for_so_little_that_it_leaves_the_sound_out(speech_16k: np.ndarray) -> None:
    found = largest_within(OPUS, lambda rate: encode_pieces(OPUS, [speech_16k[None]], RATE_HZ, 1, rate), 800, 4.0)
    assert found.file_bytes > 800
    heard = sound_of(found, speech_16k[None], RATE_HZ).samples
    assert np.sqrt(np.mean(heard**2)) > 0.3 * np.sqrt(np.mean(speech_16k**2))


def test_where_no_file_is_that_small_the_smallest_is_given() -> None:
    found = largest_within(MP3, lambda rate: encode_pieces(MP3, [bursts(5.0)], RATE_HZ, 1, rate), 1_000, 5.0)
    assert found.bit_rate_bps == 8_000
    assert found.file_bytes == pytest.approx(5_000, rel=0.2)
