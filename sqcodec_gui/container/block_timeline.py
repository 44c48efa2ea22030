"""This module knows which block holds which stretch of the recording, and which stretches are lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import NamedTuple

from sqcodec_gui.container.block_layout import lost_record_bytes
from sqcodec_gui.container.bounds import most_lost_blocks, most_lost_samples, most_parts_of_sound
from sqcodec_gui.container.errors import (
    Damage,
    DamageKind,
    SqcBlockError,
    SqcFooterError,
    SqcHeaderError,
    SqcLimitError,
)
from sqcodec_gui.container.footer import Footer, PartEnd
from sqcodec_gui.container.header import Header, Statistics
from sqcodec_gui.container.parts import PartStart
from sqcodec_gui.container.source import Source
from sqcodec_gui.container.source_losses import SourceLoss

PART_LOST = SourceLoss(0.0, 0.0, False, "what belonged to this part was lost, such as the measures of its sound")
LONGEST_DIFFERENCE_S = 1.0
"""Between the length of a part and that of its source: more is an error."""


class BlockEntry(NamedTuple):
    """It says where a block stands. ``offset`` None: it is not in the file. ``first_token`` counts from the start of
    its part; ``token_count`` is of one channel; both count frames where a frame has several tokens. ``lost_bytes``: the
    size that only a lost block has."""

    part: int
    number: int
    offset: int | None
    size_bytes: int
    first_token: int
    token_count: int
    lost_bytes: int

    @property
    def lost(self) -> bool:
        """Return whether no tokens can be had: it is not in the file, or a repair noted that it was lost."""
        return self.offset is None or self.size_bytes == self.lost_bytes


@dataclass(frozen=True)
class Part:
    """It is one continuous encode: decode its tokens from rest, drop ``skip_samples``, keep ``sample_count``.

    ``token_count`` includes lost blocks. ``sample_count`` is at the codec's rate; where ``complete`` is
    False (no footer) it is all that the tokens give. ``source_frames``: exact length at the source's own
    rate, None if not known. ``source_sha256``: hex, empty if not known.
    """

    number: int
    source: Source
    statistics: Statistics
    skip_samples: int
    token_count: int
    sample_count: int
    source_frames: int | None
    source_sha256: str
    complete: bool


class FoundBlock(NamedTuple):
    """It is a whole block that a scan met. ``is_lost``: a repair noted that its tokens were lost."""

    offset: int
    size_bytes: int
    token_count: int
    is_lost: bool


Found = Mapping[tuple[int, int], FoundBlock]
"""(part, number) -> where it stands."""


def entries_of_whole_file(footer: Footer, first_record: int, header: Header) -> list[BlockEntry]:
    """List every block where the footer says that it stands."""
    entries, offset = [], first_record
    for part in range(len(footer.parts)):
        offset += footer.parts[part].part_record_bytes
        for number, size_bytes, count in _planned(footer.parts[part], header):
            entries.append(_entry(header, part, number, count, offset, size_bytes))
            offset += size_bytes
    return entries


def entries_by_footer(footer: Footer, found: Found, header: Header) -> list[BlockEntry]:
    """List every block that the footer tells of, at the place where a scan found it, or lost."""
    return [
        _placed(header, found, part, number, count, size_bytes)
        for part, end in enumerate(footer.parts)
        for number, size_bytes, count in _planned(end, header)
    ]


def entries_by_scan(found: Found, header: Header) -> list[BlockEntry]:
    """List every block that a scan found, and those between that must have been there."""
    last: dict[int, int] = {}
    for part, number in found:
        last[part] = max(last.get(part, 0), number)
    entries = []
    for part in sorted(last):
        for number in range(last[part] + 1):
            block = found.get((part, number))
            count = block.token_count if block and number == last[part] else header.block_tokens
            entries.append(_placed(header, found, part, number, count, 0))
    return entries


def _planned(part: PartEnd, header: Header) -> Iterator[tuple[int, int, int]]:
    """Yield (number, size in bytes, tokens of one channel) of each block."""
    last = len(part.block_bytes) - 1
    for number, size_bytes in enumerate(part.block_bytes):
        yield number, size_bytes, part.last_block_tokens if number == last else header.block_tokens


def _entry(header: Header, part: int, number: int, token_count: int, offset: int | None, size_bytes: int) -> BlockEntry:
    lost_bytes = lost_record_bytes(header, part, number, token_count)
    return BlockEntry(part, number, offset, size_bytes, number * header.block_tokens, token_count, lost_bytes)


def _placed(header: Header, found: Found, part: int, number: int, token_count: int, size_bytes: int) -> BlockEntry:
    """Make the entry of a block. ``size_bytes``: if it was not found as it should be."""
    block = found.get((part, number))
    if block is None or block.token_count != token_count:
        return _entry(header, part, number, token_count, None, size_bytes)
    return _entry(header, part, number, token_count, block.offset, block.size_bytes)


def parts_of(
    header: Header, starts: Mapping[int, PartStart], entries: Sequence[BlockEntry], footer: Footer | None
) -> list[Part]:
    """List all parts in order; what is lost of one comes from the header, its statistics unknown, as is noted."""
    tokens: dict[int, int] = {}
    for entry in entries:
        tokens[entry.part] = tokens.get(entry.part, 0) + entry.token_count
    count = len(footer.parts) if footer else max([0, *tokens, *starts]) + 1
    statistics = Statistics(header.statistics.rule, header.statistics.count)
    unknown = PartStart(replace(header.source, lost=(PART_LOST,)), statistics, 0)
    parts = []
    for number in range(count):
        start = starts.get(number, unknown)
        end = footer.parts[number] if footer else None
        token_count = tokens.get(number, 0)
        all_samples = max(token_count * header.hop_samples - start.skip_samples, 0)
        parts.append(
            Part(
                number=number,
                source=start.source,
                statistics=start.statistics,
                skip_samples=start.skip_samples,
                token_count=token_count,
                sample_count=end.sample_count if end else all_samples,
                source_frames=end.source_frames if end else None,
                source_sha256=end.source_sha256 if end else "",
                complete=end is not None,
            )
        )
    return parts


def check_lengths(parts: Sequence[Part], header: Header, offset: int) -> None:
    """Raise SqcFooterError if a part claims more sound than its tokens give, or a length of its source that is not the
    length of its sound."""
    for part in parts:
        if part.sample_count > max(part.token_count * header.hop_samples - part.skip_samples, 0):
            raise SqcFooterError("the footer claims more sound than there are tokens", offset=offset)
        sound_s, source_rate_hz = part.sample_count / header.sample_rate_hz, part.source.sample_rate_hz
        if part.source_frames is not None and not is_length_of(sound_s, part.source_frames, source_rate_hz):
            raise SqcFooterError("the length of the source is not that of the sound", offset=offset)


def check_lost(entries: Iterable[BlockEntry], header: Header, file_bytes: int) -> None:
    """Raise SqcLimitError if more blocks are lost, or stand for more silence, than a file of this size may have."""
    counts = [entry.token_count for entry in entries if entry.lost]
    lost = sum(counts) * header.hop_samples * header.channels
    if len(counts) > most_lost_blocks(file_bytes):
        raise SqcLimitError(
            "the file claims to have lost {count:,} blocks, more than a file of its size may", count=len(counts)
        )
    if lost > most_lost_samples(file_bytes):
        lost_s = lost / header.channels / header.sample_rate_hz
        raise SqcLimitError(
            "the file claims to have lost {lost_s:,.0f} s, more than a file of its size may", lost_s=lost_s
        )


def check_parts(entries: Iterable[BlockEntry], header: Header) -> None:
    """Raise SqcLimitError if the parts are so many and so short that no joined recordings are."""
    whole = [entry for entry in entries if not entry.lost]
    count = len({entry.part for entry in whole})
    sound_s = sum(entry.token_count for entry in whole) * header.hop_samples / header.sample_rate_hz
    if count > most_parts_of_sound(sound_s):
        raise SqcLimitError(
            "the file has {count:,} parts for {sound_s:,.0f} s of sound, more than a file may",
            count=count,
            sound_s=sound_s,
        )


def is_length_of(sound_s: float, source_frames: int, source_rate_hz: int) -> bool:
    """Return whether sound and its source last equally long, up to what resampling and rounding can explain."""
    return abs(source_frames / source_rate_hz - sound_s) <= LONGEST_DIFFERENCE_S


class BlockTimeline:
    """It puts blocks and parts on one axis of seconds: what the file plays, from 0 on."""

    def __init__(self, header: Header, parts: Sequence[Part], entries: Sequence[BlockEntry]):
        self.header = header
        self.parts = parts
        self.entries = entries
        counts = (part.sample_count for part in parts)
        self._part_starts = list(accumulate(counts, initial=0))

    def span_s(self, entry: BlockEntry) -> tuple[float, float]:
        """Return (start_s, duration_s) of what is heard of a block."""
        part, hop, rate_hz = self.parts[entry.part], self.header.hop_samples, self.header.sample_rate_hz
        first = entry.first_token * hop - part.skip_samples
        last = first + entry.token_count * hop
        start, stop = (min(max(sample, 0), part.sample_count) for sample in (first, last))
        return (self._part_starts[entry.part] + start) / rate_hz, (stop - start) / rate_hz

    def lost(self, first_record: int) -> list[Damage]:
        """Return one finding for each run of lost blocks within a part. ``first_record``: offset after the header."""
        findings, previous_end = [], first_record
        runs = groupby(self.entries, key=lambda entry: (entry.part, entry.offset is None))
        for (_, is_lost), run in runs:
            entries = list(run)
            if is_lost:
                findings.append(self._lost_run(entries, previous_end))
                continue
            if findings and findings[-1].offset == previous_end:
                size_bytes = max((entries[0].offset or 0) - previous_end, 0)
                findings[-1] = replace(findings[-1], size_bytes=size_bytes)
            previous_end = (entries[-1].offset or 0) + entries[-1].size_bytes
        return findings

    def _lost_run(self, entries: list[BlockEntry], offset: int) -> Damage:
        count = len(entries)
        start_s, _ = self.span_s(entries[0])
        last_start_s, last_s = self.span_s(entries[-1])
        if count == 1:
            error = SqcBlockError("1 block is lost", offset=offset)
        else:
            error = SqcBlockError("{count} blocks are lost", count=count, offset=offset)
        return Damage(DamageKind.BLOCK_LOST, offset, 0, start_s, last_start_s + last_s - start_s, error)


def lost_part_findings(starts: Mapping[int, PartStart], parts: Sequence[Part], offset: int) -> list[Damage]:
    """Return a finding for each part whose beginning is lost: its sound is there, its statistics are not."""
    return [
        Damage(
            DamageKind.PART,
            offset,
            0,
            0.0,
            0.0,
            SqcHeaderError("what belongs to part {part} is lost", part=part.number + 1),
        )
        for part in parts
        if part.number not in starts
    ]
