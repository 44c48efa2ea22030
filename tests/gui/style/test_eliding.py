"""Words are left out whole; what says nothing alone is not torn apart."""

import pytest
from PySide6.QtGui import QFontMetrics

from sqcodec_gui.gui.style.eliding import PARTS, fit_ends, fit_lines, fit_parts, fit_whole_parts
from sqcodec_gui.gui.style.theme import font_for

REASON = "broken tape.wav is not an audio file, whatever its name says; choose a sound file."


@pytest.fixture
def metrics(qapp: object) -> QFontMetrics:
    return QFontMetrics(font_for("facts"))


@pytest.mark.parametrize("room_px", [90, 130, 160, 180])
def test_only_whole_words_are_left(metrics: QFontMetrics, room_px: int) -> None:
    for shown in (fit_lines(REASON, metrics, room_px, 2), fit_ends(REASON, metrics, room_px, 2)):
        assert set(shown.replace("…", " ").split()) <= set(REASON.split())
        assert "…" in shown
        assert metrics.horizontalAdvance(shown) <= 2 * room_px + metrics.horizontalAdvance(" ")
    assert fit_ends(REASON, metrics, room_px, 2).startswith("broken")
    assert fit_ends(REASON, metrics, room_px, 2).endswith("file.")


def test_what_fits_is_whole(metrics: QFontMetrics) -> None:
    assert fit_lines(REASON, metrics, 2000) == fit_ends(REASON, metrics, 2000, 1) == REASON
    assert fit_lines("two\nlines", metrics, 2000, 2) == "two\nlines"


def test_a_script_without_spaces_and_a_word_too_long_give_way_too(metrics: QFontMetrics) -> None:
    assert metrics.horizontalAdvance(fit_lines("这个文件不是音频文件请选择一个声音文件" * 3, metrics, 150)) <= 150
    assert metrics.horizontalAdvance(fit_lines("a" * 200 + " word", metrics, 150)) <= 150


def test_a_part_is_there_or_not(metrics: QFontMetrics) -> None:
    text = PARTS.join(["Level: the same", "Time: in step to the sample"])
    first_px = metrics.horizontalAdvance("Level: the same")
    assert fit_parts(text, metrics, first_px + 40) == "Level: the same"
    assert fit_parts(text, metrics, 2000) == text
    assert fit_parts(text, metrics, first_px - 2) == "Level: … same"
    assert metrics.horizontalAdvance(fit_parts("a name without spaces".replace(" ", "_"), metrics, 60)) <= 60


def test_a_first_part_without_room_is_left_out_rather_than_cut(metrics: QFontMetrics) -> None:
    text = PARTS.join(["Level: the same", "Time: in step to the sample"])
    first_px = metrics.horizontalAdvance("Level: the same")
    assert fit_whole_parts(text, metrics, 2000) == text
    assert fit_whole_parts(text, metrics, first_px) == "Level: the same"
    assert fit_whole_parts(text, metrics, first_px - 1) == ""
