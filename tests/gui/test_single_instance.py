"""A second start of the program hands its files to the window that is there: with two processes, as people do it."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from sqcodec_gui.gui import single_instance
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.single_instance import InstanceServer, address, hand_over

WAIT_MS = 60_000
START = [sys.executable, "-c", "import sys; from sqcodec_gui.gui.app import main; sys.exit(main(sys.argv[1:]))"]
Recordings = Callable[..., list[Path]]


@pytest.fixture
def first(user_home: Path, display: str | None) -> Iterator[subprocess.Popen[str]]:
    """The program, whose window is seen."""
    pipe = subprocess.PIPE
    environment = os.environ | {"SQCODEC_GUI_READY": "1"}
    program = subprocess.Popen(START, stdout=pipe, stderr=pipe, text=True, env=environment, encoding="utf-8")
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n", program.communicate(timeout=600)
    yield program
    if program.poll() is None:
        program.kill()
    program.communicate()


def test_a_second_start_ends_at_once_and_its_files_are_in_the_first_window(
    first: subprocess.Popen[str], user_home: Path, tmp_path: Path
) -> None:
    letters = [tmp_path / "letter é.wav", tmp_path / "letter 2.wav"]
    for letter in letters:
        letter.write_text("no sound in here")
    second = subprocess.run([*START, *map(str, letters)], capture_output=True, text=True, timeout=600, check=False)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    saved = user_home / "data" / "queue.json"
    end_s = time.monotonic() + 600
    while time.monotonic() < end_s and not (saved.exists() and len(json.loads(saved.read_text())["jobs"]) == 2):
        time.sleep(0.05)
    assert [Path(job["source"]) for job in json.loads(saved.read_text())["jobs"]] == letters
    first.send_signal(signal.SIGTERM)
    _, errors = first.communicate(timeout=600)
    assert (first.returncode, errors) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="sockets with permissions")
def test_only_the_user_may_knock_and_a_killed_program_bars_no_door(
    first: subprocess.Popen[str], user_home: Path, qapp: QObject
) -> None:
    assert stat.S_IMODE(os.stat(address()).st_mode) & 0o077 == 0
    first.kill()
    first.wait()
    assert not hand_over([])
    server = InstanceServer()
    assert server.open(), "what the killed one has left there is swept away"
    server.close()


def test_what_is_handed_over_is_opened_and_the_window_comes_back(
    window: MainWindow, qtbot: QtBot, recordings: Recordings
) -> None:
    (path,) = recordings("a.wav")
    window.showMinimized()
    window.take_from_outside([path])
    assert not window.isMinimized()
    qtbot.waitUntil(lambda: [record.source for record in window.model.records] == [path], timeout=WAIT_MS)


def test_a_window_that_hangs_is_not_waited_for(user_home: Path, qapp: QObject, monkeypatch: pytest.MonkeyPatch) -> None:
    """It accepts the connection (the system does so) and never answers: no loop of events runs for it here."""
    monkeypatch.setattr(single_instance, "ANSWER_MS", 50)
    server = InstanceServer()
    assert server.open()
    assert not hand_over([Path("/x/a.wav")])
    server.close()
