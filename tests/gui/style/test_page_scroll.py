"""Pages are as high as what they say, and scroll where there is not that room: nothing is cut, nothing overlaps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QSpinBox, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.style.page_scroll import PageScroll

WAIT_MS = 60_000
WIDTH_PX = 320
MANY = "Many words that take several lines in a page that is no wider than this one is. " * 4


def page_of(*texts: str) -> QWidget:
    """A form of number boxes with a hint below each."""
    page = QWidget()
    form = QFormLayout(page)
    for text in texts:
        hint = QLabel(text)
        hint.setWordWrap(True)
        field = QVBoxLayout()
        field.addWidget(QSpinBox())
        field.addWidget(hint)
        form.addRow("Number:", field)
    return page


def is_whole(page: QWidget) -> bool:
    """Whether every hint has its lines, below the box that it belongs to."""
    pairs = zip(page.findChildren(QSpinBox), hints_of(page), strict=True)
    return all(
        hint.height() >= hint.heightForWidth(hint.width()) and box.geometry().bottom() < hint.geometry().top()
        for box, hint in pairs
    )


def hints_of(page: QWidget) -> list[QLabel]:
    return [label for label in page.findChildren(QLabel) if label.wordWrap()]


@pytest.fixture
def dialog(qtbot: QtBot) -> QDialog:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog)
    return dialog


@pytest.mark.parametrize("height_px", [120, 900])
def test_whatever_room_there_is_nothing_lies_over_anything_else(dialog: QDialog, qtbot: QtBot, height_px: int) -> None:
    page = page_of(MANY, MANY, MANY)
    scroll = PageScroll(page)
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(scroll)
    dialog.resize(WIDTH_PX, height_px)
    dialog.show()
    qtbot.waitUntil(lambda: is_whole(page), timeout=WAIT_MS)
    assert dialog.height() == height_px
    assert (scroll.verticalScrollBar().maximum() > 0) is (height_px < 900)


def test_of_several_pages_the_one_that_is_seen_says_how_high_it_is(dialog: QDialog, qtbot: QtBot) -> None:
    tabs = QTabWidget()
    pages = [page_of(text) for text in ("few", MANY)]
    for page in pages:
        tabs.addTab(PageScroll(page), "page")
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(tabs)
    dialog.resize(WIDTH_PX, 200)
    dialog.show()
    qtbot.waitExposed(dialog)
    heights = []
    for number in range(2):
        tabs.setCurrentIndex(number)
        tabs.updateGeometry()
        layout.activate()
        heights.append(layout.totalHeightForWidth(WIDTH_PX))
    assert heights[0] < heights[1] - 3 * dialog.fontMetrics().lineSpacing()


def test_the_keyboard_brings_fields_into_sight(dialog: QDialog, qtbot: QtBot) -> None:
    page = page_of(MANY, MANY, MANY)
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(PageScroll(page))
    dialog.resize(WIDTH_PX, 120)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
    boxes = page.findChildren(QSpinBox)
    boxes[0].setFocus()
    for box in boxes[1:]:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is box
        assert not box.visibleRegion().isEmpty()
