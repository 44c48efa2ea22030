"""A binary search finds the smallest quality that a listener cannot tell from the reference, by short blind series.

The qualities are ordered by size, and whoever tells one from the reference is taken to tell all smaller ones too. So
the search halves what is left: it asks about the one in the middle; told apart, it goes on above, else below. ``n``
qualities take at most ceil(log2(n + 1)) series, and the one it ends with was itself not told apart.

A series is an exact binomial test that ends as soon as it is decided: ``SERIES_TRIALS`` answers at most, told apart
with ``SERIES_NEEDED`` right ones, not told apart as soon as these cannot be reached any more. That decides as all the
trials would, so looking after each answer costs nothing: a coin passes with P(9 or more of 11) = 0.033, and a listener
who is right nine times in ten passes with 0.91. Over three series the chance that guessing is once taken for hearing is
at most 0.10; the harm is then a file somewhat larger than need be.

With ``Question.PREFERENCE`` a hit is “prefers the reference”: the search then finds the smallest quality to which this
listener does not prefer the original, though the difference may be heard.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqcodec_gui.listening.abx import ALPHA, KEEN, Answer, BlindTest, Plan, Question, hits_needed, power

WANTED_POWER = 0.9


def shortest_series(alpha: float = ALPHA, wanted_power: float = WANTED_POWER, chance: float = KEEN) -> tuple[int, int]:
    """Return (trials, hits needed) of the shortest test in which a coin passes with at most ``alpha``, and somebody who
    is right with ``chance`` passes with at least ``wanted_power``."""
    trials = 1
    while True:
        needed = hits_needed(trials, alpha)
        if needed is not None and power(trials, needed, chance) >= wanted_power:
            return trials, needed
        trials += 1


SERIES_TRIALS, SERIES_NEEDED = shortest_series()


def most_trials(qualities: int) -> int:
    """Return how many trials a search through so many qualities can take: ceil(log2(n + 1)) series."""
    return qualities.bit_length() * SERIES_TRIALS


@dataclass(frozen=True)
class SearchOutcome:
    """Its ``enough`` is the smallest quality that was not told apart; None if all were, or nothing is known yet.
    ``is_complete``: the search came to its end and was not stopped."""

    enough: str | None
    discriminated: tuple[str, ...]
    not_discriminated: tuple[str, ...]
    is_complete: bool


class Search:
    """It goes through ``qualities``: names, smallest first, at least one. ``draw(question, trials)`` plans a series."""

    def __init__(
        self,
        qualities: Sequence[str],
        question: Question = Question.ABX,
        draw: Callable[[Question, int], Plan] = Plan.draw,
    ) -> None:
        if not qualities:
            raise ValueError("there is nothing to search in")
        self._qualities = tuple(qualities)
        self._question = question
        self._draw = draw
        self._first, self._stop = 0, len(qualities)  # the answer is one of these, or the stop itself
        self._was_stopped = False
        self.series: list[tuple[str, BlindTest]] = []
        """(quality, its test), the one on its way last"""
        self._begin()

    @property
    def quality(self) -> str:
        """Return the quality that is compared with the reference now, or was last."""
        return self.series[-1][0]

    @property
    def test(self) -> BlindTest:
        """Return the series on its way."""
        return self.series[-1][1]

    @property
    def answered(self) -> int:
        """Return the number of trials so far, of all series."""
        return sum(len(test.answers) for _quality, test in self.series)

    @property
    def most_trials(self) -> int:
        """Return how many trials there can be in all, whatever is answered."""
        return most_trials(len(self._qualities))

    @property
    def is_over(self) -> bool:
        """Return whether the search has come to its end, or was stopped."""
        return self._was_stopped or self._first == self._stop

    def answer(self, answer: Answer) -> None:
        """Take one answer; where it decides a series, the next one begins. Raises ValueError when all is over."""
        if self.is_over:
            raise ValueError("the search is over")
        self.test.answer(answer)
        if not self.test.is_over:
            return
        index = self._qualities.index(self.quality)
        if is_discriminated(self.test):
            self._first = index + 1
        else:
            self._stop = index
        if not self.is_over:
            self._begin()

    def stop(self) -> None:
        """Stop, as the listener does not want to go on; what was found so far stays."""
        self._was_stopped = True
        if not self.test.is_over:
            self.test.stop()

    @property
    def outcome(self) -> SearchOutcome:
        """Return what the series that were decided say; those that were stopped do not count."""
        decided = [(quality, test) for quality, test in self.series if test.is_over and not test.was_stopped]
        discriminated = tuple(quality for quality, test in decided if is_discriminated(test))
        not_discriminated = tuple(quality for quality, test in decided if not is_discriminated(test))
        enough = min(not_discriminated, key=self._qualities.index, default=None)
        return SearchOutcome(enough, discriminated, not_discriminated, self._first == self._stop)

    def _begin(self) -> None:
        quality = self._qualities[(self._first + self._stop) // 2]
        self.series.append((quality, BlindTest(self._draw(self._question, SERIES_TRIALS), SERIES_NEEDED)))


def is_discriminated(test: BlindTest) -> bool:
    """Return whether a series that is over says that the quality was told apart."""
    return test.hits >= SERIES_NEEDED
