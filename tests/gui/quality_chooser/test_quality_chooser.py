"""“Which quality is enough?” as a person uses it: listening, searching blindly, applying."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.settings_and_results import EngineError
from sqcodec_gui.gui.models.quality_choices import title_of
from sqcodec_gui.gui.quality_chooser import dialog as dialog_module
from sqcodec_gui.gui.quality_chooser.dialog import QualityChooser
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.wording.formatting import list_words
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.report import read_report
from sqcodec_gui.listening.report_check import verify_report

KEY = Qt.Key
WAIT_MS = 60_000
Make = Callable[..., QualityChooser]
NAMES = ("1k5bps", "3kbps", "6kbps", "12kbps")


def made(qtbot: QtBot, chooser: QualityChooser) -> QualityChooser:
    qtbot.keyClick(chooser.focusWidget() or chooser, KEY.Key_Return)
    qtbot.waitUntil(lambda: chooser.pages.currentWidget() is chooser.listen_page, timeout=WAIT_MS)
    return chooser


def search(hands: Any, chooser: QualityChooser, hears: Callable[[str], bool]) -> None:
    """All trials, by somebody who is always right about those they hear, and always wrong about the others."""
    hands.click(chooser.listen_page.test_button)
    while chooser.pages.currentWidget() is chooser.trial_page:
        assert chooser._search is not None
        test = chooser._search.test
        is_first = (test.plan.order[test.trial] == "A") == hears(chooser._search.quality)
        hands.press(chooser, KEY.Key_1, KEY.Key_2, KEY.Key_X, KEY.Key_Left if is_first else KEY.Key_Right)
        hands.press(chooser, KEY.Key_Return)


def wait_for_tone(qtbot: QtBot, outputs: Any, frequency_hz: float) -> None:
    qtbot.waitUntil(lambda: abs((outputs.pitch_hz() or 0) - frequency_hz) < 60, timeout=WAIT_MS)


def test_moving_through_the_table_is_listening(qtbot: QtBot, hands: Any, make_chooser: Make, outputs: Any) -> None:
    chooser = made(qtbot, make_chooser())
    page = chooser.listen_page
    hands.press(chooser, KEY.Key_Down)
    wait_for_tone(qtbot, outputs, 800)
    hands.press(chooser, KEY.Key_Down, KEY.Key_Down)
    wait_for_tone(qtbot, outputs, 1_600)
    hands.press(chooser, KEY.Key_X)
    assert page.table.currentRow() == 0
    wait_for_tone(qtbot, outputs, 400)
    hands.press(chooser, KEY.Key_X)
    assert page.table.currentRow() == 3
    wait_for_tone(qtbot, outputs, 1_600)
    hands.click(page.switch_button)
    wait_for_tone(qtbot, outputs, 400)
    hands.press(chooser, KEY.Key_Space)  # pauses after a click, too, and does not switch once more
    assert page.table.currentRow() == 0
    qtbot.waitUntil(lambda: page.pause_button.text() == "Play", timeout=WAIT_MS)


def test_sizes_are_those_of_the_whole_queue(qtbot: QtBot, make_chooser: Make) -> None:
    table = made(qtbot, make_chooser()).listen_page.table
    sizes = [table.item(row, 1).text() for row in range(5)]
    assert sizes == ["432 MB", "1.4 MB", "2.7 MB", "5.4 MB", "10.8 MB"]
    assert table.item(1, 0).text() == "1k5bps: so good"


@pytest.mark.parametrize("first_enough", [0, 1, 2, 3])
def test_the_search_finds_where_the_ears_end(
    qtbot: QtBot, hands: Any, make_chooser: Make, settings: UserSettings, first_enough: int
) -> None:
    settings.set("model", "12kbps" if first_enough != 3 else "3kbps")
    chooser = made(qtbot, make_chooser())
    search(hands, chooser, lambda name: NAMES.index(name) < first_enough)
    page, found = chooser.verdict_page, NAMES[first_enough]
    assert f"“{title_of(found)}” is enough for you." in page.headline.text()
    assert f"Use “{found}: so good” for the queue: 432 MB → " in page.apply_button.text()
    hands.press(chooser, KEY.Key_Return)
    assert chooser.isVisible(), "one Enter too many must not choose before the verdict is read"
    hands.press(chooser, KEY.Key_Space)
    assert settings.get("model") == found
    assert not chooser.isVisible()


def test_who_hears_everything_is_told_so(qtbot: QtBot, hands: Any, make_chooser: Make) -> None:
    chooser = made(qtbot, make_chooser())
    search(hands, chooser, lambda name: True)
    page = chooser.verdict_page
    assert "None of them is quite enough for you." in page.headline.text()
    assert list_words(["“6kbps: so good”", "“12kbps: so good”"]) in page.detail.text()
    assert "12kbps" in page.apply_button.text()


def test_preferences_are_searched_too(qtbot: QtBot, hands: Any, make_chooser: Make) -> None:
    chooser = made(qtbot, make_chooser())
    hands.click(chooser.listen_page.preference_button)
    search(hands, chooser, lambda name: NAMES.index(name) < 2)
    page = chooser.verdict_page
    assert "“SQCodec 6 kbit/s” is enough for you." in page.headline.text()
    assert page.detail.text().startswith("You did not prefer the original to it. You preferred the original to:")


def test_one_quality_alone_is_said_plainly_and_can_be_tested(
    qtbot: QtBot, hands: Any, make_chooser: Make, install: Callable[..., None]
) -> None:
    install("6kbps")
    chooser = make_chooser()
    page = chooser.intro_page
    assert page.here_label.text().startswith("Only one quality is on this computer: “6kbps: so good”.")
    with qtbot.waitSignal(chooser.more_wanted):
        hands.click(page.more_button)
    made(qtbot, chooser)
    assert "only quality on this computer" in chooser.listen_page.note.text()
    search(hands, chooser, lambda name: False)
    assert "“SQCodec 6 kbit/s” is enough for you." in chooser.verdict_page.headline.text()


def test_no_quality_at_all(make_chooser: Make, install: Callable[..., None]) -> None:
    install()
    chooser = make_chooser()
    assert "no quality on this computer yet" in chooser.intro_page.here_label.text()
    assert not chooser.intro_page.start_button.isEnabled()
    install("3kbps", "6kbps")
    chooser.reload()
    assert chooser.intro_page.here_label.text().startswith("2 qualities are on this computer")
    assert chooser.intro_page.start_button.isEnabled()


def test_the_one_that_is_heard_can_be_used_at_once(
    qtbot: QtBot, hands: Any, make_chooser: Make, settings: UserSettings
) -> None:
    chooser = made(qtbot, make_chooser())
    assert not chooser.listen_page.use_button.isEnabled()
    hands.press(chooser, KEY.Key_Down, KEY.Key_Down)
    hands.click(chooser.listen_page.use_button)
    assert settings.get("model") == "3kbps"
    assert not chooser.isVisible()


def test_the_loop_is_that_of_its_recording(qtbot: QtBot, make_chooser: Make, maker: Any) -> None:
    chooser = make_chooser(current=1, loop_s=(2.0, 4.0))
    page = chooser.intro_page
    assert page.recording_box.currentText() == "song.wav"
    assert "0:02.00 – 0:04.00" in page.passage_choice.loop_button.text()
    assert page.passage_choice.passage == Passage(2.0, 4.0)
    page.recording_box.setCurrentIndex(0)
    assert page.passage_choice.passage is None
    made(qtbot, chooser)
    assert maker.requests[-1].original.name == "talk.wav"
    assert maker.requests[-1].passage is None


def test_what_could_not_be_made_is_said(
    qtbot: QtBot, hands: Any, make_chooser: Make, maker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker.problems = ("12kbps: so good: its weights are damaged.",)
    assert "its weights are damaged" in made(qtbot, make_chooser()).listen_page.note.text()

    def fail(*_: object) -> None:
        raise EngineError("talk.wav is not there (any more).")

    monkeypatch.setattr(dialog_module, "make_versions", fail)
    chooser = make_chooser()
    hands.click(chooser.intro_page.start_button)
    qtbot.waitUntil(lambda: "not there" in chooser.intro_page.note.text(), timeout=WAIT_MS)
    assert chooser.intro_page.start_button.isEnabled()


def test_stopping_keeps_what_was_found(qtbot: QtBot, hands: Any, make_chooser: Make) -> None:
    chooser = made(qtbot, make_chooser())
    hands.click(chooser.listen_page.test_button)
    for _ in range(4):  # three wrong answers end the first series
        assert chooser._search is not None
        test = chooser._search.test
        hands.press(chooser, KEY.Key_X, KEY.Key_Right if test.plan.order[test.trial] == "A" else KEY.Key_Left)
        hands.press(chooser, KEY.Key_Return)
    hands.answer("&Stop")
    chooser.close()
    page = chooser.verdict_page
    assert "“SQCodec 6 kbit/s” is enough for you, and a smaller one may be." in page.headline.text()
    assert "You stopped before the end." in page.detail.text()


def test_the_report_holds_every_step(
    qtbot: QtBot, hands: Any, make_chooser: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "r.html"), ""))
    chooser = made(qtbot, make_chooser())
    search(hands, chooser, lambda name: name != "12kbps")
    hands.click(chooser.verdict_page.save_button)
    assert verify_report(tmp_path / "r.html").is_sound
    sessions = read_report(tmp_path / "r.json")["sessions"]
    assert [one["coded"]["model"] for one in sessions] == ["6kbps", "12kbps"]
    assert [one["result"]["verdict"] for one in sessions] == ["heard", "not told apart"]
    assert all(one["coded"]["made_for_the_test"] for one in sessions)
