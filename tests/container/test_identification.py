"""What tells other programs that a file is a .sqc file: the magic of file(1), and the signatures for PRONOM."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sqcodec_gui.paths import format_dir

GOLDEN = Path(__file__).parents[1] / "data" / "container"
VERSIONS = {"packed-1.sqc": 1, "coded-1.sqc": 1, "layers-2.sqc": 2}
FILE = shutil.which("file")


def told(path: Path, *options: str) -> str:
    command = [FILE, "-b", *options, "-m", format_dir() / "sqc.magic", path]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.skipif(not FILE, reason="file(1) is not here")
@pytest.mark.parametrize(("name", "version"), VERSIONS.items())
def test_file_recognises_them(name: str, version: int) -> None:
    assert told(GOLDEN / name) == f"SQCodec recording, version {version}"
    assert told(GOLDEN / name, "--mime-type") == "audio/x-sqcodec"
    assert told(GOLDEN / name, "--extension") == "sqc"


@pytest.mark.skipif(not FILE, reason="file(1) is not here")
@pytest.mark.parametrize("start", [b"\x89PNG\r\n\x1a\n", b"\x89SQC\n\x1a\n", b"\x09SQC\r\n\x1a\n", b"SQC\r\n\x1a\n"])
def test_file_takes_nothing_else_for_one(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "other").write_bytes(start + b"\1\0" + bytes(100))
    assert "SQCodec" not in told(tmp_path / "other")


def test_the_signatures_for_pronom_are_those_of_the_files() -> None:
    page = (format_dir() / "pronom.md").read_text("utf-8")
    lines = re.findall(r"^[0-9A-F]{20}$", page, re.MULTILINE)
    tabled = re.findall(r"SQCodec recording (\d) \| `([0-9A-F ]+)`", page)
    assert [signature.replace(" ", "") for _, signature in tabled] == lines
    found = {version: bytes.fromhex(signature) for version, signature in tabled}
    for name, version in VERSIONS.items():
        assert (GOLDEN / name).read_bytes().startswith(found[str(version)])
        assert f"tests/data/container/{name}` | {version} |" in page


def test_the_seven_factors_each_have_their_section() -> None:
    page = (format_dir() / "sustainability.md").read_text("utf-8")
    factors = ("Disclosure", "Adoption", "Transparency", "Self-documentation", "External dependencies")
    for factor in (*factors, "Impact of patents", "Technical protection mechanisms"):
        assert f"\n## {factor}\n" in page


def test_pages_link_only_to_what_is_there() -> None:
    for page in format_dir().glob("*.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (format_dir() / link).exists(), f"{page.name}: {link}"
