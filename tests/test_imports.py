"""The arrows of the design: who may import whom, read from the sources."""

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest

import sqcodec_gui

PACKAGE = Path(sqcodec_gui.__file__).parent
SHARED = {
    "cancellation",
    "errors",
    "file_types",
    "library_loading",
    "messages",
    "formatting",
    "paths",
    "atomic_write",
    "marks",
    "strict_json",
    "suggestion",
    "_version",
}
"""Parts of the package that anyone may import; the package's own name (its version) is another."""

MAY_IMPORT = {
    "audio": set(),
    "container": set(),
    "codec": set(),
    "engine": {"codec", "container", "audio"},
    "listening": {"audio"},
    "playback": {"engine", "listening", "audio"},
    "gui": {"playback", "engine", "listening", "codec", "container", "audio"},
    "cluster": {"engine", "codec", "container", "audio"},
    "cli": {"cluster", "engine", "listening", "codec", "audio"},
    "training": {"engine", "codec", "audio"},
    "cancellation": set(),
    "errors": set(),
    "file_types": set(),
    "formatting": set(),
    "messages": set(),
    "marks": set(),
    "paths": set(),
    "atomic_write": set(),
    "library_loading": set(),
    "strict_json": set(),
    "suggestion": set(),
    "_version": set(),
    "__init__": {"codec"},
    "__main__": {"cli", "gui"},
}
QT = {"PySide6", "shiboken6", "pyqtgraph"}
TORCH = {"torch", "openvino"}
WITHOUT_TORCH = {
    "library_loading",
    "container",
    "audio",
    "listening",
    "playback",
    "cluster",
    "cli",
    "cancellation",
    "paths",
    "errors",
    "file_types",
    "formatting",
    "messages",
    "atomic_write",
    "marks",
    "strict_json",
    "suggestion",
    "_version",
}
SOURCES = sorted(PACKAGE.rglob("*.py"))


def part_of(source: Path) -> str:
    """The layer that a file belongs to: its folder in the package, or its own name at the top."""
    inside = source.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported_modules(tree: ast.AST, package: str) -> set[str]:
    """All modules that a source imports, at the top or inside a function, as absolute names.

    `from . import x` counts as `package.x`, so that a layer cannot be reached through the package's name.
    Blocks under `if TYPE_CHECKING` count as well: they are dependencies too.
    """
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package) if node.level else node.module
            modules |= {f"{base}.{alias.name}" for alias in node.names}
    return modules


def imported_parts(source_text: str, package: str) -> set[str]:
    """The layers, by their names in ``MAY_IMPORT``, that a source imports from."""
    modules = (module.split(".") for module in imported_modules(ast.parse(source_text), package))
    return {rest[0] for top, *rest in modules if top == PACKAGE.name and rest} & MAY_IMPORT.keys()


def violations(source_text: str, part: str, package: str) -> list[str]:
    """What a source of the layer `part` imports although it may not."""
    forbidden = (set() if part == "gui" else QT) | (TORCH if part in WITHOUT_TORCH else set())
    allowed = MAY_IMPORT[part] | SHARED | {part, "__init__"}
    found = []
    for module in sorted(imported_modules(ast.parse(source_text), package)):
        top, *rest = module.split(".")
        inside = rest[0] if top == PACKAGE.name and rest else None
        if top in forbidden or (inside in MAY_IMPORT and inside not in allowed):
            found.append(module)
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_follow_the_arrows(source: Path) -> None:
    package = ".".join((PACKAGE.name, *source.relative_to(PACKAGE).parts[:-1]))
    assert violations(source.read_text(encoding="utf-8"), part_of(source), package) == []


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_no_permission_is_unused(part: str) -> None:
    """What the table allows is what is so: a rule that nobody needs would let the next one through unseen."""
    used = set()
    for source in SOURCES:
        if part_of(source) == part:
            package = ".".join((PACKAGE.name, *source.relative_to(PACKAGE).parts[:-1]))
            used |= imported_parts(source.read_text(encoding="utf-8"), package)
    assert used - SHARED - {part, "__init__"} == MAY_IMPORT[part]


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    """Modules that import each other in a circle, the first one again at the end; none where there is no circle."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


def imports_of_all() -> dict[str, set[str]]:
    """Which of the package's modules each of them imports, at the top, inside a function or for types alone.

    Folders are no modules here: that a module lies in a folder is no import.
    """
    modules = {
        ".".join((PACKAGE.name, *source.relative_to(PACKAGE).with_suffix("").parts)): source for source in SOURCES
    }
    imports = {}
    for module, source in modules.items():
        package = module.rpartition(".")[0]
        found = imported_modules(ast.parse(source.read_text(encoding="utf-8")), package)
        imports[module] = {name if name in modules else name.rpartition(".")[0] for name in found} & modules.keys()
    return imports


def test_no_imports_run_in_a_circle() -> None:
    assert circle_in(imports_of_all()) == []


def test_a_circle_of_imports_is_found() -> None:
    imports = imports_of_all() | {"sqcodec_gui.messages": {"sqcodec_gui.engine.compress"}}
    assert {"sqcodec_gui.messages", "sqcodec_gui.engine.compress"} <= set(circle_in(imports))


def test_every_part_has_a_rule() -> None:
    assert {part_of(source) for source in SOURCES} <= set(MAY_IMPORT)


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("audio", "from sqcodec_gui.codec import config"),
        ("audio", "import torch.nn"),
        ("codec", "from ..container import reader"),
        ("codec", "from .. import container"),
        ("container", "def f():\n    import torch"),
        ("engine", "from PySide6 import QtCore"),
        ("engine", "from ..gui.worker import Worker"),
        ("training", "import sqcodec_gui.container.reader"),
        ("cli", "import sqcodec_gui.gui.app"),
        ("playback", "from PySide6.QtCore import QObject"),
        ("playback", "from ..gui.settings.user_settings import UserSettings"),
    ],
)
def test_an_import_against_the_arrows_is_found(part: str, line: str) -> None:
    assert violations(line, part, f"sqcodec_gui.{part}")


@pytest.mark.parametrize("module", ["sqcodec_gui", "sqcodec_gui.cli", "sqcodec_gui.gui.app", "sqcodec_gui.paths"])
def test_starting_loads_no_torch(module: str) -> None:
    code = f"import sys, {module}; sys.exit(' '.join(sorted({TORCH!r} & sys.modules.keys())) or 0)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr


def test_the_window_comes_before_what_only_sound_needs() -> None:
    """Loading these takes as long as all of the window itself; they are loaded once it is seen."""
    later = {"numpy", "soxr", "constriction", "soundfile", "av", "pyqtgraph"}
    code = f"import sys, sqcodec_gui.gui.app; sys.exit(' '.join(sorted({later!r} & sys.modules.keys())) or 0)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr


def test_the_window_loads_no_library_that_only_some_files_or_people_need() -> None:
    """FFmpeg and OpenVINO take as long as the window itself, and 20 MB and more of memory each."""
    files = (path.relative_to(PACKAGE.parent) for path in SOURCES if path.is_relative_to(PACKAGE / "gui"))
    modules = [".".join(path.with_suffix("").parts) for path in files]
    code = (
        "import importlib, sys\n"
        f"for module in {modules!r}: importlib.import_module(module)\n"
        "sys.exit(' '.join(sorted({'av', 'openvino', 'torch', 'scipy', 'huggingface_hub'} & sys.modules.keys())) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
