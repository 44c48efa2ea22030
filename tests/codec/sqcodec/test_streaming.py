"""Chunked equals whole: over lengths, cuts, models and channels."""

import numpy as np
import pytest
import torch

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.sqcodec.decoder import Context
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import (
    StreamDecoder,
    all_of,
    encoder_start,
    measure_statistics,
    seek_token,
    statistics_rule,
)
from tests.codec.sqcodec.thin_codec import decoded, encoded, in_pieces, random_codec, thin

WINDOW_TOKENS = 48
NAMES = ("6kbps", "1k5bps", "0k75bps", "l3ac-1kbps")


def noise(channels: int, samples: int) -> np.ndarray:
    return (0.2 * np.random.default_rng(7).standard_normal((channels, samples))).astype(np.float32)


@pytest.fixture(scope="module", params=NAMES)
def codec(request: pytest.FixtureRequest) -> Codec:
    return random_codec(thin(request.param, WINDOW_TOKENS))


def lengths(config: CodecConfig) -> list[int]:
    hop, window, chunk = config.hop_samples, config.window_samples, chunk_tokens(config) * config.hop_samples
    around = [length + offset for length in (hop, window, chunk) for offset in (-1, 0, 1)]
    return [1, *around, 2 * chunk + window + 17]


def test_tokens_in_pieces_are_those_of_the_whole(codec: Codec) -> None:
    for length in lengths(codec.config):
        audio = noise(1, length)
        whole = codec.encode(torch.from_numpy(audio)).numpy()
        assert whole.shape[1] == codec.config.tokens_for(length)
        assert np.array_equal(encoded(codec, in_pieces(audio, length)), whole), f"{length} samples"


def test_sound_in_pieces_is_that_of_the_whole(codec: Codec) -> None:
    """In float64, where a frame of context too few could not hide behind rounding."""
    exact = random_codec(codec.config).double()
    for length in lengths(codec.config):
        tokens = codec.encode(torch.from_numpy(noise(1, length))).numpy()
        whole = exact.decode(torch.from_numpy(tokens)).numpy()
        assert whole.shape[1] == tokens.shape[1] * codec.config.hop_samples
        difference = np.abs(decoded(exact, in_pieces(tokens, length)) - whole).max()
        assert difference < 1e-9, f"{length} samples"


def test_sound_does_not_depend_on_the_pieces_at_all(codec: Codec) -> None:
    tokens = codec.encode(torch.from_numpy(noise(2, 3 * codec.config.window_samples + 5))).numpy()
    assert np.array_equal(decoded(codec, in_pieces(tokens, 1)), decoded(codec, [tokens]))


def test_seeking_gives_the_same_bits(codec: Codec) -> None:
    config = codec.config
    tokens = codec.encode(torch.from_numpy(noise(1, 3 * chunk_tokens(config) * config.hop_samples + 99))).numpy()
    whole = decoded(codec, [tokens])
    wanted = tokens.shape[1] - 3
    start = seek_token(config, wanted)
    assert start % chunk_tokens(config) == 0
    late = decoded(codec, [tokens[:, start:]])
    offset = (wanted - start) * config.hop_samples
    assert np.array_equal(late[:, offset:], whole[:, wanted * config.hop_samples :])


def test_what_is_not_wanted_is_not_synthesised_and_changes_no_bit(
    codec: Codec, monkeypatch: pytest.MonkeyPatch
) -> None:
    config, hop = codec.config, codec.config.hop_samples
    chunk = chunk_tokens(config)
    tokens = codec.encode(torch.from_numpy(noise(2, (3 * chunk + 50) * hop))).numpy()
    whole = decoded(codec, [tokens])
    synthesised: list[int] = []
    synthesise = codec.synthesise

    def watched(
        frames: np.ndarray, statistics: np.ndarray | None, left: int, right: int, low_latency: bool
    ) -> np.ndarray:
        synthesised.append(frames.shape[1] - left - right)
        return synthesise(frames, statistics, left, right, low_latency)

    monkeypatch.setattr(codec, "synthesise", watched)
    context = -(-config.decoder_context_frames[0] // config.token_stride)
    for wanted in (1, chunk - context, 2 * chunk + 7, 3 * chunk + 49):
        synthesised.clear()
        late = all_of(StreamDecoder(codec, None, 2, wanted), *in_pieces(tokens, wanted))
        assert np.array_equal(late[:, wanted * hop :], whole[:, wanted * hop :]), f"from token {wanted}"
        at_most = tokens.shape[1] - wanted + chunk
        assert sum(synthesised) <= at_most * config.token_stride, f"from token {wanted}"


def test_an_encode_can_begin_late(codec: Codec) -> None:
    config = codec.config
    audio = noise(1, 4 * chunk_tokens(config) * config.hop_samples)
    whole = encoded(codec, [audio])
    wanted = 3 * chunk_tokens(config)
    start = encoder_start(config, wanted)
    late = encoded(codec, in_pieces(audio, 3), start)
    assert np.array_equal(late[:, wanted - start :], whole[:, wanted:])


def test_context_is_long_enough_and_half_of_it_is_not() -> None:
    """In float64, where rounding cannot hide a frame too few."""
    codec = random_codec(thin("6kbps", WINDOW_TOKENS)).double()
    context = codec.config.decoder_context_frames[0]
    frames = torch.randn(1, codec.config.feature_dim, 4 * context, dtype=torch.float64)
    whole = codec.decoder(frames, codec.statistics)
    inner = codec.decoder(frames, codec.statistics, Context(context, context))
    assert torch.allclose(inner, whole[..., context * 45 : -context * 45], rtol=0, atol=1e-12)
    half = context // 2
    chunk = frames[..., context - half : 3 * context + half]
    short = codec.decoder(chunk, codec.statistics)[..., half * 45 : -half * 45]
    assert not torch.allclose(short, whole[..., context * 45 : -context * 45], rtol=0, atol=1e-6)


def test_equal_channels_stay_equal_and_different_ones_apart(codec: Codec) -> None:
    length = 3 * chunk_tokens(codec.config) * codec.config.hop_samples
    audio = noise(2, length)
    audio[1, : length // 2] = audio[0, : length // 2]
    tokens = encoded(codec, [audio])
    for channel in range(2):
        alone = encoded(codec, [audio[channel : channel + 1]])
        assert (tokens[channel] != alone[0]).mean() < 1e-3  # a batch of two may round otherwise
        assert np.abs(decoded(codec, [tokens])[channel] - decoded(codec, [tokens[channel : channel + 1]])).max() < 1e-3


def test_stored_statistics_of_a_short_recording_give_the_published_sound() -> None:
    codec = random_codec(thin("6kbps", WINDOW_TOKENS), with_constants=False)
    assert statistics_rule(codec) == ("stored", 24)
    tokens = codec.encode(torch.from_numpy(noise(1, 5 * codec.config.window_samples + 3))).numpy()
    statistics = measure_statistics(codec, tokens.shape[1], lambda start, stop: tokens[:, start:stop])
    published = codec.decode(torch.from_numpy(tokens)).numpy()
    assert np.abs(decoded(codec, in_pieces(tokens, 5), statistics) - published).max() < 1e-3


def test_statistics_of_a_long_recording_are_sampled_evenly() -> None:
    codec = random_codec(thin("6kbps", WINDOW_TOKENS), with_constants=False)
    asked: list[tuple[int, int]] = []

    def read(start: int, stop: int) -> np.ndarray:
        asked.append((start, stop))
        return np.zeros((1, stop - start), np.int32)

    count = 100_000
    assert len(measure_statistics(codec, count, read)) == 24
    assert asked[0][0] == 0
    assert count - asked[-1][1] < codec.config.window_tokens
    assert sum(stop - start for start, stop in asked) / codec.config.token_rate_hz <= 30


def test_published_weights_do_not_decode_without_statistics() -> None:
    with pytest.raises(ValueError, match="statistics"):
        StreamDecoder(random_codec(thin("6kbps", WINDOW_TOKENS), with_constants=False))
