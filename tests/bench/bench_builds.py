"""Whole commands of this build beside another one, in runs that alternate: what a user waits for, and memory.

    git worktree add OTHER COMMIT
    python tests/bench/bench_builds.py OTHER [--minutes 10] [--files 200] [--runs 5]
    python tests/bench/bench_builds.py OTHER --memory 1 10 60 180

Both builds run from their sources, with the packages of this interpreter, each with its default model and a home of its
own. Processes from start to end, everything that they load included; one unmeasured round comes first, so that caches
are warm: those of the system, and compiled Python, which an installed program has too. Speech: ``recording`` of
bench_codec.py. Memory: peak resident set of the process, which holds all threads.
``--clock cpu`` counts the processor's time instead of the clock's, for busy machines.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import process_usage
import soundfile
from bench_codec import recording
from process_usage import Usage

RATE_HZ = 16_000
SHORT_S = 3.0
THIS = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Build:
    sources: Path
    folder: Path

    def run(self, *words: object) -> Usage:
        """One command of this build. Raises CalledProcessError with what it said."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.sources),
            "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"),
            "SQCODEC_HOME": str(self.folder / "home"),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-m", "sqcodec_gui", *(str(word) for word in words)]
        said = self.folder / "said.txt"
        with said.open("w") as log:
            usage = process_usage.run(command, environment, self.folder, log)
        if usage.exit_code:
            raise subprocess.CalledProcessError(usage.exit_code, command, said.read_text())
        return usage


def write_speech(path: Path, seconds: float) -> None:
    """Minute after minute, so that hours fit into memory."""
    with soundfile.SoundFile(path, "w", RATE_HZ, 1, "PCM_16") as file:
        for start in range(0, round(seconds), 60):
            file.write(recording(min(60.0, seconds - start), RATE_HZ))


def verbs(folder: Path, minutes: float, files: int) -> dict[str, Callable[[Build], Usage]]:
    """What is compared. Sources are shared; each build writes into its own folder, over what it wrote before."""
    long, short, many = folder / "long.wav", folder / "short.wav", folder / "many"
    write_speech(long, 60 * minutes)
    write_speech(short, SHORT_S)
    many.mkdir()
    sound = recording(files * SHORT_S, RATE_HZ).reshape(files, -1)
    for number, clip in enumerate(sound):
        soundfile.write(many / f"{number}.wav", clip, RATE_HZ)
    again = ("--exists", "overwrite")
    return {
        f"encode, {minutes:g} min": lambda build: build.run("encode", long, "-o", build.folder / "long.sqc", *again),
        f"decode to WAV, {minutes:g} min": lambda build: build.run("decode", "long.sqc", "-o", "back.wav", *again),
        f"encode, {files} files of {SHORT_S:g} s": lambda build: build.run("encode", many, "--out-dir", "many", *again),
        f"encode, one file of {SHORT_S:g} s": lambda build: build.run("encode", short, "-o", "short.sqc", *again),
    }


def compare_speed(builds: list[Build], folder: Path, options: argparse.Namespace) -> None:
    print("| whole command | other, s | this, s | other ÷ this |\n|---|---|---|---|", flush=True)
    for title, work in verbs(folder, options.minutes, options.files).items():
        times: list[list[float]] = [[], []]
        for number in range(options.runs + 1):
            for build, taken in zip(builds, times, strict=True):
                one = work(build)
                if number:
                    taken.append(one.cpu_s if options.clock == "cpu" else one.clock_s)
        other_s, this_s = (statistics.median(taken) for taken in times)
        print(f"| {title} | {other_s:.2f} | {this_s:.2f} | **{other_s / this_s:.2f}** |", flush=True)


def compare_memory(builds: list[Build], folder: Path, options: argparse.Namespace) -> None:
    print("| encode | other, MB | this, MB | this ÷ other |\n|---|---|---|---|", flush=True)
    for minutes in options.memory:
        source = folder / "long.wav"
        write_speech(source, 60 * minutes)
        words = ("encode", source, "-o", "long.sqc", "--exists", "overwrite", *options.words)
        other, this = (build.run(*words).peak_mb for build in builds)
        print(f"| {minutes:g} min | {other:.0f} | {this:.0f} | **{this / other:.2f}** |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="another source tree")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--memory", type=float, nargs="*", default=[], metavar="MINUTES")
    parser.add_argument(
        "--words", nargs="*", default=[], help="more for encode with --memory, such as --words=--no-check"
    )
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    options = parser.parse_args()
    print(f"{date.today()}, {platform.machine()}, {os.cpu_count()} processors, {options.clock} time, median of "
          f"{options.runs}: `bench_builds.py {' '.join(sys.argv[1:])}`\n", flush=True)  # fmt: skip
    with tempfile.TemporaryDirectory() as name:
        builds = []
        for sources in (options.other.resolve(), THIS):
            folder = Path(name, f"build {len(builds)}")
            folder.mkdir()
            builds.append(Build(sources, folder))
        if options.memory:
            compare_memory(builds, Path(name), options)
        else:
            compare_speed(builds, Path(name), options)


if __name__ == "__main__":
    main()
