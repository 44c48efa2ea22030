"""This module finds where everything stands in a .sqc file: by a footer whose sums come out, or else by a search."""

from copy import copy
from dataclasses import dataclass, replace

from sqcodec_gui.container import block_timeline, records, scan
from sqcodec_gui.container.block_timeline import BlockEntry, BlockTimeline, Part
from sqcodec_gui.container.bounds import DescriptionsAllowance
from sqcodec_gui.container.bytesource import ByteSource
from sqcodec_gui.container.errors import (
    DamageKind,
    Findings,
    SqcBlockError,
    SqcError,
    SqcFooterError,
    SqcHeaderError,
    SqcLimitError,
    SqcOrderError,
    SqcTruncatedError,
)
from sqcodec_gui.container.footer import Footer, footer_offset, parse_footer
from sqcodec_gui.container.header import LocatedHeader, parse_header, read_header_bytes
from sqcodec_gui.container.parts import PartStart, parse_part
from sqcodec_gui.messages import Message

REPAIR_HINT = Message("What is whole of it can be saved with “sqcodec repair”.")


@dataclass(frozen=True)
class Structure:
    """It says where everything of a file stands, as far as that is known without reading the blocks.

    ``footer`` is None where it is lost or contradicts the file; ``footer_offset``, in bytes, where it was not trusted.
    """

    header: LocatedHeader
    footer: Footer | None
    footer_offset: int | None
    parts: list[Part]
    blocks: list[BlockEntry]
    timeline: BlockTimeline


def open_structure(source: ByteSource, tolerant: bool, findings: Findings) -> Structure:
    """Find the structure of a file. Raises a typed SqcError; if ``tolerant``, only for one without a usable header.

    What a tolerant opening finds damaged or lost is noted in ``findings``.
    """
    allowance = DescriptionsAllowance(source.size_bytes)
    located = _locate_header(source, tolerant, findings, allowance)
    opening = _Opening(source, located, allowance)
    try:
        if findings.damage:
            raise SqcHeaderError("the header is lost")
        return opening.by_footer()
    except SqcError as error:
        if not tolerant:
            error.hint = error.hint or REPAIR_HINT
            raise
        return opening.by_scan(error, findings)


def _locate_header(
    source: ByteSource, tolerant: bool, findings: Findings, allowance: DescriptionsAllowance
) -> LocatedHeader:
    try:
        located = parse_header(read_header_bytes(source), allowance=allowance)
        if located.end > source.size_bytes and not tolerant:
            raise SqcTruncatedError("the file ends before its first block", offset=source.size_bytes)
        return located
    except SqcError as error:
        backup = scan.find_backup_header(source, allowance) if tolerant else None
        if backup is None:
            raise
        findings.note(DamageKind.HEADER, 0, 0, error)
        return replace(backup, attachments_offset=0, attachments_bytes=0)


class _Opening:
    """It opens one file whose header is known. ``allowance``: what that leaves to other descriptions."""

    def __init__(self, source: ByteSource, located: LocatedHeader, allowance: DescriptionsAllowance) -> None:
        self._source = source
        self._allowance = allowance
        self._located = located
        self._header = located.header
        self._first_record = located.end
        self._rules = scan.record_rules(located.header)

    def by_footer(self) -> Structure:
        """Trust nothing but a footer whose account of the file comes out exactly."""
        footer, offset = self._read_footer()
        if self._first_record + footer.records_bytes != offset:
            raise SqcFooterError("bytes are missing or too many between header and footer", offset=self._first_record)
        starts = self._read_part_starts(footer, offset)
        entries = block_timeline.entries_of_whole_file(footer, self._first_record, self._header)
        return self._checked(footer, offset, starts, entries, offset)

    def by_scan(self, reason: SqcError, findings: Findings) -> Structure:
        """Search the file for whole records; ``reason`` is why its footer was not trusted as it stands."""
        start = min(self._first_record, self._source.size_bytes)
        found = scan.scan(self._source, start, self._header, copy(self._allowance))
        starts = {0: self._first_start} | found.starts
        try:
            if found.footer is None:
                raise reason
            entries = block_timeline.entries_by_footer(found.footer, found.found, self._header)
            structure = self._checked(found.footer, None, starts, entries, found.end)
        except SqcError as error:
            structure = self._joined(None, None, starts, block_timeline.entries_by_scan(found.found, self._header))
            findings.note(DamageKind.FOOTER, found.end, self._source.size_bytes - found.end, error)
        self._collect(found, structure, starts, findings)
        return structure

    def _checked(
        self, footer: Footer, offset: int | None, starts: dict[int, PartStart], entries: list[BlockEntry], end: int
    ) -> Structure:
        """Build the structure by a footer's account, every bound of the format checked."""
        block_timeline.check_lost(entries, self._header, self._source.size_bytes)
        block_timeline.check_parts(entries, self._header)
        structure = self._joined(footer, offset, starts, entries)
        block_timeline.check_lengths(structure.parts, self._header, end)
        return structure

    def _joined(
        self, footer: Footer | None, offset: int | None, starts: dict[int, PartStart], entries: list[BlockEntry]
    ) -> Structure:
        parts = block_timeline.parts_of(self._header, starts, entries, footer)
        axis = BlockTimeline(self._header, parts, entries)
        return Structure(self._located, footer, offset, parts, entries, axis)

    @property
    def _first_start(self) -> PartStart:
        return PartStart(self._header.source, self._header.statistics, self._header.skip_samples)

    def _read_record(self, offset: int) -> records.Record:
        return records.read_record(self._source, offset, self._header.stream_id, self._rules)

    def _read_footer(self) -> tuple[Footer, int]:
        size_bytes = self._source.size_bytes
        missing = SqcTruncatedError(
            "the file has no whole footer: its making was interrupted, or its end is lost", offset=size_bytes
        )
        if size_bytes < self._first_record + records.FRAME.size:
            raise missing
        offset = footer_offset(self._source.read_at(size_bytes - 4, 4), size_bytes)
        if offset < self._first_record:
            raise missing
        try:
            record = self._read_record(offset)
        except (SqcBlockError, SqcLimitError, SqcTruncatedError) as error:
            raise missing from error
        if record.kind != records.FOOTER or record.end != size_bytes:
            raise missing
        return parse_footer(record.body, offset, self._header, size_bytes), offset

    def _read_part_starts(self, footer: Footer, end: int) -> dict[int, PartStart]:
        starts, offset = {0: self._first_start}, self._first_record
        allowance = copy(self._allowance)
        for number, part in enumerate(footer.parts):
            if (part.part_record_bytes == 0) != (number == 0):
                raise SqcFooterError("the footer's account of parts is wrong", offset=end)
            if number:
                record = self._read_record(offset)
                if record.kind != records.PART or record.size_bytes != part.part_record_bytes:
                    raise SqcOrderError("a part does not begin where it should", offset=offset)
                stated, starts[number] = parse_part(record, self._header.format_version, allowance)
                if stated != number:
                    raise SqcOrderError("the parts stand in the wrong order", offset=offset)
            offset += part.part_record_bytes + sum(part.block_bytes)
        return starts

    def _collect(
        self, found: scan.Scan, structure: Structure, starts: dict[int, PartStart], findings: Findings
    ) -> None:
        lost = structure.timeline.lost(self._first_record)
        findings.damage += found.findings + lost + block_timeline.lost_part_findings(starts, structure.parts, found.end)
        explained = {finding.offset for finding in findings.damage}
        for offset, size_bytes in found.gaps:
            if offset not in explained:
                error = SqcOrderError("{size_bytes:,} bytes belong to nothing", size_bytes=size_bytes, offset=offset)
                findings.note(DamageKind.FOREIGN_BYTES, offset, size_bytes, error)
        findings.damage.sort(key=lambda finding: finding.offset)
