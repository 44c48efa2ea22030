"""The door for fuzzers: good and damaged files pass, and what nobody foresaw is noticed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "data" / "container"


def fuzz(*words: object, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"{before}\nimport runpy, sys\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, "-c", code, str(ROOT / "fuzzing" / "fuzz_sqc.py"), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_whole_and_damaged_files_pass(tmp_path: Path) -> None:
    files = sorted(GOLDEN.glob("*.sqc"))
    whole = files[0].read_bytes()
    for name, data in (("cut", whole[:-300]), ("flipped", whole[:200] + bytes([whole[200] ^ 1]) + whole[201:])):
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    ended = fuzz(*files)
    assert ended.returncode == 0, ended.stderr


def test_recordings_pass(tmp_path: Path) -> None:
    cut = tmp_path / "cut.flac"
    cut.write_bytes((ROOT / "resources" / "samples" / "speech.flac").read_bytes()[:20_000])
    (tmp_path / "text.wav").write_text("no sound at all")
    ended = fuzz("--recording", cut, tmp_path / "text.wav")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("words", "spoiled"),
    [
        ([], "sqcodec_gui.container.SqcReader.check"),
        (["--recording"], "sqcodec_gui.audio.reader.AudioReader.read"),
    ],
)
def test_what_nobody_foresaw_is_noticed(words: list[str], spoiled: str) -> None:
    name, _, method = spoiled.rpartition(".")
    module, _, kind = name.rpartition(".")
    before = (
        f"from {module} import {kind}\n"
        "def fail(*given):\n    raise ZeroDivisionError('nobody foresaw this')\n"
        f"{kind}.{method} = fail"
    )
    file = ROOT / "resources" / "samples" / "speech.flac" if words else GOLDEN / "packed-1.sqc"
    ended = fuzz(*words, file, before=before)
    assert ended.returncode
    assert "nobody foresaw this" in ended.stderr
