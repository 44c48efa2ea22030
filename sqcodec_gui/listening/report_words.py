"""Reports say in English what blind tests found, so that anyone can check them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqcodec_gui.listening.abx import BlindTestResult, Question, Verdict, as_tests, evaluate
from sqcodec_gui.listening.session import Kind, Values, kinds_of, rebuild

NAMES = {Kind.ORIGINAL: "original", Kind.SMALL: "small version", Kind.OPUS: "Opus version", Kind.MP3: "MP3 version"}
"""Of what is compared, after an article."""
USUAL = (Kind.ORIGINAL, Kind.SMALL)


@dataclass(frozen=True)
class Pooled:
    """Several sessions with the same question and sound count as one here."""

    listeners: tuple[str, ...]
    coded_name: str
    result: BlindTestResult
    kinds: tuple[Kind, Kind] = USUAL


def pooled(sessions: Sequence[Values]) -> list[Pooled]:
    """Join, where there are several sessions of one question and one sound, all of their trials.

    Sessions of a search are left out, because they end when they are decided. Raises as ``rebuild`` does.
    """
    groups: dict[tuple[str, str, tuple[Kind, Kind]], list[Values]] = {}
    for values in {str(one["commitment"]): one for one in sessions}.values():  # none counts twice
        if values["ends_at_hits"] is None:
            key = (values["question"], values["coded"]["tokens_sha256"], kinds_of(values))
            groups.setdefault(key, []).append(values)
    together = []
    for (question, _tokens, kinds), members in groups.items():
        if len(members) < 2:
            continue
        results = [rebuild(values).result for values in members]
        sums = (sum(getattr(result, name) for result in results) for name in ("hits", "answered", "planned"))
        names = tuple(dict.fromkeys(str(values["listener"]) for values in members))
        result = evaluate(Question(question), *sums)
        together.append(Pooled(names, str(members[0]["coded"]["name"]), result, kinds))
    return together


def describe_chance(p: float) -> str:
    """Write a chance such as “1 of 52 tests” or “39 of 100 tests”."""
    count, tests = as_tests(p)
    return f"{count} of {tests:,} tests"


def describe_verdict(result: BlindTestResult, kinds: tuple[Kind, Kind] = USUAL) -> str:
    """Say the verdict in one or two plain sentences. ``kinds`` says what was compared with what."""
    first, second = (NAMES[kind] for kind in kinds)
    count = f"{result.hits} of {result.answered}"
    rest = result.answered - result.hits
    planned = "" if result.answered == result.planned else f", of {result.planned} planned"
    guess = f"Somebody who guesses does as well in {describe_chance(result.p)}."
    sentences = {
        Verdict.HEARD: f"The difference was heard: {count} right. {guess}",
        Verdict.GUESSING: f"That was guessing: {count} right. {guess}",
        Verdict.NOT_DISCRIMINATED: f"Not told apart: {count} right.",
        Verdict.NOT_ENOUGH: f"Not enough trials to tell: {count}{planned}. {guess}",
        Verdict.PREFERS_REFERENCE: f"The {first} was preferred: {count} times. {guess}",
        Verdict.PREFERS_CODED: f"The {second} was preferred: {rest} of {result.answered} times. {guess}",
        Verdict.NO_PREFERENCE: f"No preference: the {first} {count} times. {guess}",
    }
    return sentences[result.verdict]
