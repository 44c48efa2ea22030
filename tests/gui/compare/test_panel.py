"""The compare panel as a person uses it: keys, mouse, buttons, and what it then says and plays."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.compare import transport
from sqcodec_gui.gui.compare.panel import ComparePanel

WAIT_MS = 60_000
KEY = Qt.Key
HandOn = Callable[[Any], Any]


def wait_for_sound(panel: ComparePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.transport.play_button.isEnabled(), timeout=WAIT_MS)


def press(qtbot: QtBot, panel: ComparePanel, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(panel.plots[0], key)


def text(panel: ComparePanel) -> str:
    titles = [title.text() for title in panel.titles]
    return " ".join(
        [*titles, panel.status_label.full_text, panel.problem_label.full_text, panel.details_label.full_text]
    )


def test_a_click_beside_the_plots_gives_them_the_keys(pair: ComparePanel, qtbot: QtBot) -> None:
    elsewhere = QLineEdit()
    qtbot.addWidget(elsewhere)
    both = QWidget()
    qtbot.addWidget(both)
    column = QVBoxLayout(both)
    column.addWidget(elsewhere)
    column.addWidget(pair)
    both.show()
    both.activateWindow()
    elsewhere.setFocus()
    qtbot.waitUntil(elsewhere.hasFocus, timeout=WAIT_MS)
    qtbot.mouseClick(pair.transport.play_button, Qt.MouseButton.LeftButton)
    assert pair.plots[1].hasFocus()
    pair.transport.play_button.setFocus()
    qtbot.keyClick(pair.transport.play_button, Qt.Key.Key_Space)
    assert pair.transport.play_button.hasFocus()  # who came by Tab stays
    pair.setParent(None)


def test_a_long_name_loses_its_middle_alone(pair: ComparePanel, qtbot: QtBot) -> None:
    title = pair.titles[0]
    title.set_texts("Original", QColor("blue"), f"{'Long name ' * 12}<2>.wav · 1:02:03 · 44.1 kHz")
    shown = title.text()
    assert "Long name" in shown
    assert "…" in shown
    assert shown.endswith("44.1 kHz</span>")
    assert "<2>.wav" in title.toolTip()
    title.set_texts("Original", QColor("blue"), "a<b>.wav · 0:03")
    assert title.text().endswith("a&lt;b&gt;.wav · 0:03</span>")


def test_a_pair_is_shown_measured_and_described(pair: ComparePanel) -> None:
    assert "♪ Original</b>" in pair.titles[0].text(), "chosen, and not heard before it plays"
    assert "talk &amp; más.wav" in pair.titles[0].text()
    assert "0:20" in pair.titles[1].text()
    assert pair.details_label.full_text == "Level: 6.0 dB softer than the original  ·  Time: in step to the sample"
    described = pair.plots[0].accessibleDescription()
    assert described.startswith("talk & más.wav, 0:20, mono, 16 kHz, 640 kB, 256 kbit/s. Loudest at 0:19")
    assert pair.plots[1].accessibleName() == "Waveform: Small file"
    assert pair.transport.time_label.text() == "0:00.0 / 0:20.0"
    assert not pair.status_label.isVisible()


def test_space_plays_and_pauses(pair: ComparePanel, qtbot: QtBot) -> None:
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.player.position_s > 0.3, timeout=WAIT_MS)
    assert "Pause" in pair.transport.play_button.text()
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: "Play" in pair.transport.play_button.text(), timeout=WAIT_MS)
    stopped_s = pair.player.position_s
    qtbot.wait(60)
    assert pair.player.position_s == pytest.approx(stopped_s, abs=0.02)


def test_x_switches_what_is_heard_at_the_same_moment(pair: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    pair.seek(10.0)
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.player.position_s > 10.3, timeout=WAIT_MS)
    loud = np.abs(np.concatenate(outputs.played[-10:])).max()
    press(qtbot, pair, KEY.Key_X)
    assert "♪ Small file, heard now" in pair.titles[1].text()
    assert "heard" not in pair.titles[0].text()
    assert pair.transport.track_buttons[1].isChecked()
    qtbot.wait(150)
    assert 10.3 < pair.player.position_s < 12
    assert np.abs(np.concatenate(outputs.played[-5:])).max() == pytest.approx(loud / 2, rel=0.05)
    press(qtbot, pair, KEY.Key_1)
    assert pair.player.heard == 0
    press(qtbot, pair, KEY.Key_2)
    assert pair.player.heard == 1


def test_h_lets_the_other_one_be_heard_while_it_is_held(
    pair: ComparePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.keyPress(pair.plots[0], KEY.Key_H)
    assert pair.player.heard == 1
    qtbot.keyRelease(pair.plots[0], KEY.Key_H)
    assert pair.player.heard == 0
    monkeypatch.setattr(transport, "_HELD_MS", 0)  # however short it is held
    qtbot.mousePress(pair.transport.switch_button, Qt.MouseButton.LeftButton)
    assert pair.player.heard == 1
    qtbot.mouseRelease(pair.transport.switch_button, Qt.MouseButton.LeftButton)
    assert pair.player.heard == 0
    monkeypatch.setattr(transport, "_HELD_MS", WAIT_MS)
    qtbot.mouseClick(pair.transport.switch_button, Qt.MouseButton.LeftButton)
    assert pair.player.heard == 1  # a click alone switches


def test_arrows_home_and_end_move_the_play_head(pair: ComparePanel, qtbot: QtBot) -> None:
    places = []
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_End, KEY.Key_Home, KEY.Key_Left):
        press(qtbot, pair, key)
        places.append(pair.player.position_s)
    assert places == [5.0, 10.0, 5.0, 20.0, 0.0, 0.0]


def test_a_click_seeks(pair: ComparePanel, hand_on: HandOn) -> None:
    hand_on(pair.plots[1]).click(12.5)
    assert pair.player.position_s == pytest.approx(12.5, abs=0.05)
    assert pair.transport.time_label.text().startswith("0:12.")


def test_shift_and_drag_loops_and_esc_clears(pair: ComparePanel, qtbot: QtBot, hand_on: HandOn) -> None:
    hand_on(pair.plots[0]).drag(4.0, 6.0, Qt.KeyboardModifier.ShiftModifier)
    assert pair.loop_s == pytest.approx((4.0, 6.0), abs=0.05)
    assert pair.transport.loop_label.text().startswith("0:0")
    assert pair.transport.loop_button.isChecked()
    qtbot.waitUntil(lambda: pair.player.position_s == pytest.approx(4.0, abs=0.05), timeout=WAIT_MS)
    press(qtbot, pair, KEY.Key_Escape)
    assert pair.loop_s is None
    assert not pair.transport.loop_button.isChecked()
    assert pair.transport.loop_label.text() == ""


def test_the_button_loops_from_the_play_head_on_and_ends_it(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.seek(6.0)
    qtbot.mouseClick(pair.transport.loop_button, Qt.MouseButton.LeftButton)
    assert pair.loop_s == pytest.approx((6.0, 9.0))
    qtbot.mouseClick(pair.transport.loop_button, Qt.MouseButton.LeftButton)
    assert pair.loop_s is None


def test_a_loop_is_played_again_and_again(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.set_loop(3.0, 3.2)
    press(qtbot, pair, KEY.Key_Space)
    seen = []
    for _ in range(30):
        qtbot.wait(20)
        seen.append(pair.player.position_s)
    assert min(seen) >= 2.99
    assert max(seen) <= 3.21
    assert (np.diff(seen) < 0).sum() >= 2


def test_keys_set_and_nudge_the_ends_of_the_loop(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.seek(5.0)
    press(qtbot, pair, KEY.Key_BracketLeft)
    assert pair.loop_s == (5.0, 20.0)
    pair.seek(8.0)
    press(qtbot, pair, KEY.Key_BracketRight)
    assert pair.loop_s == (5.0, 8.0)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(pair.plots[0], KEY.Key_Right, control)
    qtbot.keyClick(pair.plots[0], KEY.Key_Left, control | Qt.KeyboardModifier.ShiftModifier)
    assert pair.loop_s == pytest.approx((5.01, 7.99))


def test_a_click_outside_of_the_loop_ends_it(pair: ComparePanel, hand_on: HandOn) -> None:
    pair.set_loop(3.0, 4.0)
    hand_on(pair.plots[0]).click(15.0)
    assert pair.loop_s is None
    assert pair.player.position_s == pytest.approx(15.0, abs=0.05)


def test_both_waveforms_zoom_and_move_together(pair: ComparePanel, qtbot: QtBot, hand_on: HandOn) -> None:
    press(qtbot, pair, KEY.Key_Plus, KEY.Key_Plus)
    first, second = (plot.view_s for plot in pair.plots)
    assert second[1] - second[0] == pytest.approx(5.0)
    assert first == pytest.approx(second, abs=0.1)
    hand = hand_on(pair.plots[0])
    hand.drag(3.0, 1.0)
    assert pair.plots[1].view_s[0] == pytest.approx(2.0, abs=0.1)
    hand.wheel(4.0, -2)
    start_s, stop_s = pair.plots[1].view_s
    assert stop_s - start_s == pytest.approx(5.0 / 0.8**2, rel=0.01)
    hand.wheel(4.0, -1, sideways=True)
    assert pair.plots[1].view_s[0] > start_s
    press(qtbot, pair, KEY.Key_0)
    assert pair.plots[1].view_s == (0.0, 20.0)
    press(qtbot, pair, KEY.Key_Minus)
    assert pair.plots[1].view_s == (0.0, 20.0)


def test_playing_takes_the_view_along(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.plots[1].set_view(0.0, 0.5)
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.plots[1].view_s[0] > 0.3, timeout=WAIT_MS)
    start_s, stop_s = pair.plots[1].view_s
    assert start_s <= pair.player.position_s <= stop_s
    assert stop_s - start_s == pytest.approx(0.5, abs=0.01)


def test_what_is_not_decoded_yet_is_waited_for_and_said(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path
) -> None:
    decoder.allowed_frames = 16_000
    panel.show_pair(original, compressed)
    wait_for_sound(panel, qtbot)
    qtbot.waitUntil(lambda: "Getting the sound ready… 5 %" in text(panel), timeout=WAIT_MS)
    assert "not ready yet" in panel.plots[1].accessibleDescription()
    press(qtbot, panel, KEY.Key_X, KEY.Key_Space)
    qtbot.waitUntil(lambda: "goes on as soon as it is there" in text(panel), timeout=WAIT_MS)
    assert panel.player.position_s == pytest.approx(1.0, abs=0.2)
    press(qtbot, panel, KEY.Key_X)  # the original goes on at once
    qtbot.waitUntil(lambda: panel.player.position_s > 1.4, timeout=WAIT_MS)
    press(qtbot, panel, KEY.Key_X)
    qtbot.waitUntil(lambda: panel.player.state.is_waiting, timeout=WAIT_MS)
    decoder.allowed_frames = len(decoder.sound)
    stopped_s = panel.player.position_s
    qtbot.waitUntil(lambda: panel.player.position_s > stopped_s + 0.2, timeout=WAIT_MS)
    assert panel.player.underruns == 0
    assert f"Pauses, as the sound was not ready yet: {panel.player.waits}" in text(panel)
    assert panel.player.waits >= 1


def test_a_click_far_ahead_is_decoded_first(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, compressed: Path, hand_on: HandOn
) -> None:
    decoder.allowed_frames = 3 * 16_000
    panel.show_pair(None, compressed)
    wait_for_sound(panel, qtbot)
    qtbot.waitUntil(lambda: "Getting the sound ready… 15 %" in text(panel), timeout=WAIT_MS)
    press(qtbot, panel, KEY.Key_Space)
    hand_on(panel.plots[1]).click(15.0)
    qtbot.waitUntil(lambda: panel.player.position_s > 15.3, timeout=WAIT_MS)
    assert decoder.starts_s[:2] == [0.0, pytest.approx(14.88, abs=0.1)]
    decoder.allowed_frames = len(decoder.sound)
    qtbot.waitUntil(lambda: "ready…" not in text(panel), timeout=WAIT_MS)
    assert panel.plots[1].accessibleDescription().endswith("dB).")


def test_a_lone_compressed_file_is_heard_at_once(panel: ComparePanel, qtbot: QtBot, compressed: Path) -> None:
    panel.show_pair(None, compressed)
    wait_for_sound(panel, qtbot)
    assert "♪ Small file" in panel.titles[1].text()
    assert not panel.transport.switch_button.isEnabled()
    press(qtbot, panel, KEY.Key_X)
    assert panel.player.heard == 1
    press(qtbot, panel, KEY.Key_Space)
    qtbot.waitUntil(lambda: panel.player.position_s > 0.1, timeout=WAIT_MS)


def test_without_an_output_all_but_playing_works(
    panel: ComparePanel, qtbot: QtBot, outputs: Any, original: Path, compressed: Path, hand_on: HandOn
) -> None:
    found, outputs.found = outputs.found, []
    panel.player.look_again()
    panel.show_pair(original, compressed)
    qtbot.waitUntil(lambda: "No sound output was found" in text(panel), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: bool(panel.details_label.full_text), timeout=WAIT_MS)
    assert not panel.transport.play_button.isEnabled()
    hand_on(panel.plots[0]).click(7.0)
    said: list[str] = []
    panel.failed.connect(said.append)
    press(qtbot, panel, KEY.Key_Space, KEY.Key_X)
    assert [line.split(":")[0] for line in said] == ["No sound output was found"], "why Space plays nothing"
    assert panel.player.position_s == pytest.approx(7.0, abs=0.05)
    assert panel.player.heard == 1
    outputs.found = found
    panel.transport.look_again_action.trigger()
    wait_for_sound(panel, qtbot)
    assert "No sound output" not in text(panel)
    assert panel.player.position_s == pytest.approx(7.0, abs=0.05)


def test_another_output_goes_on_at_the_same_place(pair: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    pair.seek(5.0)
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.player.position_s > 5.1, timeout=WAIT_MS)
    outputs_there = [action for action in pair.transport.device_menu.actions() if action.isCheckable()]
    assert [(action.text(), action.isChecked()) for action in outputs_there] == [
        ("Loudspeaker", True),
        ("Headphones", False),
    ]
    outputs_there[1].trigger()
    qtbot.waitUntil(lambda: outputs.opened == ["Loudspeaker", "Headphones"], timeout=WAIT_MS)
    qtbot.waitUntil(lambda: pair.player.position_s > 5.4, timeout=WAIT_MS)
    assert pair.player.position_s < 7.0
    assert outputs.played[0].shape == (441, 1)


def test_an_output_that_does_not_open_is_said(pair: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    outputs.is_broken = True
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: "cannot be used" in text(pair), timeout=WAIT_MS)
    assert not pair.player.state.is_playing
    outputs.is_broken = False
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.player.position_s > 0.1, timeout=WAIT_MS)
    assert "cannot be used" not in text(pair)


def test_the_level_changes_what_comes_out(pair: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    pair.seek(10.0)
    pair.transport.level_slider.setValue(0)
    press(qtbot, pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: pair.player.position_s > 10.2, timeout=WAIT_MS)
    assert not np.concatenate(outputs.played[-10:]).any()


def test_a_broken_original_is_said_and_the_decoded_one_plays(
    panel: ComparePanel, qtbot: QtBot, tmp_path: Path, compressed: Path
) -> None:
    broken = tmp_path / "letter.wav"
    broken.write_text("Dear reader, this is no sound. " * 20, encoding="ascii")
    with qtbot.waitSignal(panel.failed, timeout=WAIT_MS) as received:
        panel.show_pair(broken, compressed)
    assert received.args[0].startswith("letter.wav")
    wait_for_sound(panel, qtbot)
    press(qtbot, panel, KEY.Key_2, KEY.Key_Space)
    qtbot.waitUntil(lambda: panel.player.position_s > 0.1, timeout=WAIT_MS)


def test_a_decoder_that_fails_is_said_and_the_original_plays(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path
) -> None:
    decoder.problem = "The weights of talk.sqc are not here; fetch them."
    with qtbot.waitSignal(panel.failed, timeout=WAIT_MS) as received:
        panel.show_pair(original, compressed)
    assert received.args == [decoder.problem]
    wait_for_sound(panel, qtbot)
    assert "ready…" not in text(panel)
    assert decoder.problem in text(panel)
    press(qtbot, panel, KEY.Key_Space)
    qtbot.waitUntil(lambda: panel.player.position_s > 0.1, timeout=WAIT_MS)


def test_another_pair_stops_the_decoder_and_forgets_the_first(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path
) -> None:
    decoder.allowed_frames = 16_000
    panel.show_pair(original, compressed)
    qtbot.waitUntil(lambda: "Getting the sound ready… 5 %" in text(panel), timeout=WAIT_MS)
    panel.set_loop(1.0, 2.0)
    panel.show_pair(original, None)
    qtbot.waitUntil(lambda: not decoder.is_running, timeout=WAIT_MS)
    assert decoder.cancelled == 1
    wait_for_sound(panel, qtbot)
    assert panel.loop_s is None
    assert "ready…" not in text(panel)
    assert panel.transport.time_label.text() == "0:00.0 / 0:20.0"


def test_who_comes_back_does_not_wait_for_the_decoder_again(
    pair: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path
) -> None:
    compressed.write_bytes(b"small")  # from now on, it can be told whether it is the same
    for _ in range(2):
        pair.show_pair(original, compressed)
        qtbot.waitUntil(lambda: all(one is not None and one.is_complete for one in pair._tracks), timeout=WAIT_MS)
        begun = len(decoder.starts_s)
        pair.show_pair(original, None)
    pair.show_pair(None, compressed, play=True)
    qtbot.waitUntil(lambda: pair.player.position_s > 0.1, timeout=WAIT_MS)
    assert len(decoder.starts_s) == begun
    assert pair.plots[1].accessibleDescription().endswith("dB).")
    pair.show_pair(original, None)
    compressed.write_bytes(b"another")
    pair.show_pair(original, compressed)
    qtbot.waitUntil(lambda: len(decoder.starts_s) == begun + 1, timeout=WAIT_MS)


def test_everything_is_reached_by_tab(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.transport.differences_button.click()
    seen = set()
    for _ in range(40):
        seen.add(pair.focusWidget())
        qtbot.keyClick(pair.focusWidget(), KEY.Key_Tab)
    bar = pair.transport
    wanted = [
        *pair.plots,
        pair.differing_seconds.list,
        bar.start_button,
        bar.play_button,
        *bar.track_buttons,
        bar.switch_button,
        bar.loop_button,
        bar.differences_button,
        bar.level_slider,
        bar.more_button,
    ]
    assert [widget for widget in wanted if widget not in seen] == bar.track_buttons[
        1:
    ]  # of a group, one; the others by arrows
