"""Originals to the trash: every reason for which one stays, and the one way in which it goes."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.originals import prove, trash
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError

Write = Callable[..., Path]
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into the trash of Linux desktops")


@pytest.fixture
def pair(tiny: CodecConfig, write_sound: Write) -> tuple[Path, Path]:
    source = write_sound("talk.wav", 1.5)
    return source, compress(
        source, None, CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
    ).target


@pytest.fixture
def trash_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The trash of this test alone (freedesktop.org's specification: $XDG_DATA_HOME/Trash)."""
    home = tmp_path / "share"
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH", str(home / "Trash"))
    monkeypatch.setattr("send2trash.plat_other.HOMETRASH_B", os.fsencode(home / "Trash"))
    return home / "Trash" / "files"


@on_linux
def test_a_proven_original_goes_to_the_trash_and_not_away(pair: tuple[Path, Path], trash_home: Path) -> None:
    source, small = pair
    before = source.read_bytes()
    proof = prove(source, small)
    assert source.exists()
    assert proof.source_bytes == len(before)
    trash(proof)
    assert not source.exists()
    assert (trash_home / "talk.wav").read_bytes() == before
    assert small.exists()


def test_another_recording_of_that_name_stays(pair: tuple[Path, Path]) -> None:
    source, small = pair
    data = bytearray(source.read_bytes())
    data[-1] ^= 1
    source.write_bytes(data)
    with pytest.raises(EngineError, match="SHA-256 differs"):
        prove(source, small)


def test_a_damaged_small_file_keeps_its_original(pair: tuple[Path, Path]) -> None:
    source, small = pair
    data = bytearray(small.read_bytes())
    data[len(data) // 2] ^= 0x40
    small.write_bytes(data)
    with pytest.raises(EngineError, match="The original stays"):
        prove(source, small)


def test_one_file_under_two_names_is_never_two(pair: tuple[Path, Path], tmp_path: Path) -> None:
    _, small = pair
    twin = tmp_path / "twin.wav"
    os.link(small, twin)
    with pytest.raises(EngineError, match="one and the same"):
        prove(twin, small)
    with pytest.raises(EngineError, match="one and the same"):
        prove(small, small)


def test_links_always_stay(pair: tuple[Path, Path], tmp_path: Path) -> None:
    source, small = pair
    link = tmp_path / "link.wav"
    link.symlink_to(source)
    with pytest.raises(EngineError, match="link"):
        prove(link, small)
    with pytest.raises(EngineError, match="not there"):
        prove(tmp_path / "gone.wav", small)


def test_what_came_with_the_program_stays(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "resources_dir", lambda: tmp_path)
    with pytest.raises(EngineError, match="belongs to the program"):
        prove(*pair)


@on_linux
@pytest.mark.parametrize("changed", ["source", "small"])
def test_a_change_after_the_check_makes_the_proof_void(pair: tuple[Path, Path], trash_home: Path, changed: str) -> None:
    source, small = pair
    proof = prove(source, small, decodes=False)
    path = source if changed == "source" else small
    copy = path.with_suffix(".copy")
    shutil.copy2(path, copy)
    os.replace(copy, path)  # the same bytes and dates, and yet another file
    with pytest.raises(EngineError, match="changed after the check"):
        trash(proof)
    assert source.exists()
    assert not trash_home.exists()


def test_without_the_weights_there_is_no_proof_that_it_decodes(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "elsewhere"))
    with pytest.raises(EngineError, match="not on this machine"):
        prove(*pair)


def test_the_check_can_be_cancelled(pair: tuple[Path, Path]) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        prove(*pair, cancel=token)
