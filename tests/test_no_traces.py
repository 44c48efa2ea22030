"""Nothing in the project names a place on the machine that it was written on, or the address of a package index."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLACES = re.compile(r"(?<![\w.~}])/(?:work|tmp|root|opt/wheels|opt/pypi)\b" + r"|pythonhosted\.org|pypi\.org/simple")


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [path for name in listed.decode().split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a clone of the repository")
def test_no_file_names_a_place_on_the_writers_machine() -> None:
    found = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" in content or path == Path(__file__).resolve():
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if PLACES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize("line", ["see /" + "work/shared", "'/" + "tmp/x'", "HOME=/" + "root"])
def test_a_place_is_noticed(line: str) -> None:
    assert PLACES.search(line)
