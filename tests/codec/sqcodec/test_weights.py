"""Weights between files and the network: what is refused, what is kept, what is found."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor

from sqcodec_gui import paths
from sqcodec_gui.codec.config import PARTS, CodecConfig, get_config
from sqcodec_gui.codec.errors import BadWeightsError, MissingWeightsError, UnknownModelError, UnwritableWeightsError
from sqcodec_gui.codec.model_store.installed import (
    check_installed,
    find_installed,
    list_installed,
    model_roots,
    read_header,
)
from sqcodec_gui.codec.sqcodec.network import Codec
from sqcodec_gui.codec.sqcodec.published_form import read_parts, tensors_sha256
from sqcodec_gui.codec.sqcodec.weights import export_published, import_published, load_codec, load_published, save_own

pytestmark = pytest.mark.usefixtures("home")
Change = Callable[[dict[str, Tensor]], None]


@pytest.fixture
def folder(published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]) -> Path:
    """The five published files of a narrow 6kbps."""
    return published_set(narrow_configs["6kbps"])


def change(file: Path, how: Change) -> None:
    state = torch.load(file, weights_only=True)
    how(state)
    torch.save(state, file)


def everything_under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def sound_of(codec: Codec) -> tuple[Tensor, Tensor]:
    """Tokens of some noise, and what they sound like."""
    noise = 0.3 * torch.randn(1, 3000, generator=torch.Generator().manual_seed(5))
    tokens = codec.encode(noise)
    return tokens, codec.decode(tokens)


def first(state: dict[str, Tensor], ending: str) -> str:
    return next(name for name in state if name.endswith(ending))


CHANGES: dict[str, tuple[str, Change]] = {
    r"quantizer\.project_in\.bias is missing": ("quantizer", lambda state: state.pop("project_in.bias")),
    r"en_encoder\.surplus is unexpected": ("en_encoder", lambda state: state.update(surplus=torch.zeros(3))),
    r"project_in\.weight has the shape \(7, 16\) instead of \(6, 16\)": (
        "quantizer",
        lambda state: state.update({"project_in.weight": torch.zeros(7, 16)}),
    ),
    "holds values that are no numbers": ("quantizer", lambda state: state["project_out.bias"].fill_(float("nan"))),
    "original0 is missing": ("encoder", lambda state: state.pop(first(state, "original0"))),
    "original0 has the shape": (
        "encoder",
        lambda state: state.update({first(state, "original0"): torch.ones(99, 1, 1)}),
    ),
    r"grn\.beta is missing": ("decoder", lambda state: state.pop(first(state, "grn.beta"))),
    r"grn\.gamma has the shape": ("decoder", lambda state: state.update({first(state, "grn.gamma"): torch.ones(1, 3)})),
}


@pytest.mark.parametrize("message", CHANGES)
def test_a_set_that_does_not_fit_is_an_error(folder: Path, message: str) -> None:
    part, how = CHANGES[message]
    change(folder / f"{part}.pt", how)
    with pytest.raises(BadWeightsError, match=message):
        import_published("6kbps", folder)
    with pytest.raises(BadWeightsError, match=message):
        load_published(get_config("6kbps"), folder)
    assert list_installed() == []


@pytest.mark.parametrize("part", PARTS)
def test_a_missing_part(folder: Path, part: str) -> None:
    (folder / f"{part}.pt").unlink()
    with pytest.raises(MissingWeightsError, match=rf"not complete: {part}\.pt is missing"):
        import_published("6kbps", folder)


def test_weights_of_another_model(published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]) -> None:
    with pytest.raises(BadWeightsError, match="do not fit the model 6kbps"):
        import_published("6kbps", published_set(narrow_configs["3kbps"]))
    with pytest.raises(UnknownModelError):
        import_published("5kbps", published_set(narrow_configs["3kbps"]))


class RunsCode:
    """What a pickle of this calls when it is loaded without care."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("was-run",)


@pytest.mark.parametrize("content", [RunsCode(), [1, 2], {"project_in.weight": "text"}], ids=["code", "list", "text"])
def test_files_that_hold_no_tensors(
    folder: Path, content: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save(content, folder / "quantizer.pt")
    with pytest.raises(BadWeightsError, match=r"quantizer\.pt"):
        import_published("6kbps", folder)
    assert not (tmp_path / "was-run").exists()


@pytest.mark.parametrize("bytes_kept", [0, 1, 100, -1])
def test_a_damaged_file(folder: Path, bytes_kept: int) -> None:
    file = folder / "decoder.pt"
    file.write_bytes(file.read_bytes()[:bytes_kept])
    with pytest.raises(BadWeightsError, match=r"decoder\.pt is damaged or no file of weights") as caught:
        import_published("6kbps", folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["6kbps", "0k75bps", "l3ac-1kbps", "l3ac-3kbps"])
def test_import_export_import_keeps_tokens_and_sound(
    name: str, published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig], tmp_path: Path
) -> None:
    source = published_set(narrow_configs[name])
    first = import_published(name, source)
    written = export_published(first, tmp_path / "exported")
    assert sorted(path.stem for path in written) == sorted(PARTS)
    published, exported = read_parts(source), read_parts(tmp_path / "exported")
    assert {key: value.shape for key, value in exported.items()} == {k: v.shape for k, v in published.items()}
    second = import_published(name, tmp_path / "exported")
    codec, codec_again = load_codec(first), load_codec(second)
    for key, tensor in codec.state_dict().items():
        assert torch.allclose(tensor, codec_again.state_dict()[key], rtol=1e-5, atol=1e-7), key
    tokens, sound = sound_of(codec)
    tokens_again, sound_again = sound_of(codec_again)
    assert torch.equal(tokens, tokens_again)
    assert torch.allclose(sound, sound_again, atol=1e-3)  # random weights enlarge the last bits of their rounding
    assert sound.std() > 0.01
    assert tokens.unique().numel() > 5


def test_an_export_overwrites_nothing_and_leaves_nothing_half_done(
    published_set: Callable[..., Path],
    narrow_configs: dict[str, CodecConfig],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    installed = import_published("6kbps", published_set(narrow_configs["6kbps"]))
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "decoder.pt").write_text("someone else's")
    with pytest.raises(UnwritableWeightsError, match=r"already holds decoder\.pt"):
        export_published(installed, taken)
    assert [path.name for path in taken.iterdir()] == ["decoder.pt"]
    assert (taken / "decoder.pt").read_text() == "someone else's"

    def full_disk(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UnwritableWeightsError, match="No space left"):
        export_published(installed, tmp_path / "full" / "sub")
    assert not (tmp_path / "full").exists()
    (tmp_path / "mine").mkdir()
    with pytest.raises(UnwritableWeightsError, match="No space left"):
        export_published(installed, tmp_path / "mine" / "sub")
    assert list((tmp_path / "mine").iterdir()) == [], "what was there before stays"


def test_the_hash_is_that_of_names_types_shapes_and_values_alone() -> None:
    tensors = {"b": torch.arange(6.0).view(2, 3), "a": torch.zeros(0, 4), "c": torch.ones((), dtype=torch.float16)}
    sha256 = tensors_sha256(tensors)
    assert tensors_sha256(dict(sorted(tensors.items()))) == sha256
    assert tensors_sha256({**tensors, "b": torch.arange(6.0).view(3, 2).t().reshape(2, 3)}) != sha256
    assert tensors_sha256({**tensors, "b": tensors["b"].view(3, 2)}) != sha256
    assert tensors_sha256({**tensors, "b": tensors["b"].double()}) != sha256
    assert tensors_sha256({"d": tensors["b"], "a": tensors["a"], "c": tensors["c"]}) != sha256
    assert tensors_sha256({**tensors, "b": tensors["b"].t().contiguous().t()}) == sha256


def test_the_hash_is_that_of_the_source(folder: Path) -> None:
    installed = import_published("6kbps", folder)
    assert installed.sha256 == tensors_sha256(read_parts(folder))
    assert load_codec(installed).weights_sha256 == load_published(get_config("6kbps"), folder).weights_sha256
    change(folder / "quantizer.pt", lambda state: state["project_in.bias"].add_(1))
    assert import_published("6kbps", folder).sha256 != installed.sha256


def test_half_written_files_never_appear(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UnwritableWeightsError, match="No space left"):
        import_published("6kbps", folder)
    assert everything_under(paths.user_data_dir()) == []


def test_a_failed_import_keeps_what_was_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = import_published("6kbps", folder).path.read_bytes()

    def fail(source: object, target: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(UnwritableWeightsError):
        import_published("6kbps", folder)
    assert [path.read_bytes() for path in everything_under(paths.user_data_dir())] == [before]


def test_a_folder_that_cannot_be_made(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableWeightsError):
        import_published("6kbps", folder, tmp_path / "file")


@pytest.mark.parametrize("bytes_kept", [0, 7, 8, 200, -1])
def test_truncated_weights_are_left_out_and_reported(folder: Path, bytes_kept: int) -> None:
    installed = import_published("6kbps", folder)
    installed.path.write_bytes(installed.path.read_bytes()[:bytes_kept])
    assert list_installed() == []
    (problem,) = check_installed()
    assert str(installed.path) in str(problem)
    with pytest.raises(BadWeightsError):
        load_codec(installed)


def test_own_weights(
    narrow_configs: dict[str, CodecConfig], random_codec: Callable[..., Codec], tmp_path: Path
) -> None:
    codec = random_codec(narrow_configs["6kbps"], has_statistics=True)
    installed = save_own(codec, tmp_path / "own", {"stoi": "0.9", "model": "is not overwritten"})
    assert (installed.name, installed.origin, installed.has_statistics) == ("6kbps", "own", True)
    assert installed.sha256 == tensors_sha256(load_file(installed.path))
    loaded = load_codec(installed)
    assert loaded.statistics is not None
    assert torch.equal(loaded.statistics, codec.statistics)
    half = codec.quantizer.project_in.weight.half().float()
    assert torch.equal(loaded.quantizer.project_in.weight, half)


def test_own_weights_with_a_flipped_bit(
    narrow_configs: dict[str, CodecConfig], random_codec: Callable[..., Codec], tmp_path: Path
) -> None:
    installed = save_own(random_codec(narrow_configs["6kbps"]), tmp_path)
    content = bytearray(installed.path.read_bytes())
    content[-1] ^= 1
    installed.path.write_bytes(content)
    with pytest.raises(BadWeightsError, match="are damaged"):
        load_codec(installed)


def test_own_weights_that_are_no_numbers_are_not_saved(
    narrow_configs: dict[str, CodecConfig], random_codec: Callable[..., Codec], tmp_path: Path
) -> None:
    codec = random_codec(narrow_configs["6kbps"])
    codec.quantizer.project_in.bias[0] = 1e6  # more than fp16 holds
    with pytest.raises(BadWeightsError, match=r"project_in\.bias holds values that are no numbers"):
        save_own(codec, tmp_path)
    assert everything_under(tmp_path) == []


def test_two_sets_of_one_model_are_told_apart_by_their_hash(
    published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig]
) -> None:
    sets = [import_published("6kbps", published_set(narrow_configs["6kbps"], seed)) for seed in (0, 1)]
    assert {model.sha256 for model in list_installed()} == {model.sha256 for model in sets}
    for model in sets:
        found = find_installed("6kbps", model.sha256)
        assert found.path == model.path
        assert load_codec(found).weights_sha256 == model.sha256
    with pytest.raises(MissingWeightsError, match="begins with abcabcabcabc"):
        find_installed("6kbps", "abc" * 20)
    with pytest.raises(MissingWeightsError, match="sqcodec models fetch 3kbps"):
        find_installed("3kbps")


def test_order_of_places(folder: Path, tmp_path: Path) -> None:
    """A named folder, what came with the program, what the user imported, what was fetched, what was kept."""
    named = tmp_path / "named"
    roots = [root for _, root in model_roots(named)]
    cache = paths.user_cache_dir() / "models"
    kept = [paths.imported_models_dir(), paths.fetched_models_dir(), cache, paths.retained_models_dir()]
    assert roots == [named, paths.models_dir(), *kept]
    installed = import_published("6kbps", folder, tmp_path / "elsewhere")
    for place, root in reversed(model_roots(named)):
        shutil.copytree(installed.path.parent, root / "6kbps")
        found = find_installed("6kbps", named=named)
        assert (found.store, found.path.parent) == (place, root / "6kbps")
    assert len(list_installed(named)) == 5, "what is kept is named only where it lies nowhere else"
    assert find_installed("6kbps").store == "bundled"


def test_earlier_sets_below_stay_readable_and_are_not_preferred(
    published_set: Callable[..., Path], narrow_configs: dict[str, CodecConfig], tmp_path: Path
) -> None:
    first, better = (
        import_published("6kbps", published_set(narrow_configs["6kbps"], seed), tmp_path / f"set{seed}")
        for seed in (0, 1)
    )
    place = paths.models_dir() / "6kbps"
    shutil.copytree(first.path.parent, place / "2026")
    shutil.copy(better.path, place)
    assert find_installed("6kbps").sha256 == better.sha256
    assert find_installed("6kbps", first.sha256).path.parent == place / "2026"


def test_a_named_folder_may_be_that_of_the_weights(folder: Path, tmp_path: Path) -> None:
    installed = import_published("6kbps", folder, tmp_path / "elsewhere")
    assert find_installed("6kbps", named=installed.path.parent).path == installed.path


def test_what_a_header_says(folder: Path) -> None:
    installed = import_published("6kbps", folder)
    assert read_header(installed.path, "imported") == installed
    assert (installed.name, installed.origin, installed.store) == ("6kbps", "published", "imported")
    assert not installed.has_statistics
    assert installed.size_bytes == installed.path.stat().st_size
    assert installed.card is None
    installed.path.with_name("card.md").write_text("# 6kbps")
    assert installed.card == installed.path.with_name("card.md")
