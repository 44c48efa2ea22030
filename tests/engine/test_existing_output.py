"""Of what is no longer, or never was, what a recording became, nobody may think that it is done."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sqcodec_gui.container import SqcReader, SqcVersionError
from sqcodec_gui.engine import edit
from sqcodec_gui.engine.compress import compress
from sqcodec_gui.engine.existing_output import is_made_of
from sqcodec_gui.engine.settings_and_results import CompressSettings, ComputeChoice, EngineError

Damage = Callable[[Path, int], tuple[float, float]]
SKIP = CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False, exists="skip")


def skip(small: Path) -> str:
    """Compresses its recording once more, where ``small`` is left if it is done; the reason why it is not."""
    before = small.read_bytes()
    with pytest.raises(EngineError) as caught:
        compress(small.with_suffix(".wav"), small, SKIP)
    assert small.read_bytes() == before
    return str(caught.value)


def test_the_model_that_made_it_is_told_and_not_the_one_asked_for(compressed: Path) -> None:
    source = compressed.with_suffix(".wav")
    result = compress(source, None, replace(SKIP, model="tiny"))
    assert (result.skipped, result.model) == (True, "tiny-stored")


def test_what_is_not_whole(compressed: Path, damage: Damage) -> None:
    whole = compressed.read_bytes()
    for content in (b"precious", b"", whole[: len(whole) // 2]):
        compressed.write_bytes(content)
        assert "no whole .sqc file" in skip(compressed)
    compressed.write_bytes(whole)
    damage(compressed, 3)
    assert "no whole .sqc file" in skip(compressed)


def test_a_newer_format_is_not_called_broken(compressed: Path) -> None:
    data = bytearray(compressed.read_bytes())
    with SqcReader(compressed) as reader:
        assert reader.header.model == "tiny-stored"
    data[8] = 99  # the format's version
    compressed.write_bytes(data)
    with pytest.raises(SqcVersionError):
        compress(compressed.with_suffix(".wav"), compressed, SKIP)


def test_another_recording(compressed: Path, write_sound: Callable[..., Path]) -> None:
    write_sound("talk.wav", 0.7)
    assert "not made of all of talk.wav as it is now" in skip(compressed)


def test_another_recording_of_the_same_length(compressed: Path) -> None:
    source = compressed.with_suffix(".wav")
    data = bytearray(source.read_bytes())
    data[-1] ^= 1
    source.write_bytes(data)
    os.utime(source, (0, 0))
    assert "not made of all of talk.wav as it is now" in skip(compressed)


def test_the_same_recording_with_another_date_is_done(compressed: Path) -> None:
    source = compressed.with_suffix(".wav")
    os.utime(source, (0, 0))
    assert compress(source, None, SKIP).skipped


def test_a_part_of_it_or_one_with_silent_seconds(compressed: Path, tmp_path: Path, damage: Damage) -> None:
    size_bytes = compressed.with_suffix(".wav").stat().st_size
    edit.cut(compressed, tmp_path / "part.sqc", 1.0, 2.5)
    edit.join([compressed, compressed], tmp_path / "twice.sqc")
    damage(compressed, 2)
    edit.repair(compressed, tmp_path / "mended.sqc")
    for name in ("part.sqc", "twice.sqc", "mended.sqc"):
        with SqcReader(tmp_path / name) as reader:
            assert reader.parts[0].source.size_bytes == size_bytes
            assert not is_made_of(reader, size_bytes), name
