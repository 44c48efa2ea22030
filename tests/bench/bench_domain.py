"""What speech scores do not show: silence, levels, borders, bursts. The whole way through files, shipped weights.

    python tests/bench/bench_domain.py --data CORPUS [--model 6kbps] [--recordings 6] [--seed 0]

CORPUS is a packed corpus (``python -m sqcodec_gui.training --pack``); recordings of its dev speakers are drawn by the
seed and by nothing else. Prints markdown. What is asked: digital silence stays below −60 dBFS; the level follows from
full scale down to −40 dB; the sound does not jump more at windows and blocks than elsewhere; music and effects get no
bursts.
"""

import argparse
import random
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.sqcodec.streaming import chunk_tokens
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.training.corpus import Clip, Corpus

LEVELS_DB = (0, -10, -20, -30, -40)
LOUD_WITHIN_DB = 20.0
"""Frames this near to a recording's loudest count for its level."""

FRAME_S = 0.02
SILENCE_S = 3.0
SETTLE_S = 0.1
SECONDS = 10.0
BURST_DB = 6.0


def through_files(samples: np.ndarray, config: CodecConfig) -> np.ndarray:
    """float32 [samples] at the model's rate, coded and decoded"""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        soundfile.write(folder / "in.wav", samples, config.sample_rate_hz, "FLOAT")
        settings = CompressSettings(model=config.name, compute=ComputeChoice("cpu"), exists="overwrite", check=False)
        compress(folder / "in.wav", folder / "coded.sqc", settings)
        back = RestoreSettings(compute=ComputeChoice("cpu"), exists="overwrite", sample_format="FLOAT")
        restore(folder / "coded.sqc", folder / "out.wav", back)
        return soundfile.read(folder / "out.wav", dtype="float32")[0]


def db(value: float) -> float:
    return 20 * float(np.log10(max(value, 1e-9)))


def frame_rms(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    hop = int(FRAME_S * rate_hz)
    frames = samples[: len(samples) // hop * hop].reshape(-1, hop)
    return np.sqrt(np.square(frames, dtype=np.float64).mean(1))


def measure_silence(speech: np.ndarray, config: CodecConfig) -> list[str]:
    """Digital silence alone, and between two stretches of speech."""
    rate_hz = config.sample_rate_hz
    gap = np.zeros(int(SILENCE_S * rate_hz), np.float32)
    second = speech[: 2 * rate_hz]
    settle = int(SETTLE_S * rate_hz)
    between = through_files(np.concatenate([second, gap, second]), config)
    cases = {
        "silence alone": through_files(gap, config),
        "silence between speech, 0.1 s from it": between[len(second) + settle : len(second) + len(gap) - settle],
    }
    lines = ["| digital silence | rms, dBFS | without its constant part | peak |", "|---|---|---|---|"]
    for name, part in cases.items():
        rms = float(np.sqrt(np.square(part, dtype=np.float64).mean()))
        lines.append(f"| {name} | {db(rms):.1f} | {db(float(part.std())):.1f} | {db(float(np.abs(part).max())):.1f} |")
    return lines


def level_change_db(original: np.ndarray, decoded: np.ndarray, rate_hz: int) -> float:
    """Of the recording's loud frames together, decoded against original."""
    ours, theirs = frame_rms(decoded, rate_hz), frame_rms(original, rate_hz)
    loud = theirs > theirs.max() * 10 ** (-LOUD_WITHIN_DB / 20)
    return db(float(np.sqrt(np.square(ours[loud]).mean()))) - db(float(np.sqrt(np.square(theirs[loud]).mean())))


def measure_levels(recordings: list[np.ndarray], config: CodecConfig) -> list[str]:
    """The same speech at a peak of full scale and below."""
    lines = ["| peak of the speech, dBFS | change of level, mean dB | lowest | highest |", "|---|---|---|---|"]
    for level in LEVELS_DB:
        changes = []
        for samples in recordings:
            scaled = samples / np.abs(samples).max() * np.float32(10 ** (level / 20))
            changes.append(level_change_db(scaled, through_files(scaled, config), config.sample_rate_hz))
        lines.append(f"| {level} | {np.mean(changes):+.1f} | {min(changes):+.1f} | {max(changes):+.1f} |")
    return lines


def jump_ratio(samples: np.ndarray, period: int) -> float:
    """How sharply the sound bends at multiples of ``period``, over how sharply it bends anywhere (1: no difference).

    The bend is the second difference, relative to the rms of the sound around it: a click is a bend.
    """
    bend = np.abs(np.diff(samples.astype(np.float64), 2))
    around = np.sqrt(np.convolve(np.square(bend), np.full(257, 1 / 257), "same")) + 1e-7
    relative = bend / around
    borders = np.arange(period, len(samples) - 2, period)
    near = np.stack([relative[borders - 2], relative[borders - 1], relative[borders]])
    shifted = np.stack([relative[np.maximum(borders - period // 2 + offset, 0)] for offset in (-2, -1, 0)])
    return float(near.mean() / max(shifted.mean(), 1e-9))


def measure_borders(recordings: list[np.ndarray], config: CodecConfig) -> list[str]:
    """Windows, the chunks that are computed at once, and blocks of the file."""
    joined = np.concatenate(recordings)
    decoded = through_files(joined, config)
    window = config.window_samples
    periods = {
        "attention windows": window,
        "chunks": chunk_tokens(config) * config.hop_samples,
        "blocks": config.block_windows * window,
    }
    lines = [
        "| borders | of them | bend there over bend half-way between them | the same in the original |",
        "|---|---|---|---|",
    ]
    for name, period in periods.items():
        ratio, reference = jump_ratio(decoded, period), jump_ratio(joined, period)
        lines.append(f"| {name} | {len(joined) // period} | {ratio:.2f} | {reference:.2f} |")
    return lines


def measure_bursts(recordings: list[tuple[Clip, np.ndarray]], config: CodecConfig) -> list[str]:
    """Frames that come out louder than anything that stood within a tenth of a second in the source."""
    lines = [
        f"| music and effects | peak out over in, dB | loudest frame out over in, dB | frames {BURST_DB:g} dB above |",
        "|---|---|---|---|",
    ]
    for clip, samples in recordings:
        decoded = through_files(samples, config)
        ours, theirs = (frame_rms(part, config.sample_rate_hz) for part in (decoded, samples))
        reach = int(0.1 / FRAME_S)
        around = np.array([theirs[max(0, i - reach) : i + reach + 1].max() for i in range(len(theirs))])
        bursts = int((ours > np.maximum(around, 1e-3) * 10 ** (BURST_DB / 20)).sum())
        peaks = db(float(np.abs(decoded).max())) - db(float(np.abs(samples).max()))
        loudest = db(ours.max()) - db(theirs.max())
        lines.append(f"| {clip.name} | {peaks:+.1f} | {loudest:+.1f} | {bursts} of {len(ours)} |")
    return lines


def draw(corpus: Corpus, kinds: tuple[str, ...], count: int, seed: int) -> list[tuple[Clip, np.ndarray]]:
    """The first seconds of dev recordings of these kinds, drawn by the seed."""
    long_enough = 4 * corpus.sample_rate_hz
    clips = [clip for clip in corpus.split("dev") if clip.kind in kinds and clip.length >= long_enough]
    chosen = random.Random(seed).sample(clips, min(count, len(clips)))
    return [(clip, corpus.read(clip)[: int(SECONDS * corpus.sample_rate_hz)]) for clip in chosen]


def show(lines: list[str]) -> None:
    print("\n".join(lines) + "\n", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="6kbps")
    parser.add_argument("--recordings", type=int, default=6, help="of speech, and of music and effects")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    config = get_config(options.model)
    corpus = Corpus(options.data)
    if corpus.sample_rate_hz != config.sample_rate_hz:
        parser.error(f"the corpus has {corpus.sample_rate_hz} Hz, the model {config.sample_rate_hz}")
    speech = [samples for _, samples in draw(corpus, ("speech",), options.recordings, options.seed)]
    others = draw(corpus, ("music", "sfx"), options.recordings, options.seed)
    show(measure_silence(speech[0], config))
    show(measure_borders(speech, config))
    show(measure_levels(speech, config))
    show(measure_bursts(others, config))


if __name__ == "__main__":
    main()
