"""What is said of a recording before it is made small."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.audio import probe
from sqcodec_gui.engine.estimate import narrow_khz, what_is_lost


@pytest.mark.parametrize(
    ("rate_hz", "kept_khz"), [(48_000, 8.0), (22_050, 8.0), (16_500, None), (16_000, None), (8_000, None)]
)
def test_lost_treble_is_named_by_one_rule(rate_hz: int, kept_khz: float | None, tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(100), rate_hz)
    info = probe(tmp_path / "a.wav")
    assert narrow_khz(info, "6kbps") == kept_khz
    assert any("nothing above 8 kHz" in sentence for sentence in what_is_lost(info, "6kbps")) is (kept_khz is not None)
