"""The originals of small files that were opened or restored are looked for near them, in a worker."""

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.gui.worker import Task, run_task


def look_at_files(
    files: Iterable[Path | None], original: Path | None, small: Path | None, cancel: CancelToken
) -> tuple[frozenset[Path], bool]:
    """Return those of ``files`` that are not there, and whether ``original`` is no longer that of ``small``.

    Ask it in a worker, as a folder on a network may answer after seconds.
    """
    from sqcodec_gui.engine.find_original import is_changed

    missing = frozenset(path for path in files if path is not None and not os.path.isfile(path))
    if original is None or small is None or {original, small} & missing:
        return missing, False
    return missing, not os.path.isfile(original) or is_changed(original, small, cancel)


class NearOriginals(QObject):
    """It remembers what it found, so that a row that is chosen again is shown at once."""

    found = Signal()
    """An original that was looked for is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._originals: dict[Path, Path | None] = {}
        """By their small files; None: none was found, or the search is still on."""
        self._search: Task | None = None

    def known(self, small: Path) -> Path | None:
        """Return what was found before; nothing is looked for."""
        return self._originals.get(small)

    def original_of(self, small: Path) -> Path | None:
        """Return the original that was found, or None; the first time it is looked for, and ``found`` tells."""
        if small not in self._originals:
            self._look_for(small)
        return self._originals[small]

    def look_anew(self, small: Path) -> None:
        """Look for it again the next time that it is asked for."""
        self._originals.pop(small, None)

    def _look_for(self, small: Path) -> None:
        from sqcodec_gui.engine.find_original import find_original

        self._originals[small] = None
        if self._search is not None:
            self._search.cancel()
        self._search = run_task(
            lambda _progress, cancel: (small, find_original(small, cancel)),
            on_result=self._take,
            on_error=None,
        )

    def _take(self, result: tuple[Path, Path | None]) -> None:
        small, original = result
        self._originals[small] = original
        if original is not None:
            self.found.emit()
