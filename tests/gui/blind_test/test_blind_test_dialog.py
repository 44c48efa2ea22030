"""A blind test as a person takes it: keys, buttons, ears; and what it then says and saves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.blind_test.dialog import BlindTestDialog
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.listening.abx import CODED, REFERENCE, Question
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.report import read_report
from sqcodec_gui.listening.report_check import verify_report
from sqcodec_gui.listening.session import CodedFacts, Kind, RecordingFacts
from sqcodec_gui.playback.material import Material, Request

KEY = Qt.Key
Start = Callable[[BlindTestDialog], BlindTestDialog]
Make = Callable[..., BlindTestDialog]


def answer_all(hands: Any, dialog: BlindTestDialog, is_right: Callable[[int], bool]) -> None:
    """By somebody who looked at the order: as fast as fingers go."""
    assert dialog._test is not None
    for trial, letter in enumerate(dialog._test.plan.order):
        right, wrong = (KEY.Key_Left, KEY.Key_Right) if letter == "A" else (KEY.Key_Right, KEY.Key_Left)
        hands.press(dialog, *((KEY.Key_X,) if dialog._test.plan.question is Question.ABX else (KEY.Key_1, KEY.Key_2)))
        hands.press(dialog, right if is_right(trial) else wrong, KEY.Key_Return)


def test_who_listens_hears_it(hands: Any, make_dialog: Make, started: Start, ears: Any) -> None:
    """Five trials by ear alone, with keys alone."""
    dialog = make_dialog()
    dialog.setup_page.trials_box.setValue(5)
    started(dialog)
    hands.press(dialog, KEY.Key_1)
    assert ears.listen() == REFERENCE
    hands.press(dialog, KEY.Key_2)
    assert ears.listen() == CODED
    for number in range(1, 6):
        assert f"Trial {number} of 5" in dialog.trial_page.title.text()
        hands.press(dialog, KEY.Key_X)
        hands.press(dialog, KEY.Key_Left if ears.listen() == REFERENCE else KEY.Key_Right, KEY.Key_Return)
    page = dialog.result_page
    assert dialog.pages.currentWidget() is page
    assert "You heard it." in page.headline.text()
    assert page.count.text() == "5 of 5 right. Somebody who guesses does as well in 1 of 32 tests."
    assert "4.9 dB louder" in page.circumstances.text()
    assert "Loudspeaker" in page.circumstances.text()
    assert page.table.rowCount() == 5


def test_both_are_equally_loud(hands: Any, make_dialog: Make, started: Start, ears: Any, outputs: Any) -> None:
    dialog = started(make_dialog())
    loudness = []
    for key in (KEY.Key_1, KEY.Key_2):
        hands.press(dialog, key)
        ears.listen()
        loudness.append(20 * np.log10(np.abs(np.concatenate(outputs.played[-5:])).max()))
    assert loudness[0] - loudness[1] == pytest.approx(1.1, abs=0.3)  # higher tones sound louder: the ear's weighting


def test_there_is_no_word_on_how_it_goes(hands: Any, make_dialog: Make, started: Start) -> None:
    """What the page shows after right answers and after wrong ones is the same to the letter."""
    seen: list[list[str]] = []
    for is_right in (True, False):
        dialog = started(make_dialog())
        assert dialog._test is not None
        texts = []
        for _ in range(11):
            letter = dialog._test.plan.order[dialog._test.trial]
            hands.press(dialog, KEY.Key_X, KEY.Key_Left if (letter == "A") == is_right else KEY.Key_Right)
            hands.press(dialog, KEY.Key_Return)
            labels = [one for one in dialog.trial_page.findChildren(QLabel) if one is not dialog.trial_page.fingerprint]
            texts.append(" ".join(label.text() for label in labels if label.isVisible()))
        seen.append(texts)
        hands.answer("&Stop")
        dialog.close()
        dialog.close()
    assert seen[0] == seen[1]


def test_an_answer_takes_listening_and_a_choice(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = started(make_dialog())
    page = dialog.trial_page
    hands.press(dialog, KEY.Key_Left, KEY.Key_Return)
    assert "Trial 1" in page.title.text()
    assert page.hint.text() == "Listen to X first: press X."
    assert not page.give_button.isEnabled()
    hands.press(dialog, KEY.Key_1, KEY.Key_2, KEY.Key_Right)
    assert not page.answer_buttons["2"].isChecked()
    hands.press(dialog, KEY.Key_X, KEY.Key_Return)
    assert "Trial 1" in page.title.text()
    hands.press(dialog, KEY.Key_Right)
    assert page.answer_buttons["2"].isChecked()
    hands.press(dialog, KEY.Key_Left)
    assert page.answer_buttons["1"].isChecked()
    hands.press(dialog, KEY.Key_Return)
    assert "Trial 2" in page.title.text()
    assert not any(button.isChecked() for button in (*page.answer_buttons.values(), *page.listen_buttons.values()))


def test_all_of_it_by_mouse(qtbot: QtBot, hands: Any, make_dialog: Make) -> None:
    dialog = make_dialog()
    dialog.setup_page.trials_box.setValue(5)
    hands.click(dialog.setup_page.start_button)
    qtbot.waitUntil(lambda: dialog.pages.currentWidget() is dialog.trial_page, timeout=60_000)
    for _ in range(5):
        hands.click(dialog.trial_page.listen_buttons["X"])
        hands.click(dialog.trial_page.answer_buttons["1"])
        hands.click(dialog.trial_page.give_button)
    assert dialog.pages.currentWidget() is dialog.result_page
    assert dialog._test is not None
    assert dialog._test.hits == dialog._test.plan.order.count("A")


def test_a_preference(hands: Any, make_dialog: Make, started: Start, ears: Any) -> None:
    dialog = make_dialog()
    hands.click(dialog.setup_page.preference_button)
    started(dialog)
    page = dialog.trial_page
    assert not page.listen_buttons["X"].isVisible()
    assert page.listen_buttons["1"].text() == "1"
    hands.press(dialog, KEY.Key_1)
    assert dialog._test is not None
    assert ears.listen() == dialog._test.plan.track_behind("1", 0)
    answer_all(hands, dialog, lambda trial: trial == 0)
    assert "You prefer the small file." in dialog.result_page.headline.text()
    assert "the original 1 times, and the small file 11 times" in dialog.result_page.count.text()


def test_guessing_is_said(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = started(make_dialog())
    answer_all(hands, dialog, lambda trial: trial % 2 == 0)
    page = dialog.result_page
    assert "You were guessing." in page.headline.text()
    assert page.count.text() == "6 of 12 right. Somebody who guesses does as well in 61 of 100 tests."


def test_stopping_is_asked_and_recorded(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = started(make_dialog())
    hands.press(dialog, KEY.Key_X, KEY.Key_Left, KEY.Key_Return)
    hands.answer("&Go on")
    hands.press(dialog, KEY.Key_Escape)
    assert dialog.pages.currentWidget() is dialog.trial_page
    hands.answer("&Stop")
    hands.click(dialog.trial_page.stop_button)
    page = dialog.result_page
    assert dialog.pages.currentWidget() is page
    assert "Not enough trials" in page.headline.text()
    assert "You stopped after 1 of 12 trials" in page.count.text()
    (session,) = dialog.runner.sessions("")
    assert session.test.was_stopped
    assert page.save_button.isEnabled()


def test_stopping_at_once_leaves_nothing_to_save(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = started(make_dialog())
    hands.answer("&Stop")
    dialog.close()
    assert dialog.pages.currentWidget() is dialog.result_page
    assert not dialog.result_page.save_button.isEnabled()
    said = "You stopped before the first answer: there is nothing to save."
    assert (dialog.result_page.count.text(), dialog.result_page.meaning.text()) == (said, ""), "no “0 of 0 right”"
    dialog.close()
    assert not dialog.isVisible()


def test_on_a_low_screen_the_form_scrolls_and_nothing_overlaps(make_dialog: Make, qtbot: QtBot) -> None:
    """At 1280 × 1024 and 200 % the hint lay over the number of trials."""
    dialog = make_dialog()
    page = dialog.setup_page
    page.trials_hint.setText("Words of a language that takes many of them for what is said here. " * 4)
    dialog.resize(560, 380)
    box, hint = page.trials_box, page.trials_hint
    qtbot.waitUntil(lambda: 0 < hint.heightForWidth(hint.width()) <= hint.height(), timeout=60_000)
    assert box.geometry().bottom() < hint.geometry().top()
    assert page.page_scroll.verticalScrollBar().maximum() > 0
    button = page.start_button
    assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight())), "what begins it stays in sight"


def test_the_report_is_saved_and_sound(
    hands: Any,
    make_dialog: Make,
    started: Start,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    settings: UserSettings,
) -> None:
    asked = []

    def choose(_parent: object, _title: str, proposed: str, *_rest: object, **_options: object) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "ours.html"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = make_dialog()
    dialog.setup_page.listener_edit.setText("  Ana   Žofie ")
    started(dialog)
    shown = dialog.trial_page.fingerprint.text().partition(": ")[2].replace(" ", "")
    answer_all(hands, dialog, lambda trial: trial > 1)
    hands.click(dialog.result_page.save_button)
    assert asked == ["talk - blind test.html"]
    assert dialog.result_page.note.text() == "Saved: ours.html, and beside it the same for checking."
    for suffix in (".html", ".json"):
        assert verify_report(tmp_path / f"ours{suffix}").is_sound
    (values,) = read_report(tmp_path / "ours.json")["sessions"]
    assert values["listener"] == settings.get("listener") == "Ana Žofie"
    assert values["commitment"] == shown
    assert values["playback"]["device"] == "Loudspeaker"
    assert values["playback"]["coded_gain_db"] == pytest.approx(4.9, abs=0.1)
    assert values["trials"][3]["listens"] == {"X": 1}
    hands.click(dialog.result_page.again_button)
    assert dialog.pages.currentWidget() is dialog.setup_page
    answer_all(hands, started(dialog), lambda trial: True)
    hands.click(dialog.result_page.save_button)
    assert dialog.result_page.note.text() == "Added to ours.html, which has 2 tests now."


def test_a_file_that_is_no_report_is_left_alone(
    hands: Any, make_dialog: Make, started: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "thesis.html"
    other.write_text("years of work")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(other), ""))
    dialog = started(make_dialog())
    answer_all(hands, dialog, lambda trial: True)
    hands.click(dialog.result_page.save_button)
    assert dialog.result_page.note.text() == "thesis.html is no report of a blind test."
    assert other.read_text() == "years of work"


def test_the_loop_of_the_comparison_is_offered(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = make_dialog(loop_s=(3.0, 5.5), narrow_khz=8.0)
    page = dialog.setup_page
    assert page.passage_choice.loop_button.isChecked()
    assert "0:03.00 – 0:05.50" in page.passage_choice.loop_button.text()
    hands.click(page.limit_box)
    started(dialog)
    (request,) = dialog.requests  # type: ignore[attr-defined]
    assert request.passage == Passage(3.0, 5.5)
    assert request.is_limited
    other = make_dialog()
    page = other.setup_page
    assert not page.passage_choice.loop_button.isEnabled()
    assert page.passage_choice.proposed_button.isChecked()
    assert not page.limit_box.isVisible()


def test_space_pauses_and_home_begins_again(
    qtbot: QtBot, hands: Any, make_dialog: Make, started: Start, ears: Any
) -> None:
    dialog = started(make_dialog())
    hands.press(dialog, KEY.Key_Space)
    qtbot.wait(60)
    assert not dialog.passage_player.is_playing
    hands.click(dialog.trial_page.listen_buttons["2"])
    ears.listen()
    hands.press(dialog, KEY.Key_Space)  # pauses after a click, too, and does not click once more
    qtbot.waitUntil(lambda: not dialog.passage_player.is_playing, timeout=60_000)
    qtbot.waitUntil(lambda: dialog.trial_page.pause_button.text() == "Play", timeout=60_000)
    assert dialog.passage_player.player.position_s > 0
    hands.press(dialog, KEY.Key_Home)
    qtbot.waitUntil(lambda: dialog.passage_player.player.position_s == 0, timeout=60_000)


def test_no_output_is_said(qtbot: QtBot, hands: Any, make_dialog: Make, started: Start, outputs: Any) -> None:
    dialog = make_dialog()
    outputs.is_broken = True
    started(dialog)
    hands.press(dialog, KEY.Key_X)
    qtbot.waitUntil(lambda: "cannot be used" in dialog.trial_page.problem.text(), timeout=60_000)
    assert dialog.trial_page.problem.isVisible()


def test_a_failure_to_prepare_is_said(
    qtbot: QtBot, hands: Any, make_dialog: Make, monkeypatch: pytest.MonkeyPatch, material: Material
) -> None:
    from sqcodec_gui.engine.settings_and_results import EngineError
    from sqcodec_gui.gui.blind_test import dialog as module

    def fail(*_: object) -> Material:
        raise EngineError("talk.sqc is damaged.")

    dialog = make_dialog()
    monkeypatch.setattr(module, "prepare", fail)
    hands.click(dialog.setup_page.start_button)
    qtbot.waitUntil(lambda: dialog.setup_page.note.text() == "talk.sqc is damaged.", timeout=60_000)
    assert dialog.setup_page.start_button.isEnabled()


def test_everything_has_a_name_and_is_reached_by_tab(hands: Any, make_dialog: Make, started: Start) -> None:
    dialog = started(make_dialog())
    page = dialog.trial_page
    hands.press(dialog, KEY.Key_X, KEY.Key_Left)
    wanted = {*page.listen_buttons.values(), page.level_slider, page.give_button, page.stop_button, page.pause_button}
    reached = set()
    for _ in range(30):
        hands.press(dialog, KEY.Key_Tab)
        reached.add(QApplication.focusWidget())
    assert wanted <= reached
    assert all(widget.accessibleName() or getattr(widget, "text", str)() for widget in wanted)


def test_the_small_version_against_opus_is_asked_for_and_named_everywhere(
    hands: Any, make_dialog: Make, started: Start, material: Material, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small = RecordingFacts("talk.sqc", 84_000, "a" * 64, kind=Kind.SMALL, bit_rate_bps=5_200)
    opus = CodedFacts("talk.wav", 83_000, "libopus", "", "c" * 64, True, Kind.OPUS, 5_150)
    against_opus = replace(material, reference_facts=small, coded_facts=opus)
    asked: list[Request] = []
    monkeypatch.setattr(
        "sqcodec_gui.gui.blind_test.dialog.prepare", lambda request, _cancel: asked.append(request) or against_opus
    )
    dialog = make_dialog()
    box = dialog.setup_page.sides_box
    box.setCurrentIndex(box.findText("The small file and Opus of the same size"))
    dialog.setup_page.preference_button.setChecked(True)
    started(dialog)
    assert asked[0].kinds == (Kind.SMALL, Kind.OPUS)
    assert dialog.trial_page.facts.text() == "The small file: 84 kB, 5.2 kbit/s · Opus: 83 kB, 5.2 kbit/s"
    answer_all(hands, dialog, lambda trial: trial < 11)
    page = dialog.result_page
    assert "You prefer the small file." in page.headline.text()
    assert "the small file 11 times, and Opus 1 times" in page.count.text()
    assert "At these sizes, the small file sounds better to you" in page.meaning.text()
    assert "Opus: 83 kB, 5.2 kbit/s." in page.circumstances.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words, **_named: (str(tmp_path / "r.html"), ""))
    hands.click(page.save_button)
    assert verify_report(tmp_path / "r.html").is_sound
    session = read_report(tmp_path / "r.html")["sessions"][0]
    assert (session["reference"]["kind"], session["coded"]["kind"]) == ("small", "opus")


def test_only_of_an_original_treble_can_be_taken_away(make_dialog: Make) -> None:
    page = make_dialog(narrow_khz=8.0).setup_page
    page.limit_box.setChecked(True)
    assert page.chosen.is_limited
    page.sides_box.setCurrentIndex(1)
    assert not page.limit_box.isEnabled()
    assert not page.chosen.is_limited
