"""With “-” in place of a file, encode reads standard input and decode writes standard output."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.cli.console import Console, OutputError, output_errors
from sqcodec_gui.engine.settings_and_results import RestoreResult, RestoreSettings

PIPE = Path("-")
RAW_NAMES = ("u8", "s16le", "s24le", "s32le", "f32le")
_RAW = re.compile(r"(\d{1,8}):(\d{1,3}):(\w+)")


def raw_format(text: str) -> tuple[int, int, str]:
    """Read (rate in Hz, channels, sample format) of 16000:1:s16le. Raises argparse's error for anything else."""
    found = _RAW.fullmatch(text)
    if not found or found[3] not in RAW_NAMES or not int(found[1]) or not int(found[2]):
        names = ", ".join(RAW_NAMES)
        raise argparse.ArgumentTypeError(f"“{text}” is not RATE:CHANNELS:FORMAT, such as 16000:1:s16le ({names})")
    return int(found[1]), int(found[2]), found[3]


def is_encode_of_pipe(arguments: argparse.Namespace) -> bool:
    """Return whether standard input is what shall be encoded; refuse what does not go together with that."""
    refuse: Callable[[str], None] = arguments.refuse
    if arguments.output == PIPE:
        refuse("encode writes into a file: name it, -o OUT.sqc")
    if PIPE not in arguments.files:
        if arguments.raw:
            refuse("--raw tells what comes on standard input: use it with the file “-”")
        return False
    if len(arguments.files) > 1 or not isinstance(arguments.output, Path):
        refuse("“-” is standard input: encode it alone, and name the target with -o OUT.sqc")
    if arguments.cluster:
        refuse("standard input is on this machine: leave out --cluster")
    if sys.stdin is None or sys.stdin.isatty():
        refuse("standard input is the keyboard: pipe a recording into it")
    return True


@contextmanager
def spooled_input(arguments: argparse.Namespace, token: CancelToken) -> Iterator[Path]:
    """Give standard input as a file, for as long as the block lasts. Raises SqcodecError."""
    from sqcodec_gui.engine.standard_input import RawFormat, spooled

    raw = RawFormat(*arguments.raw) if arguments.raw else None
    with spooled(sys.stdin.buffer, arguments.output, raw, token) as path:
        yield path


def decode_to_pipe(arguments: argparse.Namespace, settings: RestoreSettings, console: Console) -> int:
    """Write the one file's sound to standard output, and all words to standard error."""
    from sqcodec_gui.engine.completeness import describe_losses
    from sqcodec_gui.engine.stream_out import stream

    refuse: Callable[[str], None] = arguments.refuse
    source = Path(arguments.files[0])
    if len(arguments.files) > 1 or arguments.cluster or os.path.isdir(source):
        refuse("“-o -” writes one file of this machine to standard output")
    if arguments.json:
        refuse("“-o -” fills standard output with sound: leave out --json")
    if (arguments.format or "wav") not in ("wav", "raw"):
        refuse("“-o -” gives wav or raw; the other formats need a file")
    if sys.stdout.name == os.devnull:  # opened by us in the place of one that was closed
        refuse("standard output is closed: pipe it into a program, or name a file")
    if sys.stdout.isatty():
        refuse("standard output is a terminal: pipe it into a program, or name a file")
    with console.cancellable() as token, _whole_writer() as write, console.progress(source.name) as progress:
        try:
            streamed = stream(source, write, settings, arguments.format == "raw", progress, token)
        except (BrokenPipeError, OutputError):
            raise
        except Exception as error:
            token.check()
            console.fail(error, RestoreResult, source=source)
            return console.exit_code
    if streamed.clipped_samples:
        console.warn(f"{streamed.clipped_samples} samples were too loud for the format and were clipped.")
    for problem in streamed.completeness.problems:
        console.warn(f"{source.name}: {problem}")
    lost = streamed.completeness.damaged
    if lost:
        console.warn(f"{source.name}: {describe_losses(lost)}")
    console.incomplete += not streamed.completeness.is_complete
    return console.exit_code


@contextmanager
def _whole_writer() -> Iterator[Callable[[bytes], object]]:
    """Write straight to standard output: nothing is left in a buffer when whoever reads has seen enough."""
    with open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as out:

        def write(data: bytes) -> None:
            left = memoryview(data)
            while left:
                with output_errors():
                    left = left[out.write(left) or 0 :]

        yield write
