"""The sound at the end of a queue, through a real sound server."""

import time
from typing import Any

import numpy as np
import pytest

from sqcodec_gui.playback import devices
from sqcodec_gui.playback.chime import PEAK, chime, play_chime
from sqcodec_gui.playback.devices import SoundOutputError

RATE_HZ = 44_100
TAKES = 4


def test_it_is_soft_begins_and_ends_in_silence_and_has_no_click() -> None:
    sound = chime(RATE_HZ)
    assert 0.9 * PEAK < np.abs(sound).max() <= PEAK
    assert np.abs(sound[[0, -1]]).max() < 1e-4
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 880 / RATE_HZ * PEAK * 1.05


def test_all_of_it_is_heard(recorded_server: Any) -> None:
    devices.look_again()
    for _ in range(TAKES):  # a busy computer may make a gap
        recorded_server.rewind()
        play_chime("")
        time.sleep(0.2)
        played = recorded_server.played()
        loud = np.flatnonzero(np.abs(played).max(axis=1) > 0)
        assert len(loud), "nothing was heard"
        wanted = np.trim_zeros(chime(RATE_HZ))
        heard = played[loud[0] : loud[0] + len(wanted)]
        if len(heard) == len(wanted) and np.abs(heard - wanted[:, None]).max() < 1e-6:
            return
    pytest.fail("what was heard is not the chime")


def test_a_recording_is_not_disturbed(recorded_server: Any) -> None:
    with devices.listing, pytest.raises(SoundOutputError, match="recorded"):
        play_chime("")
