"""Which passage of a recording is proposed."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from sqcodec_gui.cancellation import CancelledError, CancelToken
from sqcodec_gui.listening.passage import Passage
from sqcodec_gui.listening.passage_selection import propose_passage

RATE_HZ = 16_000


def write(path: Path, *parts: np.ndarray, rate_hz: int = RATE_HZ) -> Path:
    soundfile.write(path, np.concatenate(parts), rate_hz)
    return path


def hum(seconds: float) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE_HZ)) / RATE_HZ).astype(np.float32)


def hush(seconds: float) -> np.ndarray:
    return 1e-4 * np.random.default_rng(0).standard_normal(round(seconds * RATE_HZ)).astype(np.float32)


def test_speech_is_found_between_silence_and_a_held_tone(tmp_path: Path, speech_16k: np.ndarray) -> None:
    path = write(tmp_path / "talk.wav", hush(9), hum(7), speech_16k, hum(9))
    passage = propose_passage(path, 4.0)
    assert passage.start_s == pytest.approx(16.0, abs=1.0)
    assert passage.duration_s == 4.0


def test_it_is_found_in_the_middle_of_a_long_recording(tmp_path: Path, speech_16k: np.ndarray) -> None:
    """Longer than all that is looked at: the pieces are spread, and this place lies in one."""
    speech = np.tile(speech_16k, 20)
    path = write(tmp_path / "long.wav", hush(500), speech, hush(320))
    passage = propose_passage(path, 8.0)
    assert passage.start_s >= 500
    assert passage.stop_s <= 580.5


def test_it_is_found_at_the_end_of_a_recording_of_two_pieces(tmp_path: Path, speech_16k: np.ndarray) -> None:
    path = write(tmp_path / "talk.wav", hush(24), speech_16k, hush(2))
    assert propose_passage(path, 4.0).start_s == pytest.approx(24.0, abs=1.0)


def test_a_short_recording_is_its_own_passage(tmp_path: Path) -> None:
    path = write(tmp_path / "short.wav", hum(2.5))
    assert propose_passage(path, 8.0) == Passage(0.0, 2.5)
    path = write(tmp_path / "silent.wav", np.zeros(RATE_HZ * 30, np.float32))
    assert propose_passage(path, 8.0).duration_s == 8.0


def test_looking_can_be_stopped(tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(CancelledError):
        propose_passage(write(tmp_path / "a.wav", hum(3)), 8.0, cancel)
