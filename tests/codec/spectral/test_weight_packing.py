"""Weights in the form in which they are stored."""

import numpy as np
import pytest
import torch

from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.codec.spectral.weight_packing import pack, stored_sha256, unpack

Arrays = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def tensors() -> Arrays:
    torch.manual_seed(0)
    return {name: tensor.numpy() for name, tensor in SpectralNetwork(SPECTRAL).state_dict().items()}


def test_what_is_unpacked_is_near_what_was_packed(tensors: Arrays) -> None:
    back = unpack(pack(tensors))
    assert back.keys() == tensors.keys()
    for name, tensor in tensors.items():
        error = np.abs(back[name] - tensor).max()
        assert error <= np.abs(tensor).max() / 253, name
        assert back[name].dtype == np.float32


def test_matrices_take_a_byte_a_number_but_for_what_makes_phases_and_digits(tensors: Arrays) -> None:
    packed = pack(tensors)
    kinds = {name: packed[name].dtype.name for name in tensors}
    assert kinds["decoder.layers.0.expand.weight"] == kinds["encoder.project_in.weight"] == "int8"
    assert kinds["decoder.project_out.weight"] == kinds["encoder.project_out.weight"] == "float16"
    assert kinds["decoder.layers.0.depthwise.weight"] == kinds["decoder.layers.2.distance_bias"] == "float16"
    assert sum(one.nbytes for one in packed.values()) < 1.1 * sum(one.size for one in tensors.values())


def test_packing_again_what_was_packed_changes_nothing(tensors: Arrays) -> None:
    once = pack(tensors)
    assert stored_sha256(pack(unpack(once))) == stored_sha256(once)


def test_the_hash_tells_numbers_names_types_and_shapes_apart(tensors: Arrays) -> None:
    packed = pack(tensors)
    known = stored_sha256(packed)
    name = "encoder.layers.0.expand.weight"
    changed = packed[name].copy()
    changed[0, 0] ^= 1
    others = [
        packed | {name: changed},
        packed | {name: packed[name].reshape(-1)},
        packed | {name: packed[name].view(np.uint8)},
        packed | {"another": packed[name]},
    ]
    assert len({known, *map(stored_sha256, others)}) == 5
    assert stored_sha256(packed | {"reference.tokens": changed}) == known
