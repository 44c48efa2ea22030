"""Files that were opened lately have a menu."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.worker import WorkQueue, run_task

LIMIT = 10


class RecentFiles(QObject):
    """They are kept in the settings, the newest first; those that are known to be gone are not shown."""

    chosen = Signal(Path)

    def __init__(self, settings: UserSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._gone: frozenset[Path] = frozenset()
        self._menu_actions: dict[Path, QAction] = {}

    @property
    def paths(self) -> list[Path]:
        try:
            names = json.loads(self._settings.get("recent_files"))
        except (ValueError, RecursionError):  # somebody wrote something else into the file by hand
            return []
        return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def add(self, paths: Iterable[Path]) -> None:
        """Note that these files were opened now."""
        kept = list(dict.fromkeys([*paths, *self.paths]))[:LIMIT]
        self._settings.set("recent_files", json.dumps([str(path) for path in kept]))

    def clear(self) -> None:
        self._settings.set("recent_files", "[]")

    def build_menu(self, menu: QMenu) -> None:
        """Build the menu, which is filled anew whenever it opens."""
        menu.aboutToShow.connect(lambda: self._fill(menu))

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        self._menu_actions = {}
        paths = self.paths
        run_task(
            lambda _progress, _cancel: frozenset(path for path in paths if not os.path.exists(path)),
            on_result=self._take_gone,
            on_error=None,
            work_queue=WorkQueue.DISK,
        )
        there = [path for path in paths if path not in self._gone]
        for number, path in enumerate(there, 1):
            key = f"&{number % 10} " if number <= 10 else ""
            action = menu.addAction(f"{key}{path.name.replace('&', '&&')}")
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.chosen.emit(path))
            self._menu_actions[path] = action
        if there:
            menu.addSeparator()
            menu.addAction(self.tr("&Forget these"), self.clear)
        else:
            menu.addAction(self.tr("Nothing was opened yet")).setEnabled(False)

    def _take_gone(self, gone: frozenset[Path]) -> None:
        """Grey out what is gone in a menu that is open; the next one leaves it out."""
        self._gone = gone
        for path, action in self._menu_actions.items():
            action.setEnabled(path not in gone)
