"""Names of results after a pattern."""

import os
from datetime import datetime
from pathlib import Path

import pytest

from sqcodec_gui.engine.files import choose_target
from sqcodec_gui.engine.naming import check_pattern, stem_for
from sqcodec_gui.engine.settings_and_results import EngineError


def test_every_placeholder_has_its_meaning(tmp_path: Path) -> None:
    source = tmp_path / "Interviews" / "Oma.é {name}.wav"
    source.parent.mkdir()
    source.touch()
    noon_s = datetime(2024, 2, 29, 12).timestamp()
    os.utime(source, (noon_s, noon_s))
    stem = stem_for("{date} {folder} - {name} [{quality}]", source, "6kbps")
    assert stem == "2024-02-29 Interviews - Oma.é {name} [6kbps]"
    target = choose_target(source, None, ".sqc", "number", stem=stem)
    assert target == source.parent / f"{stem}.sqc"


def test_a_recording_that_is_gone_has_a_name_too(tmp_path: Path) -> None:
    assert stem_for("{date}_{name}", tmp_path / "gone.wav", "6kbps") == "undated_gone"


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("{title} {name}", "{title}"),
        ("{name}/{date}", "“/”"),
        ("{name}:", "“:”"),
        ("{name", "“{”"),
        ("{name}\n", "“\n”"),
        ("talk", "{name}"),
        ("", "{name}"),
    ],
)
def test_what_cannot_be_a_name_is_told(pattern: str, told: str) -> None:
    with pytest.raises(EngineError) as caught:
        check_pattern(pattern)
    assert told in str(caught.value)
