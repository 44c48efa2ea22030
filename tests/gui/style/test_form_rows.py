"""The name of a field stands at the height of the field's first line."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.style import theme
from sqcodec_gui.gui.style.form_rows import line_up

SLACK_PX = 1


def group(layout: QHBoxLayout | QVBoxLayout, *widgets: QWidget) -> QWidget:
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        layout.addWidget(widget)
    whole = QWidget()
    whole.setLayout(layout)
    return whole


@pytest.mark.parametrize("is_built_first", [False, True], ids=["in its window", "before"])
@pytest.mark.parametrize("kind", ["choice", "text", "number", "circles", "folder"])
def test_both_have_one_middle(kind: str, is_built_first: bool, qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply_appearance("light")
    window = QWidget()
    qtbot.addWidget(window)
    form = QFormLayout() if is_built_first else QFormLayout(window)
    first: QWidget = {"choice": QComboBox, "text": QLineEdit, "number": QSpinBox}.get(kind, QRadioButton)()
    if kind == "circles":
        form.addRow("Find out:", group(QVBoxLayout(), first, QRadioButton("Whether I hear it")))
    elif kind == "folder":
        first = QPushButton("Choose…")
        form.addRow("New recordings:", group(QHBoxLayout(), QLabel("/music"), first))
    else:
        form.addRow("Quality:", first)
    line_up(form)
    if is_built_first:
        QVBoxLayout(window).addLayout(form)
    window.show()
    qtbot.waitExposed(window)
    item = form.itemAt(0, QFormLayout.ItemRole.LabelRole)
    label = item.widget() if item is not None else None
    assert label is not None
    middle = label.mapTo(window, label.rect().center()).y()
    assert abs(first.mapTo(window, first.rect().center()).y() - middle) <= SLACK_PX
    theme.apply_appearance("system")
