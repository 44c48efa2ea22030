"""Paths and addresses: found, named, fetched and put in place, with fsspec's storage in memory as the far side."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sqcodec_gui.cluster.locations import FoundSource, choose_targets, fetch, find_sources, publish, size_bytes
from sqcodec_gui.engine.location import location_of
from sqcodec_gui.engine.settings_and_results import EngineError

fsspec = pytest.importorskip("fsspec", reason="the extra “cluster” is not installed")


@pytest.fixture
def memory() -> Iterator["fsspec.AbstractFileSystem"]:
    """Empty; its addresses begin with ``memory://``."""
    filesystem = fsspec.filesystem("memory")
    yield filesystem
    filesystem.store.clear()
    filesystem.pseudo_dirs[:] = [""]


@pytest.mark.parametrize("text", ["s3://bucket/a.wav", "sftp://host/a", "simplecache::s3://b/a", "file:///a"])
def test_addresses(text: str) -> None:
    assert location_of(text) == text


@pytest.mark.parametrize("text", ["a.wav", "/a/b", "C:\\a", "C://a", "a:b", "://"])
def test_paths(text: str) -> None:
    assert location_of(text) == Path(text)


def test_folders_are_searched_by_suffix_and_in_the_order_of_people(memory) -> None:
    for name in ("talk 10.wav", "talk 2.WAV", "notes.txt", "2/b.mp3", ".hidden/c.wav", ".d.wav"):
        memory.pipe_file(f"/in/{name}", b"sound")
    found = list(find_sources(["memory://in/", "memory://other.xyz"], lambda path: False, (".wav", ".mp3")))
    assert found == [
        FoundSource("memory://in/2/b.mp3", "in/2"),
        FoundSource("memory://in/talk 2.WAV", "in"),
        FoundSource("memory://in/talk 10.wav", "in"),
        FoundSource("memory://other.xyz"),
    ]


def test_no_two_sources_get_one_target(memory, tmp_path: Path) -> None:
    memory.pipe_file("/out/in/a (2).sqc", b"from before")
    sources = [
        FoundSource("memory://in/a.wav", "in"),
        FoundSource(tmp_path / "A.flac", "in"),
        FoundSource("memory://a.mp3"),
    ]
    assert choose_targets(sources, "memory://out", ".sqc", "number") == [
        "memory://out/in/a.sqc",
        "memory://out/in/A (2).sqc",
        "memory://out/a.sqc",
    ]
    memory.pipe_file("/out/in/A.sqc", b"from before")
    assert choose_targets(sources[1:2], "memory://out", ".sqc", "number") == ["memory://out/in/A (2).sqc"]
    assert choose_targets(sources[1:2], "memory://out", ".sqc", "skip") == ["memory://out/in/A.sqc"]
    assert choose_targets(sources, tmp_path, ".sqc", "skip") == [
        tmp_path / "in" / "a.sqc",
        tmp_path / "in" / "A (2).sqc",
        tmp_path / "a.sqc",
    ]
    assert choose_targets(sources, None, ".sqc", "skip") == [
        "memory://in/a.sqc",
        tmp_path / "A.sqc",
        "memory://a.sqc",
    ]


def test_a_copy_keeps_name_and_date(memory, tmp_path: Path) -> None:
    memory.pipe_file("/in/talk.wav", b"sound")
    copy = fetch("memory://in/talk.wav", tmp_path)
    assert copy == tmp_path / "talk.wav"
    assert copy.read_bytes() == b"sound"
    assert os.stat(copy).st_mtime == pytest.approx(memory.modified("/in/talk.wav").timestamp())
    assert fetch(copy, tmp_path / "elsewhere") == copy
    assert size_bytes("memory://in/talk.wav") == size_bytes(copy) == 5
    assert size_bytes("memory://no") is size_bytes(tmp_path / "no") is None


def test_publishing_replaces_only_when_told(memory, tmp_path: Path) -> None:
    work, target = tmp_path / "work", "memory://out/a.sqc"
    work.write_bytes(b"one")
    assert publish(work, target, "number") == target
    assert publish(work, target, "number") == target, "the same bytes: an earlier try, not another file"
    work.write_bytes(b"two")
    assert publish(work, target, "number") == "memory://out/a (2).sqc"
    assert publish(work, target, "skip") == "memory://out/a (2).sqc"
    work.write_bytes(b"three")
    assert publish(work, target, "overwrite") == target
    assert {path: memory.cat_file(path) for path in memory.find("/")} == {
        "/out/a.sqc": b"three",
        "/out/a (2).sqc": b"two",
    }
    assert publish(work, tmp_path / "near" / "a.sqc", "number") == tmp_path / "near" / "a.sqc"
    assert [path.name for path in (tmp_path / "near").iterdir()] == ["a.sqc"]


def test_what_breaks_off_leaves_nothing_and_is_told(memory, tmp_path: Path, monkeypatch) -> None:
    work = tmp_path / "work"
    work.write_bytes(b"one")

    def break_off(*arguments: object, **options: object) -> None:
        raise RuntimeError("the line is dead")

    monkeypatch.setattr(type(memory), "mv", break_off)
    with pytest.raises(EngineError, match=r"a\.sqc could not be read or written \(RuntimeError: the line is dead\)"):
        publish(work, "memory://out/a.sqc", "number")
    assert memory.find("/") == []
    with pytest.raises(EngineError, match="is not there"):
        fetch("memory://no.wav", tmp_path)
    with pytest.raises(EngineError, match="cannot be opened"):
        fetch("nonsense://no.wav", tmp_path)
