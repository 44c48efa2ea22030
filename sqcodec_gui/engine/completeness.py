"""There is one notion of a complete file: nothing is damaged, nothing lost. Who calls a file whole asks here.

Lost are blocks that damage took, before or after a repair, and what reading the recording lost in the first place, in
any part of a join.
"""

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from sqcodec_gui.cancellation import CancelToken
from sqcodec_gui.messages import Message, listed

if TYPE_CHECKING:
    from sqcodec_gui.container import SourceLoss, SqcReader

SHOWN_SPANS = 8
"""Of more lost spans than these, the others are counted."""
SHORTEST_SPAN_S = 0.1
"""Shorter ones are told by their length, not from and to."""
LOST_BEFORE_REPAIR = Message("damaged before the file was repaired")


class State(StrEnum):
    """It is the state of a file, as reports and ``--json`` have it."""

    WHOLE = "whole"
    LOST = "lost"
    """What was written is there, and yet some of the recording is not."""
    DAMAGED = "damaged"


@dataclass(frozen=True)
class Loss:
    """It is a span that is lost, on the time axis of what the file plays.

    ``duration_s``: 0 where nobody knows how much it was. ``filled``: silence of this length stands in its place; else
    what follows begins at ``start_s``. ``reason``: one plain sentence without a full stop.
    """

    start_s: float
    duration_s: float
    filled: bool
    reason: str

    @property
    def message(self) -> Message:
        """Return where and why, and how much, as a part of a sentence."""
        return self._describe(is_length_stated=False)

    @property
    def message_without_length(self) -> Message:
        """Return where and why, for a sentence that tells the length already."""
        return self._describe(is_length_stated=True)

    def _describe(self, is_length_stated: bool) -> Message:
        is_span = self.filled and self.duration_s >= SHORTEST_SPAN_S
        if not self.duration_s or (is_length_stated and not is_span):
            where = Message("at {start_s:.1f} s", start_s=self.start_s)
        elif is_span:
            where = Message("{start_s:.1f}–{stop_s:.1f} s", start_s=self.start_s, stop_s=self.start_s + self.duration_s)
        else:
            where = Message("{length} at {start_s:.1f} s", length=_seconds(self.duration_s), start_s=self.start_s)
        return Message("{where} ({reason})", where=where, reason=Message(self.reason))

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True)
class Completeness:
    """It says how much of a recording is there. ``damage``: findings in the file, in words. ``damaged``: what these
    cost; ``lost``: what was lost before.

    ``thin_s``: seconds of which only quality was lost before, layers of a file that has several; ``thinned_s``: those
    of which it is lost by damage in the file."""

    damage: tuple[Message, ...]
    damaged: tuple[Loss, ...]
    lost: tuple[Loss, ...]
    thin_s: float = 0.0
    thinned_s: float = 0.0

    @property
    def losses(self) -> tuple[Loss, ...]:
        """Return all that is lost, in order of time."""
        return tuple(sorted((*self.damaged, *self.lost), key=lambda loss: loss.start_s))

    @property
    def lost_s(self) -> float:
        """Return the seconds of all that is lost, as far as they are known."""
        return lost_s(self.losses)

    @property
    def is_complete(self) -> bool:
        """Return whether nothing is damaged and nothing lost."""
        return not self.problems

    @property
    def state(self) -> State:
        """Return the state that the file is in."""
        if self.damage:
            return State.DAMAGED
        return State.LOST if self.lost or self.thin_s else State.WHOLE

    @property
    def problems(self) -> tuple[Message, ...]:
        """Return plain sentences of what is wrong; none for a complete file."""
        return (*self.damage, *filter(None, [describe_losses(self.lost)]), *self._describe_thin())

    @property
    def worse_sound(self) -> tuple[Message, ...]:
        """Return plain sentences of what was read, but sounds worse than it should."""
        if not self.thinned_s:
            return self._describe_thin()
        now = Message("{length} sound worse than the rest: upper layers are damaged.", length=_seconds(self.thinned_s))
        return (now, *self._describe_thin())

    def _describe_thin(self) -> tuple[Message, ...]:
        if not self.thin_s:
            return ()
        before = Message(
            "{length} sound worse than the rest: upper layers were damaged before the file was repaired.",
            length=_seconds(self.thin_s),
        )
        return (before,)


def completeness_of(reader: "SqcReader") -> Completeness:
    """Find what is complete, as far as the reader knows: all of it after ``reader.check``."""
    damage = tuple(finding.message for finding in reader.damage)
    damaged = [
        Loss(finding.start_s, finding.duration_s, True, finding.error.what)
        for finding in reader.damage
        if finding.duration_s
    ]
    lost, start_s = _lost_before_repair(reader), 0.0
    for part in reader.parts:
        lost += losses_of_source(part.source.lost, start_s)
        start_s += part.sample_count / reader.header.sample_rate_hz
    thin_s, thinned_s = (
        math.fsum(duration_s for _, duration_s in spans_s) for spans_s in (reader.thin_spans_s, reader.thinned_spans_s)
    )
    by_time = tuple(sorted(lost, key=lambda loss: loss.start_s))
    return Completeness(damage, tuple(damaged), by_time, thin_s, thinned_s)


def stored_completeness(reader: "SqcReader", cancel: CancelToken) -> Completeness:
    """Find what is complete by every checksum of a file, with a tolerant ``reader``; no token is decoded.

    Raises CancelledError.
    """
    from sqcodec_gui.container import SqcError

    for index in range(len(reader.blocks)):
        cancel.check()
        with suppress(SqcError):  # it is noted in ``reader.damage``
            reader.read_stored_block(index)
    reader.check_rest()
    return completeness_of(reader)


def _lost_before_repair(reader: "SqcReader") -> list[Loss]:
    """Return the blocks that a repair noted as lost; neighbours are one span."""
    noted = [index for index, entry in enumerate(reader.blocks) if entry.lost and entry.offset is not None]
    losses = []
    for _, run in groupby(enumerate(noted), key=lambda numbered: numbered[1] - numbered[0]):
        spans_s = [reader.time_span_s(index) for _, index in run]
        duration_s = math.fsum(length_s for _, length_s in spans_s)
        if duration_s:
            losses.append(Loss(spans_s[0][0], duration_s, True, LOST_BEFORE_REPAIR))
    return losses


def losses_of_source(lost: "Sequence[SourceLoss]", start_s: float = 0.0) -> tuple[Loss, ...]:
    """Return what was lost of the source of a part that begins at ``start_s``."""
    return tuple(Loss(start_s + one.start_s, one.duration_s, one.filled, one.reason) for one in lost)


def is_of_repair(loss: Loss) -> bool:
    """Return whether damage took it from an earlier file, then repaired; else reading the recording lost it."""
    from sqcodec_gui.container import silence  # with all that reads tokens, which who only tells of a loss needs not
    from sqcodec_gui.container.edit import END_LOST

    return loss.reason in (LOST_BEFORE_REPAIR, END_LOST, silence.LEFT_OUT)


def lost_s(losses: Sequence[Loss]) -> float:
    """Add up the seconds that are lost, as far as they are known."""
    return math.fsum(loss.duration_s for loss in losses)


def describe_losses(losses: Sequence[Loss]) -> Message:
    """Return in one sentence what is lost, such as “10.1 s lost, silence in their place: …”; empty for nothing."""
    if not losses:
        return Message("")
    shown = losses[:SHOWN_SPANS]
    where = shown[0].message_without_length if len(losses) == 1 else listed([loss.message for loss in shown])
    if len(losses) > SHOWN_SPANS:
        where = Message("{where} and {count} more", where=where, count=len(losses) - SHOWN_SPANS)
    total_s = lost_s(losses)
    if not total_s:
        return Message("Some of the recording is lost, and nobody knows how much: {where}.", where=where)
    if all(loss.filled for loss in losses):
        return Message("{length} lost, silence in their place: {where}.", length=_seconds(total_s), where=where)
    return Message("{length} lost: {where}.", length=_seconds(total_s), where=where)


def _seconds(length_s: float) -> Message:
    if length_s >= SHORTEST_SPAN_S:
        return Message("{length_s:.1f} s", length_s=length_s)
    return Message("{length_s:.2g} s", length_s=length_s)
