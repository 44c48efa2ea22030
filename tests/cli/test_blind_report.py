"""`sqcodec report check` and `gather`, as people and scripts call them."""

import json
from pathlib import Path

import pytest

from sqcodec_gui.cli import main
from sqcodec_gui.listening.abx import Answer, BlindTest, Plan, Question
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.report import write_report
from sqcodec_gui.listening.session import CodedFacts, Playback, RecordingFacts, Session, session_values


def write(base: Path, listener: str = "Ana") -> Path:
    test = BlindTest(Plan.draw(Question.ABX, 12))
    for trial, letter in enumerate(test.plan.order):
        test.answer(Answer("1" if letter == "A" else "2", float(trial), trial + 0.5, {"X": 1}))
    session = Session(
        listener,
        "2025-03-01T10:00:00+00:00",
        "2025-03-01T10:03:00+00:00",
        RecordingFacts("talk.wav", 12_300_000, "a" * 64),
        CodedFacts("talk.sqc", 84_000, "6kbps", "b" * 64, "c" * 64),
        Passage(12.0, 20.0),
        Playback("Headphones", 48_000, 0.8, 0.0, 1.25),
        test,
    )
    return write_report(base, [session_values(session)])[0]


def test_a_sound_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write(tmp_path / "a")
    assert main(["report", "check", str(page), str(page.with_suffix(".json"))]) == 0
    shown = capsys.readouterr().out
    assert f"{page}: sound, 1 test" in shown
    assert "Ana, 2025-03-01T10:00:00+00:00, talk.sqc" in shown
    assert "The difference was heard: 12 of 12 right. Somebody who guesses does as well in 1 of 4,096 tests." in shown


def test_one_that_was_changed_and_one_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = write(tmp_path / "a").with_suffix(".json")
    data.write_text(data.read_text().replace('"Ana"', '"Bo"'))
    other = tmp_path / "other.json"
    other.write_text("{}")
    assert main(["report", "check", str(data), str(other)]) == 1
    shown = capsys.readouterr()
    assert "not sound: It was changed after it was written" in shown.out
    assert "other.json is no report of a blind test." in shown.err


def test_for_scripts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = write(tmp_path / "a")
    assert main(["report", "check", "--json", str(page), str(tmp_path / "missing.json")]) == 1
    sound, missing = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert sound["is_sound"]
    assert sound["sessions"][0]["verdict"] == "heard"
    assert sound["sessions"][0]["p"] == pytest.approx(1 / 4096)
    assert not missing["is_sound"]
    assert "could not be read" in missing["error"]


def test_gathering_adds_to_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pages = [write(tmp_path / name, name) for name in ("Ana", "Bo", "Cy")]
    assert main(["report", "gather", *map(str, pages[:2]), "-o", str(tmp_path / "all.html")]) == 0
    assert main(["report", "gather", str(pages[2]), "-o", str(tmp_path / "all")]) == 0
    assert "3 tests" in capsys.readouterr().out
    assert main(["report", "check", str(tmp_path / "all.html")]) == 0
    assert "36 of 36" in (tmp_path / "all.html").read_text(encoding="utf-8")
