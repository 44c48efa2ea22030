"""A file without a verb: people read what they can do with it, as commands that work when they are copied."""

import os
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cli import VERBS, main
from sqcodec_gui.file_types import SQC_SIGNATURE

Told = Callable[..., str]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    def run(*words: str) -> str:
        assert main(words) == 2
        out, err = capsys.readouterr()
        assert out == ""
        return err

    return run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where one is."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def commands(said: str) -> list[list[str]]:
    """The words of each command that is shown."""
    lines = [line[2:].partition("   ")[0].partition("  ")[0] for line in said.splitlines() if line.startswith("  ")]
    return [shlex.split(line) for line in lines]


def test_a_recording(folder: Path, told: Told) -> None:
    (folder / "talk.wav").write_bytes(b"RIFF")
    assert told("talk.wav") == (
        "talk.wav is a file, and a verb has to stand before it:\n"
        "  sqcodec encode talk.wav  make it small\n"
        "  sqcodec-gui talk.wav     in the window\n"
    )


@pytest.mark.parametrize("name", ["talk.sqc", "talk.bin"])
def test_a_small_file_is_known_by_its_first_bytes(folder: Path, told: Told, name: str) -> None:
    (folder / name).write_bytes(SQC_SIGNATURE)
    said = told(name)
    assert said.startswith(f"{name} is a small file, and ")
    assert commands(said) == [["sqcodec", "decode", name], ["sqcodec", "verify", name], ["sqcodec-gui", name]]


def test_a_folder(folder: Path, told: Told) -> None:
    (folder / "talks").mkdir()
    said = told("talks")
    assert said.startswith("talks is a folder, and ")
    assert commands(said) == [["sqcodec", "encode", "talks"], ["sqcodec", "verify", "talks"], ["sqcodec-gui", "talks"]]


def test_a_pipe_is_not_waited_for(folder: Path, told: Told) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("there are no named pipes here")
    os.mkfifo(folder / "pipe.wav")
    assert commands(told("pipe.wav"))[0] == ["sqcodec", "encode", "pipe.wav"]


@pytest.mark.parametrize("name", ["Grandma's talk.wav", "a b.wav", "$(x).wav", "-talk; ls.wav"])
def test_commands_can_be_copied_whatever_the_name(folder: Path, told: Told, name: str) -> None:
    (folder / name).write_bytes(b"RIFF")
    path = name if not name.startswith("-") else f"./{name}"
    assert commands(told(path)) == [["sqcodec", "encode", path], ["sqcodec-gui", path]]


def test_what_else_was_typed_stays(folder: Path, told: Told) -> None:
    for name in ("a.wav", "b.wav"):
        (folder / name).write_bytes(b"RIFF")
    said = told("a.wav", "b.wav", "--model", "spectral-3kbps")
    assert commands(said)[0] == ["sqcodec", "encode", "a.wav", "b.wav", "--model", "spectral-3kbps"]
    assert commands(told(*["a.wav"] * 1000))[0] == ["sqcodec", "encode", "a.wav"]


def test_a_verb_that_was_nearly_typed_is_meant_though_a_file_is_called_so(folder: Path, told: Told) -> None:
    (folder / "encod").touch()
    assert "Did you mean “encode”?" in told("encod", "a.wav")
    (folder / "talk").touch()
    assert commands(told("talk"))[0] == ["sqcodec", "encode", "talk"]
    assert not {"talk"} & VERBS.keys()


def test_no_control_character_reaches_the_terminal(folder: Path, told: Told) -> None:
    (folder / "a\x1b[2J.wav").write_bytes(b"RIFF")
    assert "\x1b" not in told("a\x1b[2J.wav")
