"""The interpreter outlives many signals: with PySide6 6.12.0 and Python 3.11 it did not."""

import subprocess
import sys

SEND_MANY_SIGNALS = """
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    sent = Signal(bool)

sender = Sender()
sender.sent.connect(lambda value: None)
for _ in range(20_000):
    sender.sent.emit(True)
"""


def test_twenty_thousand_signals_do_not_end_the_interpreter() -> None:
    result = subprocess.run([sys.executable, "-c", SEND_MANY_SIGNALS], capture_output=True, text=True, timeout=600)
    assert result.returncode == 0, result.stderr
