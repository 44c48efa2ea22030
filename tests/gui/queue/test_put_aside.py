"""A saved list or settings that cannot be read are put aside, and the window says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.recent import RecentFiles

OBJECT_OF_QT = r"model=@Variant(\0\0\0\x7f)"


@pytest.fixture
def bad_files(user_home: Path) -> tuple[Path, Path]:
    """(list, settings) before the program starts."""
    queue, settings = user_home / "data" / "queue.json", user_home / "config" / "settings.ini"
    for path, content in ((queue, "{"), (settings, f"[General]\n{OBJECT_OF_QT}\n")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return queue, settings


def test_the_window_says_what_was_put_aside_until_it_is_read(
    bad_files: tuple[Path, Path], make_window: Callable[[], MainWindow], qtbot: QtBot
) -> None:
    window = make_window()
    assert window.info_bar.isVisible()
    shown = window.info_bar.label.text()
    for path, suffix in zip(bad_files, (".unreadable.json", ".unreadable.ini"), strict=True):
        aside = path.with_suffix(suffix)
        assert aside.is_file()
        assert str(aside) in shown
    (button,) = [button for button in window.info_bar.findChildren(QPushButton) if button.isVisible()]
    button.click()
    assert not window.info_bar.isVisible()


def test_the_window_says_nothing_of_files_that_can_be_read(window: MainWindow) -> None:
    assert not window.info_bar.isVisible()


@pytest.mark.parametrize("content", ["[" * 200_000, "{", '"x"', '["a\\u0000b", 7]'])
def test_any_list_of_recent_files_can_be_shown(settings: UserSettings, qapp: QCoreApplication, content: str) -> None:
    settings.set("recent_files", content)
    recent = RecentFiles(settings)
    assert not [path for path in recent.paths if path.exists()]
    recent.add([Path("/x")])
    assert recent.paths[0] == Path("/x")


def test_a_second_window_puts_nothing_aside(user_home: Path) -> None:
    """Its list is not its own to judge."""
    first = QueueStore()
    first.path.write_text("{")
    second = QueueStore()
    assert second.load() == []
    assert second.put_aside is None
    assert first.path.exists()
    first.close()
