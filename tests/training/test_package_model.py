"""Scores are gathered once for the card and the bench, and the card says all there is to know of a model's weights."""

import json
import math
import wave
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from sqcodec_gui.codec.config import get_config
from sqcodec_gui.training.corpus import Corpus, pack
from sqcodec_gui.training.evaluate import Scored, Scores, by_kind, by_speaker, mean_scores, worst
from sqcodec_gui.training.package_model import PackagedModel, card

ROWS = [
    Scored("speech", "kajongg/male1", "a.flac", Scores(2.0, 0.8, 5.0, 0.4, 3.0)),
    Scored("speech", "kajongg/male1", "b.flac", Scores(math.nan, 0.6, 3.0, 0.6, 2.5)),
    Scored("speech", "klettres-data/ar", "c.flac", Scores(1.5, math.nan, 1.0, 0.5, 2.0)),
    Scored("music", "pushover-data/music", "d.flac", Scores(1.1, 0.5, 0.0, 0.9)),
]


def test_scores_are_gathered_by_kind_by_speaker_and_the_worst_named() -> None:
    assert by_kind(ROWS)["music"]["pesq"] == 1.1
    expected = {"pesq": 1.75, "stoi": 0.7, "si_sdr_db": 3.0, "mel_distance": 0.5, "visqol": 2.5}
    assert by_kind(ROWS)["speech"] == pytest.approx(expected)
    assert list(by_speaker(ROWS)) == ["kajongg/male1", "klettres-data/ar"]
    assert by_speaker(ROWS)["kajongg/male1"]["pesq"] == 2.0
    assert [row.name for row in worst(ROWS, 5)] == ["c.flac", "a.flac"]
    assert math.isnan(mean_scores([ROWS[1].scores])["pesq"])


def test_the_card_says_what_is_asked_of_it(tmp_path: Path) -> None:
    source = tmp_path / "recordings"
    source.mkdir()
    with wave.open(str(source / "a.wav"), "wb") as file:
        file.setparams((1, 2, 16_000, 0, "NONE", ""))
        file.writeframes(np.ones(16_000 * 3, "<i2").tobytes())
    (source / "manifest.csv").write_text("path,package,speaker,kind,split\na.wav,kajongg,male1,speech,dev\n")
    pack(source, tmp_path / "packed", 16_000)
    folder = tmp_path / "6kbps"
    folder.mkdir()
    metadata = {"model": "6kbps", "origin": "own", "source_sha256": "ab" * 32, "quality": "preview"}
    metadata |= {"training": '{"minutes": 22}', "total_steps": "900", "total_audio_s": "7200"}
    save_file({"x": np.zeros(1, np.float32)}, folder / "model.safetensors", metadata)
    (folder / "notes.md").write_text("## Known weaknesses\n\nMusic.\n")
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"step": 400, "audio_s": 3600}) + "\n")
    packaged = PackagedModel(by_kind(ROWS), by_speaker(ROWS), worst(ROWS, 5), 0.67, 12.0, 20.0)
    text = card(folder, get_config("6kbps"), Corpus(tmp_path / "packed"), packaged, log)
    for part in (
        "quality: **preview**",
        "ab" * 32,
        "400 steps, 1.00 hours",
        "900 steps, 2.00 hours",
        "`training.svg`",
        '{"minutes": 22}',
        "| all speech | 1.75 | 0.700 | 2.50 | 3.0 | 0.500 |",
        "| music | 1.10 | 0.500 | – |",
        "c.flac (1.50), a.flac (2.00)",
        "--finish resources/models/6kbps --data CORPUS",
        "first 20 seconds",
        "| kajongg | GPL-2+ | 0.0 | 0.1 |",
        "## Known weaknesses",
    ):
        assert part in text, part
