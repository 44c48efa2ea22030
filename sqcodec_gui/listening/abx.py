"""In a blind test, what is played behind which key is drawn and committed beforehand, and counted exactly afterwards.

Two questions. ABX: X is the reference (A, key 1) or the coded recording (B, key 2); which? Preference: the two lie
behind the keys 1 and 2 in an order that changes; which sounds better? The statistics are the exact binomial ones of
someone who throws a coin: standard library only.
"""

import hashlib
import hmac
import secrets
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from math import comb, exp, lgamma, log

REFERENCE, CODED = 0, 1
"""The two tracks."""
ALPHA = 0.05
"""Whoever guesses passes for somebody who hears it in at most so large a share of tests."""
UNCLEAR = 0.2
"""Between this and ``ALPHA`` a result is too good for guessing to be said, and not good enough for hearing."""
KEEN = 0.9
"""A listener who hears it answers right so often …"""
LEAST_POWER = 0.7
"""… and must be found out with at least this probability, or the test had too few trials to say “guessing”."""
NONCE_BYTES = 32
MOST_EXACT = 1000
"""Trials whose probabilities are computed in whole numbers; those of many sessions together have at least 9 digits."""
LEAST_P = 1e-15
"""Less is not said in words."""


class Question(StrEnum):
    """It is what is asked in each trial."""

    ABX = "abx"
    PREFERENCE = "preference"

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of what one can listen to: “1” and “2”, and of ABX “X”."""
        return ("1", "2", "X") if self is Question.ABX else ("1", "2")


class Verdict(StrEnum):
    """It is what a test says; the last three are those of a preference."""

    HEARD = "heard"
    GUESSING = "guessing"
    NOT_DISCRIMINATED = "not told apart"
    """Of a short series: not told apart there, which proves less than ``GUESSING``."""
    NOT_ENOUGH = "not enough trials"
    PREFERS_REFERENCE = "prefers the reference"
    PREFERS_CODED = "prefers the coded one"
    NO_PREFERENCE = "no preference"


@dataclass(frozen=True)
class Plan:
    """It is the order of a test, fixed before its first trial.

    ``order`` has one letter a trial. ABX: A if X is the reference, B if it is the coded one. Preference: A if the
    reference lies behind key 1, B if it lies behind key 2. ``nonce``: 64 hex digits, which keep the few possible orders
    from being tried out against the commitment.
    """

    question: Question
    order: str
    nonce: str

    @classmethod
    def draw(cls, question: Question, trials: int) -> "Plan":
        """Toss a fair coin for each trial, with the operating system's randomness."""
        order = "".join(secrets.choice("AB") for _ in range(trials))
        return cls(question, order, secrets.token_hex(NONCE_BYTES))

    @property
    def commitment(self) -> str:
        """Return the hex SHA-256 of question, order and nonce, as one line of ASCII with spaces between. Shown
        beforehand, it proves afterwards that the order was not changed."""
        return hashlib.sha256(f"{self.question} {self.order} {self.nonce}".encode("ascii")).hexdigest()

    def is_committed_by(self, commitment: str) -> bool:
        """Return whether this commitment (hex) was made of this plan; takes the same time for any."""
        return hmac.compare_digest(self.commitment.encode(), commitment.encode())

    def track_behind(self, key: str, trial: int) -> int:
        """Return what this key plays in a trial (from 0): REFERENCE or CODED. Raises ValueError for another key."""
        if key not in self.question.keys:
            raise ValueError(f"there is nothing behind the key {key!r}")
        first_is_reference = self.order[trial] == "A"
        if self.question is Question.PREFERENCE:
            return REFERENCE if (key == "1") == first_is_reference else CODED
        if key == "X":
            return REFERENCE if first_is_reference else CODED
        return REFERENCE if key == "1" else CODED

    def is_hit(self, choice: str, trial: int) -> bool:
        """Return, of ABX, whether the answer is right; of a preference, whether the reference was preferred."""
        return choice == self.hit_key(trial)

    def hit_key(self, trial: int) -> str:
        """Return “1” or “2”: of ABX, what X is; of a preference, where the reference lies."""
        return "1" if self.order[trial] == "A" else "2"


@dataclass(frozen=True)
class Answer:
    """It is one trial. ``choice``: "1" or "2". Times are seconds since the test began; ``listens``: times by key."""

    choice: str
    started_s: float
    answered_s: float
    listens: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class BlindTestResult:
    """Its ``p`` is how often a coin would do as well or better (a preference: either way). What was not answered counts
    against the listener, so that stopping at a good moment gains nothing."""

    hits: int
    answered: int
    planned: int
    p: float
    verdict: Verdict


class BlindTest:
    """This is a test on its way: one answer after the other. ``needed``: it ends as soon as so many hits are reached,
    or cannot be reached any more; that decides as all the trials would, only sooner."""

    def __init__(self, plan: Plan, needed: int | None = None) -> None:
        self.plan = plan
        self.needed = needed
        self.answers: list[Answer] = []
        self.was_stopped = False
        self.hits = 0

    @property
    def trial(self) -> int:
        """Return the trial that is to be answered next; the first is 0."""
        return len(self.answers)

    @property
    def is_over(self) -> bool:
        """Return whether no answer is taken any more: all are given, it is decided, or it was stopped."""
        left = len(self.plan.order) - self.trial
        is_decided = self.needed is not None and not self.hits < self.needed <= self.hits + left
        return self.was_stopped or left == 0 or is_decided

    def answer(self, answer: Answer) -> None:
        """Take an answer. Raises ValueError if the test is over or the choice is none."""
        if self.is_over:
            raise ValueError("the test is over")
        if answer.choice not in ("1", "2"):
            raise ValueError(f"{answer.choice!r} is no answer")
        self.hits += self.plan.is_hit(answer.choice, self.trial)
        self.answers.append(answer)

    def stop(self) -> None:
        """Stop, as the listener does not want to go on; the report says so."""
        self.was_stopped = True

    @property
    def result(self) -> BlindTestResult:
        """Return what the answers so far say; those that are missing count against the listener."""
        return evaluate(self.plan.question, self.hits, len(self.answers), len(self.plan.order), self.needed)


def evaluate(question: Question, hits: int, answered: int, planned: int, needed: int | None = None) -> BlindTestResult:
    """Say what so many hits mean. Of a test that ended early, the missing answers count against every claim.

    ``needed``: it was one of a series that only asks whether so many hits are reached (see ``adaptive``).
    """
    if needed is not None:
        p, verdict = p_at_least(hits, planned), _verdict_of_series(question, hits, answered, planned, needed)
    elif question is Question.PREFERENCE:
        p = p_two_sided(max(hits, answered - hits), planned)
        verdict = _verdict_of_preference(hits, answered, planned, p)
    else:
        p = p_at_least(hits, planned)
        verdict = _verdict_of_abx(answered, planned, p)
    return BlindTestResult(hits, answered, planned, p, verdict)


def _verdict_of_series(question: Question, hits: int, answered: int, planned: int, needed: int) -> Verdict:
    is_abx = question is Question.ABX
    if hits >= needed:
        return Verdict.HEARD if is_abx else Verdict.PREFERS_REFERENCE
    if hits + planned - answered >= needed:
        return Verdict.NOT_ENOUGH
    return Verdict.NOT_DISCRIMINATED if is_abx else Verdict.NO_PREFERENCE


def _verdict_of_abx(answered: int, planned: int, p: float) -> Verdict:
    if p <= ALPHA:
        return Verdict.HEARD
    is_guessing = answered == planned and discriminates_keen_listeners(planned) and p > UNCLEAR
    return Verdict.GUESSING if is_guessing else Verdict.NOT_ENOUGH


def _verdict_of_preference(hits: int, answered: int, planned: int, p: float) -> Verdict:
    if p <= ALPHA:
        return Verdict.PREFERS_REFERENCE if 2 * hits > answered else Verdict.PREFERS_CODED
    is_even = answered == planned and discriminates_keen_listeners(planned) and p > UNCLEAR
    return Verdict.NO_PREFERENCE if is_even else Verdict.NOT_ENOUGH


@lru_cache(4096)
def p_at_least(hits: int, trials: int) -> float:
    """Return how often a coin gives so many hits, or more, in these throws: exact (one-sided binomial, chance 1/2)."""
    if trials > MOST_EXACT:
        return _share_at_least(hits, trials, 0.5)
    share: float = sum(comb(trials, count) for count in range(max(0, hits), trials + 1)) / 2**trials
    return share


def _share_at_least(hits: int, trials: int, chance: float) -> float:
    """Return the binomial's upper tail by logarithms, from its largest term outwards until nothing is added any more:
    about as many terms as the square root of ``trials``."""
    if hits <= 0 or hits > trials:
        return float(hits <= 0)
    if hits <= trials * chance:  # the lower tail is the shorter one
        return 1 - _share_at_least(trials - hits + 1, trials, 1 - chance)
    total = 0.0
    for count in range(hits, trials + 1):
        ways = lgamma(trials + 1) - lgamma(count + 1) - lgamma(trials - count + 1)
        term = exp(ways + count * log(chance) + (trials - count) * log(1 - chance))
        total += term
        if term <= total * 1e-17:
            break
    return min(1.0, total)


def p_two_sided(most: int, trials: int) -> float:
    """Return how often one side of a coin, either one, comes up so many times or more: ``most`` is of the side that
    came up more often."""
    return min(1.0, 2 * p_at_least(most, trials))


def as_tests(p: float) -> tuple[int, int]:
    """Return a probability as people count: (1, 52) is one test of 52, (39, 100) are 39 of 100."""
    return (round(100 * p), 100) if p >= 0.095 else (1, round(1 / max(p, LEAST_P)))


def hits_needed(trials: int, alpha: float = ALPHA) -> int | None:
    """Return the fewest hits that a coin reaches in at most ``alpha`` of tests; None if even all would not do."""
    hits = bisect_left(range(trials + 1), -alpha, key=lambda hits: -p_at_least(hits, trials))
    return hits if hits <= trials else None


def power(trials: int, needed: int, chance: float = KEEN) -> float:
    """Return how often somebody who answers right with this chance reaches the hits that are needed."""
    if trials > MOST_EXACT:
        return _share_at_least(needed, trials, chance)
    return sum(
        comb(trials, count) * chance**count * (1 - chance) ** (trials - count) for count in range(needed, trials + 1)
    )


@lru_cache(4096)
def discriminates_keen_listeners(trials: int) -> bool:
    """Return whether so many trials would have found out most listeners who hear it nine times in ten."""
    needed = hits_needed(trials)
    return needed is not None and power(trials, needed) >= LEAST_POWER
