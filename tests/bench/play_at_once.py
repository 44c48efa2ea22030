"""Part of ``bench_ui``: how soon an hour of .sqc is heard, from opening it, from a seek, from the program's start."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
from ui_tools import RATE_HZ, Row, Void, make_app, rest, silence_outputs, speech, spin

from sqcodec_gui.paths import HOME_VARIABLE

if TYPE_CHECKING:
    from sqcodec_gui.gui.main_window import MainWindow

STARTS = (
    ("new", "just started, for the first time on this machine", None),
    ("cold", "just started", None),
    ("warm", "the codec loaded before, as some seconds after the start", 0.5),
)
PLAY_RUNS = 3


def play_at_once(folder: Path) -> Iterator[Row]:
    """Mono and stereo, whose channels differ; medians."""
    for channels, sound in ((1, "Sound of an hour of .sqc"), (2, "Sound of an hour of .sqc in stereo")):
        hour = make_hour(folder, channels)
        warm_up(hour)
        for start, when, goal_s in STARTS:
            first_s, seek_s, waits, underruns = medians_of_processes("time_to_sound", hour, start)
            goal = f"under {goal_s} s" if goal_s else "–"
            yield Row(f"{sound}, {when}", f"{first_s:.2f} s", goal, first_s < goal_s if goal_s else None)
            yield Row(f"{sound}, {when}, after a seek to its middle", f"{seek_s:.2f} s", "–", None)
            text = f"{waits:.0f}, {underruns:.0f}"
            yield Row(f"{sound}, {when}: pauses, gaps in five seconds", text, "0, 0", waits + underruns == 0)
        for start, when in (("new", ", for the first time on this machine"), ("cold", "")):
            ready_s, first_s = medians_of_processes("program_to_sound", hour, start)
            text = f"{first_s:.2f} s, the window's first frame after {ready_s:.2f} s"
            yield Row(f"{sound}, from the start of the program with that file{when}", text, "–", None)


def medians_of_processes(function: str, hour: Path, start: str) -> list[float]:
    """Of what a function of this file prints, each time in a new process and a new home. ``start``: see ``STARTS``."""
    code = f"import play_at_once, pathlib; play_at_once.{function}(pathlib.Path({str(hour)!r}), {{}}, {{}})"
    proofs, runs = Path(os.environ[HOME_VARIABLE], "cache", "engines"), []
    for _ in range(PLAY_RUNS):
        with tempfile.TemporaryDirectory() as home:
            if start != "new":
                shutil.copytree(proofs, Path(home, "cache", "engines"))
            printed = subprocess.run(
                [sys.executable, "-c", code.format(start == "warm", time.monotonic())],
                cwd=Path(__file__).parent,
                env=os.environ | {HOME_VARIABLE: home},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
        runs.append(json.loads(printed.splitlines()[-1]))
    return [statistics.median(values) for values in zip(*runs, strict=True)]


def time_to_sound(hour: Path, is_warm: bool, _started_s: float) -> None:
    """Prints seconds from opening to sound, from a seek to sound, pauses and gaps. For a process of its own."""
    app = make_app()
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.compare.panel import ComparePanel
    from sqcodec_gui.gui.worker import Lane, run_task

    panel = ComparePanel()
    panel.resize(1200, 560)
    panel.show()
    rest(app, 0.3)
    if is_warm:
        done: list[object] = []
        run_task(lambda _progress, _cancel: warm_up(hour), on_result=done.append, on_error=None, lane=Lane.CODEC)
        spin(app, lambda: done)
    start_s = time.monotonic()
    panel.show_pair(None, hour, play=True)
    spin(app, lambda: Void.last is not None and Void.last.first_sound_s())
    first_s = Void.last.first_sound_s() - start_s  # type: ignore[operator]
    rest(app, 5.0)
    waits, underruns = panel.player.waits, panel.player.underruns
    start_s = time.monotonic()
    panel.seek(1_800.0)
    spin(app, lambda: 1_800.0 < panel.player.position_s < 1_900.0 and Void.last.buffers[-1][1].any())
    print(json.dumps([first_s, time.monotonic() - start_s, waits, underruns]))
    panel.close_audio()
    worker.shut_down()


def program_to_sound(hour: Path, _is_warm: bool, started_s: float) -> None:
    """Prints seconds from ``started_s`` on the monotonic clock to the first frame and to sound. For its own process."""
    silence_outputs()
    from PySide6.QtCore import QTimer

    from sqcodec_gui.gui import app

    go_on = app._after_first_frame

    def watch(window: "MainWindow") -> None:
        ready_s = time.monotonic() - started_s
        go_on(window)

        def look() -> None:
            if Void.last is not None and (first_s := Void.last.first_sound_s()):
                timer.stop()
                print(json.dumps([ready_s, first_s - started_s]))
                window.stop_and_close()

        timer = QTimer(window, interval=20)
        timer.timeout.connect(look)
        timer.start()

    app._after_first_frame = watch
    app.main([str(hour)])


def warm_up(hour: Path) -> bool:
    """What was played before leaves the codec loaded."""
    from sqcodec_gui.engine.job import CancelledError, CancelToken
    from sqcodec_gui.engine.preview import decode_preview

    cancel = CancelToken()
    try:
        decode_preview(hour, lambda _start, _block: cancel.cancel(), cancel=cancel)
    except CancelledError:
        return True
    return False


def make_hour(folder: Path, channels: int = 1) -> Path:
    """An hour of .sqc, from a minute that is joined sixty times; no channel is like another."""
    from sqcodec_gui.engine.compress import compress
    from sqcodec_gui.engine.edit import join
    from sqcodec_gui.engine.job import CompressSettings

    minute, ten, hour = (folder / f"{name}-{channels}.sqc" for name in ("minute", "ten", "hour"))
    if not hour.exists():
        sound = folder / f"minute-{channels}.wav"
        voice = np.resize(speech(), 60 * RATE_HZ)
        soundfile.write(sound, np.stack([np.roll(voice, channel * RATE_HZ) for channel in range(channels)], 1), RATE_HZ)
        compress(sound, minute, CompressSettings(check=False))
        join([minute] * 10, ten)
        join([ten] * 6, hour)
    return hour
