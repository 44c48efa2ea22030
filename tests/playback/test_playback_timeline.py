"""What is read into the buffer while a recording is still being decoded: when it begins, and when it goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sqcodec_gui.playback.buffer import PlayBuffer
from sqcodec_gui.playback.playback_timeline import PlaybackTimeline
from sqcodec_gui.playback.sample_sources import DecodedStore, StoreSource

RATE_HZ = 16_000
Decode = Callable[[float], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[DecodedStore]:
    """Ten seconds, of which nothing is there yet."""
    store = DecodedStore(tmp_path, RATE_HZ, 1, 10 * RATE_HZ)
    yield store
    store.close()


@pytest.fixture
def decode(store: DecodedStore) -> Decode:
    """`decode(0.3)`: the next 0.3 seconds arrive."""

    def arrive(duration_s: float) -> None:
        store.write(store.stored_frames, np.full((round(duration_s * RATE_HZ), 1), 0.5, np.float32))

    return arrive


@pytest.fixture
def timeline(store: DecodedStore) -> PlaybackTimeline:
    timeline = PlaybackTimeline(RATE_HZ, 1, 128, pytest.fail)
    timeline.set_track(0, StoreSource(store))
    return timeline


def filled_s(timeline: PlaybackTimeline, buffer: PlayBuffer) -> float:
    """Seconds in the buffer after it has taken all it can."""
    while timeline.fill(buffer):
        pass
    return buffer.written / RATE_HZ


def test_it_begins_with_the_first_short_piece_and_goes_on_with_a_bit_more(
    timeline: PlaybackTimeline, decode: Decode
) -> None:
    buffer = PlayBuffer(2 * RATE_HZ, 1, 0)
    assert filled_s(timeline, buffer) == 0
    assert buffer.is_waiting
    decode(0.39)
    assert filled_s(timeline, buffer) == 0
    decode(0.02)
    assert filled_s(timeline, buffer) == pytest.approx(0.41, abs=0.01)
    assert buffer.is_waiting, "dry again"
    decode(0.45)
    assert filled_s(timeline, buffer) == pytest.approx(0.41, abs=0.01), "better one pause than a stutter"
    decode(0.1)
    assert filled_s(timeline, buffer) == pytest.approx(0.96, abs=0.01)
