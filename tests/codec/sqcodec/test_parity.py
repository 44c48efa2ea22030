"""The published packages against ours: the same weights, the same sound, the same tokens, the same sound again.

The published weights' files are written here, by the published packages, from random numbers. Every tensor is random,
with gains that neither fade nor explode, so that all levels of each digit and more than a thousand tokens occur.
"""

import importlib
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from sqcodec_gui.codec.config import CodecConfig, get_published_config, published_configs
from sqcodec_gui.codec.published import PublishedCodec
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.weights import import_published, load_codec

LARGEST_DIFFERENCE = 1e-4
ROUNDING_EDGE = 1e-5
DIFFERENT_TOKENS = 1000
TOKENS_ENCODED = 1200
"""At least this many, in whole windows."""


@dataclass
class Pair:
    """One model, twice, with the same weights."""

    config: CodecConfig
    published: Any
    ours: Codec

    def published_tokens(self, audio: Tensor) -> tuple[Tensor, Tensor]:
        """What the published package makes of audio (1, T): features and tokens"""
        features, indices = self.published.encode_audio(audio)
        return features, indices["indices"] if isinstance(indices, dict) else indices


@pytest.mark.parametrize("name", list(published_configs()))
def test_same_tokens_and_same_sound(
    name: str,
    pair_of: Callable[[str, Tensor], Pair],
    lively_sound: Callable[[CodecConfig, int], Tensor],
    record_property: Callable[[str, object], None],
) -> None:
    config = get_published_config(name)
    windows = -(-TOKENS_ENCODED // config.window_tokens)
    audio = lively_sound(config, windows * config.window_samples)
    pair = pair_of(name, audio)
    with torch.inference_mode():
        features, tokens = pair.published_tokens(audio)
        check_variety(pair, tokens)
        near_edges = check_tokens(pair, audio, tokens)
        another_length = audio[:, : config.window_samples * 5 // 4 + config.hop_samples // 2 + 1]
        near_edges += check_tokens(pair, another_length, pair.published_tokens(another_length)[1])
        check_published_interface(pair, another_length)
        difference = check_sound(pair, features, tokens)
    record_property("values at a rounding edge", near_edges)
    record_property("different tokens", tokens.unique().numel())
    record_property("largest difference of the sound", difference)


def check_variety(pair: Pair, tokens: Tensor) -> None:
    digits = pair.ours.quantizer.digits_of(tokens[0])
    levels = tuple(len(digits[:, i].unique()) for i in range(digits.shape[1]))
    assert levels == pair.config.levels
    assert tokens.unique().numel() > DIFFERENT_TOKENS


def check_tokens(pair: Pair, audio: Tensor, expected: Tensor) -> list[str]:
    """All tokens are equal, but for values at a rounding edge; these are returned in words."""
    found = pair.ours.encode(audio)
    assert found.dtype == torch.int32
    assert found.shape == (1, -(-audio.shape[1] // pair.config.hop_samples))
    expected = expected[:, : found.shape[1]]
    different = (found != expected)[0].nonzero()[:, 0]
    if not len(different):
        return []
    quantizer = pair.ours.quantizer
    padding = -audio.shape[1] % pair.config.hop_samples
    values = quantizer.coordinates(pair.ours.features(nn.functional.pad(audio, (0, padding))))[0]
    near_edges = []
    for position in different.tolist():
        changed = quantizer.digits_of(found[0, position]) != quantizer.digits_of(expected[0, position])
        value = values[position][changed]
        distance = ((value - value.floor()) - 0.5).abs().max().item()
        words = f"{pair.config.name}, token {position}: {value.tolist()}, {distance:.1e} from a rounding edge"
        assert distance <= ROUNDING_EDGE, f"different tokens at {words}"
        near_edges.append(words)
    return near_edges


def check_published_interface(pair: Pair, audio: Tensor) -> None:
    """``encode_audio`` pads as published and gives the same shapes, types and features."""
    features, indices = pair.published.encode_audio(audio)
    our_features, our_indices = PublishedCodec(pair.ours).encode_audio(audio)
    if isinstance(indices, dict):
        assert isinstance(our_indices, dict)
        assert our_indices.keys() == indices.keys()
        assert our_indices["level_indices"].shape == indices["level_indices"].shape
        indices, our_indices = indices["indices"], our_indices["indices"]
    assert isinstance(our_indices, Tensor)
    assert (our_indices.shape, our_indices.dtype) == (indices.shape, indices.dtype)
    assert our_features.shape == features.shape
    agreeing = our_indices == indices
    assert torch.allclose(our_features[agreeing], features[agreeing], atol=1e-5)


def check_sound(pair: Pair, features: Tensor, tokens: Tensor) -> float:
    """Decoded from tokens, and from features. Published decoders that change the rate take whole windows only."""
    window = pair.config.window_tokens
    whole_windows = pair.config.pads_to_window and pair.config.token_stride > 1
    some = tokens[:, : window * (4 if whole_windows else 3) // 2]
    ours = PublishedCodec(pair.ours)
    expected = pair.published.decode_audio(indices=some)
    assert expected.std() > 0.05
    assert (expected.abs() > 0.99).sum() == 0
    few = features[:, : window if whole_windows else window // 2 + 7]
    difference = max(
        largest_difference(ours.decode_audio(indices=some), expected),
        largest_difference(ours.decode_audio(few), pair.published.decode_audio(few)),
    )
    assert difference <= LARGEST_DIFFERENCE
    return difference


def largest_difference(found: Tensor, expected: Tensor) -> float:
    assert found.shape == expected.shape
    return (found - expected).abs().max().item()


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Threads of torch that fight for busy cores take ten times as long."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture
def pair_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Tensor], Pair]]:
    """Makes a pair whose tokens vary on the given audio. The files (100 MB) are removed afterwards."""
    for draw in ("trunc_normal_", "kaiming_uniform_"):
        monkeypatch.setattr(nn.init, draw, keep)
    with tempfile.TemporaryDirectory() as folder:

        def make(name: str, audio: Tensor) -> Pair:
            config = get_published_config(name)
            published = published_codec(config)
            randomise(published.network, torch.Generator().manual_seed(3))
            spread_tokens(published.network, audio[:, : config.window_samples])
            for part, module in published.network.trainable_modules.items():
                torch.save(module.state_dict(), Path(folder) / f"{part}.pt")
            installed = import_published(name, Path(folder), Path(folder) / "models")
            return Pair(config, published, load_codec(installed))

        yield make


def published_codec(config: CodecConfig) -> Any:
    """The published package's codec, with its own first weights."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the published packages use old ways of pydantic and torch
        if config.family == "sqcodec":
            package: Any = importlib.import_module("sq_codec")
            settings, codec = package.SQCodecConfig, package.SQCodec
        else:
            package = importlib.import_module("l3ac")
            settings, codec = package.L3ACConfig, package.L3AC
        file = package.CONFIG_DIR / f"{config.published_name}.toml"
        made = codec(settings(config_file=file))
    made.network.eval()
    return made


def keep(tensor: Tensor, *args: object, **kwargs: object) -> Tensor:
    """In place of the first values that ``torch.nn.init`` would draw: all are drawn anew anyway."""
    return tensor


@torch.no_grad()
def randomise(network: Any, generator: torch.Generator) -> None:
    """Every tensor is drawn anew. Rows of length about one keep the size of what goes through them."""
    for name, tensor in network.named_parameters():
        mean, spread = gain(name, tensor)
        tensor.copy_(mean + spread * torch.randn(tensor.shape, generator=generator))
    last_convolution = network.decoder.blocks[-1].block[-2]
    last_convolution.parametrizations.weight.original0.mul_(0.06)  # within the straight part of the last tanh


def gain(name: str, tensor: Tensor) -> tuple[float, float]:
    """Mean and standard deviation for a tensor of the published network."""
    leaf = name.rsplit(".", 1)[-1]
    if leaf in ("original0", "alpha"):  # lengths of weight norm, and Snake's factors: positive
        return 1.2, 0.15
    if leaf == "original1":
        return 0.0, 1.0
    if leaf in ("gamma", "beta"):  # GRN
        return 0.0, 0.1
    if leaf == "bias":
        return 0.0, 0.05
    if tensor.dim() == 1:  # factors of norms
        return 1.0, 0.2
    if "dynamic_pos_bias" in name and tensor.shape[1] == 1:  # multiplies distances of up to 1,200 tokens
        return 0.0, 0.01
    if "merge_layer" in name:  # its result multiplies: about one, and never near zero, where the next norm blows up
        return 0.0, 0.1
    row = max(1, tensor[0].numel()) if len(tensor) else 1
    return 0.0, row**-0.5


@torch.no_grad()
def spread_tokens(network: Any, audio: Tensor) -> None:
    """Sets ``project_in`` so that on this audio its coordinates are centred, even, and independent of each other."""
    features = network.en_encoder(network.encoder(audio[:, None]))[0].double()
    centre = features.mean(0)
    _, sizes, directions = torch.linalg.svd(features - centre, full_matrices=False)
    project = network.quantizer.project_in
    digits = len(project.bias)
    turn, _ = torch.linalg.qr(torch.randn(digits, digits, generator=torch.Generator().manual_seed(4)).double())
    rows = 0.9 * turn @ (directions[:digits] / sizes[:digits, None]) * len(features) ** 0.5
    project.weight.copy_(rows)
    project.bias.copy_(-rows @ centre)


@pytest.fixture(scope="session")
def lively_sound() -> Callable[[CodecConfig, int], Tensor]:
    """Tones and noise whose pitch, colour and level (30 dB) change with every token: (1, samples) within ±1."""

    def make(config: CodecConfig, samples: int) -> Tensor:
        generator = np.random.default_rng(1)
        step = config.hop_samples
        knots = np.arange(samples // step + 2) * step

        def wander(low: float, high: float) -> np.ndarray:
            return np.interp(np.arange(samples), knots, generator.uniform(low, high, len(knots)))

        pitch_hz = np.exp(wander(np.log(60), np.log(0.4 * config.sample_rate_hz)))
        tone = np.sin(2 * np.pi * np.cumsum(pitch_hz) / config.sample_rate_hz)
        noise = np.convolve(generator.standard_normal(samples), np.full(9, 0.1), "same")
        mixture, level = wander(0, 1), 10 ** wander(-1.5, 0)
        sound = 0.7 * level * (mixture * tone + (1 - mixture) * noise)
        return torch.from_numpy(sound.clip(-1, 1).astype(np.float32))[None]

    return make
