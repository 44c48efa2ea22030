"""Pipes and devices, which never end, are refused by every verb, in one line."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cli import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices of POSIX")


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.sqc")
    return folder / "pipe.sqc"


def zeros(_folder: Path) -> Path:
    return Path("/dev/zero")


VERBS = {
    "info": ["info", "{}"],
    "verify": ["verify", "{}"],
    "decode": ["decode", "{}", "-o", "out.wav"],
    "repair": ["repair", "{}", "-o", "out.sqc"],
    "cut": ["cut", "{}", "--from", "0", "--to", "1", "-o", "out.sqc"],
    "tag": ["tag", "{}", "title=x"],
    "encode": ["encode", "{}", "-o", "out.sqc"],
    "report": ["report", "check", "{}"],
}


@pytest.mark.parametrize("make", [pipe, zeros])
@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reads_what_never_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, make: Callable[[Path], Path], verb: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = make(tmp_path)
    before = {one.name for one in tmp_path.iterdir()}
    assert main([word.format(path) for word in VERBS[verb]]) == 1
    said = capsys.readouterr().err.strip().splitlines()
    assert len(said) == 1
    assert path.name in said[0]
    assert {one.name for one in tmp_path.iterdir()} == before
