"""What each stage of the whole file path takes, alone and joined, and so what bounds it on a processor or a GPU.

    python tests/bench/bench_stages.py [--device cpu] [--seconds 60] [--rate 48000] [--format flac] [--channels 1]
    python tests/bench/bench_stages.py --device cuda --seconds 3600 --clock wall

Processor time of this process for stages (all threads), and the clock's for the whole path, its stages at the same
time and one after the other, in runs that alternate; medians. “Network”: sound in memory to tokens in memory, and
back. ``--clock wall`` for stages, too: on a graphics processor the time of the processor tells nothing.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import numpy as np
from bench_codec import alternating_medians, recording

from sqcodec_gui.audio import StreamResampler, create_audio, resampled_length
from sqcodec_gui.audio.mel import MelDistance
from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.model_store.installed import find_installed
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, StreamEncoder, all_of
from sqcodec_gui.container import SqcWriter
from sqcodec_gui.engine import device, files, models
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.prefetch import prefetched
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.sound import read_at_rate
from sqcodec_gui.engine.sqc_file import open_sqc, tables_for_writing

MODEL = "6kbps"
PIECE_SAMPLES = 27_000


def make_source(path: Path, seconds: float, rate_hz: int, channels: int) -> None:
    """The bundled voice, at the wanted rate, each channel a bit later."""
    voice = StreamResampler(16_000, rate_hz, 1).push(recording(seconds, 16_000)[:, None])[:, 0]
    voice = np.resize(voice, int(seconds * rate_hz))
    with create_audio(path, rate_hz, channels) as writer:
        writer.write(np.stack([np.roll(voice, 1000 * channel) for channel in range(channels)], axis=1))


def write_sound(path: Path, sound: np.ndarray, rate_hz: int, codec_rate_hz: int) -> None:
    resampler = StreamResampler(codec_rate_hz, rate_hz, len(sound))
    with create_audio(path, rate_hz, len(sound)) as writer:
        for start in range(0, sound.shape[1], PIECE_SAMPLES):
            writer.write(resampler.push(np.ascontiguousarray(sound[:, start : start + PIECE_SAMPLES].T)))
        writer.write(resampler.flush(resampled_length(sound.shape[1], codec_rate_hz, rate_hz)))


def compare_sound(sound: np.ndarray, codec_rate_hz: int) -> None:
    for row in sound:
        distance = MelDistance(codec_rate_hz)
        for start in range(0, len(row), PIECE_SAMPLES):
            distance.push(row[start : start + PIECE_SAMPLES], row[start : start + PIECE_SAMPLES])


def stages(
    folder: Path, source: Path, codec: ChunkCodec, options: argparse.Namespace
) -> dict[str, Callable[[], object]]:
    """By name, those of encoding and then those of decoding."""
    rate_hz, small, token = codec.config.sample_rate_hz, folder / "small.sqc", CancelToken()
    pieces = list(read_at_rate(source, rate_hz, token))
    making = CompressSettings(check=False, exists="overwrite", compute=ComputeChoice(options.device, options.engine))
    compress(source, small, making)
    with open_sqc(small) as reader:
        header = reader.header
        given = None if codec.has_constants else reader.parts[0].statistics.array
        tokens = [reader.read_block(index) for index in range(len(reader.blocks))]

    def unpack() -> None:
        with open_sqc(small) as opened:
            for index in range(len(opened.blocks)):
                opened.read_block(index)

    def pack() -> None:
        with (folder / "packed.sqc").open("w+b") as file:
            writer = SqcWriter(file, header, tables=tables_for_writing(find_installed(MODEL)))
            for block in tokens:
                writer.write_block(block)

    def decode() -> np.ndarray:
        return all_of(StreamDecoder(codec, given, options.channels), *tokens)

    sound = decode()
    works: dict[str, Callable[[], object]] = {
        "encode: SHA-256 of the source": lambda: files.file_sha256(source, token),
        f"encode: read {options.format}, resample": lambda: list(read_at_rate(source, rate_hz, token)),
        "encode: network": lambda: all_of(StreamEncoder(codec, options.channels), *pieces),
        "encode: pack, write": pack,
        "check and decode: read, unpack": unpack,
        "check and decode: network": decode,
        "check: compare": lambda: compare_sound(sound, rate_hz),
    }
    for suffix in ("wav", "flac", "mp3", "opus"):
        back = folder / f"back.{suffix}"
        works[f"decode: resample, write {suffix}"] = lambda back=back: write_sound(back, sound, options.rate, rate_hz)
    return works


def whole_paths(folder: Path, source: Path, options: argparse.Namespace) -> dict[str, Callable[[], object]]:
    small = folder / "small.sqc"
    where = {"compute": ComputeChoice(options.device, options.engine), "exists": "overwrite"}
    paths: dict[str, Callable[[], object]] = {
        "encode --no-check": lambda: compress(source, small, CompressSettings(check=False, **where)),
        "encode": lambda: compress(source, small, CompressSettings(**where)),
        "decode to wav": lambda: restore(small, folder / "back.wav", RestoreSettings(**where)),
        "decode to mp3": lambda: restore(small, folder / "back.mp3", RestoreSettings(**where)),
    }
    in_turn = {f"{name}, one after the other": one_after_the_other(work) for name, work in paths.items()}
    return paths | in_turn


def one_after_the_other(work: Callable[[], object]) -> Callable[[], object]:
    """The same without threads of its own for stages."""
    users = [sys.modules[f"sqcodec_gui.engine.{name}"] for name in ("compress", "check", "restore")]

    def run() -> None:
        for user in users:
            user.prefetched = nullcontext  # type: ignore[attr-defined]
        try:
            work()
        finally:
            for user in users:
                user.prefetched = prefetched  # type: ignore[attr-defined]

    return run


def show(works: dict[str, Callable[[], object]], options: argparse.Namespace, clock: Callable[[], float]) -> None:
    for name, median_s in alternating_medians(works, options.runs, clock).items():
        print(f"| {name} | {1000 * median_s:.0f} | {options.seconds / median_s:,.0f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--engine", default="auto", choices=device.ENGINES)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=int, default=48_000, help="of the source, Hz")
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--format", default="flac", choices=("wav", "flac", "mp3", "opus"))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="cpu")
    options = parser.parse_args()
    place = device.resolve(ComputeChoice(options.device, options.engine))
    codec = models.load(find_installed(MODEL), place)
    clock = time.process_time if options.clock == "cpu" else time.perf_counter
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"source.{options.format}"
        make_source(source, options.seconds, options.rate, options.channels)
        print(f"{place.name}, {place.engine}, {options.seconds:g} s of {options.channels} channel(s)\n")
        print(f"| stage alone | ms, {options.clock} time | × real time |\n|---|---|---|", flush=True)
        show(stages(folder, source, codec, options), options, clock)
        print("\n| whole path, stages at the same time | ms, wall time | × real time |\n|---|---|---|", flush=True)
        show(whole_paths(folder, source, options), options, time.perf_counter)


if __name__ == "__main__":
    main()
