"""This module talks and works for the set-up: one line a step with its duration, others' output only in a log."""

import subprocess
import sys
import time
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = VENV / "setup.log"
LAST_LINES = 15
SHOW_PROGRESS_EVERY_S = 15


class StepFailed(Exception):
    """A step of the set-up went wrong; ``str(error)`` says which, and what to do."""


def say(text: str) -> None:
    """Tell the person at the screen; on stderr, because stdout belongs to the program (`--json`)."""
    print(text, file=sys.stderr, flush=True)


def run_logged(what: str, command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command of the set-up from the project's folder, its output in the log.

    Raises:
        StepFailed: it could not be started or ended with an error; the last lines of its output were shown.
    """
    say(f"{what} ...")
    started = time.monotonic()
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(command)}\n")
        log.flush()
        begin = log.tell()
        try:
            code = _wait(command, env, log, started)
        except OSError as error:
            raise StepFailed(f"{what}: {command[0]} could not be started: {error}.") from error
    if code:
        with LOG.open("rb") as log_bytes:
            log_bytes.seek(begin)
            lines = log_bytes.read().decode("utf-8", "replace").splitlines()
        say("\n".join(f"  | {line}" for line in lines[-LAST_LINES:]))
        raise StepFailed(f"{what}: failed with code {code}; everything it said is in {LOG}.")
    say(f"  done in {time.monotonic() - started:.0f} s")


def _wait(command: list[str], env: dict[str, str] | None, log: IO[str], started: float) -> int:
    """Wait for the command and return its exit code; show a sign of life from time to time."""
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
    ) as process:
        while True:
            try:
                return process.wait(timeout=SHOW_PROGRESS_EVERY_S)
            except subprocess.TimeoutExpired:
                say(f"  {time.monotonic() - started:.0f} s: {_last_line()}")


def _last_line() -> str:
    """Return what the running command said last, short enough for a line of the screen."""
    with LOG.open("rb") as log:
        log.seek(max(0, LOG.stat().st_size - 4000))
        lines = log.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip()[:90] if lines else "working"
