"""Both recordings are drawn with one measure: what is equally loud is equally high, and moments stand on the axis."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.compare.panel import ComparePanel
from sqcodec_gui.gui.compare.views import DECODED, ORIGINAL, View
from sqcodec_gui.gui.compare.waveform import WaveformPlot

WAIT_MS = 60_000


def ink_rows(plot: WaveformPlot) -> np.ndarray:
    """Rows of the plot, in pixels, that show something of the waveform: at most places, away from the play head."""
    image = plot.grab().toImage()
    ground = plot.backgroundBrush().color().rgb()
    columns = range(image.width() // 4, image.width() - 4, 3)
    rows = [y for y in range(image.height()) if any(image.pixel(x, y) != ground for x in columns)]
    return np.array(rows)


@pytest.fixture
def same_pair(panel: ComparePanel, qtbot: QtBot, decoder: Any, sound: np.ndarray, original: Path) -> ComparePanel:
    """What comes back is exactly what went in."""
    decoder.sound = sound.copy()
    panel.show_pair(original, original.with_suffix(".sqc"))
    qtbot.waitUntil(lambda: all(track is not None and track.is_complete for track in panel._tracks), timeout=WAIT_MS)
    return panel


@pytest.mark.parametrize("height_px", [420, 560, 901])
def test_the_same_sound_is_drawn_equally_high(same_pair: ComparePanel, qtbot: QtBot, height_px: int) -> None:
    same_pair.resize(1000, height_px)
    qtbot.waitUntil(lambda: same_pair.height() == height_px, timeout=WAIT_MS)
    qtbot.wait(30)
    upper, lower = (ink_rows(plot) for plot in same_pair.plots)
    assert np.ptp(upper) == pytest.approx(np.ptp(lower), abs=1.01)
    assert np.ptp(upper) > 0.8 * same_pair.plots[ORIGINAL].height()
    assert abs(same_pair.plots[ORIGINAL].height() - same_pair.plots[DECODED].height()) <= 1


def test_half_as_loud_is_half_as_high(pair: ComparePanel, qtbot: QtBot) -> None:
    """One scale for both: the decoder of this pair halves all samples."""
    qtbot.wait(30)
    upper, lower = (np.ptp(ink_rows(plot)) for plot in pair.plots)
    assert lower / upper == pytest.approx(0.5, abs=0.03)
    assert pair.plots[ORIGINAL].box.viewRange()[1] == pair.plots[DECODED].box.viewRange()[1]


@pytest.mark.parametrize("view", View)
def test_a_moment_has_the_same_place_in_both_plots_and_on_the_axis(
    pair: ComparePanel, qtbot: QtBot, view: View, hand_on: Any
) -> None:
    pair.views.choose(view)
    qtbot.wait(60)
    strip = pair.views.time_strip
    for time_s in (0.0, 7.0, 20.0):
        places = [plot.mapTo(pair, hand_on(plot).place(time_s)).x() for plot in pair.plots]
        on_axis = strip.mapTo(pair, QPoint(round(strip.x_of(time_s)), 0)).x()
        assert places == pytest.approx([on_axis, on_axis], abs=1.5)


def test_a_click_on_the_axis_seeks_and_one_on_a_mark_loops_there(
    panel: ComparePanel, qtbot: QtBot, decoder: Any, sound: np.ndarray, original: Path
) -> None:
    decoder.sound = sound.copy()
    decoder.sound[4 * 16_000 : 5 * 16_000] = 0.2 * np.random.default_rng(0).standard_normal((16_000, 1))
    panel.show_pair(original, original.with_suffix(".sqc"))
    strip = panel.views.time_strip
    qtbot.waitUntil(
        lambda: len(strip.marks) == 1 and not panel.differing_seconds.progress.isVisibleTo(panel), timeout=WAIT_MS
    )
    assert strip.marks[0].words == "0:04 strongly different"
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.x_of(12.0)), strip.height() - 2))
    assert panel.position_s == pytest.approx(12.0, abs=0.05)
    assert panel.loop_s is None
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(round(strip.x_of(4.5)) + 3, 5))
    assert panel.loop_s == (3.5, 5.5)


def test_of_a_recording_alone_its_own_plot_is_all_there_is(panel: ComparePanel, qtbot: QtBot, original: Path) -> None:
    panel.show_pair(original, None)
    qtbot.waitUntil(lambda: panel.transport.play_button.isEnabled(), timeout=WAIT_MS)
    assert panel.plots[ORIGINAL].isVisible()
    assert not panel.plots[DECODED].isVisible()
    assert panel.plots[ORIGINAL].view_s == (0.0, 20.0)
    panel.zoom(0.5)
    start_s, stop_s = panel.plots[ORIGINAL].view_s
    assert stop_s - start_s == pytest.approx(10.0)
    assert panel.views.time_strip.ticks()[-1][0] <= stop_s
