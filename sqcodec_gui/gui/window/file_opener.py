"""Files come into the window here, by whatever way; what is opened, or double-clicked in the list, is heard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.settings.user_settings import UserSettings
from sqcodec_gui.gui.window.choose_files import ask_for_folder, ask_for_recordings, ask_for_sqc
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.drops import paths_from
from sqcodec_gui.gui.window.recent import RecentFiles
from sqcodec_gui.gui.worker import WorkQueue, run_task


class FileOpener(QObject):
    """It puts files into the queue; ``show_comparison`` is the action that shows ``details``."""

    def __init__(
        self,
        view: QueueView,
        details: DetailsPane,
        importer: QueueImport,
        recent: RecentFiles,
        settings: UserSettings,
        show_comparison: QAction,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._view, self._details, self._importer, self._recent = view, details, importer, recent
        self._settings, self._window = settings, parent
        self._show_comparison = show_comparison
        importer.found_again.connect(view.select)
        importer.files_named.connect(recent.add)
        recent.chosen.connect(self.open_path)
        view.take_key = details.take_key_of_list

    def choose_recordings(self) -> None:
        """Ask for recordings, and add them."""
        self._add_chosen(ask_for_recordings(self._window, self._settings))

    def choose_folder(self) -> None:
        """Ask for a folder, and add it."""
        self._add_chosen(ask_for_folder(self._window, self._settings))

    def choose_sqc(self) -> None:
        """Ask for .sqc files, and add them."""
        self._add_chosen(ask_for_sqc(self._window, self._settings))

    def _add_chosen(self, paths: Sequence[Path]) -> None:
        """Add what a file dialog gave, where choosing nothing means nothing."""
        if paths:
            self._importer.add(paths)

    def paste(self) -> None:
        """Add what is in the clipboard."""
        self._importer.add(paths_from(QGuiApplication.clipboard().mimeData()))

    def open_all(self, wanted: Sequence[Path]) -> None:
        """Open what the program was started with."""
        if len(wanted) == 1:
            self.open_path(wanted[0])
        elif wanted:
            self._importer.add(wanted)

    def open_path(self, path: Path) -> None:
        """Open a file from the file manager, the command line or the list of recent files.

        A .sqc file is heard at once. What is in the list already is selected there.
        """
        if path.suffix.lower() == SQC_SUFFIX:
            run_task(
                lambda _progress, _cancel: (path, _size_bytes(path)),
                on_result=self.open_found,
                on_error=None,
                work_queue=WorkQueue.DISK,
            )
        elif not self._select(path):
            self._importer.add([path])

    def open_found(self, found: tuple[Path, int | None]) -> None:
        """Open a .sqc file of so many bytes, or what only has such a name: None."""
        path, size_bytes = found
        if size_bytes is None:  # it is gone, or a folder
            if not self._select(path):
                self._importer.add([path])
            return
        if not self._select(path):
            self._recent.add([path])
            self._importer.open_sqc(path, size_bytes)
        self.play()

    def _select(self, path: Path) -> bool:
        """Select what is in the list already; return whether it is."""
        there = self._view.model().find(path)
        if there is not None:
            self._recent.add([path])
            self._view.select(there)
        return there is not None

    def play_finished(self, record: JobRecord) -> bool:
        """Play what was double-clicked, and return whether there is something finished to be heard."""
        is_there = record.state.is_over and record.state is not JobState.FAILED and any(record.pair)
        if is_there:
            self.play()
        return is_there

    def play(self) -> None:
        """Play the selected one; whoever hears it wants to see it, too."""
        self._show()
        self._details.play()

    def toggle_play(self) -> bool:
        """Play or pause the current one, and return whether there is something to be heard of it."""
        if not self._details.has_sound:
            return False
        self._show()
        self._details.toggle_play()
        return True

    def _show(self) -> None:
        if not self._show_comparison.isChecked():
            self._show_comparison.trigger()


def _size_bytes(path: Path) -> int | None:
    """Return the size of a file that is there, or None."""
    try:
        return path.stat().st_size if path.is_file() else None
    except OSError:
        return None
