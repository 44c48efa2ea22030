"""Many chunks at once, as on a graphics processor, and fewer where its memory ends: here on the processor."""

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch

from sqcodec_gui.codec.config import CodecConfig, published_configs
from sqcodec_gui.codec.sqcodec import engine, network
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, StreamEncoder, all_of, encoder_start, seek_token

NAMES = ("6kbps", "0k75bps")
CHUNKS = 6.6


@pytest.fixture(scope="module", params=NAMES)
def exact(request: pytest.FixtureRequest) -> Codec:
    """A narrow random codec in float64, where no wrong frame could hide behind rounding."""
    config = published_configs()[request.param]
    encoder_dims, decoder_dims = (tuple(8 for _ in dims) for dims in (config.encoder_dims, config.decoder_dims))
    thin = replace(config, feature_dim=16, encoder_dims=encoder_dims, decoder_dims=decoder_dims, window_tokens=48)
    codec = Codec(thin, has_statistics=True)
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in codec.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
        codec.quantizer.project_in.weight.mul_(4)
        assert codec.statistics is not None
        codec.statistics.uniform_(0.5, 1)
    return codec.freeze().double()


@pytest.fixture
def codec(exact: Codec, monkeypatch: pytest.MonkeyPatch) -> Codec:
    """Takes float32, as the engines do, and computes in float64; its chunks are short."""
    monkeypatch.setattr(engine, "CHUNK_SECONDS", 0.3)
    tensor = Codec._tensor

    def exactly(self: Codec, array: np.ndarray) -> torch.Tensor:
        given = tensor(self, array)
        return given.double() if given.is_floating_point() else given

    monkeypatch.setattr(Codec, "_tensor", exactly)
    monkeypatch.setattr(exact, "chunks_at_once", 1)
    return exact


def sound(config: CodecConfig) -> np.ndarray:
    """float32 [2, samples] whose second half differs between the channels"""
    samples = int(CHUNKS * chunk_tokens(config)) * config.hop_samples + 11
    audio = (0.2 * np.random.default_rng(3).standard_normal((2, samples))).astype(np.float32)
    audio[1, : samples // 2] = audio[0, : samples // 2]
    return audio


def encoded(codec: Codec, audio: np.ndarray, first_token: int = 0) -> np.ndarray:
    encoder = StreamEncoder(codec, len(audio), first_token)
    pieces = np.array_split(audio, 23, axis=1)
    return all_of(encoder, *pieces)


def decoded(codec: Codec, tokens: np.ndarray, low_latency: bool = False) -> list[np.ndarray]:
    decoder = StreamDecoder(codec, None, len(tokens), low_latency=low_latency)
    return [*(decoder.push(piece) for piece in np.array_split(tokens, 23, axis=1)), decoder.flush()]


@pytest.mark.parametrize("at_once", [2, 4, 64])
def test_long_chunks_give_what_short_ones_give(codec: Codec, at_once: int) -> None:
    audio = sound(codec.config)
    tokens = encoded(codec, audio)
    whole = np.concatenate(decoded(codec, tokens), axis=1)
    codec.chunks_at_once = at_once
    assert np.array_equal(encoded(codec, audio), tokens)
    pieces = decoded(codec, tokens)
    assert np.abs(np.concatenate(pieces, axis=1) - whole).max() < 1e-9
    assert sum(piece.shape[1] > 0 for piece in pieces) <= 1 + CHUNKS / at_once


def test_sound_to_listen_to_does_not_wait_for_long_chunks(codec: Codec) -> None:
    tokens = encoded(codec, sound(codec.config))
    whole = np.concatenate(decoded(codec, tokens), axis=1)
    codec.chunks_at_once = 64
    pieces = decoded(codec, tokens, low_latency=True)
    assert np.array_equal(np.concatenate(pieces, axis=1), whole), "bit for bit what short chunks give"
    assert max(piece.shape[1] for piece in pieces) <= 2 * codec.config.hop_samples * chunk_tokens(codec.config)


def test_going_on_and_seeking_keep_to_the_grid_of_long_chunks(codec: Codec) -> None:
    codec.chunks_at_once = 2
    config, audio = codec.config, sound(codec.config)[:1]  # a batch of two may round otherwise
    tokens = encoded(codec, audio)
    wanted = 5 * chunk_tokens(config)
    start = encoder_start(config, wanted, codec.chunks_at_once)
    assert start % (2 * chunk_tokens(config)) == 0
    assert np.array_equal(encoded(codec, audio, start)[:, wanted - start :], tokens[:, wanted:])
    whole = np.concatenate(decoded(codec, tokens), axis=1)
    start = seek_token(config, wanted, codec.chunks_at_once)
    late = np.concatenate(decoded(codec, tokens[:, start:]), axis=1)
    assert start % (2 * chunk_tokens(config)) == 0, "for long windows that is the beginning"
    assert np.array_equal(late[:, (wanted - start) * config.hop_samples :], whole[:, wanted * config.hop_samples :])


def out_of_memory(
    monkeypatch: pytest.MonkeyPatch, module: torch.nn.Module, axis: int, most: int, after: bool = False
) -> list[int]:
    """``module`` has memory for inputs of at most this length; gives the lengths that were refused."""
    forward, refused = module.forward, []

    def limited(x: torch.Tensor, *given: Any) -> torch.Tensor:
        result = forward(x, *given) if after else None
        if x.shape[axis] > most:
            refused.append(x.shape[axis])
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9.00 GiB.")
        return forward(x, *given) if result is None else result

    monkeypatch.setattr(module, "forward", limited)
    return refused


PLACES: dict[str, Callable[[Codec], tuple[torch.nn.Module, int, int]]] = {
    # (what fails, its time axis, the length of a chunk there without context)
    "encoder": lambda c: (c.encoder, 2, chunk_tokens(c.config) * c.config.hop_samples),
    "encoder's transformer": lambda c: (c.en_encoder, 1, chunk_tokens(c.config) * c.config.token_stride),
    "decoder's transformer": lambda c: (c.en_decoder, 1, chunk_tokens(c.config)),
    "decoder": lambda c: (c.decoder, 2, chunk_tokens(c.config) * c.config.token_stride),
}


@pytest.mark.parametrize("place", PLACES)
def test_where_memory_ends_chunks_are_halved_until_they_fit(
    codec: Codec, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    audio = sound(codec.config)
    tokens = encoded(codec, audio)
    whole = np.concatenate(decoded(codec, tokens), axis=1)
    module, axis, chunk = PLACES[place](codec)
    # Also when the state has been renewed already: it must be as before, or attention would look at wrong windows.
    refused = out_of_memory(monkeypatch, module, axis, int(3.3 * chunk), after="transformer" in place)
    codec.chunks_at_once = 4
    assert np.array_equal(encoded(codec, audio), tokens)
    assert np.abs(np.concatenate(decoded(codec, tokens), axis=1) - whole).max() < 1e-9
    assert codec.chunks_at_once == 2
    assert len(refused) == 1


def test_without_memory_for_one_chunk_the_error_is_that_of_the_device(
    codec: Codec, monkeypatch: pytest.MonkeyPatch
) -> None:
    codec.chunks_at_once = 4
    refused = out_of_memory(monkeypatch, codec.encoder, 2, 0)
    with pytest.raises(torch.OutOfMemoryError):
        encoded(codec, sound(codec.config))
    assert codec.chunks_at_once == 1
    assert len(refused) == 3, "four chunks, two, one"


@pytest.mark.parametrize(("memory_gb", "at_once"), [(0.1, 1), (4, 8), (8, 16), (24, 64), (80, 64)])
def test_length_of_chunks_follows_the_memory_of_the_device(
    monkeypatch: pytest.MonkeyPatch, memory_gb: float, at_once: int
) -> None:
    codec = Codec(published_configs()["6kbps"])
    assert codec.use_memory().chunks_at_once == 1, "on a processor the cache decides"
    monkeypatch.setattr(Codec, "device", torch.device("cuda"))
    properties = SimpleNamespace(total_memory=int(memory_gb * 1e9))
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda device: properties)
    assert codec.use_memory().chunks_at_once == at_once
    assert network.MOST_CHUNKS_AT_ONCE == 64
