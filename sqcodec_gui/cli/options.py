"""This module adds the arguments that several verbs share."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from sqcodec_gui.cli.verb_examples import ACTION_EXAMPLES
from sqcodec_gui.engine.device import DEVICES, ENGINES
from sqcodec_gui.engine.location import location_of
from sqcodec_gui.engine.settings_and_results import EXISTS_POLICIES, ComputeChoice

_EXISTS = "where the target is there already; number"


def add_action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]", verb: str, name: str, line: str
) -> argparse.ArgumentParser:
    """Add one of the actions that a verb has. ``line``: what it does, in the help of the verb and in its own."""
    return actions.add_parser(
        name,
        help=line,
        description=f"{line[0].upper()}{line[1:]}" + ("" if line.endswith("?") else "."),
        epilog=f"examples:\n{ACTION_EXAMPLES[verb, name]}\n\n“sqcodec {verb} --help” says what exit codes mean.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def add_files(parser: argparse.ArgumentParser, what: str, kind: Callable[[str], Path | str] = Path) -> None:
    """Add the files that a verb works on."""
    parser.add_argument("files", nargs="+", type=kind, metavar="FILE", help=what)


def add_targets(parser: argparse.ArgumentParser, metavar: str, exists: str = _EXISTS) -> None:
    """Add where results go. ``exists``: the help on targets that are there; the verb settles what None means."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("-o", "--output", type=location_of, metavar=metavar, help="the target, for one file")
    where.add_argument(
        "--out-dir", type=location_of, metavar="DIR", help="folder for the targets; else beside the sources"
    )
    parser.add_argument("--exists", choices=EXISTS_POLICIES, help=exists)


def add_output(parser: argparse.ArgumentParser, metavar: str) -> None:
    """Add the one file that a verb writes."""
    parser.add_argument("-o", "--output", type=Path, required=True, metavar=metavar, help="the file to write")
    add_exists(parser)


def add_exists(parser: argparse.ArgumentParser) -> None:
    """Add what to do where the target is there already."""
    parser.add_argument(
        "--exists", choices=EXISTS_POLICIES, default="number", help="where the target is there already; number"
    )


def add_compute(parser: argparse.ArgumentParser) -> None:
    """Add device, engine and folder of weights."""
    add_weights(parser)
    parser.add_argument("--device", choices=DEVICES, default="auto", help="where to compute; auto")
    parser.add_argument("--engine", choices=ENGINES, default="auto", help="what computes there; auto")


def compute_of(arguments: argparse.Namespace) -> ComputeChoice:
    """Return what ``add_compute`` asked for."""
    return ComputeChoice(arguments.device, arguments.engine, arguments.weights)


def add_cluster(parser: argparse.ArgumentParser) -> None:
    """Add the address of a cluster."""
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="let the workers of a Dask scheduler do it (host:8786); files may then be addresses such as s3://bucket/dir",
    )


def add_weights(parser: argparse.ArgumentParser) -> None:
    """Add the folder with weights that is looked at first."""
    parser.add_argument("--weights", type=_weights_dir, metavar="DIR", help="folder with weights, looked at first")


def _weights_dir(text: str) -> Path:
    """Return the folder. Raise argparse's error where it holds no weights: others would be taken without a word."""
    from sqcodec_gui.codec.errors import BadWeightsError
    from sqcodec_gui.codec.model_store.installed import weights_in

    folder = Path(text)
    if not os.path.isdir(folder):  # also where one may not look, which “is_dir” would raise
        raise argparse.ArgumentTypeError(f"there is no folder “{text}”")
    try:
        if not weights_in(folder):
            raise argparse.ArgumentTypeError(f"there are no weights in the folder “{text}”")
    except BadWeightsError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return folder


def add_checksums(parser: argparse.ArgumentParser, what: str) -> None:
    """Add which checksums to write or check; ``what`` is the help."""
    from sqcodec_gui.engine.checksums import ALGORITHMS

    parser.add_argument("--checksums", choices=ALGORITHMS, help=what)


WRITES_CHECKSUMS = "write OUT.sqc.sha256 beside each new file, for “sha256sum -c”"


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the choice of JSON on stdout."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line and file on stdout")
