"""The averaged weights of a run become a model that can be shipped: packed, tables fitted, measured, and a card.

Everything is measured on the packed file, through files, on speakers that training never heard.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from sqcodec_gui.codec.config import SpectralConfig, all_configs
from sqcodec_gui.codec.model_store.installed import WEIGHTS_NAME, InstalledModel, read_metadata
from sqcodec_gui.codec.spectral.digits import tokens_of
from sqcodec_gui.codec.spectral.export import network_of, pack_weights
from sqcodec_gui.codec.spectral.weights import load_tensors
from sqcodec_gui.engine.check import USUAL_KEY
from sqcodec_gui.engine.tables import take_over_tables, write_tables
from sqcodec_gui.training.codec_comparison import codec2, excerpts, joined, measure, peer, rate_table, sqc
from sqcodec_gui.training.corpus import Corpus
from sqcodec_gui.training.evaluate import score_table
from sqcodec_gui.training.extremes import (
    LEVELS_WITHIN_DB,
    SILENCE_BELOW_DBFS,
    extremes_table,
    measure_extremes,
    missed,
)
from sqcodec_gui.training.mixing import mixed
from sqcodec_gui.training.package_model import describe_sources
from sqcodec_gui.training.training_run import AUDIO_KEY, STEPS_KEY, earlier_totals

PEER_OPUS_KBPS = (5, 6, 8)
CODEC2_BPS = (1200, 3200)
PREVIEWS_KEY = "previews"


def qualities() -> list[SpectralConfig]:
    """Return the qualities of the family, the smallest first."""
    found = [config for config in all_configs().values() if isinstance(config, SpectralConfig)]
    return sorted(found, key=lambda config: config.bitrate_bps)


def package_spectral_model(
    weights: Path,
    folder: Path,
    corpus: Corpus,
    log: Path | None,
    seconds_per_speaker: float,
    table_seconds: float,
    tables: Path | None = None,
    mix: Sequence[tuple[Path, float]] = (),
) -> dict[str, Any]:
    """Write weights, tables, results and card into ``folder``; return the results by the names in the tables.

    ``weights``: float tensors under the names of ``SpectralNetwork``'s state dict, as a run leaves them. ``tables``:
    those of earlier weights of the same run, which are taken over instead of being fitted, which takes minutes.
    ``mix``: weights of other runs and their shares in the mean that is taken (see mixing.py).
    """
    tensors = mixed(weights, mix)
    facts = earlier_totals(weights)
    installed = pack_weights(tensors, folder, facts)
    if tables is None:
        fit_tables(installed, corpus, table_seconds)
    else:
        take_over_tables(tables, installed)
    recordings = joined(excerpts(corpus, "dev", seconds_per_speaker))
    coders = {config.name: sqc(config.name, folder) for config in qualities()}
    results = {name: measure(coder, recordings) for name, coder in coders.items()}
    for name, coder in coders.items():
        results[name]["extremes"] = measure_extremes(coder, recordings)
    peers = {f"Opus {rate} kbit/s": measure(peer("opus", rate), recordings) for rate in PEER_OPUS_KBPS}
    if shutil.which("c2enc"):
        peers |= {f"Codec 2 {rate} bit/s": measure(codec2(rate), recordings) for rate in CODEC2_BPS}
    previews = [name for name in results if is_preview(results[name], peers)]
    facts |= {f"{USUAL_KEY} {name}": f"{result['usual_mel_distance']:.4f}" for name, result in results.items()}
    pack_weights(tensors, folder, facts | {PREVIEWS_KEY: ",".join(previews)})
    results |= peers
    (folder / "quality.json").write_text(json.dumps(results, indent=1), "utf-8")
    seconds = sum(len(recording.samples) for recording in recordings) / corpus.sample_rate_hz
    (folder / "card.md").write_text(_card(folder, corpus, results, previews, log, seconds), "utf-8")
    return results


def fit_tables(installed: InstalledModel, corpus: Corpus, seconds_per_speaker: float) -> Path:
    """Write entropy tables from the tokens of training recordings, beside the weights."""
    return write_tables(installed, tokens_of_corpus(installed, corpus, "train", seconds_per_speaker))


@torch.no_grad()
def tokens_of_corpus(
    installed: InstalledModel, corpus: Corpus, split: str, seconds_per_speaker: float
) -> list[np.ndarray]:
    """Return int32 [frames, tokens] of each excerpt, all tokens of a frame."""
    architecture, tensors = load_tensors(installed.path, installed.sha256)
    network = network_of(tensors)
    found = []
    for _, samples in excerpts(corpus, split, seconds_per_speaker):
        whole = torch.from_numpy(samples[: len(samples) // architecture.hop_samples * architecture.hop_samples])
        found.append(tokens_of(network.encoder(network.features(whole[None]))[0].numpy(), architecture))
    return found


def is_preview(result: Mapping[str, Any], peers: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether speech scores less than with Opus in files as large, or where Opus has none, than with Codec 2.

    PESQ-WB decides, between the rates that were measured; beyond them, that of the nearest.
    """
    ours = result["kinds"]["speech"]
    points = {
        name: sorted(
            (row["kinds"]["speech"]["kbit_per_s"], row["kinds"]["speech"]["pesq"])
            for peer_name, row in peers.items()
            if peer_name.startswith(name)
        )
        for name in ("Opus", "Codec 2")
    }
    opus, codec_2 = points["Opus"], points["Codec 2"]
    rival = opus if opus and (ours["kbit_per_s"] >= opus[0][0] or not codec_2) else codec_2
    rates, scores = zip(*rival, strict=True)
    return bool(ours["pesq"] < np.interp(ours["kbit_per_s"], rates, scores))


def _card(
    folder: Path, corpus: Corpus, results: dict[str, Any], previews: list[str], log: Path | None, seconds: float
) -> str:
    """Return what there is to know of these weights, for people; ``notes.md`` says what only people know."""
    metadata = read_metadata(folder / WEIGHTS_NAME)
    notes = folder / "notes.md"
    names = [config.name for config in qualities()]
    last = json.loads(log.read_text("utf-8").splitlines()[-1]) if log and log.is_file() else {}
    facts = [
        "one set of weights for three qualities: " + ", ".join(names),
        "previews (a peer scores more at the same size): " + (", ".join(previews) or "none"),
        f"SHA-256 of the tensors: `{metadata['source_sha256']}`",
    ]
    if last:
        facts.append(f"the last run: {last['step']} steps, {last['audio_s'] / 3600:.1f} hours of sound heard")
    heard_s = float(metadata[AUDIO_KEY])
    if heard_s:
        facts.append(f"all runs up to here: {metadata[STEPS_KEY]} steps, {heard_s / 3600:.1f} hours of sound heard")
    best = results[names[-1]]
    worst = ", ".join(f"{name} ({pesq:.2f})" for name, pesq in best["worst"])
    parts = [
        "# spectral: this project's own network, trained by this project",
        "\n".join(f"- {fact}" for fact in facts),
        f"## Measured on speakers that training never heard ({seconds:.0f} s), through files",
        *(rate_table(results, kind) for kind in ("speech", "music", "sfx")),
        f"By speaker, {names[-1]}:",
        score_table(best["speakers"], "speaker"),
        f"The worst recordings of speech by PESQ-WB, {names[-1]}: {worst}.",
        "Digital silence (the loudest 20 ms of what becomes of it; it has to be below"
        f" {SILENCE_BELOW_DBFS:.0f} dBFS), how much louder speech comes back whose peaks are at a level (within"
        f" {LEVELS_WITHIN_DB} dB), and how sharply the wave bends at borders of chunks beside elsewhere (1: no"
        " clicks):",
        extremes_table(results),
        _missed_words({name: results[name]["extremes"] for name in names}),
        "Made by `python -m sqcodec_gui.training --finish resources/models/spectral --start WEIGHTS --data CORPUS`.",
        "## Sources of the recordings",
        describe_sources(corpus),
        notes.read_text("utf-8") if notes.is_file() else "",
    ]
    return "\n\n".join(parts)


def _missed_words(extremes: Mapping[str, Mapping[str, Any]]) -> str:
    words = [f"{name}: {line}" for name, found in extremes.items() for line in missed(found)]
    return "Not kept: " + "; ".join(words) + "." if words else "All of that is kept."
