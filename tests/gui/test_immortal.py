"""The interpreter outlives many signals, also where PySide6 drops references that are not its own."""

import subprocess
import sys

SEND_MANY_SIGNALS = """
import sqcodec_gui.gui
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(bool)

sender = Sender()
sender.sent.connect(lambda value: None)
for _ in range(20_000):
    sender.sent.emit(True)
"""


def test_twenty_thousand_signals_do_not_end_the_interpreter() -> None:
    result = subprocess.run([sys.executable, "-c", SEND_MANY_SIGNALS], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
