"""Originals to the trash: every reason for which one stays, and the one way in which it goes."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from av.stream import Disposition

from sqcodec_gui import paths
from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.originals import prove, trash
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError

Write = Callable[..., Path]
CPU_UNCHECKED = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into the trash of Linux desktops")


@pytest.fixture
def pair(tiny: CodecConfig, write_sound: Write) -> tuple[Path, Path]:
    source = write_sound("talk.wav", 1.5)
    return source, compress(source, None, CPU_UNCHECKED).target


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


def film(path: Path, tracks: int, has_pictures: bool, has_cover: bool = False) -> None:
    """Write half a second of sound in so many tracks, with moving pictures, with a cover, or with neither."""
    noise = np.random.default_rng(3).uniform(-0.2, 0.2, (1, 24_000)).astype(np.float32)
    with av.open(str(path), "w") as out:
        pictures = None
        if has_pictures or has_cover:
            pictures = out.add_stream("mjpeg" if has_cover else "mpeg4", rate=10)
            pictures.width, pictures.height = 32, 32
            pictures.pix_fmt = "yuvj420p" if has_cover else "yuv420p"
            if has_cover:
                pictures.disposition = Disposition.attached_pic
        streams = [out.add_stream("aac", rate=48_000, layout="mono") for _ in range(tracks)]
        for index in range(0 if pictures is None else 1 if has_cover else 5):
            picture = av.VideoFrame.from_ndarray(np.full((48, 32), 10 * index, np.uint8), pictures.pix_fmt)
            out.mux(pictures.encode(picture))
        for stream in streams:
            frame = av.AudioFrame.from_ndarray(noise, "fltp", "mono")
            frame.sample_rate, frame.pts = 48_000, 0
            out.mux(stream.encode(frame))
        for stream in (*streams, *([] if pictures is None else [pictures])):
            out.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("name", "tracks", "has_pictures", "why"),
    [
        ("film.mp4", 1, True, r"film\.mp4 is a film: its pictures are in no small file\. It stays\."),
        ("two.m4a", 2, False, r"two\.m4a has 2 sound tracks, and its small file holds one of them\. It stays\."),
    ],
)
def test_what_holds_more_than_the_sound_of_the_small_file_stays(
    tiny: CodecConfig, tmp_path: Path, name: str, tracks: int, has_pictures: bool, why: str
) -> None:
    """Of a film dropped on the window, the small file is proven to hold the sound: the pictures went to the trash."""
    film(tmp_path / name, tracks, has_pictures)
    small = compress(tmp_path / name, None, CPU_UNCHECKED).target
    with pytest.raises(EngineError, match=why):
        prove(tmp_path / name, small, decodes=False)
    assert (tmp_path / name).exists()


def test_a_cover_is_no_film(tiny: CodecConfig, tmp_path: Path) -> None:
    film(tmp_path / "talk.mp4", 1, False, has_cover=True)
    small = compress(tmp_path / "talk.mp4", None, CPU_UNCHECKED).target
    assert prove(tmp_path / "talk.mp4", small, decodes=False).source == tmp_path / "talk.mp4"


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
