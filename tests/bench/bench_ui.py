"""How fast the window answers a hand: first frame, many files, long recordings, switching, playing at once.

    xvfb-run -s "-screen 0 1600x1000x24" python tests/bench/bench_ui.py [--only PART ...] [--hours 3] [--seconds 30]
    xvfb-run -s "-screen 0 1600x1000x24" python tests/bench/bench_ui.py --beside OTHER_SOURCES [--only PART ...]
    xvfb-run python tests/bench/bench_ui.py --memory [--beside OTHER_SOURCES]

Prints a markdown table of what was measured and what was aimed for. Each part runs in a process of its own, with user
folders that are thrown away, and modules that are compiled once, as an installed program has them; nothing is heard,
the sound goes to an output that takes it at the right pace. Figures of a machine that others use too are worth little
by themselves: the load is printed with them, and ``--beside`` runs each part of another source tree too, by that
tree's own bench, right after this one's.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import soundfile
import soxr
from idle_memory import idle_memory
from play_at_once import play_at_once
from process_usage import own_peak_mb
from ui_tools import OUTPUT_HZ, RATE_HZ, Lateness, Row, Void, make_app, rest, speech, spin, write_long

from sqcodec_gui.paths import HOME_VARIABLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from sqcodec_gui.gui.compare.panel import ComparePanel
    from sqcodec_gui.gui.compare.spectrograms import Spectrograms


TREE = Path(__file__).resolve().parents[2]
BENCH = Path(__file__).resolve().relative_to(TREE)
ROW_MARK = "row: "
"""What a part's lines begin with that hold a row; a library may print others."""
NUMBER = re.compile(r"\d+")
"""Of the seconds that a build got done, in the name of what was measured."""


class Work(NamedTuple):
    """Where a part finds and leaves its files, and how much it should do."""

    folder: Path
    hours: float
    seconds: float


# --- the parts ---------------------------------------------------------------------------------------------


def first_frame(work: Work) -> Iterator[Row]:
    from sqcodec_gui.gui.app import READY_VARIABLE

    times_s = []
    for _ in range(5):
        start_s = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "sqcodec_gui"], stdout=subprocess.PIPE, env=os.environ | {READY_VARIABLE: "1"}
        )
        assert process.stdout is not None
        process.stdout.readline()
        times_s.append(time.perf_counter() - start_s)
        process.terminate()
        process.communicate()
    text = f"{statistics.median(times_s):.2f} s ({min(times_s):.2f} to {max(times_s):.2f}, of five)"
    yield Row("First frame of the window, from the start of Python", text, "–", None)


def thousand_files(work: Work) -> Iterator[Row]:
    app = make_app()
    from sqcodec_gui.engine.convert import convert
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.main_window import MainWindow
    from sqcodec_gui.gui.queue.store import QueueStore
    from sqcodec_gui.gui.settings.user_settings import UserSettings

    folder = work.folder / "thousand"
    folder.mkdir(exist_ok=True)
    for number in range(1000):
        soundfile.write(folder / f"{number:04}.wav", np.zeros(1_600), 16_000)
    settings = UserSettings()
    settings.set("start_on_add", False)
    window = MainWindow(settings, QueueStore(), convert)
    window.show()
    window.warm_up()
    rest(app, 10.0)
    lateness = Lateness()
    start_s = time.perf_counter()
    window.add_paths([folder])
    spin(app, lambda: len(window.model.records) == 1000)
    listed_s = time.perf_counter() - start_s
    spin(app, lambda: all(record.info is not None for record in window.model.records))
    looked_s = time.perf_counter() - start_s
    rest(app, 1.0)
    yield Row("Adding 1,000 files", f"listed after {listed_s:.2f} s, looked into after {looked_s:.2f} s", "–", None)
    yield lateness.row("Adding 1,000 files")
    window.stop_and_close()
    worker.shut_down()


def idle(work: Work) -> Iterator[Row]:
    """What the machine itself does to the timer that tells of a blocked thread."""
    app = make_app()
    from PySide6.QtWidgets import QLabel

    window = QLabel("Nothing happens here.")
    window.show()
    rest(app, 1.0)
    lateness = Lateness()
    rest(app, work.seconds)
    yield lateness.row("An empty window that does nothing", has_goal=False)


def make_panel(app: "QApplication") -> "ComparePanel":
    from sqcodec_gui.gui.compare.panel import ComparePanel

    panel = ComparePanel()
    panel.resize(1200, 560)
    panel.show()
    rest(app, 0.3)
    return panel


def frames_per_second(app: "QApplication", panel: "ComparePanel", steps: Callable[[int], None]) -> float:
    """Each step is drawn before the next one, with all that it sets off."""
    count = 60
    start_s = time.perf_counter()
    for step in range(count):
        steps(step)
        app.processEvents()
        for plot in panel.plots:
            plot.viewport().repaint()
    return count / (time.perf_counter() - start_s)


def long_waveform(work: Work) -> Iterator[Row]:
    path = write_long(work.folder / "long.wav", work.hours)
    app = make_app()
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.compare.views import View

    panel = make_panel(app)
    lateness = Lateness()
    start_s = time.perf_counter()
    panel.show_pair(path, None)
    track = panel._tracks[0]
    spin(app, lambda: track.envelopes(0, 3600, 100))
    first_s = time.perf_counter() - start_s
    spin(app, lambda: track.is_complete)
    whole_s = time.perf_counter() - start_s
    rest(app, 2.0)
    name = f"Waveform of {work.hours:g} hours, 44.1 kHz stereo"
    yield Row(f"{name}, the first time", f"begins after {first_s:.2f} s, whole after {whole_s:.1f} s", "–", None)
    panel.clear()
    start_s = time.perf_counter()
    panel.show_pair(path, None)
    track = panel._tracks[0]
    spin(app, lambda: track.is_complete)
    panel.plots[0].viewport().repaint()
    again_s = time.perf_counter() - start_s
    yield Row(f"{name}, again", f"{again_s:.2f} s", "under 2 s", again_s < 2)
    yield lateness.row(name)
    for view, what in ((View.WAVEFORM, "waveform"), (View.LEVELS, "spectrogram")):
        panel.views.choose(view)
        if view is View.LEVELS:
            lateness = Lateness()
            spectra = panel.views._spectra[0]
            assert spectra is not None
            measured_s = spin(app, lambda spectra=spectra: is_whole(spectra))
            size_mb = spectra._coarse.nbytes / 1e6
            yield Row("Spectrogram of all of it", f"{measured_s:.0f} s in the background, {size_mb:.1f} MB", "–", None)
            yield lateness.row("Spectrogram")
        yield from moving(app, panel, what, panel.duration_s)
    yield Row("Memory of the process at its peak", f"{own_peak_mb():.0f} MB", "–", None)
    panel.close_audio()
    worker.shut_down()


def is_whole(spectra: "Spectrograms") -> bool:
    return 0 < len(spectra._coarse) <= spectra._first_gap


def moving(app: "QApplication", panel: "ComparePanel", what: str, duration_s: float) -> Iterator[Row]:
    plot = panel.plots[1]

    def pan(width_s: float, step: int) -> None:
        start_s = step / 60 * (duration_s - width_s)
        plot.set_view(start_s, start_s + width_s)

    def zoom(step: int) -> None:
        half_s = duration_s / 2 * 0.85**step
        plot.set_view(duration_s / 2 - half_s, duration_s / 2 + half_s)

    for name, steps in (
        ("all but a tenth of it", lambda step: pan(0.9 * duration_s, step)),
        ("ten minutes", lambda step: pan(600, step)),
        ("ten seconds", lambda step: pan(10, step)),
    ):
        rate = frames_per_second(app, panel, steps)
        yield Row(f"Moving the {what}, {name} in sight", f"{rate:.0f} frames a second", "30 or more", rate >= 30)
    rate = frames_per_second(app, panel, zoom)
    yield Row(f"Zooming the {what}", f"{rate:.0f} frames a second", "30 or more", rate >= 30)


def switching(work: Work) -> Iterator[Row]:
    """In buffers of 10 ms: how many are rendered after the key until the other one begins, and the largest step."""
    app = make_app()
    from sqcodec_gui.gui.player import Player
    from sqcodec_gui.playback.sample_sources import ArraySource

    player = Player()
    voice = speech()[:, None]
    player.set_track(0, lambda: ArraySource(voice, RATE_HZ))
    player.set_track(1, lambda: ArraySource(-0.9 * voice, RATE_HZ))
    player.play()
    spin(app, lambda: player.position_s > 0.5)
    asked = []
    for switch in range(40):
        rest(app, 0.1)
        player.set_heard((switch + 1) % 2)
        asked.append(((switch + 1) % 2, time.monotonic()))
    rest(app, 0.1)
    output = Void.last
    assert output is not None
    waited = []
    for track, at_s in asked:
        later = [index for index, begun_s in enumerate(output.begun_s) if begun_s > at_s]
        waited.append(1 + next(count for count, index in enumerate(later) if output.shares[index][track]))
    heard = np.concatenate([out for _, out in output.buffers])[:, 0]
    own = np.abs(np.diff(soxr.resample(voice[:, 0], RATE_HZ, OUTPUT_HZ))).max()
    step = np.abs(np.diff(heard)).max()
    player.close()
    yield Row("Switching: buffers until the other one begins, of 40", f"at most {max(waited)}", "1", max(waited) <= 1)
    text = f"{step / own:.2f} of the largest step of the sound itself"
    yield Row("Switching: largest step from sample to sample", text, "at most 1", bool(step <= 1.01 * own))
    yield Row("Switching: gaps", str(player.underruns), "0", player.underruns == 0)


def while_encoding(work: Work) -> Iterator[Row]:
    path = write_long(work.folder / "long.wav", work.hours)
    app = make_app()
    from sqcodec_gui.engine.convert import convert
    from sqcodec_gui.gui import worker
    from sqcodec_gui.gui.main_window import MainWindow
    from sqcodec_gui.gui.queue.store import QueueStore
    from sqcodec_gui.gui.settings.user_settings import UserSettings

    window = MainWindow(UserSettings(), QueueStore(), convert)
    window.show()
    lateness = Lateness()
    window.warm_up()
    rest(app, 12.0)
    yield lateness.row("Loading what the codec needs, once")
    window.add_paths([path])
    spin(app, lambda: window.model.records and window.model.records[0].fraction > 0)
    lateness = Lateness()
    start = window.model.records[0].fraction
    rest(app, work.seconds)
    done_s = (window.model.records[0].fraction - start) * work.hours * 3600
    yield lateness.row(f"While {done_s:.0f} s of a recording are encoded and its waveform is read")
    window.stop_and_close()
    worker.shut_down()


PARTS = {
    "idle": idle,
    "first-frame": first_frame,
    "thousand-files": thousand_files,
    "long-waveform": long_waveform,
    "switching": switching,
    "while-encoding": while_encoding,
    "play-at-once": lambda work: play_at_once(work.folder),
}


def run_part(name: str, work: Work) -> Iterator[Row]:
    """In a process of its own; each row as soon as it is measured, so that none is lost with a run that is cut off."""
    with tempfile.TemporaryDirectory() as home, started(TREE, "--part", name, work, {HOME_VARIABLE: home}) as part:
        assert part.stdout is not None
        for line in part.stdout:
            if line.startswith(ROW_MARK):
                yield Row(*json.loads(line.removeprefix(ROW_MARK)))
        if part.wait():
            yield Row(f"{name} did not come to its end", "–", "–", False)


def run_beside(names: list[str], work: Work, other: Path) -> Iterator[tuple[str, str, str]]:
    """What was measured, here and in another source tree, by the tables that both print; each has a folder of its own,
    as they may make other files."""
    for name in names:
        here, there = (
            table_of(tree, name, work._replace(folder=folder))
            for tree, folder in ((TREE, work.folder), (other, work.folder / "beside"))
        )
        for key in here | there:
            what = (here.get(key) or there[key])[0]
            yield what, *(rows[key][1] if key in rows else "–" for rows in (here, there))


def table_of(tree: Path, name: str, work: Work) -> dict[str, tuple[str, str]]:
    """The table that a source tree's bench prints of one part: (what, measured) by what without its numbers."""
    with started(tree, "--only", name, work) as bench:
        printed, _ = bench.communicate()
    rows = [line.strip("| ").split(" | ") for line in printed.splitlines() if line.startswith("| ")]
    return {NUMBER.sub("…", what): (what, measured) for what, measured, *_ in rows[1:]}


def started(
    tree: Path, option: str, name: str, work: Work, environment: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start a source tree's bench for one part."""
    words = [option, name, "--folder", str(work.folder), "--hours", str(work.hours), "--seconds", str(work.seconds)]
    with_all = {"PYTHONPATH": str(tree), "PYTHONPYCACHEPREFIX": str(work.folder / "compiled"), **(environment or {})}
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, str(tree / BENCH), *words]
    return subprocess.Popen(command, env=kept | with_all, stdout=subprocess.PIPE, text=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--hours", type=float, default=3.0, help="length of the long recording")
    parser.add_argument("--seconds", type=float, default=30.0, help="of encoding to watch")
    parser.add_argument("--part", choices=PARTS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help="where long files are made, and kept for the next time")
    parser.add_argument("--memory", action="store_true", help="what the window takes at rest, and nothing else")
    parser.add_argument("--beside", type=Path, help="another source tree, measured in the same run")
    parser.add_argument("--after", type=float, default=60.0, help="seconds between a queue's end and the measurement")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Work(options.folder or Path(temporary), options.hours, options.seconds)
        (work.folder / "beside").mkdir(parents=True, exist_ok=True)
        if options.part:
            for row in PARTS[options.part](work):
                print(ROW_MARK + json.dumps(row), flush=True)
            return
        load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
        print(f"{date.today()}, {os.cpu_count()} cores, load before {load}: `bench_ui.py {' '.join(sys.argv[1:])}`\n")
        if options.beside and not options.memory:
            print(f"| what | here | {options.beside.name} |\n|---|---|---|", flush=True)
            for columns in run_beside(options.only, work, options.beside.resolve()):
                print(f"| {' | '.join(columns)} |", flush=True)
            return
        print("| what | measured | goal | met |\n|---|---|---|---|", flush=True)
        trees = [TREE, *filter(None, [options.beside])]
        of_parts = (run_part(name, work) for name in options.only)
        for rows in [idle_memory(trees, options.after)] if options.memory else of_parts:
            for row in rows:
                met = {True: "yes", False: "no", None: ""}[row.is_met]
                print(f"| {row.what} | {row.measured} | {row.goal} | {met} |", flush=True)


if __name__ == "__main__":
    main()
