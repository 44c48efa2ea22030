"""What is opened from outside is heard or selected; what is finished plays by double click or Space."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import outcome_words
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.row_buttons import RowAction, actions_for
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window import details

WAIT_MS = 60_000
SPACE = Qt.Key.Key_Space
Recordings = Callable[..., list[Path]]


def plays(window: MainWindow) -> list[str]:
    panel: Any = window.details.panel
    return [] if panel is None else panel.plays


@pytest.fixture
def done(window: MainWindow, person: Any, recordings: Recordings, qtbot: QtBot) -> MainWindow:
    """Two recordings that are done, the first one shown."""
    person.drop(window, *recordings("a.wav", "b.wav"))
    person.wait_for(window, JobState.DONE, JobState.DONE)
    target = window.model.records[0].target
    qtbot.waitUntil(lambda: shown(window)[-1:] == [(window.model.records[0].source, target)], timeout=WAIT_MS)
    window.view.setFocus()
    return window


def shown(window: MainWindow) -> list[tuple[Path | None, Path | None]]:
    panel: Any = window.details.panel
    return [] if panel is None else panel.pairs


@pytest.mark.parametrize("way", ["path", "recent"])
def test_a_small_file_from_outside_plays_at_once(
    window: MainWindow, qtbot: QtBot, recordings: Recordings, way: str
) -> None:
    (small,) = recordings("old.sqc")
    window.actions_by_name["show_compare"].trigger()
    assert not window.details.isVisibleTo(window)
    if way == "path":
        window.open_path(small)
    else:
        window.recent.chosen.emit(small)
    qtbot.waitUntil(lambda: plays(window) == ["at once"], timeout=WAIT_MS)
    assert shown(window) == [(None, small)]
    assert window.details.isVisible()


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models whose decoders were loaded in the background."""
    calls: list[str] = []
    monkeypatch.setattr(details, "prepare_sound", lambda compute, model, progress, cancel: calls.append(model))
    monkeypatch.setattr(details, "PREPARE_LATER_MS", 600)
    return calls


def test_the_decoder_of_the_chosen_model_is_loaded_once_the_window_stands(
    window: MainWindow, settings: UserSettings, qtbot: QtBot, prepared: list[str]
) -> None:
    settings.set("model", "spectral-3kbps")
    window.details.warm_up()
    qtbot.waitUntil(lambda: prepared == ["spectral-3kbps"], timeout=WAIT_MS)


def test_a_file_that_was_opened_first_is_heard_first(
    window: MainWindow, qtbot: QtBot, recordings: Recordings, prepared: list[str]
) -> None:
    window.open_path(recordings("old.sqc")[0])
    qtbot.waitUntil(lambda: bool(window.model.records), timeout=WAIT_MS)
    window.details.warm_up()
    qtbot.waitUntil(lambda: plays(window) == ["at once"], timeout=WAIT_MS)
    assert prepared == []
    qtbot.waitUntil(lambda: prepared == ["spectral-6kbps"], timeout=WAIT_MS)


def test_who_goes_on_to_another_row_hears_nothing_unasked(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    first, second = recordings("old.sqc", "older.sqc")
    window.file_opener.open_found((first, first.stat().st_size))
    window.file_opener.open_found((second, second.stat().st_size))
    window.view.select(window.model.records[0])
    qtbot.waitUntil(lambda: shown(window) == [(None, first)], timeout=WAIT_MS)
    assert plays(window) == []


def test_a_file_that_is_in_the_list_is_selected_there(
    done: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    first, second = (record.source for record in done.model.records)
    done.open_path(second)
    assert done.view.current_record() is done.model.records[1]
    (small,) = recordings("old.sqc")
    done.open_path(small)
    qtbot.waitUntil(lambda: plays(done) == ["at once"], timeout=WAIT_MS)
    done.open_path(first)
    assert done.view.current_record() is done.model.records[0]
    qtbot.waitUntil(lambda: shown(done)[-1][0] == first, timeout=WAIT_MS)
    done.open_path(small)
    qtbot.waitUntil(lambda: plays(done) == ["at once", "at once"], timeout=WAIT_MS)
    assert done.view.selected_records() == [done.model.records[2]]
    assert len(done.model.records) == 3


def test_a_waiting_file_that_is_dropped_again_is_selected(
    window: MainWindow, qtbot: QtBot, person: Any, engine: Any, recordings: Recordings
) -> None:
    first, second = recordings("a.wav", "b.wav")
    engine.hold()
    person.drop(window, first, second)
    person.wait_for(window, JobState.WORKING, JobState.WAITING)
    person.drop(window, second)
    qtbot.waitUntil(lambda: window.view.current_record() is window.model.records[1], timeout=WAIT_MS)
    assert len(window.model.records) == 2


def test_double_click_plays_what_is_finished(done: MainWindow, qtbot: QtBot, person: Any) -> None:
    place = done.view.visualRect(done.model.index(1)).center()
    qtbot.mouseClick(done.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(done.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: plays(done) == ["at once"], timeout=WAIT_MS)
    assert shown(done)[-1][0] == done.model.records[1].source
    done.view.double_clicked.emit(done.model.records[1])
    assert plays(done) == ["at once", "play"]


def test_what_failed_is_not_played(window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings) -> None:
    person.drop(window, *recordings("broken.wav"))
    person.wait_for(window, JobState.FAILED)
    window.view.double_clicked.emit(window.model.records[0])
    assert "no result yet" in window.statusBar().currentMessage()
    assert plays(window) == []


def test_space_in_the_list_plays_and_pauses(done: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(done.view, SPACE)
    qtbot.keyClick(done.view, SPACE)
    assert plays(done) == ["toggle", "toggle"]
    qtbot.keyClick(done.view, Qt.Key.Key_Down)
    qtbot.keyClick(done.view, SPACE)
    qtbot.waitUntil(lambda: plays(done) == ["toggle", "toggle", "at once"], timeout=WAIT_MS)


def test_while_something_is_heard_the_list_takes_the_keys_of_the_comparison(done: MainWindow, qtbot: QtBot) -> None:
    """X is the first thing that the first steps name, and the list has the keys then."""
    panel: Any = done.details.panel
    qtbot.keyClick(done.view, Qt.Key.Key_X)
    assert plays(done) == []  # begins a name: nothing is heard
    panel.player.state = replace(panel.player.state, is_playing=True)
    qtbot.keyClick(done.view, Qt.Key.Key_2)
    assert plays(done) == []  # goes on with it
    qtbot.wait(QApplication.keyboardInputInterval() + 50)
    for key in (Qt.Key.Key_X, Qt.Key.Key_2, Qt.Key.Key_1):
        qtbot.keyClick(done.view, key)
    assert plays(done) == ["switch", "hear 1", "hear 0"]
    qtbot.keyClick(done.view, Qt.Key.Key_B)
    assert done.view.current_record() is done.model.records[1]


def test_space_plays_in_the_list_also_where_the_row_is_not_selected(done: MainWindow, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(done.view, Qt.Key.Key_Down, control)
    qtbot.keyClick(done.view, SPACE)
    qtbot.waitUntil(lambda: plays(done) == ["at once"], timeout=WAIT_MS)
    assert done.model.records[1] not in done.view.selected_records()
    qtbot.keyClick(done.view, SPACE, control)  # the key for it in every list
    assert done.model.records[1] in done.view.selected_records()
    assert plays(done) == ["at once"]


def test_space_is_a_letter_of_a_name_that_is_being_typed(done: MainWindow, qtbot: QtBot) -> None:
    done.view.select(done.model.records[0])
    qtbot.wait(QApplication.keyboardInputInterval() + 50)  # the list takes what is typed in this time for one name
    qtbot.keyClick(done.view, Qt.Key.Key_B)
    assert done.view.current_record() is done.model.records[1]
    qtbot.keyClick(done.view, SPACE)  # a letter of the name that is being typed
    assert plays(done) == []


def test_the_comparison_is_hidden_and_shown_by_its_key(done: MainWindow, qtbot: QtBot) -> None:
    for is_shown in (False, True):
        qtbot.keyClick(done, Qt.Key.Key_F8)
        assert done.details.isVisible() is is_shown


def test_five_rows_are_seen_above_the_comparison(window: MainWindow, person: Any, recordings: Recordings) -> None:
    window.first_steps.begin()
    window.resize(1000, 720)
    person.drop(window, *recordings(*(f"{number}.wav" for number in range(6))))
    person.wait_for(window, *[JobState.DONE] * 6)
    assert window.size().height() == 720
    assert window.view.viewport().rect().contains(window.view.visualRect(window.model.index(4)))


def test_the_windows_thread_asks_no_disk_for_recordings(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder on a network may answer after seconds: while files come in, rows are chosen and a menu is opened."""
    first, second, small = recordings("a.wav", "b.wav", "old.sqc")
    asked: list[str] = []
    real = os.stat

    def stat(path: Any, *args: Any, **options: Any) -> os.stat_result:
        if threading.current_thread() is threading.main_thread() and str(path).startswith(str(first.parent)):
            asked.append(str(path))
        return real(path, *args, **options)

    monkeypatch.setattr(os, "stat", stat)
    person.drop(window, first, second)
    person.wait_for(window, JobState.DONE, JobState.DONE)
    window.open_path(small)
    person.wait_for(window, JobState.DONE, JobState.DONE, JobState.OPENED)
    window.view.select(window.model.records[0])
    menu = QMenu(window)
    window.recent.build_menu(menu)
    menu.aboutToShow.emit()
    assert asked == []
    assert len(menu.actions()) > 3


def test_a_file_that_is_gone_when_its_row_is_chosen_is_not_offered(done: MainWindow, qtbot: QtBot) -> None:
    first, second = done.model.records
    assert second.target is not None
    second.target.unlink()
    done.view.select(second)
    qtbot.waitUntil(lambda: shown(done)[-1:] == [(second.source, None)], timeout=WAIT_MS)
    assert not done.actions_by_name["blind_test"].isEnabled()
    done.view.select(first)
    qtbot.waitUntil(lambda: shown(done)[-1:] == [(first.source, first.target)], timeout=WAIT_MS)
    assert done.actions_by_name["blind_test"].isEnabled()


def test_what_is_gone_is_said_in_row_and_stage_and_can_be_made_anew(done: MainWindow, qtbot: QtBot) -> None:
    """Its folder was renamed: the row said “→ b.sqc beside it”, the stage that there is nothing to hear yet."""
    first, record = done.model.records
    assert record.target is not None
    record.target.unlink()
    done.view.select(record)
    qtbot.waitUntil(lambda: record.is_result_gone, timeout=WAIT_MS)
    name = record.target.name
    assert outcome_words(record) == f"→ {name}, not there any more"
    assert f"{name} is not there any more." in done.details.line.text()
    assert done.details.line.property("state") == "caution"
    assert actions_for(record) == (RowAction.PLAY, RowAction.RETRY)
    record.source.rename(record.source.with_name("elsewhere.wav"))
    done.view.select(first)
    done.view.select(record)
    qtbot.waitUntil(lambda: len(record.missing) == 2, timeout=WAIT_MS)
    assert "as its files are not where they were" in done.details.hint.text()
    assert actions_for(record) == ()
    record.source.with_name("elsewhere.wav").rename(record.source)
    done.view.select(first)
    done.view.select(record)
    qtbot.waitUntil(lambda: len(record.missing) == 1, timeout=WAIT_MS)
    done.actions_by_name["retry"].trigger()
    qtbot.waitUntil(lambda: record.state is JobState.DONE and not record.missing, timeout=WAIT_MS)
    assert outcome_words(record).startswith(f"→ {name} beside it")


def test_of_an_original_in_the_trash_nobody_says_that_it_is_gone(done: MainWindow, qtbot: QtBot) -> None:
    record = done.model.records[1]
    record.is_original_in_trash = True
    record.source.unlink()
    done.view.select(record)
    qtbot.waitUntil(lambda: record.missing == {record.source}, timeout=WAIT_MS)
    assert "not there any more" not in done.details.line.text()
    assert actions_for(record) == (RowAction.PLAY, RowAction.SHOW)
