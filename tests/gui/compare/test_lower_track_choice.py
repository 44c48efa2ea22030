"""The small file with less of it, and other codecs at its size: heard at the same moment, with size and rate beside."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from pytestqt.qtbot import QtBot

from sqcodec_gui.engine.preview import StoredQuality
from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.compare.views import View

WAIT_MS = 60_000
KEY = Qt.Key
HELD = (
    StoredQuality("spectral-1k5bps", 1, 3_400),
    StoredQuality("spectral-3kbps", 2, 6_800),
    StoredQuality("spectral-6kbps", 3, 13_400),
)


@pytest.fixture
def nested(panel: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path) -> ComparePanel:
    """The panel with a small file that holds three qualities, the small one heard, all of it known."""
    decoder.qualities = HELD
    compressed.write_bytes(b"s" * 13_400)
    panel.show_pair(original, compressed)
    qtbot.waitUntil(lambda: panel.quality.isVisible() and all_known(panel), timeout=WAIT_MS)
    panel.hear(1)
    return panel


def all_known(panel: ComparePanel) -> bool:
    return all(track is not None and track.is_complete for track in panel._tracks)


def loudest(outputs: Any, panel: ComparePanel) -> float:
    """Of what came out lately, as a share of what the whole small file has at this place."""
    level = 0.5 * (0.1 + 0.02 * panel.player.position_s)
    return float(np.abs(np.concatenate(outputs.played[-5:])).max() / level) if len(outputs.played) > 5 else 0.0


def lower_facts(panel: ComparePanel) -> str:
    return panel.titles[1].toolTip().replace("\n", " ")


def test_the_slider_changes_what_is_heard_at_the_same_moment(nested: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    assert lower_facts(nested).endswith("13 kB · 5.4 kbit/s")
    nested.seek(5.0)
    qtbot.keyClick(nested.plots[1], KEY.Key_Space)
    qtbot.waitUntil(lambda: nested.player.position_s > 5.3, timeout=WAIT_MS)
    assert loudest(outputs, nested) == pytest.approx(1.0, rel=0.1)
    nested.quality.slider.setFocus()
    qtbot.keyClick(nested.quality.slider, KEY.Key_Left)
    assert nested.quality.label.text() == "Compact"
    qtbot.waitUntil(lambda: loudest(outputs, nested) == pytest.approx(0.5, rel=0.1), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: lower_facts(nested).endswith("6.8 kB · 2.7 kbit/s"), timeout=WAIT_MS)
    assert nested.player.state.is_playing
    assert 5.3 < nested.player.position_s < 15
    assert nested.player.waits == 0
    assert np.abs(np.diff(np.concatenate(outputs.played)[:, 0])).max() < 0.1  # a click would be a step


def test_what_is_there_plays_on_until_the_other_one_is_decoded(
    nested: ComparePanel, qtbot: QtBot, decoder: Any, outputs: Any
) -> None:
    nested.seek(8.0)
    nested.player.play()
    qtbot.waitUntil(lambda: nested.player.position_s > 8.2, timeout=WAIT_MS)
    decoder.allowed_frames = 0
    qtbot.keyClick(nested.plots[1], KEY.Key_Q)
    qtbot.keyClick(nested.plots[1], KEY.Key_Q)
    begun_s = nested.player.position_s
    qtbot.waitUntil(lambda: nested.player.position_s > begun_s + 0.5, timeout=WAIT_MS)
    assert loudest(outputs, nested) == pytest.approx(1.0, rel=0.1)
    assert nested.quality.slider.value() == 0
    assert "Tiny is being made ready" in nested.status_label.full_text
    assert decoder.starts_s[-1] == pytest.approx(begun_s, abs=1.0)  # where it is heard, and not from the start
    decoder.allowed_frames = len(decoder.sound)
    qtbot.waitUntil(lambda: loudest(outputs, nested) == pytest.approx(0.25, rel=0.1), timeout=WAIT_MS)
    assert nested.player.waits == 0
    qtbot.waitUntil(lambda: all_known(nested) and not nested.status_label.full_text, timeout=WAIT_MS)


def test_back_again_nothing_is_decoded_anew(nested: ComparePanel, qtbot: QtBot, decoder: Any) -> None:
    for place, layers in ((1, 2), (0, 1)):
        nested.choose_quality(place)
        qtbot.waitUntil(lambda: all_known(nested) and nested._lower.coming is None, timeout=WAIT_MS)
        assert decoder.layers[-1] == layers
    begun = len(decoder.layers)
    for place in (1, 2, 0):
        nested.choose_quality(place)
        qtbot.waitUntil(lambda: nested._lower.coming is None, timeout=WAIT_MS)
        assert all_known(nested)
    assert len(decoder.layers) == begun


def test_changed_minds_leave_one_decoder_at_work(nested: ComparePanel, qtbot: QtBot, decoder: Any) -> None:
    decoder.allowed_frames = 0
    for place in (0, 1, 0, 2):
        nested.choose_quality(place)
    assert nested._lower.coming is None
    assert nested.quality.slider.value() == 2
    qtbot.waitUntil(lambda: not decoder.is_running, timeout=WAIT_MS)
    decoder.allowed_frames = len(decoder.sound)
    nested.choose_quality(0)
    qtbot.waitUntil(lambda: all_known(nested) and nested._lower.coming is None, timeout=WAIT_MS)
    assert lower_facts(nested).endswith("3.4 kB · 1.4 kbit/s")


def test_a_quality_that_cannot_be_decoded_is_said_and_the_other_one_stays(
    nested: ComparePanel, qtbot: QtBot, decoder: Any
) -> None:
    decoder.problem = "The weights are gone."
    nested.choose_quality(0)
    qtbot.waitUntil(lambda: "weights are gone" in nested.problem_label.full_text, timeout=WAIT_MS)
    assert nested.quality.slider.value() == 2
    assert nested._tracks[1].is_complete


def test_two_layers_have_two_places_and_one_has_no_slider(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, original: Path, compressed: Path
) -> None:
    decoder.qualities = HELD[:2]
    panel.show_pair(original, compressed)
    qtbot.waitUntil(panel.quality.isVisible, timeout=WAIT_MS)
    assert (panel.quality.slider.minimum(), panel.quality.slider.maximum()) == (0, 1)
    decoder.qualities = ()
    panel.show_pair(None, compressed)
    qtbot.waitUntil(lambda: all(track is None or track.is_complete for track in panel._tracks), timeout=WAIT_MS)
    assert not panel.quality.isVisible()


def test_the_slider_is_reached_by_tab_and_says_what_it_chose(
    nested: ComparePanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("sqcodec_gui.gui.compare.quality_slider.announce", lambda _widget, words: said.append(words))
    slider = nested.quality.slider
    nested.plots[0].setFocus()
    for _ in range(40):
        if nested.focusWidget() is slider:
            break
        qtbot.keyClick(nested.focusWidget(), KEY.Key_Tab)
    assert slider.hasFocus()
    qtbot.keyClick(slider, KEY.Key_Left)
    assert said == ["Compact: 6.8 kB, 2.7 kbit/s"]
    interface = QAccessible.queryAccessibleInterface(slider)
    assert interface.text(QAccessible.Text.Name) == "Quality of the small file"
    assert interface.text(QAccessible.Text.Description).startswith("Compact: 6.8 kB, 2.7 kbit/s. ")


def test_views_and_measures_follow(nested: ComparePanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "6.0 dB softer" in nested.details_label.full_text, timeout=WAIT_MS)
    nested.views.choose(View.DIFFERENCE)
    nested.choose_quality(1)
    qtbot.waitUntil(lambda: "12.0 dB softer" in nested.details_label.full_text, timeout=WAIT_MS)
    spectra = nested.views._spectra
    qtbot.waitUntil(lambda: spectra[1] is not None and nested.views.plots[1]._is_picture, timeout=WAIT_MS)


# --- other codecs ----------------------------------------------------------------------------------------------


def choose_in_menu(panel: ComparePanel, role: Role) -> None:
    panel.peer_button.actions_by_role[role].trigger()


def in_more_menu(panel: ComparePanel, text: str) -> QAction:
    return next(action for action in panel.transport.more_button.menu().actions() if action.text() == text)


def test_where_the_window_is_low_other_codecs_are_in_the_menu(nested: ComparePanel) -> None:
    assert in_more_menu(nested, "Compare with Opus").isEnabled()


def test_opus_of_the_same_size_is_heard_and_named(
    nested: ComparePanel, qtbot: QtBot, outputs: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr("sqcodec_gui.gui.compare.panel.announce", lambda _widget, words: said.append(words))
    nested.seek(5.0)
    nested.player.play()
    qtbot.waitUntil(lambda: nested.player.position_s > 5.2, timeout=WAIT_MS)
    choose_in_menu(nested, Role.OPUS)
    qtbot.waitUntil(lambda: nested._role is Role.OPUS, timeout=WAIT_MS)
    assert "♪ Opus, heard now" in nested.titles[1].text()
    assert "60 ms frames, VBR" in lower_facts(nested)
    assert said == [f"Opus: {lower_facts(nested)}"]
    track = nested._tracks[1]
    assert 0 < track.file_bytes <= 13_400
    assert nested.transport.track_buttons[1].text() == "Opus"
    assert nested.player.state.is_playing
    qtbot.waitUntil(lambda: loudest(outputs, nested) > 1.4, timeout=WAIT_MS)  # the original is twice as loud
    qtbot.waitUntil(lambda: "Time: " in nested.details_label.full_text, timeout=WAIT_MS)
    assert re.search(r"Time: (in step|0\.\d\d ms)", nested.details_label.full_text)
    qtbot.keyClick(nested.plots[1], KEY.Key_O)
    qtbot.waitUntil(lambda: nested._role is Role.SMALL, timeout=WAIT_MS)
    qtbot.keyClick(nested.plots[1], KEY.Key_O)
    assert nested._role is Role.OPUS  # it was made already


def test_where_a_codec_has_no_file_so_small_its_smallest_is_heard_and_said(nested: ComparePanel, qtbot: QtBot) -> None:
    nested.choose_quality(0)
    choose_in_menu(nested, Role.MP3)
    qtbot.waitUntil(lambda: nested._role is Role.MP3, timeout=WAIT_MS)
    words = nested.problem_label.full_text
    assert words.startswith("MP3 has no file as small as 3.4 kB: this is its smallest, 20 kB")
    assert re.search(r"its smallest file: 20 kB · 8\.\d kbit/s$", lower_facts(nested))


def test_without_an_original_there_is_nothing_to_make_others_of(
    panel: ComparePanel, qtbot: QtBot, compressed: Path
) -> None:
    panel.show_pair(None, compressed)
    qtbot.waitUntil(lambda: panel.transport.play_button.isEnabled(), timeout=WAIT_MS)
    assert not panel.peer_button.isEnabled()
    assert not in_more_menu(panel, "Compare with Opus").isEnabled()


def test_making_one_can_be_left(
    nested: ComparePanel, qtbot: QtBot, original: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens: list[Any] = []

    def wait(*words: Any) -> None:
        *_, progress, cancel = words
        tokens.append(cancel)
        progress(0.42)
        while True:
            cancel.check()

    monkeypatch.setattr("sqcodec_gui.gui.compare.peer_track.make_peer", wait)
    choose_in_menu(nested, Role.OPUS)
    qtbot.waitUntil(
        lambda: "Opus of the same size is being made… 42 %" in nested.status_label.full_text, timeout=WAIT_MS
    )
    nested.show_pair(original, None)
    qtbot.waitUntil(lambda: bool(tokens) and tokens[0].is_cancelled, timeout=WAIT_MS)
