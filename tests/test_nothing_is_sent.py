"""No library's telemetry, no look for updates: the program asks the network for nothing unless one fetches a model.

Every way of Python to the network passes an audit hook; sockets of this machine alone are no way out.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SPY = """
import os, sys

def look(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.connect", "socket.bind"):
        if event in ("socket.connect", "socket.bind", "socket.sendto") and isinstance(arguments[1], (str, bytes)):
            return  # a socket of this machine, such as the screen's
        os.write(2, f"NETWORK {event} {arguments!r}\\n".encode())
        os._exit(77)

sys.addaudithook(look)
"""
WINDOW = f"""{SPY}
from PySide6.QtCore import QTimer
from sqcodec_gui.gui import main_window, self_check

self_check.QUIET_MS = 0
old = main_window.MainWindow.warm_up
def warm_up(window):
    old(window)
    QTimer.singleShot(3000, window, window.stop_and_close)
main_window.MainWindow.warm_up = warm_up
from sqcodec_gui.gui.app import main
sys.exit(main([]))
"""


def test_encoding_and_decoding_ask_for_nothing(
    start_tiny: Callable[..., subprocess.Popen[str]], write_sound: Callable[..., Path]
) -> None:
    source = write_sound("talk.wav", seconds=1.0)
    for words in (
        ("encode", source, "--model", "tiny"),
        ("verify", source.with_suffix(".sqc")),
        ("decode", source.with_suffix(".sqc"), "-o", source.with_name("again.wav")),
        ("models", "list"),
    ):
        program = start_tiny(*words, before=SPY)
        _, told = program.communicate(timeout=600)
        assert program.returncode == 0, told
        assert "NETWORK" not in told


@pytest.mark.usefixtures("display")
def test_the_window_asks_for_nothing(tmp_path: Path) -> None:
    environment = os.environ | {"SQCODEC_HOME": str(tmp_path / "home"), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", WINDOW]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_question_to_the_network_is_noticed() -> None:
    code = f"{SPY}\nimport socket\nsocket.getaddrinfo('localhost', 80)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600)
    assert result.returncode == 77
    assert "NETWORK socket.getaddrinfo" in result.stderr
