"""What is measured of a quality, and when it is called a preview."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import torch
from safetensors.torch import save_file

from sqcodec_gui.codec.model_store.installed import read_metadata
from sqcodec_gui.codec.spectral.architecture import SPECTRAL
from sqcodec_gui.codec.spectral.network import SpectralNetwork
from sqcodec_gui.container import entropy_layers_fit
from sqcodec_gui.engine.sqc_file import open_sqc
from sqcodec_gui.training import extremes, package_spectral_model
from sqcodec_gui.training.codec_comparison import RATE_HZ, joined, measure
from sqcodec_gui.training.corpus import Clip, Corpus, pack
from tests.training.test_training import tones

NARROW = replace(SPECTRAL, encoder_width=16, decoder_width=24)


def clip(name: str, seconds: float, kind: str = "speech") -> tuple[Clip, np.ndarray]:
    samples = tones(seconds)
    return Clip(name, 0, len(samples), name, kind, "dev"), samples


def test_clips_of_a_kind_are_joined_to_long_recordings_in_their_order() -> None:
    clips = [clip("a", 2.0), clip("b", 2.0), clip("m", 1.0, "music"), clip("c", 2.0), clip("d", 2.0), clip("e", 1.0)]
    recordings = joined(clips, least_s=3.0)
    assert [[one.name for one, _, _ in recording.clips] for recording in recordings] == [
        ["a", "b"],
        ["c", "d", "e"],
        ["m"],
    ]
    for recording in recordings:
        for one, start, length in recording.clips:
            assert np.array_equal(recording.samples[start : start + length], tones(length / RATE_HZ))
            assert one.kind == recording.kind


def test_rates_are_those_of_the_whole_recording_and_scores_those_of_its_clips() -> None:
    recordings = joined([clip("a", 2.0), clip("b", 2.0)], least_s=3.0)

    def coder(samples: np.ndarray, folder: Path) -> tuple[np.ndarray, int]:
        changed = samples.copy()
        changed[: 2 * RATE_HZ] += 0.05 * np.random.default_rng(0).standard_normal(2 * RATE_HZ).astype(np.float32)
        return changed, len(samples) // 16

    result = measure(coder, recordings)
    assert result["kinds"]["speech"]["kbit_per_s"] == pytest.approx(8, rel=1e-3)  # 1,000 bytes a second
    assert result["speakers"]["a"]["si_sdr_db"] < 20
    assert result["speakers"]["b"]["si_sdr_db"] > 100
    assert result["usual_mel_distance"] > 0.1


def scored(kbit_per_s: float, pesq: float) -> dict[str, Any]:
    return {"kinds": {"speech": {"kbit_per_s": kbit_per_s, "pesq": pesq}}}


@pytest.mark.parametrize(
    ("kbit_per_s", "pesq", "expected"),
    [
        (5.5, 2.6, False),  # Opus has 2.5 there
        (5.5, 2.4, True),
        (9.0, 2.9, True),  # as its largest
        (2.0, 1.55, False),  # Opus has nothing so small; Codec 2 has 1.5
        (2.0, 1.45, True),
    ],
)
def test_a_preview_is_what_a_peer_of_its_size_beats(kbit_per_s: float, pesq: float, expected: bool) -> None:
    peers = {
        "Opus 5 kbit/s": scored(5.0, 2.4),
        "Opus 6 kbit/s": scored(6.0, 2.6),
        "Opus 8 kbit/s": scored(8.0, 3.0),
        "Codec 2 1200 bit/s": scored(1.2, 1.45),
        "Codec 2 3200 bit/s": scored(2.8, 1.55),
    }
    assert package_spectral_model.is_preview(scored(kbit_per_s, pesq), peers) is expected


def test_a_finished_model_has_tables_results_and_a_card(
    corpus_of_both_splits: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entropy_layers_fit, "LEAST_STEPS", 2)  # what the tables have learned is measured elsewhere
    monkeypatch.setattr(entropy_layers_fit, "EPOCHS", 1)
    monkeypatch.setattr(extremes, "LEVELS_DBFS", (-20,))  # all levels are measured in test_extremes.py
    torch.manual_seed(0)
    tensors = {name: tensor.half() for name, tensor in SpectralNetwork(NARROW).state_dict().items()}
    save_file(tensors, tmp_path / "weights.safetensors", {"total_steps": "7", "total_audio_s": "3600"})
    folder = tmp_path / "spectral"
    corpus = Corpus(corpus_of_both_splits)
    results = package_spectral_model.package_spectral_model(
        tmp_path / "weights.safetensors", folder, corpus, None, 4.0, 4.0
    )
    names = ["spectral-1k5bps", "spectral-3kbps", "spectral-6kbps"]
    rates = [results[name]["kinds"]["speech"]["kbit_per_s"] for name in names]
    assert rates == sorted(rates)
    metadata = read_metadata(folder / "model.safetensors")
    assert metadata["previews"] == ",".join(names)  # it has learned nothing
    assert metadata["total_steps"] == "7"
    card = (folder / "card.md").read_text("utf-8")
    assert "1.0 hours of sound heard" in card
    assert f"| {names[2]} | {rates[2]:.2f} |" in card
    assert "| Opus 6 kbit/s |" in card
    assert set(results[names[0]]["extremes"]) == {"silence_dbfs", "level_errors_db", "band_errors_db", "border_step"}
    assert "All of that is kept." in card or "Not kept: spectral" in card
    coder = package_spectral_model.sqc(names[2], folder)
    coder(tones(4.0), tmp_path)
    with open_sqc(tmp_path / "coded.sqc", folder) as reader:
        assert reader.header.tables_sha256
        assert reader.header.weights_sha256 == metadata["source_sha256"]


@pytest.fixture
def corpus_of_both_splits(tmp_path: Path) -> Path:
    source = tmp_path / "recordings"
    rows = ["path,package,speaker,kind,split"]
    for speaker, split in (("anna", "train"), ("ben", "dev")):
        path = source / speaker / "one.wav"
        path.parent.mkdir(parents=True)
        soundfile.write(path, tones(4.0), RATE_HZ)
        rows.append(f"{speaker}/one.wav,some-package,{speaker},speech,{split}")
    (source / "manifest.csv").write_text("\n".join(rows))
    pack(source, tmp_path / "packed", RATE_HZ)
    return tmp_path / "packed"
