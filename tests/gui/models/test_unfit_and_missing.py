"""Said before it is tried: this is music; and of a small file: its weights are not here."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import detail_words, outcome_words, spoken_line, state_words
from sqcodec_gui.gui.queue.record import JobState, Needs
from sqcodec_gui.gui.queue.row_buttons import RowAction, actions_for
from sqcodec_gui.paths import HOME_VARIABLE, samples_dir

WAIT_MS = 60_000
MUSIC = "This sounds like music: Opus or FLAC keeps it better."


@pytest.fixture
def waiting(window: MainWindow) -> MainWindow:
    window._settings.set("start_on_add", False)
    return window


def test_music_is_noticed_before_it_is_made_small(
    waiting: MainWindow, write_chords: Callable[..., Path], qtbot: QtBot
) -> None:
    waiting.add_paths([write_chords("guitar.flac"), samples_dir() / "speech.flac"])
    qtbot.waitUntil(lambda: len(waiting.model.records) == 2, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: all(one.is_looked_at and not one.open_recording for one in waiting.model.records), timeout=WAIT_MS
    )
    guitar, speech = sorted(waiting.model.records, key=lambda one: one.name)
    qtbot.waitUntil(lambda: guitar.is_music, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: waiting.music_scan._record is None, timeout=WAIT_MS)
    assert outcome_words(guitar) == MUSIC
    assert MUSIC in spoken_line(guitar)
    assert not speech.is_music
    assert outcome_words(speech) == ""
    waiting.view.select(guitar)
    assert waiting.details.line.text().startswith(MUSIC)


def test_afterwards_it_is_told_too(window: MainWindow, write_chords: Callable[..., Path], qtbot: QtBot) -> None:
    """A queue that was faster than the look at its recordings: the engine has listened."""
    window.add_paths([write_chords("odd guitar.flac"), write_chords("guitar.flac")])
    qtbot.waitUntil(lambda: [one.state for one in window.model.records] == 2 * [JobState.DONE], timeout=WAIT_MS)
    odd, usual = sorted(window.model.records, key=lambda one: not one.is_worth_a_listen)
    qtbot.waitUntil(lambda: odd.is_music, timeout=WAIT_MS)
    assert MUSIC in detail_words(odd)
    assert MUSIC in window.details.words(odd)
    qtbot.waitUntil(lambda: usual.is_music, timeout=WAIT_MS)
    assert MUSIC in detail_words(usual), "the original may yet go to the trash, however like it the small file is"


def test_a_small_file_says_which_weights_it_needs(
    spectral: str,
    spectral_home: Path,
    waiting: MainWindow,
    write_sound: Callable[..., Path],
    user_home: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(spectral_home))
    tiny = CompressSettings(model=spectral, compute=ComputeChoice("cpu"))
    small = compress(write_sound("talk.wav"), None, tiny).target
    monkeypatch.setenv(HOME_VARIABLE, str(user_home))
    waiting.open_path(small)
    qtbot.waitUntil(lambda: any(one.needs for one in waiting.model.records), timeout=WAIT_MS)
    (record,) = waiting.model.records
    waiting.view.select(record)
    needs = waiting.details.needs
    assert needs.isVisible()
    assert state_words(record) == "Its quality is missing"
    assert actions_for(record) == (RowAction.SHOW,)
    assert waiting.details._sides == (None, None, Role.SMALL), "there is nothing to play, so nothing is offered"
    assert not needs.get_button.isVisible(), "nobody published weights of it"
    assert "made with a set of “Clear” (number " in waiting.details.line.text()
    assert "The “Clear” that is here is another set." not in waiting.details.line.text()
    monkeypatch.setattr(
        "sqcodec_gui.gui.window.choose_files.QFileDialog.getExistingDirectory",
        lambda *words: str(spectral_home / "data"),
    )
    qtbot.mouseClick(needs.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: record.needs is None and record.is_looked_at, timeout=WAIT_MS)
    assert not needs.isVisible()
    assert "Press Space to hear it" in waiting.details.line.text()
    assert state_words(record) == "To listen to"
    assert RowAction.PLAY in actions_for(record)
    assert waiting.details._sides.other == small


@pytest.mark.parametrize("has_others", [False, True])
def test_no_promise_that_published_weights_are_the_right_ones(
    waiting: MainWindow, recordings: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, has_others: bool
) -> None:
    waiting.open_path(recordings("a.sqc")[0])
    qtbot.waitUntil(lambda: bool(waiting.model.records), timeout=WAIT_MS)
    (record,) = waiting.model.records
    qtbot.waitUntil(lambda: record.is_looked_at, timeout=WAIT_MS)
    record.needs = Needs("12kbps", "cd" * 32, has_others)
    waiting.model.update(record)
    waiting.view.select(record)
    row, line = waiting.details.needs, waiting.details.line.text()
    assert "made with a set of “Best” (number cdcdcdcdcdcd…)" in line
    assert ("may be the right one or another" in line) is not has_others
    assert ("The “Best” that is here is another set." in line) is has_others
    assert row.get_button.isVisible() is not has_others
    assert row.import_button.isVisible()
    if not has_others:
        assert row.get_button.text() == "Get it (44.7 MB)"
        asked: list[tuple[str, bool]] = []
        monkeypatch.setattr(waiting.fetching, "begin", lambda model, uses_it=True: asked.append((model, uses_it)))
        qtbot.mouseClick(row.get_button, Qt.MouseButton.LeftButton)
        assert asked == [("12kbps", False)], "what new files are made with stays"
