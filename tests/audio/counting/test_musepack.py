"""A Musepack file whose end is missing is read as far as its packets are whole.

``tone.mpc``: 5 s of 440 Hz at 44.1 kHz, by mpcenc 1.30.1 at quality 0; three packets of 64 frames of 1152 samples.
"""

import io
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.audio import open_audio
from sqcodec_gui.audio.counting.musepack import musepack_packets
from sqcodec_gui.audio.errors import DamagedAudioError

PACKET_FRAMES = 64 * 1152


@pytest.fixture
def tone() -> bytes:
    return Path(__file__).with_name("tone.mpc").read_bytes()


@pytest.fixture
def stops(tone):
    """Where its packets of sound end."""
    return [packet.stop for packet in musepack_packets(io.BytesIO(tone), 0, len(tone)) if packet.kind == b"AP"]


def test_the_header_tells_the_length(tmp_path, tone, hear):
    """FFmpeg tells whole packets of 1.67 s."""
    (tmp_path / "a.mpc").write_bytes(tone)
    heard = hear(tmp_path / "a.mpc")
    assert heard.info.duration_s == 5.0
    assert len(heard.sound) / 44100 == pytest.approx(5.0, abs=0.03)  # the last frame is filled up
    assert not heard.lost
    assert not heard.truncated


@pytest.mark.parametrize("missing", ["a byte of the end", "the seek table", "half a packet", "two packets"])
def test_cut_it_is_read_as_far_as_it_is_whole(tmp_path, tone, stops, hear, missing):
    (tmp_path / "whole.mpc").write_bytes(tone)
    whole = hear(tmp_path / "whole.mpc").sound
    kept, stop = {
        "a byte of the end": (3, len(tone) - 1),
        "the seek table": (3, stops[2] + 1),
        "half a packet": (2, (stops[1] + stops[2]) // 2),
        "two packets": (1, stops[0] + 5),
    }[missing]
    (tmp_path / "cut.mpc").write_bytes(tone[:stop])
    heard = hear(tmp_path / "cut.mpc")
    assert heard.truncated
    frames = min(kept * PACKET_FRAMES, len(whole))
    assert len(heard.sound) == frames
    np.testing.assert_array_equal(heard.sound, whole[:frames])
    assert len(heard.lost) == 1
    assert heard.lost_s == pytest.approx(max(0, 5.0 - frames / 44100), abs=0.001)


def test_the_second_of_two_is_cut(tmp_path, tone, stops, hear):
    (tmp_path / "both.mpc").write_bytes(tone + tone[: stops[0] + 5])
    heard = hear(tmp_path / "both.mpc")
    assert heard.truncated
    assert len(heard.sound) == pytest.approx(5.0 * 44100 + PACKET_FRAMES, abs=1152)
    assert heard.lost_s == pytest.approx(5.0 - PACKET_FRAMES / 44100, abs=0.001)


def test_cut_before_its_first_sound_it_is_refused(tmp_path, tone, stops):
    (tmp_path / "cut.mpc").write_bytes(tone[: stops[0] - 5])
    with pytest.raises(DamagedAudioError, match="cut off before its first sound"):
        open_audio(tmp_path / "cut.mpc")
