"""Reports of blind tests are computed again: what they say must follow from the order and the answers.

What that proves: the order is the one that was committed to, the numbers follow from the trials, and nothing was
changed by accident since. Who must be sure that nobody made up the whole, notes the commitment before the test begins;
it is shown then.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from sqcodec_gui.listening.abx import BlindTest, BlindTestResult, Question
from sqcodec_gui.listening.report import PROGRAM, is_page, page_text, parse_report, read_text
from sqcodec_gui.listening.report_words import USUAL
from sqcodec_gui.listening.session import UNDERSTANDING, Kind, Values, kinds_of, rebuild, seal
from sqcodec_gui.messages import Message

P_TOLERANCE = 1e-9
MOST_BIT_RATE_BPS = 10**12
"""Above that of any recording: 64 channels of 64 bits at 10 MHz have 4·10¹⁰."""
_ANY_PROGRAM = re.compile(r"sqcodec-gui [0-9A-Za-z.+!-]{1,50}")


@dataclass(frozen=True)
class CheckedSession:
    """Its ``result`` is computed anew; None where the session cannot be understood."""

    listener: str
    started: str
    coded_name: str
    question: Question | None
    result: BlindTestResult | None
    problems: tuple[str, ...]
    kinds: tuple[Kind, Kind] = USUAL
    """What was compared with what."""


@dataclass(frozen=True)
class ReportCheck:
    """It says what was found of a report; ``is_sound`` if nothing speaks against it."""

    path: Path
    sessions: tuple[CheckedSession, ...]
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Return whether nothing speaks against the report, or against any session in it."""
        return not self.problems and not any(session.problems for session in self.sessions)


def verify_report(path: Path) -> ReportCheck:
    """Compute everything in a report again: commitments, hits, probabilities, verdicts, seals; of a page also that it
    shows its data and nothing else. Raises ReportError if it cannot be read at all."""
    text = read_text(path)
    values = parse_report(path, text)
    problems: list[str] = [] if values["sessions"] else ["It holds no test."]
    program = values.get("program")
    if not (isinstance(program, str) and _ANY_PROGRAM.fullmatch(program)):
        problems.append("It does not say that this program wrote it.")
    if _holds_one_twice(values["sessions"]):
        problems.append("A test is in it more than once: the same order with the same secret.")
    if is_page(path) and not _shows(text, values):
        problems.append(Message("The page does not show what its data say: it was changed."))
        if program != PROGRAM:
            problems.append("(Or another version wrote it: “sqcodec report gather” makes the page of its data again.)")
    return ReportCheck(path, tuple(check_session(one) for one in values["sessions"]), tuple(problems))


def _holds_one_twice(sessions: list[Values]) -> bool:
    """Return whether a test is there twice. An order has 256 random bits of secret: no two tests have the same."""
    commitments = [str(values.get("commitment")) for values in sessions]
    return len(set(commitments)) < len(commitments)


def _shows(page: str, values: Values) -> bool:
    """Return whether the page shows its data, whichever version wrote it: what another one may have shown, nobody can
    tell from what was forged."""
    try:
        return page_text(values) == page
    except UNDERSTANDING:
        return False


def check_session(values: Values) -> CheckedSession:
    """Compute everything of one session again."""
    try:
        test = rebuild(values)
        problems = [problem for check in _CHECKS if (problem := check(values, test))]
        result, question, kinds = test.result, test.plan.question, kinds_of(values)
    except UNDERSTANDING:
        problems, result, question = ["It cannot be understood: something is missing or of the wrong kind."], None, None
        kinds = USUAL
    coded = values.get("coded")
    name = str(coded.get("name", "")) if isinstance(coded, dict) else ""
    listener, started = str(values.get("listener", "")), str(values.get("started", ""))
    return CheckedSession(listener, started, name, question, result, tuple(problems), kinds)


def _check_commitment(values: Values, test: BlindTest) -> str | None:
    if test.plan.is_committed_by(values["commitment"]):
        return None
    return "The order is not the one that was fixed beforehand: it does not fit its fingerprint."


def _check_plan(values: Values, test: BlindTest) -> str | None:
    if values["planned_trials"] == len(test.plan.order) and test.is_over:
        return None
    return "The number of trials is not the one that was fixed beforehand."


def _check_trials(values: Values, test: BlindTest) -> str | None:
    numbered = [(trial["number"], trial["hit"]) for trial in values["trials"]]
    expected = [(n + 1, test.plan.is_hit(answer.choice, n)) for n, answer in enumerate(test.answers)]
    times = [time for answer in test.answers for time in (answer.started_s, answer.answered_s)]
    if numbered != expected:
        return "What is told of the trials does not follow from order and answers."
    return None if all(map(isfinite, times)) and times == sorted(times) else "The times of the trials are not in order."


def _check_rates(values: Values, _test: BlindTest) -> str | None:
    """Check the rates; reports of earlier versions tell none."""
    rates = [values[side].get("bit_rate_bps", 0) for side in ("reference", "coded")]
    if all(type(rate) is int and 0 <= rate <= MOST_BIT_RATE_BPS for rate in rates):
        return None
    return "A bit rate in it is no number of bits."


def _check_result(values: Values, test: BlindTest) -> str | None:
    claimed, result = values["result"], test.result
    is_same = (claimed["hits"], claimed["answered"]) == (result.hits, result.answered)
    if is_same and abs(claimed["p"] - result.p) <= P_TOLERANCE and claimed["verdict"] == result.verdict:
        return None
    return f"The result does not follow from the trials: these give {result.hits} of {result.answered}."


def _check_seal(values: Values, _test: BlindTest) -> str | None:
    return None if values["seal"] == seal(values) else "It was changed after it was written: its seal does not fit."


_CHECKS: tuple[Callable[[Values, BlindTest], str | None], ...] = (
    _check_commitment,
    _check_plan,
    _check_trials,
    _check_rates,
    _check_result,
    _check_seal,
)
