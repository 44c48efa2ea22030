"""This is the command line. Each group of verbs is a module that is imported when one of them is asked for.

So help and the verbs that only look at files answer at once: nothing here imports numpy, and torch is touched by
those verbs alone that encode or decode.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from sqcodec_gui import __version__
from sqcodec_gui.cli.console import Console, OutputError, Stopped, Terminated, terminable
from sqcodec_gui.cli.no_verb import advise
from sqcodec_gui.cli.verb_examples import VERB_EXAMPLES, with_examples

DESCRIPTION = "Makes recordings tiny with a neural codec, checks them, and brings them back."
VERBS = {
    "encode": ("convert", "make recordings small"),
    "decode": ("convert", "bring recordings back from .sqc files"),
    "info": ("info_verify", "say what a .sqc file says of itself"),
    "verify": ("info_verify", "prove that .sqc files are whole"),
    "repair": ("edit", "make a valid file of what is whole of a damaged one"),
    "shrink": ("edit", "leave away layers of a .sqc file: a lower quality, without the original"),
    "cut": ("edit", "take a part, without encoding again"),
    "join": ("edit", "put recordings one after the other, without encoding again"),
    "tag": ("edit", "change title, artist, cover … of a .sqc file"),
    "kit": ("kit", "put recordings into a BagIt bag, with all that is needed to decode them"),
    "page": ("page", "make one HTML file of recordings, which any browser plays"),
    "report": ("blind_report", "check reports of blind tests, or gather several"),
    "models": ("models", "list, check, fetch, import or export the codec's weights"),
    "demo": ("demo", "compress and restore a recording that came with the program"),
}
"""Name: (module, one line of help)"""

EXIT_CODES = """exit codes, of all verbs:
  0    all went well, and all is whole
  1    something failed, or something of a recording is damaged or lost (other files are done)
  2    wrong usage; nothing was done
  130  stopped by Ctrl-C
  141  whoever read what it prints has stopped reading, such as “head”
  143  stopped by SIGTERM, as by “kill”"""
EXAMPLES = """usage: sqcodec VERB ...

sqcodec makes recordings tiny, checks them, and brings them back. Three examples:

  sqcodec encode talk.m4a                 talk.sqc beside it
  sqcodec decode talk.sqc -o talk.wav     an ordinary recording again
  sqcodec verify FOLDER                   is everything in it whole?

sqcodec --help lists all verbs, and sqcodec VERB --help says more of one."""
_WRONG_USAGE = 2
_INTERRUPTED = 130
_TERMINATED = 143
_BROKEN_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; ``argv`` are the words after the program's name. Return the exit code; this never raises."""
    words = list(sys.argv[1:] if argv is None else argv)
    _open_closed_streams()
    _let_any_name_be_printed()
    console = Console(json=False, debug="--debug" in words)
    try:
        with terminable():
            exit_code = _run(words)
            console.flush()  # help is still on its way
            return exit_code
    except Stopped as stop:
        return stop.exit_code
    except KeyboardInterrupt as stop:
        console.warn("Stopped.")
        return _TERMINATED if isinstance(stop, Terminated) else _INTERRUPTED
    except BrokenPipeError:  # whoever read our output, such as `head`, has seen enough
        _drop_output()
        return _BROKEN_PIPE
    except OutputError as error:
        _drop_output()
        console.warn(str(error))
        return 1
    except Exception as error:
        console.warn(console.reason(error))
        return 1


def _run(words: Sequence[str]) -> int:
    """Run one verb and return its exit code, also that of wrong usage, or of help, of which was told."""
    if not words:
        print(EXAMPLES, file=sys.stderr)
        return _WRONG_USAGE
    if words[0] not in VERBS and not words[0].startswith("-"):
        print(advise(words, VERBS), file=sys.stderr)
        return _WRONG_USAGE
    try:
        arguments = _parser(words).parse_args(words)
        exit_code: int = arguments.run(arguments, Console(json=arguments.json, debug=arguments.debug))
        return exit_code
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else _WRONG_USAGE


def _drop_output() -> None:
    """Forget what could not be written: else the interpreter tries again at its end, and complains."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except OSError:
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  # as long as it runs


def _open_closed_streams() -> None:
    """Open what the caller has closed (“>&-”): a file of ours would take its number, and be written into."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # as long as it runs


def _let_any_name_be_printed() -> None:
    """Let any name be printed: a terminal that cannot show a letter gets an escape, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Make the parser of all verbs, of which only the one among ``words`` gets its arguments: others serve the help."""
    shape: dict[str, Any] = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False}
    parser = argparse.ArgumentParser(prog="sqcodec", description=DESCRIPTION, epilog=EXIT_CODES, **shape)
    parser.add_argument("--version", action="version", version=f"sqcodec {__version__}")
    verbs = parser.add_subparsers(metavar="VERB", required=True)
    wanted = next((word for word in words if not word.startswith("-")), None)
    for name, (module, line) in VERBS.items():
        about = f"{line[0].upper()}{line[1:]}."
        epilog = with_examples(VERB_EXAMPLES[name], EXIT_CODES)
        verb = verbs.add_parser(name, help=line, description=about, epilog=epilog, **shape)
        if name == wanted:
            importlib.import_module(f"{__name__}.{module}").PARSERS[name](verb)
            verb.add_argument("--debug", action="store_true", help="show where an unforeseen error came from")
            verb.set_defaults(json=False, refuse=verb.error)
    return parser
