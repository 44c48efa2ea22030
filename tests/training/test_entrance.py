"""``python -m sqcodec_gui.training`` and the packages that only it needs."""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from sqcodec_gui.training import __main__ as entrance

PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_a_plain_install_is_told_in_one_line_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entrance, "find_spec", lambda name: None if name == "pesq" else find_spec(name))
    monkeypatch.setattr("sys.argv", ["training", "--data", str(tmp_path / "nothing"), "--minutes", "0"])
    with pytest.raises(SystemExit) as ended:
        entrance.main()
    line = str(ended.value)
    assert "pesq" in line
    assert "pip install 'sqcodec-gui[train]'" in line
    assert "matplotlib" not in line
    assert len(line.splitlines()) == 1


@pytest.mark.skipif(not PYPROJECT.is_file(), reason="the tests were installed without the project's own folder")
def test_the_extra_names_the_same_packages() -> None:
    extra = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["optional-dependencies"]["train"]
    assert [re.split(r"[\[>]", line)[0] for line in extra] == list(entrance.EXTRA)
