"""What a file tells at once: a recording, a small file, one that is damaged, and none."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sqcodec_gui.audio import open_once
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.completeness import State
from sqcodec_gui.engine.file_facts import FileFacts, file_facts


def test_a_recording(write_sound: Callable[..., Path]) -> None:
    source = write_sound("talk.wav", 1.5)
    facts = file_facts(source)
    assert facts.duration_s == pytest.approx(1.5)
    assert facts.info is not None
    assert facts.info.path == source
    assert (facts.header, facts.completeness) == (None, None)
    with open_once(source) as opened:
        assert file_facts(opened).duration_s == facts.duration_s


def test_a_small_file(compressed: Path) -> None:
    facts = file_facts(compressed)
    with SqcReader(compressed) as reader:
        assert (facts.duration_s, facts.header) == (reader.duration_s, reader.header)
    assert facts.completeness is not None
    assert facts.completeness.state is State.WHOLE
    compressed.write_bytes(compressed.read_bytes()[:-20])
    broken = file_facts(compressed).completeness
    assert broken is not None
    assert broken.state is State.DAMAGED


def test_what_cannot_be_read_tells_why_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "note.sqc").write_text("no such thing")
    (tmp_path / "note.wav").write_text("no such thing")
    for name, reason in (
        ("note.sqc", "not a .sqc file"),
        ("note.wav", "not an audio file"),
        ("nowhere.wav", "not there"),
    ):
        facts = file_facts(tmp_path / name)
        assert reason in str(facts.problem)
        assert replace(facts, problem=None) == FileFacts()
    assert file_facts(tmp_path / "nowhere.sqc") == FileFacts()
