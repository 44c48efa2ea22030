"""The verb kit packs recordings with all that is needed to decode them in twenty years."""

import argparse
from dataclasses import asdict
from pathlib import Path

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.formatting import clock, size


def add_kit(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``kit``."""
    parser.add_argument("target", type=Path, metavar="OUT_DIR", help="the new folder, a BagIt bag")
    options.add_files(parser, ".sqc files, or folders of them (searched with all that is in them)")
    options.add_weights(parser)
    options.add_json(parser)
    parser.set_defaults(run=kit)


def kit(arguments: argparse.Namespace, console: Console) -> int:
    """Make an archive kit; return the exit code."""
    from sqcodec_gui.engine.kit import KitResult, make_kit

    with console.cancellable() as token:
        try:
            with console.progress(arguments.target.name) as progress:
                result = make_kit(arguments.files, arguments.target, arguments.weights, progress, token)
        except Exception as error:
            token.check()
            console.fail(error, KitResult, target=arguments.target)
            return console.exit_code
    console.print_json(asdict(result) | {"error": None})
    held = f"{_many(result.recordings, 'recording')} ({clock(result.duration_s)}), "
    held += f"{_many(len(result.weights), 'set')} of weights, the format's description and a decoder"
    console.print_text(f"{result.target}: {held}, {size(result.size_bytes)}")
    for sentence in result.incomplete:
        console.print_text(f"  not complete: {sentence}")
    console.incomplete += len(result.incomplete)
    return console.exit_code


def _many(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


PARSERS = {"kit": add_kit}
