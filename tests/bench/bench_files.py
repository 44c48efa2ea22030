"""Many short files through the whole file path: so many at once, beside one after the other.

    python tests/bench/bench_files.py [--files 50] [--seconds 3] [--at-once 1 2] [--runs 5]

As ``sqcodec encode FOLDER`` (with and without the check) and ``sqcodec decode FOLDER`` do it, in runs that alternate;
medians. Everything is loaded beforehand.
"""

import argparse
import platform
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path

import soundfile
from bench_codec import alternating_medians, recording

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.engine import batch, local_batch
from sqcodec_gui.engine.convert import ConversionSettings
from sqcodec_gui.engine.settings_and_results import CompressSettings, RestoreSettings, no_progress

RATE_HZ = 16_000


def convert_all(pairs: list[tuple[Path, Path]], settings: ConversionSettings, at_once: int) -> None:
    usual, local_batch.most_at_once = local_batch.most_at_once, lambda place: at_once
    try:
        with local_batch.LocalBatch(pairs, settings, CancelToken()) as files:
            while files.start_ready():
                assert files.next(no_progress).error is None
    finally:
        local_batch.most_at_once = usual


def all_works(folder: Path, options: argparse.Namespace) -> dict[str, Callable[[], object]]:
    sound = recording(options.files * options.seconds, RATE_HZ)
    length = int(options.seconds * RATE_HZ)
    small, back = [], []
    for number in range(options.files):
        source = folder / f"{number}.wav"
        soundfile.write(source, sound[number * length : (number + 1) * length], RATE_HZ)
        small.append((source, source.with_suffix(".sqc")))
        back.append((source.with_suffix(".sqc"), folder / f"{number}.back.wav"))
    verbs: dict[str, tuple[list[tuple[Path, Path]], ConversionSettings]] = {
        "encode": (small, CompressSettings(exists="overwrite")),
        "encode --no-check": (small, CompressSettings(exists="overwrite", check=False)),
        "decode": (back, RestoreSettings(exists="overwrite")),
    }
    found: dict[str, Callable[[], object]] = {}
    for verb, (pairs, settings) in verbs.items():
        for at_once in options.at_once:
            convert_all(pairs, settings, at_once)
            found[f"{verb} {at_once}"] = lambda given=(pairs, settings, at_once): convert_all(*given)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if options.files * options.seconds < batch.ENOUGH_S:
        parser.error(f"less than {batch.ENOUGH_S:g} s in all go one after the other")
    with tempfile.TemporaryDirectory() as name:
        medians = alternating_medians(all_works(Path(name), options), options.runs, time.perf_counter)
    total_s = options.files * options.seconds
    print(f"{date.today()}, {platform.machine()}, openvino {version('openvino')}, medians of {options.runs}\n")
    titles = [f"{at_once} at once" if at_once > 1 else "one after the other" for at_once in options.at_once]
    print(f"| {options.files} × {options.seconds:g} s, × real time | {' | '.join(titles)} |")
    print("|---|" + "---|" * len(titles))
    for verb in ("encode", "encode --no-check", "decode"):
        times = [medians[f"{verb} {at_once}"] for at_once in options.at_once]
        cells = [f"{total_s / one:.1f} ({times[0] / one:.2f} ×)" for one in times]
        print(f"| {verb} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
