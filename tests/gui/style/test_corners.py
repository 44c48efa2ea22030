"""Whatever has an edge has round corners: none is left as the system's style draws it."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPushButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.recording.meter import LevelMeter
from sqcodec_gui.gui.style import theme
from sqcodec_gui.gui.style.row_table import RowTable


def table() -> RowTable:
    return RowTable(["Key", "What it does"], "Keys")


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize(
    "make",
    [QSpinBox, QLineEdit, QComboBox, QPushButton, QListWidget, QTextEdit, table, LevelMeter],
    ids=lambda make: make.__name__,
)
def test_corners_are_round(make: type[QWidget], appearance: str, qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_appearance(appearance)
    window = QWidget()
    qtbot.addWidget(window)
    widget = make()
    QVBoxLayout(window).addWidget(widget)
    window.show()
    qtbot.waitExposed(window)
    image = window.grab().toImage()
    ground, box = QColor(theme.current_tokens().window), widget.geometry()
    corners = [box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight()]
    assert [image.pixelColor(corner) for corner in corners] == 4 * [ground]
    assert image.pixelColor(box.left(), box.center().y()) != ground, "an edge in between"
    theme.apply_appearance("system")
