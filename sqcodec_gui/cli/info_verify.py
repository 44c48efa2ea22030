"""The verbs info and verify change nothing."""

import argparse
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console
from sqcodec_gui.engine.completeness import State, describe_losses
from sqcodec_gui.engine.settings_and_results import EngineError, VerifyResult, to_json
from sqcodec_gui.formatting import bitrate, clock, size

if TYPE_CHECKING:
    from sqcodec_gui.engine.info import PartInfo, SqcInfo

REPORT_SUFFIXES = (".csv", ".json")


def add_info(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``info``."""
    options.add_files(parser, ".sqc files")
    options.add_weights(parser)
    options.add_json(parser)
    parser.set_defaults(run=info)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``verify``."""
    options.add_files(parser, ".sqc files, or folders of them (searched with all that is in them)")
    parser.add_argument("--decode", action="store_true", help="prove also that the weights on this machine decode them")
    parser.add_argument("--source", type=Path, metavar="FILE", help="prove also that this is the original of one file")
    options.add_checksums(parser, "prove also that each is the file that FILE.sqc.sha256 beside it was written for")
    parser.add_argument("--report", type=Path, metavar="OUT.csv|json", help="write what was found as a fixity report")
    parser.add_argument("--compare", type=Path, metavar="OLD", help="say what changed since an earlier report")
    options.add_compute(parser)
    options.add_json(parser)
    parser.set_defaults(run=verify)


def info(arguments: argparse.Namespace, console: Console) -> int:
    """Show what files say of themselves; return the exit code."""
    from dataclasses import asdict

    from sqcodec_gui.engine.info import SqcInfo, read_info

    for path in arguments.files:
        try:
            found = read_info(path, arguments.weights)
        except Exception as error:
            console.fail(error, SqcInfo, path=path)
            continue
        console.print_json(asdict(found) | {"error": None})
        console.incomplete += not found.is_complete
        if not console.json:
            for line in _info_lines(found):
                console.print_text(line)
    return console.exit_code


def _info_lines(found: "SqcInfo") -> Iterable[str]:
    yield f"{found.path}: {clock(found.duration_s)}, {size(found.size_bytes)}, {bitrate(found.bitrate_bps)}"
    here = "which are on this machine" if found.weights_installed else "which are not on this machine"
    yield f"  model: {found.model} ({found.family}), weights {found.weights_sha256[:16]}…, {here}"
    yield (
        f"  coded: {found.sample_rate_hz / 1000:g} kHz, {_channels(found.channels)}, {found.tokens:,} tokens in "
        f"{found.blocks} blocks, {found.bits_per_token:.2f} bits per token, {_storage(found)}"
    )
    yield from _layer_lines(found)
    yield f"  nominal rate: {bitrate(found.nominal_bitrate_bps)}; statistics: {found.statistics_rule}"
    yield f"  made by: {found.encoder or 'not stated'}; format version {found.format_version}"
    yield f"  SHA-256 of the tokens: {found.tokens_sha256 or 'lost'}"
    for part in found.parts:
        yield from _part_lines(part)
    for role, media_type, size_bytes in found.attachments:
        yield f"  {role}: {media_type}, {size(size_bytes)}"
    for finding in found.damage:
        yield f"  damaged: {finding}"
    if found.losses:
        yield f"  not complete: {describe_losses(found.losses)}"


def _layer_lines(found: "SqcInfo") -> Iterable[str]:
    if not found.layers:
        return
    sizes = [f"{size(layer.payload_bytes)} ({layer.tokens_per_frame} a frame)" for layer in found.layers]
    yield f"  layers: {', '.join(sizes)}"
    for layer in found.layers[:-1]:
        if layer.model:
            rate = bitrate(8 * layer.file_bytes / found.duration_s) if found.duration_s else "no sound"
            yield f"    sqcodec shrink --to {layer.model} gives about {size(layer.file_bytes)}, {rate}"


def _channels(count: int) -> str:
    return "1 channel" if count == 1 else f"{count} channels"


def _storage(found: "SqcInfo") -> str:
    if found.entropy_coded_blocks == 0:
        return "packed"
    if found.entropy_coded_blocks == found.blocks:
        return "entropy coded"
    return f"{found.entropy_coded_blocks} blocks entropy coded, the others packed"


def _part_lines(part: "PartInfo") -> Iterable[str]:
    facts = [part.container, part.sample_format, f"{part.sample_rate_hz} Hz", _channels(part.channels)]
    if part.frames is not None:
        facts.append(f"{part.frames:,} frames")
    if part.size_bytes is not None:
        facts.append(size(part.size_bytes))
    yield f"  source: {part.name} ({', '.join(one for one in facts if one)})"
    if part.sha256:
        yield f"    SHA-256: {part.sha256}"
    for track in part.tracks:
        yield f"    sound track {track}{', this one' if track.startswith(f'{part.track}:') else ', left out'}"
    for name, date in part.dates.items():
        yield f"    {name}: {date}"
    for name, values in part.tags.items():
        yield f"    {name}: {' / '.join(values)}"
    for mark in part.marks:
        stop = "" if mark.stop_s is None else f"–{clock(mark.stop_s, 3)}"
        words = ": ".join(one for one in (mark.title, mark.note) if one)
        yield f"    mark at {clock(mark.start_s, 3)}{stop}  {words}".rstrip()


def verify(arguments: argparse.Namespace, console: Console) -> int:
    """Prove that files are whole; return the exit code."""
    from sqcodec_gui.cli import fixity_report

    _check_usage(arguments)
    before = fixity_report.read(arguments.compare) if arguments.compare else None
    entries, scope = [], fixity_report.ReportScope(arguments.files)
    paths = _sqc_files(arguments, console)
    with console.cancellable() as token:
        for number, path in enumerate(paths, 1):
            name = path.name if len(paths) == 1 else f"{number}/{len(paths)}  {path.name}"
            result = _verify_one(path, name, arguments, console, token)
            entries.append(fixity_report.entry_of(path, result, scope))
    damaged = sum(not entry.is_whole for entry in entries)
    lost = sum(entry.result == State.LOST for entry in entries)
    if len(paths) > 1:
        of_these = f" ({lost} of these sound, but something of the recording is lost)" if lost else ""
        console.print_text(f"{len(paths) - damaged} whole, {damaged} not{of_these}.")
    if arguments.report:
        fixity_report.write(entries, arguments.report)
        console.print_text(f"The report is in {arguments.report}.")
    if before is not None:
        _show_changes(fixity_report.compare(before, entries, scope), arguments.compare, console)
    return console.exit_code


def _check_usage(arguments: argparse.Namespace) -> None:
    if arguments.report and arguments.report.suffix.lower() not in REPORT_SUFFIXES:
        arguments.refuse("--report: the name must end in .csv or .json")
    if arguments.source and (len(arguments.files) > 1 or os.path.isdir(arguments.files[0])):
        arguments.refuse("--source names the original of one file")


def _sqc_files(arguments: argparse.Namespace, console: Console) -> list[Path]:
    from sqcodec_gui.cli.wrong_verb import is_sqc
    from sqcodec_gui.engine.folders import find_files

    found = [one.path for one in find_files(arguments.files, is_sqc)]
    if not found:
        names = ", ".join(str(path) for path in arguments.files)
        console.fail(EngineError("There are no .sqc files in {names}.", names=names), VerifyResult, path=names)
    return found


def _verify_one(
    path: Path, name: str, arguments: argparse.Namespace, console: Console, token: CancelToken
) -> VerifyResult | str:
    """Return what was found, or why nothing could be."""
    from sqcodec_gui.engine.verify import verify as verify_file

    try:
        with console.progress(name) as progress:
            result = verify_file(
                path,
                decode=arguments.decode,
                source=arguments.source,
                checksums=bool(arguments.checksums),
                compute=options.compute_of(arguments),
                progress=progress,
                cancel=token,
            )
    except Exception as error:
        token.check()
        found = path if arguments.files != [path] else None
        return console.fail(error, VerifyResult, found, path=path)
    if result.is_whole:
        console.print_json(to_json(result))
        console.print_text(f"{path}: whole. {' '.join(result.proven)}")
    else:
        reason = f"{path}: {result.problems[0]}"
        console.fail_with(reason, to_json(result) | {"error": reason})
        for finding in result.problems[1:] if not console.json else ():
            console.warn(f"  {finding}")
    return result


def _show_changes(changes: list[tuple[str, str]], earlier: Path, console: Console) -> None:
    """Show what changed since the earlier report; changes that may not happen to an archive count as failures."""
    from sqcodec_gui.cli.fixity_report import HARMLESS, NO_MATCH

    for kind, path in changes:
        if kind not in HARMLESS:
            console.failures += 1
        console.print_json({"change": kind, "path": path})
        if kind == NO_MATCH:
            console.warn(f"None of the files that {earlier.name} lists is in {path}: it is the report of others.")
        else:
            console.print_text(f"{path}: {kind} since the earlier report")
    if not changes:
        console.print_text("Nothing changed since the earlier report.")


PARSERS = {"info": add_info, "verify": add_verify}
