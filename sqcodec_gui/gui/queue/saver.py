"""The queue is saved shortly after each change, many changes at once; what was dropped is saved at once."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from sqcodec_gui.errors import system_reason
from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.record import JobRecord
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.wording.translate_message import translate_message
from sqcodec_gui.gui.worker import WorkQueue, run_task

SAVE_DELAY_MS = 300
logger = logging.getLogger(__name__)


class QueueSaver(QObject):
    """It saves at most every 300 ms, in a thread of its own, as the window shall not wait for the disk; a full disk is
    reported and then tried again with the next change."""

    failed = Signal(str)
    """Why the list could not be saved, in the window's words."""

    def __init__(
        self, model: QueueModel, importer: QueueImport, store: QueueStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._importer = importer
        self._store = store
        self._unsaved: tuple[Sequence[JobRecord], Sequence[Path]] | None = None
        """Rows and dropped paths as they are to be saved next; whoever saves takes them."""
        self._writing = threading.Lock()
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)
        model.saved_part_changed.connect(self._save_soon)
        importer.pending_changed.connect(self.save)
        importer.search_ended.connect(self._save_next)

    def _save_soon(self) -> None:
        if not self._timer.isActive():  # begun anew with each change it would never come, where changes never end
            self._timer.start()

    def _save_next(self) -> None:
        """Save as soon as the window has done what it is at: to copy a thousand rows takes a while by itself, and what
        was dropped is saved until then as not searched yet."""
        self._timer.start(0)

    def save(self) -> None:
        """Save, in the background, what there is at this moment."""
        self._take_copy()
        run_task(
            lambda _progress, _cancel: self._write(),
            on_result=self._report,
            on_error=None,
            work_queue=WorkQueue.SAVE,
        )

    def finish(self) -> None:
        """Save what there is, before this returns; later changes count no more."""
        self._model.saved_part_changed.disconnect(self._save_soon)
        self._importer.pending_changed.disconnect(self.save)
        self._importer.search_ended.disconnect(self._save_next)
        self._take_copy()
        self._report(self._write())

    def _take_copy(self) -> None:
        """Take a copy: while the disk is written to, rows change."""
        self._timer.stop()
        self._timer.setInterval(SAVE_DELAY_MS)
        self._unsaved = [record.copy_to_save() for record in self._model.records], self._importer.pending_paths

    def _write(self) -> OSError | None:
        """Write in whichever thread this is; return what kept the list from being saved."""
        with self._writing:  # else an older list could replace a newer one
            unsaved, self._unsaved = self._unsaved, None
            if unsaved is not None:
                try:
                    self._store.save(*unsaved)
                except OSError as error:
                    logger.warning("The queue was not saved: %r", error)
                    return error
        return None

    def _report(self, error: OSError | None) -> None:
        if error is not None:
            self.failed.emit(translate_message(system_reason(error)))
