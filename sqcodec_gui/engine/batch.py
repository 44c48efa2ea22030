"""This module decides which of many files of a call or queue begin when, and tells how far all of them are together.

Short ones go several at once: all threads of a processor on one short file compute less than a file on each does
(tests/bench/README.md has the figures). Long files always have the machine for themselves, so that none of them is left
at the end with a part of it. Importing this loads no torch.
"""

from collections.abc import Collection, Iterable
from itertools import chain

from sqcodec_gui.codec.threads import threads
from sqcodec_gui.engine.device import OPENVINO, ComputeTarget
from sqcodec_gui.engine.stopwatch import Stopwatch

SHORT_S = 60.0
"""Files of at most this length may go several at once."""
ENOUGH_S = 120.0
"""So much sound in a row of short files: what is gained is more than what another preparation of the engine takes."""
MOST_AT_ONCE = 4
"""Each needs some 15 MB of its own, and shall still have threads enough where a machine has many."""
FILES_PER_SLOT = 2
"""One at work and one waiting beside it: nobody is idle while the first of them is waited for."""


def most_at_once(compute_target: ComputeTarget) -> int:
    """Return how many short files are converted at once here. A graphics processor takes one after the other."""
    if compute_target.engine != OPENVINO:
        return 1
    return min(threads(), MOST_AT_ONCE)


def is_short(length_s: float | None) -> bool:
    """Return whether a file counts as short; None: its length is not known."""
    return length_s is not None and length_s <= SHORT_S


def run_faster_at_once(lengths_s: Iterable[float | None], at_once: int) -> bool:
    """Return whether files of these lengths, in this order, go better several at once. Reads no more than it must."""
    files, sound_s = 0, 0.0
    for length_s in lengths_s if at_once > 1 else ():
        if length_s is None or not is_short(length_s):
            return False
        files, sound_s = files + 1, sound_s + length_s
        if files >= 2 * at_once and sound_s >= ENOUGH_S:
            return True
    return False


def mean_length_s(lengths_s: Iterable[float | None]) -> float | None:
    """Return what a file of unknown length counts beside others: their mean. None if none is known."""
    known_lengths_s = [length_s for length_s in lengths_s if length_s]
    return sum(known_lengths_s) / len(known_lengths_s) if known_lengths_s else None


class Batch:
    """It keeps the books of files on their way, on this machine or on others, whoever does the work.

    ``slots``: so many can be at work at the same time. ``files_per_slot``: so many are handed out for each.
    ``counts_all``: ``seconds`` is that of all files, also where
    one goes after the other.
    """

    def __init__(self, slots: int = 1, files_per_slot: int = 1, counts_all: bool = False) -> None:
        self.slots = slots
        self.files_at_once = 1
        """As the settings of those at work have it."""
        self.watch = Stopwatch()
        self._files_per_slot = files_per_slot
        self._counts_all = counts_all
        self._are_short = False
        self._ended, self._ended_s = 0, 0.0

    def may_begin(self, at_work: int, lengths_s: Iterable[float | None]) -> bool:
        """Return whether the first of those that wait may begin beside ``at_work`` others: alone, or short ones at once
        as long as there is room. ``lengths_s``: of those that wait, in order; read no further than it must be."""
        waiting = iter(lengths_s)
        if at_work:
            return self.files_at_once > 1 and self.has_room(at_work) and is_short(next(waiting, None))
        first = next(waiting, None)
        self.files_at_once = self.slots if run_faster_at_once(chain([first], waiting), self.slots) else 1
        if not (self._are_short and is_short(first)):  # a row of short ones that go one by one has one speed
            self.start_over(is_short(first))
        return True

    def has_room(self, at_work: int) -> bool:
        """Return whether one more file may be handed out beside the ``at_work`` that are."""
        return at_work < self._files_per_slot * self.files_at_once

    def start_over(self, are_short: bool = False) -> None:
        """Forget what was measured of earlier files, of no use for those to come; ``are_short``: those all are."""
        self.watch, self._are_short = Stopwatch(), are_short
        self._ended, self._ended_s = 0, 0.0

    def end(self, sound_s: float) -> None:
        """Note that a file has ended, with ``sound_s`` seconds of sound done."""
        self._ended += 1
        self._ended_s += sound_s

    def speed(self, done_s: float) -> float | None:
        """Return the speed, × real time of all files together; ``done_s``: seconds of sound done of those at work. None
        as long as it is too early to tell."""
        return self.watch.speed(self._ended_s + done_s)

    def seconds(self, at_work: Collection[tuple[float, float]], waiting: int) -> tuple[float, float]:
        """Return (done, in all) seconds of sound. ``at_work``: the same of each, in all 0 as long as nothing is known
        of it; such files, and those that wait, count as much as the others do on average."""
        done_s, known_s = sum(done for done, _ in at_work), sum(total for _, total in at_work)
        if not self._counts_all and self.files_at_once == 1:
            return done_s, known_s
        files = self._ended + sum(bool(total) for _, total in at_work)
        mean_s = (self._ended_s + known_s) / files if files else 0.0
        return self._ended_s + done_s, mean_s * (self._ended + len(at_work) + waiting)
