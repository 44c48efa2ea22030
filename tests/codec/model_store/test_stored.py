"""Weights are believed after they were looked at: what a file says of itself, and every byte of its tensors."""

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.errors import BadWeightsError
from sqcodec_gui.codec.model_store.install import install_set
from sqcodec_gui.codec.model_store.installed import (
    TENSORS_KEY,
    check_installed,
    list_installed,
    read_header,
    require_intact,
)
from sqcodec_gui.codec.model_store.stored import KINDS, read_stored, stored_sha256
from sqcodec_gui.codec.sqcodec.openvino_engine import load_openvino
from sqcodec_gui.codec.sqcodec.published_form import tensors_sha256
from sqcodec_gui.codec.sqcodec.weights import import_published, load_codec

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def imported(published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]) -> Path:
    """Published weights as the program keeps them."""
    return import_published("6kbps", published_set(narrow_configs["6kbps"])).path


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def header_of(path: Path) -> tuple[dict[str, Any], bytes]:
    data = path.read_bytes()
    (length,) = struct.unpack_from("<Q", data)
    return json.loads(data[8 : 8 + length]), data[8 + length :]


def write(path: Path, header: Any, tensors: bytes) -> None:
    told = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(told)) + told + tensors)


def test_the_hash_is_the_one_that_torch_gives(tmp_path: Path) -> None:
    tensors = {
        "ü.b": torch.arange(6.0).view(2, 3),
        "a": torch.zeros(0, 4),
        "c": torch.ones((), dtype=torch.float16),
        "d": torch.arange(5, dtype=torch.int8),
    }
    save_file(tensors, tmp_path / "x.safetensors", {"model": "6kbps"})
    stored = read_stored(tmp_path / "x.safetensors")
    assert stored_sha256(tmp_path / "x.safetensors", stored) == tensors_sha256(tensors)
    assert stored.tensors["ü.b"].shape == (2, 3)


@pytest.mark.parametrize("place", [-1, -1000])
def test_a_flipped_bit_of_imported_weights_is_found_by_whoever_loads_them(imported: Path, place: int) -> None:
    installed = read_header(imported, "imported")
    require_intact(installed)
    flip(imported, place)
    for load in (lambda: load_codec(installed), lambda: load_openvino(installed, lambda: load_codec(installed))):
        with pytest.raises(BadWeightsError, match="are damaged: their SHA-256"):
            load()


def test_an_import_stores_both_hashes(imported: Path) -> None:
    metadata = read_stored(imported).metadata
    assert metadata[TENSORS_KEY] == tensors_sha256(load_file(imported))
    assert metadata["source_sha256"] != metadata[TENSORS_KEY]


def test_published_weights_without_a_checksum_are_not_believed(imported: Path) -> None:
    header, tensors = header_of(imported)
    del header["__metadata__"][TENSORS_KEY]
    write(imported, header, tensors)
    with pytest.raises(BadWeightsError, match="fetch or import it again"):
        read_header(imported, "imported")


def test_a_crafted_hash_leads_out_of_no_folder(imported: Path, tmp_path: Path) -> None:
    for sha256 in ("../../../out", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n", ""):
        header, tensors = header_of(imported)
        header["__metadata__"]["source_sha256"] = sha256
        crafted = tmp_path / "crafted"
        crafted.mkdir(exist_ok=True)
        write(crafted / "model.safetensors", header, tensors)
        with pytest.raises(BadWeightsError):
            install_set(crafted)
    assert not (tmp_path / "out").exists()


HEADERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "no JSON": lambda told: b"{",
    "no UTF-8": lambda told: b'{"\xff": 1}',
    "a list": lambda told: [],
    "a number": lambda told: 5,
    "nothing": lambda told: None,
    "nested": lambda told: b"[" * 200_000,
    "no metadata": lambda told: {name: entry for name, entry in told.items() if name != "__metadata__"},
    "metadata a list": lambda told: told | {"__metadata__": []},
    "metadata of numbers": lambda told: told | {"__metadata__": {"model": 6}},
    "another model": lambda told: told | {"__metadata__": told["__metadata__"] | {"model": "seven"}},
    "a model that is a list": lambda told: told | {"__metadata__": told["__metadata__"] | {"model": [1]}},
    "another origin": lambda told: told | {"__metadata__": told["__metadata__"] | {"origin": "elsewhere"}},
    "a tensor that is a number": lambda told: told | {"x": 5},
    "no offsets": lambda told: told | {"x": {"dtype": "F32", "shape": [1]}},
    "offsets of text": lambda told: told | {"x": {"dtype": "F32", "shape": [1], "data_offsets": ["0", "4"]}},
    "offsets below zero": lambda told: told | {"x": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}},
    "offsets beyond the end": lambda told: told | {"x": {"dtype": "F32", "shape": [1], "data_offsets": [1 << 40] * 2}},
    "overlapping": lambda told: told | {"x": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}},
    "a shape of text": lambda told: told | {"x": {"dtype": "F32", "shape": "1", "data_offsets": [0, 4]}},
    "an endless shape": lambda told: told | {"x": {"dtype": "F32", "shape": [1 << 40] * 9, "data_offsets": [0, 4]}},
    "another kind": lambda told: told | {"x": {"dtype": "F8_E4M3", "shape": [0], "data_offsets": [0, 0]}},
    "a kind that is a list": lambda told: told | {"x": {"dtype": [], "shape": [0], "data_offsets": [0, 0]}},
    "only metadata": lambda told: {"__metadata__": told["__metadata__"]},
}


@pytest.mark.parametrize("how", HEADERS)
def test_a_malformed_file_is_one_error_and_disturbs_no_other(
    how: str, imported: Path, published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]
) -> None:
    good = import_published("6kbps", published_set(narrow_configs["6kbps"], 1))
    header, tensors = header_of(imported)
    write(imported, HEADERS[how](header), tensors)
    assert [model.sha256 for model in list_installed()] == [good.sha256]
    (problem,) = check_installed()
    assert str(imported) in str(problem)
    assert "\n" not in str(problem)
    with pytest.raises(BadWeightsError):
        read_header(imported, "imported")


def test_a_folder_or_a_pipe_of_that_name_is_left_out(imported: Path) -> None:
    import os

    folder = imported.parent.with_name("folder")
    (folder / "model.safetensors").mkdir(parents=True)
    if hasattr(os, "mkfifo"):
        pipe = imported.parent.with_name("pipe")
        pipe.mkdir()
        os.mkfifo(pipe / "model.safetensors")
    assert [model.path for model in list_installed()] == [imported]


def test_only_kinds_that_both_engines_read(tmp_path: Path) -> None:
    for kind in KINDS.values():
        tensor = torch.ones(2, dtype=getattr(torch, kind[0]))
        save_file({"x": tensor}, tmp_path / "x.safetensors", {"model": "6kbps"})
        assert read_stored(tmp_path / "x.safetensors").tensors["x"].size_bytes == 2 * kind[1]
    save_file({"x": torch.ones(2, dtype=torch.bfloat16)}, tmp_path / "x.safetensors", {"model": "6kbps"})
    with pytest.raises(BadWeightsError, match="of a kind that weights do not have"):
        read_stored(tmp_path / "x.safetensors")


FORMS: dict[str, Callable[[Tensor], Tensor]] = {
    "sparse": lambda tensor: tensor.to_sparse(),
    "quantised": lambda tensor: torch.quantize_per_tensor(tensor, 0.1, 0, torch.qint8),
    "meta": lambda tensor: tensor.to("meta"),
    "complex": lambda tensor: tensor.to(torch.complex64),
}


@pytest.mark.filterwarnings("ignore")  # torch warns of what it will not keep for ever
@pytest.mark.parametrize("form", FORMS)
def test_other_forms_of_tensors_are_refused(
    form: str, published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]
) -> None:
    folder = published_set(narrow_configs["6kbps"])
    state = torch.load(folder / "quantizer.pt", weights_only=True)
    state["project_in.bias"] = FORMS[form](state["project_in.bias"])
    torch.save(state, folder / "quantizer.pt")
    with pytest.raises(BadWeightsError, match=r"quantizer\.pt"):
        import_published("6kbps", folder)


def test_tensors_that_do_not_fit_are_one_error_on_every_engine(imported: Path) -> None:
    """Their checksum is right: somebody has stored other tensors."""
    tensors, metadata = load_file(imported), read_stored(imported).metadata
    name = next(name for name in tensors if name.endswith("to_qkv.weight"))
    for changed in ({**tensors, name: tensors[name][1:].contiguous()}, {k: v for k, v in tensors.items() if k != name}):
        save_file(changed, imported, metadata | {TENSORS_KEY: tensors_sha256(changed)})
        installed = read_header(imported, "imported")
        with pytest.raises(BadWeightsError, match="do not fit"):
            load_codec(installed)
