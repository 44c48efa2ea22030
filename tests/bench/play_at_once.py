"""Part of ``bench_ui``: how soon an hour of .sqc is heard, from opening it, from a seek, from the program's start."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
from ui_tools import RATE_HZ, Row, Void, make_app, rest, speech

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.engine.preview import decode_preview, prepare
from sqcodec_gui.engine.settings_and_results import DEFAULT_COMPUTE, DEFAULT_MODEL
from sqcodec_gui.paths import HOME_VARIABLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

STARTS = (
    ("new", "just started, for the first time on this machine", None),
    ("cold", "just started", None),
    ("warm", "the codec loaded, as some seconds after the start", 0.5),
)
PLAY_RUNS = 3
PATIENCE_S = 120.0
"""Longer than any machine takes: what is not heard by then never will be."""


def play_at_once(folder: Path) -> Iterator[Row]:
    """Mono and stereo, whose channels differ; medians."""
    for channels, sound in ((1, "Sound of an hour of .sqc"), (2, "Sound of an hour of .sqc in stereo")):
        hour = make_hour(folder, channels)
        prepare(DEFAULT_COMPUTE, CancelToken())
        minute = hour.with_name(hour.name.replace("hour", "minute", 1))
        decode_preview(minute, lambda _frame, _sound: None)  # but for “new”, something was heard on this machine before
        for start, when, goal_s in STARTS:
            first_s, work_s, seek_s, seek_work_s, waits, underruns = medians_of_processes(
                "play_at_once.time_to_sound", hour, start
            )
            goal = f"under {goal_s} s" if goal_s else "–"
            text = f"{first_s:.2f} s ({work_s:.2f} s of work)"
            yield Row(f"{sound}, {when}", text, goal, first_s < goal_s if goal_s else None)
            text = f"{seek_s:.2f} s ({seek_work_s:.2f} s of work)"
            yield Row(f"{sound}, {when}, after a seek to its middle", text, "–", None)
            text = f"{waits:.0f}, {underruns:.0f}"
            yield Row(f"{sound}, {when}: pauses, gaps in five seconds", text, "0, 0", waits + underruns == 0)
        for start, when in (("new", ", for the first time on this machine"), ("cold", "")):
            ready_s, first_s, work_s = medians_of_processes("program_to_sound.program_to_sound", hour, start)
            text = f"{first_s:.2f} s ({work_s:.2f} s of work), the window's first frame after {ready_s:.2f} s"
            yield Row(f"{sound}, from the start of the program with that file{when}", text, "–", None)


def medians_of_processes(function: str, hour: Path, start: str) -> list[float]:
    """Of what a function prints, each time in a new process and a new home. ``start``: see ``STARTS``.

    ``function``: as “module.name”, of this folder.
    """
    code = f"import {function.partition('.')[0]}, pathlib; {function}(pathlib.Path({str(hour)!r}), {{}}, {{}})"
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
    """Prints seconds, and those of the processor, from opening to sound and from a seek to sound; pauses and gaps.

    For a process of its own. Work is counted until the sound is noticed.
    """
    app = make_app()
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.compare.panel import ComparePanel

    panel = ComparePanel()
    panel.resize(1200, 560)
    panel.show()
    rest(app, 0.3)
    if is_warm:
        prepare(DEFAULT_COMPUTE, CancelToken())
    start_s, start_work_s = time.monotonic(), time.process_time()
    panel.show_pair(None, hour, play=True)
    wait(app, lambda: Void.last is not None and Void.last.first_sound_s())
    work_s = time.process_time() - start_work_s
    first_s = Void.last.first_sound_s() - start_s  # type: ignore[operator]
    rest(app, 5.0)
    waits, underruns = panel.player.waits, panel.player.underruns
    start_s, start_work_s = time.monotonic(), time.process_time()
    panel.seek(1_830.0)  # in the middle of one of the parts that were joined
    wait(app, lambda: 1_830.0 < panel.player.position_s < 1_900.0 and Void.last.buffers[-1][1].any())
    seek_s, seek_work_s = time.monotonic() - start_s, time.process_time() - start_work_s
    print(json.dumps([first_s, work_s, seek_s, seek_work_s, waits, underruns]))
    panel.close_audio()
    worker.shut_down()


def wait(app: "QApplication", until: Callable[[], object]) -> None:
    """As ``spin``, but so that looking costs next to nothing. Raises TimeoutError."""
    end_s = time.monotonic() + PATIENCE_S
    while not until():
        if time.monotonic() > end_s:
            raise TimeoutError("nothing is heard")
        app.processEvents()
        time.sleep(0.005)


def make_hour(folder: Path, channels: int = 1) -> Path:
    """An hour of .sqc, from a minute that is joined sixty times; no channel is like another.

    Its name tells the weights that made it: with others it could not be played.
    """
    from sqcodec_gui.engine.compress import compress
    from sqcodec_gui.engine.edit import join
    from sqcodec_gui.engine.settings_and_results import CompressSettings

    made_by = f"{channels}-{find_installed(DEFAULT_MODEL).sha256[:8]}"
    minute, ten, hour = (folder / f"{name}-{made_by}.sqc" for name in ("minute", "ten", "hour"))
    if not hour.exists():
        sound = folder / f"minute-{channels}.wav"
        voice = np.resize(speech(), 60 * RATE_HZ)
        soundfile.write(sound, np.stack([np.roll(voice, channel * RATE_HZ) for channel in range(channels)], 1), RATE_HZ)
        compress(sound, minute, CompressSettings(check=False))
        join([minute] * 10, ten)
        join([ten] * 6, hour)
    return hour
