"""This module holds the verbs repair, shrink, cut, join and tag, which make .sqc files without decoding or encoding."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.formatting import clock, size
from sqcodec_gui.suggestion import did_you_mean

if TYPE_CHECKING:
    from sqcodec_gui.engine.edit import EditResult


def add_repair(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``repair``."""
    parser.add_argument("file", type=Path, metavar="BROKEN", help="a damaged .sqc file; it is left as it is")
    options.add_output(parser, "FIXED")
    options.add_json(parser)
    parser.set_defaults(run=repair)


def add_shrink(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``shrink``."""
    options.add_files(parser, ".sqc files with layers (“sqcodec info” says what they hold); they are left as they are")
    parser.add_argument("--to", dest="quality", required=True, metavar="QUALITY", help="such as 3kbps or 1k5bps")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="SMALLER", help="the new file, of one FILE; else FILE.3kbps.sqc beside it"
    )
    options.add_exists(parser)
    options.add_checksums(parser, options.WRITES_CHECKSUMS)
    options.add_json(parser)
    parser.set_defaults(run=shrink)


def add_cut(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``cut``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a .sqc file")
    parser.add_argument(
        "--from", dest="start_s", type=seconds, default=0.0, metavar="TIME", help="0:10:00, 10:00 or 600"
    )
    parser.add_argument("--to", dest="stop_s", type=seconds, default=float("inf"), metavar="TIME", help="or to the end")
    options.add_output(parser, "PART")
    options.add_json(parser)
    parser.set_defaults(run=cut)


def add_join(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``join``."""
    options.add_files(parser, ".sqc files, in this order")
    options.add_output(parser, "OUT")
    options.add_json(parser)
    parser.set_defaults(run=join)


COMMON_TAGS = frozenset(
    (
        *("title", "artist", "albumartist", "album", "composer", "genre", "comment", "date", "track", "track_total"),
        *("disc", "disc_total", "copyright", "publisher", "isrc", "bpm", "language", "lyrics", "lyricist", "conductor"),
        *("director", "url", "license", "barcode", "catalog_number", "media", "encoded_by", "encoder_settings"),
        *("initial_key", "set_subtitle", "grouping", "work", "movement", "movement_name", "movement_total"),
        *("show_movement", "description", "archival_location", "commissioned_by", "engineer", "keywords", "subject"),
        *("source", "source_form", "technician", "software", "cuesheet"),
    )
)
"""The keys that mean the same in every format: those of ``audio.tags``, which is not loaded for their sake."""


def add_tag(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``tag``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a .sqc file; it is changed in place")
    parser.add_argument("tags", nargs="*", type=key_and_value, metavar="KEY=VALUE", help="several of one key are kept")
    parser.add_argument("--remove", action="append", default=[], metavar="KEY", help="a tag, or “cover”")
    parser.add_argument("--cover", type=Path, metavar="IMAGE", help="a JPEG, PNG, GIF or WebP file")
    options.add_json(parser)
    parser.set_defaults(run=tag)


def seconds(text: str) -> float:
    """Read the seconds of 1:02:03.5, 2:03 or 123.5. Raises argparse's error for anything else."""
    if not re.fullmatch(r"(\d+:){0,2}\d+(\.\d+)?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no time; write 0:10:00, 10:00 or 600")
    total_s = 0.0
    for number in text.split(":"):
        total_s = total_s * 60 + float(number)
    return total_s


def key_and_value(text: str) -> tuple[str, str]:
    """Split KEY=VALUE. Raises argparse's error for anything else."""
    key, sign, value = text.partition("=")
    if not sign or not key.strip() or not value:
        raise argparse.ArgumentTypeError(f"“{text}” is not KEY=VALUE; to take a tag away use --remove KEY")
    return key.strip().lower(), value


def repair(arguments: argparse.Namespace, console: Console) -> int:
    """Make a valid file of what is whole; return the exit code."""
    from sqcodec_gui.engine import edit

    source, target = arguments.file, arguments.output
    return _make(lambda: edit.repair(source, target, arguments.exists), source, target, console)


def shrink(arguments: argparse.Namespace, console: Console) -> int:
    """Leave away layers of files; return the exit code."""
    from sqcodec_gui.cancellation import CancelToken
    from sqcodec_gui.engine import edit
    from sqcodec_gui.engine.checksums import write_sidecar
    from sqcodec_gui.engine.edit import EditResult

    if arguments.output and len(arguments.files) > 1:
        arguments.refuse("-o names the new file of one FILE")
    for path in arguments.files:
        try:
            result = edit.shrink(path, arguments.output, arguments.quality, arguments.exists)
            if arguments.checksums:
                write_sidecar(result.target, CancelToken())
        except Exception as error:
            console.fail(error, EditResult, path, source=path)
            continue
        _show(result, path, console)
    return console.exit_code


def cut(arguments: argparse.Namespace, console: Console) -> int:
    """Take a part of a file; return the exit code."""
    from sqcodec_gui.engine import edit

    if arguments.start_s >= arguments.stop_s:
        arguments.refuse("--from must be before --to")
    source, target, span_s = arguments.file, arguments.output, (arguments.start_s, arguments.stop_s)
    return _make(lambda: edit.cut(source, target, *span_s, arguments.exists), source, target, console)


def join(arguments: argparse.Namespace, console: Console) -> int:
    """Put files one after the other; return the exit code."""
    from sqcodec_gui.engine import edit

    sources, target = arguments.files, arguments.output
    return _make(lambda: edit.join(sources, target, arguments.exists), sources[0], target, console)


def tag(arguments: argparse.Namespace, console: Console) -> int:
    """Change tags and cover of a file in place; return the exit code."""
    from sqcodec_gui.cancellation import CancelToken
    from sqcodec_gui.engine import edit
    from sqcodec_gui.engine.checksums import is_proven, write_sidecar

    if not (arguments.tags or arguments.remove or arguments.cover):
        arguments.refuse("nothing to change: name KEY=VALUE, --remove or --cover")
    changed: dict[str, list[str]] = {}
    for key in {key for key, _ in arguments.tags} - COMMON_TAGS:
        meant = did_you_mean(key, COMMON_TAGS)
        if meant:
            console.warn(f"“{key}” is kept as a tag of its own.{meant}")
    for key, value in arguments.tags:
        changed.setdefault(key, []).append(value)
    path = arguments.file

    def retag() -> "EditResult":
        was_proven = is_proven(path, CancelToken())
        result = edit.retag(path, changed, arguments.remove, arguments.cover)
        if was_proven:
            write_sidecar(path, CancelToken())
        return result

    return _make(retag, path, path, console)


def _make(make: Callable[[], "EditResult"], source: Path, target: Path, console: Console) -> int:
    """Make the one file of a verb, and say what came of it, or why it could not be made."""
    from sqcodec_gui.engine.edit import EditResult

    try:
        result = make()
    except Exception as error:
        console.fail(error, EditResult, source=source, target=target)
        return console.exit_code
    return _show(result, source, console)


def _show(result: "EditResult", source: Path, console: Console) -> int:
    from dataclasses import asdict

    console.print_json({"source": source} | asdict(result) | {"error": None})
    console.incomplete += not result.complete
    console.print_text(f"{result.target}: {clock(result.duration_s)}, {size(result.size_bytes)}")
    for notice in result.notices:
        console.print_text(f"  {notice}")
    return console.exit_code


PARSERS = {"repair": add_repair, "shrink": add_shrink, "cut": add_cut, "join": add_join, "tag": add_tag}
