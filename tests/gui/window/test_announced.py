"""What a screen reader says of itself, and what it finds where it looks: texts that live stay texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.window import announce as announcing
from sqcodec_gui.gui.window.announce import Milestones

WAIT_MS = 60_000
D, F, P = JobState.DONE, JobState.FAILED, JobState.WORKING


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What goes to the reader; Qt hands it on only where one listens."""
    spoken: list[str] = []

    def take(event: QAccessibleAnnouncementEvent) -> None:
        spoken.append(event.message())

    class Accessible:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
        updateAccessibility = staticmethod(take)

    monkeypatch.setattr(announcing, "QAccessible", Accessible)
    return spoken


def test_why_one_failed_and_how_the_queue_went_is_said(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Callable[..., list[Path]], said: list[str]
) -> None:
    person.drop(window, *recordings("broken.wav", "a.wav"))
    person.wait_for(window, F, D)
    qtbot.waitUntil(lambda: "1 done, 1 failed" in said, timeout=WAIT_MS)
    assert "broken.wav is plain text, not audio." in said


def test_progress_is_said_in_quarters_and_no_more_often() -> None:
    milestones = Milestones()
    spoken = [milestones.reached(share / 100) for share in range(101)]
    assert [percent for percent in spoken if percent is not None] == [25, 50, 75]
    assert milestones.reached(0.1) is None, "another queue"
    assert milestones.reached(0.3) == 25


def test_the_queue_says_how_far_it_is(
    window: MainWindow,
    qtbot: QtBot,
    person: Any,
    recordings: Callable[..., list[Path]],
    engine: Any,
    said: list[str],
) -> None:
    engine.hold()
    person.drop(window, *recordings("a.wav"))
    qtbot.waitUntil(lambda: "25 % of the queue are finished" in said, timeout=WAIT_MS)


def test_labels_are_read_with_the_text_that_they_show(
    window: MainWindow, qtbot: QtBot, person: Any, recordings: Callable[..., list[Path]]
) -> None:
    person.drop(window, *recordings("a.wav"))
    person.wait_for(window, D)
    qtbot.waitUntil(lambda: bool(window.page.label.text()), timeout=WAIT_MS)
    for label in window.findChildren(QLabel):
        if label.text() and not label.text().startswith("<"):
            read = QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name)
            assert read in (label.text().replace("&", ""), getattr(label, "words", None)), label
