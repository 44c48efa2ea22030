"""This module counts Ogg (RFC 3533) page by page: chained streams, pages that are missing or broken, late granules."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, NamedTuple

from sqcodec_gui.audio.counting.first_sound import make_decoder
from sqcodec_gui.audio.counting.ogg_codecs import Mapping, mapping_of
from sqcodec_gui.audio.counting.plan import Loss, Plan, Silence, Unit
from sqcodec_gui.audio.lost_spans import ENDS_EARLY, MISSING
from sqcodec_gui.audio.ogg_pages import ogg_crc
from sqcodec_gui.messages import Message

_HEADER = struct.Struct("<4sBBqIIIB")
_CONTINUED, _BEGIN, _END = 1, 2, 4
_AT_ONCE_BYTES = 1 << 20
_LARGEST_PAGE_BYTES = 27 + 255 + 255 * 255
_NO_GRANULE = -1
_LOST_AT_START_PAGES = 3
"""More pages than these missing behind the headers mean that recording began in the middle of a broadcast."""


class Page(NamedTuple):
    """It is a whole page with the right checksum."""

    offset: int
    flags: int
    granule: int
    serial: int
    sequence: int
    lacing: bytes
    size_bytes: int

    @property
    def body(self) -> int:
        """Return the offset of its content."""
        return self.offset + _HEADER.size + len(self.lacing)

    @property
    def ended_packets(self) -> int:
        """Return the number of packets that end on it."""
        return len(self.lacing) - self.lacing.count(255)


def pages(file: BinaryIO, junk: list[tuple[int, int]]) -> Iterator[Page]:
    """Yield all pages of a file in order; what is between them goes into ``junk`` as (start, stop). Raises OSError."""
    position, base, data = 0, 0, b""
    junk_from: int | None = None
    at_end = False
    while True:
        if position - base + _LARGEST_PAGE_BYTES > len(data) and not at_end:
            file.seek(position)
            base, data = position, file.read(_AT_ONCE_BYTES)
            at_end = len(data) < _AT_ONCE_BYTES
        at = position - base
        if at >= len(data):
            break
        page = _page_at(data, at, base)
        if page is None:
            junk_from = position if junk_from is None else junk_from
            found = data.find(b"OggS", at + 1)
            position = base + (found if found >= 0 else len(data) if at_end else max(at + 1, len(data) - 3))
            continue
        if junk_from is not None:
            junk.append((junk_from, position))
            junk_from = None
        yield page
        position += page.size_bytes
    if junk_from is not None:
        junk.append((junk_from, base + len(data)))


def _page_at(data: bytes, at: int, base: int) -> Page | None:
    if len(data) - at < _HEADER.size or not data.startswith(b"OggS", at):
        return None
    _, version, flags, granule, serial, sequence, checksum, segments = _HEADER.unpack_from(data, at)
    lacing = data[at + _HEADER.size : at + _HEADER.size + segments]
    size = _HEADER.size + segments + sum(lacing)
    if version or len(lacing) < segments or at + size > len(data):
        return None
    page = data[at : at + 22] + bytes(4) + data[at + 26 : at + size]
    if ogg_crc(page) != checksum:
        return None
    return Page(base + at, flags, granule, serial, sequence, lacing, size)


@dataclass
class Stream:
    """It is one logical stream: all pages of a serial number from its first page on."""

    pages: list[Page] = field(default_factory=list)

    def packets(self, file: BinaryIO, first: int, last: int) -> Iterator[tuple[int, list[bytes]]]:
        """Yield (number of a page, packets that end on it) for each page that ends one. Raises OSError.

        What began on a page that is missing, or goes on there, is left out.
        """
        rest: bytes | None = b""
        if first:
            rest = self._rest_before(file, first)
        for number in range(first, last):
            page = self.pages[number]
            if self.is_gap(number):
                rest = None
            file.seek(page.body)
            body = file.read(page.size_bytes - _HEADER.size - len(page.lacing))
            if not page.flags & _CONTINUED:
                rest = b""
            whole, rest = _split(body, page.lacing, rest)
            if page.ended_packets:
                yield number, whole

    def _rest_before(self, file: BinaryIO, first: int) -> bytes | None:
        """Return the beginning of the packet that goes on with page ``first``; None if it is not there."""
        begin = first
        while self.pages[begin].flags & _CONTINUED and begin > 0 and not self.is_gap(begin):
            begin -= 1
            if self.pages[begin].ended_packets:
                break
        rest: bytes | None = None if begin == first else b""
        for page in self.pages[begin:first]:
            file.seek(page.body)
            body = file.read(page.size_bytes - _HEADER.size - len(page.lacing))
            _, rest = _split(body, page.lacing, rest if page.flags & _CONTINUED else b"")
        return rest

    def is_gap(self, number: int) -> bool:
        """Return whether pages are missing before this one."""
        return number > 0 and self.pages[number].sequence != (self.pages[number - 1].sequence + 1) & 0xFFFFFFFF


def _split(body: bytes, lacing: bytes, rest: bytes | None) -> tuple[list[bytes], bytes | None]:
    """Return the packets that end on a page, and the beginning of one that does not. ``rest`` None: its beginning is
    missing."""
    whole: list[bytes] = []
    at = size = 0
    for value in lacing:
        size += value
        if value < 255:
            if rest is not None:
                whole.append(rest + body[at : at + size])
            rest = b""
            at, size = at + size, 0
    if lacing and lacing[-1] < 255:
        return whole, b""
    return whole, None if rest is None else rest + body[at : at + size]


@dataclass
class OggPart:
    """It is a stream of packets with granules: each page says at which frame its last packet ends."""

    stream: Stream
    mapping: Mapping
    start: int
    """Granule, in frames, of the first frame that comes out"""
    frames: int
    numbers: list[int]
    """Pages that end a packet of sound"""
    ends: list[int]
    """Frame after the last packet of each of them, counted from ``start``"""
    begins: list[int]
    """Where the first packet of each should begin: not where the one before ends, if pages are missing"""

    def __post_init__(self) -> None:
        self.decoder, self.warm_up_frames = self.mapping.decoder, self.mapping.warm_up_frames
        self.rate_hz, self.channels = self.mapping.rate_hz, self.mapping.channels

    @property
    def begins_inside_page(self) -> bool:
        """Return whether samples of the first page are cut (Vorbis I, appendix A.2): libsndfile cuts at the end."""
        return bool(self.begins) and self.begins[0] + self.mapping.skip_frames < 0

    def units(self, file: BinaryIO, from_frame: int) -> Iterator[Unit]:
        """See ``PacketPart``."""
        index = max(0, min(bisect_right(self.ends, from_frame), len(self.numbers) - 1)) if from_frame else 0
        first = self.numbers[index]
        position = self.begins[index]
        found = self.stream.packets(file, first, self.numbers[-1] + 1)
        for number, packets in found:
            if index >= len(self.numbers) or number != self.numbers[index]:
                continue
            is_fresh = self.stream.is_gap(number) or self._is_gap_between(index, number)
            end = self.ends[index]
            lengths = self.mapping.lengths(packets)
            begin = min(max(self.begins[index], position if index else self.begins[0]), end)
            reason = MISSING if is_fresh else ""
            yield Unit(packets, begin, end, lengths if not is_fresh else None, is_fresh and index > 0, reason)
            position = end
            index += 1

    def _is_gap_between(self, index: int, number: int) -> bool:
        """Return whether pages that end no packet, and are not in ``numbers``, follow a gap."""
        first = self.numbers[index - 1] + 1 if index else number
        return any(self.stream.is_gap(between) for between in range(first, number))


@dataclass
class OggCount:
    """It holds all streams of sound of an Ogg file, in order."""

    parts: list[OggPart | Silence]
    notices: list[Message]
    losses: list[Loss]
    is_plain: bool
    """One whole stream from the first to the last byte, begun at zero"""
    truncated: bool

    @property
    def first(self) -> OggPart:
        """Return the first stream."""
        return next(part for part in self.parts if isinstance(part, OggPart))

    def plan(self) -> Plan:
        """Plan how to read it."""
        return Plan(
            "OGG", self.first.mapping.name, tuple(self.parts), tuple(self.losses), tuple(self.notices), self.truncated
        )


def count_ogg(file: BinaryIO, track: int = 1) -> OggCount | None:
    """Count an Ogg file; None if it has no sound that is known, or no such track. Raises OSError.

    ``track``: of several streams of sound at a time, in the order in which they begin, from 1.
    """
    junk: list[tuple[int, int]] = []
    parts: list[OggPart | Silence] = []
    losses, streams, notices, late_s = [], [], [], 0.0
    groups, headless = _groups(file, junk)
    if headless == 0:
        losses.append(Loss(0, 0.0, MISSING))
    for number, group in enumerate(groups, 1):
        found = [one for stream in group if (one := _part(file, stream)) is not None]
        if len(found) < track:
            return None
        part = found[track - 1]
        late_s = part.start / part.rate_hz
        if len(group) > 1 and late_s:  # streams that are mixed have one clock
            parts.append(Silence(late_s))
            notices.append(
                Message("The sound begins {late_s:.1f} s after the picture; it is silent before.", late_s=late_s)
            )
        parts.append(part)
        if not part.stream.pages[-1].flags & _END:
            losses.append(Loss(len(parts), 0.0, ENDS_EARLY))
        if headless == number:
            losses.append(Loss(len(parts), 0.0, MISSING))
        streams += group
    if not parts:
        return None
    count = sum(isinstance(part, OggPart) for part in parts)
    if count > 1:
        notices.insert(
            0, Message("{count} recordings stand in one file; they were read one after the other.", count=count)
        )
    junk_bytes = sum(stop - start for start, stop in junk)
    if junk_bytes:
        notices.append(Message("{junk_bytes:,} bytes that are no whole Ogg pages were skipped.", junk_bytes=junk_bytes))
    gaps = any(stream.is_gap(number) for stream in streams for number in range(len(stream.pages)))
    begins_inside = any(part.begins_inside_page for part in parts if isinstance(part, OggPart))
    is_plain = len(streams) == 1 and not (junk_bytes or losses or gaps or late_s or begins_inside)
    truncated = any(loss.part == len(parts) and loss.reason == ENDS_EARLY for loss in losses)
    return OggCount(parts, notices, losses, is_plain, truncated)


def _groups(file: BinaryIO, junk: list[tuple[int, int]]) -> tuple[list[list[Stream]], int | None]:
    """Return the streams that begin together, in order: their pages are mixed. Each group follows the one before.

    The second: behind so many groups stand pages of a stream whose beginning is missing; None if there are none.
    """
    groups: list[list[Stream]] = []
    by_serial: dict[int, Stream] = {}
    was_begin = False
    headless: int | None = None
    for page in pages(file, junk):
        is_begin = bool(page.flags & _BEGIN)
        if is_begin:
            stream = by_serial[page.serial] = Stream()
            if was_begin:
                groups[-1].append(stream)
            else:
                groups.append([stream])
        was_begin = is_begin
        # Where the beginning of a stream is missing, what its decoder must know is missing too.
        if page.serial in by_serial:
            by_serial[page.serial].pages.append(page)
        elif headless is None:
            headless = len(groups)
    return groups, headless


def _part(file: BinaryIO, stream: Stream) -> OggPart | None:
    """Read the headers of a stream and find where its sound begins and ends; None if it is no sound that is known."""
    headers, mapping = [], None
    header_pages = 0
    for number, packets in stream.packets(file, 0, len(stream.pages)):
        headers += packets
        if mapping is None and headers:
            mapping = mapping_of(headers[0])
        if mapping is None:
            return None
        header_pages = number + 1
        if len(headers) > 1 and not mapping.is_second_header(headers[1]):  # it is missing, and nobody hears that
            mapping, header_pages = replace(mapping, header_packets=1), number
        if len(headers) >= mapping.header_packets:
            break
    if mapping is None or len(headers) < mapping.header_packets:
        return None
    # Behind the headers, sound begins on a page of its own; not every encoder of FLAC says how many headers there are.
    mapping = mapping.with_headers(headers)
    numbers = [
        number
        for number in range(header_pages, len(stream.pages))
        if stream.pages[number].ended_packets and stream.pages[number].granule != _NO_GRANULE
    ]
    numbers = mapping.sound_pages(file, stream.packets(file, header_pages, len(stream.pages)), numbers)
    if not numbers:
        return OggPart(stream, mapping, 0, 0, [], [], [])
    return _placed(file, stream, mapping, numbers)


def _placed(file: BinaryIO, stream: Stream, mapping: Mapping, numbers: list[int]) -> OggPart:
    """Return a part whose pages are put on the clock of its granules."""
    granules = [mapping.frames(stream.pages[number].granule) for number in numbers]
    first_frames = _frames_of_page(file, stream, mapping, numbers[0])
    is_last = len(numbers) == 1 and stream.pages[numbers[0]].flags & _END
    origin = granules[0] - first_frames
    if origin < 0 and is_last:
        origin = 0  # a short stream whose end is cut off by its granule
    missing = stream.pages[numbers[0]].sequence - stream.pages[numbers[0] - 1].sequence - 1
    if origin > 0 and 0 < missing <= _LOST_AT_START_PAGES:
        lead, origin = origin, 0
    else:
        lead = 0
    start = max(0, origin) + mapping.skip_frames
    ends = [granule - start for granule in granules]
    for index in range(1, len(ends)):  # a granule that goes back would give sound twice
        ends[index] = max(ends[index], ends[index - 1])
    begins = [origin + lead - start, *ends[:-1]]
    return OggPart(stream, mapping, max(0, origin), max(0, ends[-1]), numbers, ends, begins)


def _frames_of_page(file: BinaryIO, stream: Stream, mapping: Mapping, number: int) -> int:
    """Return the number of frames that the packets of a page give, decoded if their headers do not tell."""
    packets = next((found for _, found in stream.packets(file, number, number + 1)), [])
    lengths = mapping.lengths(packets)
    if lengths is not None:
        return sum(lengths)
    import av  # here, as in first_sound.py

    from sqcodec_gui.audio.frames_to_array import FrameConverter, StrangeFrameError

    decoder, converter, frames = make_decoder(mapping.decoder), FrameConverter(mapping.rate_hz, mapping.channels), 0
    for packet in packets:
        try:
            frames += sum(len(converter.convert(frame)) for frame in decoder.decode(av.Packet(packet)))
        except (av.FFmpegError, StrangeFrameError):
            continue
    return frames
