"""Several sound tracks in one file: the menu of a row chooses one of them, or makes a file of each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import detail_words
from sqcodec_gui.gui.queue.record import JobRecord, JobState

WAIT_MS = 60_000
D, C, W, P = JobState.DONE, JobState.CANCELLED, JobState.WAITING, JobState.WORKING
RATE_HZ = 16_000


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Three tracks of sound, titled Game, Mic & more, and Comment."""
    path = tmp_path / "in" / "film.mkv"
    path.parent.mkdir()
    with av.open(str(path), "w") as out:
        streams = []
        for title in ("Game", "Mic & more", "Comment"):
            stream = out.add_stream("pcm_s16le", rate=RATE_HZ, layout="mono")
            stream.metadata["title"] = title
            streams.append(stream)
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(np.zeros((1, RATE_HZ), np.int16), "s16", "mono")
            frame.sample_rate, frame.pts = RATE_HZ, 0
            for packet in [*stream.encode(frame), *stream.encode(None)]:
                out.mux(packet)
    return path


@pytest.fixture
def choose(qtbot: QtBot) -> Callable[[MainWindow, int, str], list[str]]:
    """Right click on a row, then click on an entry of the menu of its tracks. Returns what that offered."""

    def choose(window: MainWindow, row: int, begins: str) -> list[str]:
        offered: list[str] = []
        point = window.view.visualRect(window.model.index(row)).center()
        qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

        def pick() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            try:
                # One that is not known is looked at while the menu is open.
                qtbot.waitUntil(lambda: window.view.selected_records()[0].is_looked_at, timeout=WAIT_MS)
                tracks = next((action for action in menu.actions() if action.text() == "Sound track"), None)
                if tracks is None:
                    return
                qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(tracks).center())
                entries = tracks.menu()
                assert isinstance(entries, QMenu)
                qtbot.waitUntil(entries.isVisible, timeout=WAIT_MS)
                offered.extend(action.text() + " ✓" * action.isChecked() for action in entries.actions())
                wanted = next(action for action in entries.actions() if action.text().startswith(begins))
                qtbot.mouseClick(entries, Qt.MouseButton.LeftButton, pos=entries.actionGeometry(wanted).center())
            finally:
                menu.close()

        QTimer.singleShot(0, pick)
        place = window.view.viewport().mapToGlobal(point)
        QApplication.sendEvent(window.view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, place))
        return offered

    return choose


def _dropped(window: MainWindow, qtbot: QtBot, person: Any, *paths: Path) -> None:
    person.drop(window, *paths)
    qtbot.waitUntil(
        lambda: len(window.model.records) == len(paths) and all(r.info is not None for r in window.model.records),
        timeout=WAIT_MS,
    )


def test_another_track_of_one_that_waits(
    window: MainWindow, qtbot: QtBot, person: Any, film: Path, engine: Any, recordings: Any, choose: Any
) -> None:
    engine.hold()
    _dropped(window, qtbot, person, *recordings("a.wav"))
    person.drop(window, film)
    qtbot.waitUntil(
        lambda: len(window.model.records) == 2 and window.model.records[1].info is not None, timeout=WAIT_MS
    )
    person.wait_for(window, P, W)
    offered = choose(window, 1, "2: ")
    assert [entry.split(" (")[0] for entry in offered] == [
        "1: Game",
        "2: Mic && more",
        "3: Comment",
        "",
        "All, one file each",
    ]
    assert [entry for entry in offered if entry.endswith("✓")] == [offered[0]]
    assert window.model.records[1].track == 2
    assert detail_words(window.model.records[1]).startswith("Track 2 · ")
    engine.let_go()
    person.wait_for(window, D, D)
    assert [order.track for order in engine.orders] == [None, 2]
    assert window.model.records[1].target == film.with_name("film (track 2).sqc")


def test_all_of_one_that_is_done(
    window: MainWindow, qtbot: QtBot, person: Any, film: Path, engine: Any, choose: Any
) -> None:
    _dropped(window, qtbot, person, film)
    person.wait_for(window, D)
    choose(window, 0, "All")
    person.wait_for(window, D, D, D)
    assert [order.track for order in engine.orders] == [None, 2, 3]
    names = [record.target.name for record in window.model.records]
    assert names == ["film.sqc", "film (track 2).sqc", "film (track 3).sqc"]
    choose(window, 0, "1: ")  # is there already
    assert len(window.model.records) == 3


def test_all_of_one_that_was_done_before_a_restart(
    make_window: Callable[[], MainWindow], qtbot: QtBot, person: Any, film: Path, engine: Any, choose: Any
) -> None:
    first = make_window()
    _dropped(first, qtbot, person, film)
    person.wait_for(first, D)
    first.stop_and_close()
    again = make_window()
    assert person.states(again) == [D]
    assert again.model.records[0].info is None
    offered = choose(again, 0, "All")
    assert offered[0].startswith("1: Game")
    person.wait_for(again, D, D, D)
    assert [order.track for order in engine.orders] == [None, 2, 3]


def test_one_whose_source_is_gone_offers_no_tracks(
    make_window: Callable[[], MainWindow], qtbot: QtBot, person: Any, film: Path, choose: Any
) -> None:
    first = make_window()
    _dropped(first, qtbot, person, film)
    person.wait_for(first, D)
    first.stop_and_close()
    again = make_window()
    film.rename(film.with_name("elsewhere.mkv"))
    assert choose(again, 0, "All") == []
    film.with_name("elsewhere.mkv").rename(film)  # it is asked again each time
    assert choose(again, 0, "All") != []
    person.wait_for(again, D, D, D)


def test_one_that_is_at_work_stays_as_it_is(
    window: MainWindow, qtbot: QtBot, person: Any, film: Path, engine: Any, choose: Any
) -> None:
    engine.hold()
    _dropped(window, qtbot, person, film)
    person.wait_for(window, P)
    choose(window, 0, "3: ")
    person.wait_for(window, P, W)
    assert [record.track for record in window.model.records] == [None, 3]
    engine.let_go()
    person.wait_for(window, D, D)


def test_a_single_track_offers_no_choice(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Any, choose: Any
) -> None:
    _dropped(window, qtbot, person, *recordings("a.wav"))
    person.wait_for(window, D)
    assert choose(window, 0, "1: ") == []


def test_the_choice_is_saved_with_the_queue(tmp_path: Path) -> None:
    record = JobRecord.opened(tmp_path / "a.mkv")
    assert JobRecord.from_json(record.to_json()).track is None
    record.track = 2
    assert JobRecord.from_json(record.to_json()).track == 2
