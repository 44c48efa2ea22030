"""Repair, cut, join, tag and kit when something goes wrong: never a damaged target, never anything left behind."""

import os
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sqcodec_gui.container import SqcReader
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice
from sqcodec_gui.engine.verify import verify
from sqcodec_gui.errors import SqcodecError

OTHER_FILE_SYSTEM = Path("/dev/shm")
FULL_AFTER_BYTES = 3_000
LITTLE_ROOM = f"""
import resource, signal, sys
sys.dont_write_bytecode = True  # the cache of modules would be cut, too, and stay so
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({FULL_AFTER_BYTES}, {FULL_AFTER_BYTES}))
"""


def left_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are of Unix")
@pytest.mark.parametrize("verb", ["cut", "join", "repair", "tag", "kit", "page", "encode", "decode", "verify"])
def test_no_room_leaves_all_as_it_was(
    compressed: Path, tmp_path: Path, start_tiny: Callable[..., subprocess.Popen[str]], verb: str
) -> None:
    """Not even folders, of which it has to make two first."""
    if verb == "verify":
        for number in range(20):  # of which each has a line in the report
            shutil.copy(compressed, tmp_path / f"talk {number}.sqc")
    before, names = compressed.read_bytes(), left_in(tmp_path)
    assert len(before) > 2 * FULL_AFTER_BYTES
    new = tmp_path / "new" / "folder"
    words = {
        "cut": ["cut", compressed, "-o", new / "x.sqc"],
        "join": ["join", compressed, compressed, "-o", new / "x.sqc"],
        "repair": ["repair", compressed, "-o", new / "x.sqc"],
        "tag": ["tag", compressed, "title=New"],
        "kit": ["kit", new, compressed],
        "page": ["page", new / "x.html", compressed],
        "encode": ["encode", compressed.with_suffix(".wav"), "--model", "tiny", "--no-check", "--out-dir", new],
        "decode": ["decode", compressed, "--out-dir", new],
        "verify": ["verify", tmp_path, "--report", new / "report.csv"],
    }[verb]
    done = start_tiny(*words, before=LITTLE_ROOM)
    _, errors = done.communicate(timeout=600)
    assert done.returncode == 1
    assert len(errors.splitlines()) == 1
    assert compressed.read_bytes() == before
    assert left_in(tmp_path) == names


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are of Unix")
@pytest.mark.parametrize("stream", [b"", bytes(2 * FULL_AFTER_BYTES)], ids=["nothing", "too much"])
def test_a_stream_that_fails_leaves_no_folder(
    tmp_path: Path, start_tiny: Callable[..., subprocess.Popen[bytes]], stream: bytes
) -> None:
    words = ["encode", "-", "--raw", "16000:1:s16le", "-o", tmp_path / "new" / "folder" / "x.sqc", "--model", "tiny"]
    done = start_tiny(*words, before=LITTLE_ROOM, stdin=subprocess.PIPE, text=False)
    _, errors = done.communicate(stream, timeout=600)
    assert done.returncode == 1
    assert len(errors.splitlines()) == 1
    assert left_in(tmp_path) == set()


@pytest.mark.parametrize("verb", ["cut", "join", "repair"])
def test_a_source_that_shrinks_while_it_is_read(
    compressed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    reads = "read_block_or_none" if verb == "repair" else "read_block"
    read = getattr(SqcReader, reads)

    def shrink(self: SqcReader, index: int) -> object:
        if index == 2:
            os.truncate(compressed, compressed.stat().st_size // 3)
        return read(self, index)

    target = tmp_path / "x.sqc"
    if verb == "repair":
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(SqcReader, reads, shrink)
            edit.repair(compressed, target)
        assert verify(target).state == "lost"
        return
    monkeypatch.setattr(SqcReader, reads, shrink)
    with pytest.raises(SqcodecError, match=r"talk\.sqc"):
        edit.cut(compressed, target, 0, 99) if verb == "cut" else edit.join([compressed, compressed], target)
    assert left_in(tmp_path) == {"talk.wav", "talk.sqc"}


def test_a_source_that_grows_while_it_is_read(
    compressed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is added after the footer was read is no part of it."""
    whole, read_block = compressed.read_bytes(), SqcReader.read_block

    def grow(self: SqcReader, index: int) -> object:
        compressed.write_bytes(whole + bytes(1_000))
        return read_block(self, index)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(SqcReader, "read_block", grow)
        target = edit.cut(compressed, tmp_path / "x.sqc", 0, 99).target
    assert target.read_bytes() == whole
    with pytest.raises(SqcodecError, match="repair"):
        edit.cut(compressed, tmp_path / "y.sqc", 0, 99)


@pytest.mark.skipif(not os.access(OTHER_FILE_SYSTEM, os.W_OK), reason="no second file system is at hand")
def test_targets_on_another_file_system(compressed: Path, tmp_path: Path) -> None:
    if OTHER_FILE_SYSTEM.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system is at hand")
    folder = OTHER_FILE_SYSTEM / f"sqcodec-{tmp_path.name}-{os.getpid()}"
    folder.mkdir()
    try:
        settings = CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False)
        compress(compressed.with_suffix(".wav"), folder / "talk.sqc", settings)
        assert (folder / "talk.sqc").read_bytes() == compressed.read_bytes()
        edit.join([compressed, folder / "talk.sqc"], folder / "both.sqc")
        make_kit([compressed, folder], folder / "kit")
        assert left_in(folder) == {"talk.sqc", "both.sqc", "kit"}
        assert verify(folder / "kit" / "data" / "recordings" / folder.name / "both.sqc").is_whole
    finally:
        shutil.rmtree(folder)


def test_many_at_once_give_one_whole_target(compressed: Path, tmp_path: Path) -> None:
    tokens_sha256 = verify(compressed).tokens_sha256
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: edit.retag(compressed, {"title": [f"Title {number}"]}), range(18)))
    assert verify(compressed).is_whole
    assert verify(compressed).tokens_sha256 == tokens_sha256
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda _: edit.cut(compressed, tmp_path / "x.sqc", 0, 2).target, range(12)))
    assert len(set(made)) == 12
    assert all(verify(path).is_whole for path in made)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: edit.cut(compressed, tmp_path / "y.sqc", 0, 2, exists="overwrite"), range(12)))
    assert verify(tmp_path / "y.sqc").is_whole
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_kit_that_another_process_made_meanwhile_is_left_alone(compressed: Path, tmp_path: Path) -> None:
    target = tmp_path / "kit"

    def be_faster(done_s: float, total_s: float) -> None:
        target.mkdir(exist_ok=True)
        (target / "theirs.txt").write_text("theirs")

    with pytest.raises(SqcodecError, match="kit"):
        make_kit([compressed], target, None, be_faster)
    assert left_in(target) == {"theirs.txt"}
    assert left_in(tmp_path) == {"talk.wav", "talk.sqc", "kit"}


def test_no_step_of_a_kit_changes_its_sources(compressed: Path, tmp_path: Path) -> None:
    before = (compressed.read_bytes(), compressed.stat().st_mtime_ns)
    make_kit([compressed], tmp_path / "kit")
    assert (compressed.read_bytes(), compressed.stat().st_mtime_ns) == before
