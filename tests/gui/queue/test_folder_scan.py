"""From what was dropped to jobs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.gui.queue import open_recording
from sqcodec_gui.gui.queue.folder_scan import scan
from sqcodec_gui.gui.queue.record import JobKind


def test_a_folder_gives_its_recordings_with_their_places(recordings: Callable[..., list[Path]], tmp_path: Path) -> None:
    recordings("talk 10.wav", "talk 2.wav", "week 1/a.flac", "week 1/a.sqc", ".hidden/x.wav", ".x.wav")
    (tmp_path / "in" / "notes.txt").write_text("hello")
    (tmp_path / "in" / "broken.wav").write_text("hello")
    (tmp_path / "in" / "week 1" / "again").symlink_to(tmp_path / "in")
    found: list[int] = []
    result = scan([tmp_path / "in"], found.append, CancelToken())
    places = [(record.name, record.kind, record.subfolder) for record in result.records]
    assert places == [
        ("broken.wav", JobKind.COMPRESS, "in"),
        ("talk 2.wav", JobKind.COMPRESS, "in"),
        ("talk 10.wav", JobKind.COMPRESS, "in"),
        ("a.flac", JobKind.COMPRESS, "in/week 1"),
        ("a.sqc", JobKind.RESTORE, "in/week 1"),
    ]
    assert result.ignored == 1
    assert found[-1] == 5
    assert result.records[1].source_bytes > 40_000


def test_a_file_that_was_named_is_taken_whatever_it_is(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("hello")
    result = scan([letter, tmp_path / "gone.wav", tmp_path / "OLD.SQC"], lambda n: None, CancelToken())
    assert [record.kind for record in result.records] == [JobKind.COMPRESS, JobKind.COMPRESS, JobKind.RESTORE]
    assert {record.subfolder for record in result.records} == {""}


def test_a_scan_can_be_cancelled(recordings: Callable[..., list[Path]], tmp_path: Path) -> None:
    recordings("a.wav")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        scan([tmp_path / "in"], lambda n: None, cancel)


def test_few_files_whose_names_say_nothing_stay_open_for_the_look(
    recordings: Callable[..., list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_recording, "MOST_OPEN", 2)
    for path in recordings(*(f"{number}.wav" for number in range(4))):
        path.rename(path.with_suffix(f".{path.stem}x"))
    (tmp_path / "in" / "no sound.x").write_bytes(bytes(100))
    records = scan([tmp_path / "in"], lambda n: None, CancelToken()).records
    assert [record.open_recording is not None for record in records] == [True, True, False, False]
    opened = [record.open_recording.opened for record in records if record.open_recording is not None]
    assert all(one.is_open for one in opened)
    del records
    assert not any(one.is_open for one in opened)
