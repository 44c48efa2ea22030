"""What was chosen is kept; what nobody knows is refused."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QCheckBox, QComboBox
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.settings import DEFAULTS, Settings
from sqcodec_gui.gui.settings_dialog import SettingsDialog


def test_defaults_until_something_is_chosen(user_home: Path, qtbot: QtBot) -> None:
    settings = Settings()
    assert {key: settings.get(key) for key in DEFAULTS} == DEFAULTS


def test_a_choice_outlives_the_program(settings: Settings, user_home: Path) -> None:
    settings.set("check", False)
    settings.set("output_folder", "/somewhere/Ünï #1")
    settings.set("window_geometry", QByteArray(b"\x00\x01\xff"))
    settings.save()
    assert (user_home / "config" / "settings.ini").is_file()
    again = Settings()
    assert again.get("check") is False
    assert again.get("output_folder") == "/somewhere/Ünï #1"
    assert again.get("window_geometry") == QByteArray(b"\x00\x01\xff")


def test_unknown_keys_and_wrong_kinds_raise(settings: Settings) -> None:
    with pytest.raises(KeyError):
        settings.get("colour")
    with pytest.raises(KeyError):
        settings.set("colour", "red")
    with pytest.raises(TypeError):
        settings.set("check", "yes")
    with pytest.raises(ValueError, match="purple"):
        settings.set("appearance", "purple")


def test_changes_are_told_once(settings: Settings, qtbot: QtBot) -> None:
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.set("exists", "skip")
    settings.set("exists", "skip")
    assert told == ["exists"]


def test_nonsense_in_the_file_gives_the_default(user_home: Path, qtbot: QtBot) -> None:
    (user_home / "config").mkdir(parents=True)
    (user_home / "config" / "settings.ini").write_text(
        "[General]\nwindow_geometry=17\nmodel=@Invalid()\nappearance=purple\n"
    )
    assert Settings().get("model") == DEFAULTS["model"]
    assert Settings().get("appearance") == DEFAULTS["appearance"]


def test_the_dialog_shows_and_changes_settings(settings: Settings, qtbot: QtBot) -> None:
    settings.set("exists", "skip")
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    box, check = dialog.findChild(QComboBox, "exists"), dialog.findChild(QCheckBox, "check")
    assert box.currentData() == "skip"
    qtbot.keyClicks(box, "replace")
    check.setFocus()
    qtbot.keyClick(check, " ")
    assert settings.get("exists") == "overwrite"
    assert settings.get("check") is False
