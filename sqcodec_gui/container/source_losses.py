"""This module notes what was lost of a recording before it became a part of a file, with its source, for all times."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from sqcodec_gui.container.errors import SqcHeaderError, SqcLimitError

LIMIT_SPANS = 256
LIMIT_REASON_LETTERS = 200
LIMIT_TIME_S = 1e12
_DIGITS = 6
"""Of a second: finer than a sample."""


@dataclass(frozen=True)
class SourceLoss:
    """It is a span of the source that is not in the part's sound.

    ``start_s``: in the part's sound, from 0 where the part begins to play. ``duration_s``: seconds that are lost, 0
    where it is not known how many. ``filled``: silence of this length stands in its place; else what follows begins at
    ``start_s``. ``reason``: one plain sentence without a full stop.
    """

    start_s: float
    duration_s: float
    filled: bool
    reason: str

    @property
    def stop_s(self) -> float:
        """Return where what follows begins, in the part's sound."""
        return self.start_s + (self.duration_s if self.filled else 0.0)


def losses_to_json(losses: Sequence[SourceLoss]) -> list[dict[str, Any]]:
    """Return losses for a description, at most 256 of them: those that lie closest together become one."""
    return [
        {
            "start_s": round(loss.start_s, _DIGITS),
            "duration_s": round(loss.duration_s, _DIGITS),
            "filled": loss.filled,
            "reason": loss.reason[:LIMIT_REASON_LETTERS],
        }
        for loss in merged(losses)
    ]


def losses_from_json(entries: Any, offset: int) -> tuple[SourceLoss, ...]:
    """Undo ``losses_to_json``, every type and range checked. Raises SqcHeaderError or SqcLimitError."""
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise SqcHeaderError("what was lost of the source is no list of spans", offset=offset)
    if len(entries) > LIMIT_SPANS:
        raise SqcLimitError("the description tells of more than {limit} lost spans", limit=LIMIT_SPANS, offset=offset)
    return tuple(_loss(one, offset) for one in entries)


def _loss(fields: dict[str, Any], offset: int) -> SourceLoss:
    start_s, duration_s = (_time(fields.get(key), offset) for key in ("start_s", "duration_s"))
    filled, reason = fields.get("filled"), fields.get("reason")
    if not isinstance(filled, bool) or not isinstance(reason, str) or len(reason) > LIMIT_REASON_LETTERS:
        raise SqcHeaderError("a lost span of the source does not say what it should", offset=offset)
    return SourceLoss(start_s, duration_s, filled, reason)


def _time(value: Any, offset: int) -> float:
    if type(value) not in (int, float) or not 0 <= value <= LIMIT_TIME_S:
        raise SqcHeaderError("a lost span of the source has no time", offset=offset)
    return float(value)


def merged(losses: Sequence[SourceLoss], limit: int = LIMIT_SPANS) -> list[SourceLoss]:
    """Put losses in order of time; where there are more than ``limit``, the closest neighbours become one.

    Such a one has the seconds that were lost in it, not those between, and the reason of its first.
    """
    found = sorted(losses, key=lambda loss: loss.start_s)
    if len(found) <= limit:
        return found
    gaps = [after.start_s - before.stop_s for before, after in pairwise(found)]
    widest = sorted(sorted(range(len(gaps)), key=lambda index: -gaps[index])[: limit - 1])
    borders = [0, *(index + 1 for index in widest), len(found)]
    groups = [found[first:stop] for first, stop in pairwise(borders)]
    return [
        replace(
            group[0], duration_s=math.fsum(one.duration_s for one in group), filled=all(one.filled for one in group)
        )
        for group in groups
    ]


def within(losses: Sequence[SourceLoss], start_s: float, stop_s: float) -> tuple[SourceLoss, ...]:
    """Return the losses of a cut from ``start_s`` to ``stop_s``, as times of its own sound. What lies outside goes."""
    kept = []
    for loss in losses:
        first_s, last_s = max(loss.start_s, start_s), min(loss.stop_s, stop_s)
        if last_s < first_s or (loss.stop_s > loss.start_s and last_s == first_s):
            continue
        duration_s = last_s - first_s if loss.filled and loss.duration_s else loss.duration_s
        kept.append(replace(loss, start_s=first_s - start_s, duration_s=duration_s))
    return tuple(kept)
