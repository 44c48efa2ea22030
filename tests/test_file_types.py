"""The one list of formats is what people are told of it."""

from pathlib import Path

import pytest

from sqcodec_gui.audio import create_audio
from sqcodec_gui.audio.errors import AudioWriteError
from sqcodec_gui.file_types import AUDIO_EXTENSIONS, READ_NAMES, VIDEO_EXTENSIONS, WRITTEN

README = " ".join((Path(__file__).resolve().parents[1] / "README.md").read_text("utf-8").split())


def test_the_readme_names_what_is_read_and_written() -> None:
    *first, last = (written.name for written in WRITTEN.values())
    assert f"It reads {', '.join(READ_NAMES)} and the sound of video files" in README
    assert f"writes {', '.join(first)} and {last}:" in README


def test_what_is_written_can_be_read_again_and_no_suffix_stands_twice() -> None:
    suffixes = AUDIO_EXTENSIONS + VIDEO_EXTENSIONS
    assert {f".{container}" for container in WRITTEN} <= set(AUDIO_EXTENSIONS)
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)


def test_who_asks_for_another_format_is_told_all_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(AudioWriteError) as told:
        create_audio(tmp_path / "talk.aiff", 16_000, 1)
    assert all(f".{container}" in str(told.value) for container in WRITTEN)
