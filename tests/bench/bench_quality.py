"""Quality over real file rate, on recordings that training never saw: this codec's files beside Opus and Codec 2.

    python tests/bench/bench_quality.py --data CORPUS [--models 6kbps …] [--out FOLDER] [--charts resources/readme]
    python tests/bench/bench_quality.py --data CORPUS --speakers 8 --seconds-per-speaker 6      a few minutes
    python tests/bench/bench_quality.py --results FOLDER/quality.json --charts resources/readme

CORPUS is a packed corpus (``python -m sqcodec_gui.training --pack``); its dev recordings are taken, the first seconds
of each speaker (with ``--speakers``, of some that a seed draws). Every codec goes the whole way through files; the rate
is that of the file. Needs the extra ``train``; Codec 2 is left out, and it says so, where ``c2enc`` is not installed.
"""

import argparse
import json
import random
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
import soxr
from quality_charts import draw_charts

from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.engine.models import open_sqc
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.training.corpus import Clip, Corpus
from sqcodec_gui.training.evaluate import Scored, by_kind, by_speaker, score, score_table, worst
from sqcodec_gui.training.finish import excerpts

RATE_HZ = 16_000
OPUS_KBPS = (6, 8, 9, 12, 16, 24)
CODEC2_BPS = (1200, 3200)
WORST = 5

Coder = Callable[[Path, Path], tuple[np.ndarray, int]]
"""(16 kHz WAV file, work folder) -> (decoded float32 [samples] at 16 kHz, bytes of the coded file)"""


def sqc(model: str) -> Coder:
    def code(wav: Path, folder: Path) -> tuple[np.ndarray, int]:
        coded = folder / "coded.sqc"
        settings = CompressSettings(model=model, compute=ComputeChoice("cpu"), exists="overwrite", check=False)
        compress(wav, coded, settings)
        decoded = folder / "decoded.wav"
        restore(
            coded, decoded, RestoreSettings(compute=ComputeChoice("cpu"), exists="overwrite", sample_format="FLOAT")
        )
        return soundfile.read(decoded, dtype="float32")[0], coded.stat().st_size

    return code


def opus(kbps: int) -> Coder:
    """libopus of PyAV's wheel, ``application=voip``, as an Ogg file."""

    def code(wav: Path, folder: Path) -> tuple[np.ndarray, int]:
        samples, _ = soundfile.read(wav, dtype="int16")
        coded = folder / "coded.opus"
        with av.open(str(coded), "w", format="ogg") as container:
            stream = container.add_stream("libopus", rate=RATE_HZ, layout="mono", options={"application": "voip"})
            stream.bit_rate = kbps * 1000
            frame = av.AudioFrame.from_ndarray(samples[None], format="s16", layout="mono")
            frame.sample_rate = RATE_HZ
            for packet in (*stream.encode(frame), *stream.encode(None)):
                container.mux(packet)
        decoded, rate_hz = soundfile.read(coded, dtype="float32")
        return soxr.resample(decoded, rate_hz, RATE_HZ), coded.stat().st_size

    return code


def codec2(bps: int) -> Coder:
    """Codec 2 works at 8 kHz; its bits have no container."""

    def code(wav: Path, folder: Path) -> tuple[np.ndarray, int]:
        samples, _ = soundfile.read(wav, dtype="float32")
        raw, coded, back = folder / "in.raw", folder / "coded.bit", folder / "out.raw"
        narrow = soxr.resample(samples, RATE_HZ, RATE_HZ // 2)
        raw.write_bytes((narrow.clip(-1, 1) * 32767).astype("<i2").tobytes())
        for command in (["c2enc", str(bps), raw, coded], ["c2dec", str(bps), coded, back]):
            subprocess.run(command, check=True, capture_output=True)
        decoded = np.frombuffer(back.read_bytes(), "<i2").astype(np.float32) / 32768
        return soxr.resample(decoded, RATE_HZ // 2, RATE_HZ), coded.stat().st_size

    return code


def aligned(original: np.ndarray, decoded: np.ndarray) -> np.ndarray:
    """``decoded`` moved by the delay that the codec adds (at most 50 ms), as long as the original."""
    reach = RATE_HZ // 20
    padded = np.pad(decoded, (reach, max(reach, len(original) + reach - len(decoded))))
    size = 1 << (len(original) + 2 * reach).bit_length()
    spectrum = np.fft.rfft(padded[: len(original) + 2 * reach], size) * np.fft.rfft(original, size).conj()
    delay = int(np.argmax(np.fft.irfft(spectrum, size)[: 2 * reach + 1]))
    return padded[delay : delay + len(original)].astype(np.float32)


def token_use(files: list[np.ndarray], codes: int) -> dict[str, float]:
    """Share of codes used, and entropy of single tokens in bits (biased low: there are more codes than tokens)."""
    tokens = np.concatenate(files)
    counts = np.unique(tokens, return_counts=True)[1] / len(tokens)
    return {"codes_used": len(counts) / codes, "entropy_bits": float(-(counts * np.log2(counts)).sum())}


def run(coder: Coder, clips: list[tuple[Clip, np.ndarray]]) -> dict[str, Any]:
    """All scores of one codec: by kind, by speaker, the worst recordings, and the use of its tokens."""
    rows: list[Scored] = []
    bits: dict[str, float] = defaultdict(float)
    seconds: dict[str, float] = defaultdict(float)
    tokens, codes = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for clip, samples in clips:
            wav = folder / "in.wav"
            soundfile.write(wav, samples, RATE_HZ, "PCM_16")
            original = soundfile.read(wav, dtype="float32")[0]
            decoded, size_bytes = coder(wav, folder)
            rows.append(Scored(clip.kind, clip.speaker, clip.name, score(original, aligned(original, decoded))))
            bits[clip.kind] += 8 * size_bytes
            seconds[clip.kind] += len(samples) / RATE_HZ
            if (folder / "coded.sqc").is_file():
                with open_sqc(folder / "coded.sqc") as reader:
                    codes = reader.header.codes
                    tokens += [reader.read_block(index)[0] for index in range(len(reader.blocks))]
    kinds = by_kind(rows)
    return {
        "kinds": {kind: {"kbit_per_s": bits[kind] / seconds[kind] / 1000, **kinds[kind]} for kind in kinds},
        "speakers": by_speaker(rows),
        "worst": [(row.name, row.scores.pesq) for row in worst(rows, WORST)],
        "tokens": token_use(tokens, codes) if tokens else {},
    }


def table(results: dict[str, dict[str, Any]], kind: str) -> str:
    """Markdown: one line a codec."""
    lines = [
        f"| {kind} | kbit/s (file) | PESQ-WB | STOI | SI-SDR, dB | log-mel distance |",
        "|---|---|---|---|---|---|",
    ]
    for name, result in results.items():
        if row := result["kinds"].get(kind):
            lines.append(
                f"| {name} | {row['kbit_per_s']:.2f} | {row['pesq']:.2f} | {row['stoi']:.3f} | {row['si_sdr_db']:.1f} |"
                f" {row['mel_distance']:.3f} |"
            )
    return "\n".join(lines)


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


def coders(models: list[str], only_ours: bool) -> dict[str, Coder]:
    """Every codec by the name that it has in the tables."""
    found: dict[str, Coder] = {f"SQCodec {name} (ours)": sqc(name) for name in models}
    if not only_ours:
        found |= {f"Opus {kbps} kbit/s": opus(kbps) for kbps in OPUS_KBPS}
        if shutil.which("c2enc"):
            found |= {f"Codec 2 {bps} bit/s": codec2(bps) for bps in CODEC2_BPS}
        else:
            print("Codec 2 is left out: c2enc is not installed (Debian: apt install codec2).", flush=True)
    return found


def print_results(results: dict[str, dict[str, Any]]) -> None:
    for kind in ("speech", "music", "sfx"):
        print(table(results, kind) + "\n")
    for name, result in results.items():
        print(
            f"{name}: worst of speech by PESQ-WB: "
            + ", ".join(f"{clip} ({pesq:.2f})" for clip, pesq in result["worst"])
        )
        if result["tokens"]:
            use = result["tokens"]
            print(f"{name}: {100 * use['codes_used']:.1f} % of the codes used, {use['entropy_bits']:.2f} bits a token")
            print("\n" + score_table(result["speakers"], name) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="packed corpus")
    parser.add_argument("--models", nargs="*", default=["6kbps"])
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
        clips = choose(Corpus(options.data), options.seconds_per_speaker, options.speakers, options.seed)
        results = {}
        for name, coder in coders(options.models, options.only_ours).items():
            results[name] = run(coder, clips)
            print(f"done: {name}", flush=True)
        print(f"\n{len(clips)} recordings, {sum(len(samples) for _, samples in clips) / RATE_HZ:.0f} s\n")
    print_results(results)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "quality.json").write_text(json.dumps(results, indent=1), "utf-8")
    if options.charts:
        draw_charts(results, options.charts)


if __name__ == "__main__":
    main()
