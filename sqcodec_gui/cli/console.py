"""This module puts what the verbs say in its place: results on stdout (lines or JSON), the rest on stderr."""

import contextlib
import json
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePath
from types import FrameType
from typing import Any

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.engine.settings_and_results import failed_json
from sqcodec_gui.engine.stopwatch import Stopwatch
from sqcodec_gui.errors import SqcodecError, system_reason
from sqcodec_gui.formatting import clock, size

SHOW_EVERY_S = 0.2

Speed = Callable[[float], float | None]
"""What is done -> so much a second; None as long as it is too early to tell."""


class Stopped(Exception):
    """A signal asked us to stop, and everything has been put away."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.exit_code = 128 + signal_number


class Terminated(KeyboardInterrupt):
    """A polite kill came where no engine is asked to stop: what is unfinished is put away as after Ctrl-C."""


class OutputError(Exception):
    """What there is to say could not be written, such as to a full disk; in words for people."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"Standard output could not be written ({system_reason(error)}); the rest was not told.")


class Console:
    """It prints what a verb says. ``json``: one object per line and file on stdout, and nothing else there."""

    def __init__(self, json: bool, debug: bool) -> None:
        self.json = json
        self.debug = debug
        self.failures = 0
        self.incomplete = 0
        """Files that were made or looked at, of which something is damaged or lost."""

    def print_text(self, line: str) -> None:
        """Print a result for people; nothing with ``--json``."""
        if not self.json:
            self._write(printable(line))

    def print_json(self, values: Mapping[str, Any]) -> None:
        """Print a result for scripts, none without ``--json``, in pure ASCII: no terminal or locale spoils it."""
        if self.json:
            self._write(json.dumps(plain(values)))

    def _write(self, line: str) -> None:
        with output_errors():
            print(line, flush=True)

    def flush(self) -> None:
        """Write what was printed by others. Raises BrokenPipeError and OutputError."""
        with output_errors():
            sys.stdout.flush()

    def warn(self, line: str) -> None:
        """Print something to notice on stderr."""
        print(printable(line), file=sys.stderr, flush=True)

    def fail(self, error: Exception, kind: type, found: Path | str | None = None, **known: Any) -> str:
        """Report that one file went wrong: ``kind`` is the result that was wanted, ``known`` what is known of it.

        ``found``: where the file is, if it is one of several: its name alone, which reasons give, can be that of many.
        Returns the reason in one line.
        """
        reason = self.reason(error)
        is_elsewhere = found is not None and str(found) != PurePath(found).name
        self.fail_with(f"{found}: {reason}" if is_elsewhere else reason, failed_json(kind, reason, **known))
        return reason

    def fail_with(self, reason: str, values: Mapping[str, Any]) -> None:
        """Report that a file went wrong, as ``fail`` does, where the whole of the JSON is known."""
        self.failures += 1
        if self.json:
            self.print_json(values)
        else:
            self.warn(reason)

    @property
    def exit_code(self) -> int:
        """Return the exit code, as the help lists them: not 0 unless all is whole."""
        return 1 if self.failures or self.incomplete else 0

    def reason(self, error: Exception) -> str:
        """Return the reason in one line. Errors that were not foreseen go to the log with all that is known of them."""
        if isinstance(error, SqcodecError):
            return one_line(str(error))
        if self.debug:
            traceback.print_exception(error)
        what = one_line(f"{type(error).__name__}: {error}".rstrip(": "))
        return f"Something unforeseen happened ({what}). {_note_in_log(error)}"

    def progress(self, name: str, speed: "Speed | None" = None) -> "ProgressLine":
        """Make a line that follows one job, on a terminal only. ``speed``: that of a job which has several lines."""
        return ProgressLine(name, sys.stderr.isatty(), progress_text, speed)

    def transfer(self, name: str) -> "ProgressLine":
        """Make a line, as ``progress`` does, for bytes that arrive."""
        return ProgressLine(name, sys.stderr.isatty(), transfer_text)

    @contextlib.contextmanager
    def cancellable(self) -> Iterator[CancelToken]:
        """Let Ctrl-C and a polite kill ask the engine to stop and raise Stopped then; a second one stops at once."""
        token = CancelToken()
        received: list[int] = []

        def ask(number: int, frame: FrameType | None) -> None:
            if received:
                raise KeyboardInterrupt
            received.append(number)
            token.cancel()

        with _handling((signal.SIGINT, signal.SIGTERM), ask):
            try:
                yield token
            except CancelledError:
                self.warn("Stopped; nothing unfinished was left behind.")
                raise Stopped(received[0] if received else signal.SIGINT) from None


@contextlib.contextmanager
def output_errors() -> Iterator[None]:
    """Say in words why standard output takes no more; whoever reads may have stopped (BrokenPipeError)."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error) from error


@contextlib.contextmanager
def terminable() -> Iterator[None]:
    """Let a polite kill raise Terminated, wherever the program is."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Terminated

    with _handling((signal.SIGTERM,), stop):
        yield


@contextlib.contextmanager
def _handling(signals: tuple[signal.Signals, ...], handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, handler) for number in signals}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


class ProgressLine:
    """It shows speed and time left of one job, rewritten in place: a ``progress`` callback and a context manager.

    ``describe(done, total, speed)`` gives the text; speed is per second, None as long as it is not known.
    """

    def __init__(
        self,
        name: str,
        is_shown: bool,
        describe: Callable[[float, float, float | None], str],
        speed: Speed | None = None,
    ) -> None:
        self._name = name
        self._is_shown = is_shown
        self._describe = describe
        self._speed = speed or Stopwatch().speed
        self._last = 0.0
        self._width = 0

    def __call__(self, done: float, total: float) -> None:
        now, speed = time.monotonic(), self._speed(done)
        if self._is_shown and now - self._last >= SHOW_EVERY_S:
            self._last = now
            self._show(f"{self._name}  {self._describe(done, total, speed)}")

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(self, *problem: object) -> None:
        if self._width:
            self._show("")
            print("\r", end="", file=sys.stderr, flush=True)

    def _show(self, text: str) -> None:
        text = fitting(printable(text))
        print(f"\r{text:{self._width}}", end="", file=sys.stderr, flush=True)
        self._width = len(text)


def fitting(text: str) -> str:
    """Cut a text to its end where a terminal's line is too short for it: a wrapped line could not be rewritten."""
    import shutil

    room = shutil.get_terminal_size().columns - 1
    return text if len(text) <= room else "…" + text[len(text) - room + 1 :]


def progress_text(seconds_done: float, seconds_total: float, speed: float | None) -> str:
    """Make a text such as “42 %  12.3 × real time  0:35 left”."""
    if not seconds_total:
        return f"{clock(seconds_done)} done" if seconds_done else "getting ready"
    share = min(seconds_done / seconds_total, 1.0)
    text = f"{share:4.0%}".replace("%", " %")
    if speed is None:
        return text
    return f"{text}  {speed:.1f} × real time  {clock((1 - share) * seconds_total / speed)} left"


def transfer_text(bytes_done: float, bytes_total: float, speed: float | None) -> str:
    """Make a text such as “12.1 MB of 22.4 MB  1.3 MB/s  0:08 left”."""
    text = f"{size(bytes_done)} of {size(bytes_total)}"
    if speed is None:
        return text
    return f"{text}  {size(speed)}/s  {clock((bytes_total - bytes_done) / speed)} left"


def plain(value: Any) -> Any:
    """Make of paths text and of tuples lists, all through."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return str(value) if isinstance(value, Path) else value


def one_line(text: str) -> str:
    """Make a text printable and take its line ends away."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Leave control characters away, which file names may hold and terminals obey."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _note_in_log(error: Exception) -> str:
    """Return where to read more."""
    path = paths.log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')} ERROR {__name__}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return "Run it again with --debug to see more."
    return f"Details are in {path}."
