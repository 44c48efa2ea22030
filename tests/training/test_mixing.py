"""Weights of several runs become one mean, as shares say; what does not fit is told."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.training.__main__ import parse
from sqcodec_gui.training.mixing import mixed


def weights(path: Path, value: float, name: str = "x") -> Path:
    save_file({name: np.full((2, 3), value, np.float16), "bias": np.float32([value, -value])}, path)
    return path


def test_files_count_by_their_shares_and_the_first_by_the_rest(tmp_path: Path) -> None:
    first, second, third = (weights(tmp_path / f"{value}.safetensors", value) for value in (1.0, 2.0, 4.0))
    found = mixed(first, [(second, 0.25), (third, 0.25)])
    assert found["x"].dtype == found["bias"].dtype == np.float32
    np.testing.assert_allclose(found["x"], 0.5 * 1 + 0.25 * 2 + 0.25 * 4)
    np.testing.assert_allclose(found["bias"], [2.0, -2.0])


def test_one_file_alone_stays_as_it_is(tmp_path: Path) -> None:
    assert mixed(weights(tmp_path / "one.safetensors", 1.5))["x"].dtype == np.float16


def test_what_cannot_be_mixed_is_told(tmp_path: Path) -> None:
    first = weights(tmp_path / "first.safetensors", 1.0)
    with pytest.raises(SqcodecError, match="less than 1"):
        mixed(first, [(first, 0.5), (first, 0.5)])
    with pytest.raises(SqcodecError, match=r"other\.safetensors cannot be mixed with first\.safetensors"):
        mixed(first, [(weights(tmp_path / "other.safetensors", 1.0, "y"), 0.5)])
    with pytest.raises(SqcodecError, match=r"missing\.safetensors cannot be read"):
        mixed(first, [(tmp_path / "missing.safetensors", 0.5)])


def test_shares_are_given_with_their_files() -> None:
    given = ["--data", "corpus", "--finish", "out", "--mix", "a:b.safetensors:0.4", "--mix", "c.safetensors:0.1"]
    assert parse(given).mix == [(Path("a:b.safetensors"), 0.4), (Path("c.safetensors"), 0.1)]


@pytest.mark.parametrize("words", ["a.safetensors", "a.safetensors:1.5", "a.safetensors:much", ":0.5"])
def test_a_share_that_is_none_is_refused(words: str) -> None:
    with pytest.raises(SystemExit):
        parse(["--data", "corpus", "--finish", "out", "--mix", words])


def test_mixing_is_for_finishing_alone() -> None:
    with pytest.raises(SystemExit):
        parse(["--data", "corpus", "--mix", "a.safetensors:0.5"])
