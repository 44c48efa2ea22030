"""This module finds every whole record of a file by its sync marker, whatever happened between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqcodec_gui.container import block_layout, parts, records
from sqcodec_gui.container.block_timeline import FoundBlock
from sqcodec_gui.container.bounds import (
    DescriptionsAllowance,
    most_blocks,
    most_lost_blocks,
    most_lost_samples,
    most_parts,
    most_parts_of_sound,
)
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import Damage, DamageKind, SqcError, SqcLimitError, SqcOrderError
from sqcodec_gui.container.footer import Footer, parse_footer
from sqcodec_gui.container.header import (
    LAYOUT,
    LIMIT_STATISTICS,
    SIGNATURE,
    Header,
    LocatedHeader,
    parse_header,
    read_header_bytes,
)
from sqcodec_gui.container.parts import PartStart

MOST_FINDINGS = 1000
LIMIT_BACKUP_HEADER_BYTES = LAYOUT.size + 4 * LIMIT_STATISTICS + (1 << 20)


def record_rules(header: Header) -> records.RecordRules:
    """Return what records may be in a file with this header."""
    limits = {
        records.BLOCK: block_layout.body_limit_bytes(header),
        records.PART: records.LIMIT_PART_BYTES,
        records.BACKUP_HEADER: LIMIT_BACKUP_HEADER_BYTES,
        records.FOOTER: records.LIMIT_FOOTER_BYTES,
    }
    return records.RecordRules(limits, block_layout.checked_bytes if header.layers else None)


def iter_records(
    source: ByteSource, start: int, stream_id: int, rules: records.RecordRules
) -> Iterator[records.Record]:
    """Find every whole record from ``start`` on; upper layers of a block may be damaged, and what stands in their place
    is searched as well.

    False sync markers cost time to check. What they may cost is bounded by the size of the file, so
    that no file made on purpose can keep a reader busy: bodies are read for nothing up to 16 MiB and 16 times
    the file's size.
    """
    position, budget_bytes = start, 16 * source.size_bytes + (16 << 20)
    while budget_bytes > 0:
        position = source.find(records.BEGINNING, records.BEGINNING_BYTES, position)
        end_of_frame = position + records.FRAME.size
        if position < 0 or end_of_frame > source.size_bytes:
            return
        frame = source.read_at(position, records.FRAME.size)
        _, kind, _, body_bytes = records.FRAME.unpack(frame)
        may_be_cut = kind == records.BLOCK and rules.checked_bytes is not None
        is_cut = end_of_frame + body_bytes > source.size_bytes and not may_be_cut
        if body_bytes > rules.limits[kind] or is_cut:
            position += 1
            continue
        try:
            record = records.read_record(source, position, stream_id, rules, frame)
        except SqcError:
            budget_bytes -= records.FRAME.size + min(body_bytes, source.size_bytes - end_of_frame)
            position += 1
            continue
        yield record
        position = record.checked_end
        budget_bytes -= record.end - position  # upper layers are read now, and once more if records lie in them


def find_backup_header(source: ByteSource, allowance: DescriptionsAllowance) -> LocatedHeader | None:
    """Find the backup header, which stands before the footer of a file of many blocks. ``allowance``: of the file."""
    rules = records.RecordRules(dict.fromkeys(records.KINDS, 0) | {records.BACKUP_HEADER: LIMIT_BACKUP_HEADER_BYTES})
    for record in iter_records(source, 0, 0, rules):
        try:
            return parse_backup_header(record, allowance)
        except SqcError:
            if allowance.is_spent:
                return None
    return None


def backup_header_body(header_data: bytes) -> bytes:
    """Return a header's bytes without the signature, which must begin no second file."""
    return header_data[len(SIGNATURE) :]


def parse_backup_header(record: records.Record, allowance: DescriptionsAllowance | None = None) -> LocatedHeader:
    """Read the header in a record of kind H. Raises a typed SqcError."""
    source = ByteSource.of_bytes(SIGNATURE + record.body)
    return parse_header(read_header_bytes(source), record.offset, allowance)


@dataclass
class Scan:
    """It holds what a scan found. ``gaps``: (offset, size_bytes) of bytes that belong to no whole record."""

    allowance: DescriptionsAllowance
    found: dict[tuple[int, int], FoundBlock] = field(default_factory=dict)
    starts: dict[int, PartStart] = field(default_factory=dict)
    footer: Footer | None = None
    end: int = 0
    gaps: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Damage] = field(default_factory=list)
    claimed: dict[int, int] = field(default_factory=dict)
    """part -> blocks that its highest block number says it has"""
    claimed_together: int = 0
    """The same of all parts, and the parts themselves"""
    last_part: int = 0

    def note(self, finding: Damage) -> None:
        """Add a finding; a file can be made that has tens of thousands, and a thousand say enough."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)

    def claim(self, part: int, number: int, limit: int) -> bool:
        """Note that this block exists; False if that means more lost blocks than a real file can have."""
        more_blocks = max(number + 1 - self.claimed.get(part, 0), 0)
        more_parts = max(part - self.last_part, 0)
        if more_blocks + more_parts + self.claimed_together > limit:
            return False
        self.claimed[part] = self.claimed.get(part, 0) + more_blocks
        self.claimed_together += more_blocks + more_parts
        self.last_part += more_parts
        return True


def scan(source: ByteSource, start: int, header: Header, allowance: DescriptionsAllowance) -> Scan:
    """Read the whole file from ``start`` (bytes); blocks are placed by their numbers, not their order.

    ``allowance``: what the header has left of it to the descriptions of the parts.
    """
    result = Scan(end=start, allowance=allowance)
    newest = (-1, -1)
    for record in iter_records(source, start, header.stream_id, record_rules(header)):
        if record.offset > result.end:
            result.gaps.append((result.end, record.offset - result.end))
        try:
            newest = _take(result, record, header, newest, source.size_bytes)
        except SqcError as error:
            result.note(_finding(record, error))
        result.end = min(record.end, source.size_bytes)
        if result.footer is not None:
            break
    _drop_what_loses_too_much(result, header, source.size_bytes)
    _drop_parts_beyond(result, header)
    if result.end < source.size_bytes:
        result.gaps.append((result.end, source.size_bytes - result.end))
    return result


def _finding(record: records.Record, error: SqcError) -> Damage:
    error.__traceback__ = None  # it would keep all that was read alive, as long as the finding is
    return Damage(DamageKind.ORDER, record.offset, record.size_bytes, 0.0, 0.0, error)


def _take(
    result: Scan, record: records.Record, header: Header, newest: tuple[int, int], size_bytes: int
) -> tuple[int, int]:
    """Put one record in its place and return (part, number) of the newest block. Raises SqcError if it fits nowhere."""
    if record.kind == records.FOOTER:
        result.footer = parse_footer(record.body, record.offset, header, size_bytes)
    elif record.kind == records.PART:
        part, start = parts.parse_part(record, header.format_version, result.allowance)
        if part in result.starts or part == 0:
            raise SqcOrderError("part {part} begins twice", part=part + 1, offset=record.offset)
        if part >= most_parts(size_bytes):
            raise SqcOrderError(
                "a block claims to be number {number:,}, which cannot be", number=part + 1, offset=record.offset
            )
        result.starts[part] = start
    elif record.kind == records.BLOCK:
        return _take_block(result, record, header, newest, size_bytes)
    return newest


def _take_block(
    result: Scan, record: records.Record, header: Header, newest: tuple[int, int], size_bytes: int
) -> tuple[int, int]:
    block = block_layout.parse_block(record, header)
    place = (block.part, block.number)
    if place in result.found:
        raise SqcOrderError(
            "block {number} of part {part} stands twice; the first is used",
            number=block.number,
            part=block.part + 1,
            offset=record.offset,
        )
    is_possible = block.part < most_parts(size_bytes)
    if not is_possible or not result.claim(block.part, block.number, most_blocks(size_bytes)):
        raise SqcOrderError(
            "a block claims to be number {number:,}, which cannot be", number=block.number, offset=record.offset
        )
    result.found[place] = FoundBlock(record.offset, record.size_bytes, block.token_count, not block.layers)
    if place < newest:
        error = SqcOrderError(
            "block {number} of part {part} stands too late",
            number=block.number,
            part=block.part + 1,
            offset=record.offset,
        )
        result.note(_finding(record, error))
    return max(place, newest)


def _drop_what_loses_too_much(result: Scan, header: Header, size_bytes: int) -> None:
    """Keep blocks, in the order of their numbers, until those missing before one are more than a file may lose.

    One that is shorter than all but the last may be is as good as missing."""
    left = most_lost_samples(size_bytes) // (header.block_tokens * header.hop_samples * header.channels)
    left = min(left, most_lost_blocks(size_bytes))
    kept: dict[tuple[int, int], FoundBlock] = {}
    next_number: dict[int, int] = {}
    last_number: dict[int, int] = {}
    for part, number in result.found:
        last_number[part] = max(last_number.get(part, 0), number)
    for (part, number), block in sorted(result.found.items()):
        is_short = block.token_count != header.block_tokens and number != last_number[part]
        left -= number - next_number.get(part, 0) + (block.is_lost or is_short)
        if left < 0:
            if len(result.findings) >= MOST_FINDINGS:
                continue
            error = SqcOrderError(
                "block {number:,} of part {part} is too far from the others",
                number=number,
                part=part + 1,
                offset=block.offset,
            )
            result.note(Damage(DamageKind.ORDER, block.offset, block.size_bytes, 0.0, 0.0, error))
            continue
        next_number[part] = number + 1
        kept[part, number] = block
    result.found = kept


def _drop_parts_beyond(result: Scan, header: Header) -> None:
    """Keep parts, in the order of their numbers, as long as they are not more and shorter than a file's may be."""
    frames: dict[int, int] = {}
    for (part, _), block in result.found.items():
        if not block.is_lost:
            frames[part] = frames.get(part, 0) + block.token_count
    together, stop = 0, 0
    for count, part in enumerate(sorted(frames), 1):
        together += frames[part]
        if count <= most_parts_of_sound(together * header.hop_samples / header.sample_rate_hz):
            stop = part + 1
    if not frames or stop > max(frames):
        return
    first = min(block.offset for (part, _), block in result.found.items() if part >= stop)
    result.found = {place: block for place, block in result.found.items() if place[0] < stop}
    result.starts = {part: start for part, start in result.starts.items() if part < stop}
    error = SqcLimitError("the parts from {part} on are more and shorter than a file's may be", part=stop + 1)
    result.note(Damage(DamageKind.ORDER, first, 0, 0.0, 0.0, error))
