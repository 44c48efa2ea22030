"""The verb page puts recordings into one HTML file that any browser plays."""

import argparse
from dataclasses import asdict
from pathlib import Path

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.formatting import clock, size


def add_page(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``page``."""
    parser.add_argument("target", type=Path, metavar="OUT.html", help="the page to write")
    options.add_files(parser, ".sqc files, or folders of them (searched with all that is in them)")
    parser.add_argument("--title", help="what stands above the recordings; else the title of the only one")
    parser.add_argument(
        "--exists", choices=("fail", "overwrite"), default="fail", help="where the target is there already; fail"
    )
    options.add_weights(parser)
    options.add_json(parser)
    parser.set_defaults(run=page)


def page(arguments: argparse.Namespace, console: Console) -> int:
    """Make a listening page; return the exit code."""
    from sqcodec_gui.engine.page import PageResult, make_page

    with console.cancellable() as token:
        try:
            with console.progress(arguments.target.name) as progress:
                result = make_page(
                    arguments.files,
                    arguments.target,
                    arguments.weights,
                    arguments.title,
                    arguments.exists,
                    progress,
                    token,
                )
        except Exception as error:
            token.check()
            console.fail(error, PageResult, target=arguments.target)
            return console.exit_code
    console.print_json(asdict(result) | {"error": None})
    many = "1 recording" if result.recordings == 1 else f"{result.recordings} recordings"
    console.print_text(
        f"{result.target}: {many} ({clock(result.duration_s)}), {size(result.size_bytes)}; any browser plays it"
    )
    for name in result.too_heavy:
        console.print_text(f"  {name}: its decoder is too heavy for a page; the page names the script of the kit.")
    for sentence in result.incomplete:
        console.print_text(f"  not complete: {sentence}")
    console.incomplete += len(result.incomplete)
    return console.exit_code


PARSERS = {"page": add_page}
