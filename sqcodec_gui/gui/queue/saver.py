"""The queue is saved shortly after each change, many changes at once; what was dropped is saved at once."""

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from sqcodec_gui.gui.queue.model import QueueModel
from sqcodec_gui.gui.queue.queue_import import QueueImport
from sqcodec_gui.gui.queue.store import QueueStore

SAVE_DELAY_MS = 300
logger = logging.getLogger(__name__)


class QueueSaver(QObject):
    """It saves at most every 300 ms; a full disk is reported and then tried again with the next change."""

    failed = Signal(str)
    """Why the list could not be saved, in the system's words."""

    def __init__(
        self, model: QueueModel, importer: QueueImport, store: QueueStore, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._importer = importer
        self._store = store
        self._timer = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)
        model.saved_part_changed.connect(self._save_soon)
        importer.pending_changed.connect(self.save)

    def _save_soon(self) -> None:
        if not self._timer.isActive():  # begun anew with each change it would never come, where changes never end
            self._timer.start()

    def save(self) -> None:
        self._timer.stop()
        try:
            self._store.save(self._model.records, self._importer.pending_paths)
        except OSError as error:
            logger.warning("The queue was not saved: %r", error)
            self.failed.emit(error.strerror)

    def finish(self) -> None:
        """Save what there is; later changes count no more."""
        self._model.saved_part_changed.disconnect(self._save_soon)
        self._importer.pending_changed.disconnect(self.save)
        self.save()
