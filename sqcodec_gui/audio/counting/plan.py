"""This module holds what counting found: a recording's parts, in order, and what is known to be missing of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple, Protocol

import numpy as np

from sqcodec_gui.audio.virtual_file import Piece
from sqcodec_gui.messages import Message

_BATCH_FRAMES = 64


class Unit(NamedTuple):
    """It is a run of packets that are decoded together, and where their sound belongs."""

    packets: list[bytes]
    """None where the sound itself is missing: the unit is silent then."""
    start: int
    """First frame; negative for what the encoder put in front and nobody hears."""
    stop: int
    packet_frames: list[int] | None = None
    """Frames that each packet gives; None if only all of them together are known."""
    is_fresh: bool = False
    """Something is missing before it: the decoder begins anew, and a gap belongs in front of what it gives."""
    reason: str = ""
    """Why it is silent."""


@dataclass(frozen=True)
class Decoder:
    """It is one of FFmpeg's decoders and what it must know beforehand."""

    name: str
    extradata: bytes = b""
    options: tuple[tuple[str, str], ...] = ()
    rate_and_channels: tuple[int, int] | None = None
    """Rate in Hz and channels (one or two), where the decoder does not take them from the packets"""


class PacketPart(Protocol):
    """It is sound in packets that were found by our own counting."""

    @property
    def decoder(self) -> Decoder:
        """Return what decodes the packets."""

    @property
    def rate_hz(self) -> int:
        """Return the rate of what comes out."""

    @property
    def channels(self) -> int:
        """Return the channels of what comes out."""

    @property
    def frames(self) -> int:
        """Return the number of frames that come out: frames 0 to ``frames`` of the units."""

    @property
    def warm_up_frames(self) -> int:
        """Return the number of frames that are decoded before a place to be exact there."""

    def units(self, file: BinaryIO, from_frame: int) -> Iterator[Unit]:
        """Return the units from the one that holds ``from_frame`` on. Raises OSError."""


@dataclass(frozen=True)
class FramedPart:
    """It is a run of packets of known place, size and length, one after the other: MPEG audio, ADTS, AMR, FLAC."""

    decoder: Decoder
    rate_hz: int
    channels: int
    frames: int
    offsets: np.ndarray
    """int64 ``[packets]``: in the file"""
    sizes: np.ndarray
    """int64 ``[packets]``, bytes"""
    starts: np.ndarray
    """int64 ``[packets]``: first frame of each; the first ones may be negative"""
    lengths: np.ndarray
    """int64 ``[packets]``: frames of each"""
    missing: tuple[tuple[int, int, str], ...] = ()
    """(start, stop, reason) of what no packet gives, in frames, between the packets"""
    warm_up_frames: int = 0

    def units(self, file: BinaryIO, from_frame: int) -> Iterator[Unit]:
        """See ``PacketPart``."""
        first = max(0, int(np.searchsorted(self.starts, from_frame, "right")) - 1)
        holes = [hole for hole in self.missing if hole[1] > from_frame]
        while first < len(self.offsets) or holes:
            if holes and (first == len(self.offsets) or holes[0][0] <= self.starts[first]):
                start, stop, reason = holes.pop(0)
                yield Unit([], start, stop, reason=reason)
                continue
            last = min(first + _BATCH_FRAMES, len(self.offsets))
            if holes:
                last = min(last, int(np.searchsorted(self.starts, holes[0][0], "left")))
            lengths = self.lengths[first:last].tolist()
            start = int(self.starts[first])
            yield Unit(self._packets(file, first, last), start, start + sum(lengths), lengths)
            first = last

    def _packets(self, file: BinaryIO, first: int, last: int) -> list[bytes]:
        begin, end = int(self.offsets[first]), int(self.offsets[last - 1] + self.sizes[last - 1])
        file.seek(begin)
        data = file.read(end - begin)
        places = zip((self.offsets[first:last] - begin).tolist(), self.sizes[first:last].tolist(), strict=True)
        return [data[at : at + size] for at, size in places]


@dataclass(frozen=True)
class FilePart:
    """It is a stretch that a library reads as a file of its own."""

    pieces: tuple[Piece, ...]
    frames: int | None = None
    """Where its headers tell them: what a library finds beyond them fills a last block up, and is no sound."""


@dataclass(frozen=True)
class Silence:
    """It is a pause between parts that the file does not hold."""

    duration_s: float


Part = PacketPart | FilePart | Silence


class Loss(NamedTuple):
    """It is sound that is known to be missing before anything is decoded."""

    part: int
    """The span begins where this part begins (the number of parts: at the end)."""
    duration_s: float
    reason: str


@dataclass(frozen=True)
class Plan:
    """It says how a recording is to be read where no library does it alone."""

    container: str
    sample_format: str
    parts: tuple[Part, ...]
    losses: tuple[Loss, ...] = ()
    notices: tuple[Message, ...] = ()
    truncated: bool = False

    def followed_by(self, other: "Plan") -> "Plan":
        """Return a plan of this one and then the other."""
        later = tuple(loss._replace(part=loss.part + len(self.parts)) for loss in other.losses)
        return replace(
            self,
            parts=self.parts + other.parts,
            losses=self.losses + later,
            notices=self.notices + other.notices,
            truncated=other.truncated,
        )


def skipped_notice(size_bytes: int, kind: str, at_s: float) -> Message:
    """Make a notice of bytes between the packets; ``kind``: what they are, such as “ID3 tag”, empty if nobody knows."""
    if not kind:
        return Message("{count:,} bytes that are no sound were skipped at {at_s:.1f} s.", count=size_bytes, at_s=at_s)
    return Message("{count:,} bytes ({kind}) were skipped at {at_s:.1f} s.", count=size_bytes, kind=kind, at_s=at_s)


def skipped_at_start(size_bytes: int) -> Message:
    """Make a notice of bytes in front of the sound."""
    return Message("{count:,} bytes that are no sound were skipped at the start.", count=size_bytes)
