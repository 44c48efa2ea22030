"""What is opened to be heard, what is finished when it comes, and what was opened lately."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.folder_scan import scan
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.settings.settings import Settings
from sqcodec_gui.gui.window.recent import LIMIT, RecentFiles

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
    window: MainWindow, person: Any, recordings: Recordings, settings: Settings
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
    assert menu.actions()[0].text() == "&1 b && c.wav"
    menu.actions()[-1].trigger()
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["Nothing was opened yet"]


def test_recent_files_are_few_and_survive_nonsense(settings: Settings, tmp_path: Path) -> None:
    recent = RecentFiles(settings)
    for number in range(LIMIT + 5):
        recent.add([tmp_path / str(number), tmp_path / "same"])
    assert len(recent.paths) == LIMIT
    assert recent.paths[:2] == [tmp_path / str(LIMIT + 4), tmp_path / "same"]
    for nonsense in ("", "{", "17", '{"a": 1}', "[1, null]"):
        settings.set("recent_files", nonsense)
        assert recent.paths == []
