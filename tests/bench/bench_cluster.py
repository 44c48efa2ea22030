"""What the cluster path costs: short files through a Dask worker beside the same files through the engine itself.

    python tests/bench/bench_cluster.py [--model 6kbps] [--files 50] [--seconds 3] [--runs 5] [--core 60]

One worker process with one thread on this machine, and this process with one thread; both have loaded the model before
the clock starts. Alternating runs, medians. What is more on the cluster's side is the cost of Dask and of our books
for a file; it does not grow with the length of the file.

``--core SECONDS``: instead, how many hours of audio a core encodes in an hour, with the check and without: length over
the processor time (not the time on the clock, so that other programs do not count) that one thread needs for a
recording as long, the whole file path, the best of the runs.
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import soundfile
import torch
from bench_codec import recording
from distributed import Client, LocalCluster

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.cluster.client import ClusterBatch
from sqcodec_gui.codec.config import get_config
from sqcodec_gui.engine.convert import convert
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, no_progress

Pairs = list[tuple[Path, Path]]


def make_files(folder: Path, count: int, seconds: float, sample_rate_hz: int) -> list[Path]:
    """Each begins elsewhere in the bundled voice."""
    voice = recording(seconds + 10, sample_rate_hz)
    length = int(seconds * sample_rate_hz)
    starts = np.linspace(0, len(voice) - length, count).astype(int)
    paths = [folder / f"{number:04}.wav" for number in range(count)]
    for path, start in zip(paths, starts, strict=True):
        soundfile.write(path, voice[start : start + length], sample_rate_hz)
    return paths


def encode_here(pairs: Pairs, settings: CompressSettings) -> float:
    """Seconds for all of them."""
    started = time.perf_counter()
    for source, target in pairs:
        convert(source, target, settings, no_progress, CancelToken())
    return time.perf_counter() - started


def encode_there(pairs: Pairs, settings: CompressSettings, client: Client) -> float:
    """Seconds for all of them, from the check of the workers to the last answer."""
    started = time.perf_counter()
    run = ClusterBatch(client, pairs, settings, CancelToken(), print)
    for _ in pairs:
        outcome = run.next(no_progress)
        if outcome.error is not None:
            raise outcome.error
    return time.perf_counter() - started


def hours_per_core_hour(source: Path, settings: CompressSettings, runs: int) -> tuple[float, str]:
    """(length of the recording over processor time, engine)"""
    rates = []
    for _ in range(runs):
        started = time.process_time()
        result = convert(source, source.with_suffix(".sqc"), settings, no_progress, CancelToken())
        rates.append(result.duration_s / (time.process_time() - started))
    return max(rates), result.engine


def show_core(settings: CompressSettings, seconds: float, rate_hz: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        (source,) = make_files(Path(scratch), 1, seconds, rate_hz)
        encode_here([(source, source.with_suffix(".sqc"))], settings)
        for check in (False, True):
            rate, engine = hours_per_core_hour(source, replace(settings, check=check), runs)
            print(f"{engine}, {'with the check' if check else 'without it'}: {rate:.1f} hours of audio per core-hour")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="6kbps")
    parser.add_argument("--files", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--core", type=float, metavar="SECONDS")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    settings = CompressSettings(model=arguments.model, compute=ComputeChoice("cpu"), check=False, exists="overwrite")
    rate_hz = get_config(arguments.model).sample_rate_hz
    if arguments.core:
        show_core(settings, arguments.core, rate_hz, arguments.runs)
        return
    one_worker = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    with tempfile.TemporaryDirectory() as scratch, LocalCluster(**one_worker) as cluster, Client(cluster) as client:
        folder = Path(scratch)
        sources = make_files(folder, arguments.files, arguments.seconds, rate_hz)
        here, there = ([(one, folder / name / f"{one.stem}.sqc") for one in sources] for name in ("here", "there"))
        encode_here(here[:1], settings)
        encode_there(there[:1], settings, client)
        times_s = [(encode_here(here, settings), encode_there(there, settings, client)) for _ in range(arguments.runs)]
        same = all(one.read_bytes() == two.read_bytes() for (_, one), (_, two) in zip(here, there, strict=True))
    here_s, there_s = (statistics.median(column) for column in zip(*times_s, strict=True))
    print(f"{arguments.files} files of {arguments.seconds:g} s, {arguments.model}, medians of {arguments.runs}:")
    print(f"engine {here_s:.2f} s, cluster {there_s:.2f} s, {there_s / here_s:.2f} × as long;")
    print(f"{1000 * (there_s - here_s) / arguments.files:.0f} ms more a file; targets {'equal' if same else 'DIFFER'}")


if __name__ == "__main__":
    main()
