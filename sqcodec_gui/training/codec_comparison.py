"""A codec is measured on recordings that training never heard, at the size of its real files, beside its peers.

Every codec goes the whole way through files. The recordings of several speakers are joined to long ones, so that what a
file needs beside the sound counts as it does for people; scores are taken of each speaker's part.
"""

import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from sqcodec_gui.audio.delay_alignment import aligned
from sqcodec_gui.audio.peer_codecs import encode_as
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, RestoreSettings
from sqcodec_gui.training.corpus import Clip, Corpus
from sqcodec_gui.training.evaluate import Scored, by_kind, by_speaker, score_cells, score_for_report, table_head, worst

RATE_HZ = 16_000
LEAST_SECONDS = 60.0
PAUSE_SECONDS = 0.25
WORST = 5
USUAL_PERCENTILE = 95
LONGEST_DELAY_SAMPLES = RATE_HZ // 20

Coder = Callable[[np.ndarray, Path], tuple[np.ndarray, int]]
"""(float32 [samples] at 16 kHz, work folder) -> (decoded, just as long and in time with it, bytes of the coded file)"""


@dataclass(frozen=True)
class Joined:
    """It is a long recording, float32 [samples], and where its clips begin."""

    kind: str
    samples: np.ndarray
    clips: tuple[tuple[Clip, int, int], ...]
    """(clip, first sample, samples)"""


def excerpts(corpus: Corpus, split: str, seconds_per_speaker: float) -> list[tuple[Clip, np.ndarray]]:
    """Return the first seconds of each speaker, in pieces of at least two seconds."""
    used: dict[tuple[str, str], float] = {}
    chosen = []
    for clip in corpus.split(split):
        key = (clip.kind, clip.speaker)
        left = seconds_per_speaker - used.get(key, 0.0)
        if left >= 2:
            samples = corpus.read(clip)[: int(left * corpus.sample_rate_hz)]
            used[key] = used.get(key, 0.0) + len(samples) / corpus.sample_rate_hz
            chosen.append((clip, samples))
    return chosen


def joined(clips: Iterable[tuple[Clip, np.ndarray]], least_s: float = LEAST_SECONDS) -> list[Joined]:
    """Return recordings of at least ``least_s`` (where a kind has so much), each of one kind, in the order given."""
    kinds: dict[str, list[list[tuple[Clip, np.ndarray]]]] = {}
    for clip, samples in clips:
        groups = kinds.setdefault(clip.kind, [[]])
        if sum(len(one) for _, one in groups[-1]) >= least_s * RATE_HZ:
            groups.append([])
        groups[-1].append((clip, samples))
    for groups in kinds.values():
        if len(groups) > 1 and sum(len(one) for _, one in groups[-1]) < least_s * RATE_HZ:
            rest = groups.pop()
            groups[-1] += rest
    return [_join(kind, group) for kind, groups in kinds.items() for group in groups]


def _join(kind: str, group: list[tuple[Clip, np.ndarray]]) -> Joined:
    pause = np.zeros(int(PAUSE_SECONDS * RATE_HZ), np.float32)
    pieces: list[np.ndarray] = []
    clips, at = [], 0
    for clip, samples in group:
        clips.append((clip, at, len(samples)))
        pieces += [samples, pause]
        at += len(samples) + len(pause)
    return Joined(kind, np.concatenate(pieces[:-1]), tuple(clips))


def sqc(model: str, weights_dir: Path | None = None) -> Coder:
    """Make this program's own files, through all that a user's recording goes through, on the processor."""
    compute = ComputeChoice("cpu", weights_dir=weights_dir)

    def code(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        wav, coded, decoded = folder / "in.wav", folder / "coded.sqc", folder / "decoded.wav"
        soundfile.write(wav, samples, RATE_HZ, "PCM_16")
        compress(wav, coded, CompressSettings(model=model, compute=compute, exists="overwrite", check=False))
        restore(coded, decoded, RestoreSettings(compute=compute, exists="overwrite", sample_format="FLOAT"))
        return soundfile.read(decoded, dtype="float32")[0], coded.stat().st_size

    return code


def peer(codec: str, kbit_per_s: float) -> Coder:
    """Make Opus or MP3, at their best for speech (see audio/peer_codecs.py)."""

    def code(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        found = encode_as(codec, samples[None], RATE_HZ, round(1000 * kbit_per_s))
        return found.samples[0], found.file_bytes

    return code


def codec2(bit_per_s: int) -> Coder:
    """Make Codec 2, by its own programs; it works at 8 kHz, and its bits have no container."""

    def code(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        raw, coded, back = folder / "in.raw", folder / "coded.bit", folder / "out.raw"
        narrow = soxr.resample(samples, RATE_HZ, RATE_HZ // 2)
        raw.write_bytes((narrow.clip(-1, 1) * 32767).astype("<i2").tobytes())
        for program, source, target in (("c2enc", raw, coded), ("c2dec", coded, back)):
            subprocess.run([program, str(bit_per_s), str(source), str(target)], check=True, capture_output=True)
        decoded = soxr.resample(np.frombuffer(back.read_bytes(), "<i2").astype(np.float32) / 32768, 8000, RATE_HZ)
        return aligned(samples, decoded, LONGEST_DELAY_SAMPLES), coded.stat().st_size

    return code


def measure(coder: Coder, recordings: list[Joined]) -> dict[str, Any]:
    """Measure ``kinds`` with rates and mean scores, ``speakers`` with scores of speech, its ``worst`` clips, and what
    most of its clips stay below (``usual_mel_distance``)."""
    rows: list[Scored] = []
    bits: dict[str, float] = defaultdict(float)
    seconds: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as folder:
        for recording in recordings:
            decoded, size_bytes = coder(recording.samples, Path(folder))
            bits[recording.kind] += 8 * size_bytes
            seconds[recording.kind] += len(recording.samples) / RATE_HZ
            for clip, start, length in recording.clips:
                stretch = slice(start, start + length)
                scores = score_for_report(recording.samples[stretch], decoded[stretch])
                rows.append(Scored(clip.kind, clip.speaker, clip.name, scores))
    kinds = by_kind(rows)
    return {
        "kinds": {kind: {"kbit_per_s": bits[kind] / seconds[kind] / 1000, **kinds[kind]} for kind in kinds},
        "speakers": by_speaker(rows),
        "worst": [(row.name, row.scores.pesq) for row in worst(rows, WORST)],
        "usual_mel_distance": float(
            np.percentile([row.scores.mel_distance for row in rows if row.kind == "speech"] or [0.0], USUAL_PERCENTILE)
        ),
    }


def rate_table(results: dict[str, dict[str, Any]], kind: str) -> str:
    """Return a table in Markdown: one line a codec."""
    lines = table_head(kind, "kbit/s (file)")
    for name, result in results.items():
        if row := result["kinds"].get(kind):
            lines.append(f"| {name} | {row['kbit_per_s']:.2f} | {score_cells(row)} |")
    return "\n".join(lines)
