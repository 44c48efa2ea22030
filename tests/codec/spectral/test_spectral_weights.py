"""Weights of the family ``spectral`` in their file."""

import json
import struct
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from sqcodec_gui.codec.errors import BadWeightsError
from sqcodec_gui.codec.model_store.installed import read_metadata
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.export import network_of, pack_weights, reference_of
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.codec.spectral.reference import known_sound
from sqcodec_gui.codec.spectral.shapes import architecture_of, problem_of, tensor_shapes
from sqcodec_gui.codec.spectral.weight_packing import pack, stored_sha256
from sqcodec_gui.codec.spectral.weights import load_reference, load_tensors

Arrays = dict[str, np.ndarray]


@pytest.fixture
def tensors(narrow_tensors: Arrays) -> Arrays:
    return dict(narrow_tensors)


def test_names_and_shapes_are_those_of_the_network() -> None:
    state = SpectralNetwork(SPECTRAL).state_dict()
    assert tensor_shapes(SPECTRAL) == {name: tuple(tensor.shape) for name, tensor in state.items()}
    assert architecture_of({name: tensor.numpy() for name, tensor in state.items()}) == SPECTRAL


def test_what_is_written_is_read_again(tensors: Arrays, tmp_path: Path) -> None:
    installed = pack_weights(tensors, tmp_path, {"quality": "preview"})
    architecture, found = load_tensors(installed.path, installed.sha256)
    assert architecture == architecture_of(tensors)
    assert problem_of(found, architecture) is None
    assert read_metadata(installed.path)["quality"] == "preview"
    assert all(np.abs(found[name] - tensors[name]).max() < 0.02 for name in tensors)


def test_the_reference_is_of_the_weights_as_they_are_stored(tensors: Arrays, tmp_path: Path) -> None:
    installed = pack_weights(tensors, tmp_path)
    known = load_reference(installed.path, installed.sha256)
    again = reference_of(network_of(load_tensors(installed.path, installed.sha256)[1]))
    assert np.array_equal(known.tokens, again.tokens)
    assert np.abs(known.sound - again.sound).max() < 2e-5
    assert known.sound.std() > 0.01
    assert len(np.unique(known.tokens)) > 100


def test_the_known_sound_is_sound() -> None:
    sound = known_sound(SPECTRAL)
    assert 0.05 < sound.std() < 0.3
    assert np.abs(sound).max() <= 1


@pytest.mark.parametrize("name", ["encoder.layers.1.expand.weight", "decoder.norm.bias", "reference.sound"])
def test_damage_is_told(tensors: Arrays, tmp_path: Path, name: str) -> None:
    installed = pack_weights(tensors, tmp_path)
    data = bytearray(installed.path.read_bytes())
    (length,) = struct.unpack_from("<Q", data)
    data[8 + length + json.loads(data[8 : 8 + length])[name]["data_offsets"][0]] ^= 1
    installed.path.write_bytes(data)
    for load in (load_tensors, load_reference):
        with pytest.raises(BadWeightsError, match="damaged"):
            load(installed.path, installed.sha256)


def test_weights_without_a_reference_are_told(tensors: Arrays, tmp_path: Path) -> None:
    path, packed = tmp_path / "model.safetensors", pack(tensors)
    save_file(packed, path, {"model": "spectral"})
    with pytest.raises(BadWeightsError, match="damaged"):
        load_reference(path, stored_sha256(packed))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.pop("decoder.norm.bias"), "decoder.norm.bias is missing"),
        (lambda t: t.update(more=t["encoder.norm.bias"]), "more is unexpected"),
        (lambda t: t.update({"encoder.norm.bias": t["encoder.norm.bias"][1:]}), "instead of"),
        (lambda t: t["encoder.norm.bias"].__setitem__(0, np.nan), "no numbers"),
    ],
)
def test_what_does_not_fit_is_not_written(tensors: Arrays, tmp_path: Path, change: object, words: str) -> None:
    tensors["encoder.norm.bias"] = tensors["encoder.norm.bias"].copy()
    change(tensors)  # type: ignore[operator]
    with pytest.raises(BadWeightsError, match=words):
        pack_weights(tensors, tmp_path)
    assert not list(tmp_path.iterdir())
