"""Files that were opened lately have a menu."""

import json
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from sqcodec_gui.gui.settings.settings import Settings

LIMIT = 10


class RecentFiles(QObject):
    """They are kept in the settings, the newest first; those that are gone are not shown."""

    chosen = Signal(Path)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

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
        there = [path for path in self.paths if path.exists()]
        for number, path in enumerate(there, 1):
            key = f"&{number % 10} " if number <= 10 else ""
            action = menu.addAction(f"{key}{path.name.replace('&', '&&')}")
            action.setToolTip(str(path))
            action.setStatusTip(str(path))
            action.triggered.connect(lambda _checked=False, path=path: self.chosen.emit(path))
        if there:
            menu.addSeparator()
            menu.addAction(self.tr("&Forget these"), self.clear)
        else:
            menu.addAction(self.tr("Nothing was opened yet")).setEnabled(False)
