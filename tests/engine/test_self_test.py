"""Golden tokens of each model: what is noticed, what is remembered, and that the bundled models bring theirs."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.codec.model_store.installed import InstalledModel, list_installed
from sqcodec_gui.engine import conformance, models, self_test
from sqcodec_gui.engine.device import ComputeTarget, resolve
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.messages import Message
from sqcodec_gui.paths import HOME_VARIABLE

TORCH = ComputeChoice("cpu", "torch")


@pytest.fixture
def place() -> ComputeTarget:
    return resolve(TORCH)


@pytest.fixture
def model(tiny: CodecConfig, tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> InstalledModel:
    """The narrow model with constants, in a home of this test alone, and no other model."""
    source = tiny_home / "data" / "models" / "tiny" / "model.safetensors"
    folder = tmp_path / "home" / "data" / "models" / "tiny"
    folder.mkdir(parents=True)
    (folder / source.name).write_bytes(source.read_bytes())
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setattr(
        self_test, "list_installed", lambda named=None: [m for m in list_installed() if m.name == "tiny"]
    )
    return next(model for model in list_installed() if model.name == "tiny")


def disturb(path: Path) -> None:
    """A golden file whose sound this machine will not reproduce."""
    with np.load(path) as stored:
        values = dict(stored)
    values["proof_sound"] = values["proof_sound"] // 2
    np.savez_compressed(path, **values)


def test_what_is_written_is_decoded_as_it_was(model: InstalledModel, place: ComputeTarget) -> None:
    path = self_test.write_self_test(model.path.parent)
    assert path.stat().st_size < 100_000
    result = self_test.check_model(model, place)
    assert result.is_right
    assert result.difference is not None
    assert result.difference < 1e-4


def test_a_wrong_sound_is_noticed(model: InstalledModel, place: ComputeTarget) -> None:
    disturb(self_test.write_self_test(model.path.parent))
    result = self_test.check_model(model, place)
    assert not result.is_right
    assert result.difference is not None
    assert result.difference > conformance.SOUND_DIFFERENCE


def test_without_a_golden_file_the_first_sound_is_kept_and_compared_later(
    model: InstalledModel, place: ComputeTarget
) -> None:
    assert self_test.check_model(model, place).difference is None
    assert self_test.check_model(model, place).difference == pytest.approx(0, abs=1e-4)
    (kept,) = (paths.user_data_dir() / "self_tests").glob("*.npz")
    disturb(kept)
    assert not self_test.check_model(model, place).is_right


def test_what_was_right_is_not_tested_again_until_the_version_changes(
    model: InstalledModel, place: ComputeTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    self_test.write_self_test(model.path.parent)
    assert [result.is_right for result in self_test.check_untested(TORCH, CancelToken())] == [True]
    assert list(self_test.check_untested(TORCH, CancelToken())) == []
    monkeypatch.setattr(conformance, "__version__", "0.0.0")
    assert self_test.untested(place) == [model]


def test_what_was_wrong_is_tested_again(model: InstalledModel, place: ComputeTarget) -> None:
    disturb(self_test.write_self_test(model.path.parent))
    for _ in range(2):
        assert [result.is_right for result in self_test.check_untested(TORCH, CancelToken())] == [False]


def test_what_is_known_of_other_weights_counts_as_nothing(model: InstalledModel, place: ComputeTarget) -> None:
    path = self_test.write_self_test(model.path.parent)
    with np.load(path) as stored:
        values = dict(stored)
    np.savez_compressed(path, **values | {"tensors_sha256": np.array("0" * 64)})
    assert self_test.check_model(model, place).difference is None


def test_what_an_engine_was_proven_with_is_not_tested_again(
    model: InstalledModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proof and self-test are one: same input, same limit, one memory. What torch gave is kept for both."""
    place = resolve(ComputeChoice("cpu"))
    monkeypatch.setattr(models, "_failures", {})
    models.forget()
    assert self_test.untested(place) == [model]
    assert models.load(model, place, encodes=False).engine == "openvino"
    assert self_test.untested(place) == []
    assert self_test.check_model(model, place).difference == pytest.approx(0, abs=1e-4)
    models.forget()


def test_where_the_fast_engine_fails_torch_is_tested_and_that_is_remembered(
    model: InstalledModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = resolve(ComputeChoice("cpu"))
    monkeypatch.setattr(models, "_failures", {model.sha256: Message("It fails.")})
    models.forget()
    assert [result.is_right for result in self_test.check_untested(ComputeChoice("cpu"), CancelToken())] == [True]
    assert self_test.untested(place) == []
    models.forget()


def test_every_bundled_model_brings_its_reference_and_this_machine_decodes_it(place: ComputeTarget) -> None:
    bundled = [model for model in list_installed() if model.store == "bundled"]
    assert bundled
    for model in bundled:
        result = self_test.check_model(model, place)
        assert result.difference is not None
        assert result.difference < 1e-3


def test_who_asks_what_is_untested_loads_no_torch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The window asks it ten seconds after its start, and torch would take a second and 200 MB."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    code = """
import sys
from sqcodec_gui.engine.device import TORCH, resolve, rounding_identity
from sqcodec_gui.engine.self_test import untested
assert untested(resolve())
before = rounding_identity(TORCH, 1)
assert "torch" not in sys.modules
import torch
assert before["engine"] == f"torch {torch.__version__}"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
