"""An idle window gives back the memory of the networks: it may stand open all day."""

import sys

from PySide6.QtCore import QObject, Qt, QTimer

from sqcodec_gui.engine.heap import trim_heap
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.worker import WorkQueue, run_task

REST_S = 15.0
"""So long nothing has computed. The next work loads again what it needs, which takes about a second."""
LOOK_S = 5.0
_COMPUTING = frozenset(WorkQueue) - {WorkQueue.LIGHT, WorkQueue.RECORD, WorkQueue.SAVE}


class IdleMonitor(QObject):
    """It looks now and then whether anything computes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._quiet_s = 0.0
        timer = QTimer(self, interval=int(1000 * LOOK_S))
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Look whether anything computes; call it every ``LOOK_S``."""
        if worker.is_any_running(_COMPUTING):
            self._quiet_s = 0.0
            return
        was_awake = self._quiet_s < REST_S
        self._quiet_s += LOOK_S
        if was_awake and self._quiet_s >= REST_S:
            run_task(lambda _progress, _cancel: _give_back(), on_result=None, on_error=None)


def _give_back() -> None:
    models = sys.modules.get("sqcodec_gui.engine.models")
    if models is not None:
        models.rest()
    trim_heap()
