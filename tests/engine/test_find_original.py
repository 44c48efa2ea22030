"""The true original near a small file: by its bytes, whatever it is called now."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.codec.config import CodecConfig
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.edit import cut
from sqcodec_gui.engine.find_original import find_original, is_changed
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice

SETTINGS = CompressSettings(model="tiny", compute=ComputeChoice("cpu"), check=False)


@pytest.fixture
def pair(tiny: CodecConfig, write_sound: Callable[..., Path]) -> tuple[Path, Path]:
    source = write_sound("talk é.wav", 1.0)
    small = compress(source, None, SETTINGS).target
    assert small is not None
    return source, small


def test_it_is_found_by_its_name_and_by_another_one(pair: tuple[Path, Path]) -> None:
    source, small = pair
    assert find_original(small, CancelToken()) == source
    renamed = source.rename(source.with_name("renamed.wav"))
    assert find_original(small, CancelToken()) == renamed


def test_what_only_looks_like_it_is_not_it(pair: tuple[Path, Path]) -> None:
    source, small = pair
    data = bytearray(source.read_bytes())
    data[-1] ^= 1  # the same name and the same size
    source.write_bytes(data)
    assert find_original(small, CancelToken()) is None


def test_a_recording_that_was_changed_since_is_told_from_the_one_that_it_was(pair: tuple[Path, Path]) -> None:
    """Of another length, of the same length, and only touched."""
    source, small = pair
    data = source.read_bytes()
    assert not is_changed(source, small, CancelToken())
    os.utime(source)
    assert not is_changed(source, small, CancelToken())
    source.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert is_changed(source, small, CancelToken())
    source.write_bytes(data[:-2])
    assert is_changed(source, small, CancelToken())
    source.unlink()
    assert not is_changed(source, small, CancelToken())


def test_of_a_part_nobody_knows_whether_its_recording_was_changed(pair: tuple[Path, Path]) -> None:
    source, small = pair
    part = cut(small, small.with_name("part.sqc"), 0.0, 0.5).target
    source.write_bytes(b"another one")
    assert not is_changed(source, part, CancelToken())


def test_only_the_same_folder_is_looked_into(pair: tuple[Path, Path], tmp_path: Path) -> None:
    _, small = pair
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    moved = Path(shutil.move(small, elsewhere))
    assert find_original(moved, CancelToken()) is None


def test_a_part_of_a_recording_has_no_original(pair: tuple[Path, Path]) -> None:
    _, small = pair
    part = cut(small, small.with_name("part.sqc"), 0.0, 0.5).target
    assert find_original(part, CancelToken()) is None


def test_what_is_no_sqc_file_or_not_there_has_none(tmp_path: Path) -> None:
    (tmp_path / "letter.sqc").write_text("Dear reader")
    assert find_original(tmp_path / "letter.sqc", CancelToken()) is None
    assert find_original(tmp_path / "gone.sqc", CancelToken()) is None


def test_it_can_be_cancelled(pair: tuple[Path, Path]) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        find_original(pair[1], cancel)
