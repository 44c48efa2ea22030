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
from sqcodec_gui.engine.job import CompressSettings, ComputeChoice, EngineError

Damage = Callable[[Path, int], tuple[float, float]]
SKIP = CompressSettings(model="tiny-stored", compute=ComputeChoice("cpu"), check=False, exists="skip")


def skip(small: Path) -> str:
    """Compresses its recording once more, where ``small`` is left if it is done; the reason why it is not."""
    before = small.read_bytes()
    with pytest.raises(EngineError) as caught:
        compress(small.with_suffix(".wav"), small, SKIP)
    assert small.read_bytes() == before
    return str(caught.value)


def test_the_model_that_made_it_is_told_and_not_the_one_asked_for(squeezed: Path) -> None:
    source = squeezed.with_suffix(".wav")
    result = compress(source, None, replace(SKIP, model="tiny"))
    assert (result.skipped, result.model) == (True, "tiny-stored")


def test_what_is_not_whole(squeezed: Path, damage: Damage) -> None:
    whole = squeezed.read_bytes()
    for content in (b"precious", b"", whole[: len(whole) // 2]):
        squeezed.write_bytes(content)
        assert "no whole .sqc file" in skip(squeezed)
    squeezed.write_bytes(whole)
    damage(squeezed, 3)
    assert "no whole .sqc file" in skip(squeezed)


def test_a_newer_format_is_not_called_broken(squeezed: Path) -> None:
    data = bytearray(squeezed.read_bytes())
    with SqcReader(squeezed) as reader:
        assert reader.header.model == "tiny-stored"
    data[8] = 99  # the format's version
    squeezed.write_bytes(data)
    with pytest.raises(SqcVersionError):
        compress(squeezed.with_suffix(".wav"), squeezed, SKIP)


def test_another_recording(squeezed: Path, write_sound: Callable[..., Path]) -> None:
    write_sound("talk.wav", 0.7)
    assert "not made of all of talk.wav as it is now" in skip(squeezed)


def test_another_recording_of_the_same_length(squeezed: Path) -> None:
    source = squeezed.with_suffix(".wav")
    data = bytearray(source.read_bytes())
    data[-1] ^= 1
    source.write_bytes(data)
    os.utime(source, (0, 0))
    assert "not made of all of talk.wav as it is now" in skip(squeezed)


def test_the_same_recording_with_another_date_is_done(squeezed: Path) -> None:
    source = squeezed.with_suffix(".wav")
    os.utime(source, (0, 0))
    assert compress(source, None, SKIP).skipped


def test_a_part_of_it_or_one_with_silent_seconds(squeezed: Path, tmp_path: Path, damage: Damage) -> None:
    size_bytes = squeezed.with_suffix(".wav").stat().st_size
    edit.cut(squeezed, tmp_path / "part.sqc", 1.0, 2.5)
    edit.join([squeezed, squeezed], tmp_path / "twice.sqc")
    damage(squeezed, 2)
    edit.repair(squeezed, tmp_path / "mended.sqc")
    for name in ("part.sqc", "twice.sqc", "mended.sqc"):
        with SqcReader(tmp_path / name) as reader:
            assert reader.parts[0].source.size_bytes == size_bytes
            assert not is_made_of(reader, size_bytes), name
