"""Speed beside the published package, on the same weights in one run, and peak memory over lengths.

    python tests/bench/bench_codec.py [--model 6kbps] [--seconds 60] [--runs 5] [--memory 1 10 60]

Speed: network only, audio in memory to tokens in memory and back, alternating runs, medians. The published package
gets the same weights as ``.pt`` files and the whole recording as one tensor (in pieces of at most ``--piece`` seconds,
because it needs about 30 MB a second). Memory: the whole file path of ``sqcodec encode`` and ``decode`` in a process of
its own, peak resident set.
"""

import argparse
import importlib
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
import torch

from sqcodec_gui.audio import open_audio
from sqcodec_gui.codec.config import get_config
from sqcodec_gui.codec.installed import find_installed
from sqcodec_gui.codec.model import Codec
from sqcodec_gui.codec.streaming import StreamDecoder, StreamEncoder
from sqcodec_gui.codec.weights import export_published, load_codec
from sqcodec_gui.paths import samples_dir


def recording(seconds: float, sample_rate_hz: int) -> np.ndarray:
    """float32 [samples]: the bundled voice over and over, at changing levels"""
    with open_audio(samples_dir() / "speech.flac") as reader:
        voice = np.concatenate(list(reader.blocks()))[:, 0]
    samples = np.resize(voice, int(seconds * sample_rate_hz))
    return (samples * np.linspace(0.3, 1, len(samples))).astype(np.float32)


def published_codec(model: str, folder: Path):  # type: ignore[no-untyped-def]
    """The published package with our weights in its own files."""
    config = get_config(model)
    export_published(find_installed(model), folder / f"{config.published_name}.{config.hub_version}")
    package = importlib.import_module("sq_codec" if config.family == "sqcodec" else "l3ac")
    settings_class = package.SQCodecConfig if config.family == "sqcodec" else package.L3ACConfig
    codec_class = package.SQCodec if config.family == "sqcodec" else package.L3AC
    settings = settings_class(config_file=package.CONFIG_DIR / f"{config.published_name}.toml", model_dir=folder)
    codec = codec_class(settings)
    codec.network.load_model(model_path=settings.model_path)
    codec.network.eval()
    return codec


def published_pair(codec, audio: np.ndarray, piece: int) -> tuple[Callable[[], object], Callable[[], object]]:  # type: ignore[no-untyped-def]
    pieces = [torch.from_numpy(audio[None, start : start + piece]) for start in range(0, len(audio), piece)]
    with torch.inference_mode():
        tokens = [codec.encode_audio(one)[1] for one in pieces]
    return (lambda: [codec.encode_audio(one) for one in pieces]), lambda: [
        codec.decode_audio(indices=one["indices"] if isinstance(one, dict) else one) for one in tokens
    ]


def our_pair(codec: Codec, audio: np.ndarray) -> tuple[Callable[[], object], Callable[[], object]]:
    def encode() -> np.ndarray:
        encoder = StreamEncoder(codec)
        return np.concatenate([encoder.push(audio[None]), encoder.flush()], axis=1)

    tokens = encode()

    def decode() -> np.ndarray:
        decoder = StreamDecoder(codec)
        return np.concatenate([decoder.push(tokens), decoder.flush()], axis=1)

    return encode, decode


def seconds_of(function: Callable[[], object]) -> float:
    started = time.perf_counter()
    with torch.inference_mode():
        function()
    return time.perf_counter() - started


def compare_speed(model: str, seconds: float, runs: int, piece_s: float) -> None:
    config = get_config(model)
    audio = recording(seconds, config.sample_rate_hz)
    with tempfile.TemporaryDirectory() as folder:
        theirs = published_codec(model, Path(folder))
        pairs = {
            "published": published_pair(theirs, audio, int(piece_s * config.sample_rate_hz)),
            "ours": our_pair(load_codec(find_installed(model)), audio),
        }
        times: dict[tuple[str, int], list[float]] = {}
        for _ in range(runs):
            for name, pair in pairs.items():
                for index, function in enumerate(pair):
                    times.setdefault((name, index), []).append(seconds_of(function))
    print(f"| {model}, {seconds:g} s, medians of {runs} | encode, × real time | decode, × real time |\n|---|---|---|")
    medians = {key: statistics.median(values) for key, values in times.items()}
    for name in pairs:
        print(f"| {name} | {seconds / medians[name, 0]:.1f} | {seconds / medians[name, 1]:.1f} |")
    ratios = [medians["published", index] / medians["ours", index] for index in (0, 1)]
    print(f"| ours over published | {ratios[0]:.2f} | {ratios[1]:.2f} |\n", flush=True)


def measure_memory(minutes: float, model: str) -> None:
    """Called in a process of its own: encode and decode a file, print both peaks in MB."""
    from sqcodec_gui.cli import main as run_command_line

    rate_hz = get_config(model).sample_rate_hz
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with soundfile.SoundFile(folder / "long.wav", "w", rate_hz, 1, "PCM_16") as file:
            for _ in range(int(minutes)):
                file.write(recording(60, rate_hz))
        words = ["encode", str(folder / "long.wav"), "-o", str(folder / "long.sqc"), "--model", model, "--no-check"]
        assert run_command_line(words) == 0
        print(f"encode {_peak_mb():.0f} MB", flush=True)
        assert run_command_line(["decode", str(folder / "long.sqc"), "-o", str(folder / "back.wav")]) == 0
        print(f"with decode {_peak_mb():.0f} MB", flush=True)


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="6kbps")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--piece", type=float, default=30.0)
    parser.add_argument("--memory", type=float, nargs="*", default=[], metavar="MINUTES")
    parser.add_argument("--measure-memory", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure_memory:
        measure_memory(options.measure_memory, options.model)
        return
    print(
        f"{platform.processor() or platform.machine()}, torch {torch.__version__}, {torch.get_num_threads()} threads\n"
    )
    if options.runs:
        compare_speed(options.model, options.seconds, options.runs, options.piece)
    for minutes in options.memory:
        command = [sys.executable, __file__, "--model", options.model, "--measure-memory", str(minutes)]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print(f"{minutes:g} min: {', '.join(output.split(chr(10))).rstrip(', ')}", flush=True)


if __name__ == "__main__":
    main()
