"""Python searches for what nobody reaches any more at times, and in a thread, where that stops nobody.

Left to itself, the search begins in whichever thread happens to make one object too many, and holds the interpreter's
lock until it has been through everything that is alive: a third of a second once torch is loaded, at any moment. It
would also delete Qt's objects in threads that they do not belong to.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000
SWITCH_INTERVAL_S = 0.001
"""The thread of the window asks for the interpreter many times while it draws one picture, and waits this long each
time while another thread computes; Python's own choice is five times as long."""


class GcScheduler(QObject):
    """While it lives, only the window's thread collects, a little each second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = 0
        self._switch_interval_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        gc.disable()
        timer = QTimer(self, interval=INTERVAL_MS)
        timer.timeout.connect(self.collect)
        timer.start()
        self.collect()

    def collect(self) -> None:
        """Collect the youngest objects every time, older ones less often, as Python itself would do."""
        if len(sys.modules) != self._modules:
            # What a module defines lives as long as the program; nobody has to look at it ever again.
            self._modules = len(sys.modules)
            gc.freeze()
            return
        _, after_young, after_middle = gc.get_threshold()
        _, young, middle = gc.get_count()
        if middle > after_middle:
            gc.collect(2)
        else:
            gc.collect(1 if young > after_young else 0)

    def stop(self) -> None:
        """Let everything be as it was before."""
        for timer in self.findChildren(QTimer):
            timer.stop()
        gc.unfreeze()
        gc.enable()
        sys.setswitchinterval(self._switch_interval_s)
