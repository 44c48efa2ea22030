"""What the queue shows, and what clicks and keys do to it."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import detail_words, outcome_words
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.row_buttons import RowAction

WAIT_MS = 60_000
D, F, C, W, P = JobState.DONE, JobState.FAILED, JobState.CANCELLED, JobState.WAITING, JobState.WORKING
Recordings = Callable[..., list[Path]]


def test_a_bad_file_is_a_row_with_a_reason_and_the_queue_goes_on(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    person.drop(window, *recordings("broken.wav", "a.wav"))
    person.wait_for(window, F, D)
    assert detail_words(window.model.records[0]).endswith("broken.wav is plain text, not audio.")
    assert window.details.line.text() == "broken.wav is plain text, not audio."
    assert window.statusBar().currentMessage() == "1 done, 1 failed"
    qtbot.waitUntil(lambda: window.page.label.text().startswith("2 in the list: 1 done, 1 failed · "), timeout=WAIT_MS)
    assert not window.work_bar.isVisible(), "two counts never stand side by side"
    person.drop(window, *recordings("b.wav"))
    person.wait_for(window, F, D, D)
    assert window.statusBar().currentMessage() == "Just now: 1 done", "the count of the list is another one"
    qtbot.waitUntil(lambda: window.page.label.text().startswith("3 in the list: 2 done, 1 failed"), timeout=WAIT_MS)
    assert " MB" not in window.page.label.text(), "a number and its unit stay in one line"


def test_a_waiting_row_says_what_will_be_and_what_will_be_lost(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any
) -> None:
    engine.hold()
    person.drop(window, *recordings("a.wav", "b.wav"))
    record = lambda: window.model.records[1]  # noqa: E731
    qtbot.waitUntil(lambda: len(window.model.records) == 2 and record().info is not None, timeout=WAIT_MS)
    projected = window.estimates.projected_bytes(record())
    assert "44 kB → about 1.1 kB" in detail_words(record(), projected)
    person.select(window, 1)
    assert "nothing above 8 kHz survives" in window.details.line.text()
    assert "nothing above 8 kHz survives" in window.model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_the_pair_of_the_selected_item_is_shown(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any
) -> None:
    engine.hold()
    (path,) = recordings("a.wav")
    person.drop(window, path)
    qtbot.waitUntil(lambda: window.details.panel is not None, timeout=WAIT_MS)
    panel: Any = window.details.panel
    assert panel.pairs == [(path, None)]
    engine.let_go()
    qtbot.waitUntil(lambda: panel.pairs[-1] == (path, path.with_suffix(".sqc")), timeout=WAIT_MS)
    person.select(window, 0)
    qtbot.keyClick(window.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.pairs[-1] == (None, None), timeout=WAIT_MS)
    assert window.empty.isVisible()


def test_pause_and_cancel_with_keys_and_buttons(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any
) -> None:
    engine.hold()
    person.drop(window, *recordings("a.wav", "b.wav", "c.wav"))
    person.wait_for(window, P, W, W)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.controller.is_paused
    assert window.work_bar.label.text() == "Paused: 0 of 3 finished"
    person.click(window, "Resume")
    assert not window.controller.is_paused
    person.select(window, 1)
    qtbot.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    person.wait_for(window, P, C, W)
    person.click(window, "Cancel all")
    person.wait_for(window, C, C, C)
    qtbot.waitUntil(lambda: window.page.label.text() == "3 in the list: 3 cancelled or skipped", timeout=WAIT_MS)
    assert list(window.model.records[0].source.parent.glob("*.sqc")) == []


def test_it_waits_for_the_word_if_that_was_chosen(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, settings: Any
) -> None:
    settings.set("start_on_add", False)
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, W)
    qtbot.wait(50)
    assert person.states(window) == [W]
    person.click(window, "Start")
    person.wait_for(window, D)


def test_reordering_trying_again_and_clearing_with_keys(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    person.drop(window, *recordings("broken.wav", "a.wav", "b.wav"))
    person.wait_for(window, F, D, D)
    person.select(window, 0)
    qtbot.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [record.name for record in window.model.records] == ["a.wav", "b.wav", "broken.wav"]
    window.model.records[2].source.rename(window.model.records[2].source.with_name("mended.wav"))
    window.model.records[2].source = window.model.records[2].source.with_name("mended.wav")
    qtbot.keyClick(window.view, Qt.Key.Key_F5)
    person.wait_for(window, D, D, D)
    qtbot.waitUntil(window.page.clear_button.isVisible, timeout=WAIT_MS)
    person.click(window, "Clear finished")
    assert window.model.records == []
    person.click(window, "Undo")
    assert [record.name for record in window.model.records] == ["a.wav", "b.wav", "mended.wav"]
    assert not window.info_bar.isVisible()


def test_clearing_leaves_what_failed_and_can_be_undone(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    person.drop(window, *recordings("a.wav", "broken.wav", "b.wav"))
    person.wait_for(window, D, F, D)
    qtbot.waitUntil(window.page.clear_button.isVisible, timeout=WAIT_MS)
    person.click(window, "Clear finished")
    assert [record.name for record in window.model.records] == ["broken.wav"]
    assert window.info_bar.label.text() == "2 taken out of the list; the files stay where they are."
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [record.name for record in window.model.records] == ["a.wav", "broken.wav", "b.wav"]
    assert not window.actions_by_name["undo_clear"].isEnabled()


def test_a_card_says_what_became_of_it_and_has_buttons_for_it(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    (path, broken) = recordings("a.wav", "broken.wav")
    person.drop(window, path, broken)
    person.wait_for(window, D, F)
    assert outcome_words(window.model.records[0]) == "→ a.sqc beside it · Clear"
    person.select(window, 0)
    buttons = window.view.row_buttons.buttons
    assert {action for action, button in buttons.items() if button.isVisible()} == {RowAction.PLAY, RowAction.SHOW}
    assert all(button.accessibleName() for button in buttons.values())
    qtbot.mouseClick(buttons[RowAction.SHOW], Qt.MouseButton.LeftButton)
    assert opened == [str(path.parent)]
    qtbot.mouseClick(buttons[RowAction.PLAY], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.details.panel is not None and bool(window.details.panel.plays), timeout=WAIT_MS)
    person.select(window, 1)
    assert {action for action, button in buttons.items() if button.isVisible()} == {RowAction.RETRY}
    broken.rename(broken.with_name("mended.wav"))
    window.model.records[1].source = broken.with_name("mended.wav")
    qtbot.mouseClick(buttons[RowAction.RETRY], Qt.MouseButton.LeftButton)
    person.wait_for(window, D, D)


def test_the_total_counts_minutes_of_sound_and_not_files(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any, settings: Any
) -> None:
    settings.set("start_on_add", False)
    person.drop(window, *recordings("memo.wav", "lecture.wav"))
    person.wait_for(window, W, W)
    memo, lecture = window.model.records
    memo.duration_s, lecture.duration_s = 60.0, 5340.0
    memo.state = JobState.DONE
    assert window.totals.fraction == pytest.approx(60 / 5400)
    memo.state = JobState.WAITING


def test_the_result_is_shown_in_the_file_manager(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) is None)
    (path,) = recordings("a.wav")
    person.drop(window, path)
    person.wait_for(window, D)
    person.select(window, 0)
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    assert opened == [str(path.parent)]
    path.with_suffix(".sqc").unlink()
    qtbot.keyClick(window.view, Qt.Key.Key_Return)
    assert window.statusBar().currentMessage() == "a.sqc is not there any more."


def test_dropping_the_same_file_twice_is_said(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings, engine: Any
) -> None:
    engine.hold()
    paths = recordings("a.wav")
    person.drop(window, *paths)
    person.wait_for(window, P)
    person.drop(window, *paths)
    qtbot.waitUntil(lambda: "Already" in window.statusBar().currentMessage(), timeout=WAIT_MS)
    assert len(window.model.records) == 1


def test_a_thousand_items_do_not_stop_the_window(
    window: MainWindow, qtbot: QtBot, person: Any, tmp_path: Path, settings: Any
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number}.sqc").touch()
    settings.set("start_on_add", False)
    longest_s, last_s = 0.0, time.thread_time()  # of this thread alone, whatever the machine does beside it
    person.drop(window, folder)
    while len(window.model.records) < 1000 or not window.model.records[-1].is_looked_at:
        qtbot.wait(1)
        now_s = time.thread_time()
        longest_s, last_s = max(longest_s, now_s - last_s), now_s
    assert longest_s < 0.5
    assert window.view.model().rowCount() == 1000


def test_no_sound_device_is_said_and_all_else_works(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    window.details.sound_found.emit(False)
    assert window.status_line.sound.isVisible()
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, D)
    window.details.sound_found.emit(True)
    assert not window.status_line.sound.isVisible()
