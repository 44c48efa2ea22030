"""This module decides how much of what is lost a repaired file keeps as silence, which its own size bounds (see
``bounds``)."""

from collections.abc import Set

from sqcodec_gui.container.bounds import most_lost_blocks, most_lost_samples
from sqcodec_gui.container.errors import Damage, DamageKind, SqcLimitError
from sqcodec_gui.container.reader import SqcReader

LEFT_OUT = "so little was whole that a repair did not keep all of the time that was lost"


def to_leave_out(reader: SqcReader) -> frozenset[int]:
    """Return the indices of those lost blocks, the last ones, whose time a file of what is whole may not keep.

    ``reader`` has been checked, so that it knows all that is damaged.
    """
    header = reader.header
    kept_bytes, lost = 0, []
    for index, entry in enumerate(reader.blocks):
        if reader.is_lost(index):
            lost.append(index)
        else:
            kept_bytes += entry.size_bytes
    left, left_blocks = most_lost_samples(kept_bytes), most_lost_blocks(kept_bytes)
    result = []
    for count, index in enumerate(lost, 1):
        left -= reader.blocks[index].token_count * header.hop_samples * header.channels
        if left < 0 or count > left_blocks:
            result.append(index)
    return frozenset(result)


def left_out_finding(reader: SqcReader, left_out: Set[int]) -> list[Damage]:
    """Return a finding that says how much time was not kept; none if all was."""
    if not left_out:
        return []
    seconds = sum(reader.time_span_s(index)[1] for index in left_out)
    error = SqcLimitError(
        "so little is whole that not all of the silence may be kept: {left_out_s:,.0f} s of what is lost are left out",
        left_out_s=seconds,
        file_name=reader.name,
    )
    return [Damage(DamageKind.ORDER, reader.first_record, 0, 0.0, 0.0, error)]
