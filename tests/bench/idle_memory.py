"""What the window takes at rest: memory of all its processes together, and the share of a core."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ui_tools import Row

from sqcodec_gui.paths import HOME_VARIABLE, speech_sample

SETTLED_S = 60.0
"""After the start: what is loaded in the background is there by then."""
WATCHED_S = 20.0
PATIENCE_S = 240.0


def idle_memory(trees: list[Path], after_s: float) -> Iterator[Row]:
    """Of each source tree: after the start, and ``after_s`` seconds after a queue of one recording has ended."""
    measured = {}
    for tree in trees:
        started_mb, ended_mb, core = _measure(tree, after_s)
        measured[tree] = (started_mb, ended_mb)
        yield Row(f"{tree.name}: memory after the start, all processes", f"{started_mb:.0f} MB", "–", None)
        yield Row(f"{tree.name}: {after_s:g} s after a queue has ended", f"{ended_mb:.0f} MB", "–", None)
        yield Row(f"{tree.name}: share of a core at rest", f"{core:.2%}", "at most 1 %", core <= 0.01)
    if len(trees) > 1:
        for place, what in enumerate(("after the start", "after a queue")):
            share = measured[trees[0]][place] / measured[trees[1]][place]
            yield Row(f"Memory {what}, of that of {trees[1].name}", f"{share:.0%}", "at most 50 %", share <= 0.5)


def _measure(tree: Path, after_s: float) -> tuple[float, float, float]:
    """Megabytes after the start and after a queue, and the share of a core at rest."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "talk.flac")
        shutil.copyfile(speech_sample(), source)
        environment = os.environ | {"PYTHONPATH": str(tree), HOME_VARIABLE: str(Path(folder, "home"))}
        command = [sys.executable, "-P", "-m", "sqcodec_gui"]
        # The first start of a version checks itself, which the later ones do not.
        _run_for(command, environment, SETTLED_S)
        process = subprocess.Popen(command, env=environment)
        time.sleep(SETTLED_S)
        started_mb = memory_mb(process.pid)
        _end(process)
        process = subprocess.Popen([*command, str(source)], env=environment)
        _wait_for(source.with_suffix(".sqc"))
        time.sleep(after_s)
        ended_mb = memory_mb(process.pid)
        before_s = cpu_s(process.pid)
        time.sleep(WATCHED_S)
        core = (cpu_s(process.pid) - before_s) / WATCHED_S
        _end(process)
    return started_mb, ended_mb, core


def _run_for(command: list[str], environment: dict[str, str], duration_s: float) -> None:
    process = subprocess.Popen(command, env=environment)
    time.sleep(duration_s)
    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _wait_for(path: Path) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while not path.exists() and time.monotonic() < until_s:
        time.sleep(0.1)


def tree_of(pid: int) -> list[int]:
    """A process with all that it has started."""
    found = [pid]
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += tree_of(int(child))
    return found


def memory_mb(pid: int) -> float:
    """Proportional set size of a process and its children: what is shared counts once, shared out."""
    total_kb = 0
    for one in tree_of(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total_kb += int(line.split()[1])
    return total_kb / 1000


def cpu_s(pid: int) -> float:
    """Computed so far by a process and its children."""
    ticks = 0
    for one in tree_of(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
