"""Spectrogram, difference, the places that differ most, the third track: as a person meets them."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import worker
from sqcodec_gui.gui.compare.colours import panel_colours
from sqcodec_gui.gui.compare.compared_tracks import Track
from sqcodec_gui.gui.compare.decoded_track import PreviewEngine
from sqcodec_gui.gui.compare.panel import DECODED, LIMITED, ORIGINAL, ComparePanel
from sqcodec_gui.gui.compare.roles import Role
from sqcodec_gui.gui.compare.views import View
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.style.theme import apply_appearance
from sqcodec_gui.listening.spectra import BANDS, UNKNOWN, share_of_height

WAIT_MS = 60_000
KEY = Qt.Key
CODEC_HZ = 16_000


@pytest.fixture
def wide(tmp_path: Path, sound: np.ndarray) -> Path:
    """The same sound at 48 kHz, and a tone of 12 kHz that no codec of 16 kHz keeps."""
    path = tmp_path / "wide.wav"
    time_s = np.arange(3 * len(sound)) / 48_000
    spread = np.interp(time_s, np.arange(len(sound)) / CODEC_HZ, sound[:, 0])
    soundfile.write(path, spread + 0.1 * np.sin(2 * np.pi * 12_000 * time_s), 48_000)
    return path


@pytest.fixture
def wide_pair(panel: ComparePanel, qtbot: QtBot, wide: Path, compressed: Path) -> ComparePanel:
    panel.show_pair(wide, compressed)
    qtbot.waitUntil(lambda: panel.transport.limited_action.isEnabled(), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "ready…" not in panel.status_label.full_text, timeout=WAIT_MS)
    return panel


def shown(panel: ComparePanel, index: int) -> np.ndarray | None:
    """The bytes of the picture in a plot, [columns, bands]."""
    item = panel.plots[index]._levels
    return None if item._image.isNull() else item._bytes.T


def press(qtbot: QtBot, panel: ComparePanel, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(panel.plots[0], key)


def test_v_goes_through_the_views(pair: ComparePanel, qtbot: QtBot) -> None:
    assert shown(pair, ORIGINAL) is None
    press(qtbot, pair, KEY.Key_V)
    assert pair.views.view is View.LEVELS
    qtbot.waitUntil(lambda: shown(pair, DECODED) is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: (shown(pair, DECODED) != UNKNOWN).all(), timeout=WAIT_MS)
    assert pair.views.legend.isVisible()
    assert "dB" in pair.views.legend.accessibleName()
    ticks = pair.plots[0]._frequencies
    assert ticks.isVisible()
    ((_, heights),) = ticks.tickValues(0, 1, 150)
    assert "1 kHz" in ticks.tickStrings(heights, 1, 1)
    press(qtbot, pair, KEY.Key_V)
    assert "against the original" in pair.titles[1].text()
    press(qtbot, pair, KEY.Key_V)
    assert pair.views.view is View.WAVEFORM
    assert not pair.views.legend.isVisible()
    assert shown(pair, ORIGINAL) is None
    assert not pair.plots[0]._frequencies.isVisible()


def test_what_is_compared_stands_whole_above_it_in_a_narrow_stage(pair: ComparePanel, qtbot: QtBot) -> None:
    """As wide as the stage is at 200 % on a screen of 1920 pixels."""
    pair.resize(600, 400)
    pair.views.choose(View.DIFFERENCE)
    qtbot.waitUntil(lambda: "Small file against the original" in pair.titles[1].text(), timeout=WAIT_MS)
    assert "24 dB louder" in pair.views.legend.toolTip()
    assert "24 dB louder" in pair.views.legend.accessibleName()


def test_the_difference_shows_what_became_softer(wide_pair: ComparePanel, qtbot: QtBot) -> None:
    """The decoder halves the level (6 dB), and nothing above 8 kHz is there."""
    wide_pair.views.choose(View.DIFFERENCE)
    qtbot.waitUntil(
        lambda: (picture := shown(wide_pair, DECODED)) is not None and (picture != UNKNOWN).all(), timeout=WAIT_MS
    )
    picture = shown(wide_pair, DECODED)
    low, high = (int(BANDS * share_of_height(each, 24_000)) for each in (300, 12_000))
    assert np.median(picture[100:-100, low]) == pytest.approx(128 - 127 * 6 / 24, abs=6)
    assert picture[100:-100, high].max() == 1
    colours = wide_pair.plots[DECODED]._levels._image.colorTable()
    assert colours[UNKNOWN] == 0
    softer, same, louder = (colours[value] & 0xFFFFFF for value in (1, 128, 255))
    assert len({softer, same, louder}) == 3
    assert same == wide_pair.palette().base().color().rgb() & 0xFFFFFF


def test_pictures_follow_the_view(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.views.choose(View.LEVELS)
    pair.plots[DECODED].set_view(5.0, 6.0)
    qtbot.waitUntil(
        lambda: (place := pair.plots[ORIGINAL]._levels._place).left() <= 5.0 and 6.0 <= place.right() < 6.1,
        timeout=WAIT_MS,
    )
    qtbot.waitUntil(lambda: len(np.unique(shown(pair, ORIGINAL), axis=0)) > 50, timeout=WAIT_MS)


def test_titles_and_buttons_follow_the_theme(pair: ComparePanel, qtbot: QtBot) -> None:
    waiting = next(one for one in pair.transport.track_buttons if not one.isChecked())
    try:
        for appearance in ("light", "dark", "light"):
            apply_appearance(appearance)
            qtbot.wait(50)
            colours = panel_colours(pair.palette())
            assert colours.roles[Role.ORIGINAL].name() in pair.views.titles[ORIGINAL].text(), appearance
            ground = waiting.grab().toImage().pixelColor(4, waiting.height() // 2)
            assert (ground.lightness() < 128) is (appearance == "dark"), appearance
    finally:
        apply_appearance("system")


def test_a_lone_recording_has_no_difference(pair: ComparePanel, qtbot: QtBot, compressed: Path) -> None:
    pair.views.choose(View.DIFFERENCE)
    pair.show_pair(None, compressed)
    assert pair.views.view is View.LEVELS
    press(qtbot, pair, KEY.Key_V, KEY.Key_V)
    assert pair.views.view is View.LEVELS
    assert not pair.differing_seconds.isVisible()


def test_the_worst_places_come_first_and_a_click_loops_there(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, sound: np.ndarray, original: Path, compressed: Path
) -> None:
    decoder.sound = sound.copy()
    decoder.sound[12 * CODEC_HZ : 13 * CODEC_HZ] = 0.2 * np.random.default_rng(0).standard_normal((CODEC_HZ, 1))
    decoder.sound[4 * CODEC_HZ : 5 * CODEC_HZ] *= 0.3
    panel.show_pair(original, compressed)
    places = panel.differing_seconds
    panel.transport.differences_button.click()
    qtbot.waitUntil(lambda: places.list.count() and not places.progress.isVisible(), timeout=WAIT_MS)
    texts = [places.list.item(row).text() for row in range(places.list.count())]
    assert texts == ["Strongly different", "0:12", "A little different", "0:04"]
    spoken = [places.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (1, 3)]
    assert spoken == ["0:12 strongly different", "0:04 a little different"]
    assert panel.differing_seconds.list.item(1).toolTip().endswith("dB in the mean.")
    assert [round(mark.time_s, 1) for mark in panel.views.time_strip.marks] == [12.5, 4.5]
    panel.plots[DECODED].set_view(0.0, 2.0)
    heading, item = (places.list.visualItemRect(places.list.item(row)).center() for row in (0, 1))
    qtbot.mouseClick(places.list.viewport(), Qt.MouseButton.LeftButton, pos=heading)
    assert panel.loop_s is None, "a heading is no place"
    qtbot.mouseClick(places.list.viewport(), Qt.MouseButton.LeftButton, pos=item)
    assert panel.loop_s == (11.5, 13.5)
    start_s, stop_s = panel.plots[DECODED].view_s
    assert start_s < 11.5 < 13.5 < stop_s
    qtbot.waitUntil(lambda: panel.player.state.is_playing and panel.player.position_s >= 11.5, timeout=WAIT_MS)
    press(qtbot, panel, KEY.Key_W)
    assert panel.loop_s == (3.5, 5.5)
    qtbot.keyClick(panel.plots[0], KEY.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert panel.loop_s == (11.5, 13.5)
    places.list.setFocus()
    qtbot.keyClick(places.list, KEY.Key_Space)
    qtbot.waitUntil(lambda: not panel.player.state.is_playing, timeout=WAIT_MS)  # Space means the same in the list
    qtbot.keyClick(places.list, KEY.Key_W)
    assert panel.loop_s == (3.5, 5.5)
    qtbot.keyClick(places.list, KEY.Key_Up)
    assert places.list.currentItem().text() == "0:12", "headings are passed over"
    assert "(2.00 s)" in panel.transport.loop_label.text()


def test_3_lets_the_original_at_the_codecs_rate_be_heard(wide_pair: ComparePanel, qtbot: QtBot, outputs: Any) -> None:
    """And X goes to and fro between it and the decoded one."""

    def high_tone() -> float:
        heard = np.concatenate(outputs.played[-20:])[:, 0]
        return float(np.abs(np.fft.rfft(heard * np.hanning(len(heard))))[int(12_000 * len(heard) / 48_000)])

    press(qtbot, wide_pair, KEY.Key_Space)
    qtbot.waitUntil(lambda: wide_pair.player.position_s > 0.4, timeout=WAIT_MS)
    with_tone = high_tone()
    press(qtbot, wide_pair, KEY.Key_3)
    assert "Original, treble limited, heard now" in wide_pair.titles[0].text()
    assert wide_pair.transport.limited_action.isChecked()
    qtbot.wait(350)
    assert high_tone() < 0.001 * with_tone
    heard = []
    for _ in range(3):
        press(qtbot, wide_pair, KEY.Key_X)
        heard.append(wide_pair.player.heard)
    assert heard == [DECODED, LIMITED, DECODED]
    press(qtbot, wide_pair, KEY.Key_1, KEY.Key_X, KEY.Key_X)
    assert wide_pair.player.heard == ORIGINAL
    assert wide_pair.player.underruns == 0


def test_an_original_at_the_codecs_rate_has_no_third_track(pair: ComparePanel, qtbot: QtBot) -> None:
    assert not pair.transport.limited_action.isEnabled()
    press(qtbot, pair, KEY.Key_3)
    assert pair.player.heard == ORIGINAL


def test_ends_of_the_loop_move_by_a_millisecond_with_alt(pair: ComparePanel, qtbot: QtBot) -> None:
    pair.set_loop(5.0, 8.0)
    finely = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(pair.plots[0], KEY.Key_Left, finely)
    qtbot.keyClick(pair.plots[0], KEY.Key_Right, finely | Qt.KeyboardModifier.ShiftModifier)
    assert pair.loop_s == pytest.approx((4.999, 8.001))


def test_play_at_once(panel: ComparePanel, qtbot: QtBot, compressed: Path) -> None:
    panel.show_pair(None, compressed, play=True)
    qtbot.waitUntil(lambda: panel.player.position_s > 0.1, timeout=WAIT_MS)


def test_of_a_small_file_alone_one_plot_is_shown(pair: ComparePanel, original: Path, compressed: Path) -> None:
    assert pair.plots[0].isVisible()
    pair.show_pair(None, compressed)
    assert not pair.plots[0].isVisible()
    assert pair.titles[0].text() == ""
    assert "talk" in pair.titles[1].text()
    pair.show_pair(original, compressed)
    assert pair.plots[0].isVisible()
    assert "Original" in pair.titles[0].text()


def test_play_waits_until_there_is_sound(panel: ComparePanel, qtbot: QtBot, compressed: Path) -> None:
    panel.show_pair(None, compressed)
    panel.play()
    qtbot.waitUntil(lambda: panel.player.position_s > 0.1, timeout=WAIT_MS)
    panel.player.pause()
    qtbot.waitUntil(lambda: not panel.player.state.is_playing, timeout=WAIT_MS)
    panel.play()
    qtbot.waitUntil(lambda: panel.player.state.is_playing, timeout=WAIT_MS)


def test_pauses_for_the_decoder_are_counted_and_said(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, compressed: Path
) -> None:
    decoder.allowed_frames = 16_000
    panel.show_pair(None, compressed, play=True)
    qtbot.waitUntil(lambda: panel.player.state.is_waiting and panel.player.position_s > 0.5, timeout=WAIT_MS)
    qtbot.waitUntil(
        lambda: "Pauses, as the sound was not ready yet: 1" in panel.problem_label.full_text, timeout=WAIT_MS
    )
    decoder.allowed_frames = len(decoder.sound)
    qtbot.waitUntil(lambda: panel.player.position_s > 1.2, timeout=WAIT_MS)
    assert panel.player.waits == 1
    assert panel.player.underruns == 0


def test_output_and_level_are_remembered(
    qtbot: QtBot, outputs: Any, decoder: Any, original: Path, user_home: Path
) -> None:
    settings = UserSettings()
    engine = PreviewEngine(decoder.info, decoder.decode, decoder.held)
    first = ComparePanel(engine=engine, settings=settings)
    qtbot.addWidget(first)
    first.transport.level_slider.setValue(40)
    first.transport.device_chosen.emit("Headphones")
    first.close_audio()
    second = ComparePanel(engine=engine, settings=settings)
    qtbot.addWidget(second)
    assert second.transport.level_slider.value() == 40
    second.show_pair(original, None, play=True)
    qtbot.waitUntil(lambda: len(outputs.played) > 20, timeout=WAIT_MS)
    assert outputs.opened == ["Headphones"]
    assert 0 < np.abs(np.concatenate(outputs.played)).max() <= 0.16 * 0.11
    second.close_audio()
    worker.shut_down()


def test_a_kind_of_track_that_lacks_something_cannot_be_made(qapp: object) -> None:
    class Half(Track):
        def start(self) -> None: ...

    with pytest.raises(TypeError, match="Half is abstract: _samples, close, source_opener"):
        Half(Path("a.wav"))
