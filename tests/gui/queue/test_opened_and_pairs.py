"""What is opened to be heard, what is finished when it comes, and what was opened lately."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.delegate import INCOMPLETE, sign_of
from sqcodec_gui.gui.queue.folder_scan import scan
from sqcodec_gui.gui.queue.job_formatting import detail_words, outcome_words, spoken_line, state_words
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style import theme
from sqcodec_gui.gui.window.recent import LIMIT, RecentFiles
from sqcodec_gui.gui.wording.translate_message import translate_message

WAIT_MS = 60_000
D, OPENED = JobState.DONE, JobState.OPENED
Recordings = Callable[..., list[Path]]


@pytest.fixture
def pair(tiny: CodecConfig, write_sound: Callable[..., Path]) -> tuple[Path, Path]:
    """A recording, and the small file that was made of it."""
    source = write_sound("talk.wav", 1.0)
    made = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False))
    return source, made.target


def test_a_recording_and_its_small_file_are_one_job_that_is_done(pair: tuple[Path, Path]) -> None:
    source, small = pair
    for dropped in ([source, small], [small, source], [source.parent]):
        (record,) = scan(dropped, lambda n: None, CancelToken()).records
        assert (record.source, record.target, record.state) == (source, small, D)
        assert (record.source_bytes, record.target_bytes) == (source.stat().st_size, small.stat().st_size)
        assert record.duration_s == pytest.approx(1.0)
        assert record.model == "tiny"
        assert not record.is_verified, "nobody has looked at it yet"


BACKUP_HEADER = b"\xd3SQH"
"""How it begins (format page, "Frame of a record"); files of 16 blocks or more have one."""


@pytest.fixture
def copies(tiny: CodecConfig, write_sound: Callable[..., Path]) -> tuple[Path, Path, Path]:
    """A recording, the whole small file of its name, and a newer copy of which a block is damaged."""
    source = write_sound("talk.wav", 16.0)
    small = compress(source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)).target
    copy = small.with_name("copy.sqc")
    copy.write_bytes(with_damaged_block(small))
    os.utime(small, (0, 0))
    return source, small, copy


def with_damaged_block(small: Path) -> bytes:
    with SqcReader(small) as reader:
        offset = reader.blocks[1].offset
    assert offset is not None
    return with_flipped_bit(small.read_bytes(), offset + 40)


def with_flipped_bit(data: bytes, offset: int) -> bytes:
    return data[:offset] + bytes([data[offset] ^ 1]) + data[offset + 1 :]


def test_a_whole_small_file_counts_and_not_a_newer_one_that_is_damaged(copies: tuple[Path, Path, Path]) -> None:
    source, small, copy = copies
    for dropped in ([source.parent], [source, copy, small], [source, small, copy]):
        record, damaged = scan(dropped, lambda n: None, CancelToken()).records
        assert (record.target, state_words(record)) == (small, "Done")
        assert not record.is_incomplete
        assert (damaged.source, damaged.used_instead) == (copy, small)


def test_a_whole_small_file_counts_and_not_a_damaged_one_with_the_name(copies: tuple[Path, Path, Path]) -> None:
    source, small, copy = copies
    whole, damaged = small.read_bytes(), copy.read_bytes()
    copy.write_bytes(whole)
    small.write_bytes(damaged)
    record, other = scan([source.parent], lambda n: None, CancelToken()).records
    assert (record.target, state_words(record)) == (copy, "Done")
    assert (other.source, other.used_instead) == (small, copy)


def test_a_damaged_copy_beside_a_whole_one_is_seen(copies: tuple[Path, Path, Path]) -> None:
    """Whoever keeps recordings for years wants to know which of the files is damaged, and whether that is a loss."""
    _, small, copy = copies
    damaged = scan([copy.parent], lambda n: None, CancelToken()).records[1]
    assert (damaged.state, damaged.name, state_words(damaged)) == (OPENED, "copy.sqc", "0.9 s lost")
    assert sign_of(damaged) == INCOMPLETE
    assert theme.record_token(damaged) == "caution"
    assert detail_words(damaged).startswith("Some of it is not what was written. 0.9 s from 0.9 s on are lost")
    assert outcome_words(damaged) == f"Used instead: {small.name}"
    assert f"Used instead: {small.name}" in spoken_line(damaged)
    again = JobRecord.from_json(damaged.to_json())
    assert (again.used_instead, again.is_incomplete) == (small, True)


def test_of_damaged_small_files_alone_one_is_used_and_the_others_are_seen(copies: tuple[Path, Path, Path]) -> None:
    source, small, copy = copies
    small.write_bytes(copy.read_bytes())
    record, other = scan([source.parent], lambda n: None, CancelToken()).records
    assert (record.target, state_words(record)) == (small, "0.9 s lost")
    assert (other.source, other.used_instead, state_words(other)) == (copy, small, "0.9 s lost")


def test_the_window_shows_a_damaged_copy_and_works_on_nothing(
    window: MainWindow, copies: tuple[Path, Path, Path], qtbot: QtBot, person: Any, engine: Any
) -> None:
    source, small, _ = copies
    person.drop(window, source.parent)
    person.wait_for(window, D, OPENED)
    qtbot.waitUntil(lambda: window.model.records[1].is_looked_at, timeout=WAIT_MS)
    assert [state_words(record) for record in window.model.records] == ["Done", "0.9 s lost"]
    window.view.select(window.model.records[1])
    assert f"{small.name} is used instead of this copy" in window.details.line.full_text
    assert window.details.line.property("state") == "caution"
    qtbot.waitUntil(lambda: "not whole: 1" in window.page.label.full_text, timeout=WAIT_MS)
    assert window.page.sign.shown[0] == INCOMPLETE
    assert engine.orders == []
    person.drop(window, source.parent)
    qtbot.waitUntil(lambda: "Already" in window.statusBar().currentMessage(), timeout=WAIT_MS)
    assert len(window.model.records) == 2


def test_damage_in_the_middle_of_an_opened_file_is_seen_before_it_is_heard(
    window: MainWindow, copies: tuple[Path, Path, Path], qtbot: QtBot, person: Any
) -> None:
    """It is found by reading every checksum: header and end of such a file are whole."""
    _, _, copy = copies
    window.open_path(copy)
    person.wait_for(window, OPENED)
    qtbot.waitUntil(lambda: window.model.records[0].is_looked_at, timeout=WAIT_MS)
    assert state_words(window.model.records[0]) == "0.9 s lost"
    assert sign_of(window.model.records[0]) == INCOMPLETE


@pytest.mark.parametrize(("data", "reason"), [(b"", "this file is empty"), (b"no sound", "this is not a .sqc file")])
def test_what_is_no_small_file_is_not_said_to_be_one_to_listen_to(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, person: Any, data: bytes, reason: str
) -> None:
    """Its row said “To listen to”, and the stage that Space plays it."""
    (tmp_path / "x.sqc").write_bytes(data)
    window.open_path(tmp_path / "x.sqc")
    person.wait_for(window, JobState.FAILED)
    assert translate_message(window.model.records[0].reason) == f"x.sqc: {reason}."
    assert "Space" not in window.details.line.text()


def test_one_that_is_not_there_just_now_has_not_failed(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """It is in the list of last time; its disk may come back."""
    record = JobRecord.opened(tmp_path / "away.sqc")
    window.model.add([record])
    window.importer.look_at_all()
    qtbot.waitUntil(lambda: record.is_looked_at, timeout=WAIT_MS)
    assert record.state is OPENED


def test_of_whole_small_files_the_one_with_the_name_counts_and_then_the_newest(pair: tuple[Path, Path]) -> None:
    source, small = pair
    numbered = [small.with_name(f"talk ({n}).sqc") for n in (2, 3)]
    for n, path in enumerate(numbered):
        path.write_bytes(small.read_bytes())
        os.utime(path, (2e9 + n, 2e9 + n))
    (record,) = scan([source.parent], lambda n: None, CancelToken()).records
    assert record.target == small
    small.unlink()
    (record,) = scan([source.parent], lambda n: None, CancelToken()).records
    assert record.target == numbered[1]


@pytest.mark.parametrize(
    ("damaged", "state", "reason"),
    [
        ("block", "0.9 s lost", "Some of it is not what was written. 0.9 s from 0.9 s on are lost"),
        ("end", "Not whole", "Its end is missing"),
        ("backup header", "Not whole", "Some of it is not what was written"),
    ],
)
def test_where_only_a_damaged_small_file_is_there_the_row_says_so(
    copies: tuple[Path, Path, Path], damaged: str, state: str, reason: str
) -> None:
    source, small, copy = copies
    data = small.read_bytes()
    small.unlink()
    if damaged == "end":
        copy.write_bytes(data[: len(data) * 2 // 3])
    elif damaged == "backup header":
        copy.write_bytes(with_flipped_bit(data, data.index(BACKUP_HEADER) + 20))
    (record,) = scan([source.parent], lambda n: None, CancelToken()).records
    assert (record.state, record.target, state_words(record)) == (D, copy, state)
    assert reason in detail_words(record)
    assert sign_of(record) == INCOMPLETE
    assert not record.may_replace_original


def test_reading_the_checksums_can_be_cancelled(
    copies: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = CancelToken()
    monkeypatch.setattr(SqcReader, "read_stored_block", lambda reader, index: cancel.cancel())
    with pytest.raises(CancelledError):
        scan(copies[:2], lambda n: None, cancel)


def test_a_small_file_of_another_recording_is_a_job_of_its_own(pair: tuple[Path, Path]) -> None:
    source, small = pair
    source.write_bytes(source.read_bytes() + b"\0\0")
    states = [record.state for record in scan([source, small], lambda n: None, CancelToken()).records]
    assert states == [JobState.WAITING, JobState.WAITING]


def test_a_dropped_pair_is_shown_for_comparison_and_nothing_is_done(
    window: MainWindow, pair: tuple[Path, Path], qtbot: QtBot, person: Any, engine: Any
) -> None:
    person.drop(window, *pair)
    person.wait_for(window, D)
    qtbot.waitUntil(lambda: window.details.panel is not None, timeout=WAIT_MS)
    panel: Any = window.details.panel
    assert panel.pairs == [pair]
    assert engine.orders == []
    assert window.page.label.text().startswith("1 in the list, all finished · ")
    person.drop(window, *pair)
    qtbot.waitUntil(lambda: "Already" in window.statusBar().currentMessage(), timeout=WAIT_MS)
    assert len(window.model.records) == 1


def test_an_opened_sqc_is_heard_and_restored_only_when_asked(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any
) -> None:
    (small,) = recordings("old.sqc")
    window.open_path(small)
    person.wait_for(window, OPENED)
    qtbot.waitUntil(lambda: window.details.panel is not None, timeout=WAIT_MS)
    panel: Any = window.details.panel
    assert panel.pairs == [(None, small)]
    assert engine.orders == []
    assert "F5" in window.details.line.text()
    assert window.page.label.text() == "1 to listen to"
    window.open_path(small)
    assert len(window.model.records) == 1
    assert window.actions_by_name["retry"].text() == "Restore &it"
    qtbot.keyClick(window.view, Qt.Key.Key_F5)
    person.wait_for(window, D)
    assert small.with_suffix(".wav").exists()


def test_recent_files_are_in_the_menu_and_open_again(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, settings: UserSettings
) -> None:
    first, second = recordings("a.wav", "b & c.wav")
    person.drop(window, first)
    person.wait_for(window, D)
    person.drop(window, second)
    person.wait_for(window, D, D)
    menu = QMenu(window)
    window.recent.build_menu(menu)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["&1 b && c.wav", "&2 a.wav", "", "&Forget these"]
    window.actions_by_name["clear_finished"].trigger()
    menu.actions()[1].trigger()
    person.wait_for(window, D)
    assert window.model.records[0].source == first
    first.unlink()
    menu.aboutToShow.emit()
    qtbot.waitUntil(lambda: not menu.actions()[0].isEnabled(), timeout=WAIT_MS)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text() == "&1 b && c.wav"
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Nothing was opened yet"]


def test_recent_files_are_few_and_survive_nonsense(settings: UserSettings, tmp_path: Path) -> None:
    recent = RecentFiles(settings)
    for number in range(LIMIT + 5):
        recent.add([tmp_path / str(number), tmp_path / "same"])
    assert len(recent.paths) == LIMIT
    assert recent.paths[:2] == [tmp_path / str(LIMIT + 4), tmp_path / "same"]
    for nonsense in ("", "{", "17", '{"a": 1}', "[1, null]"):
        settings.set("recent_files", nonsense)
        assert recent.paths == []
