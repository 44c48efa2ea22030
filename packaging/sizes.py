"""This module tells what a built folder weighs, by library."""

from collections import Counter
from pathlib import Path

LINES = 16


def by_library(inside: Path) -> Counter[str]:
    """Count bytes by top-level name; a package's libraries count as its own, and links as nothing."""
    sizes: Counter[str] = Counter()
    for path in inside.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[_owner(path.relative_to(inside))] += path.stat().st_size
    return sizes


def _owner(path: Path) -> str:
    top = path.parts[0]
    if len(path.parts) == 1:
        if path.suffix == ".pyc" or top == "base_library.zip":
            return "Python's own modules"
        return "Python" if top.startswith("libpython") else "libraries of the system"
    if top.startswith("python3"):
        return "Python"
    known = {"av": "av (FFmpeg)", "PySide6": "PySide6 (Qt)", "shiboken6": "PySide6 (Qt)", "resources": "our resources"}
    name = top.partition("-")[0].removesuffix(".libs").removeprefix("_").removesuffix("_data")
    return known.get(name, name)


def table(sizes: Counter[str]) -> str:
    """List the largest, the rest in one line, and the sum."""
    total = sum(sizes.values())
    rows = sizes.most_common(LINES)
    rest = total - sum(size for _, size in rows)
    lines = [*rows, ("all others", rest), ("in all", total)]
    return "\n".join(f"{name:<28} {size / 1e6:8.1f} MB  {size / total:4.0%}" for name, size in lines)
