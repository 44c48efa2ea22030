"""The engine “openvino” beside torch, its reference: the same tokens, the same sound, whatever the pieces."""

import itertools
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import pytest

from sqcodec_gui.cancellation import CancelToken, cancellation_scope
from sqcodec_gui.codec.config import CodecConfig, published_configs
from sqcodec_gui.codec.errors import EngineFailureError
from sqcodec_gui.codec.sqcodec import engine, streaming
from sqcodec_gui.codec.sqcodec.engine import chunk_tokens
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, all_of, encoder_start, seek_token

pytest.importorskip("openvino")

from sqcodec_gui.codec.sqcodec import openvino_engine
from sqcodec_gui.codec.sqcodec.openvino_engine import OpenVinoCodec
from tests.codec.sqcodec.thin_codec import decoded, encoded, in_pieces, random_codec, thin

NAMES = ("6kbps", "0k75bps", "24kbps_24khz", "l3ac-1kbps")
"""One of each kind: without and with a change of rate, other strides and levels, the other family."""

SOUND_DIFFERENCE = 1e-4
WINDOW_SECONDS = 0.15
Pair = tuple[OpenVinoCodec, Codec]


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHUNK_SECONDS", 2 * WINDOW_SECONDS)


def thin_windows(name: str) -> CodecConfig:
    """A thin network with two short windows to a chunk."""
    return thin(name, round(WINDOW_SECONDS * published_configs()[name].token_rate_hz))


@cache
def pair_of(name: str) -> Pair:
    """Both engines with the same random weights, compiled once."""
    codec = random_codec(thin_windows(name))
    tensors = {key: tensor.numpy() for key, tensor in codec.state_dict().items()}
    return OpenVinoCodec(codec.config, tensors, lambda: codec), codec


@pytest.fixture(params=NAMES)
def pair(request: pytest.FixtureRequest) -> Pair:
    return pair_of(request.param)


@pytest.fixture
def plain() -> OpenVinoCodec:
    """The model without a change of rate."""
    return pair_of("6kbps")[0]


def noise(channels: int, samples: int) -> np.ndarray:
    swell = 0.3 + np.sin(np.arange(samples) / 3000) ** 2
    return (0.2 * swell * np.random.default_rng(7).standard_normal((channels, samples))).astype(np.float32)


def test_tokens_and_sound_are_those_of_torch(pair: Pair) -> None:
    ours, reference = pair
    config = ours.config
    chunk = chunk_tokens(config) * config.hop_samples
    for length in (1, config.window_samples + 1, 2 * chunk + config.window_samples // 2):
        audio = noise(1, length)
        tokens = encoded(reference, [audio])
        assert np.mean(encoded(ours, in_pieces(audio, length)) == tokens) >= 0.9999
        sound = decoded(reference, [tokens])
        assert np.abs(decoded(ours, in_pieces(tokens, length)) - sound).max() <= SOUND_DIFFERENCE
    assert len(np.unique(tokens)) > 2


@pytest.mark.parametrize("name", [name for name in published_configs() if name not in NAMES])
def test_every_other_published_architecture_gives_the_same_too(name: str) -> None:
    ours, reference = pair_of.__wrapped__(name)  # not kept: each has its graphs
    audio = noise(1, chunk_tokens(ours.config) * ours.config.hop_samples + ours.config.window_samples // 2)
    tokens = encoded(reference, [audio])
    assert np.mean(encoded(ours, [audio]) == tokens) >= 0.9999
    assert len(np.unique(tokens)) > 2
    assert np.abs(decoded(ours, [tokens]) - decoded(reference, [tokens])).max() <= SOUND_DIFFERENCE


def test_statistics_that_are_stored_with_the_tokens(pair: Pair) -> None:
    ours, reference = pair
    tokens = encoded(reference, [noise(1, 2 * ours.config.window_samples)])
    assert np.array_equal(ours.measure(tokens), reference.measure(tokens))
    statistics = np.random.default_rng(1).uniform(0.6, 1.1, ours.config.statistics_count)
    sound = decoded(ours, [tokens], statistics)
    assert np.abs(sound - decoded(reference, [tokens], statistics)).max() <= SOUND_DIFFERENCE
    assert np.abs(sound - decoded(ours, [tokens])).max() > 10 * SOUND_DIFFERENCE


def test_not_a_bit_depends_on_the_pieces_or_on_other_channels(pair: Pair) -> None:
    ours, _ = pair
    config = ours.config
    audio = noise(2, chunk_tokens(config) * config.hop_samples + config.window_samples // 3)
    audio[1, : len(audio[1]) // 2] = audio[0, : len(audio[1]) // 2]
    tokens = encoded(ours, [audio])
    assert np.array_equal(encoded(ours, in_pieces(audio, 1)), tokens)
    sound = decoded(ours, [tokens])
    assert np.array_equal(decoded(ours, in_pieces(tokens, 2)), sound)
    for channel in (0, 1):
        assert np.array_equal(encoded(ours, [audio[channel : channel + 1]])[0], tokens[channel])
        assert np.array_equal(decoded(ours, [tokens[channel : channel + 1]])[0], sound[channel])


def test_starting_late_gives_the_same_bits(plain: OpenVinoCodec) -> None:
    config = plain.config
    chunk = chunk_tokens(config)
    audio = noise(1, 5 * chunk * config.hop_samples)
    tokens = encoded(plain, [audio])
    start = encoder_start(config, 4 * chunk)
    assert start > 0
    assert np.array_equal(encoded(plain, [audio], start)[:, 4 * chunk - start :], tokens[:, 4 * chunk :])
    wanted = tokens.shape[1] - 3
    start = seek_token(config, wanted)
    assert start > 0
    late = decoded(plain, [tokens[:, start:]])[:, (wanted - start) * config.hop_samples :]
    assert np.array_equal(late, decoded(plain, [tokens])[:, wanted * config.hop_samples :])


def test_what_is_not_wanted_is_not_synthesised_and_changes_no_bit(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, reference = pair
    config, hop = ours.config, ours.config.hop_samples
    chunk = chunk_tokens(config)
    tokens = encoded(reference, [noise(2, 4 * chunk * hop + config.window_samples // 2)])
    synthesised: list[int] = []
    synthesise = OpenVinoCodec.synthesise

    def watched(self: OpenVinoCodec, frames: np.ndarray, *rest: object) -> np.ndarray:
        synthesised.append(frames.shape[1])
        return synthesise(self, frames, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(OpenVinoCodec, "synthesise", watched)
    whole = decoded(ours, [tokens])
    pieces, chunk_frames = len(synthesised), chunk * config.token_stride
    for wanted in (1, chunk + 1, 3 * chunk, tokens.shape[1] - 3):
        synthesised.clear()
        late = all_of(StreamDecoder(ours, None, 2, wanted), tokens)
        assert np.array_equal(late[:, wanted * hop :], whole[:, wanted * hop :]), f"from token {wanted}"
        context = config.decoder_context_frames[0]
        skipped = (wanted * config.token_stride + context) // chunk_frames - context // chunk_frames
        assert len(synthesised) == pieces - skipped, f"from token {wanted}"


def test_graphs_are_compiled_one_by_one_with_a_place_to_stop_between(plain: OpenVinoCodec) -> None:
    class EnoughError(Exception):
        pass

    class OnceThereIsOne(CancelToken):
        def check(self) -> None:
            if fresh._programs:
                raise EnoughError

    fresh = OpenVinoCodec(plain.config, plain._tensors, plain._torch_codec)
    audio = noise(1, plain.config.window_samples)
    with pytest.raises(EnoughError), cancellation_scope(OnceThereIsOne()):
        encoded(fresh, [audio])
    assert list(fresh._programs) == ["encoder"]
    assert np.array_equal(encoded(fresh, [audio]), encoded(plain, [audio])), "it can be used after that"


def test_the_number_of_threads_changes_next_to_nothing(plain: OpenVinoCodec, monkeypatch: pytest.MonkeyPatch) -> None:
    audio = noise(1, 2 * plain.config.window_samples)
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    wide = OpenVinoCodec(plain.config, plain._tensors, plain._torch_codec)
    tokens = encoded(plain, [audio])
    assert np.array_equal(encoded(wide, [audio]), tokens)
    assert np.abs(decoded(wide, [tokens]) - decoded(plain, [tokens])).max() <= SOUND_DIFFERENCE


def test_several_recordings_at_once(plain: OpenVinoCodec) -> None:
    recordings = [noise(1, 6_000 + 700 * i) for i in range(4)]
    alone = [encoded(plain, [audio]) for audio in recordings]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda audio: encoded(plain, in_pieces(audio, 3)), recordings))
    for one, other in zip(alone, together, strict=True):
        assert np.array_equal(one, other)


def test_a_failure_inside_is_told_in_one_line(plain: OpenVinoCodec, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise RuntimeError("Check 'x' failed at y.cpp:1:\nmany lines")

    broken = OpenVinoCodec(plain.config, plain._tensors, plain._torch_codec)
    monkeypatch.setattr(openvino_engine, "shared_core", refuse)
    with pytest.raises(EngineFailureError, match=r"^OpenVINO failed: Check 'x' failed at y\.cpp:1:$"):
        encoded(broken, [noise(1, 100)])


@pytest.fixture
def soon(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An engine that gives a first piece soon, also where it would not do so because rounding differs there."""
    ours = pair[0]
    monkeypatch.setattr(ours, "first_piece_frames", 0)
    ours.prepare_low_latency()
    ours.is_exact = ours.first_piece_frames > 0
    ours.first_piece_frames = engine.first_piece_frames(ours.config)
    return ours


def in_time(monkeypatch: pytest.MonkeyPatch, is_in_time: bool) -> None:
    """Whether the first piece comes so fast that there is time for what follows."""
    clock = itertools.count(0, 0 if is_in_time else 100)
    monkeypatch.setattr(streaming.time, "monotonic", lambda: next(clock))


@pytest.mark.parametrize("first_token", [0, 1, 30, 55])
def test_what_comes_soon_is_the_same(soon: Any, monkeypatch: pytest.MonkeyPatch, first_token: int) -> None:
    in_time(monkeypatch, True)
    config, chunk = soon.config, chunk_tokens(soon.config)
    first_token = first_token * chunk // 60
    tokens = np.random.default_rng(3).integers(config.codes, size=(2, 3 * chunk)).astype(np.int32)
    whole = decoded(soon, [tokens])
    synthesise, asked = soon.synthesise, []

    def watched(*given: Any) -> np.ndarray:
        asked.append(given[-1])
        return synthesise(*given)

    monkeypatch.setattr(soon, "synthesise", watched)
    decoder = StreamDecoder(soon, None, 2, first_token, low_latency=True)
    pieces = [decoder.push(tokens[:, start : start + 5]) for start in range(0, 3 * chunk, 5)]
    sound = np.concatenate([*pieces, decoder.flush()], axis=1)
    heard = first_token * config.hop_samples
    assert np.abs(sound - whole)[:, heard:].max() <= (0 if soon.is_exact else SOUND_DIFFERENCE)
    assert asked[0], "the first piece is a short one"
    assert not any(asked[1:])
    first = next(piece for piece in pieces if piece.shape[1])
    assert first.shape[1] <= heard + soon.first_piece_frames * config.frame_samples


@pytest.mark.parametrize("convolutions", [2.5, 0], ids=["before", "after"])
def test_a_first_piece_waits_for_the_rest_where_that_would_come_too_late(
    soon: Any, monkeypatch: pytest.MonkeyPatch, convolutions: float
) -> None:
    """Whether that shows before the piece is made, or by the time that it takes."""
    monkeypatch.setattr(streaming, "CONVOLUTION_TIME_RATIO", convolutions)
    in_time(monkeypatch, False)
    config, chunk = soon.config, chunk_tokens(soon.config)
    tokens = np.random.default_rng(3).integers(config.codes, size=(1, 4 * chunk)).astype(np.int32)
    ordinary = StreamDecoder(soon).push(tokens)
    sound = StreamDecoder(soon, low_latency=True).push(tokens)
    assert sound.shape == ordinary.shape
    assert np.abs(sound - ordinary).max() <= SOUND_DIFFERENCE


def test_no_first_piece_where_a_bit_of_it_would_differ(plain: OpenVinoCodec, monkeypatch: pytest.MonkeyPatch) -> None:
    synthesise = plain.synthesise

    def rounded(*given: Any) -> np.ndarray:
        return synthesise(*given) * np.float32(1 + 1e-6 * given[-1])

    monkeypatch.setattr(plain, "synthesise", rounded)
    plain.prepare_low_latency()
    assert plain.first_piece_frames == 0


def test_nothing_is_reported_to_its_makers_and_neither_torch_nor_a_converter_is_needed() -> None:
    code = (
        "import sys, sqcodec_gui.codec.sqcodec.openvino_engine\n"
        "unwanted = ('openvino_telemetry.', 'openvino.tools.ovc.')\n"
        "sys.exit('torch' in sys.modules or any(name.startswith(unwanted) for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
