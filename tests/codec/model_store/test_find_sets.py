"""Weights in any folder: found, known by their tensors, taken in, given away, and moved out of the cache."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from sqcodec_gui import paths
from sqcodec_gui.codec.config import PARTS, CodecConfig, published_configs
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError
from sqcodec_gui.codec.model_store.find_sets import find_sets, import_sets
from sqcodec_gui.codec.model_store.hub import fetch
from sqcodec_gui.codec.model_store.install import move_out_of_the_cache, save_set
from sqcodec_gui.codec.model_store.installed import WEIGHTS_NAME, find_installed, list_installed
from sqcodec_gui.codec.spectral.export import pack_weights
from sqcodec_gui.codec.sqcodec.published_form import expected_tensors
from sqcodec_gui.codec.sqcodec.weights import import_published, load_codec

Published = Callable[..., Path]


def test_the_size_that_is_told_before_a_download_is_true() -> None:
    for config in published_configs().values():
        tensors = expected_tensors(config).values()
        assert config.published_bytes == sum(one.numel() * one.element_size() for one in tensors), config.name


def test_shapes_tell_all_models_apart() -> None:
    shapes = [
        sorted((name, tuple(tensor.shape)) for name, tensor in expected_tensors(config).items())
        for config in published_configs().values()
    ]
    assert all(shapes.count(one) == 1 for one in shapes)


def test_published_sets_are_known_whatever_the_folders_are_called(
    published_set: Published, narrow_configs: dict[str, CodecConfig], home: Path, tmp_path: Path
) -> None:
    """As the published packages and the hub's cache keep them, below others."""
    stick = tmp_path / "stick"
    for name, place in (("6kbps", "old/weights/6kbps.v0"), ("l3ac-1kbps", "snapshots/abc/weights/1kbps.v1")):
        shutil.copytree(published_set(narrow_configs[name]), stick / place)
    shutil.copytree(published_set(narrow_configs["12kbps"]), stick / "nobody knows")
    (stick / "old" / "notes.pt").write_bytes(b"no weights")
    found = find_sets(stick)
    assert {one.models: one.folder.name for one in found} == {
        ("12kbps",): "nobody knows",
        ("6kbps",): "6kbps.v0",
        ("l3ac-1kbps",): "1kbps.v1",
    }
    assert sorted(model.name for model in import_sets(stick)) == ["12kbps", "6kbps", "l3ac-1kbps"]
    assert load_codec(find_installed("12kbps")).config.name == "12kbps"


def test_two_sets_that_a_browser_put_into_one_folder(
    published_set: Published, narrow_configs: dict[str, CodecConfig], home: Path, tmp_path: Path
) -> None:
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    for name, mark in (("6kbps", ""), ("12kbps", " (1)")):
        for part in PARTS:
            shutil.copy(published_set(narrow_configs[name]) / f"{part}.pt", downloads / f"{part}{mark}.pt")
    (downloads / "encoder.pt").rename(downloads / "encoder.pth")
    hashes = {
        name: import_published(name, published_set(narrow_configs[name]), tmp_path / "straight").sha256
        for name in ("6kbps", "12kbps")
    }
    assert {model.name: model.sha256 for model in import_sets(downloads)}["12kbps"] == hashes["12kbps"]


def test_a_set_that_is_not_whole_or_not_there_is_told(
    published_set: Published, narrow_configs: dict[str, CodecConfig], home: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick" / "set"
    shutil.copytree(published_set(narrow_configs["6kbps"]), stick)
    (stick / "decoder.pt").unlink()
    with pytest.raises(MissingWeightsError, match="No weights of 6kbps were found"):
        import_sets(stick.parent, "6kbps")
    with pytest.raises(MissingWeightsError, match=r"decoder\.pt is missing"):
        import_sets(stick, "6kbps")
    with pytest.raises(MissingWeightsError, match="No weights that this program knows"):
        import_sets(tmp_path / "stick")


def test_a_model_goes_over_on_a_stick_and_is_the_same_there(
    narrow_tensors: dict[str, np.ndarray], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the family ``spectral``, too, with its tables and card."""
    made = pack_weights(narrow_tensors, paths.imported_models_dir() / "spectral")
    made.path.with_name("entropy.sqt").write_bytes(b"tables")
    stick = tmp_path / "stick"
    assert save_set(made, stick) == save_set(made, stick), "a second time nothing is written"
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "another computer"))
    assert list_installed() == []
    (taken,) = import_sets(tmp_path)
    assert (taken.sha256, taken.store) == (made.sha256, "imported")
    assert taken.path.with_name("entropy.sqt").read_bytes() == b"tables"
    assert {model.name for model in list_installed()} == {"spectral-1k5bps", "spectral-3kbps", "spectral-6kbps"}


def test_damaged_weights_are_neither_taken_nor_given(
    narrow_tensors: dict[str, np.ndarray], home: Path, tmp_path: Path
) -> None:
    made = pack_weights(narrow_tensors, tmp_path / "stick" / "spectral")
    content = bytearray(made.path.read_bytes())
    content[-1] ^= 1
    made.path.write_bytes(content)
    with pytest.raises(BadWeightsError, match="are damaged"):
        import_sets(tmp_path / "stick")
    with pytest.raises(BadWeightsError, match="are damaged"):
        save_set(made, tmp_path / "another")
    assert list_installed() == []


def test_fetched_weights_of_earlier_versions_leave_the_cache(
    published_set: Published, narrow_configs: dict[str, CodecConfig], home: Path
) -> None:
    old = import_published("6kbps", published_set(narrow_configs["6kbps"]), paths.old_fetched_models_dir())
    assert find_installed("6kbps").store == "fetched", "they are used where they lie, too"
    move_out_of_the_cache()
    (found,) = list_installed()
    assert found.path.is_relative_to(paths.fetched_models_dir())
    assert (found.sha256, found.store) == (old.sha256, "fetched")
    assert not list(paths.user_cache_dir().rglob(WEIGHTS_NAME))
    assert fetch("6kbps", offline=True).path == found.path
    assert load_codec(found).weights_sha256 == old.sha256


def test_links_to_folders_are_not_followed_and_a_whole_disk_is_not_searched(
    published_set: Published,
    narrow_configs: dict[str, CodecConfig],
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stick = tmp_path / "stick"
    (stick / "a").mkdir(parents=True)
    (stick / "a" / "round").symlink_to(stick)
    shutil.copytree(published_set(narrow_configs["6kbps"]), stick / "b")
    assert [one.folder.name for one in find_sets(stick)] == ["b"]
    monkeypatch.setattr("sqcodec_gui.codec.model_store.find_sets.MOST_FOLDERS", 2)
    assert find_sets(stick) == []


def test_what_is_no_checkpoint_is_not_run(
    published_set: Published, narrow_configs: dict[str, CodecConfig], home: Path, tmp_path: Path
) -> None:
    """A pickle that would do something when it is loaded."""

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path(tmp_path / "sprung").touch, ())

    folder = tmp_path / "stick"
    shutil.copytree(published_set(narrow_configs["6kbps"]), folder)
    torch.save({"bias": Trap()}, folder / "encoder.pt")
    assert find_sets(folder) == []
    assert not (tmp_path / "sprung").exists()
