"""This module counts MPEG audio (ISO 11172-3, 13818-3) frame by frame: layers I to III, joined files, junk, other
formats inside.

The headers of Xing and LAME: http://gabriel.mp3-tech.org/mp3infotag.html; of VBRI: the Fraunhofer encoder's.
"""

import struct
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import BinaryIO, NamedTuple

import numpy as np

from sqcodec_gui.audio.counting.frame_walk import FrameHeader, FrameKind, Junk, Walk, walk_frames
from sqcodec_gui.audio.counting.plan import (
    Decoder,
    FilePart,
    FramedPart,
    Loss,
    Part,
    Plan,
    skipped_at_start,
    skipped_notice,
)
from sqcodec_gui.audio.formats import MPEG_BIT_RATES_KBPS
from sqcodec_gui.audio.lost_spans import ENDS_EARLY, OTHER_CONTENT
from sqcodec_gui.messages import Message

_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_DECODER_DELAY_FRAMES = 529
"""Of every decoder of layer III: what LAME's figures for the encoder do not count."""
_WARM_UP_PACKETS = 12
_MARK_PLACES = (13, 15, 21, 23, 36, 38)
"""Where a mark can stand in a frame: behind the header and the side information, with or without a checksum."""
_AT_ONCE_BYTES = 1 << 22
_ANY_BIT_RATE = 1 << 4
_LEAST_FREE_BYTES, _MOST_FREE_BYTES = 21, 3000
"""Of a frame, at up to 640 kbit/s"""
_COUNT_OFF_BY = 1
"""Some encoders count the frame that holds the count."""


class Key(NamedTuple):
    """It holds what frames of one stream have in common."""

    version: int
    """1; 2 for 2 and 2.5"""
    layer: int
    rate_hz: int
    channels: int
    packet_frames: int
    has_free_rate: int = 0
    """1: no header tells how large the frames are; all are of one size (ISO 11172-3, 2.4.2.3, bit rate “free”)."""


@lru_cache(maxsize=4096)
def _parse(mark: int) -> FrameHeader | None:
    """Parse the header's last three bytes, given as a number; the first one is 255."""
    if mark >> 21 != 7:
        return None
    version_bits, layer = mark >> 19 & 3, 4 - (mark >> 17 & 3)
    bit_rate, rate, padding = mark >> 12 & 15, mark >> 10 & 3, mark >> 9 & 1
    if version_bits == 1 or layer == 4 or bit_rate in (0, 15) or rate == 3:
        return None
    version = 1 if version_bits == 3 else 2
    rate_hz = _RATES_HZ[version_bits][rate]
    bits = MPEG_BIT_RATES_KBPS[version, layer][bit_rate - 1] * 1000
    packet_frames = 384 if layer == 1 else 576 if (layer, version) == (3, 2) else 1152
    slot_bytes = 4 if layer == 1 else 1
    size = (packet_frames // 8 * bits // slot_bytes // rate_hz + padding) * slot_bytes
    channels = 1 if mark >> 6 & 3 == 3 else 2
    return FrameHeader(size, Key(version, layer, rate_hz, channels, packet_frames))


def read_header(data: bytes, at: int) -> FrameHeader | None:
    """Read the header of a frame at an offset, or None."""
    if at + 4 > len(data) or data[at] != 0xFF:
        return None
    if data[at + 2] >> 4 == 0:
        return _free_header(data, at)
    return _parse(data[at + 1] << 16 | data[at + 2] << 8 | data[at + 3])


def _free_header(data: bytes, at: int) -> FrameHeader | None:
    """Return the header of a frame of free bit rate: it ends at the next one, if a third stands as far behind that."""
    like = _parse(data[at + 1] << 16 | (data[at + 2] | _ANY_BIT_RATE) << 8 | data[at + 3])
    if like is None:
        return None
    key = Key(*like.key)._replace(has_free_rate=1)
    slot_bytes = 4 if key.layer == 1 else 1
    following = at + _LEAST_FREE_BYTES
    while (following := data.find(data[at : at + 2], following, at + _MOST_FREE_BYTES)) >= 0:
        without_padding = following - at - slot_bytes * _padding(data, at)
        third = following + without_padding + slot_bytes * _padding(data, following)
        if _is_alike(data, at, following) and _is_alike(data, at, third):
            return FrameHeader(following - at, key)
        following += 1
    return None


def _padding(data: bytes, at: int) -> int:
    return data[at + 2] >> 1 & 1 if at + 2 < len(data) else 0


def _is_alike(data: bytes, at: int, other: int) -> bool:
    """Return whether a frame of free bit rate of the same rate and mode begins at ``other``."""
    if other + 4 > len(data):
        return False
    is_same_kind = data[at : at + 2] == data[other : other + 2] and data[at + 2] & 0xFC == data[other + 2] & 0xFC
    return is_same_kind and data[at + 3] & 0xC0 == data[other + 3] & 0xC0


_FRAMES = FrameKind(read_header, 4, b"\xff")


class Count(NamedTuple):
    """It holds what an encoder wrote in a first frame, which is silent."""

    packet: int
    """Number of this frame in the walk"""
    packets: int | None
    stream_bytes: int | None
    """From this frame on"""
    skip_frames: int
    """What the encoder put in front, the decoder's delay included"""
    padding_frames: int
    """What it put at the end, the same subtracted"""


def count_mpeg(file: BinaryIO, start: int, stop: int) -> "MpegCount | None":
    """Count a stretch of a file; None if it holds no MPEG audio. Raises OSError."""
    walk = walk_frames(file, start, stop, _FRAMES)
    if not len(walk.offsets):
        return None
    return MpegCount(walk, _counts(file, walk))


@dataclass
class MpegCount:
    """It holds all frames of a stretch of MPEG audio, cut into parts that one decoder reads without a break."""

    walk: Walk
    counts: list[Count]

    def __post_init__(self) -> None:
        bounds = {first for first, _ in self.walk.runs} | {count.packet for count in self.counts} | {0}
        for count in self.counts:
            end = count.packet + 1 + (count.packets or 0)
            following = min((bound for bound in bounds if bound > count.packet), default=len(self.walk.offsets))
            if count.packets and end + _COUNT_OFF_BY < following:
                bounds.add(end)  # more follows than this header counts
        self._bounds = [*sorted(bounds), len(self.walk.offsets)]
        self._keys = {}
        for (first, key), (last, _) in pairwise([*self.walk.runs, (len(self.walk.offsets), ())]):
            self._keys.update({bound: Key(*key) for bound in self._bounds if first <= bound < last})
        self._losses: list[Loss] = []
        self._notices: list[Message] = []

    @property
    def is_plain(self) -> bool:
        """Return whether the file is one stream from the first to the last byte that needs no care."""
        whole = len(self._bounds) == 2 and not self.walk.cut_bytes and not self._junk_inside()
        return whole and (not self.counts or self._lacking(self.counts[0], self._bounds[1]) == 0)

    @property
    def frames(self) -> int:
        """Return the length of a plain stream."""
        return self._part(0, self._bounds[1]).frames

    @property
    def layer(self) -> int:
        """Return the layer, 1 to 3, of the first frame."""
        return self._keys[0].layer

    def plan(self, container: str = "MP3") -> Plan:
        """Plan how to read it."""
        parts: list[Part] = []
        self._losses, self._notices = [], []
        in_front = sum(junk.stop - junk.start for junk in self.walk.junk if junk.before == 0 and junk.kind == "junk")
        if in_front:
            self._notices.append(skipped_at_start(in_front))
        for first, last in pairwise(self._bounds):
            part = self._part(first, last, len(parts))
            if part.frames > 0:
                has_free_rate = bool(self._keys[first].has_free_rate)
                parts.append(self._as_file(part, first, last, len(parts)) if has_free_rate else part)
        if len(parts) > 1:
            self._notices.insert(
                0,
                Message("{count} recordings stand in one file; they were read one after the other.", count=len(parts)),
            )
        if self.walk.cut_bytes and not any(loss.part == len(parts) for loss in self._losses):
            key = self._keys[self._bounds[-2]]
            self._losses.append(Loss(len(parts), key.packet_frames / key.rate_hz, ENDS_EARLY))
        truncated = any(loss.part == len(parts) for loss in self._losses)
        name = "MPEG_LAYER_" + "I" * self.layer
        return Plan(container, name, tuple(parts), tuple(self._losses), tuple(self._notices), truncated)

    def _part(self, first: int, last: int, number: int = 0) -> FramedPart:
        key = self._keys[first]
        count = next((count for count in self.counts if count.packet == first), None)
        begin = first + (count is not None)
        lacking = self._lacking(count, last) if count else 0
        positions = np.arange(last - begin, dtype=np.int64)
        missing, is_torn = self._holes(begin, last, lacking, key, positions)
        at_end = max(0, lacking - sum(packets for _, packets, _ in missing))
        skip = count.skip_frames if count else 0
        spf = key.packet_frames
        starts = positions * spf - skip
        frames = int(starts[-1]) + spf if len(starts) else 0
        if count and not at_end:
            frames -= count.padding_frames
        if at_end:
            self._losses.append(Loss(number + 1, at_end * spf / key.rate_hz, ENDS_EARLY))
        holes = tuple(
            (packet * spf - skip, (packet + packets) * spf - skip, reason) for packet, packets, reason in missing
        )
        keep = ~is_torn
        return FramedPart(
            decoder=Decoder({1: "mp1float", 2: "mp2float", 3: "mp3float"}[key.layer]),
            rate_hz=key.rate_hz,
            channels=key.channels,
            frames=max(0, frames),
            offsets=self.walk.offsets[begin:last][keep],
            sizes=self.walk.sizes[begin:last][keep],
            starts=starts[keep],
            lengths=np.full(int(keep.sum()), spf, np.int64),
            missing=holes,
            warm_up_frames=_WARM_UP_PACKETS * spf,
        )

    def _as_file(self, part: FramedPart, first: int, last: int, number: int) -> FilePart:
        """Return a part of frames of free bit rate, which FFmpeg does not decode; libsndfile does."""
        lost = sum(stop - start for start, stop, _ in part.missing)
        if lost:
            self._losses.append(Loss(number, lost / part.rate_hz, OTHER_CONTENT))
        kept = set(part.offsets.tolist())
        pieces: list[range] = []
        begins = self.walk.offsets[first:last].tolist()
        for begin, size in zip(begins, self.walk.sizes[first:last].tolist(), strict=True):
            stop = begin + size
            if begin != begins[0] and begin not in kept:  # the first one may hold a count alone
                continue
            if pieces and pieces[-1].stop == begin:
                pieces[-1] = range(pieces[-1].start, stop)
            else:
                pieces.append(range(begin, stop))
        return FilePart(tuple(pieces), part.frames - lost)

    def _lacking(self, count: Count, last: int) -> int:
        """Return the number of packets that the header counts and that are not there."""
        found = last - count.packet - 1
        lacking = max(0, (count.packets or found) - found)
        reaches = int(self.walk.offsets[last - 1] + self.walk.sizes[last - 1] - self.walk.offsets[count.packet])
        is_all = count.stream_bytes is not None and abs(reaches - count.stream_bytes) <= 4
        return 0 if lacking <= _COUNT_OFF_BY and is_all and not self.walk.cut_bytes else lacking

    def _junk_inside(self) -> list[Junk]:
        """Return what stands between frames, tags in front and at the end left out."""
        total = len(self.walk.offsets)
        return [junk for junk in self.walk.junk if 0 < junk.before < total or (junk.kind == "junk")]

    def _holes(
        self, begin: int, last: int, lacking: int, key: Key, positions: np.ndarray
    ) -> tuple[list[tuple[int, int, str]], np.ndarray]:
        """Return (position, packets, reason) of what junk took the place of, and bool ``[packets]``: whose end is junk.

        Moves ``positions`` by that.
        """
        holes: list[tuple[int, int, str]] = []
        is_torn = np.zeros(len(positions), bool)
        inside = [junk for junk in self.walk.junk if begin < junk.before <= last]
        sizes = self.walk.sizes[begin:last]
        places = [junk for junk in inside if junk.kind == "junk" and junk.before < len(self.walk.offsets)]
        for junk in inside:
            packet = junk.before - begin
            size = junk.stop - junk.start
            at_s = float(positions[packet - 1] + 1) * key.packet_frames / key.rate_hz
            if junk.before < len(self.walk.offsets) or junk.kind == "junk":
                self._notices.append(skipped_notice(size, "" if junk.kind == "junk" else junk.kind, at_s))
            if junk not in places or junk.before >= last:
                continue
            lost = _replaced_packets(size, sizes, lacking, sum(other.stop - other.start for other in places))
            is_torn[packet - 1] = True
            position = int(positions[packet - 1])
            positions[packet:] += lost
            holes.append((position, 1 + lost, OTHER_CONTENT))
        return holes, is_torn


def _replaced_packets(size: int, sizes: np.ndarray, lacking: int, all_junk_bytes: int) -> int:
    """Return how many frames junk of this size took the place of; none if it was put between them."""
    if lacking:
        return round(lacking * size / all_junk_bytes)
    if int(sizes.max() - sizes.min()) > 4:
        return 0  # variable bit rate: nobody can tell
    packets = round(size / float(sizes.mean()))
    return packets if abs(size - packets * float(sizes.mean())) <= 2 else 0


def _counts(file: BinaryIO, walk: Walk) -> list[Count]:
    """Return the encoder's own counts in all first frames, found by their marks."""
    found = []
    starts = {first for first, _ in walk.runs} | {junk.before for junk in walk.junk}
    starts |= set(_frames_with_marks(file, walk))
    for packet in sorted(start for start in starts if start < len(walk.offsets)):
        file.seek(int(walk.offsets[packet]))
        count = _read_count(packet, file.read(int(walk.sizes[packet])))
        if count is not None:
            found.append(count)
    return found


def _frames_with_marks(file: BinaryIO, walk: Walk) -> list[int]:
    """Return the frames that may hold a count, by the first letter of its mark."""
    found: list[int] = []
    letters = np.frombuffer(b"XIV", np.uint8)
    first, total = 0, len(walk.offsets)
    while first < total:
        begin = int(walk.offsets[first])
        last = int(np.searchsorted(walk.offsets, begin + _AT_ONCE_BYTES, "right"))
        file.seek(begin)
        data = np.frombuffer(file.read(int(walk.offsets[last - 1]) - begin + _MARK_PLACES[-1] + 1), np.uint8)
        offsets = walk.offsets[first:last] - begin
        for place in _MARK_PLACES:
            at = offsets[: int(np.searchsorted(offsets, len(data) - place))] + place
            found += (first + np.flatnonzero(np.isin(data[at], letters))).tolist()
        first = last
    return found


def _read_count(packet: int, frame: bytes) -> Count | None:
    header = _parse(frame[1] << 16 | (frame[2] if frame[2] >> 4 else frame[2] | _ANY_BIT_RATE) << 8 | frame[3])
    if header is None:
        return None
    key = Key(*header.key)
    if key.layer != 3:
        return None
    side_bytes = (17 if key.channels == 1 else 32) if key.version == 1 else (9 if key.channels == 1 else 17)
    for at in (4 + side_bytes, 6 + side_bytes):  # the second with the checksum that few encoders write
        if frame[at : at + 4] in (b"Xing", b"Info"):
            return _read_xing(packet, frame, at)
    if frame[36:40] == b"VBRI" and len(frame) >= 54:
        stream_bytes, packets = struct.unpack_from(">II", frame, 46)
        return Count(packet, packets, stream_bytes, 0, 0)
    return None


def _read_xing(packet: int, frame: bytes, at: int) -> Count:
    flags = int.from_bytes(frame[at + 4 : at + 8])
    at += 8
    packets = int.from_bytes(frame[at : at + 4]) if flags & 1 else None
    at += 4 * (flags & 1)
    stream_bytes = int.from_bytes(frame[at : at + 4]) if flags & 2 else None
    at += 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
    bits = int.from_bytes(frame[at + 21 : at + 24]) if len(frame) >= at + 24 else 0
    delay, padding = bits >> 12, bits & 0xFFF
    if not bits or not frame[at : at + 4].isalnum():
        return Count(packet, packets, stream_bytes, 0, 0)
    skip = delay + _DECODER_DELAY_FRAMES
    return Count(packet, packets, stream_bytes, skip, max(0, padding - _DECODER_DELAY_FRAMES))
