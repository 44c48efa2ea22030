"""These are the texts of a blind test, in the words of the window."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from sqcodec_gui.gui.wording.formatting import kbit_words, size_words
from sqcodec_gui.listening.abx import BlindTestResult, Verdict, as_tests, hits_needed
from sqcodec_gui.listening.session import CodedFacts, Kind, RecordingFacts

translate = QCoreApplication.translate


class Names(NamedTuple):
    """It has the names of the two sides, as they stand in a sentence: “the original”, “Opus”."""

    reference: str
    coded: str


def side_name(kind: Kind) -> str:
    return {
        Kind.ORIGINAL: translate("blind_test", "the original"),
        Kind.SMALL: translate("blind_test", "the small file"),
        Kind.OPUS: "Opus",
        Kind.MP3: "MP3",
    }[kind]


def at_start(name: str) -> str:
    """Return the name of a side, where a sentence begins with it."""
    return f"{name[:1].upper()}{name[1:]}"


def names_of(kinds: tuple[Kind, Kind]) -> Names:
    return Names(*map(side_name, kinds))


def side_facts(facts: RecordingFacts | CodedFacts) -> str:
    """Return the facts of a side, such as “Opus: 7.2 kB, 4.8 kbit/s”."""
    parts = [size_words(facts.size_bytes)]
    if facts.bit_rate_bps:
        parts.append(kbit_words(facts.bit_rate_bps / 8, 1.0))
    return f"{at_start(side_name(Kind(facts.kind)))}: {', '.join(parts)}"


def headline(verdict: Verdict, names: Names) -> str:
    """Say the result as a whole in a few words."""
    return {
        Verdict.HEARD: translate("blind_test", "You heard it."),
        Verdict.GUESSING: translate("blind_test", "You were guessing."),
        Verdict.NOT_DISCRIMINATED: translate("blind_test", "You could not tell them apart."),
        Verdict.NOT_ENOUGH: translate("blind_test", "Not enough trials to tell."),
        Verdict.PREFERS_REFERENCE: translate("blind_test", "You prefer {name}.").format(name=names.reference),
        Verdict.PREFERS_CODED: translate("blind_test", "You prefer {name}.").format(name=names.coded),
        Verdict.NO_PREFERENCE: translate("blind_test", "You like both equally well."),
    }[verdict]


def count_words(result: BlindTestResult, names: Names) -> str:
    """Say how many answers were right, such as “10 of 12 right.”"""
    is_preference = result.verdict in (Verdict.PREFERS_REFERENCE, Verdict.PREFERS_CODED, Verdict.NO_PREFERENCE)
    if is_preference:
        text = translate("blind_test", "You chose {first} {hits} times, and {second} {others} times.")
        others = result.answered - result.hits
        return text.format(first=names.reference, hits=result.hits, second=names.coded, others=others)
    return translate("blind_test", "{hits} of {answered} right.").format(hits=result.hits, answered=result.answered)


def describe_chance(p: float) -> str:
    """Say how well somebody does who guesses, without a letter p."""
    count, tests = as_tests(p)
    if count > 1:
        return translate("blind_test", "Somebody who guesses does as well in {n} of 100 tests.").format(n=count)
    text = translate("blind_test", "Somebody who guesses does as well in 1 of {n} tests.")
    return text.format(n=QLocale().toString(tests))


def meaning(result: BlindTestResult, kinds: tuple[Kind, Kind]) -> str:
    """Say what one may conclude, and what not."""
    if kinds != (Kind.ORIGINAL, Kind.SMALL):
        return _meaning_of_peers(result, names_of(kinds))
    as_good = translate("blind_test", "With these ears, this passage and this equipment, the small file is as good.")
    return {
        Verdict.HEARD: translate(
            "blind_test", "The small file does not sound like the original to you, in this passage."
        ),
        Verdict.GUESSING: as_good,
        Verdict.NOT_DISCRIMINATED: as_good,
        Verdict.NOT_ENOUGH: translate(
            "blind_test", "It may have been luck or not. A test with more trials can tell; begin a new one."
        ),
        Verdict.PREFERS_REFERENCE: translate("blind_test", "A larger quality may be worth its size to you."),
        Verdict.PREFERS_CODED: translate("blind_test", "It differs, but not for the worse to your ears."),
        Verdict.NO_PREFERENCE: translate("blind_test", "Whether or not you hear a difference, it does not bother you."),
    }[result.verdict]


def _meaning_of_peers(result: BlindTestResult, names: Names) -> str:
    """Return the meaning where one of the two is another codec."""
    alike = translate("blind_test", "With these ears, this passage and this equipment, both are equally good.")
    better = translate("blind_test", "At these sizes, {name} sounds better to you in this passage.")
    return {
        Verdict.HEARD: translate("blind_test", "They do not sound the same to you, in this passage."),
        Verdict.GUESSING: alike,
        Verdict.NOT_DISCRIMINATED: alike,
        Verdict.NOT_ENOUGH: translate(
            "blind_test", "It may have been luck or not. A test with more trials can tell; begin a new one."
        ),
        Verdict.PREFERS_REFERENCE: better.format(name=names.reference),
        Verdict.PREFERS_CODED: better.format(name=names.coded),
        Verdict.NO_PREFERENCE: alike,
    }[result.verdict]


def needed_words(trials: int) -> str:
    """Say what a test of so many trials asks of a listener."""
    needed = hits_needed(trials)
    if needed is None:
        return translate("blind_test", "So few trials cannot tell anything: take 5 or more.")
    return translate("blind_test", "“You heard it” takes {needed} right answers of {trials}.").format(
        needed=needed, trials=trials
    )
