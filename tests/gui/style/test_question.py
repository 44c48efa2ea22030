"""Questions: words at the edge of all dialogs, no picture, and nothing happens by mistake."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.style.question import Question
from sqcodec_gui.gui.style.theme import MEDIUM

SLACK_PX = 2


@pytest.fixture
def question(qtbot: QtBot) -> Question:
    box = Question(None, "Still at work", "The queue is not finished.", "If you stop now, nothing is lost.")
    qtbot.addWidget(box)
    box.addButton("&Stop", QMessageBox.ButtonRole.DestructiveRole)
    box.add_safe("&Keep running")
    box.show()
    qtbot.waitExposed(box)
    box.activateWindow()
    return box


def test_words_and_buttons_stand_at_the_edge(question: Question) -> None:
    labels = [one for one in question.findChildren(QLabel) if one.isVisible() and one.text()]
    assert len(labels) == 2
    for label in labels:
        assert abs(label.mapTo(question, label.contentsRect().topLeft()).x() - MEDIUM) <= SLACK_PX, label.text()
    buttons = question.findChildren(QAbstractButton)
    right_px = max(one.mapTo(question, one.rect().topRight()).x() for one in buttons)
    assert abs(question.width() - MEDIUM - right_px) <= SLACK_PX
    assert question.iconPixmap().isNull()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_change_nothing(question: Question, key: Qt.Key, qtbot: QtBot) -> None:
    qtbot.keyClick(question, key)
    clicked = question.clickedButton()
    assert clicked is not None
    assert clicked.text() == "&Keep running"
