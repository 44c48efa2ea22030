"""The look at Alt keys itself: it finds what means two things. The windows are looked at in test_clipped_texts."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTabWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot


@pytest.fixture(scope="module")
def alt_keys() -> ModuleType:
    spec = importlib.util.spec_from_file_location("alt_keys", Path(__file__).with_name("alt_keys.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_letters_that_mean_two_things_are_found(alt_keys: ModuleType, qtbot: QtBot) -> None:
    window, field, hidden = QWidget(), QLineEdit(), QPushButton("&Hidden")
    qtbot.addWidget(window)
    label, plain, tabs = QLabel("N&ame:"), QLabel("&Has no field"), QTabWidget()
    label.setBuddy(field)
    tabs.addTab(QWidget(), "&Files")
    tabs.addTab(QWidget(), "\u6587\u4ef6(&Z)")
    column = QVBoxLayout(window)
    for widget in (label, field, plain, tabs, hidden, *map(QPushButton, ("&Add", "Close(&Z)", "Both && all", "&Help"))):
        column.addWidget(widget)
    window.show()
    hidden.hide()
    assert alt_keys.letters_given_twice(window) == [
        "Alt+A: N&ame:, &Add",
        "Alt+Z: \u6587\u4ef6(&Z), Close(&Z)",
    ]


def test_letters_of_a_menu_are_looked_at_by_themselves(alt_keys: ModuleType, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = QMenu(window), QMenu(window)
    for text in ("&Open", "&Save", "Clo&se"):
        first.addAction(text)
    second.addAction("&Other")
    assert alt_keys.menu_letters_given_twice(window) == ["Alt+S: &Save, Clo&se"]
