"""Quality over real file rate, on recordings that training never saw: this codec's files beside Opus and Codec 2.

    python tests/bench/bench_quality.py --data CORPUS [--models spectral-6kbps …] [--out FOLDER] [--charts FOLDER]
    python tests/bench/bench_quality.py --data CORPUS --speakers 8 --seconds-per-speaker 6      a few minutes
    python tests/bench/bench_quality.py --results FOLDER/quality.json --charts resources/readme

CORPUS is a packed corpus (``python -m sqcodec_gui.training --pack``); its dev recordings are taken, the first seconds
of each speaker (with ``--speakers``, of some that a seed draws), joined to recordings of at least a minute. Every codec
goes the whole way through files; the rate is that of the file. Opus is at its best for speech (60 ms frames, VBR).
Needs the extra ``train``; Codec 2 is left out, and it says so, where ``c2enc`` is not installed.
"""

import argparse
import json
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from quality_charts import draw_charts

from sqcodec_gui.training.codec_comparison import (
    RATE_HZ,
    Coder,
    codec2,
    excerpts,
    joined,
    measure,
    peer,
    rate_table,
    sqc,
)
from sqcodec_gui.training.corpus import Clip, Corpus
from sqcodec_gui.training.evaluate import score_table

OPUS_KBPS = (5, 6, 8, 9, 12, 16, 24)
MP3_KBPS = (8, 16)
CODEC2_BPS = (1200, 3200)
MODELS = ("spectral-1k5bps", "spectral-3kbps", "spectral-6kbps")


def choose(corpus: Corpus, seconds_per_speaker: float, speakers: int, seed: int) -> list[tuple[Clip, np.ndarray]]:
    """The first seconds of each dev speaker, or of ``speakers`` of each kind, drawn by ``seed`` and nothing else."""
    everything = excerpts(corpus, "dev", seconds_per_speaker)
    if not speakers:
        return everything
    chosen: set[tuple[str, str]] = set()
    for kind in ("speech", "music", "sfx"):
        names = sorted({clip.speaker for clip, _ in everything if clip.kind == kind})
        chosen |= {(kind, name) for name in random.Random(seed).sample(names, min(speakers, len(names)))}
    return [(clip, samples) for clip, samples in everything if (clip.kind, clip.speaker) in chosen]


def coders(models: list[str], weights_dir: Path | None, only_ours: bool) -> dict[str, Coder]:
    """Every codec by the name that it has in the tables."""
    found: dict[str, Coder] = {f"{name} (ours)": sqc(name, weights_dir) for name in models}
    if not only_ours:
        found |= {f"Opus {kbps} kbit/s": peer("opus", kbps) for kbps in OPUS_KBPS}
        found |= {f"MP3 {kbps} kbit/s": peer("mp3", kbps) for kbps in MP3_KBPS}
        if shutil.which("c2enc"):
            found |= {f"Codec 2 {bps} bit/s": codec2(bps) for bps in CODEC2_BPS}
        else:
            print("Codec 2 is left out: c2enc is not installed (Debian: apt install codec2).", flush=True)
    return found


def print_results(results: dict[str, dict[str, Any]]) -> None:
    for kind in ("speech", "music", "sfx"):
        print(rate_table(results, kind) + "\n")
    for name, result in results.items():
        clips = ", ".join(f"{clip} ({pesq:.2f})" for clip, pesq in result["worst"])
        print(f"{name}: worst of speech by PESQ-WB: {clips}")
        if name.endswith("(ours)"):
            print("\n" + score_table(result["speakers"], name) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="packed corpus")
    parser.add_argument("--models", nargs="*", default=list(MODELS))
    parser.add_argument("--weights-dir", type=Path, help="look for weights here first")
    parser.add_argument("--seconds-per-speaker", type=float, default=20.0)
    parser.add_argument("--speakers", type=int, default=0, help="of each kind, drawn by --seed; 0: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only-ours", action="store_true")
    parser.add_argument("--out", type=Path, help="also write quality.json here")
    parser.add_argument("--results", type=Path, help="do not measure: take this quality.json")
    parser.add_argument("--charts", type=Path, metavar="FOLDER", help="draw quality-rate.svg and quality-macs.svg here")
    options = parser.parse_args()
    if options.results:
        results = json.loads(options.results.read_text("utf-8"))
    else:
        if options.data is None:
            parser.error("--data or --results is needed")
        recordings = joined(choose(Corpus(options.data), options.seconds_per_speaker, options.speakers, options.seed))
        results = {}
        for name, coder in coders(options.models, options.weights_dir, options.only_ours).items():
            results[name] = measure(coder, recordings)
            print(f"done: {name}", flush=True)
        lengths = [len(recording.samples) / RATE_HZ for recording in recordings]
        clips = sum(len(recording.clips) for recording in recordings)
        print(f"\n{len(recordings)} recordings of {clips} clips, {sum(lengths):.0f} s\n")
    print_results(results)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "quality.json").write_text(json.dumps(results, indent=1), "utf-8")
    if options.charts:
        draw_charts(results, options.charts)


if __name__ == "__main__":
    main()
