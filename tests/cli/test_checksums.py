"""``--checksums sha256``: sidecar files that ``sha256sum -c`` accepts, and that verify holds against the files."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.cli import main
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.checksums import sidecar_of, sidecar_problem, write_sidecar

TINY = ("--model", "tiny", "--device", "cpu", "--no-check", "--checksums", "sha256")
SUM = shutil.which("sha256sum")


def run(*words: object) -> int:
    return main([os.fspath(word) for word in words])  # type: ignore[arg-type]


def accepted(sidecar: Path) -> bool:
    return (
        subprocess.run([SUM, "--strict", "-c", sidecar.name], cwd=sidecar.parent, capture_output=True).returncode == 0
    )


@pytest.mark.skipif(not SUM, reason="sha256sum is not here")
def test_encode_writes_what_sha256sum_accepts(
    tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path, capsys
) -> None:
    for name in ("a.wav", "in/b.wav"):
        write_sound(name, 0.4)
    assert run("encode", tmp_path / "a.wav", tmp_path / "in", *TINY) == 0
    for place in (tmp_path / "a.sqc.sha256", tmp_path / "in" / "b.sqc.sha256"):
        assert accepted(place)
    made = tmp_path / "a.sqc"
    capsys.readouterr()
    assert run("verify", made, "--checksums", "sha256") == 0
    assert "Every byte is what a.sqc.sha256 says" in capsys.readouterr().out
    made.with_name("a.sqc.sha256").write_text(made.with_name("a.sqc.sha256").read_text().replace(" a.", " *a."))
    assert run("tag", made, "title=Changed") == 0, "the mark of binary files in the line is understood"
    assert accepted(sidecar_of(made)), "a change on purpose changes the checksum too"
    capsys.readouterr()
    sidecar_of(made).write_text("0" * 64 + "  a.sqc\n")
    assert run("verify", made, "--checksums", "sha256") == 1
    assert "the SHA-256 differs" in capsys.readouterr().err
    assert run("tag", made, "title=Again") == 0
    assert not accepted(sidecar_of(made)), "a wrong checksum is never made right"
    sidecar_of(made).unlink()
    assert run("verify", made, "--checksums", "sha256") == 1
    assert run("tag", made, "title=Once more") == 0
    assert not sidecar_of(made).exists(), "nothing is written that was not asked for"
    assert run("encode", tmp_path / "a.wav", *TINY, "--exists", "skip") == 0
    assert accepted(sidecar_of(made)), "what was skipped gets the one that it lacks"


@pytest.mark.skipif(not SUM or sys.platform == "win32", reason="needs sha256sum, and names that Windows refuses")
@pytest.mark.parametrize(
    "name", [b"back\\slash", b"line\nend", b"return\r", b"\xff no text", "é 🎙 a  b".encode(), b" x"]
)
def test_any_name(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(b"some bytes")
    sidecar = write_sidecar(path, CancelToken())
    done = subprocess.run([SUM, "--strict", "-c", os.fsencode(sidecar.name)], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert sidecar_problem(path, CancelToken()) is None


def test_what_is_no_checksum_file_proves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqc"
    path.write_bytes(b"some bytes")
    for content in (b"", b"no checksum", b"0" * 63 + b"  a.sqc\n", b"0" * 100_000):
        sidecar_of(path).write_bytes(content)
        assert "no checksum file" in str(sidecar_problem(path, CancelToken()))


def test_a_sidecar_that_cannot_be_written_is_a_failure(
    tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path, capsys
) -> None:
    source = write_sound("a.wav", 0.4)
    (tmp_path / "a.sqc.sha256").mkdir()
    assert run("encode", source, *TINY, "--json") == 1
    (told,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert "a.sqc.sha256" in told["error"]


@pytest.mark.skipif(not SUM, reason="sha256sum is not here")
def test_the_manifest_of_a_kit_is_accepted_too(
    tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    assert run("encode", write_sound("a.wav", 0.4), *TINY) == 0
    assert run("kit", tmp_path / "kit", tmp_path / "a.sqc") == 0
    for name in ("manifest-sha256.txt", "manifest-sha512.txt"):
        tool = str(SUM).replace("sha256", name[9:15])
        assert subprocess.run([tool, "--strict", "-c", name], cwd=tmp_path / "kit", capture_output=True).returncode == 0
