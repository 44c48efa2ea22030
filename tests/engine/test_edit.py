"""Repair, cut, join and retag, heard and not only read."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.job import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError

CODEC_RATE = RestoreSettings(compute=ComputeChoice("cpu"), rate="codec")
Read = Callable[[Path], np.ndarray]


def test_a_repaired_file_is_valid_and_keeps_its_length(
    squeezed: Path, damage: Callable[[Path, int], tuple[float, float]], read_sound: Read, tmp_path: Path
) -> None:
    span_s = damage(squeezed, 2)
    broken = squeezed.read_bytes()
    before = read_sound(restore(squeezed, None, CODEC_RATE).target)
    result = edit.repair(squeezed, tmp_path / "fixed.sqc")
    assert squeezed.read_bytes() == broken
    assert result.lost_s == pytest.approx(span_s[1])
    assert result.notices
    found = verify(result.target)
    assert (found.state, found.is_whole, found.lost_spans_s) == ("lost", False, (pytest.approx(span_s),))
    assert "0.9 s lost, silence in their place" in found.problems[0]
    assert np.array_equal(read_sound(restore(result.target, None, CODEC_RATE).target), before)


def test_repairing_a_whole_file_says_so(squeezed: Path, tmp_path: Path) -> None:
    result = edit.repair(squeezed, tmp_path / "fixed.sqc")
    assert "was whole already" in result.notices[0]
    assert result.target.read_bytes() == squeezed.read_bytes()


def test_what_has_no_header_cannot_be_repaired(squeezed: Path, tmp_path: Path) -> None:
    squeezed.write_bytes(bytes(100) + squeezed.read_bytes()[100:])
    with pytest.raises(SqcodecError, match=r"talk\.sqc"):
        edit.repair(squeezed, tmp_path / "out" / "fixed.sqc")
    assert list((tmp_path / "out").glob("*") if (tmp_path / "out").exists() else ()) == []


def test_a_part_sounds_as_it_did_and_parts_join_to_the_whole(squeezed: Path, read_sound: Read, tmp_path: Path) -> None:
    whole = read_sound(restore(squeezed, None, CODEC_RATE).target)
    first = edit.cut(squeezed, tmp_path / "first.sqc", 0.0, 1.9 - 0.1)
    second = edit.cut(squeezed, tmp_path / "second.sqc", 1.9, float("inf"))
    assert "Cut at block borders: 0.00 s to 1.89 s." in first.notices
    assert first.duration_s + second.duration_s == pytest.approx(5.5)
    for result, start in ((first, 0), (second, round(1.89 * 16_000))):
        part = read_sound(restore(result.target, None, CODEC_RATE).target)
        assert np.abs(part - whole[start : start + len(part)]).max() < 0.01
    joined = edit.join([first.target, second.target], tmp_path / "joined.sqc")
    assert joined.duration_s == pytest.approx(5.5)
    assert verify(joined.target, decode=True, compute=ComputeChoice("cpu")).is_whole
    assert (
        len(read_sound(restore(joined.target, None, RestoreSettings(compute=ComputeChoice("cpu"))).target)) == 242_550
    )


def test_a_cut_beyond_the_end_is_refused(squeezed: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="has nothing between 99 s"):
        edit.cut(squeezed, tmp_path / "x.sqc", 99.0, 100.0)
    assert not (tmp_path / "x.sqc").exists()


def test_files_of_different_weights_do_not_join(
    squeezed: Path, write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    other = compress(
        write_sound("b.wav", channels=2), None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"))
    ).target
    with pytest.raises(SqcodecError, match="other weights"):
        edit.join([squeezed, other], tmp_path / "x.sqc")
    with pytest.raises(EngineError, match="the same file"):
        edit.join([squeezed, other], other)
    assert not (tmp_path / "x.sqc").exists()


def test_tags_and_cover_change_in_place_and_the_tokens_do_not(squeezed: Path, tmp_path: Path) -> None:
    before = verify(squeezed).tokens_sha256
    squeezed.chmod(0o640)
    picture = tmp_path / "cover.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    edit.retag(squeezed, {"title": ["Ein Titel"], "artist": ["Ana", "Žofie"]}, cover=picture)
    edit.retag(squeezed, {"title": ["Another"]}, ["artist"])
    assert verify(squeezed).is_whole
    assert verify(squeezed).tokens_sha256 == before
    assert squeezed.stat().st_mode & 0o777 == 0o640
    with SqcReader(squeezed) as reader:
        assert reader.header.source.tags == {"title": ["Another"]}
        (cover,) = reader.attachments()
        assert (cover.role, cover.media_type, cover.data) == ("cover", "image/jpeg", picture.read_bytes())
    edit.retag(squeezed, {}, ["cover"])
    with SqcReader(squeezed) as reader:
        assert reader.attachments() == ()


def test_bad_tags_leave_the_file_as_it_was(squeezed: Path, tmp_path: Path) -> None:
    before = squeezed.read_bytes()
    text = tmp_path / "cover.txt"
    text.write_text("no picture")
    for changed, removed, cover in (
        ({}, ["nonsense"], None),
        ({}, [], text),
        ({}, [], tmp_path / "missing.png"),
        ({"comment": ["x" * 2_000_000]}, [], None),
    ):
        with pytest.raises(SqcodecError):
            edit.retag(squeezed, changed, removed, cover)
        assert squeezed.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".part", ".tmp")]
