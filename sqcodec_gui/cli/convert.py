"""The verbs encode and decode."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqcodec_gui.cli import options
from sqcodec_gui.cli.console import Console, bitrate, clock, size
from sqcodec_gui.engine.job import (
    DEFAULT_MODEL,
    CancelToken,
    CompressResult,
    CompressSettings,
    EngineError,
    Progress,
    RestoreResult,
    RestoreSettings,
    to_json,
)

SQC_SUFFIX = ".sqc"
FORMATS = ("wav", "flac", "opus", "mp3")

Result = CompressResult | RestoreResult
Convert = Callable[[Path, Path, Progress, CancelToken], Result]


def add_encode(parser: argparse.ArgumentParser) -> None:
    options.add_files(parser, "recordings, or folders of them (searched with all that is in them)")
    options.add_targets(parser, "OUT.sqc")
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"see “models list”; {DEFAULT_MODEL}")
    options.add_place(parser)
    parser.add_argument(
        "--no-check", dest="check", action="store_false", help="do not decode and compare with the source afterwards"
    )
    options.add_json(parser)
    parser.set_defaults(run=encode)


def add_decode(parser: argparse.ArgumentParser) -> None:
    options.add_files(parser, ".sqc files, or folders of them (searched with all that is in them)")
    options.add_targets(parser, "OUT.wav|.flac|.opus|.mp3")
    parser.add_argument("--format", choices=FORMATS, help="where -o does not say it by its suffix; wav")
    parser.add_argument("--rate", choices=("original", "codec"), default="original", help="sample rate; original")
    parser.add_argument(
        "--sample-format",
        choices=("PCM_16", "PCM_24", "FLOAT"),
        default="PCM_16",
        type=str.upper,
        help="of wav and flac (flac has no FLOAT); PCM_16",
    )
    options.add_place(parser)
    options.add_json(parser)
    parser.set_defaults(run=decode)


def encode(arguments: argparse.Namespace, console: Console) -> int:
    settings = CompressSettings(
        model=arguments.model,
        weights_dir=arguments.weights,
        device=arguments.device,
        engine=arguments.engine,
        exists=arguments.exists,
        check=arguments.check,
    )

    def convert(source: Path, target: Path, progress: Progress, cancel: CancelToken) -> CompressResult:
        from sqcodec_gui.engine.compress import compress

        return compress(source, target, settings, progress, cancel)

    from sqcodec_gui.audio import is_probably_audio

    pairs = _pairs(arguments, is_probably_audio, SQC_SUFFIX)
    wanted = _Wanted(CompressResult, "recordings", {"model": arguments.model})
    return _convert_all(pairs, convert, wanted, arguments, console)


def decode(arguments: argparse.Namespace, console: Console) -> int:
    if arguments.output and arguments.format:
        arguments.refuse("-o says the format by its suffix; leave out --format")
    chosen = arguments.output.suffix.lower() if arguments.output else f".{arguments.format or 'wav'}"
    if chosen == ".flac" and arguments.sample_format == "FLOAT":
        arguments.refuse("FLAC has no FLOAT; choose PCM_24, or wav")
    settings = RestoreSettings(
        weights_dir=arguments.weights,
        device=arguments.device,
        engine=arguments.engine,
        exists=arguments.exists,
        rate=arguments.rate,
        sample_format=arguments.sample_format,
    )

    def convert(source: Path, target: Path, progress: Progress, cancel: CancelToken) -> RestoreResult:
        from sqcodec_gui.engine.restore import restore

        return restore(source, target, settings, progress, cancel)

    pairs = _pairs(arguments, is_sqc, chosen)
    return _convert_all(pairs, convert, _Wanted(RestoreResult, ".sqc files", {}), arguments, console)


def is_sqc(path: Path) -> bool:
    """By its name."""
    return path.suffix.lower() == SQC_SUFFIX


def _pairs(arguments: argparse.Namespace, is_wanted: Callable[[Path], bool], suffix: str) -> list[tuple[Path, Path]]:
    """Sources with their targets."""
    from sqcodec_gui.engine.folders import choose_targets, find_files

    if arguments.output is not None:
        if len(arguments.files) > 1 or arguments.files[0].is_dir():
            arguments.refuse("-o names one target for one file; use --out-dir for several")
        return [(arguments.files[0], arguments.output)]
    found = list(find_files(arguments.files, is_wanted))
    targets = choose_targets(found, arguments.out_dir, suffix, arguments.exists)
    return [(one.path, target) for one, target in zip(found, targets, strict=True)]


@dataclass(frozen=True)
class _Wanted:
    """Which results are wanted, of what, and what is known of them beforehand."""

    kind: type
    sources: str
    known: dict[str, Any]


def _convert_all(
    pairs: list[tuple[Path, Path]], convert: Convert, wanted: _Wanted, arguments: argparse.Namespace, console: Console
) -> int:
    if not pairs:
        names = ", ".join(map(str, arguments.files))
        console.fail(EngineError(f"There are no {wanted.sources} in {names}."), wanted.kind, source=names)
    with console.cancellable() as token:
        for number, (source, target) in enumerate(pairs, 1):
            name = source.name if len(pairs) == 1 else f"{number}/{len(pairs)}  {source.name}"
            try:
                with console.progress(name) as progress:
                    result = convert(source, target, progress, token)
            except Exception as error:
                known = {"source": source, "target": target, "source_bytes": _size_bytes(source)} | wanted.known
                if not (token.is_cancelled and not console.json):
                    console.fail(error, wanted.kind, **known)
                token.check()
            else:
                _show(result, console)
    if len(pairs) > 1:
        console.say(f"{len(pairs) - console.failures} done, {console.failures} failed.")
    return console.exit_code


def _size_bytes(source: Path) -> int | None:
    try:
        return source.stat().st_size
    except OSError:
        return None


def _show(result: Result, console: Console) -> None:
    console.tell(to_json(result))
    if result.skipped:
        console.say(f"{result.source.name}: {result.notices[0]}")
        return
    text = (
        f"{result.source.name} → {result.target}  {clock(result.duration_s)}, {size(result.source_bytes)} → "
        f"{size(result.target_bytes)}, {bitrate(result.bitrate_bps)}, {result.speed_x_real_time:.1f} × real time"
    )
    console.say(text + (", verified" if result.verified else ""))
    for notice in result.notices:
        console.say(f"  {notice}")
    if isinstance(result, CompressResult) and result.worth_a_listen:
        console.say("  Listen to this one: it differs more from its source than this model usually gives.")


PARSERS = {"encode": add_encode, "decode": add_decode}
