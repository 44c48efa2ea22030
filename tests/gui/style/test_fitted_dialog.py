"""Dialogs of a few lines are as high as these lines: nothing is empty, and nothing is cut when more is said."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.style.fitted_dialog import FittedDialog

WAIT_MS = 60_000
WIDTH_PX, EMPTY_PX = 300, 900


class Lines(FittedDialog):
    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel("Few words.")
        self.label.setWordWrap(True)
        self.button = QPushButton("Close")
        column = QVBoxLayout(self)
        column.addWidget(self.label)
        column.addStretch(1)
        column.addWidget(self.button)
        self.resize(WIDTH_PX, EMPTY_PX)


@pytest.fixture
def lines(qtbot: QtBot) -> Lines:
    dialog = Lines()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def needed_px(dialog: Lines) -> int:
    layout = dialog.layout()
    assert layout is not None
    return layout.totalHeightForWidth(dialog.width())


def test_there_is_no_empty_room(lines: Lines) -> None:
    assert lines.size() == QSize(WIDTH_PX, needed_px(lines))
    assert lines.height() < EMPTY_PX / 3


def test_it_grows_with_its_words(lines: Lines, qtbot: QtBot) -> None:
    before_px = lines.height()
    lines.label.setText("Now there is much more to be said than there was before. " * 12)
    qtbot.waitUntil(lambda: lines.height() == needed_px(lines) > before_px, timeout=WAIT_MS)
    assert lines.label.height() >= lines.label.heightForWidth(lines.label.width())


def test_it_is_fitted_again_when_it_is_shown_again(lines: Lines) -> None:
    """With the height that it had when it was last closed, of which its place is kept."""
    lines.hide()
    lines.resize(WIDTH_PX, EMPTY_PX)
    lines.show()
    assert lines.height() == needed_px(lines)


def test_it_is_never_higher_than_the_screen(lines: Lines, qtbot: QtBot) -> None:
    lines.label.setText("So many words that no screen has room for all of them. " * 600)
    qtbot.waitUntil(lambda: lines.height() > EMPTY_PX / 3, timeout=WAIT_MS)
    assert lines.height() <= lines.screen().availableGeometry().height()


def test_it_never_grows_below_the_end_of_the_screen(lines: Lines, qtbot: QtBot) -> None:
    room = lines.screen().availableGeometry()
    lines.move(room.left(), room.bottom() - lines.height())
    lines.label.setText("Now there is much more to be said than there was before. " * 12)
    qtbot.waitUntil(lambda: lines.height() == needed_px(lines), timeout=WAIT_MS)
    assert room.contains(lines.frameGeometry())


def test_one_that_shows_a_list_keeps_its_room(lines: Lines) -> None:
    lines.is_fitted = False
    lines.resize(WIDTH_PX, EMPTY_PX)
    lines.fit()
    assert lines.height() == EMPTY_PX
