"""What comes out of a real sound server, sample by sample, against what should have come out."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.lib.stride_tricks import sliding_window_view

from sqcodec_gui.audio import StreamResampler
from sqcodec_gui.audio.downmix import downmix
from sqcodec_gui.playback.band_limited import BandLimitedSource
from sqcodec_gui.playback.sample_sources import DecodedStore, FileSource, StoreSource

RATE_HZ = 44_100
FADE = round(0.008 * RATE_HZ)
RISING = np.sin(np.arange(1, FADE + 1) / FADE * np.pi / 2).astype(np.float32)[:, None]
FALLING = np.cos(np.arange(1, FADE + 1) / FADE * np.pi / 2).astype(np.float32)[:, None]
EXACT = 2e-6

Record = Callable[[Callable[[Any], None]], np.ndarray]
NewStore = Callable[[np.ndarray], DecodedStore]


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[NewStore]:
    """Makes an empty store as long as these samples."""
    stores: list[DecodedStore] = []

    def make(samples: np.ndarray) -> DecodedStore:
        stores.append(DecodedStore(tmp_path, RATE_HZ, samples.shape[1], len(samples)))
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def noise(seed: int, duration_s: float = 2.0, rate_hz: int = RATE_HZ, channels: int = 2) -> np.ndarray:
    shape = (round(duration_s * rate_hz), channels)
    return (0.1 * np.random.default_rng(seed).standard_normal(shape)).clip(-0.5, 0.5).astype(np.float32)


def opener(folder: Path, name: str, samples: np.ndarray, rate_hz: int = RATE_HZ) -> Callable[[], FileSource]:
    path = folder / f"{name}.wav"
    soundfile.write(path, samples, rate_hz, subtype="FLOAT")
    return lambda: FileSource(path)


def resampled(samples: np.ndarray, rate_hz: int) -> np.ndarray:
    resampler = StreamResampler(rate_hz, RATE_HZ, samples.shape[1])
    return np.concatenate([resampler.push(samples), resampler.flush()])


def same_frames(heard: np.ndarray, expected: np.ndarray) -> int:
    """How many frames are the same from the start of both on."""
    frames = min(len(heard), len(expected))
    differs = np.abs(heard[:frames] - expected[:frames]).max(axis=1) > EXACT
    return int(differs.argmax()) if differs.any() else frames


def test_a_file_comes_out_sample_by_sample_to_its_end(record: Record, tmp_path: Path) -> None:
    samples = noise(1, 1.2)

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", samples))
        player.play_to_end()

    heard = record(perform)
    expected = samples.copy()
    expected[:FADE] *= RISING
    assert len(heard) == len(expected)
    np.testing.assert_allclose(heard, expected, atol=EXACT)


def test_the_switch_is_one_fade_at_the_same_sample(record: Record, tmp_path: Path) -> None:
    first, second = noise(1), noise(2)

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", first))
        player.thread.set_track(1, opener(tmp_path, "b", second))
        player.play_until(0.5)
        player.thread.set_heard(1)
        player.play_until(1.0)
        player.thread.pause()

    heard = record(perform)
    switch = FADE + same_frames(heard[FADE:], first[FADE:])
    assert 0.4 * RATE_HZ < switch < RATE_HZ
    faded = first[switch : switch + FADE] * FALLING + second[switch : switch + FADE] * RISING
    np.testing.assert_allclose(heard[switch : switch + FADE], faded, atol=EXACT)
    after = switch + FADE
    assert same_frames(heard[after:], second[after:]) >= len(heard) - after - FADE


def test_three_tracks_are_heard_in_turns_at_the_same_sample(record: Record, tmp_path: Path) -> None:
    """The original, what was decoded, and the original at the codec's rate, as the comparison plays them."""
    original = np.cumsum(noise(11, 2.5), axis=0).clip(-0.5, 0.5) * 0.5
    decoded = noise(12, 2.5)
    open_original = opener(tmp_path, "a", original)

    def perform(player: Any) -> None:
        player.thread.set_track(0, open_original)
        player.thread.set_track(1, opener(tmp_path, "b", decoded))
        player.thread.set_track(2, lambda: BandLimitedSource(open_original(), 16_000))
        player.play_until(0.5)
        player.thread.set_heard(2)
        player.play_until(1.0)
        player.thread.set_heard(1)
        player.play_until(1.5)
        player.thread.pause()

    heard = record(perform)
    low = StreamResampler(RATE_HZ, 16_000, 2)
    limited = resampled(np.concatenate([low.push(original), low.flush()]), 16_000)
    first = FADE + same_frames(heard[FADE:], original[FADE:])
    np.testing.assert_allclose(
        heard[first : first + FADE],
        original[first : first + FADE] * FALLING + limited[first : first + FADE] * RISING,
        atol=2e-5,
    )
    second = first + FADE + int((np.abs(heard - limited[: len(heard)]).max(axis=1) > 2e-5)[first + FADE :].argmax())
    assert second - first > 0.3 * RATE_HZ
    np.testing.assert_allclose(
        heard[second : second + FADE],
        limited[second : second + FADE] * FALLING + decoded[second : second + FADE] * RISING,
        atol=2e-5,
    )
    after = second + FADE
    assert same_frames(heard[after:], decoded[after:]) >= len(heard) - after - FADE


def test_no_click_at_the_switch(record: Record, tmp_path: Path, speech_16k: np.ndarray) -> None:
    """The largest step from sample to sample around the switch is no larger than speech itself makes."""
    speech = speech_16k[: 2 * 16_000, None]

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", speech, 16_000))
        player.thread.set_track(1, opener(tmp_path, "b", -0.9 * speech, 16_000))
        player.play_until(0.3)
        for track in (1, 0, 1, 0, 1):
            player.thread.set_heard(track)
            time.sleep(0.12)
        player.thread.pause()

    heard = record(perform)
    own = resampled(speech, 16_000)
    assert np.abs(np.diff(heard, axis=0)).max() <= 1.05 * np.abs(np.diff(own, axis=0)).max()


def test_a_seek_goes_to_the_exact_sample(record: Record, tmp_path: Path) -> None:
    samples = noise(3)

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", samples))
        player.play_until(0.3)
        player.thread.seek(1.2345)
        player.play_until(1.6)
        player.thread.pause()

    heard = record(perform)
    left = FADE + same_frames(heard[FADE:], samples[FADE:])
    target = round(1.2345 * RATE_HZ)
    faded = samples[left : left + FADE] * FALLING + samples[target : target + FADE] * RISING
    np.testing.assert_allclose(heard[left : left + FADE], faded, atol=EXACT)
    rest = heard[left + FADE :]
    assert same_frames(rest, samples[target + FADE :]) >= len(rest) - FADE > 0.2 * RATE_HZ


def test_a_loop_has_its_exact_length_and_fades_at_its_seam(record: Record, tmp_path: Path) -> None:
    samples = noise(4)
    start, stop = 8_820, 17_640

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", samples))
        player.thread.set_loop((start / RATE_HZ, stop / RATE_HZ))
        player.thread.play()
        time.sleep(1.2)
        player.thread.pause()

    heard = record(perform)
    once = samples[start:stop]
    again = once.copy()
    again[:FADE] = once[:FADE] * RISING + samples[stop : stop + FADE] * FALLING
    expected = np.concatenate([once, *[again] * 9])[: len(heard) - FADE]
    expected[:FADE] *= RISING
    assert len(expected) > 3 * len(once)
    np.testing.assert_allclose(heard[: len(expected)], expected, atol=EXACT)


@pytest.mark.parametrize(("rate_hz", "channels"), [(8_000, 1), (192_000, 2), (48_000, 6), (22_050, 8)])
def test_any_rate_and_number_of_channels(record: Record, tmp_path: Path, rate_hz: int, channels: int) -> None:
    samples = noise(5, 0.5, rate_hz, channels)

    def perform(player: Any) -> None:
        player.thread.set_track(0, opener(tmp_path, "a", samples, rate_hz))
        player.play_to_end()

    heard = record(perform)
    expected = downmix(resampled(samples, rate_hz), 2)
    expected[:FADE] *= RISING
    assert len(heard) == pytest.approx(len(expected), abs=2)
    np.testing.assert_allclose(heard[-len(expected) :], expected[-len(heard) :], atol=EXACT)


def test_it_waits_for_what_is_not_decoded_yet(record: Record, new_store: NewStore) -> None:
    """The sound fades out, and goes on where it stopped: nothing is skipped."""
    samples = noise(6, 3.0)
    first = round(0.6 * RATE_HZ)
    stores: list[DecodedStore] = []

    def perform(player: Any) -> None:
        store = new_store(samples)
        stores.append(store)
        store.write(0, samples[:first])
        player.thread.set_heard(1)
        player.thread.set_track(1, lambda: StoreSource(store))
        player.thread.play()
        player.wait_until(lambda: player.thread.state.is_waiting)
        time.sleep(0.1)
        store.write(first, samples[first:])
        player.play_until(1.2)
        assert not player.thread.state.is_waiting
        assert player.thread.waits == 1, "it is counted, and so shown"
        player.thread.pause()

    heard = record(perform)
    decoded = stores[-1].read(0, len(samples))
    is_silent = sliding_window_view(np.abs(heard).max(axis=1) == 0, 200).all(axis=1)
    went_silent = int(is_silent.argmax()) + 1  # the last frame of a fade is silent too
    faded = decoded.copy()
    faded[:FADE] *= RISING
    faded[went_silent - FADE : went_silent] *= FALLING
    np.testing.assert_allclose(heard[:went_silent], faded[:went_silent], atol=EXACT)
    assert 0 < first - went_silent < 0.2 * RATE_HZ  # it played nearly all there was
    faded[went_silent : went_silent + FADE] *= RISING
    goes_on = went_silent + int((np.abs(heard[went_silent:]).max(axis=1) > 0).argmax())
    rest = heard[goes_on : len(heard) - FADE]
    np.testing.assert_allclose(rest, faded[went_silent : went_silent + len(rest)], atol=EXACT)


def test_the_original_plays_on_where_nothing_is_decoded(record: Record, tmp_path: Path, new_store: NewStore) -> None:
    """Only who switches to what is not decoded has to wait, and then hears it from the same moment on."""
    first, second = noise(7), noise(8)
    stores: list[DecodedStore] = []

    def perform(player: Any) -> None:
        store = new_store(second)
        stores.append(store)
        player.thread.set_track(0, opener(tmp_path, "a", first))
        player.thread.set_track(1, lambda: StoreSource(store))
        player.play_until(0.3)
        player.thread.set_heard(1)
        player.wait_until(lambda: player.thread.state.is_waiting)
        store.write(0, second)
        player.play_until(0.9)
        player.thread.pause()

    heard = record(perform)
    decoded = stores[-1].read(0, len(second))
    is_silent = sliding_window_view(np.abs(heard).max(axis=1) == 0, 200).all(axis=1)
    went_silent = int(is_silent.argmax())
    left = FADE + same_frames(heard[FADE:], first[FADE:])
    assert 0 < went_silent - left <= FADE
    assert np.abs(heard[went_silent - 5 : went_silent]).max() < 0.001  # a fade and not a cut
    goes_on = went_silent + int((np.abs(heard[went_silent:]).max(axis=1) > 0).argmax())
    rest = heard[goes_on + FADE : len(heard) - FADE]
    places = [
        place for place in range(left, went_silent + 1) if same_frames(rest, decoded[place + FADE :]) == len(rest)
    ]
    assert len(places) == 1


def test_an_output_that_goes_away_is_said_and_comes_back(
    sound_server: Any, make_player: Callable[[], Any], tmp_path: Path
) -> None:
    player = make_player()
    player.thread.set_track(0, opener(tmp_path, "a", noise(9, 30)))
    player.play_until(0.2)
    sound_server.stop()
    player.wait_until(lambda: player.thread.state.problem)
    assert not player.thread.state.is_playing
    assert "sound output" in player.thread.state.problem
    position_s = player.thread.position_s
    assert position_s >= 0.2
    sound_server.start()
    player.thread.look_again()
    player.wait_until(lambda: player.thread.state.device)
    assert player.thread.state.problem is None
    assert player.thread.position_s == pytest.approx(position_s, abs=0.05)
    player.play_until(position_s + 0.3)
