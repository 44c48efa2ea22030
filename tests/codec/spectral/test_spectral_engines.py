"""The family ``spectral`` in chunks, on each engine, beside the network over whole clips: the same tokens and sound,
and not a bit depends on threads, pieces or places."""

import hashlib
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from sqcodec_gui.codec.config import SpectralConfig, get_config
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.spectral import openvino_engine
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.digits import MISSING, digits_of, tokens_of
from sqcodec_gui.codec.spectral.engine import SpectralEngine
from sqcodec_gui.codec.spectral.grid import (
    BLOCK_FRAMES,
    SMALL_FRAMES,
    Chunk,
    chunk_at,
    chunk_before,
    decoder_context,
    encoder_context,
)
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.codec.spectral.openvino_engine import SpectralOpenVino
from sqcodec_gui.codec.spectral.streaming import (
    SpectralDecoder,
    SpectralEncoder,
    decoder_place,
    decoder_start,
    encoder_start,
)
from sqcodec_gui.codec.spectral.torch_engine import SpectralTorch
from sqcodec_gui.codec.spectral.trial import is_alike_in_pieces

NARROW = replace(SPECTRAL, encoder_width=16, decoder_width=24)
"""Depths, kernels, reaches and transforms are those of the real one."""

RATE_HZ = SPECTRAL.sample_rate_hz
HOP = SPECTRAL.hop_samples
SOUND_DIFFERENCE = 1e-4
EDGE = 1e-3
"""Nearer than this to the middle between two of the levels from -3 to 3, engines may choose either."""

ENDS = (1, 179, 181, SMALL_FRAMES * HOP - 1, SMALL_FRAMES * HOP + 1, 897 * HOP, 1537 * HOP)
"""Samples."""

KINDS = ("voice", "noise", "narrow band", "silence", "constant", "faint")


@cache
def narrow_network() -> SpectralNetwork:
    """With every tensor random, so that nothing can be left out unseen."""
    torch.manual_seed(3)
    network = SpectralNetwork(NARROW)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
        network.encoder.project_out.weight.mul_(3)
        network.decoder.project_out.bias[: NARROW.bins] -= 2
    return network.eval().requires_grad_(False)


@cache
def spectral_engine(engine: str, threads: int = 2) -> SpectralEngine:
    if engine == "torch":
        return SpectralTorch(narrow_network(), threads)
    tensors = {name: tensor.numpy() for name, tensor in narrow_network().state_dict().items()}
    return SpectralOpenVino(NARROW, tensors, threads)


@pytest.fixture(params=["openvino", "torch"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def codec(engine: str) -> SpectralEngine:
    return spectral_engine(engine)


def sounds(seconds: float) -> dict[str, np.ndarray]:
    """float32 [samples] each, by what they are."""
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    rng = np.random.default_rng(5)
    noise = rng.standard_normal(len(time_s))
    swell = 0.2 + np.sin(3 * time_s) ** 2
    spectrum = np.fft.rfft(noise)
    spectrum[len(spectrum) // 2 :] = 0
    voice = sum(np.sin(2 * np.pi * 120 * k * time_s + np.sin(5 * time_s)) / k for k in range(1, 30))
    made = {
        "voice": 0.1 * swell * (voice + 0.05 * noise),
        "noise": 0.2 * swell * noise,
        "narrow band": 0.3 * np.fft.irfft(spectrum, len(noise)),
        "silence": np.zeros_like(time_s),
        "constant": np.full_like(time_s, 0.25),
        "faint": 1e-3 * swell * voice / 3,
    }
    return {name: one.clip(-1, 1).astype(np.float32) for name, one in made.items()}


def in_pieces(array: np.ndarray, seed: int) -> list[np.ndarray]:
    cuts = np.sort(np.random.default_rng(seed).integers(0, array.shape[1] + 1, 7))
    return np.split(array, cuts, axis=1)


def encoded(codec: SpectralEngine, pieces: list[np.ndarray], first_frame: int = 0, tokens: int = 4) -> np.ndarray:
    """int32 [channels, frames, tokens]"""
    stream = SpectralEncoder(codec, tokens, pieces[0].shape[0], first_frame)
    return np.concatenate([*(stream.push(one) for one in pieces), stream.flush()], axis=1)


def decoded(codec: SpectralEngine, pieces: list[np.ndarray], first_frame: int = 0, wanted_frame: int = 0) -> np.ndarray:
    """float32 [channels, samples]"""
    channels, _, tokens = pieces[0].shape
    stream = SpectralDecoder(codec, tokens, channels, first_frame, wanted_frame)
    return np.concatenate([*(stream.push(one) for one in pieces), stream.flush()], axis=1)


def whole_clip_coordinates(audio: np.ndarray) -> np.ndarray:
    """What the network gives for all of a clip [samples] at once, before its bound: float32 [frames, coordinates]"""
    network = narrow_network()
    padded = torch.from_numpy(np.pad(audio, (0, -len(audio) % NARROW.hop_samples)))
    with torch.inference_mode():
        return network.encoder(network.features(padded[None]))[0].numpy()


def whole_clip_tokens(audio: np.ndarray) -> np.ndarray:
    return tokens_of(whole_clip_coordinates(audio), NARROW)


@cache
def known_coordinates(kind: str) -> np.ndarray:
    return whole_clip_coordinates(sounds(12.5)[kind])


def whole_clip_sound(tokens: np.ndarray) -> np.ndarray:
    """Tokens int32 [frames, tokens] -> float32 [samples]"""
    digits, nesting = (torch.from_numpy(one)[None] for one in digits_of(tokens, NARROW))
    with torch.inference_mode():
        sound: Tensor = narrow_network().decode(digits, nesting.long())
        return sound[0].numpy()


@pytest.mark.parametrize("kind", KINDS)
def test_tokens_are_those_of_the_whole_clip(codec: SpectralEngine, kind: str) -> None:
    audio = sounds(12.5)[kind]
    expected = tokens_of(known_coordinates(kind), NARROW)
    differ = encoded(codec, [audio[None]])[0] != expected
    coordinates = 3 * np.tanh(known_coordinates(kind))
    from_edge = np.abs(coordinates - np.floor(coordinates) - 0.5).reshape(-1, 4, 6).min(axis=2)
    assert from_edge[differ].max(initial=0) < EDGE
    assert np.mean(differ) < 0.001
    assert kind in ("silence", "constant") or len(np.unique(expected)) > 100


@pytest.mark.parametrize("kind", KINDS)
def test_sound_is_that_of_the_whole_clip(codec: SpectralEngine, kind: str) -> None:
    tokens = tokens_of(known_coordinates(kind), NARROW)
    sound = whole_clip_sound(tokens)
    assert np.abs(decoded(codec, [tokens[None]])[0] - sound).max() < SOUND_DIFFERENCE
    assert np.abs(sound).max() > 0.01


@pytest.mark.parametrize(
    "samples", [1, 179, 181, SMALL_FRAMES * HOP - 1, SMALL_FRAMES * HOP + 1, 897 * HOP, 1537 * HOP]
)
def test_ends_are_those_of_the_whole_clip_wherever_they_are(codec: SpectralEngine, samples: int) -> None:
    audio = np.resize(sounds(12.5)["voice"], samples)
    tokens = encoded(codec, [audio[None]])
    assert np.array_equal(tokens[0], whole_clip_tokens(audio))
    assert np.abs(decoded(codec, [tokens])[0] - whole_clip_sound(tokens[0])).max() < SOUND_DIFFERENCE


@pytest.mark.parametrize("count", [1, 2])
def test_the_first_tokens_of_frames_alone_are_another_nesting(codec: SpectralEngine, count: int) -> None:
    audio = sounds(4)["voice"]
    tokens = encoded(codec, [audio[None]], tokens=count)
    assert np.array_equal(tokens, encoded(codec, [audio[None]])[..., :count])
    sound = decoded(codec, [tokens])[0]
    assert np.abs(sound - whole_clip_sound(tokens[0])).max() < SOUND_DIFFERENCE
    missing = np.full((*tokens.shape[:2], 4), MISSING, np.int32)
    missing[..., :count] = tokens
    assert np.array_equal(decoded(codec, [missing])[0], sound)


def both_channels(seconds: float) -> np.ndarray:
    """The same for twelve seconds, and then not: float32 [2, samples]"""
    kinds = sounds(seconds)
    both = np.stack([kinds["voice"], kinds["voice"]])
    both[1, 12 * RATE_HZ :] = kinds["noise"][12 * RATE_HZ :]
    return both


def sha256(array: np.ndarray) -> str:
    return hashlib.sha256(array.tobytes()).hexdigest()


def test_not_a_bit_depends_on_threads_or_pieces_or_other_channels(engine: str) -> None:
    audio = both_channels(22.3)
    of_tokens, of_sound = set(), set()
    for threads in (1, 2, 4):
        codec = spectral_engine(engine, threads)
        tokens = encoded(codec, in_pieces(audio, threads))
        sound = decoded(codec, in_pieces(tokens, threads))
        alone = [encoded(codec, [channel[None]]) for channel in audio]
        of_tokens |= {sha256(tokens), sha256(np.concatenate(alone))}
        of_sound |= {sha256(sound), sha256(np.concatenate([decoded(codec, [one]) for one in alone]))}
    assert len(of_tokens) == len(of_sound) == 1


def test_several_recordings_at_once_give_what_each_gives_alone(codec: SpectralEngine) -> None:
    clips = [one[None] for one in sounds(4.5).values()]
    alone = [encoded(codec, [clip]) for clip in clips]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda clip: encoded(codec, in_pieces(clip, 1)), clips))
    assert [sha256(one) for one in together] == [sha256(one) for one in alone]


@pytest.mark.parametrize("frame", [0, 5, 321, 895, 896, 1100, 2000, 2222])
def test_from_any_place_on_it_is_the_whole(codec: SpectralEngine, frame: int) -> None:
    audio = np.resize(sounds(12.5)["voice"], 2223 * HOP)[None]
    tokens = encoded(codec, [audio])
    begin = encoder_start(frame)
    assert begin <= frame
    assert np.array_equal(encoded(codec, in_pieces(audio, frame), begin), tokens[:, begin:])
    sound, first = decoded(codec, [tokens]), decoder_start(codec, frame)
    from_there = decoded(codec, in_pieces(tokens[:, first:], frame), first, frame)
    assert np.array_equal(from_there, sound[:, chunk_before(frame) * HOP :])


def test_a_cut_of_whole_blocks_with_context_sounds_as_the_whole_did(codec: SpectralEngine) -> None:
    tokens = encoded(codec, [np.resize(sounds(12.5)["noise"], 4 * BLOCK_FRAMES * HOP)[None]])
    sound = decoded(codec, [tokens])
    cut = decoded(codec, [tokens[:, BLOCK_FRAMES:]])
    assert np.array_equal(cut[:, BLOCK_FRAMES * HOP :], sound[:, 2 * BLOCK_FRAMES * HOP :])
    before = decoded(codec, [tokens[:, : 3 * BLOCK_FRAMES]])
    assert np.array_equal(before[:, : 2 * BLOCK_FRAMES * HOP], sound[:, : 2 * BLOCK_FRAMES * HOP])


def test_a_hole_changes_what_lies_within_its_context_and_makes_no_click(codec: SpectralEngine) -> None:
    tokens = encoded(codec, [np.resize(sounds(12.5)["voice"], 4 * BLOCK_FRAMES * HOP)[None]])
    sound = decoded(codec, [tokens])[0]
    tokens[:, BLOCK_FRAMES : 2 * BLOCK_FRAMES] = MISSING
    holed = decoded(codec, [tokens])[0]
    changed = np.flatnonzero(holed != sound)
    context = decoder_context(NARROW)
    assert changed[0] >= (BLOCK_FRAMES - context) * HOP
    assert changed[-1] < (2 * BLOCK_FRAMES + context) * HOP
    fades = NARROW.side_samples
    assert not holed[BLOCK_FRAMES * HOP + fades : 2 * BLOCK_FRAMES * HOP - fades].any()
    around = holed[(BLOCK_FRAMES - 4) * HOP : (BLOCK_FRAMES + 4) * HOP]
    assert np.abs(np.diff(around)).max() <= np.abs(np.diff(sound)).max()


def test_low_latency_gives_the_same_sound(codec: SpectralEngine) -> None:
    tokens = encoded(codec, [np.resize(sounds(12.5)["voice"], 30 * RATE_HZ)[None]])
    stream = SpectralDecoder(codec, 4, low_latency=True)
    first = stream.push(tokens[:, : SMALL_FRAMES + decoder_context(NARROW)])
    assert first.shape == (1, SMALL_FRAMES * HOP)
    rest = [stream.push(tokens[:, SMALL_FRAMES + decoder_context(NARROW) :]), stream.flush()]
    assert np.array_equal(np.concatenate([first, *rest], axis=1), decoded(codec, [tokens]))


def test_what_nobody_takes_is_not_computed(codec: SpectralEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever jumps elsewhere waits only for chunks that have begun."""
    assert isinstance(codec, SpectralTorch | SpectralOpenVino)
    tokens = encoded(codec, [np.resize(sounds(12.5)["voice"], 2223 * HOP)[None]])
    sound, decode = decoded(codec, [tokens]), codec.decode
    asked: list[Future[np.ndarray]] = []

    def noted(*arguments: Any) -> "Future[np.ndarray]":
        asked.append(decode(*arguments))
        return asked[-1]

    may_go_on = threading.Event()
    for _ in range(codec.at_once):  # all threads have work
        codec._executor.submit(may_go_on.wait)
    monkeypatch.setattr(codec, "decode", noted)
    stream = SpectralDecoder(codec, 4)
    assert stream.push(tokens[:, : BLOCK_FRAMES + decoder_context(NARROW)]).shape == (1, 0)
    stream.close()
    may_go_on.set()
    assert len(asked) == 3
    assert all(one.cancelled() for one in asked)
    assert np.array_equal(decoded(codec, [tokens]), sound)


@pytest.mark.parametrize(("frame", "first_stops"), [(896, [1216]), (1300, [1536]), (1791, [1792, 2112])])
def test_from_the_middle_it_comes_in_small_chunks_where_no_bit_differs(
    codec: SpectralEngine, frame: int, first_stops: list[int]
) -> None:
    """Near a chunk's end its neighbour is small as well, and both are computed at once: one alone were too little."""
    tokens = encoded(codec, [np.resize(sounds(12.5)["voice"], 2_300 * HOP)[None]])
    sound, context = decoded(codec, [tokens]), decoder_context(NARROW)
    codec.is_alike_in_pieces = is_alike_in_pieces(codec)
    if not codec.is_alike_in_pieces:
        pytest.skip("the shape of a chunk changes bits here")
    try:
        begin, place = decoder_start(codec, frame, True), decoder_place(codec, frame, True)
        assert frame - SMALL_FRAMES < place <= frame
        stream = SpectralDecoder(codec, 4, 1, begin, frame, low_latency=True)
        stop = first_stops[-1] + context
        pieces = list(stream.push_for_pieces(tokens[:, begin:stop]))
        lengths = np.diff([place, *first_stops]) * HOP
        assert [piece.shape[1] for piece in pieces] == lengths.tolist()
        pieces += [stream.push(tokens[:, stop:]), stream.flush()]
    finally:
        codec.is_alike_in_pieces = None
    assert np.array_equal(np.concatenate(pieces, axis=1), sound[:, place * HOP :])


def test_no_piece_waits_for_those_after_it(codec: SpectralEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in what is pushed at once nor in the rest: whoever listens hears the first while others are computed."""
    tokens = encoded(codec, [np.resize(sounds(12.5)["voice"], 2_100 * HOP)[None]])
    sound, decode = decoded(codec, [tokens]), codec.decode
    asked: list[tuple[Future[np.ndarray], tuple[Any, ...]]] = []

    def noted(*arguments: Any) -> "Future[np.ndarray]":
        asked.append((Future(), arguments))
        return asked[-1][0]

    monkeypatch.setattr(codec, "decode", noted)
    monkeypatch.setattr(codec, "at_once", 4)
    stream = SpectralDecoder(codec, 4)
    assert list(stream.push_for_pieces(tokens)) == []
    rest, pieces = stream.flush_for_pieces(), []
    for number in range(5):
        future, arguments = asked[number]
        future.set_result(decode(*arguments).result())
        pieces.append(next(rest))
    assert list(rest) == []
    assert np.array_equal(np.concatenate(pieces, axis=1), sound)


def test_little_waits_however_long_a_recording_is(codec: SpectralEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, done = [0], [0]
    encode = codec.encode

    def count(chunk: Chunk, audio: np.ndarray, inside: np.ndarray) -> Any:
        asked[0] += 1
        assert asked[0] - done[0] <= 2 * codec.at_once + 1
        future = encode(chunk, audio, inside)
        future.add_done_callback(lambda _: done.__setitem__(0, done[0] + 1))
        return future

    monkeypatch.setattr(codec, "encode", count)
    encoded(codec, [np.resize(sounds(4)["voice"], 200 * RATE_HZ)[None]])
    assert asked[0] > 20


def test_the_grid_covers_every_frame_once_whatever_the_length() -> None:
    for end in (1, 319, 320, 321, 895, 896, 897, 1216, 1217, 1537, 1792, 5000):
        place, known_before = 0, []
        while place < end:
            chunk = chunk_at(place, end)
            assert chunk.start == place < chunk.stop <= chunk.start + chunk.frames
            unknown = chunk_at(place, None)
            if unknown.stop + decoder_context(SPECTRAL) <= end:
                known_before.append(chunk == unknown)
            place = chunk.stop
        assert place == end
        assert all(known_before), "a chunk that is computed before the end is known is the same afterwards"


def test_context_is_what_the_network_looks_at() -> None:
    assert (encoder_context(SPECTRAL), decoder_context(SPECTRAL)) == (62, 117)


@pytest.mark.parametrize("name", ["spectral-1k5bps", "spectral-3kbps", "spectral-6kbps"])
def test_files_have_blocks_of_the_grid_and_the_context_of_the_network(name: str) -> None:
    config = get_config(name)
    assert isinstance(config, SpectralConfig)
    assert (config.block_frames, config.context_frames) == (BLOCK_FRAMES, decoder_context(SPECTRAL))
    assert (config.hop_samples, config.sample_rate_hz) == (SPECTRAL.hop_samples, SPECTRAL.sample_rate_hz)
    assert config.tokens_per_frame in SPECTRAL.nested_tokens
    assert config.levels == (SPECTRAL.level_count,) * SPECTRAL.digits_per_token


def test_a_failure_of_the_engine_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def compile_model(self, *given: Any) -> Any:
            raise RuntimeError("no such instruction\nand more")

    monkeypatch.setattr(openvino_engine, "shared_core", Broken)
    codec = SpectralOpenVino(NARROW, {n: t.numpy() for n, t in narrow_network().state_dict().items()}, 1)
    with pytest.raises(EngineFailureError, match=r"no such instruction$"):
        encoded(codec, [np.zeros((1, RATE_HZ), np.float32)])
