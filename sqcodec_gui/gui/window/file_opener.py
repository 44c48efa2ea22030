"""Here stands what happens to a file that is opened from outside, and to a row that is opened in the list."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from sqcodec_gui.engine.settings_and_results import SQC_SUFFIX
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.record import JobRecord, JobState
from sqcodec_gui.gui.queue.view import QueueView
from sqcodec_gui.gui.window.details import DetailsPane
from sqcodec_gui.gui.window.recent import RecentFiles


class FileOpener(QObject):
    """It puts files into the queue by ``add(paths)``; ``show_comparison`` is the action that shows ``details``."""

    def __init__(
        self,
        view: QueueView,
        details: DetailsPane,
        importer: QueueImport,
        recent: RecentFiles,
        add: Callable[[Sequence[Path]], None],
        show_comparison: QAction,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._view, self._details, self._importer, self._recent = view, details, importer, recent
        self._add = add
        self._show_comparison = show_comparison
        importer.found_again.connect(view.select)
        view.take_key = details.take_key_of_list

    def open_path(self, path: Path) -> None:
        """Open a file from the file manager, the command line or the list of recent files.

        A .sqc file is heard at once. What is in the list already is selected there.
        """
        is_small = path.suffix.lower() == SQC_SUFFIX and path.is_file()
        there = self._view.model().find(path)
        if there is None and not is_small:
            self._add([path])
            return
        self._recent.add([path])
        if there is None:
            self._importer.open_sqc(path)
        else:
            self._view.select(there)
        if is_small:
            self.play()

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
