"""How the window opens the listening tests: for what, with what, and what it says where there is nothing to test."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser
from sqcodec_gui.gui.queue.record import JobState

WAIT_MS = 60_000


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """What was opened: the dialog's arguments, instead of the dialog itself."""
    calls: list[tuple[Any, dict[str, Any]]] = []

    class Stand(QDialog):
        more_wanted = Signal()

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__()
            calls.append((given, named))

        def exec(self) -> int:
            return 0

    for kind in (BlindTestDialog, QualityChooser):
        monkeypatch.setattr(f"{kind.__module__}.{kind.__name__}", Stand)
    return calls


@pytest.fixture
def done(window: MainWindow, person: Any, recordings: Callable[..., list[Path]]) -> MainWindow:
    """A window in which one recording was made small, and is selected."""
    window.add_paths(recordings("talk.wav"))
    person.wait_for(window, JobState.DONE)
    person.select(window, 0)
    return window


def test_the_blind_test_is_of_the_selected_pair(qtbot: QtBot, done: MainWindow, opened: list) -> None:
    qtbot.waitUntil(lambda: done.details.panel is not None, timeout=WAIT_MS)
    done.details.panel.loop_s = (0.1, 0.4)
    qtbot.keyClick(done, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    (((original, small, *_), named),) = opened
    assert (original.name, small.name) == ("talk.wav", "talk.sqc")
    assert named == {"loop_s": (0.1, 0.4), "narrow_khz": 8.0, "device": "Loudspeaker"}
    assert done.details.panel.player.is_paused


def test_a_named_button_under_the_comparison_opens_it(
    qtbot: QtBot, done: MainWindow, person: Any, opened: list
) -> None:
    qtbot.waitUntil(lambda: done.details.panel is not None, timeout=WAIT_MS)
    person.click(done, "Can you hear it?")
    assert len(opened) == 1


def test_a_small_file_that_was_opened_is_tested_beside_its_original(
    qtbot: QtBot, window: MainWindow, tiny: CodecConfig, write_sound: Callable[..., Path], person: Any, opened: list
) -> None:
    """Which is found near it a moment later."""
    original = write_sound("talk.wav", 3.0)
    small = compress(original, None, CompressSettings("tiny", compute=ComputeChoice("cpu"), check=False)).target
    window.open_path(small)
    person.wait_for(window, JobState.OPENED)
    qtbot.waitUntil(window.actions_by_name["blind_test"].isEnabled, timeout=WAIT_MS)
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    (((first, second, *_), named),) = opened
    assert (first, second) == (original, small)
    assert "narrow_khz" in named


def test_without_a_pair_there_is_no_blind_test(
    qtbot: QtBot, window: MainWindow, engine: Any, person: Any, recordings: Callable[..., list[Path]]
) -> None:
    engine.hold()
    window.add_paths(recordings("talk.wav"))
    person.wait_for(window, JobState.WORKING)
    assert not window.actions_by_name["blind_test"].isEnabled()
    window.dialogs.show_blind_test()
    assert "Select a recording" in window.statusBar().currentMessage()


def test_what_concerns_a_selection_is_not_offered_before_there_is_one(window: MainWindow) -> None:
    names = ("blind_test", "cancel", "retry", "remove", "move_up", "show_source", "show_result")
    assert not [name for name in names if window.actions_by_name[name].isEnabled()]


def test_the_choice_of_a_quality_counts_what_waits(
    qtbot: QtBot, window: MainWindow, engine: Any, person: Any, recordings: Callable[..., list[Path]], opened: list
) -> None:
    engine.hold()
    window.add_paths(recordings("a.wav", "b.wav", "broken.wav"))
    qtbot.waitUntil(lambda: [record.is_looked_at for record in window.model.records] == 3 * [True], timeout=WAIT_MS)
    person.select(window, 1)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (((listed, *_), named),) = opened
    assert [one.path.name for one in listed] == ["a.wav", "b.wav"]
    assert [(one.duration_s, one.channels) for one in listed] == [(0.5, 1), (0.5, 1)]
    assert named["current"] == 1


def test_where_nothing_waits_all_of_the_queue_counts(
    done: MainWindow, person: Any, recordings: Callable[..., list[Path]], opened: list
) -> None:
    done.add_paths(recordings("more.wav"))
    person.wait_for(done, JobState.DONE, JobState.DONE)
    person.select(done, 0)
    done.actions_by_name["which_quality"].trigger()
    (given, named) = opened[0]
    assert [one.path.name for one in given[0]] == ["talk.wav", "more.wav"]
    assert named["current"] == 0
    assert [one.bytes_with("spectral-6kbps") for one in given[0]] == [84_000, 84_000], "as the list says, not guessed"
    assert all(one.bytes_with("spectral-3kbps") < 84_000 for one in given[0])


def test_an_empty_queue_is_said(window: MainWindow, opened: list) -> None:
    window.actions_by_name["which_quality"].trigger()
    assert opened == []
    assert "Add a recording first" in window.statusBar().currentMessage()
