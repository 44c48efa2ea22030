"""What a blind test says, in the words of the window."""

from PySide6.QtCore import QCoreApplication, QLocale

from sqcodec_gui.listening.abx import Result, Verdict, as_tests, hits_needed

translate = QCoreApplication.translate


def headline(verdict: Verdict) -> str:
    """The whole of it in a few words."""
    return {
        Verdict.HEARD: translate("blind_test", "You heard it."),
        Verdict.GUESSING: translate("blind_test", "You were guessing."),
        Verdict.NOT_TOLD_APART: translate("blind_test", "You could not tell them apart."),
        Verdict.NOT_ENOUGH: translate("blind_test", "Not enough trials to tell."),
        Verdict.PREFERS_REFERENCE: translate("blind_test", "You prefer the original."),
        Verdict.PREFERS_CODED: translate("blind_test", "You prefer the small version."),
        Verdict.NO_PREFERENCE: translate("blind_test", "You like both equally well."),
    }[verdict]


def count_words(result: Result) -> str:
    """Such as “10 of 12 right.”"""
    is_preference = result.verdict in (Verdict.PREFERS_REFERENCE, Verdict.PREFERS_CODED, Verdict.NO_PREFERENCE)
    if is_preference:
        text = translate("blind_test", "You chose the original {hits} times, and the small version {others} times.")
        return text.format(hits=result.hits, others=result.answered - result.hits)
    return translate("blind_test", "{hits} of {answered} right.").format(hits=result.hits, answered=result.answered)


def chance_words(p: float) -> str:
    """How well somebody does who guesses, without a letter p."""
    count, tests = as_tests(p)
    if count > 1:
        return translate("blind_test", "Somebody who guesses does as well in {n} of 100 tests.").format(n=count)
    text = translate("blind_test", "Somebody who guesses does as well in 1 of {n} tests.")
    return text.format(n=QLocale().toString(tests))


def meaning(result: Result) -> str:
    """What one may conclude, and what not."""
    as_good = translate("blind_test", "With these ears, this passage and this equipment, the small version is as good.")
    return {
        Verdict.HEARD: translate(
            "blind_test", "The small version does not sound like the original to you, in this passage."
        ),
        Verdict.GUESSING: as_good,
        Verdict.NOT_TOLD_APART: as_good,
        Verdict.NOT_ENOUGH: translate(
            "blind_test", "It may have been luck or not. A test with more trials can tell; begin a new one."
        ),
        Verdict.PREFERS_REFERENCE: translate("blind_test", "A larger quality may be worth its size to you."),
        Verdict.PREFERS_CODED: translate("blind_test", "It differs, but not for the worse to your ears."),
        Verdict.NO_PREFERENCE: translate("blind_test", "Whether or not you hear a difference, it does not bother you."),
    }[result.verdict]


def needed_words(trials: int) -> str:
    """What a test of so many trials asks of a listener."""
    needed = hits_needed(trials)
    if needed is None:
        return translate("blind_test", "So few trials cannot tell anything: take 5 or more.")
    return translate("blind_test", "“You heard it” takes {needed} right answers of {trials}.").format(
        needed=needed, trials=trials
    )
