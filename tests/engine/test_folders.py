"""Which files a folder gives, in which order, and where their results go."""

import os
from pathlib import Path
from typing import Any

import pytest

from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.folders import choose_targets, find_files, natural_key
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError


@pytest.mark.parametrize("exists", ["number", "skip", "overwrite"])
def test_two_sources_of_one_name_never_share_a_target(tmp_path: Path, exists: str) -> None:
    sources = [tmp_path / name for name in ("talk.wav", "talk.flac", "TALK.mp3", "other.wav")]
    found = list(find_files(sources, lambda path: True))
    names = [path.name for path in choose_targets(found, None, ".sqc", exists)]
    assert names == ["talk.sqc", "talk (2).sqc", "TALK (3).sqc", "other.sqc"]
    (tmp_path / "talk (2).sqc").touch()
    again = [path.name for path in choose_targets(found, None, ".sqc", exists)]
    assert again[1] == ("talk (3).sqc" if exists == "number" else "talk (2).sqc")


def test_a_tree_is_kept_below_the_folder(tmp_path: Path) -> None:
    for name in ("in/b 10.x", "in/b 2.x", "in/deep/er/a.x", "in/.hidden/a.x", "in/no.txt", "one.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "in" / "circle").symlink_to(tmp_path / "in")
    found = list(find_files([tmp_path / "in", tmp_path / "one.txt"], lambda path: path.suffix == ".x"))
    targets = choose_targets(found, tmp_path / "out", ".sqc", "skip")
    assert [path.relative_to(tmp_path / "out").as_posix() for path in targets] == [
        "in/b 2.sqc",
        "in/b 10.sqc",
        "in/deep/er/a.sqc",
        "one.sqc",
    ]


def test_a_folder_that_refuses_is_named_and_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its recordings would be missed by nobody until they are needed."""
    (tmp_path / "in" / "locked").mkdir(parents=True)
    for name in ("in/a.wav", "in/locked/b.wav", "in/z.wav", "last.wav"):
        (tmp_path / name).touch()
    locked = tmp_path / "in" / "locked"
    refuse(locked, monkeypatch)
    found = list(find_files([tmp_path / "in", tmp_path / "last.wav"], lambda path: path.suffix == ".wav"))
    assert [one.path.name for one in found] == ["a.wav", "z.wav", "last.wav", "locked"]
    with pytest.raises(SqcodecError, match="locked may not be read by you"):
        compress(locked, tmp_path / "locked.sqc", CompressSettings(compute=ComputeChoice("cpu")))
    with pytest.raises(SqcodecError, match="You may not read locked"):
        verify(locked)
    assert not (tmp_path / "locked.sqc").exists()


def refuse(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a system does to those without rights (tests may run as root, whom nothing is refused)."""

    def refusing(function: Any) -> Any:
        def call(path: Any = ".", *rest: Any, **others: Any) -> Any:
            if not isinstance(path, int) and Path(path) == folder:
                raise PermissionError(13, "Permission denied", str(path))
            return function(path, *rest, **others)

        return call

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))


def test_numbers_sort_as_numbers() -> None:
    names = ["b", "Talk 10", "talk 2", "a", "10", "9"]
    assert sorted(names, key=natural_key) == ["9", "10", "a", "b", "talk 2", "Talk 10"]
