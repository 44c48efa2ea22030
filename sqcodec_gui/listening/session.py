"""One blind test with all its facts is plain values that can be sealed, stored and made a test again."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from sqcodec_gui.listening.abx import Answer, BlindTest, Plan, Question
from sqcodec_gui.listening.passage import Passage

MOST_TRIALS = 1000
UNDERSTANDING = (KeyError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What comes of values that are no session, or of numbers that nothing can be computed with."""
Values = dict[str, Any]


class Kind(StrEnum):
    """It is what one of the two sides of a test is."""

    ORIGINAL = "original"
    SMALL = "small"
    """A .sqc file that was made of the original."""
    OPUS = "opus"
    """The original as this codec keeps it, in a file as small as the .sqc file, or else in its smallest."""
    MP3 = "mp3"


@dataclass(frozen=True)
class RecordingFacts:
    """It is what the other side is compared with: the original, or a small file. ``limited_to_hz``: it was played at
    this rate, so that both sides had the same bandwidth; 0: as it is. ``bit_rate_bps``: of the whole file; 0: not
    known."""

    name: str
    size_bytes: int
    sha256: str
    limited_to_hz: int = 0
    kind: str = Kind.ORIGINAL
    bit_rate_bps: int = 0


@dataclass(frozen=True)
class CodedFacts:
    """It is what the original was compared with. Hashes are hex SHA-256. ``made_for_the_test``: of the passage alone.

    Of another codec: ``model`` is its setting, ``tokens_sha256`` that of its file, ``weights_sha256`` is empty.
    ``bit_rate_bps``: of the whole file, all that is in it counted; 0: not known.
    """

    name: str
    size_bytes: int
    model: str
    weights_sha256: str
    tokens_sha256: str
    made_for_the_test: bool = False
    kind: str = Kind.SMALL
    bit_rate_bps: int = 0


@dataclass(frozen=True)
class Playback:
    """Its ``level`` is the volume in the program, 0 to 1, at the end. Gains match the loudness of the two."""

    device: str
    sample_rate_hz: int
    level: float
    reference_gain_db: float
    coded_gain_db: float
    gaps: int = 0


@dataclass(frozen=True)
class Session:
    """It is one test by one listener. ``started`` and ``ended`` are ISO 8601, UTC."""

    listener: str
    started: str
    ended: str
    reference: RecordingFacts
    coded: CodedFacts
    passage: Passage
    playback: Playback
    test: BlindTest


def session_values(session: Session) -> Values:
    """Return a session as plain JSON values, sealed."""
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
    """Return the hex SHA-256 of a session's values without their seal; JSON with sorted keys, no spaces, in UTF-8."""
    plain = {name: value for name, value in values.items() if name != "seal"}
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def kinds_of(values: Values) -> tuple[Kind, Kind]:
    """Return what was compared with what; reports of earlier versions knew nothing but these two.

    Raises KeyError, TypeError or ValueError.
    """
    reference = Kind(values["reference"].get("kind", Kind.ORIGINAL))
    return reference, Kind(values["coded"].get("kind", Kind.SMALL))


def rebuild(values: Values) -> BlindTest:
    """Return the test that a session describes. Raises KeyError, TypeError or ValueError."""
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
