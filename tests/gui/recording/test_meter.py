"""The meter of the recording dialog."""

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.recording.meter import LevelMeter


@pytest.mark.parametrize(
    ("peak", "level_db", "word"),
    [(0.0, -60, "nothing"), (1e-9, -60, "nothing"), (0.01, -40, "quiet"), (0.1, -20, "good"), (1.0, 0, "too loud")],
)
def test_the_meter_says_it_in_a_word_too(qtbot: QtBot, peak: float, level_db: float, word: str) -> None:
    meter = LevelMeter()
    qtbot.addWidget(meter)
    meter.show_level(peak)
    assert meter.level_db == pytest.approx(level_db)
    assert meter.accessibleDescription().startswith(word)
