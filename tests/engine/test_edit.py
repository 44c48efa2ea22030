"""Repair, cut, join and retag, heard and not only read."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.cli import main
from sqcodec_gui.container import SqcReader
from sqcodec_gui.container.header import LIMIT_ATTACHMENTS_BYTES
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError

CODEC_RATE = RestoreSettings(compute=ComputeChoice("cpu"), rate="codec")
Read = Callable[[Path], np.ndarray]


def test_a_repaired_file_is_valid_and_keeps_its_length(
    compressed: Path, damage: Callable[[Path, int], tuple[float, float]], read_sound: Read, tmp_path: Path
) -> None:
    span_s = damage(compressed, 2)
    broken = compressed.read_bytes()
    before = read_sound(restore(compressed, None, CODEC_RATE).target)
    result = edit.repair(compressed, tmp_path / "fixed.sqc")
    assert compressed.read_bytes() == broken
    assert result.lost_s == pytest.approx(span_s[1])
    assert result.notices
    found = verify(result.target)
    assert (found.state, found.is_whole, found.lost_spans_s) == ("lost", False, (pytest.approx(span_s),))
    assert "0.9 s lost, silence in their place" in found.problems[0]
    assert np.array_equal(read_sound(restore(result.target, None, CODEC_RATE).target), before)


def test_repairing_a_whole_file_says_so(compressed: Path, tmp_path: Path) -> None:
    result = edit.repair(compressed, tmp_path / "fixed.sqc")
    assert "was whole already" in result.notices[0]
    assert result.target.read_bytes() == compressed.read_bytes()


def test_what_has_no_header_cannot_be_repaired(compressed: Path, tmp_path: Path) -> None:
    compressed.write_bytes(bytes(100) + compressed.read_bytes()[100:])
    with pytest.raises(SqcodecError, match=r"talk\.sqc"):
        edit.repair(compressed, tmp_path / "out" / "fixed.sqc")
    assert not (tmp_path / "out").exists()


def test_a_part_sounds_as_it_did_and_parts_join_to_the_whole(
    compressed: Path, read_sound: Read, tmp_path: Path
) -> None:
    whole = read_sound(restore(compressed, None, CODEC_RATE).target)
    first = edit.cut(compressed, tmp_path / "first.sqc", 0.0, 1.9 - 0.1)
    second = edit.cut(compressed, tmp_path / "second.sqc", 1.9, float("inf"))
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


def test_a_cut_beyond_the_end_is_refused(compressed: Path, tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="has nothing between 99 s"):
        edit.cut(compressed, tmp_path / "x.sqc", 99.0, 100.0)
    assert not (tmp_path / "x.sqc").exists()


def test_what_cannot_be_joined_is_what_the_reason_tells_of(compressed: Path, tmp_path: Path) -> None:
    """And not the target, which is written meanwhile."""
    (tmp_path / "folder").mkdir()
    for name, reason in (("gone.sqc", "gone.sqc is not there"), ("folder", "folder is ")):
        with pytest.raises(SqcodecError, match=f"^{reason}"):
            edit.join([compressed, tmp_path / name], tmp_path / "joined.sqc")
    assert not (tmp_path / "joined.sqc").exists()


def test_a_join_says_whose_covers_were_left_out(
    compressed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["none.sqc", "red.sqc", "blue.sqc", "again.sqc", "green.sqc"]
    paths = [Path(shutil.copy(compressed, tmp_path / name)) for name in names]
    for path, colour in zip(paths[1:], (b"red", b"blue", b"red", b"green"), strict=True):
        picture = tmp_path / "cover.jpg"
        picture.write_bytes(b"\xff\xd8\xff" + colour)
        edit.retag(path, {"title": [path.stem]}, cover=picture)
    result = edit.join([paths[0], paths[1], paths[3]], tmp_path / "same.sqc")
    assert (result.notices, result.complete) == ((), True)
    assert main(["join", *map(str, paths), "-o", str(tmp_path / "all.sqc"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["notices"] == ["The cover of red.sqc is kept; other covers were left out: blue.sqc, green.sqc."]
    assert told["complete"]
    with SqcReader(tmp_path / "all.sqc") as reader:
        assert [one.data for one in reader.attachments()] == [b"\xff\xd8\xffred"]
        titles = [part.source.tags.get("title") for part in reader.parts]
        assert titles[1:] == [["red"], ["blue"], ["again"], ["green"]]
    assert main(["join", *map(str, paths), "-o", str(tmp_path / "text.sqc")]) == 0
    assert "  The cover of red.sqc is kept; other covers were left out" in capsys.readouterr().out


def test_files_of_different_weights_do_not_join(
    compressed: Path, write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    other = compress(
        write_sound("b.wav", channels=2), None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"))
    ).target
    with pytest.raises(SqcodecError, match="other weights"):
        edit.join([compressed, other], tmp_path / "x.sqc")
    with pytest.raises(EngineError, match="the same file"):
        edit.join([compressed, other], other)
    assert not (tmp_path / "x.sqc").exists()


def test_tags_and_cover_change_in_place_and_the_tokens_do_not(compressed: Path, tmp_path: Path) -> None:
    before = verify(compressed).tokens_sha256
    compressed.chmod(0o640)
    picture = tmp_path / "cover.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    edit.retag(compressed, {"title": ["Ein Titel"], "artist": ["Ana", "Žofie"]}, cover=picture)
    edit.retag(compressed, {"title": ["Another"]}, ["artist"])
    assert verify(compressed).is_whole
    assert verify(compressed).tokens_sha256 == before
    assert compressed.stat().st_mode & 0o777 == 0o640
    with SqcReader(compressed) as reader:
        assert reader.header.source.tags == {"title": ["Another"]}
        (cover,) = reader.attachments()
        assert (cover.role, cover.media_type, cover.data) == ("cover", "image/jpeg", picture.read_bytes())
    edit.retag(compressed, {}, ["cover"])
    with SqcReader(compressed) as reader:
        assert reader.attachments() == ()


def test_bad_tags_leave_the_file_as_it_was(compressed: Path, tmp_path: Path) -> None:
    before = compressed.read_bytes()
    text = tmp_path / "cover.txt"
    text.write_text("no picture")
    for changed, removed, cover in (
        ({}, ["nonsense"], None),
        ({}, [], text),
        ({}, [], tmp_path / "missing.png"),
        ({"comment": ["x" * 2_000_000]}, [], None),
    ):
        with pytest.raises(SqcodecError, match=r"(talk|cover|missing)\.(sqc|txt|png)"):
            edit.retag(compressed, changed, removed, cover)
        assert compressed.read_bytes() == before
    assert not [path for path in tmp_path.iterdir() if path.suffix in (".part", ".tmp")]


def test_a_picture_that_is_too_large_is_told_with_both_files(compressed: Path, tmp_path: Path) -> None:
    before = compressed.read_bytes()
    picture = tmp_path / "cover.jpg"
    with picture.open("wb") as file:
        file.write(b"\xff\xd8\xff")
        file.truncate(LIMIT_ATTACHMENTS_BYTES)
    with pytest.raises(SqcodecError) as caught:
        edit.retag(compressed, {}, cover=picture)
    assert str(caught.value) == (
        "There is no room for cover.jpg in talk.sqc: cover and other attachments may have 32 MB together, and be 64."
        " Choose a smaller picture."
    )
    assert compressed.read_bytes() == before


@pytest.mark.parametrize("verb", ["tag", "tag of joined", "join"])
def test_what_there_is_no_room_for_is_told_with_the_file(compressed: Path, tmp_path: Path, verb: str) -> None:
    """A description has 1 MiB; all of a file's together 1 MiB and eight times its size (sqc-1.md)."""
    before, last = {"tag": (0, 2_000_000), "tag of joined": (400_000, 900_000), "join": (900_000, 0)}[verb]
    edit.retag(compressed, {"comment": ["x" * before]})
    both = tmp_path / "both.sqc"
    if verb == "tag of joined":
        edit.join([compressed, compressed], both)
    target = compressed if verb == "tag" else both
    old = target.read_bytes() if target.exists() else None
    work = {
        "join": lambda: edit.join([compressed, compressed], both),
        "tag": lambda: edit.retag(target, {"comment": ["x" * last]}),
    }[verb.split()[0]]
    with pytest.raises(SqcodecError) as caught:
        work()
    assert str(caught.value).startswith(f"{target.name}: the description")
    assert str(caught.value).endswith("Nothing was written: shorten the tags, or put less into one file.")
    assert (target.read_bytes() if target.exists() else None) == old


@pytest.mark.parametrize("verb", ["tag", "cut", "join"])
def test_a_damaged_cover_is_told_with_the_file_and_what_to_do(compressed: Path, tmp_path: Path, verb: str) -> None:
    picture = tmp_path / "cover.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    edit.retag(compressed, {}, cover=picture)
    data = bytearray(compressed.read_bytes())
    data[data.index(b" a picture")] ^= 1
    compressed.write_bytes(data)
    target = tmp_path / "new" / "x.sqc"
    work = {
        "tag": lambda: edit.retag(compressed, {"title": ["New"]}),
        "cut": lambda: edit.cut(compressed, target, 0, 2),
        "join": lambda: edit.join([compressed, compressed], target),
    }[verb]
    with pytest.raises(
        SqcodecError, match=r"^talk\.sqc: the cover .*damaged.*“sqcodec repair” makes a file without it"
    ):
        work()
    assert not (tmp_path / "new").exists()
    fixed = edit.repair(compressed, tmp_path / "fixed.sqc").target
    assert verify(fixed).is_whole
    with SqcReader(fixed) as reader:
        assert reader.attachments() == ()
