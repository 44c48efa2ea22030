"""Unfinished files: never through what others have put in their places, and as private as the source."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine import edit, files
from sqcodec_gui.engine.checksums import sidecar_of
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.kit import make_kit
from sqcodec_gui.engine.restore import restore
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError, RestoreSettings
from sqcodec_gui.engine.verify import verify

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
FAST = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
CPU = RestoreSettings(compute=ComputeChoice("cpu"))
SUFFIXES = [".part", ".new", ".lock", ".of"]


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    path = tmp_path / "victim" / "precious.txt"
    path.parent.mkdir()
    path.write_bytes(b"precious")
    return path


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_compressing_touches_nothing_behind_a_planted_name(
    tiny: CodecConfig, write_sound: Callable[..., Path], victim: Path, put: Callable[[Path, Path], None], suffix: str
) -> None:
    source = write_sound("in/talk.wav", 1.0)
    target = source.with_suffix(".sqc")
    put(files.work_path(source, target).with_suffix(suffix), victim)
    result = compress(source, target, FAST)
    assert result.target == target
    assert not target.is_symlink()
    assert target.stat().st_nlink == 1
    assert victim.read_bytes() == b"precious"
    assert [path.name for path in victim.parent.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_restoring_touches_nothing_behind_a_planted_name(
    tiny: CodecConfig, write_sound: Callable[..., Path], victim: Path, put: Callable[[Path, Path], None], suffix: str
) -> None:
    source = write_sound("in/talk.wav", 1.0)
    small = compress(source, None, FAST).target
    target = small.with_name("back.wav")
    put(files.work_path(small, target).with_suffix(suffix), victim)
    restore(small, target, CPU)
    assert not target.is_symlink()
    assert target.stat().st_nlink == 1
    assert victim.read_bytes() == b"precious"
    assert [path.name for path in victim.parent.iterdir()] == ["precious.txt"]


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_what_was_private_stays_private_all_the_way(
    tiny: CodecConfig, write_sound: Callable[..., Path], mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    seen: list[int] = []
    publish = files.publish

    def watched(work: Path, target: Path, exists: str) -> Path:
        seen.append(mode_of(work))
        return publish(work, target, exists)

    monkeypatch.setattr(files, "publish", watched)
    try:
        source = write_sound("talk.wav", 2.5)
        source.chmod(mode)
        small = compress(source, None, FAST).target
        back = restore(small, source.with_name("back.wav"), CPU).target
        part = edit.cut(small, source.with_name("part.sqc"), 0.0, 1.0).target
        edit.retag(small, {"title": ["x"]})
    finally:
        os.umask(before)
    assert seen == [mode] * 3
    assert [mode_of(path) for path in (small, back, part)] == [mode] * 3


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_what_holds_several_recordings_is_as_private_as_the_most_private(
    tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path, mode: int
) -> None:
    before = os.umask(0o022)
    try:
        smalls = [compress(write_sound(f"{name}/talk.wav", 1.0), None, FAST).target for name in ("open", "private")]
        smalls[1].chmod(mode)
        make_kit(smalls, tmp_path / "kit")
    finally:
        os.umask(before)
    found = [(path.name, mode_of(path)) for path in (tmp_path / "kit" / "data").rglob("*") if path.is_file()]
    assert ("ro-crate-metadata.json", mode) in found
    assert sorted(value for name, value in found if name.endswith(".sqc")) == [mode, 0o644]
    assert ("README.txt", 0o644) in found


def test_nothing_waits_for_a_pipe_or_reads_a_device(
    tiny: CodecConfig, write_sound: Callable[..., Path], tmp_path: Path
) -> None:
    """In the place of the original, or of a checksum file."""
    small = compress(write_sound("talk.wav", 1.0), None, FAST).target
    pipe, device = tmp_path / "pipe", tmp_path / "device"
    os.mkfifo(pipe)
    device.symlink_to("/dev/zero")
    for path in (pipe, device):
        with pytest.raises(OSError, match="no plain file"):
            files.file_sha256(path, CancelToken())
        with pytest.raises(EngineError, match=f"{path.name} could not be read"):
            verify(small, source=path)
    os.mkfifo(sidecar_of(small))
    assert "could not be read" in verify(small, checksums=True).problems[0]
