"""Switching by way of silence: what is heard of the switch itself does not tell whether the track is another one."""

import numpy as np
import pytest

from sqcodec_gui.playback.buffer import TRACKS, PlayBuffer
from sqcodec_gui.playback.mixer import Mixer

RATE_HZ = 10_000
FADE = 80


def playing(second: np.ndarray | None = None) -> Mixer:
    """A mixer that has faded in; both tracks are the same unless ``second`` is given, float32 [20000]."""
    samples = np.full((TRACKS, 20_000, 1), 0.5, np.float32)
    if second is not None:
        samples[1, :, 0] = second
    mixer = Mixer(RATE_HZ, 1)
    mixer.buffer = PlayBuffer(20_000, 1, 0)
    mixer.buffer.write(samples)
    mixer.is_playing = True
    mixer.render(np.zeros((200, 1), np.float32))
    return mixer


def render(mixer: Mixer, *sizes: int) -> np.ndarray:
    blocks = [np.full((size, 1), 9, np.float32) for size in sizes]
    for block in blocks:
        mixer.render(block)
    return np.concatenate(blocks)[:, 0]


@pytest.mark.parametrize("sizes", [(500, 500), (50,) * 20])
def test_switching_to_the_same_track_sounds_as_switching_to_an_equal_one(sizes: tuple[int, ...]) -> None:
    outs = []
    for track in (0, 1):
        mixer = playing()
        mixer.heard_after_silence = track
        outs.append(render(mixer, *sizes))
        assert mixer.heard == track
        assert mixer.heard_after_silence is None
    np.testing.assert_array_equal(outs[0], outs[1])
    assert outs[0].min() == 0
    assert outs[0].max() <= 0.5  # a fade of two equal tracks with equal power would be louder in its middle


def test_it_goes_on_at_the_place_where_it_left() -> None:
    ramp = np.linspace(0.1, 0.9, 20_000, dtype=np.float32)
    mixer = playing(ramp)
    mixer.heard_after_silence = 1
    out = render(mixer, 1_000, 1_000)
    taken = 200 + FADE + 1_000  # nothing is taken from the buffer while there is silence
    assert mixer.buffer is not None
    assert mixer.buffer.played == taken
    assert out[-1] == pytest.approx(ramp[taken - 1])
    assert np.abs(np.diff(out)).max() < 0.02


def test_a_switch_while_paused_is_made_when_it_plays_again() -> None:
    mixer = playing(np.full(20_000, 0.25, np.float32))
    mixer.is_playing = False
    render(mixer, 200)
    mixer.heard_after_silence = 1
    mixer.is_playing = True
    assert render(mixer, 500)[-1] == pytest.approx(0.25)
    assert mixer.underruns == 0
