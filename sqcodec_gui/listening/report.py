"""Reports of blind tests: all that is needed to check one later, as JSON, and the same as a page for people.

A report holds sessions, of several people and files if one likes. Each says what was compared (hashes of the original,
of the tokens and of the weights), how it was played, the order with its commitment and nonce, and every trial.
``verify_report`` computes all of it again. What that proves: the order is the one that was committed to, the numbers
follow from the trials, and nothing was changed by accident since. Who must be sure that nobody made up the whole, notes
the commitment before the test begins; it is shown then.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqcodec_gui._version import __version__
from sqcodec_gui.errors import SqcodecError
from sqcodec_gui.listening.abx import Answer, BlindTest, Plan, Question, Result, Verdict, evaluate
from sqcodec_gui.listening.passage import Passage

FORMAT = "sqcodec blind test report"
VERSION = 1
DATA_ID = "sqcodec-report"
"""Of the element of the page that holds the JSON."""
MOST_TRIALS = 1000
MOST_BYTES = 50_000_000
P_TOLERANCE = 1e-9
Values = dict[str, Any]


class ReportError(SqcodecError):
    """A report cannot be read or written."""


@dataclass(frozen=True)
class RecordingFacts:
    """The original. ``limited_to_hz``: it was played at this rate, so that both sides had the same bandwidth; 0: as it
    is."""

    name: str
    size_bytes: int
    sha256: str
    limited_to_hz: int = 0


@dataclass(frozen=True)
class CodedFacts:
    """What it was compared with. Hashes are hex SHA-256. ``made_for_the_test``: only the passage was encoded."""

    name: str
    size_bytes: int
    model: str
    weights_sha256: str
    tokens_sha256: str
    made_for_the_test: bool = False


@dataclass(frozen=True)
class Playback:
    """``level``: the volume in the program, 0 to 1, at the end. Gains match the loudness of the two."""

    device: str
    sample_rate_hz: int
    level: float
    reference_gain_db: float
    coded_gain_db: float
    gaps: int = 0


@dataclass(frozen=True)
class Session:
    """One test by one listener. ``started`` and ``ended``: ISO 8601, UTC."""

    listener: str
    started: str
    ended: str
    reference: RecordingFacts
    coded: CodedFacts
    passage: Passage
    playback: Playback
    test: BlindTest


@dataclass(frozen=True)
class Pooled:
    """Several sessions with the same question and sound, counted as one."""

    listeners: tuple[str, ...]
    coded_name: str
    result: Result


def session_values(session: Session) -> Values:
    """A session as plain JSON values, sealed."""
    test, plan, result = session.test, session.test.plan, session.test.result
    values = {
        "listener": session.listener,
        "started": session.started,
        "ended": session.ended,
        "reference": asdict(session.reference),
        "coded": asdict(session.coded),
        "passage": asdict(session.passage),
        "playback": asdict(session.playback),
        "question": str(plan.question),
        "planned_trials": len(plan.order),
        "ends_at_hits": test.needed,
        "commitment": plan.commitment,
        "order": plan.order,
        "nonce": plan.nonce,
        "stopped_early": test.was_stopped,
        "trials": [_trial_values(plan, answer, trial) for trial, answer in enumerate(test.answers)],
        "result": {"hits": result.hits, "answered": result.answered, "p": result.p, "verdict": str(result.verdict)},
    }
    return values | {"seal": seal(values)}


def _trial_values(plan: Plan, answer: Answer, trial: int) -> Values:
    return {
        "number": trial + 1,
        "choice": answer.choice,
        "hit": plan.is_hit(answer.choice, trial),
        "started_s": round(answer.started_s, 3),
        "answered_s": round(answer.answered_s, 3),
        "listens": dict(answer.listens),
    }


def seal(values: Values) -> str:
    """Hex SHA-256 of a session's values without their seal, as JSON with sorted keys and without spaces, in UTF-8."""
    plain = {name: value for name, value in values.items() if name != "seal"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_values(sessions: Sequence[Values]) -> Values:
    """A report of these sessions, each once, the oldest first."""
    unique = {values["seal"]: values for values in sessions}
    ordered = sorted(unique.values(), key=lambda values: str(values.get("started", "")))
    return {"format": FORMAT, "version": VERSION, "program": f"sqcodec-gui {__version__}", "sessions": ordered}


def write_report(base: Path, sessions: Sequence[Values]) -> tuple[Path, Path]:
    """Write ``<base>.html`` and ``<base>.json``, over earlier ones. Returns both paths. Raises ReportError."""
    from sqcodec_gui.listening.report_page import render_page

    values = report_values(sessions)
    page, data = (base.with_name(base.name + suffix) for suffix in (".html", ".json"))
    try:
        html = render_page(values)
    except (KeyError, TypeError, ValueError) as error:
        raise ReportError(f"{page.name} was not written: a test in it cannot be understood.") from error
    for path, text in ((page, html), (data, json.dumps(values, indent=1) + "\n")):
        unfinished = path.with_name(f".{path.name}.part")
        try:
            unfinished.write_text(text, encoding="utf-8", errors="xmlcharrefreplace", newline="\n")
            os.replace(unfinished, path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ReportError(f"The report {path.name} could not be written: {error.strerror or error}.") from error
    return page, data


def read_report(path: Path) -> Values:
    """The values of a report, of its page or its JSON; not checked but for their form. Raises ReportError."""
    text = _read_text(path)
    if path.suffix.lower() in (".html", ".htm"):
        found = re.search(rf'<script type="application/json" id="{DATA_ID}">(.*?)</script>', text, re.DOTALL)
        text = found[1] if found else ""
    try:
        values = json.loads(text)
        if values["format"] != FORMAT or not isinstance(values["sessions"], list):
            raise ValueError("another format")
        if not isinstance(values["version"], int) or values["version"] > VERSION:
            raise ReportError(f"{path.name} was written by a newer version of this program; update it.")
        if not all(isinstance(one, dict) and isinstance(one.get("seal"), str) for one in values["sessions"]):
            raise ValueError("no sessions")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReportError(f"{path.name} is no report of a blind test.") from error
    return values


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ReportError(f"{path.name} is no report of a blind test: it is too large.")
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(f"{path.name} is no report of a blind test.") from error
    except OSError as error:
        raise ReportError(f"{path.name} could not be read: {error.strerror or error}.") from error


def gather(paths: Sequence[Path]) -> list[Values]:
    """The sessions of several reports. Raises ReportError."""
    return [values for path in paths for values in read_report(path)["sessions"]]


# --- checking ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CheckedSession:
    """``result`` is computed anew; None where the session cannot be understood."""

    listener: str
    started: str
    coded_name: str
    question: Question | None
    result: Result | None
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ReportCheck:
    """What was found of a report; ``is_sound`` if nothing speaks against it."""

    path: Path
    sessions: tuple[CheckedSession, ...]
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems and not any(session.problems for session in self.sessions)


def verify_report(path: Path) -> ReportCheck:
    """Compute everything in a report again: commitments, hits, probabilities, verdicts, seals; of a page also that it
    shows its data and nothing else. Raises ReportError if it cannot be read at all."""
    values = read_report(path)
    problems = [] if values["sessions"] else ["It holds no test."]
    is_page = path.suffix.lower() in (".html", ".htm")
    if is_page and values.get("program") == f"sqcodec-gui {__version__}" and not _shows_its_data(path, values):
        problems.append("The page does not show what its data say: it was changed.")
    return ReportCheck(path, tuple(check_session(one) for one in values["sessions"]), tuple(problems))


def _shows_its_data(path: Path, values: Values) -> bool:
    from sqcodec_gui.listening.report_page import render_page

    try:
        return render_page(values) == _read_text(path)
    except (KeyError, TypeError, ValueError):
        return False


def check_session(values: Values) -> CheckedSession:
    """Everything of one session computed again."""
    try:
        test = rebuild(values)
        problems = [problem for check in _CHECKS if (problem := check(values, test))]
        result, question = test.result, test.plan.question
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError):
        problems, result, question = ["It cannot be understood: something is missing or of the wrong kind."], None, None
    coded = values.get("coded")
    name = str(coded.get("name", "")) if isinstance(coded, dict) else ""
    listener, started = str(values.get("listener", "")), str(values.get("started", ""))
    return CheckedSession(listener, started, name, question, result, tuple(problems))


def rebuild(values: Values) -> BlindTest:
    """The test that a session tells of. Raises KeyError, TypeError or ValueError."""
    order, needed = values["order"], values["ends_at_hits"]
    if not re.fullmatch(r"[AB]*", order) or not 0 < len(order) <= MOST_TRIALS:
        raise ValueError("no order")
    if needed is not None and not (isinstance(needed, int) and 0 < needed <= len(order)):
        raise ValueError("no number of hits")
    test = BlindTest(Plan(Question(values["question"]), order, values["nonce"]), needed)
    for trial in values["trials"]:
        listens = {str(key): int(count) for key, count in trial["listens"].items()}
        test.answer(Answer(trial["choice"], float(trial["started_s"]), float(trial["answered_s"]), listens))
    if values["stopped_early"]:
        test.stop()
    return test


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
    return None if times == sorted(times) else "The times of the trials are not in order."


def _check_result(values: Values, test: BlindTest) -> str | None:
    told, result = values["result"], test.result
    is_same = (told["hits"], told["answered"]) == (result.hits, result.answered)
    if is_same and abs(told["p"] - result.p) <= P_TOLERANCE and told["verdict"] == result.verdict:
        return None
    return f"The result does not follow from the trials: these give {result.hits} of {result.answered}."


def _check_seal(values: Values, _test: BlindTest) -> str | None:
    return None if values["seal"] == seal(values) else "It was changed after it was written: its seal does not fit."


_CHECKS: tuple[Callable[[Values, BlindTest], str | None], ...] = (
    _check_commitment,
    _check_plan,
    _check_trials,
    _check_result,
    _check_seal,
)


# --- words -------------------------------------------------------------------------------------------------------


def pooled(sessions: Sequence[Values]) -> list[Pooled]:
    """Where there are several sessions of one question and one sound: all of their trials together.

    Sessions of a search are left out, because they end when they are decided. Raises as ``rebuild`` does.
    """
    groups: dict[tuple[str, str], list[Values]] = {}
    for values in sessions:
        if values["ends_at_hits"] is None:
            groups.setdefault((values["question"], values["coded"]["tokens_sha256"]), []).append(values)
    together = []
    for (question, _tokens), members in groups.items():
        if len(members) < 2:
            continue
        results = [rebuild(values).result for values in members]
        sums = (sum(getattr(result, name) for result in results) for name in ("hits", "answered", "planned"))
        names = tuple(dict.fromkeys(str(values["listener"]) for values in members))
        together.append(Pooled(names, str(members[0]["coded"]["name"]), evaluate(Question(question), *sums)))
    return together


def chance_words(p: float) -> str:
    """Such as “1 of 52 tests” or “39 of 100 tests”."""
    if p >= 0.095:
        return f"{round(100 * p)} of 100 tests"
    return f"1 of {round(1 / p):,} tests"


def verdict_words(result: Result) -> str:
    """One or two plain sentences."""
    count = f"{result.hits} of {result.answered}"
    rest = result.answered - result.hits
    guess = f"Somebody who guesses does as well in {chance_words(result.p)}."
    sentences = {
        Verdict.HEARD: f"The difference was heard: {count} right. {guess}",
        Verdict.GUESSING: f"That was guessing: {count} right. {guess}",
        Verdict.NOT_TOLD_APART: f"Not told apart: {count} right.",
        Verdict.NOT_ENOUGH: f"Not enough trials to tell: {count}, of {result.planned} planned. {guess}",
        Verdict.PREFERS_REFERENCE: f"The original was preferred: {count} times. {guess}",
        Verdict.PREFERS_CODED: f"The small version was preferred: {rest} of {result.answered} times. {guess}",
        Verdict.NO_PREFERENCE: f"No preference: the original {count} times. {guess}",
    }
    return sentences[result.verdict]
