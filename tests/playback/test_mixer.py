"""What the audio callback writes, call by call, without a sound device."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sqcodec_gui.playback.buffer import TRACKS, PlayBuffer
from sqcodec_gui.playback.mixer import Mixer

RATE_HZ = 10_000
FADE = 80
NOISE = np.random.default_rng(0)


def filled(frames: int, position: int = 0, follows: tuple[PlayBuffer, int] | None = None) -> PlayBuffer:
    buffer = PlayBuffer(frames, 1, position, follows)
    buffer.write(NOISE.uniform(0.1, 0.5, (TRACKS, frames, 1)).astype(np.float32))
    return buffer


def render(mixer: Mixer, *sizes: int) -> np.ndarray:
    blocks = [np.full((size, 1), 9, np.float32) for size in sizes]
    for block in blocks:
        mixer.render(block)
    return np.concatenate(blocks)


@pytest.fixture
def mixer() -> Mixer:
    mixer = Mixer(RATE_HZ, 1)
    mixer.buffer = filled(20_000)
    mixer.is_playing = True
    render(mixer, 100)
    return mixer


def test_nothing_to_play_is_silence() -> None:
    assert not render(Mixer(RATE_HZ, 1), 64, 5_000).any()


@given(st.lists(st.integers(1, 700), min_size=2, max_size=12), st.integers(0, 3))
def test_the_size_of_the_callbacks_does_not_matter(sizes: list[int], switches: int) -> None:
    """Fades go by samples: however the device asks, the same comes out."""
    outs = []
    samples = NOISE.uniform(-0.5, 0.5, (TRACKS, 9_000, 1)).astype(np.float32)
    for pieces in (sizes, [sum(sizes)]):
        mixer = Mixer(RATE_HZ, 1)
        mixer.buffer = PlayBuffer(9_000, 1, 0)
        mixer.buffer.write(samples)
        mixer.is_playing = True
        mixer.heard = switches % TRACKS
        outs.append(render(mixer, *pieces))
    np.testing.assert_allclose(outs[0], outs[1], atol=1e-7)


def test_a_switch_forth_and_back_within_a_fade_has_no_step(mixer: Mixer) -> None:
    mixer.buffer.samples[0], mixer.buffer.samples[1] = 0.5, -0.5
    before = render(mixer, 50)
    mixer.heard = 1
    half = render(mixer, FADE // 2)
    mixer.heard = 0
    rest = render(mixer, 200)
    heard = np.concatenate([before, half, rest])
    assert np.abs(np.diff(heard[:, 0])).max() < 0.5 * 2 * np.pi / 2 / FADE
    np.testing.assert_array_equal(rest[-50:], 0.5)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 2), (2, 0)])
def test_every_switch_is_a_fade_of_equal_power(first: int, second: int) -> None:
    powers = []
    for track in (first, second, 3 - first - second):
        mixer = Mixer(RATE_HZ, 1)
        mixer.buffer, mixer.is_playing, mixer.heard = filled(2_000), True, first
        render(mixer, 2 * FADE)
        mixer.buffer.samples[:] = 0
        mixer.buffer.samples[track] = 1
        mixer.heard = second
        powers.append(render(mixer, FADE)[:, 0] ** 2)
    np.testing.assert_allclose(powers[0] + powers[1], 1, atol=1e-6)
    assert not powers[2].any()
    assert np.all(np.diff(powers[1]) > 0)


def test_a_third_track_chosen_within_a_fade_makes_no_step(mixer: Mixer) -> None:
    for track, value in enumerate((0.5, -0.5, 0.25)):
        mixer.buffer.samples[track] = value
    mixer.heard = 1
    first = render(mixer, FADE // 2)
    mixer.heard = 2
    heard = np.concatenate([first, render(mixer, 200)])[:, 0]
    assert np.abs(np.diff(heard)).max() < 3 * 0.5 * np.pi / 2 / FADE
    np.testing.assert_array_equal(heard[-50:], 0.25)


def test_pause_keeps_the_place(mixer: Mixer) -> None:
    mixer.is_playing = False
    faded = render(mixer, 300)
    assert faded[: FADE - 1].all()
    assert not faded[FADE:].any()
    assert mixer.is_silent
    place = mixer.buffer.played
    render(mixer, 1_000)
    assert mixer.buffer.played == place == 100 + FADE


def test_level_changes_without_a_step(mixer: Mixer) -> None:
    mixer.buffer.samples[:] = 0.5
    mixer.gain = 0.25
    heard = render(mixer, 100, 100)
    assert heard[0] == 0.5
    np.testing.assert_allclose(heard[100:], 0.125)
    assert np.abs(np.diff(heard[:, 0])).max() < 0.01


def test_a_level_that_was_chosen_before_counts_from_the_first_sample() -> None:
    mixer = Mixer(RATE_HZ, 1)
    mixer.buffer, mixer.gain, mixer.is_playing = filled(2_000), 0.01, True
    assert render(mixer, 500).max() < 0.0051


def test_running_dry_fades_out_and_is_counted_once(mixer: Mixer) -> None:
    mixer.buffer.samples[:] = 0.5
    heard = render(mixer, *[256] * 100)
    assert mixer.underruns == 1
    assert np.abs(np.diff(heard[:, 0])).max() < 0.5 * np.pi / 2 / FADE + 1e-6
    assert not heard[-256:].any()


def test_running_dry_leaves_no_scraps(mixer: Mixer) -> None:
    """Devices ask for large blocks and small ones: after the fade there is silence until much more has come."""
    mixer.buffer.is_waiting = True
    heard = render(mixer, *[5_000, 314] * 8)
    sounds = np.flatnonzero(np.abs(heard[:, 0]) > 0)
    assert np.all(np.diff(sounds) == 1)
    assert not render(mixer, 10, 200, 5_000).any()


def test_waiting_for_the_decoder_is_no_underrun(mixer: Mixer) -> None:
    mixer.buffer.is_waiting = True
    render(mixer, *[256] * 100)
    assert mixer.underruns == 0


def test_the_end_of_a_recording_is_played_to_its_last_sample(mixer: Mixer) -> None:
    mixer.buffer.is_complete = True
    heard = render(mixer, *[256] * 100)
    np.testing.assert_array_equal(heard[: 20_000 - 100], mixer.buffer.samples[0, 100:])
    assert not heard[20_000 - 100 :].any()
    assert mixer.underruns == 0


def test_what_the_device_missed_is_counted(mixer: Mixer) -> None:
    mixer.render(np.zeros((64, 1), np.float32), True)
    assert mixer.underruns == 1


def test_a_buffer_that_follows_takes_over_at_the_same_sample(mixer: Mixer) -> None:
    old = mixer.buffer
    new = PlayBuffer(20_000, 1, 0, follows=(old, 100))
    new.write(old.samples[:, 100:])
    render(mixer, 60)
    mixer.buffer = new
    np.testing.assert_array_equal(render(mixer, 500), old.samples[0, 160:660])
    assert new.position_at(new.played) == 560


def test_a_seek_while_paused_is_heard_only_when_played(mixer: Mixer) -> None:
    mixer.is_playing = False
    render(mixer, 200)
    mixer.buffer = filled(5_000)
    assert not render(mixer, 200).any()
    mixer.is_playing = True
    np.testing.assert_array_equal(render(mixer, 500)[FADE:], mixer.buffer.samples[0, FADE:500])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=30))
def test_a_ring_gives_back_what_was_written(steps: list[tuple[int, int]]) -> None:
    buffer = PlayBuffer(64, 1, 1_000)
    written, taken = [], []
    for put, get in steps:
        block = NOISE.uniform(-1, 1, (TRACKS, min(put, buffer.free), 1)).astype(np.float32)
        buffer.write(block)
        written.append(block)
        out = np.zeros((TRACKS, min(get, buffer.available), 1), np.float32)
        buffer.take(out)
        taken.append(out)
    if steps:
        there, back = np.concatenate(written, axis=1), np.concatenate(taken, axis=1)
        np.testing.assert_array_equal(back, there[:, : back.shape[1]])
        assert buffer.available == there.shape[1] - back.shape[1]
        assert buffer.position_at(buffer.played) == 1_000 + back.shape[1]


def test_positions_follow_a_loop() -> None:
    buffer = PlayBuffer(100, 1, 500)
    buffer.write(np.zeros((TRACKS, 30, 1), np.float32))
    buffer.begin_segment(510)
    buffer.write(np.zeros((TRACKS, 20, 1), np.float32))
    buffer.begin_segment(510)
    assert [buffer.position_at(count) for count in (0, 29, 30, 49, 50)] == [500, 529, 510, 529, 510]


def test_another_form_of_a_recording_takes_over_by_a_fade_at_the_same_sample(mixer: Mixer) -> None:
    old = mixer.buffer
    old.samples[:] = 0.4
    new = PlayBuffer(20_000, 1, 0, follows=(old, 100), is_exchange=True)
    new.write(np.full((TRACKS, 20_000, 1), 0.2, np.float32))
    render(mixer, 60)
    mixer.buffer = new
    heard = render(mixer, 30, 30, 200)[:, 0]
    assert new.position_at(new.played) == 60 + 260
    assert (np.diff(heard) <= 1e-6).all()  # amplitudes add up: never louder than the louder of the two
    assert np.abs(np.diff(heard)).max() < 0.2 * 3 / FADE
    np.testing.assert_allclose(heard[FADE:], 0.2, atol=1e-6)
