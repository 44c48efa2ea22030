"""Speed beside the published package, on the same weights in one run; memory, short files, start-up.

    python tests/bench/bench_codec.py [--models 6kbps | --models all] [--seconds 60] [--runs 5] [--engines auto torch]
    python tests/bench/bench_codec.py --device cuda --seconds 3600 --piece 300 --engines torch
    python tests/bench/bench_codec.py --models spectral-6kbps      (beside the published package's 6kbps)
    python tests/bench/bench_codec.py --short 200
    python tests/bench/bench_codec.py --memory 1 10 60 --folder FOLDER --verb encode    (and then: --verb decode)
    python tests/bench/bench_codec.py --start

Speed: network only, audio in memory to tokens in memory and back, runs that alternate, medians. The published package
gets the same weights as ``.pt`` files and the whole recording as one tensor (in pieces of at most ``--piece`` seconds,
because it needs about 30 MB a second); models that are not installed get the random weights that it starts with. The
bound: the network's multiply-adds, counted by torch, at the speed of the fastest fp32 matrix products that torch, NumPy
or OpenVINO reach in the same alternating runs. The family ``spectral`` has no published package and stands beside
6kbps, which has about its bit rate. Short files: each 3 s, one after the other, models loaded beforehand, and beside
that as many at once as there are threads, each file on one thread. On a graphics processor, copies there and back count
on both sides; the published package runs as torch comes (TF32 in convolutions), ours and the bound in fp32. Memory: the
whole file path of ``sqcodec encode`` and ``decode`` in a process of its own, peak resident set. Start: whole processes,
medians.

``--threads`` for both sides. ``--clock cpu`` counts the processor's time instead of the clock's, for busy machines.
"""

import argparse
import importlib
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np
import soundfile
import torch
from process_usage import own_peak_mb
from torch.utils.flop_counter import FlopCounterMode

from sqcodec_gui.audio import open_audio
from sqcodec_gui.codec.config import CodecConfig, SpectralConfig, get_config, published_configs
from sqcodec_gui.codec.errors import MissingWeightsError
from sqcodec_gui.codec.model_store.installed import InstalledModel, find_installed
from sqcodec_gui.codec.openvino_runtime import Model, op, shared_core
from sqcodec_gui.codec.spectral.codec import SpectralCodec
from sqcodec_gui.codec.spectral.export import network_of
from sqcodec_gui.codec.spectral.streaming import SpectralDecoder
from sqcodec_gui.codec.spectral.weights import load_tensors
from sqcodec_gui.codec.sqcodec.engine import ChunkCodec
from sqcodec_gui.codec.sqcodec.streaming import StreamDecoder, StreamEncoder, all_of, measure_statistics
from sqcodec_gui.codec.sqcodec.weights import export_published, import_published, load_codec
from sqcodec_gui.codec.streams import open_encoder
from sqcodec_gui.engine import device, models
from sqcodec_gui.engine.settings_and_results import ComputeChoice
from sqcodec_gui.paths import speech_sample

SHORT_SECONDS = 3.0
MATRIX_WIDTH = {"cpu": 1024, "cuda": 8192}
MATRIX_PRODUCTS = {"cpu": 100, "cuda": 20}
Coder = tuple[Callable[[], object], Callable[[], object]]
"""Encodes and decodes everything that there is to code."""


def recording(seconds: float, sample_rate_hz: int) -> np.ndarray:
    """float32 [samples]: the bundled voice over and over, at changing levels"""
    with open_audio(speech_sample()) as reader:
        voice = np.concatenate(list(reader.blocks()))[:, 0]
    samples = np.resize(voice, int(seconds * sample_rate_hz))
    return (samples * np.linspace(0.3, 1, len(samples))).astype(np.float32)


def both_packages(config: CodecConfig, folder: Path):  # type: ignore[no-untyped-def]
    """The published package's codec, and our weights: the installed ones, or those that it starts with."""
    package = importlib.import_module("sq_codec" if config.family == "sqcodec" else "l3ac")
    settings_class = package.SQCodecConfig if config.family == "sqcodec" else package.L3ACConfig
    codec_class = package.SQCodec if config.family == "sqcodec" else package.L3AC
    settings = settings_class(config_file=package.CONFIG_DIR / f"{config.published_name}.toml", model_dir=folder)
    codec = codec_class(settings)
    own_folder = folder / f"{config.published_name}.{config.hub_version}"
    try:
        installed = find_installed(config.name)
        export_published(installed, own_folder)
        codec.network.load_model(model_path=settings.model_path)
    except MissingWeightsError:
        own_folder.mkdir()
        for part, module in codec.network.trainable_modules.items():
            torch.save(module.state_dict(), own_folder / f"{part}.pt")
        installed = import_published(config.name, own_folder, folder / "imported")
    codec.network.eval()
    return codec, installed


def published_coder(codec, clips: list[np.ndarray], device_name: str) -> Coder:  # type: ignore[no-untyped-def]
    """As it is used: it moves its network to the device, and we the sound; results come back to memory."""
    codec.network.to(device_name)

    def encode(clip: np.ndarray) -> torch.Tensor:
        tokens = codec.encode_audio(torch.from_numpy(clip[None]).to(device_name))[1]
        return (tokens["indices"] if isinstance(tokens, dict) else tokens).cpu()

    def decode(tokens: torch.Tensor) -> torch.Tensor:
        return codec.decode_audio(indices=tokens.to(device_name)).cpu()

    def as_torch_comes(work: Callable[[], object]) -> object:
        with torch.backends.cudnn.flags(enabled=True, allow_tf32=True):
            return work()

    with torch.inference_mode():
        coded = [encode(clip) for clip in clips]
    return (
        lambda: as_torch_comes(lambda: [encode(clip) for clip in clips]),
        lambda: as_torch_comes(lambda: [decode(tokens) for tokens in coded]),
    )


def our_coder(codec: ChunkCodec, clips: list[np.ndarray], at_once: int = 1) -> Coder:
    """``at_once``: so many clips in threads of their own."""
    run = ThreadPoolExecutor(at_once).map if at_once > 1 else map

    def encode(clip: np.ndarray) -> np.ndarray:
        return all_of(StreamEncoder(codec), clip[None])

    def decode(tokens: np.ndarray) -> np.ndarray:
        return all_of(StreamDecoder(codec, given), tokens)

    coded = [encode(clip) for clip in clips]
    first, given = coded[0], None
    if not codec.has_constants:
        given = measure_statistics(codec, first.shape[1], lambda start, stop: first[:, start:stop])
    return (lambda: list(run(encode, clips))), lambda: list(run(decode, coded))


def spectral_coder(codec: SpectralCodec, clips: list[np.ndarray]) -> Coder:
    """Its chunks are computed on all threads, whether of one clip or of several."""
    tokens_per_frame = codec.config.tokens_per_frame

    def encode(clip: np.ndarray) -> np.ndarray:
        return all_of(open_encoder(codec), clip[None])

    def decode(tokens: np.ndarray) -> np.ndarray:
        return all_of(SpectralDecoder(codec.spectral_engine, tokens_per_frame), tokens)

    coded = [encode(clip) for clip in clips]
    return (lambda: [encode(clip) for clip in clips]), lambda: [decode(tokens) for tokens in coded]


def spectral_multiply_adds(installed: InstalledModel) -> tuple[float, float]:
    """As ``multiply_adds``, over one second: there the square of frames that torch counts is about attention's band."""
    network = network_of(load_tensors(installed.path, installed.sha256)[1])
    sizes = network.architecture
    audio = torch.zeros(1, sizes.sample_rate_hz // sizes.hop_samples * sizes.hop_samples)
    counts = []
    with torch.inference_mode():
        digits = network.encode(audio).round()
        nesting = torch.full(digits.shape[:2], len(sizes.nested_tokens) - 1)
        for work in (lambda: network.encode(audio), lambda: network.decode(digits, nesting)):
            with FlopCounterMode(display=False) as counter:
                work()
            counts.append(counter.get_total_flops() / 2 / (audio.shape[1] / sizes.sample_rate_hz))
    return counts[0], counts[1]


def multiply_adds(installed: InstalledModel) -> tuple[float, float]:
    """Of encoding and decoding a second, as counted by torch over some windows."""
    codec = load_codec(installed)
    config, counts = codec.config, []
    audio = torch.zeros(1, config.window_samples * 8)
    with torch.inference_mode():
        tokens = codec.encode(audio)
        given = torch.ones(len(config.decoder_strides), 2, 4)
        for work in (lambda: codec.encode(audio), lambda: codec.decode(tokens, given)):
            with FlopCounterMode(display=False) as counter:
                work()
            counts.append(counter.get_total_flops() / 2 / (audio.shape[1] / config.sample_rate_hz))
    return counts[0], counts[1]


def matrix_products(device_name: str) -> dict[str, Callable[[], object]]:
    """So many products of two square matrices, by each library that has them; none is the fastest everywhere."""
    width, count = MATRIX_WIDTH[device_name], MATRIX_PRODUCTS[device_name]
    matrix = torch.ones(width, width, device=device_name)
    if device_name == "cuda":
        return {"torch": lambda: ([torch.mm(matrix, matrix) for _ in range(count)], torch.cuda.synchronize())}
    array = np.ones((width, width), np.float32)
    factors = [op.parameter([width, width], np.float32) for _ in range(2)]
    product = Model([op.matmul(*factors, False, False)], factors)
    request = shared_core().compile_model(product, "CPU", {"INFERENCE_PRECISION_HINT": "f32"}).create_infer_request()
    return {
        "torch": lambda: [torch.mm(matrix, matrix) for _ in range(count)],
        "numpy": lambda: [array @ array for _ in range(count)],
        "openvino": lambda: [request.infer([array, array], share_inputs=True) for _ in range(count)],
    }


def alternating_medians(
    work: dict[str, Callable[[], object]], runs: int, clock: Callable[[], float]
) -> dict[str, float]:
    """Seconds of each, the median of ``runs`` rounds in which each has its turn."""
    times: dict[str, list[float]] = {name: [] for name in work}
    with torch.inference_mode():
        for _ in range(runs):
            for name, function in work.items():
                started = clock()
                function()
                times[name].append(clock() - started)
    return {name: statistics.median(values) for name, values in times.items()}


def compare_speed(model: str, clips: int, seconds: float, options: argparse.Namespace) -> None:
    """A table: the published package, our engines, the ratios, and the shares of the bound."""
    config = get_config(model)
    is_spectral = isinstance(config, SpectralConfig)
    audio = recording(clips * seconds, config.sample_rate_hz)
    parts = np.split(
        audio, range(int(seconds * config.sample_rate_hz), len(audio), int(seconds * config.sample_rate_hz))
    )
    piece = int(options.piece * config.sample_rate_hz)
    pieces = [part[start : start + piece] for part in parts for start in range(0, len(part), piece)]
    with tempfile.TemporaryDirectory() as folder:
        theirs, installed = both_packages(get_config("6kbps") if is_spectral else config, Path(folder))
        coders = {"published": published_coder(theirs, pieces, options.device)}
        if is_spectral:
            installed = find_installed(model)
        for engine in options.engines:
            place = device.resolve(ComputeChoice(options.device, engine))
            if is_spectral:
                coders[f"ours, {place.engine}"] = spectral_coder(models.load(installed, place), parts)
                continue
            coders[f"ours, {place.engine}"] = our_coder(models.load(installed, place), parts)
            if clips > 1 and place.engine == device.OPENVINO and (threads := torch.get_num_threads()) > 1:
                several = our_coder(models.load(installed, replace(place, streams=threads)), parts, threads)
                coders[f"ours, {place.engine}, {threads} files at once"] = several
        needed = spectral_multiply_adds(installed) if is_spectral else multiply_adds(installed)
    work = {f"{name} {way}": coder[way] for name, coder in coders.items() for way in (0, 1)}
    products = matrix_products(options.device)
    medians = alternating_medians(work | products, options.runs, options.clock)
    fastest_s = min(medians[library] for library in products)
    products_per_s = MATRIX_PRODUCTS[options.device] * MATRIX_WIDTH[options.device] ** 3 / fastest_s
    title = f"{model}, {f'{clips} × ' if clips > 1 else ''}{seconds:g} s"
    print_speed(title, clips * seconds, needed, medians, products_per_s, list(coders))


def print_speed(
    title: str,
    total_s: float,
    needed: tuple[float, float],
    medians: dict[str, float],
    products_per_s: float,
    names: list[str],
) -> None:
    print(f"| {title} | encode, × real time | decode, × real time |\n|---|---|---|")
    bounds = [products_per_s / one for one in needed]
    print(f"| bound ({needed[0] / 1e9:.2f} G and {needed[1] / 1e9:.2f} G multiply-adds a second of sound at "
          f"{products_per_s / 1e9:.1f} G a second) | {bounds[0]:.1f} | {bounds[1]:.1f} |")  # fmt: skip
    for name in names:
        speeds = [total_s / medians[f"{name} {way}"] for way in (0, 1)]
        cells = [f"{speed:.1f}" for speed in speeds]
        if name != "published":
            ratios = [medians[f"published {way}"] / medians[f"{name} {way}"] for way in (0, 1)]
            cells = [
                f"{speed:.1f} (**{ratio:.2f} ×** published, {speed / bound:.2f} of the bound)"
                for speed, ratio, bound in zip(speeds, ratios, bounds, strict=True)
            ]
        print(f"| {name} | {' | '.join(cells)} |")
    print(flush=True)


def measure_memory(minutes: float, model: str, verb: str, folder: Path) -> None:
    """Called in a process of its own: encode or decode a file of this length, print time and peak."""
    from sqcodec_gui.cli import main as run_command_line

    rate_hz = get_config(model).sample_rate_hz
    wav, sqc = folder / f"{model}-{minutes:g}.wav", folder / f"{model}-{minutes:g}.sqc"
    words = ["decode", str(sqc), "-o", str(folder / "back.wav"), "--exists", "overwrite"]
    if verb == "encode":
        with soundfile.SoundFile(wav, "w", rate_hz, 1, "PCM_16") as file:
            for _ in range(int(minutes)):
                file.write(recording(60, rate_hz))
        words = ["encode", str(wav), "-o", str(sqc), "--model", model, "--no-check", "--exists", "overwrite"]
    started = time.perf_counter()
    assert run_command_line(words) == 0
    elapsed_s = time.perf_counter() - started
    for left_over in (wav, folder / "back.wav"):
        left_over.unlink(missing_ok=True)
    print(f"| {verb}, {minutes:g} min | {own_peak_mb():.0f} | {60 * minutes / elapsed_s:.1f} |", flush=True)


def compare_memory(model: str, options: argparse.Namespace) -> None:
    print(f"| {model}, whole file path | peak memory, MB | × real time |\n|---|---|---|", flush=True)
    for minutes in options.memory:
        for verb in [options.verb] if options.verb else ["encode", "decode"]:
            command = [sys.executable, __file__, "--models", model, "--measure-memory", str(minutes)]
            command += ["--verb", verb, "--folder", str(options.folder)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            print(output[output.index("| ") :], end="", flush=True)


def compare_start(runs: int, clock_name: str) -> None:
    """Whole processes of the command line, seconds from their start to their end."""
    with tempfile.TemporaryDirectory() as name:
        wav, sqc = Path(name, "short.wav"), Path(name, "short.sqc")
        soundfile.write(wav, recording(SHORT_SECONDS, 16_000), 16_000)
        verbs = {
            "--help": ["--help"],
            "encode, 3 s": ["encode", wav, "-o", sqc, "--exists", "overwrite"],
            "encode --no-check, 3 s": ["encode", wav, "-o", sqc, "--exists", "overwrite", "--no-check"],
            "info": ["info", sqc],
            "verify": ["verify", sqc],
            "decode, 3 s": ["decode", sqc, "-o", Path(name, "back.wav"), "--exists", "overwrite"],
            "decode --engine torch, 3 s": ["decode", sqc, "-o", wav, "--exists", "overwrite", "--engine", "torch"],
        }
        print("| `sqcodec …` | seconds, median | best |\n|---|---|---|", flush=True)
        for title, words in verbs.items():
            times = [_process_s([str(word) for word in words], clock_name) for _ in range(runs + 1)][1:]
            print(f"| {title} | {statistics.median(times):.2f} | {min(times):.2f} |", flush=True)


def _process_s(words: list[str], clock_name: str) -> float:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-m", "sqcodec_gui", *words], check=True, capture_output=True)
    if clock_name == "wall":
        return time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", nargs="+", default=["6kbps"])
    parser.add_argument("--engines", nargs="+", default=["auto"], choices=device.ENGINES)
    parser.add_argument("--device", default="cpu", choices=("cpu", "cuda"))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--piece", type=float, default=30.0)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall")
    parser.add_argument("--short", type=int, metavar="FILES")
    parser.add_argument("--start", action="store_true")
    parser.add_argument("--memory", type=float, nargs="*", default=[], metavar="MINUTES")
    parser.add_argument("--verb", choices=("encode", "decode"))
    parser.add_argument("--folder", type=Path, help="where the .sqc files of --memory stay")
    parser.add_argument("--measure-memory", type=float, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    options = parse()
    options.clock_name, options.clock = (
        options.clock,
        time.process_time if options.clock == "cpu" else time.perf_counter,
    )
    names = (
        [name for name in published_configs() if not name.startswith("l3ac")]
        if options.models == ["all"]
        else options.models
    )
    if options.measure_memory:
        measure_memory(options.measure_memory, names[0], options.verb, options.folder)
        return
    if options.threads:
        os.environ["OMP_NUM_THREADS"] = str(options.threads)  # openvino's, and those of processes
        torch.set_num_threads(options.threads)
    where = device.resolve(ComputeChoice(options.device)).name if options.device != "cpu" else platform.machine()
    print(
        f"{date.today()}, {where}, {torch.get_num_threads()} threads, torch {torch.__version__}, "
        f"openvino {version('openvino')}, {options.runs} runs, {options.clock_name} time: "
        f"`bench_codec.py {' '.join(sys.argv[1:])}`\n",
        flush=True,
    )
    if options.start:
        compare_start(options.runs, options.clock_name)
    elif options.memory:
        with tempfile.TemporaryDirectory() as folder:
            options.folder = options.folder or Path(folder)
            compare_memory(names[0], options)
    else:
        for name in names:
            compare_speed(name, options.short or 1, SHORT_SECONDS if options.short else options.seconds, options)


if __name__ == "__main__":
    main()
