"""Lost is not whole: what a repair or a reader lost is told by all that speaks of a file, and by none called whole."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.audio import LostSpan, create_audio
from sqcodec_gui.cli import EXIT_CODES, main
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.container import SqcReader, SqcWriter
from sqcodec_gui.engine import edit, sound
from sqcodec_gui.engine.completeness import Loss, State, completeness_of, describe_losses, lost_s
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.existing_output import is_made_of
from sqcodec_gui.engine.info import read_info
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.originals import prove
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import (
    CompressSettings,
    ComputeChoice,
    EngineError,
    RestoreSettings,
    to_json,
)
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.messages import Message

Damage = Callable[[Path, int], tuple[float, float]]
Write = Callable[..., Path]
TINY = CompressSettings(model="tiny", compute=ComputeChoice("cpu"))
CPU = RestoreSettings(compute=ComputeChoice("cpu"))
SPANS = (
    LostSpan(0.5, 0.25, "3 damaged packets could not be decoded", True),
    LostSpan(2.0, 7.0, "the file was cut off", False),
)


def run(*words: object) -> int:
    return main([str(word) for word in words])


@pytest.fixture
def mended(compressed: Path, damage: Damage, tmp_path: Path) -> Path:
    """Sound by every checksum, and yet two blocks of its recording are gone."""
    for block in (2, 3):
        damage(compressed, block)
    return edit.repair(compressed, tmp_path / "mended.sqc").target


@pytest.fixture
def loses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every recording that is read loses ``SPANS``."""
    monkeypatch.setattr(sound, "lost_of", lambda reader, frames: SPANS)


@pytest.fixture
def lossy(tiny: CodecConfig, write_sound: Write, loses: None) -> Path:
    """The small file of a recording of which reading lost something."""
    return compress(write_sound("talk.wav", 3.0), None, TINY).target


@pytest.fixture(params=["mended", "lossy"])
def incomplete(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def test_every_checksum_is_right_and_yet_it_is_not_whole(incomplete: Path) -> None:
    with SqcReader(incomplete) as reader:
        assert reader.check() == []
        found = completeness_of(reader)
    assert (found.is_complete, found.state, found.damage) == (False, State.LOST, ())
    assert found.losses


def test_what_a_repair_could_not_save_is_one_span(mended: Path) -> None:
    with SqcReader(mended) as reader:
        [loss] = completeness_of(reader).losses
    assert (loss.start_s, loss.duration_s, loss.filled) == (pytest.approx(1.89), pytest.approx(1.89), True)
    assert describe_losses([loss]).startswith("1.9 s lost, silence in their place: 1.9–3.8 s (")


def test_verify(incomplete: Path) -> None:
    result = verify(incomplete, decode=True, compute=ComputeChoice("cpu"))
    assert not result.is_whole
    assert result.decoded, "it decodes all the same"
    assert len(result.proven) == 3
    assert result.state == "lost"
    assert describe_losses(result.losses) in result.problems
    assert list(to_json(result)["losses"]) == [asdict(loss) for loss in result.losses]


def test_a_damaged_file_is_damaged_and_not_only_lost(mended: Path, damage: Damage) -> None:
    damage(mended, 0)
    result = verify(mended)
    assert result.state == "damaged"
    assert [round(start_s, 2) for start_s, _ in result.lost_spans_s] == [0.0, 1.89]
    assert result.lost_s == pytest.approx(3 * 0.945)


def test_decode(incomplete: Path, tmp_path: Path) -> None:
    back = restore(incomplete, tmp_path / "back.wav", CPU)
    assert not back.verified
    assert not back.complete
    assert back.losses
    assert describe_losses(back.losses) in back.notices
    assert to_json(back)["complete"] is False


def test_the_proof_before_the_trash(incomplete: Path) -> None:
    with pytest.raises(EngineError, match=r"lost.*The original stays"):
        prove(incomplete.with_name("talk.wav"), incomplete, decodes=False)


def test_what_is_already_there(incomplete: Path) -> None:
    source = incomplete.with_name("talk.wav")
    with SqcReader(incomplete) as reader:
        assert not is_made_of(reader, source.stat().st_size)
    with pytest.raises(EngineError, match="not made of all of"):
        compress(source, incomplete, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), exists="skip"))


def test_info(incomplete: Path) -> None:
    found = read_info(incomplete)
    assert not found.is_complete
    assert found.lost_s == pytest.approx(lost_s(found.losses))
    assert found.lost_s > 1


def test_a_cover_that_is_damaged_is_no_whole_file(tiny: CodecConfig, write_sound: Write, tmp_path: Path) -> None:
    small = compress(write_sound(), None, TINY).target
    (tmp_path / "cover.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    edit.retag(small, {}, cover=tmp_path / "cover.png")
    data = bytearray(small.read_bytes())
    data[data.index(b"\x89PNG") + 50] ^= 1
    small.write_bytes(data)
    assert read_info(small).state == verify(small).state == "damaged"
    back = restore(small, None, CPU)
    assert (back.verified, back.complete, back.lost_s) == (False, False, 0.0)


def test_parts_of_joins(incomplete: Path, tiny: CodecConfig, tmp_path: Path) -> None:
    other = edit.cut(incomplete, tmp_path / "start.sqc", 1.0, 1.5)  # of the same weights, and nothing lost in it
    assert other.complete
    joined = edit.join([other.target, incomplete], tmp_path / "both.sqc")
    assert not joined.complete
    alone = read_info(incomplete).losses
    with SqcReader(joined.target) as reader:
        shifted_s = reader.parts[0].sample_count / reader.header.sample_rate_hz
    assert [loss.start_s for loss in joined.losses] == [pytest.approx(loss.start_s + shifted_s) for loss in alone]
    assert describe_losses(joined.losses) in joined.notices


def test_a_kit_holds_it_and_says_so(incomplete: Path, tmp_path: Path) -> None:
    kit = make_kit([incomplete], tmp_path / "kit")
    [sentence] = kit.incomplete
    assert sentence.startswith(f"{incomplete.name}: ")
    assert isinstance(sentence, Message), "the window translates it"
    assert isinstance(sentence.arguments["what"], Message)
    assert "(1 of them not complete)" in (kit.target / "bag-info.txt").read_text("utf-8")
    decoder = kit.target / "data" / "decoder" / "decode_sqc.py"
    words = [sys.executable, decoder, next(kit.target.glob("data/recordings/**/*.sqc")), tmp_path / "out.wav"]
    done = subprocess.run([*words, "--codec-rate"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "tokens are those that were stored" in done.stdout
    assert "lost" in done.stderr or "missing" in done.stderr


def test_what_reading_lost_is_told_and_stored(tiny: CodecConfig, write_sound: Write, loses: None) -> None:
    made = compress(write_sound("talk.wav", 3.0), None, TINY)
    assert made.likeness is not None, "it was checked"
    assert (made.verified, made.complete, made.lost_s) == (False, False, 7.25)
    assert made.losses == tuple(Loss(one.start_s, one.duration_s, one.filled, one.reason) for one in SPANS)
    assert made.notices[0] == (
        "7.2 s lost: 0.5–0.8 s (3 damaged packets could not be decoded), 7.0 s at 2.0 s (the file was cut off)."
    )
    assert read_info(made.target).losses == made.losses
    assert {path.name for path in made.target.parent.iterdir()} == {"talk.wav", "talk.sqc"}


def test_the_end_of_a_recording_that_was_cut_off(tiny: CodecConfig, tmp_path: Path) -> None:
    """Four seconds that the header promised; nothing here is made up."""
    source = tmp_path / "talk.flac"
    with create_audio(source, 16_000, 1) as writer:
        writer.write((0.1 * np.random.default_rng(0).standard_normal((64_000, 1))).astype(np.float32))
    source.write_bytes(source.read_bytes()[:-30_000])
    made = compress(source, None, TINY)
    found = read_info(made.target)
    assert (made.verified, made.complete) == (False, False)
    assert (found.state, found.losses) == ("lost", made.losses)
    last = found.losses[-1]
    assert not last.filled
    assert last.start_s == pytest.approx(made.duration_s)
    assert made.duration_s + last.duration_s == pytest.approx(4.0)


def test_an_interrupted_encode_that_was_repaired(compressed: Path, tmp_path: Path) -> None:
    """Nobody knows how much came after: so it is never called whole."""
    with SqcReader(compressed) as reader:
        third = reader.blocks[3].offset
    (tmp_path / "cut.sqc").write_bytes(compressed.read_bytes()[:third])
    result = edit.repair(tmp_path / "cut.sqc", tmp_path / "mended.sqc")
    assert (result.complete, result.lost_s) == (False, 0.0)
    assert "nobody knows how much" in result.notices[-1]
    assert verify(result.target).state == "lost"


def test_an_encode_killed_while_losses_are_noted_goes_on(
    tiny: CodecConfig, write_sound: Write, loses: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_sound("talk.wav", 3.0)
    whole = compress(source, None, TINY).target.read_bytes()
    source.with_suffix(".sqc").unlink()
    add_block, written = SqcWriter.add_block, []

    def stop(self: SqcWriter, *block: object) -> None:
        written.append(1)
        if len(written) == 6:  # the second of those that are copied
            raise KeyboardInterrupt
        add_block(self, *block)  # type: ignore[arg-type]

    monkeypatch.setattr(SqcWriter, "add_block", stop)
    with pytest.raises(KeyboardInterrupt):
        compress(source, None, TINY)
    monkeypatch.setattr(SqcWriter, "add_block", add_block)
    assert compress(source, None, TINY).target.read_bytes() == whole


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        ((), ""),
        ((Loss(20.8, 10.1, True, "x"),), "10.1 s lost, silence in their place: 20.8–30.9 s (x)."),
        ((Loss(1.0, 0.02, True, "x"),), "0.02 s lost, silence in their place: at 1.0 s (x)."),
        ((Loss(4.0, 2.0, False, "x"),), "2.0 s lost: at 4.0 s (x)."),
        ((Loss(4.0, 0.0, False, "x"),), "Some of the recording is lost, and nobody knows how much: at 4.0 s (x)."),
    ],
)
def test_words(losses: tuple[Loss, ...], words: str) -> None:
    assert describe_losses(losses) == words


def test_many_spans_are_counted() -> None:
    assert describe_losses([Loss(float(n), 1.0, True, "x") for n in range(11)]).endswith("(x) and 3 more.")


# Exit codes: one table for all verbs.


def test_verbs_on_an_incomplete_file(incomplete: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verbs: dict[str, tuple[object, ...]] = {
        "info": (incomplete,),
        "verify": (incomplete,),
        "decode": (incomplete, "-o", tmp_path / "out.wav"),
        "repair": (incomplete, "-o", tmp_path / "again.sqc"),
        "cut": (incomplete, "-o", tmp_path / "part.sqc"),
        "join": (incomplete, incomplete, "-o", tmp_path / "both.sqc"),
    }
    for verb, words in verbs.items():
        assert run(verb, *words, "--json") == 1, verb
        [told] = map(json.loads, capsys.readouterr().out.splitlines())
        assert told["losses"], verb
        assert told["lost_s"] > 1
        assert (tmp_path / "out.wav").exists() or verb != "decode"
    assert run("tag", incomplete, "title=x", "--json") == 1
    assert run("kit", tmp_path / "kit", incomplete, "--json") == 1
    capsys.readouterr()
    assert run("decode", incomplete, "-o", tmp_path / "once more.wav") == 1
    said = capsys.readouterr().out
    assert "NOT COMPLETE" in said
    assert "verified" not in said
    assert " lost" in said


def test_encode_of_a_recording_that_loses(
    tiny: CodecConfig, write_sound: Write, loses: None, capsys: pytest.CaptureFixture[str]
) -> None:
    sources = [write_sound(name, 1.0) for name in ("a.wav", "b.wav")]
    assert run("encode", *sources, "--model", "tiny", "--device", "cpu") == 1
    assert "2 done, 2 of them not complete, 0 failed." in capsys.readouterr().out


def test_reports_have_a_state_for_it(incomplete: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert run("verify", incomplete, "--report", report) == 1
    [entry] = json.loads(report.read_text("utf-8"))
    assert entry["result"] == "lost"
    assert " lost" in entry["problems"]


def test_the_table_stands_in_every_help(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["verify", "--help"], ["models", "--help"]):
        assert run(*words) == 0
        shown = capsys.readouterr().out
        assert "  1    something failed, or something of a recording is damaged or lost" in shown
        assert "  2    wrong usage" in shown
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    for line in EXIT_CODES.splitlines()[1:]:
        code, meaning = line.split(maxsplit=1)
        assert f"| {code} | {meaning} |" in readme
    assert readme.split("| code |")[1].split("\n\n")[0].count("\n| ") == len(EXIT_CODES.splitlines()) - 1
