"""From trained weights to a model that can be shipped: scores, what is usual, entropy tables, and a card that says all.

Everything is measured on the exported file, on speakers that training never heard.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from sqcodec_gui.codec.config import CodecConfig, get_config
from sqcodec_gui.codec.installed import read_header, read_metadata
from sqcodec_gui.codec.streaming import StreamEncoder
from sqcodec_gui.codec.weights import build, load_codec, save_own
from sqcodec_gui.engine.check import USUAL_KEY
from sqcodec_gui.engine.tables import write_tables
from sqcodec_gui.training.corpus import Clip, Corpus
from sqcodec_gui.training.evaluate import Scores, mean_scores, score

USUAL_PERCENTILE = 95
PREVIEW_BELOW_PESQ = 2.5
"""Weights whose speech scores less are called a preview, in their card and in the window."""


@dataclass(frozen=True)
class Finished:
    """What was measured of a model."""

    speech: dict[str, float]
    speakers: dict[str, dict[str, float]]
    others: dict[str, dict[str, float]]
    usual_mel_distance: float
    seconds: float


def excerpts(corpus: Corpus, split: str, seconds_per_speaker: float) -> list[tuple[Clip, np.ndarray]]:
    """The first seconds of each speaker."""
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


@torch.no_grad()
def measure(folder: Path, corpus: Corpus, seconds_per_speaker: float) -> Finished:
    """Scores of the exported weights on the dev speakers."""
    codec = load_codec(read_header(folder / "model.safetensors", "named folder"))
    rows: list[tuple[Clip, Scores]] = []
    seconds = 0.0
    for clip, samples in excerpts(corpus, "dev", seconds_per_speaker):
        audio = torch.from_numpy(samples)[None]
        decoded = codec.decode(codec.encode(audio))[0, : len(samples)].numpy()
        rows.append((clip, score(samples, decoded)))
        seconds += len(samples) / corpus.sample_rate_hz
    speech = [(clip, one) for clip, one in rows if clip.kind == "speech"]
    speakers = sorted({clip.speaker for clip, _ in speech})
    kinds = sorted({clip.kind for clip, _ in rows} - {"speech"})
    return Finished(
        speech=mean_scores([one for _, one in speech]),
        speakers={name: mean_scores([one for clip, one in speech if clip.speaker == name]) for name in speakers},
        others={kind: mean_scores([one for clip, one in rows if clip.kind == kind]) for kind in kinds},
        usual_mel_distance=float(np.percentile([one.mel_distance for _, one in speech], USUAL_PERCENTILE)),
        seconds=seconds,
    )


def fit_tables(folder: Path, corpus: Corpus, seconds_per_speaker: float) -> Path:
    """Entropy tables from the tokens of training recordings, beside the weights."""
    installed = read_header(folder / "model.safetensors", "named folder")
    codec = load_codec(installed)
    recordings = []
    for _, samples in excerpts(corpus, "train", seconds_per_speaker):
        encoder = StreamEncoder(codec)
        recordings.append(np.concatenate([encoder.push(samples[None]), encoder.flush()], axis=1)[0])
    return write_tables(installed, recordings)


def finish(folder: Path, corpus: Corpus, log: Path | None, dev_seconds: float, table_seconds: float) -> Finished:
    """Measure, fit, and write the card; the weights stay what they are, their metadata grows."""
    finished = measure(folder, corpus, dev_seconds)
    path = folder / "model.safetensors"
    metadata = {key: value for key, value in read_metadata(path).items() if key not in ("origin", "source_sha256")}
    metadata[USUAL_KEY] = f"{finished.usual_mel_distance:.4f}"
    metadata["quality"] = "preview" if finished.speech["pesq"] < PREVIEW_BELOW_PESQ else "full"
    config = get_config(metadata["model"])
    codec = build(config, load_file(path), str(path))
    save_own(codec, folder, metadata)
    fit_tables(folder, corpus, table_seconds)
    (folder / "card.md").write_text(card(folder, config, finished, log), "utf-8")
    return finished


def card(folder: Path, config: CodecConfig, finished: Finished, log: Path | None) -> str:
    """What there is to know of these weights, for people; ``notes.md`` says what only people know."""
    notes = folder / "notes.md"
    metadata = read_metadata(folder / "model.safetensors")
    last = json.loads(log.read_text("utf-8").splitlines()[-1]) if log else {}
    rows = {"all speech": finished.speech, **finished.speakers, **finished.others}
    lines = [
        "| | PESQ-WB | STOI | SI-SDR, dB | log-mel distance |",
        "|---|---|---|---|---|",
        *(
            f"| {name} | {row['pesq']:.2f} | {row['stoi']:.3f} | {row['si_sdr_db']:.1f} | {row['mel_distance']:.3f} |"
            for name, row in rows.items()
        ),
    ]
    return "\n".join(
        [
            f"# {config.name}: weights trained by this project",
            "",
            f"- quality: **{metadata['quality']}**",
            f"- SHA-256 of the tensors: `{metadata['source_sha256']}`",
            f"- the last run: {last.get('step', '?')} steps, {last.get('audio_s', 0) / 3600:.2f} hours of audio heard"
            " (`training.svg`, `log.jsonl`)",
            f"- settings of that run: `{metadata.get('training', '')}`",
            f"- 95 of 100 dev recordings of speech stay below a log-mel distance of {finished.usual_mel_distance:.3f}",
            "",
            f"## Measured on speakers that training never heard ({finished.seconds:.0f} s)",
            "",
            *lines,
            "",
            notes.read_text("utf-8") if notes.is_file() else "",
        ]
    )
