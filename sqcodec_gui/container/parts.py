"""This module reads and writes the part record: what belongs to one continuous encode in a joined file."""

import struct
from dataclasses import dataclass

from sqcodec_gui.container import description
from sqcodec_gui.container.bounds import DescriptionsAllowance
from sqcodec_gui.container.errors import SqcHeaderError
from sqcodec_gui.container.header import LIMIT_STATISTICS, Statistics
from sqcodec_gui.container.records import FRAME, Record
from sqcodec_gui.container.source import LIMIT_SAMPLES, Source, source_from_json, source_to_json

FIELDS = (("part", "H"), ("statistics_count", "H"), ("skip_samples", "Q"))
"""The start of a part record's body: (name, ``struct`` code), little-endian; statistics and source follow."""
LAYOUT = struct.Struct("<" + "".join(code for _, code in FIELDS))


@dataclass(frozen=True)
class PartStart:
    """It holds what is known of a part when it begins. The first part's stands in the header."""

    source: Source
    statistics: Statistics
    skip_samples: int


def part_body(part: int, start: PartStart, version: int) -> bytes:
    """Make the body of a part record in a file of this format version."""
    fixed = LAYOUT.pack(part, start.statistics.count, start.skip_samples)
    fields = {"statistics_rule": start.statistics.rule, "source": source_to_json(start.source)}
    return fixed + start.statistics.to_bytes() + description.deflate_json(fields, version)


def parse_part(record: Record, version: int, allowance: DescriptionsAllowance | None = None) -> tuple[int, PartStart]:
    """Read (part number, its start). Raises SqcHeaderError or SqcLimitError."""
    if len(record.body) < LAYOUT.size:
        raise SqcHeaderError("a part record is too short", offset=record.offset)
    part, count, skip_samples = LAYOUT.unpack_from(record.body)
    stop = LAYOUT.size + 4 * count
    if count > LIMIT_STATISTICS or skip_samples > LIMIT_SAMPLES or stop > len(record.body):
        raise SqcHeaderError("a part record claims more than it may hold", offset=record.offset)
    fields = description.inflate_json(record.body[stop:], record.offset + FRAME.size + stop, version, allowance)
    rule = fields.get("statistics_rule")
    if not isinstance(rule, str):
        raise SqcHeaderError("a part record names no rule for statistics", offset=record.offset)
    statistics = Statistics.from_bytes(rule, record.body[LAYOUT.size : stop], record.offset + FRAME.size)
    return part, PartStart(source_from_json(fields.get("source"), record.offset), statistics, skip_samples)
