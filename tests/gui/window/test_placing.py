"""Windows come again where they were left, so large as they were left, and never larger than the screen."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.help.dialogs import AboutDialog
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.placing import KEY, keep_place, restore_place

WAIT_MS = 60_000


class Letters(QDialog):
    """One of several kinds."""


class Numbers(QDialog):
    """Another kind, with a place of its own."""


def shown(kind: type[QDialog], settings: UserSettings, qtbot: QtBot) -> QDialog:
    dialog = kind()
    qtbot.addWidget(dialog)
    restore_place(dialog, settings)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def closed(dialog: QDialog, settings: UserSettings) -> None:
    dialog.reject()
    keep_place(dialog, settings)


def test_a_dialog_comes_again_where_it_was_left(settings: UserSettings, user_home: Path, qtbot: QtBot) -> None:
    for kind, place in ((Letters, QRect(40, 60, 500, 320)), (Numbers, QRect(200, 90, 300, 400))):
        dialog = shown(kind, settings, qtbot)
        dialog.setGeometry(place)
        qtbot.waitUntil(lambda dialog=dialog, place=place: dialog.geometry() == place, timeout=WAIT_MS)
        closed(dialog, settings)
    settings.save()
    another_start = UserSettings()
    for kind, place in ((Letters, QRect(40, 60, 500, 320)), (Numbers, QRect(200, 90, 300, 400))):
        dialog = shown(kind, another_start, qtbot)
        qtbot.waitUntil(lambda dialog=dialog, place=place: dialog.geometry() == place, timeout=WAIT_MS)


def test_what_was_left_on_a_larger_screen_is_brought_into_this_one(settings: UserSettings, qtbot: QtBot) -> None:
    dialog = shown(Letters, settings, qtbot)
    room = dialog.screen().availableGeometry()
    dialog.setGeometry(QRect(QPoint(room.right() + 500, room.bottom() + 500), 2 * room.size()))
    closed(dialog, settings)
    again = shown(Letters, settings, qtbot)
    assert room.contains(again.geometry()), again.geometry()


@pytest.mark.parametrize(
    "kept", ["", "[]", "no json", '{"Letters": "no base64!"}', '{"Letters": "AAAA"}', '{"Letters": 5}']
)
def test_nonsense_in_the_file_counts_as_nothing(settings: UserSettings, qtbot: QtBot, kept: str) -> None:
    settings.set(KEY, kept)
    dialog = shown(Letters, settings, qtbot)
    dialog.resize(QSize(321, 123))
    closed(dialog, settings)
    assert "Letters" in json.loads(settings.get(KEY))


def test_the_dialogs_of_the_window_are_remembered_and_not_kept_in_memory(
    window: MainWindow, settings: UserSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[QSize] = []

    def look(dialog: Any) -> int:
        dialog.show()
        sizes.append(dialog.size())
        dialog.resize(555, 444)
        dialog.reject()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    for _ in range(2):
        window.actions_by_name["about"].trigger()
    assert sizes[0] != QSize(555, 444)
    assert sizes[1] == QSize(555, 444)
    qtbot.waitUntil(lambda: not window.findChildren(AboutDialog), timeout=WAIT_MS)


def test_the_main_window_comes_again_where_it_was_left(make_window: Any, qtbot: QtBot) -> None:
    first = make_window()
    place = QRect(30, 50, 990, 650)
    first.setGeometry(place)
    qtbot.waitUntil(lambda: first.geometry() == place, timeout=WAIT_MS)
    first.close()
    second = make_window()
    qtbot.waitUntil(lambda: second.geometry() == place, timeout=WAIT_MS)
