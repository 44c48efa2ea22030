"""This module puts decoded frames on the clock of their time stamps: where nothing came, there is silence."""

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from av.audio.frame import AudioFrame

from sqcodec_gui.audio.frames_to_array import FrameConverter, StrangeFrameError
from sqcodec_gui.audio.lost_spans import DAMAGED, MISSING
from sqcodec_gui.messages import Message

_GAP_PACKETS = Fraction(3, 4)
"""A shorter distance between two packets is the jitter of a clock, and no packet is missing."""
_GAP_TICKS = Fraction(5, 2)
_LONGEST_GAP_S = 24 * 3600
_LONGEST_GAP_OF_STREAMS_S = 10
"""In a format whose clock may be set anew at any time, a longer jump is that."""
_AT_ONCE_FRAMES = 1 << 20


class FrameTimeline:
    """It places the frames of one track, in order, at one rate and layout."""

    def __init__(
        self, rate_hz: int, channels: int, time_base: Fraction | None, may_jump: bool, has_pauses: bool = True
    ) -> None:
        """Begin at frame 0. ``time_base``: seconds in a tick; None where the format has no time stamps of its own.

        ``may_jump``: the format's clock may be set anew. ``has_pauses``: it may leave out what was not recorded; else
        something is missing wherever the time stamps have a gap.
        """
        self._has_pauses = has_pauses
        self.rate_hz, self.channels = rate_hz, channels
        self.position = 0
        """Frames that were put out so far"""
        self.failed_packets = 0
        """Since the last frame"""
        self.lost: list[tuple[int, int, str]] = []
        """(start, stop, why) in frames, silent"""
        self.notices: list[Message] = []
        self._gaps: list[tuple[int, int]] = []
        self._converter = FrameConverter(rate_hz, channels)
        # All times are whole numbers of one unit, which divides ticks and frames: this is done for every packet.
        self._has_clock = time_base is not None
        time_base = time_base or Fraction(1, rate_hz)
        self._units_of_tick = time_base.numerator * rate_hz
        self._units_of_frame = time_base.denominator
        self._longest = (_LONGEST_GAP_OF_STREAMS_S if may_jump else _LONGEST_GAP_S) * rate_hz
        self._expected: int | None = None
        self.usual_frames = 0
        """Of most frames: the most that one has"""

    @property
    def gap_notices(self) -> list[Message]:
        """Return what became of gaps in the time stamps; many are told as one."""
        if not self._gaps:
            return []
        total_s = sum(stop - start for start, stop in self._gaps) / self.rate_hz
        if len(self._gaps) == 1:
            at_s = self._gaps[0][0] / self.rate_hz
            return [
                Message(
                    "A gap of {total_s:.2f} s in the time stamps at {at_s:.1f} s became silence.",
                    total_s=total_s,
                    at_s=at_s,
                )
            ]
        return [
            Message(
                "{count} gaps in the time stamps, {total_s:.2f} s in all, became silence.",
                count=len(self._gaps),
                total_s=total_s,
            )
        ]

    def go_on(self, position: int, before: "FrameTimeline") -> None:
        """Go on at frame ``position``; what ``before``, an earlier timeline of the file, has learnt stays known."""
        self.position, self.failed_packets = position, 0
        self.lost, self.notices, self._gaps = before.lost, before.notices, before._gaps

    def lead(self, frames: int) -> Iterator[np.ndarray]:
        """Yield the silence before the first frame."""
        if frames > 0 and not self._has_pauses:
            self._note_lost(0, frames, MISSING)
            yield from self._silence(frames)
        elif frames > 0:
            self.notices.append(
                Message("The sound begins {late_s:.2f} s late; it is silent before.", late_s=frames / self.rate_hz)
            )
            yield from self._silence(frames)

    def place(self, frame: AudioFrame) -> Iterator[np.ndarray]:
        """Yield a frame as float32 ``[n, channels]``, after the silence that belongs in front of it.

        One that can be no sound counts as a packet that failed.
        """
        in_rate_hz = frame.sample_rate
        try:
            block = self._converter.convert(frame)
        except StrangeFrameError:
            self.failed_packets += 1
            return
        if not self._converter.fits(frame):
            self._note_change(frame)
        length = frame.samples * self.rate_hz // in_rate_hz
        pts = frame.pts if self._has_clock else None
        if pts is None:
            yield from self.replace_failed()
        elif self._expected is None:
            if self.failed_packets and self.position:
                self._note_lost(0, self.position)
        else:
            gap = pts * self._units_of_tick - self._expected
            if gap > self._units_of_frame or self.failed_packets:
                yield from self._fill(Fraction(gap, self._units_of_frame), length)
        self.failed_packets = 0
        units = round(frame.samples * self.rate_hz / in_rate_hz * self._units_of_frame)
        if pts is not None:
            self._expected = pts * self._units_of_tick + units
        elif self._expected is not None:  # of several frames in one packet, the first one has a time stamp
            self._expected += units
        self.usual_frames = max(length, self.usual_frames)
        self.position += len(block)
        yield block

    def _fill(self, gap: Fraction, length: int) -> Iterator[np.ndarray]:
        """Yield silence for a gap of so many frames, if it is one."""
        usual = self.usual_frames or length
        tick = Fraction(self._units_of_tick, self._units_of_frame)
        # Where a packet failed, time is missing for sure, be it a short one.
        least = Fraction(0) if self.failed_packets else usual * _GAP_PACKETS
        if gap <= max(least, tick * _GAP_TICKS, Fraction(1)):
            if self.failed_packets and gap <= 0:
                yield from self.replace_failed()
            return
        if gap > self._longest:
            at_s, gap_s = self.position / self.rate_hz, float(gap) / self.rate_hz
            self.notices.append(
                Message(
                    "The time stamps jump by {gap_s:.1f} s at {at_s:.1f} s; no silence was put there.",
                    gap_s=gap_s,
                    at_s=at_s,
                )
            )
            return
        frames = round(gap)
        packets = round(gap / usual)
        # A coarse clock cannot tell the length of packets that are missing; their number can.
        if tick > 1 and abs(gap - packets * usual) <= tick * 2:
            frames = packets * usual
        start = self.position
        if self.failed_packets:
            self._note_lost(start, start + frames)
        elif not self._has_pauses:
            self._note_lost(start, start + frames, MISSING)
        elif not _overlaps([*self._gaps, *(span[:2] for span in self.lost)], start, start + frames):
            self._gaps.append((start, start + frames))
        yield from self._silence(frames)

    def replace_failed(self) -> Iterator[np.ndarray]:
        """Yield silence for packets that failed, where no time stamps tell their length."""
        frames, self.failed_packets = self.failed_packets * self.usual_frames, 0
        if frames:
            self._note_lost(self.position, self.position + frames)
            yield from self._silence(frames)

    @property
    def has_gaps(self) -> bool:
        """Return whether gaps were taken for pauses."""
        return bool(self._gaps)

    def take_gaps_for_lost(self) -> None:
        """Take what seemed to be pauses for lost, as the file turned out to be damaged."""
        for start, stop in self._gaps:
            self._note_lost(start, stop, MISSING)
        self._gaps.clear()

    def _note_lost(self, start: int, stop: int, reason: str = DAMAGED) -> None:
        """Note the frames from ``start`` on as lost; what is read again after a seek is not lost twice."""
        if not _overlaps([span[:2] for span in self.lost], start, stop):
            self.lost.append((start, stop, reason))

    def _silence(self, frames: int) -> Iterator[np.ndarray]:
        self.position += frames
        for start in range(0, frames, _AT_ONCE_FRAMES):
            yield np.zeros((min(_AT_ONCE_FRAMES, frames - start), self.channels), np.float32)

    def _note_change(self, frame: AudioFrame) -> None:
        text = Message(
            "The sound changes to {other_hz:,} Hz and {other_channels} channels;"
            " it was converted to {rate_hz:,} Hz and {channels}.",
            other_hz=frame.sample_rate,
            other_channels=frame.layout.nb_channels,
            rate_hz=self.rate_hz,
            channels=self.channels,
        )
        if text not in self.notices:
            self.notices.append(text)


def _overlaps(spans: list[tuple[int, int]], start: int, stop: int) -> bool:
    return any(begin < stop and start < end for begin, end in spans)
