"""A row whose buttons are seen whole or not at all."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.style.compact import OverflowRow

WIDE_PX, HIGH_PX, GAP_PX = 2_000, 200, 8


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    row = OverflowRow()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(GAP_PX)
    buttons = [QPushButton(f"Do something, number {number}") for number in range(3)]
    for button in buttons:
        inside.addWidget(button)
    inside.addStretch(1)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(row)
    row.let_leave(buttons)
    window.resize(WIDE_PX, HIGH_PX)
    window.show()
    qtbot.waitExposed(window)
    return window


def seen(window: QWidget) -> list[bool]:
    (row,) = window.findChildren(OverflowRow)
    return [row.is_seen(button) for button in window.findChildren(QPushButton)]


def test_the_last_one_leaves_first_and_comes_again(window: QWidget) -> None:
    needed_px = [button.sizeHint().width() for button in window.findChildren(QPushButton)]
    assert seen(window) == [True, True, True]
    window.resize(sum(needed_px) + 2 * GAP_PX - 1, HIGH_PX)
    assert seen(window) == [True, True, False]
    window.resize(needed_px[0], HIGH_PX)
    assert seen(window) == [True, False, False]
    window.resize(needed_px[0] - 1, HIGH_PX)
    assert seen(window) == [False, False, False]
    window.resize(sum(needed_px) + 2 * GAP_PX, HIGH_PX)
    assert seen(window) == [True, True, True]
    for button in window.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width()


def test_where_it_is_too_low_none_is_seen(window: QWidget) -> None:
    window.resize(WIDE_PX, 5)
    assert seen(window) == [False, False, False]
    window.resize(WIDE_PX, HIGH_PX)
    assert seen(window) == [True, True, True]
