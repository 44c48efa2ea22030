"""The program is killed in the middle of a long recording, and goes on from there at its next start."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.gui import worker
from sqcodec_gui.gui.main_window import MainWindow
from sqcodec_gui.gui.queue.record import JobState
from sqcodec_gui.gui.queue.store import QueueStore
from sqcodec_gui.gui.settings.user_settings import UserSettings

REAL_WAIT_MS = 600_000
BLOCKS_BEFORE_KILL = 12
START = "import sys; from sqcodec_gui.gui.app import main; sys.exit(main(sys.argv[1:]))"


@pytest.fixture
def tiny_settings(tiny: CodecConfig, tiny_home: Path, user_home: Path, settings: UserSettings) -> UserSettings:
    """A home in which the model ``tiny`` is installed and chosen."""
    shutil.copytree(tiny_home / "data" / "models", user_home / "data" / "models")
    settings.set("model", "tiny")
    settings.set("device", "cpu")
    settings.save()
    return settings


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is of Unix")
def test_after_kill_9_it_goes_on_in_the_middle_of_a_long_file(
    tiny_settings: UserSettings,
    tiny_setup: str,
    die_after_blocks: Callable[[int], str],
    written_blocks: list[int],
    write_sound: Callable[..., Path],
    display: str | None,
    qtbot: QtBot,
    person: Any,
) -> None:
    long, short = write_sound("long.wav", 20.0), write_sound("short.wav", 1.0)
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            tiny_setup + die_after_blocks(BLOCKS_BEFORE_KILL) + START,
            str(long),
            str(short),
        ],
        timeout=600,
        capture_output=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not long.with_suffix(".sqc").exists()
    assert len(list(long.parent.glob(".sqcodec-*.part"))) == 1

    window = MainWindow(tiny_settings, QueueStore(), convert)
    qtbot.addWidget(window, before_close_func=lambda w: w.stop_and_close())
    window.show()
    qtbot.waitExposed(window)
    assert person.states(window) == [JobState.WAITING, JobState.WAITING]
    person.click(window, "Continue")
    qtbot.waitUntil(lambda: all(r.state.is_over for r in window.model.records), timeout=REAL_WAIT_MS)
    assert [(r.state, r.reason, r.is_verified) for r in window.model.records] == [(JobState.DONE, "", True)] * 2
    with SqcReader(long.with_suffix(".sqc")) as reader:
        blocks = len(reader.blocks)
    assert len(written_blocks) == blocks - BLOCKS_BEFORE_KILL + 2, "only what was missing, and the two of the short one"
    left = sorted(path.name for path in long.parent.iterdir() if path.is_file())
    assert left == ["long.sqc", "long.wav", "short.sqc", "short.wav"]


def test_stopping_and_closing_keeps_what_is_done(
    tiny_settings: UserSettings, write_sound: Callable[..., Path], qtbot: QtBot, person: Any
) -> None:
    long = write_sound("long.wav", 30.0)

    def open_window() -> MainWindow:
        window = MainWindow(tiny_settings, QueueStore(), convert)
        qtbot.addWidget(window, before_close_func=lambda w: w.stop_and_close())
        window.show()
        qtbot.waitExposed(window)
        return window

    window = open_window()
    window.add_paths([long])
    qtbot.waitUntil(lambda: bool(window.model.records) and window.model.records[0].done_s > 3, timeout=REAL_WAIT_MS)
    window.stop_and_close()
    assert len(list(long.parent.glob(".sqcodec-*.part"))) == 1

    again = open_window()
    person.select(again, 0)
    again.actions_by_name["remove"].trigger()
    assert again.model.records == []
    assert list(long.parent.glob(".sqcodec-*")) == []
    again.stop_and_close()
    worker.shut_down()
