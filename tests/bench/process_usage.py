"""What a process took: time, processor's time, and memory at its peak.

The peak that the system tells of a process (``ru_maxrss``) is never below what the process that started it had in
memory then, libraries of the bench included. So commands are started by a small process between, and a process that
asks for its own peak gets that of its own memory.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

UNITS_PER_MB = 1e6 if sys.platform == "darwin" else 1e6 / 1024
_STATUS = Path("/proc/self/status")
_BETWEEN = """
import json, os, subprocess, sys, time
started = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
_, status, usage = os.wait4(process.pid, 0)
clock_s = time.perf_counter() - started
with open(sys.argv[1], "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), clock_s, usage.ru_utime + usage.ru_stime, usage.ru_maxrss], file)
"""


@dataclass(frozen=True)
class Usage:
    """What one process took, and the processes that it waited for: of these the largest peak."""

    exit_code: int
    clock_s: float
    cpu_s: float
    peak_mb: float


def run(
    command: list[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    output: IO[str] | int | None = None,
) -> Usage:
    """Run a command to its end. ``output``: where both its outputs go, as subprocess has it."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as told:
        between = [sys.executable, "-S", "-c", _BETWEEN, told.name, *command]
        subprocess.run(between, env=environment, cwd=folder, stdout=output, stderr=output, check=True)
        exit_code, clock_s, cpu_s, peak = json.load(told)
    return Usage(exit_code, clock_s, cpu_s, peak / UNITS_PER_MB)


def own_peak_mb() -> float:
    """Return the peak of this process."""
    if _STATUS.exists():
        line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNITS_PER_MB
