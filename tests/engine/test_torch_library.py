"""The compiled part of torch, loaded ahead of torch itself."""

import importlib.machinery
import subprocess
import sys
from pathlib import Path

import pytest

from sqcodec_gui.engine import torch_library

AHEAD = """
import sys
from pathlib import Path
from sqcodec_gui.engine.torch_library import load_torch_library
is_loaded = load_torch_library()
assert "torch" not in sys.modules
assert is_loaded == ("libtorch_cpu" in Path("/proc/self/maps").read_text()), is_loaded
import torch
assert torch.ones(2).sum() == 2
print("ahead" if is_loaded else "with torch")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which libraries are loaded")
def test_it_is_there_before_torch_and_torch_works_with_it() -> None:
    done = subprocess.run([sys.executable, "-c", AHEAD], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    is_for_graphics = any(Path(sys.prefix).rglob("torch/lib/libtorch_cuda.so"))
    assert done.stdout == ("with torch\n" if is_for_graphics else "ahead\n")


def test_without_torch_there_is_nothing_to_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch_library, "find_spec", lambda name: None)
    assert not torch_library.load_torch_library.__wrapped__()


def test_a_torch_that_is_not_as_expected_is_left_to_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.machinery.ModuleSpec("torch", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(torch_library, "find_spec", lambda name: spec)
    assert not torch_library.load_torch_library.__wrapped__()
