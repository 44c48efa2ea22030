"""Frames that no recording has, as damaged packets give them, never reach the sound, and are never an unknown error."""

from fractions import Fraction

import av
import numpy as np
import pytest

from sqcodec_gui.audio.decoding import without_strays
from sqcodec_gui.audio.frame_timeline import FrameTimeline
from sqcodec_gui.audio.frames_to_array import FrameConverter, StrangeFrameError, is_sound
from sqcodec_gui.audio.lost_spans import DAMAGED

RATE_HZ, PACKET = 48_000, 1024


def _frame(layout="mono", rate_hz=RATE_HZ, pts=None, format_name="flt"):
    frame = av.AudioFrame(format=format_name, layout=layout, samples=PACKET)
    for plane in frame.planes:
        plane.update(bytes(plane.buffer_size))
    frame.sample_rate, frame.pts = rate_hz, pts
    return frame


STRANGE = {"no rate": {"rate_hz": 0}, "negative rate": {"rate_hz": -8000}, "23 channels": {"layout": "23 channels"}}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
@pytest.mark.parametrize("channels", [1, 2])
def test_a_frame_that_no_recording_has_is_told_apart(strange, channels):
    with pytest.raises(StrangeFrameError):
        FrameConverter(RATE_HZ, channels).convert(_frame(**strange))
    assert not is_sound(_frame(**strange), 1)


def test_many_channels_are_believed_where_a_header_tells_them():
    assert is_sound(_frame("16 channels"), 16)
    assert not is_sound(_frame("16 channels"), 2)
    with pytest.raises(StrangeFrameError):  # no layout of so many that anything could be mixed to
        FrameConverter(RATE_HZ, 16).convert(_frame("mono"))


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE)
def test_it_is_silent_for_its_time_and_named_as_lost(strange):
    timeline = FrameTimeline(RATE_HZ, 1, Fraction(1, RATE_HZ), False)
    frames = [_frame(pts=0), _frame(pts=PACKET, **strange), _frame(pts=2 * PACKET)]
    blocks = [block for frame in frames for block in timeline.place(frame)]
    assert sum(map(len, blocks)) == 3 * PACKET
    assert [span[:2] for span in timeline.lost] == [(PACKET, 2 * PACKET)]


def test_only_the_first_of_several_frames_in_a_packet_has_a_time_stamp():
    """FFmpeg's decoders give the others none; no silence belongs between the packets then."""
    timeline = FrameTimeline(RATE_HZ, 1, Fraction(1, RATE_HZ), False)
    frames = [_frame(pts=pts) for pts in (0, None, None, 3 * PACKET, None, None, 8 * PACKET, None)]
    blocks = [block for frame in frames for block in timeline.place(frame)]
    assert sum(map(len, blocks)) == 10 * PACKET
    assert [str(notice).split(" in ")[0] for notice in timeline.gap_notices] == ["A gap of 0.04 s"]


def test_what_is_read_again_after_a_seek_is_lost_once():
    first = FrameTimeline(RATE_HZ, 1, Fraction(1, RATE_HZ), False)
    torn = [_frame(pts=0), _frame(pts=PACKET, rate_hz=0), _frame(pts=2 * PACKET), _frame(pts=4 * PACKET)]
    for frame in torn:
        list(first.place(frame))
    again = FrameTimeline(RATE_HZ, 1, Fraction(1, RATE_HZ), False)
    again.go_on(0, first)
    for frame in torn:
        list(again.place(frame))
    assert again.lost == first.lost == [(PACKET, 2 * PACKET, DAMAGED)]
    assert again.gap_notices == first.gap_notices
    assert len(again.gap_notices) == 1


ODD = "stereo"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("m m s s m", "m m s s m"),
        ("m s m", "m s m"),  # nothing failed: odd, but believed
        ("m - s m", "m - - m"),
        ("m s - m", "m - - m"),
        ("m - s s m", "m - s s m"),
        ("m - s", "m - -"),
        ("m - s - m", "m - - - m"),
        ("m s", "m s"),
    ],
)
def test_a_frame_of_another_layout_amid_failures_is_a_stray(given, expected):
    kinds = {"m": "mono", "s": ODD}
    frames = [_frame(kinds[letter]) if letter in kinds else None for letter in given.split()]
    found = list(without_strays(iter(frames)))
    letters = ["-" if frame is None else "s" if frame.layout.nb_channels == 2 else "m" for frame in found]
    assert letters == expected.split()


def test_the_sound_of_frames_is_theirs():
    frame = av.AudioFrame.from_ndarray(np.full((1, PACKET), 0.25, np.float32), "flt", "mono")
    frame.sample_rate = RATE_HZ
    assert np.array_equal(FrameConverter(RATE_HZ, 1).convert(frame), np.full((PACKET, 1), 0.25, np.float32))
