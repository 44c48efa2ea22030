"""Rows are taken out of the list, and come back when somebody wants them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.record import JobRecord
from sqcodec_gui.gui.window.info_bar import InfoBar


class TakingOut(QObject):
    """It is undone by the action ``undo``, which brings the last ones back; ``bar`` offers it."""

    def __init__(self, model: QueueModel, bar: InfoBar, undo: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._bar, self._undo = model, bar, undo
        self._taken_out: list[tuple[int, JobRecord]] = []
        undo.setEnabled(False)
        undo.triggered.connect(self.undo)

    def finished(self) -> None:
        """Take out what is finished; what failed stays until somebody has seen to it."""
        self.take_out([record for record in self._model.records if record.may_be_cleared])

    def take_out(self, records: Iterable[JobRecord]) -> None:
        """Take these rows out of the list; no file goes, and it can be undone."""
        removed = self._model.remove(records)
        if removed:
            self._taken_out = removed
            text = self.tr("{n} taken out of the list; the files stay where they are.").format(n=len(removed))
            self._bar.ask(text, self._undo)
            self._undo.setEnabled(True)

    def undo(self) -> None:
        """Bring what was taken out last back to its rows."""
        taken_out, self._taken_out = self._taken_out, []
        self._model.put_back(taken_out)
        self._bar.drop_question(self._undo)
        self._undo.setEnabled(False)
