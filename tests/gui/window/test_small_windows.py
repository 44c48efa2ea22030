"""A low and narrow window: words give way, but nothing is cut and nothing lies over anything else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWhatsThis, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.job_formatting import outcome_words
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.window.message_bar import MessageBar

WAIT_MS = 60_000
PANEL_PX = 240
Recordings = Callable[..., list[Path]]


@pytest.fixture
def low_window(window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings) -> MainWindow:
    """As low as it may be, with one recording that is done and compared; the comparison is as high as the real one."""
    window.resize(800, 600)
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    qtbot.waitUntil(lambda: window.details.panel is not None and window.details.panel.isVisible(), timeout=WAIT_MS)
    assert window.details.panel is not None
    window.details.panel.setMinimumHeight(PANEL_PX)
    return window


def test_the_stage_takes_its_room_from_the_cards(low_window: MainWindow, qtbot: QtBot) -> None:
    """Words of three lines made the title of the second waveform lie over the first one."""
    window, panel = low_window, low_window.details.panel
    assert panel is not None
    window.details.line.set_full_text(
        "What is to be said of it takes many words, and so it takes more than one line. " * 3
    )
    window.details.line.show()
    line = window.details.line

    def is_apart() -> bool:
        below_line = line.mapTo(window.details, line.rect().bottomLeft()).y()
        is_whole = line.height() >= line.heightForWidth(line.width())
        return is_whole and below_line < panel.y() and panel.geometry().bottom() < window.details.height()

    qtbot.waitUntil(is_apart, timeout=WAIT_MS)
    assert (window.width(), window.height()) == (800, 600)
    assert window.page.height() >= window.page.minimumSizeHint().height()


def test_the_card_on_the_stage_stays_in_sight_when_cards_lose_room(
    low_window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    window, view = low_window, low_window.view
    person.drop(window, *recordings(*(f"{number}.wav" for number in range(6))))
    person.wait_for(window, *7 * [JobState.DONE])
    window.body.splitter.setSizes([400, 200])
    last = window.model.records[-1]
    view.select(last)
    qtbot.waitUntil(lambda: view.height() > 150, timeout=WAIT_MS)
    before_px = view.height()
    window.details.line.set_full_text("What is to be said of it takes many words, and so more than one line. " * 12)
    window.details.line.show()

    def is_in_sight() -> bool:
        card = view.visualRect(window.model.index(window.model.row_of(last)))
        return view.height() < before_px and view.viewport().rect().contains(card.center())

    qtbot.waitUntil(is_in_sight, timeout=WAIT_MS)


def test_a_message_is_shortened_and_not_cut(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = MessageBar(window)
    bar.setFixedWidth(400)
    right = QLabel("No network needed")
    bar.addPermanentWidget(right)
    window.show()
    qtbot.waitUntil(lambda: right.isVisible() and right.x() > 0, timeout=WAIT_MS)
    bar.showMessage("short")
    assert bar.shown_message() == "short"
    long = "a name & more.wav is not an audio file, whatever its name says; choose a sound file."
    bar.showMessage(long)
    qtbot.waitUntil(lambda: bar.fontMetrics().horizontalAdvance(bar.shown_message()) < right.x(), timeout=WAIT_MS)
    first, last = bar.shown_message().split("…")
    assert long.startswith(first)
    assert long.endswith(last)
    assert " ".join(bar.toolTip().split()) == long


def test_the_name_of_a_result_gives_way_and_not_the_words_around_it(
    window: MainWindow, person: Any, recordings: Recordings
) -> None:
    from PySide6.QtGui import QFontMetrics

    from sqcodec_gui.gui.queue.delegate import _fitting_outcome
    from sqcodec_gui.gui.style.theme import font_for

    (source,) = recordings("a name that goes on and on and on, and then goes on once more.wav")
    person.drop(window, source)
    person.wait_for(window, JobState.DONE)
    record, metrics = window.model.records[0], QFontMetrics(font_for("facts"))
    whole = outcome_words(record)
    assert _fitting_outcome(record, metrics, 10_000) == whole
    text = _fitting_outcome(record, metrics, 260)
    assert metrics.horizontalAdvance(text) <= 260
    assert text.startswith("→ a name")
    assert text.endswith(whole.partition(".sqc")[2]), "where it lies and the quality are read whole"
    assert "…" in text
    narrow = _fitting_outcome(record, metrics, 150)
    assert metrics.horizontalAdvance(narrow) <= 150
    assert narrow.startswith("→ a name"), "a name of which nothing is left says nothing"


def test_buttons_of_a_card_stay_on_it_when_a_scroll_bar_comes(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, JobState.DONE)
    view, buttons = window.view, window.view.row_buttons
    view.select(window.model.records[0])
    qtbot.waitUntil(buttons.isVisible, timeout=WAIT_MS)
    person.drop(window, *recordings(*(f"{number}.wav" for number in range(20))))
    person.wait_for(window, *21 * [JobState.DONE])
    qtbot.waitUntil(view.verticalScrollBar().isVisible, timeout=WAIT_MS)
    view.select(window.model.records[0])

    def is_on_card() -> bool:
        card = buttons._delegate.card_rect(view.visualRect(window.model.index(0)))
        return bool(card.contains(buttons.geometry()))

    qtbot.waitUntil(is_on_card, timeout=WAIT_MS)
    window.resize(window.width() - 300, window.height())
    view.setFixedWidth(view.width() - 20)
    qtbot.waitUntil(is_on_card, timeout=WAIT_MS)


def test_the_count_of_the_list_never_lies_over_the_cards(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Recordings
) -> None:
    window.resize(800, 600)
    person.drop(window, *recordings("a.wav", "b.wav", "c.wav"))
    person.wait_for(window, *3 * [JobState.DONE])
    page, footer = window.page, window.page.footer
    qtbot.waitUntil(footer.isVisible, timeout=WAIT_MS)

    def is_legal() -> bool:
        is_apart = window.view.geometry().bottom() < footer.y()
        return (is_apart or not footer.isEnabled()) and window.view.geometry().bottom() < page.height()

    def is_gone() -> bool:
        return not footer.isEnabled()

    for is_seen, height in ((True, 300), (False, page.minimumHeight())):
        window.body.splitter.setSizes([height, window.height()])
        is_as_wanted = footer.isEnabled if is_seen else is_gone
        qtbot.waitUntil(is_as_wanted, timeout=WAIT_MS)
        qtbot.waitUntil(is_legal, timeout=WAIT_MS)


def test_words_give_way_before_one_thing_lies_over_another(low_window: MainWindow, qtbot: QtBot) -> None:
    """A notice of three lines, work that goes on, and a row with much to say of it, at once."""
    window = low_window
    panel, line, bar, stage = window.details.panel, window.details.line, window.info_bar, window.details
    assert panel is not None
    window.work_bar.show()
    words = "What is to be said of it takes many words, and so it takes more than one line. " * 4
    line.set_full_text(words.strip())
    line.show()
    notice = "3 small files were made with a lesser quality, and their originals are here. " * 3
    bar.ask(notice.strip(), window.actions_by_name["make_again"], window.actions_by_name["leave_them"])

    def everything_is_apart() -> None:
        assert line.height() >= line.heightForWidth(line.width()), line.text()
        assert line.mapTo(stage, line.rect().bottomLeft()).y() < panel.y()
        assert panel.geometry().bottom() < stage.height()
        assert panel.height() >= PANEL_PX

    qtbot.waitUntil(everything_is_apart, timeout=WAIT_MS)
    assert (window.width(), window.height()) == (800, 600)
    assert line.text().endswith("line. …") or line.text().split(" …")[0] in words
    assert line.accessibleName() == words.strip()
    assert bar.label.heightForWidth(bar.label.width()) < 2 * bar.label.fontMetrics().lineSpacing()
    assert bar.label.accessibleName() == notice.strip()
    bar.more_button.click()
    assert [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QWhatsThat"]
    everything_is_apart()
    QWhatsThis.hideText()
    bar.drop_question(window.actions_by_name["leave_them"])
    window.work_bar.hide()
    window.resize(800, 900)
    qtbot.waitUntil(lambda: line.text() == words.strip(), timeout=WAIT_MS)
    qtbot.waitUntil(everything_is_apart, timeout=WAIT_MS)


def test_words_of_the_bar_give_way_also_after_another_quality_was_chosen(window: MainWindow, qtbot: QtBot) -> None:
    """The buttons that came anew had no size yet when the room was measured: “Compact” was cut ever after."""
    choices = window.choices
    choices.setFixedWidth(choices.minimumSizeHint().width() + 20)
    window.show()
    qtbot.waitUntil(lambda: not choices.folder_button.text(), timeout=WAIT_MS)
    choices.load_qualities()
    assert not choices.folder_button.text()
    assert all(one.width() >= one.minimumSizeHint().width() for one in choices.quality_buttons.values())
