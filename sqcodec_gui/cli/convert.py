"""This module holds the verbs encode and decode."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from sqcodec_gui.atomic_write import no_empty_folders
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.cli import options, pipes
from sqcodec_gui.cli.console import Console
from sqcodec_gui.cli.wrong_verb import advise_other_verb, foreseen_errors, is_recording, is_sqc
from sqcodec_gui.engine.convert import ConversionSettings, FileOutcome
from sqcodec_gui.engine.location import Location, location_of, name_of, size_on_disk
from sqcodec_gui.engine.naming import of_track
from sqcodec_gui.engine.settings_and_results import (
    DEFAULT_MODEL,
    SQC_SUFFIX,
    CompressResult,
    CompressSettings,
    ConversionResult,
    EngineError,
    RestoreResult,
    RestoreSettings,
    to_json,
)
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, VIDEO_EXTENSIONS, WRITTEN
from sqcodec_gui.formatting import bitrate, clock, size

RAW = "raw"
ALL_TRACKS = "all"


def add_encode(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``encode``."""
    options.add_files(parser, "recordings, or folders of them (searched with all that is in them)", location_of)
    options.add_targets(parser, "OUT.sqc", "where the target is there already; skip in folders, else number")
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"see “models list”; {DEFAULT_MODEL}")
    parser.add_argument(
        "--track",
        type=track,
        metavar="N",
        help="of files with several sound tracks, which one; “all” makes a file of each",
    )
    parser.add_argument(
        "--raw",
        type=pipes.raw_format,
        metavar="RATE:CHANNELS:FORMAT",
        help="of “-”, standard input: raw samples, such as 16000:1:s16le; else a WAV or another recording is expected",
    )
    options.add_compute(parser)
    parser.add_argument(
        "--no-check", dest="check", action="store_false", help="do not decode and compare with the source afterwards"
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="files that a lesser model made of these recordings are made again, and replaced once that is verified",
    )
    options.add_checksums(parser, options.WRITES_CHECKSUMS)
    options.add_cluster(parser)
    options.add_json(parser)
    parser.set_defaults(run=encode)


def add_decode(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``decode``."""
    options.add_files(parser, ".sqc files, or folders of them (searched with all that is in them)", location_of)
    options.add_targets(parser, "OUT" + "|".join(f".{name}" for name in WRITTEN))
    parser.add_argument(
        "--format", choices=(*WRITTEN, RAW), help="where -o does not say it by its suffix; wav. raw: with “-o -” alone"
    )
    parser.add_argument("--rate", choices=("original", "codec"), default="original", help="sample rate; original")
    parser.add_argument(
        "--sample-format",
        choices=WRITTEN["wav"].sample_formats,
        default="PCM_16",
        type=str.upper,
        help="of wav and flac (flac has no FLOAT); PCM_16",
    )
    options.add_compute(parser)
    options.add_cluster(parser)
    options.add_json(parser)
    parser.set_defaults(run=decode)


def track(text: str) -> int | str:
    """Read a number from 1, or “all”. Raises argparse's error for anything else."""
    if text == ALL_TRACKS:
        return text
    if not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"“{text}” is no track; write 1, 2, … or all")
    return int(text)


def encode(arguments: argparse.Namespace, console: Console) -> int:
    """Make recordings small; return the exit code."""
    is_pipe = pipes.is_encode_of_pipe(arguments)
    if arguments.output is not None and not is_sqc(PurePath(str(arguments.output))):
        arguments.refuse("encode makes .sqc files: name the target OUT.sqc (MP3 and others are made by decode)")
    if arguments.again:
        if arguments.exists is not None or not arguments.check or arguments.cluster or is_pipe:
            arguments.refuse("--again goes with recordings of this machine, and not with --exists or --no-check")
        arguments.exists = "skip"
    if arguments.exists is None:
        is_any_folder = any(isinstance(one, Path) and os.path.isdir(one) for one in arguments.files)
        arguments.exists = "skip" if is_any_folder else "number"
    settings = CompressSettings(
        model=arguments.model,
        compute=options.compute_of(arguments),
        exists=arguments.exists,
        check=arguments.check,
        track=None if arguments.track == ALL_TRACKS else arguments.track,
        again=arguments.again,
    )
    suffixes = AUDIO_EXTENSIONS + VIDEO_EXTENSIONS
    known = {"model": arguments.model}
    request = _Request(CompressResult, "recordings", is_recording, suffixes, SQC_SUFFIX, known)
    if is_pipe:
        return _encode_pipe(request, settings, arguments, console)
    return _convert_all(request, settings, arguments, console)


def _encode_pipe(
    request: "_Request", settings: CompressSettings, arguments: argparse.Namespace, console: Console
) -> int:
    """Encode standard input, by way of a file that lasts as long as it is needed."""
    with console.cancellable() as token:
        try:
            with pipes.spooled_input(arguments, token) as path:
                arguments.files = [path]
                code = _convert_all(replace(request, source_label="-"), settings, arguments, console)
        except CancelledError:
            raise
        except SqcodecError as error:
            console.fail(error, request.kind, source="-", target=arguments.output, **request.known)
            return console.exit_code
    if settings.check and not console.failures:
        console.print_text("  Checked against a copy of the stream, which was kept beside the target and is gone now.")
    return code


def decode(arguments: argparse.Namespace, console: Console) -> int:
    """Bring recordings back; return the exit code."""
    arguments.exists = arguments.exists or "number"
    is_pipe = arguments.output == pipes.PIPE
    if arguments.format == RAW and not is_pipe:
        arguments.refuse("--format raw goes to standard output: use it with “-o -”")
    if arguments.output and arguments.format and not is_pipe:
        arguments.refuse("-o says the format by its suffix; leave out --format")
    named = arguments.output and not is_pipe
    chosen = PurePath(arguments.output).suffix.lower() if named else f".{arguments.format or 'wav'}"
    if chosen == ".flac" and arguments.sample_format == "FLOAT":
        arguments.refuse("FLAC has no FLOAT; choose PCM_24, or wav")
    settings = RestoreSettings(
        compute=options.compute_of(arguments),
        exists=arguments.exists,
        rate=arguments.rate,
        sample_format=arguments.sample_format,
    )
    if is_pipe:
        return pipes.decode_to_pipe(arguments, settings, console)
    request = _Request(RestoreResult, ".sqc files", is_sqc, (SQC_SUFFIX,), chosen, {})
    return _convert_all(request, settings, arguments, console)


@dataclass(frozen=True)
class _Request:
    """It says which results are wanted, of which sources, and what is known of the results beforehand."""

    kind: type
    sources: str
    is_source: Callable[[Path], bool]
    source_suffixes: tuple[str, ...]
    target_suffix: str
    known: dict[str, Any]
    source_label: str | None = None
    """What the one source is called to people and scripts, if it is not its path."""


def _convert_all(
    request: _Request, settings: ConversionSettings, arguments: argparse.Namespace, console: Console
) -> int:
    names = ", ".join(map(str, arguments.files))
    done = left = 0
    groups: list[tuple[ConversionSettings, Pairs]] = []
    with ExitStack() as stack, console.cancellable() as token:
        try:
            pairs = _pairs(arguments, request)
            if not pairs:
                raise EngineError("There are no {sources} in {names}.", sources=request.sources, names=names)
            groups = _by_track(pairs, settings, arguments)
            here = {target.parent for _, group in groups for _, target in group if isinstance(target, Path)}
            stack.enter_context(no_empty_folders(*here))
            for outcome in _outcomes(groups, request, arguments, console, token):
                if request.source_label:
                    outcome = replace(outcome, source=request.source_label)
                if outcome.result is not None and getattr(arguments, "checksums", None):
                    outcome = _with_sidecar(outcome, outcome.result, token)
                if outcome.result is not None:
                    done += not outcome.result.skipped
                    left += outcome.result.skipped
                    _show(outcome, outcome.result, console)
                elif console.json or not token.is_cancelled:
                    found = outcome.source if len(pairs) > 1 else None
                    _fail(outcome, request, console, found)
        except CancelledError:
            raise
        except SqcodecError as error:  # of all of them together
            console.fail(error, request.kind, source=names)
            return console.exit_code
    if sum(len(group) for _, group in groups) > 1:
        lost = f"{console.incomplete} of them not complete, " if console.incomplete else ""
        there = f"{left} already there, " if left else ""
        console.print_text(f"{done} done, {there}{lost}{console.failures} failed.")
    return console.exit_code


Pairs = list[tuple[Location, Location]]


def _by_track(
    pairs: Pairs, settings: ConversionSettings, arguments: argparse.Namespace
) -> list[tuple[ConversionSettings, Pairs]]:
    """Group what is converted with the same settings: everything, or with “--track all” each track by itself."""
    if getattr(arguments, "track", None) != ALL_TRACKS:
        return [(settings, pairs)]
    assert isinstance(settings, CompressSettings)
    groups: dict[int | None, Pairs] = {}
    for source, target in pairs:
        if isinstance(source, str):
            arguments.refuse("“--track all” needs to look into the files, which it cannot at an address; name a track")
        count = _track_count(Path(source))
        if count < 2:
            groups.setdefault(None, []).append((source, target))
        for number in range(1, count + 1) if count > 1 else ():
            groups.setdefault(number, []).append((source, _of_track(target, number)))
    return [(replace(settings, track=number), group) for number, group in groups.items()]


def _track_count(source: Path) -> int:
    """Count the sound tracks of a file; 1 also for what cannot be read: its own job will say why."""
    from sqcodec_gui.audio import probe

    try:
        return max(1, len(probe(source).tracks))
    except (SqcodecError, OSError):
        return 1


def _of_track(target: Location, number: int) -> Location:
    """Return the target of one track, such as “talk (track 2).sqc”."""
    path = PurePath(target)
    name = of_track(path.stem, number) + path.suffix
    return target.with_name(name) if isinstance(target, Path) else f"{target.rpartition('/')[0]}/{name}"


def _outcomes(
    groups: list[tuple[ConversionSettings, Pairs]],
    request: "_Request",
    arguments: argparse.Namespace,
    console: Console,
    token: CancelToken,
) -> Iterator[FileOutcome]:
    convert_them = _on_a_cluster if arguments.cluster else _here
    for settings, pairs in groups:
        foreseen = [] if arguments.cluster else foreseen_errors(pairs, request.kind, settings)
        if foreseen:
            yield from foreseen
        else:
            yield from convert_them(pairs, settings, arguments, console, token)


def _pairs(arguments: argparse.Namespace, request: _Request) -> list[tuple[Location, Location]]:
    """Return the sources with their targets."""
    named: list[Location] = arguments.files
    if not arguments.cluster and any(isinstance(one, str) for one in (*named, arguments.output, arguments.out_dir)):
        arguments.refuse("addresses (with “://”) need --cluster")
    if getattr(arguments, "checksums", None) and isinstance(arguments.output or arguments.out_dir, str):
        arguments.refuse("--checksums writes beside files of this machine, not at an address")
    if arguments.output is not None:
        if len(named) > 1 or (isinstance(named[0], Path) and os.path.isdir(named[0])):
            arguments.refuse("-o names one target for one file; use --out-dir for several")
        return [(named[0], arguments.output)]
    if arguments.cluster:
        return _pairs_of_a_cluster(named, arguments, request)
    from sqcodec_gui.engine.folders import choose_targets, find_files

    found = list(find_files(map(Path, named), request.is_source))
    targets = choose_targets(found, arguments.out_dir, request.target_suffix, arguments.exists)
    return [(one.path, target) for one, target in zip(found, targets, strict=True)]


def _pairs_of_a_cluster(
    named: list[Location], arguments: argparse.Namespace, request: _Request
) -> list[tuple[Location, Location]]:
    """Return the sources with their targets, where any of them may be an address."""
    from sqcodec_gui.cluster.locations import choose_targets, find_sources

    found = list(find_sources(named, request.is_source, request.source_suffixes))
    targets = choose_targets(found, arguments.out_dir, request.target_suffix, arguments.exists)
    return [(one.location, target) for one, target in zip(found, targets, strict=True)]


def _here(
    pairs: list[tuple[Location, Location]],
    settings: ConversionSettings,
    arguments: argparse.Namespace,
    console: Console,
    token: CancelToken,
) -> Iterator[FileOutcome]:
    """Convert the files in their order, on this machine. Raises CancelledError."""
    from sqcodec_gui.engine.local_batch import LocalBatch

    here = [(Path(source), Path(target)) for source, target in pairs]
    done = 0
    with LocalBatch(here, settings, token) as batch:
        while sources := batch.start_ready():
            with console.progress(_title(sources, done, len(here)), batch.speed) as progress:
                outcome = batch.next(progress)
            done += 1
            yield outcome
    token.check()


def _title(sources: list[Path], done: int, total: int) -> str:
    """Return a title such as “3/20  talk.wav”, and “3–6/20” for several at once."""
    if len(sources) > 1:
        return f"{done + 1}–{done + len(sources)}/{total}"
    return sources[0].name if total == 1 else f"{done + 1}/{total}  {sources[0].name}"


def _on_a_cluster(
    pairs: list[tuple[Location, Location]],
    settings: ConversionSettings,
    arguments: argparse.Namespace,
    console: Console,
    token: CancelToken,
) -> Iterator[FileOutcome]:
    """Convert the files on a cluster and yield them as they are done. Raises CancelledError, EngineError."""
    from sqcodec_gui.cluster.client import ClusterBatch, connected

    with connected(arguments.cluster) as client:
        batch = ClusterBatch(client, pairs, settings, token, console.warn)
        while batch.files_done < len(pairs):
            with console.progress(f"{batch.files_done}/{len(pairs)}", batch.speed) as progress:
                outcome = batch.next(progress)
            yield outcome


def _with_sidecar(outcome: FileOutcome, result: ConversionResult, token: CancelToken) -> FileOutcome:
    """Write the checksum beside a result; what was left as it was keeps the one that it has. Raises CancelledError."""
    from sqcodec_gui.engine.checksums import sidecar_of, write_sidecar

    target = Path(result.target)
    try:
        if not (result.skipped and os.path.exists(sidecar_of(target))):
            write_sidecar(target, token)
    except CancelledError:
        raise
    except SqcodecError as error:
        return replace(outcome, result=None, error=error)
    return outcome


def _fail(outcome: FileOutcome, request: _Request, console: Console, found: Location | None) -> None:
    what_to_use = advise_other_verb(outcome.source, request.kind)
    error = EngineError(what_to_use) if what_to_use else outcome.error
    assert error is not None
    known = {"source": outcome.source, "target": outcome.target, "source_bytes": _size_bytes(outcome.source)}
    console.fail(error, request.kind, found, **known, **request.known)


def _size_bytes(source: Location) -> int | None:
    """Return the size of a source; None where it cannot be known."""
    if isinstance(source, str):
        from sqcodec_gui.cluster.locations import size_bytes

        return size_bytes(source)
    return size_on_disk(source)


def _describe_losses(result: ConversionResult) -> str:
    from sqcodec_gui.engine.completeness import describe_losses

    return describe_losses(result.losses)


def _show(outcome: FileOutcome, result: ConversionResult, console: Console) -> None:
    console.print_json(to_json(result) | {"source": outcome.source, "target": outcome.target})
    console.incomplete += not result.complete
    name = name_of(outcome.source)
    if result.skipped:
        lost = f" {_describe_losses(result)}" if result.losses else ""
        console.print_text(f"{name}: {result.notices[0]}{lost}")
        return
    text = (
        f"{name} → {outcome.target}  {clock(result.duration_s)}, {size(result.source_bytes)} → "
        f"{size(result.target_bytes)}, {bitrate(result.bitrate_bps)}, {result.speed_x_real_time:.1f} × real time"
    )
    console.print_text(text + (", verified" if result.verified else "" if result.complete else ", NOT COMPLETE"))
    for notice in result.notices:
        console.print_text(f"  {notice}")
    if isinstance(result, CompressResult) and result.worth_a_listen:
        console.print_text("  Listen to this one: it differs more from its source than this model usually gives.")


PARSERS = {"encode": add_encode, "decode": add_decode}
