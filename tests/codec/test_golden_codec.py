"""A stored model, the tokens it made, their `.sqc` and their sound: they decode for ever.

Written by version 0.1.0 and never again. If a test here fails, the decoder is wrong, not the file. The models are
narrow ones with random weights, one with constants and one whose statistics stand in the file.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec import config as codec_config
from sqcodec_gui.codec.model_store.installed import read_header
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, StreamEncoder, all_of
from sqcodec_gui.codec.sqcodec.weights import load_codec, save_own
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings, no_progress

GOLDEN = Path(__file__).parents[1] / "data" / "codec"
NAMES = ("golden-constants", "golden-stored")
SHA256 = {
    "golden-constants": "c31199d2b137b993f57d87a545d567597aa3d0445559442f1786f9ddbff8a224",
    "golden-stored": "76ffb41cb8463340818e5b189449ffcf3b8aa9d1a3f9d24342a190a708f85eb2",
}
"""Of the weights."""
RATE_HZ = 16_000
SOUND_DIFFERENCE = 1e-4
TOKENS_AT_ROUNDING_EDGES = 0.01
"""Encoding may give another token where a value lies between two: this share at most."""


@pytest.fixture(autouse=True)
def golden_configs() -> Iterator[None]:
    """The two narrow models, as they were then; known while a test runs."""
    known = dict(codec_config.all_configs())
    register_models()
    yield
    codec_config.all_configs().clear()
    codec_config.all_configs().update(known)


def register_models() -> None:
    usual = codec_config.all_configs()["6kbps"]
    thin = {"encoder_dims": (8, 8, 8), "decoder_dims": (8, 8, 8, 8), "feature_dim": 16, "window_tokens": 48}
    for name in NAMES:
        codec_config.all_configs()[name] = replace(usual, name=name, **thin)


def golden_audio() -> np.ndarray:
    """float32 [20_000], a hiss in beats over a tone that rises, by a rule that nobody can lose; 16 bits hold it."""
    time = np.arange(20_000, dtype=np.int64)
    hiss = (time * time * 31 + time // 5 * 1_009) % 65_521 / 32_768 - 1
    tone = np.sin(2 * np.pi * (200 + time / 10) * time / RATE_HZ)
    beat = np.sin(time / 700) ** 2
    return (np.round((0.6 * beat * hiss + 0.3 * (1 - beat) * tone) * 32_000) / 32_768).astype(np.float32)


def write_golden_files() -> None:
    """How the files were made, with torch 2.13; by hand, once."""
    import torch

    for name in NAMES:
        torch.manual_seed(7)
        codec = Codec(codec_config.get_config(name), has_statistics=name == "golden-constants")
        with torch.no_grad():
            for parameter in codec.parameters():
                if parameter.ndim > 1:  # with random biases every sound would give the same tokens
                    parameter.add_(0.15 * torch.randn_like(parameter))
            codec.quantizer.project_in.weight.mul_(4)
            last = [module for module in codec.decoder.modules() if isinstance(module, torch.nn.Conv1d)][-1]
            last.weight.mul_(0.05)  # random weights are loud: a sound at its limits would tell little
            if codec.statistics is not None:
                codec.statistics.uniform_(0.5, 1)
        folder = GOLDEN / name
        save_own(codec, folder)
        source = folder / "source.wav"
        soundfile.write(source, golden_audio(), RATE_HZ)
        settings = CompressSettings(model=name, compute=ComputeChoice("cpu", "torch", folder), check=False)
        compress(source, folder / "golden.sqc", settings, no_progress, CancelToken())
        source.unlink()
        codec = load_codec(read_header(folder / "model.safetensors", "named folder"))
        tokens = all_of(StreamEncoder(codec), golden_audio()[None])
        np.savez_compressed(folder / "golden.npz", tokens=tokens, sound=decode(codec, tokens))


def decode(codec: Codec, tokens: np.ndarray) -> np.ndarray:
    """Sound float32 [samples]"""
    return all_of(StreamDecoder(codec, None if codec.has_constants else codec.measure(tokens)), tokens)[0]


def stored(name: str) -> tuple[Codec, np.ndarray, np.ndarray]:
    """The model, its tokens and its sound."""
    with np.load(GOLDEN / name / "golden.npz") as arrays:
        return load_codec(read_header(GOLDEN / name / "model.safetensors", "named folder")), *(
            arrays[key] for key in ("tokens", "sound")
        )


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_are_those_of_then(name: str) -> None:
    assert read_header(GOLDEN / name / "model.safetensors", "named folder").sha256 == SHA256[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_tokens_give_the_stored_sound(name: str) -> None:
    codec, tokens, sound = stored(name)
    assert 0.005 < sound.std() < np.abs(sound).max() < 0.9
    np.testing.assert_allclose(decode(codec, tokens), sound, rtol=0, atol=SOUND_DIFFERENCE)


@pytest.mark.parametrize("name", NAMES)
def test_the_audio_still_gives_the_stored_tokens(name: str) -> None:
    codec, tokens, _ = stored(name)
    assert len(np.unique(tokens)) > 20
    again = all_of(StreamEncoder(codec), golden_audio()[None])
    assert again.shape == tokens.shape
    assert np.mean(again != tokens) <= TOKENS_AT_ROUNDING_EDGES


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_file_holds_the_stored_tokens(name: str) -> None:
    _, tokens, _ = stored(name)
    with SqcReader(GOLDEN / name / "golden.sqc") as reader:
        assert reader.check() == []
        assert reader.header.weights_sha256 == SHA256[name]
        blocks = [reader.read_block(index) for index in range(len(reader.blocks))]
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), tokens)


@pytest.mark.parametrize("name", NAMES)
def test_the_stored_file_is_restored_to_the_stored_sound(name: str, tmp_path: Path) -> None:
    copy = Path(shutil.copy(GOLDEN / name / "golden.sqc", tmp_path))
    settings = RestoreSettings(compute=ComputeChoice("cpu", "torch", GOLDEN / name), sample_format="FLOAT")
    restore(copy, tmp_path / "restored.wav", settings, no_progress, CancelToken())
    restored, rate_hz = soundfile.read(tmp_path / "restored.wav", dtype="float32")
    assert (len(restored), rate_hz) == (len(golden_audio()), RATE_HZ)
    np.testing.assert_allclose(restored, stored(name)[2][: len(restored)], rtol=0, atol=SOUND_DIFFERENCE)


def test_no_golden_model_is_taken_for_one_of_the_user() -> None:
    assert not any((root / name).exists() for name in NAMES for root in (paths.models_dir(), paths.user_data_dir()))
