"""Sizes and times in plain words."""

import pytest
from PySide6.QtCore import QLocale

from sqcodec_gui.gui.wording.formatting import (
    clauses,
    duration_words,
    exact_duration_words,
    moment_words,
    percent_words,
    sentences,
    size_words,
    speed_words,
    time_left_words,
    without_key,
)


@pytest.fixture(autouse=True)
def english() -> None:
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("size_bytes", "words"),
    [
        (0, "0 B"),
        (840, "840 B"),
        (999.6, "1.0 kB"),
        (84_200, "84 kB"),
        (2_600_000, "2.6 MB"),
        (12_300_000, "12.3 MB"),
        (612_000_000, "612 MB"),
        (999_600_000, "1.0 GB"),
        (5_000_000_000_000_000, "5000 TB"),
    ],
)
def test_sizes(size_bytes: float, words: str) -> None:
    assert size_words(size_bytes).replace(",", "") == words


@pytest.mark.parametrize(("fraction", "words"), [(0, "0 %"), (0.0068, "0.7 %"), (0.423, "42 %"), (1, "100 %")])
def test_shares(fraction: float, words: str) -> None:
    assert percent_words(fraction) == words


@pytest.mark.parametrize(("duration_s", "words"), [(0, "0:00"), (59.6, "1:00"), (205, "3:25"), (3723, "1:02:03")])
def test_lengths(duration_s: float, words: str) -> None:
    assert duration_words(duration_s) == words


@pytest.mark.parametrize(
    ("left_s", "words"),
    [
        (0.2, "5 s left"),
        (12, "15 s left"),
        (47, "50 s left"),
        (59.7, "60 s left"),
        (300, "5 min left"),
        (4800, "1 h 20 min left"),
    ],
)
def test_time_left_is_no_more_exact_than_one_can_know(left_s: float, words: str) -> None:
    assert time_left_words(left_s) == words


def test_speed_and_the_decimal_sign_of_the_language() -> None:
    assert speed_words(4.44) == "4.4 × real time"
    QLocale.setDefault(QLocale("de_DE"))
    assert speed_words(4.44) == "4,4 × real time"
    assert size_words(2_600_000) == "2,6 MB"
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("language", "clock", "told", "listed"),
    [
        ("en_GB", "0:03.4", "One. Two.", "1 done, 2 failed"),
        ("de_DE", "0:03,4", "One. Two.", "1 done, 2 failed"),
        ("zh_CN", "0:03.4", "一。二。", "1 done，2 failed"),
    ],
)
def test_signs_between_words_and_digits_are_those_of_the_language(
    language: str, clock: str, told: str, listed: str
) -> None:
    QLocale.setDefault(QLocale(language))
    parts = ["一。", "", "二。"] if language == "zh_CN" else ["One.", "", "Two."]
    assert (exact_duration_words(3.44), moment_words(3.44, 1)) == (clock, clock)
    assert sentences(parts) == told
    assert clauses(["1 done", "", "2 failed"]) == listed
    QLocale.setDefault(QLocale("en_GB"))


@pytest.mark.parametrize(
    ("text", "words"),
    [("&Add files…", "Add files…"), ("添加文件(&A)……", "添加文件……"), ("Sta&rt", "Start"), ("X (1)", "X (1)")],
)
def test_texts_without_the_letter_that_chooses_them(text: str, words: str) -> None:
    assert without_key(text) == words


def test_a_length_is_rounded_wherever_it_stands() -> None:
    """It was 0:03 in the list and 0:02 in the comparison."""
    assert duration_words(2.9988) == "0:03"
    assert exact_duration_words(2.9988) == "0:03.0"
    assert exact_duration_words(3599.96) == "1:00:00.0"
    assert exact_duration_words(83.44) == "1:23.4"


def test_behind_a_full_stop_is_no_comma() -> None:
    """A screen reader said “(the recording ends early)., → a.sqc”."""
    assert clauses(("a.mp3", "5.5 s lost", "It ends early.", "→ a.sqc")) == "a.mp3, 5.5 s lost, It ends early. → a.sqc"
    assert clauses(("a", "录音提前结束。", "b")) == "a, 录音提前结束。b"
