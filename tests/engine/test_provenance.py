"""The RO-Crate of a kit: valid by the published validator, and it says what happened to each recording."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest

from sqcodec_gui._version import __version__
from sqcodec_gui.container import SourceLoss, SqcReader, SqcWriter
from sqcodec_gui.container import edit as container_edit
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.completeness import Loss, completeness_of, is_of_repair
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.provenance import METADATA_NAME, PROFILE
from sqcodec_gui.engine.settings_and_results import CompressSettings

VALIDATOR = Path(__file__).with_name("ro_crate_validator.py")


def crate_of(kit: Path) -> dict[str, dict]:
    """Its entities by their identity."""
    graph = json.loads((kit / "data" / METADATA_NAME).read_text("utf-8"))["@graph"]
    found = {one["@id"]: one for one in graph}
    assert len(found) == len(graph)
    return found


def validated(kit: Path, severity: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, VALIDATOR, kit / "data", kit.parent, severity]
    return subprocess.run(command, capture_output=True, text=True, timeout=600)


def test_the_published_validator_accepts_it_and_would_not_accept_anything(compressed: Path, tmp_path: Path) -> None:
    make_kit([compressed], tmp_path / "kit")
    done = validated(tmp_path / "kit", "required")
    assert done.returncode == 0, done.stdout[-3000:]
    assert "[OK]" in done.stdout
    (tmp_path / "kit/data/README.txt").unlink()
    done = validated(tmp_path / "kit", "required")
    assert done.returncode != 0
    assert "README.txt" in done.stdout


def test_it_says_how_a_recording_was_made_and_that_it_was_found_whole(compressed: Path, tmp_path: Path) -> None:
    make_kit([compressed], tmp_path / "kit")
    crate = crate_of(tmp_path / "kit")
    with SqcReader(compressed) as reader:
        weights_sha256, source_sha256 = reader.header.weights_sha256, reader.parts[0].source_sha256
        tokens_sha256 = reader.footer.tokens_sha256  # type: ignore[union-attr]
    made, checked = crate["#creation-1"], crate["#fixity-1"]
    assert made["result"] == {"@id": "recordings/talk.sqc"}
    source = crate[made["object"]["@id"]]
    assert (source["name"], source["sha256"]) == ("talk.wav", source_sha256)
    program, weights = (crate[one["@id"]] for one in made["instrument"])
    assert (program["name"], program["version"]) == ("sqcodec-gui", __version__)
    assert weights["identifier"] == weights_sha256
    assert weights_sha256 in made["description"]
    assert "error" not in made
    assert "#repair-1" not in crate
    result = crate[checked["result"]["@id"]]
    assert result["value"] == "whole"
    assert tokens_sha256 in result["description"]
    assert datetime.fromisoformat(checked["startTime"]) <= datetime.fromisoformat(checked["endTime"])
    assert datetime.fromisoformat(made["endTime"]).timestamp() == int(compressed.stat().st_mtime)


def test_every_file_is_described_and_the_bag_covers_the_description(compressed: Path, tmp_path: Path) -> None:
    odd = compressed.with_name("été #1 100% a+b.sqc")
    compressed.rename(odd)
    make_kit([odd], tmp_path / "kit")
    payload, crate = tmp_path / "kit" / "data", crate_of(tmp_path / "kit")
    here = {path.relative_to(payload).as_posix() for path in payload.rglob("*") if path.is_file()}
    told = {unquote(one["@id"]) for one in crate["./"]["hasPart"]}
    assert told == here - {METADATA_NAME}
    for one in crate["./"]["hasPart"]:
        data = (payload / unquote(one["@id"])).read_bytes()
        entity = crate[one["@id"]]
        assert (entity["sha256"], entity["contentSize"]) == (hashlib.sha256(data).hexdigest(), str(len(data)))
    bag = bagit.Bag(str(tmp_path / "kit"))
    assert f"data/{METADATA_NAME}" in bag.payload_entries()
    assert bag.info["External-Identifier"] == crate["./"]["identifier"]["@id"]
    assert crate[METADATA_NAME]["conformsTo"] == {"@id": PROFILE}


HOSTILE_NAMES = (
    "<b>x<img src=y>.sqc",
    'say "a", \\ and {"b": 1}.sqc',
    "line\nend\r.sqc",
    "a%0Ab%2Fc.sqc",
    "\u202ecqs.exe\u2069.sqc",
    "#kit.sqc",
    "ro-crate-metadata.json.sqc",
    "a?b=c&d;e.sqc",
)


@pytest.mark.skipif(sys.platform != "linux", reason="only there can all these names be written")
def test_hostile_names_stay_names(compressed: Path, tmp_path: Path) -> None:
    """Also those of the recording before, which only a header tells: each is a text of JSON, and refers to nothing."""
    folder = tmp_path / "in"
    folder.mkdir()
    with SqcReader(compressed) as reader:
        part, blocks = reader.parts[0], [reader.read_block(index) for index in range(len(reader.blocks))]
        for name in HOSTILE_NAMES:
            told = replace(reader.header.source, name=name.removesuffix(".sqc"), tags={"title": [name]})
            with (folder / name).open("xb") as file:
                writer = SqcWriter(file, replace(reader.header, source=told, encoder=name))
                for tokens in blocks:
                    writer.write_block(tokens)
                writer.finish(sample_count=part.sample_count, statistics=part.statistics.array)
    make_kit([folder], tmp_path / "kit")
    payload, crate = tmp_path / "kit" / "data", crate_of(tmp_path / "kit")
    for one in crate["./"]["hasPart"]:
        assert not set(one["@id"]) & set('<>"{}\\\r\n ?#\u202e\u2069'), "an identity is a reference (RFC 3986)"
        assert (payload / unquote(one["@id"])).is_file()
    made = [crate[f"#creation-{number}"] for number in range(1, 1 + len(HOSTILE_NAMES))]
    names = {crate[one["object"]["@id"]]["name"] for one in made}
    assert names == {name.removesuffix(".sqc") for name in HOSTILE_NAMES}
    assert all(unquote(one["result"]["@id"]).startswith("recordings/") for one in made)
    assert {each["@id"] for one in made for each in one["instrument"]} <= set(crate)
    assert bagit.Bag(str(tmp_path / "kit")).is_valid()
    assert validated(tmp_path / "kit", "required").returncode == 0


def test_every_file_is_told_of_in_words(spectral: str, write_sound: Callable[..., Path], tmp_path: Path) -> None:
    """As the validator recommends; a kit that a page can play holds the most kinds of files."""
    small = compress(write_sound(seconds=2), None, CompressSettings(model=spectral, check=False)).target
    make_kit([small], tmp_path / "kit")
    crate = crate_of(tmp_path / "kit")
    told = [crate[one["@id"]] for one in crate["./"]["hasPart"]]
    assert "listen.html" in {one["name"] for one in told}
    assert [one["name"] for one in told if not one.get("description")] == []


def test_what_reading_and_what_damage_lost_stand_apart(
    compressed: Path, damage: Callable[[Path, int], tuple[float, float]], tmp_path: Path
) -> None:
    lost = SourceLoss(0.5, 0.25, True, "3 damaged packets could not be decoded")
    container_edit.retag(compressed, compressed, lost=[lost])
    start_s, duration_s = damage(compressed, 3)
    edit.repair(compressed, tmp_path / "mended.sqc")
    result = make_kit([tmp_path / "mended.sqc"], tmp_path / "kit")
    assert len(result.incomplete) == 1
    crate = crate_of(tmp_path / "kit")
    assert lost.reason in crate["#creation-1"]["error"]
    assert "repaired" not in crate["#creation-1"]["error"]
    assert f"{start_s:.1f}–{start_s + duration_s:.1f} s" in crate["#repair-1"]["error"]
    assert lost.reason not in crate["#repair-1"]["error"]
    assert crate["#fixity-1-result"]["value"] == "lost"
    assert validated(tmp_path / "kit", "required").returncode == 0


def test_a_lost_end_is_told_as_of_a_repair(compressed: Path, tmp_path: Path) -> None:
    compressed.write_bytes(compressed.read_bytes()[:-20])
    edit.repair(compressed, tmp_path / "mended.sqc")
    with SqcReader(tmp_path / "mended.sqc") as reader:
        reader.check()
        losses = completeness_of(reader).lost
    assert losses
    assert all(map(is_of_repair, losses))
    assert not is_of_repair(replace(losses[0], reason="3 damaged packets could not be decoded"))


def test_a_join_has_all_its_sources(compressed: Path, tmp_path: Path) -> None:
    joined = edit.join([compressed, compressed], tmp_path / "both.sqc").target
    make_kit([joined], tmp_path / "kit")
    crate = crate_of(tmp_path / "kit")
    assert [crate[one["@id"]]["name"] for one in crate["#creation-1"]["object"]] == ["talk.wav", "talk.wav"]


@pytest.mark.parametrize("reason", ["any reason", ""])
def test_other_reasons_are_those_of_reading(reason: str) -> None:
    assert not is_of_repair(Loss(0.0, 1.0, True, reason))
