"""How fast recordings are read, beside another version of this program: processor time, runs in turn.

python tests/bench/bench_reading.py --beside CHECKOUT [--seconds 600] [--runs 5] [--formats mp3 …]: for each format, one
file; each run is a process of its own that opens the file once, to load everything, and then reads it whole.
python tests/bench/bench_reading.py --counting 3: what counting the frames of a file of three hours costs.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import numpy as np
import soundfile

HERE = Path(__file__).resolve().parents[2]
RATE_HZ = 44_100
BLOCK_S = 10
FORMATS = {
    "wav": ("WAV", "PCM_16"),
    "flac": ("FLAC", "PCM_16"),
    "ogg": ("OGG", "VORBIS"),
    "opus": ("OGG", "OPUS"),
    "mp3": ("MP3", "MPEG_LAYER_III"),
    "m4a": ("ipod", "aac"),
    "mka": ("matroska", "aac"),
    "aac": ("adts", "aac"),
}
READ = """
import sys, time
from sqcodec_gui.audio import open_audio
with open_audio(sys.argv[1]) as reader:
    reader.read(1000)
begin = time.process_time()
with open_audio(sys.argv[1]) as reader:
    frames = sum(map(len, reader.blocks()))
print(time.process_time() - begin, frames)
"""


def make(path: Path, kind: str, seconds: int) -> Path:
    """Noise whose loudness and colour change, in blocks."""
    container, codec = FORMATS[kind]
    rate_hz = 48_000 if kind == "opus" else RATE_HZ
    rng = np.random.default_rng(1)
    block = np.cumsum(rng.standard_normal(BLOCK_S * rate_hz)) % 2 - 1
    block = (block * np.abs(np.sin(np.arange(len(block)) / rate_hz * 2)) * 0.3).astype(np.float32)
    if container.isupper():
        with soundfile.SoundFile(path, "w", rate_hz, 1, codec, format=container) as file:
            for _ in range(seconds // BLOCK_S):
                file.write(block)
        return path
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate_hz, layout="mono")
        for number in range(seconds // BLOCK_S):
            frame = av.AudioFrame.from_ndarray(block[None], "fltp", "mono")
            frame.sample_rate, frame.pts = rate_hz, number * len(block)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return path


def read_s(checkout: Path, path: Path) -> tuple[float, int]:
    """(seconds of processor time, frames)"""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    command = [sys.executable, "-c", READ, path]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    seconds, frames = done.stdout.split()
    return float(seconds), int(frames)


def beside(kinds: list[str], other: Path, seconds: int, runs: int, folder: Path) -> None:
    """Print a table of both versions."""
    print(f"| {seconds} s | this, × real time | other, × real time | this / other |\n|---|---|---|---|")
    for kind in kinds:
        path = make(folder / f"a.{kind}", kind, seconds)
        took: dict[Path, list[float]] = {HERE: [], other: []}
        for run in range(runs):
            for checkout in (HERE, other) if run % 2 else (other, HERE):
                took[checkout].append(read_s(checkout, path)[0])
        here_s, other_s = (statistics.median(took[checkout]) for checkout in (HERE, other))
        print(f"| {kind} | {seconds / here_s:,.0f} | {seconds / other_s:,.0f} | {other_s / here_s:.2f} |", flush=True)
        path.unlink()


def counting(kinds: list[str], hours: int, folder: Path) -> None:
    """Print what counting costs, and reading all."""
    sys.path.insert(0, str(HERE))
    from sqcodec_gui.audio.counting import count
    from sqcodec_gui.audio.formats import read_header

    print(f"| {hours} h | counted in, s | read in, s | of an hour of sound, counting takes |\n|---|---|---|---|")
    for kind in kinds:
        path = make(folder / f"a.{kind}", kind, hours * 3600)
        begin = time.process_time()
        with path.open("rb") as file:
            count(file, read_header(path), path.suffix)
        counted_s = time.process_time() - begin
        print(f"| {kind} | {counted_s:.2f} | {read_s(HERE, path)[0]:.1f} | {counted_s / hours:.2f} s |", flush=True)
        path.unlink()


def main() -> None:
    """See the top of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--beside", type=Path)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--counting", type=int, metavar="HOURS")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.beside:
            beside(given.formats, given.beside.resolve(), given.seconds, given.runs, Path(folder))
        if given.counting:
            counting(given.formats, given.counting, Path(folder))


if __name__ == "__main__":
    main()
