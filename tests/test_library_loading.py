"""Compiled code of packages, loaded ahead of them."""

import importlib.machinery
import subprocess
import sys
from pathlib import Path

import pytest

from sqcodec_gui import library_loading
from sqcodec_gui.library_loading import load_libraries_of, load_library

AHEAD = """
import sys
from pathlib import Path
from sqcodec_gui.library_loading import load_libraries_of
package, library = sys.argv[1:]
loaded = load_libraries_of(package)
assert package not in sys.modules
assert bool(loaded) == (library in Path("/proc/self/maps").read_text()), loaded
__import__(package)
maps = Path("/proc/self/maps").read_text().splitlines()
files = {line.split()[-1] for line in maps if Path(line.split()[-1]).name.startswith(library)}
assert len(files) <= 1, f"import has loaded another one: {files}"
assert load_libraries_of.__wrapped__(package) == 0, "it is there"
print("ahead" if loaded else "left to import")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which libraries are loaded")
@pytest.mark.parametrize(
    ("package", "library"), [("numpy", "libscipy_openblas"), ("av", "libavcodec"), ("openvino", "libopenvino.so")]
)
def test_they_are_there_before_the_package_and_it_uses_them(package: str, library: str) -> None:
    done = subprocess.run([sys.executable, "-c", AHEAD, package, library], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    home = Path(importlib.machinery.PathFinder.find_spec(package).origin or "").parent  # type: ignore[union-attr]
    is_wheel = any((*home.parent.glob(f"{package}.libs/*"), *home.glob("libs/*")))
    assert done.stdout == ("ahead\n" if is_wheel else "left to import\n")


@pytest.mark.parametrize("spec", [None, importlib.machinery.ModuleSpec("av", None)])
def test_without_the_package_there_is_nothing_to_load(
    spec: importlib.machinery.ModuleSpec | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_loading, "find_spec", lambda name: spec)
    monkeypatch.delitem(sys.modules, "av", raising=False)
    assert load_libraries_of.__wrapped__("av") == 0


def test_what_is_no_library_is_left_to_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "av").mkdir()
    (tmp_path / "av.libs").mkdir()
    (tmp_path / "av.libs" / "libavcodec.so.1").write_text("no library")
    spec = importlib.machinery.ModuleSpec("av", None, origin=str(tmp_path / "av" / "__init__.py"))
    monkeypatch.setattr(library_loading, "find_spec", lambda name: spec)
    monkeypatch.delitem(sys.modules, "av", raising=False)
    assert load_libraries_of.__wrapped__("av") == 0
    assert not load_library(tmp_path / "nothing.so")
