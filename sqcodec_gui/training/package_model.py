"""Trained weights become a model that can be shipped: scores, what is usual, entropy tables, and a card that says all.

Everything is measured on the exported file, on speakers that training never heard.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors.torch import load_file

from sqcodec_gui.atomic_write import write_bytes
from sqcodec_gui.codec.config import CodecConfig, get_published_config
from sqcodec_gui.codec.model_store.installed import NAMED_FOLDER, read_header, read_metadata
from sqcodec_gui.codec.sqcodec.streaming import StreamEncoder, all_of
from sqcodec_gui.codec.sqcodec.weights import build, load_codec, save_own
from sqcodec_gui.engine.check import USUAL_KEY
from sqcodec_gui.engine.self_test import write_self_test
from sqcodec_gui.engine.tables import write_tables
from sqcodec_gui.training.codec_comparison import USUAL_PERCENTILE, excerpts
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.debian_corpus import all_packages
from sqcodec_gui.training.evaluate import Scored, by_kind, by_speaker, score_clip, score_table, worst
from sqcodec_gui.training.training_run import AUDIO_KEY, STEPS_KEY

WORST = 5
PREVIEW_BELOW_PESQ = 2.5
"""Weights whose speech scores less are called a preview, in their card and in the window."""


@dataclass(frozen=True)
class PackagedModel:
    """It is what was measured of a model."""

    kinds: dict[str, dict[str, float]]
    speakers: dict[str, dict[str, float]]
    worst: list[Scored]
    usual_mel_distance: float
    seconds: float
    seconds_per_speaker: float


def measure(folder: Path, corpus: Corpus, seconds_per_speaker: float) -> PackagedModel:
    """Return the scores of the exported weights on the dev speakers."""
    codec = load_codec(read_header(folder / "model.safetensors", NAMED_FOLDER))
    rows: list[Scored] = []
    seconds = 0.0
    for clip, samples in excerpts(corpus, "dev", seconds_per_speaker):
        rows.append(Scored(clip.kind, clip.speaker, clip.name, score_clip(codec, samples)))
        seconds += len(samples) / corpus.sample_rate_hz
    distances = [row.scores.mel_distance for row in rows if row.kind == "speech"]
    return PackagedModel(
        kinds=by_kind(rows),
        speakers=by_speaker(rows),
        worst=worst(rows, WORST),
        usual_mel_distance=float(np.percentile(distances, USUAL_PERCENTILE)),
        seconds=seconds,
        seconds_per_speaker=seconds_per_speaker,
    )


def fit_tables(folder: Path, corpus: Corpus, seconds_per_speaker: float) -> Path:
    """Write entropy tables from the tokens of training recordings, beside the weights."""
    installed = read_header(folder / "model.safetensors", NAMED_FOLDER)
    codec = load_codec(installed)
    recordings = []
    for _, samples in excerpts(corpus, "train", seconds_per_speaker):
        recordings.append(all_of(StreamEncoder(codec), samples[None])[0])
    return write_tables(installed, recordings)


def package_model(
    folder: Path, corpus: Corpus, log: Path | None, dev_seconds: float, table_seconds: float
) -> PackagedModel:
    """Measure, fit, and write the card; the weights stay what they are, their metadata grows."""
    packaged = measure(folder, corpus, dev_seconds)
    path = folder / "model.safetensors"
    metadata = {key: value for key, value in read_metadata(path).items() if key not in ("origin", "source_sha256")}
    metadata[USUAL_KEY] = f"{packaged.usual_mel_distance:.4f}"
    metadata["quality"] = "preview" if packaged.kinds["speech"]["pesq"] < PREVIEW_BELOW_PESQ else "full"
    config = get_published_config(metadata["model"])
    codec = build(config, load_file(path), str(path))
    save_own(codec, folder, metadata)
    fit_tables(folder, corpus, table_seconds)
    write_self_test(folder)
    write_bytes(folder / "card.md", card(folder, config, corpus, packaged, log).encode())
    return packaged


def card(folder: Path, config: CodecConfig, corpus: Corpus, packaged: PackagedModel, log: Path | None) -> str:
    """Say what there is to know of these weights, for people; ``notes.md`` says what only people know."""
    notes = folder / "notes.md"
    lowest = ", ".join(f"{row.name} ({row.scores.pesq:.2f})" for row in packaged.worst)
    parts = [
        f"# {config.name}: weights trained by this project",
        _facts(folder, packaged, log),
        f"## Measured on speakers that training never heard ({packaged.seconds:.0f} s)",
        score_table({"all speech": packaged.kinds["speech"], **packaged.speakers, **_others(packaged)}),
        f"The worst recordings of speech by PESQ-WB: {lowest}.",
        f"Made by `python -m sqcodec_gui.training --finish resources/models/{folder.name} --data CORPUS`: the first"
        f" {packaged.seconds_per_speaker:g} seconds of each dev speaker, whole-clip encode and decode of this file.",
        "## Sources of the recordings",
        describe_sources(corpus),
        notes.read_text("utf-8") if notes.is_file() else "",
    ]
    return "\n\n".join(parts)


def _others(packaged: PackagedModel) -> dict[str, dict[str, float]]:
    return {kind: scores for kind, scores in packaged.kinds.items() if kind != "speech"}


def _facts(folder: Path, packaged: PackagedModel, log: Path | None) -> str:
    metadata = read_metadata(folder / "model.safetensors")
    last = json.loads(log.read_text("utf-8").splitlines()[-1]) if log else {}
    facts = [
        f"quality: **{metadata['quality']}**",
        f"SHA-256 of the tensors: `{metadata['source_sha256']}`",
        f"the last run: {last.get('step', '?')} steps, {last.get('audio_s', 0) / 3600:.2f} hours of audio heard;"
        " its loss curve and scores: `training.svg`, `log.jsonl`",
    ]
    if STEPS_KEY in metadata:
        hours = float(metadata[AUDIO_KEY]) / 3600
        facts.append(f"all counted runs up to here: {metadata[STEPS_KEY]} steps, {hours:.2f} hours of audio heard")
    facts += [
        f"settings of the last run: `{metadata.get('training', '')}`",
        f"{USUAL_PERCENTILE} of 100 dev recordings of speech stay below a log-mel distance of"
        f" {packaged.usual_mel_distance:.3f}",
    ]
    return "\n".join(f"- {fact}" for fact in facts)


def describe_sources(corpus: Corpus) -> str:
    """Return Markdown: packages, licences, and how much of each split they give."""
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for clip in corpus.clips:
        seconds[clip.speaker.partition("/")[0], clip.split] += clip.length / corpus.sample_rate_hz
    known = all_packages()
    lines = ["| package | licence | train, min | dev, min |", "|---|---|---|---|"]
    for name in sorted({package for package, _ in seconds}):
        licence = known[name].licence if name in known else "not recorded"
        minutes = [seconds.get((name, split), 0.0) / 60 for split in ("train", "dev")]
        lines.append(f"| {name} | {licence} | {minutes[0]:.1f} | {minutes[1]:.1f} |")
    return "\n".join(lines)
