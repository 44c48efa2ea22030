"""The whole program: its start, its files from outside, its faults, and one recording through the real engine."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject
from PySide6.QtGui import QFileOpenEvent
from pytestqt.qtbot import QtBot

from sqcodec_gui import paths
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.gui.app import NO_SCREEN, SCREEN_VARIABLES, Application, FirstFrame
from sqcodec_gui.gui.log import ExceptionHook, start_logging
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.user_settings import UserSettings

WAIT_MS = 60_000
REAL_WAIT_MS = 600_000
START = [sys.executable, "-c", "import sys; from sqcodec_gui.gui.app import main; sys.exit(main(sys.argv[1:]))"]


@pytest.fixture
def start_program(user_home: Path, display: str | None) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """`start_program(*paths)` runs the real thing, and waits until its first frame is seen."""
    started: list[subprocess.Popen[str]] = []

    def start(*paths: Path) -> subprocess.Popen[str]:
        environment = os.environ | {"SQCODEC_GUI_READY": "1"}
        pipe = subprocess.PIPE
        program = subprocess.Popen(
            [*START, *map(str, paths)], stdout=pipe, stderr=pipe, text=True, env=environment, encoding="utf-8"
        )
        started.append(program)
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n", program.communicate(timeout=600)
        return program

    yield start
    for program in started:
        if program.poll() is None:
            program.kill()
        program.communicate()


def test_a_polite_kill_ends_it_in_order_and_the_queue_is_kept(
    start_program: Callable[..., subprocess.Popen[str]], tmp_path: Path, user_home: Path
) -> None:
    letter = tmp_path / "letter.wav"
    letter.write_text("no sound in here")
    program = start_program(letter)
    saved = user_home / "data" / "queue.json"
    end_s = time.monotonic() + 600
    while time.monotonic() < end_s and not (saved.exists() and '"failed"' in saved.read_text()):
        time.sleep(0.05)
    program.send_signal(signal.SIGTERM)
    _, errors = program.communicate(timeout=600)
    assert (program.returncode, errors) == (0, "")
    assert "letter.wav" in saved.read_text()
    assert '"failed"' in saved.read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "letter.wav"]


def test_the_first_frame_is_told_once(qtbot: QtBot, window: MainWindow) -> None:
    seen: list[bool] = []
    FirstFrame(window, lambda: seen.append(True))
    window.repaint()
    window.repaint()
    qtbot.wait(50)
    assert seen == [True]


def test_a_file_that_the_system_opens_is_told(tmp_path: Path) -> None:
    asked: list[Path] = []
    # There can be one application in a process, and pytest-qt has made it: the method is tried without its object.
    application: Any = SimpleNamespace(file_asked_for=SimpleNamespace(emit=asked.append))
    assert Application.event(application, QFileOpenEvent(str(tmp_path / "é.sqc")))
    assert asked == [tmp_path / "é.sqc"]


def test_an_error_nobody_caught_is_one_plain_line_and_a_traceback_in_the_log(
    user_home: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    start_logging()
    received: list[str] = []
    parent = QObject()
    exception_hook = ExceptionHook(received.append, parent)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    exception_hook.install()
    try:
        raise ValueError("one\ntwo")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(received), timeout=WAIT_MS)
    assert received == ["Something unforeseen happened (one two); details are in the log file."]
    assert 'raise ValueError("one\\ntwo")' in paths.log_path().read_text(encoding="utf-8")
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_recording_goes_through_the_real_engine_and_back(
    settings: UserSettings, qtbot: QtBot, tmp_path: Path, speech_16k: np.ndarray, person: Any
) -> None:
    source, letter = tmp_path / "Talk é.wav", tmp_path / "letter.wav"
    soundfile.write(source, speech_16k[: 3 * 16_000], 16_000)
    letter.write_text("Dear all, this is no sound.")
    window = MainWindow(settings, QueueStore(), convert)
    qtbot.addWidget(window, before_close_func=lambda w: w.stop_and_close())
    window.show()
    qtbot.waitExposed(window)
    person.drop(window, letter, source)
    qtbot.waitUntil(lambda: not window.controller.is_working and len(window.model.records) == 2, timeout=REAL_WAIT_MS)
    bad, good = window.model.records
    assert (bad.state, good.state) == (JobState.FAILED, JobState.DONE), [bad.reason, good.reason]
    assert "letter.wav" in bad.reason
    assert good.is_verified
    assert good.target is not None
    assert 1_500 < good.target_bytes < 4_000

    person.drop(window, good.target)
    qtbot.waitUntil(lambda: len(window.model.records) == 3, timeout=WAIT_MS)
    restored = window.model.records[-1]
    qtbot.waitUntil(lambda: restored.state.is_over, timeout=REAL_WAIT_MS)
    assert restored.state is JobState.DONE, restored.reason
    assert restored.target == tmp_path / "Talk é (2).wav"
    assert soundfile.info(restored.target).frames == 3 * 16_000
    person.select(window, 1)
    qtbot.waitUntil(lambda: window.details.panel is not None, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "Talk é.sqc" in window.details.panel.titles[1].text(), timeout=WAIT_MS)  # type: ignore[union-attr]
    window.stop_and_close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sqcodec-")]


def test_without_a_screen_it_says_what_works_without_one(user_home: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in SCREEN_VARIABLES}
    done = subprocess.run(START, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", NO_SCREEN + "\n")
