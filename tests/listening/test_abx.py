"""The statistics of blind tests against scipy, the order against its commitment, and what is concluded when."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from sqcodec_gui.listening.abx import (
    ALPHA,
    CODED,
    REFERENCE,
    Answer,
    BlindTest,
    Plan,
    Question,
    Verdict,
    discriminates_keen_listeners,
    evaluate,
    hits_needed,
    p_at_least,
    p_two_sided,
    power,
)

ABX, PREFERENCE = Question.ABX, Question.PREFERENCE


def answered(plan: Plan, choices: str, needed: int | None = None) -> BlindTest:
    test = BlindTest(plan, needed)
    for choice in choices:
        test.answer(Answer(choice, 0.0, 1.0))
    return test


@pytest.mark.parametrize("trials", [1, 2, 5, 8, 11, 12, 16, 50, 300])
def test_probabilities_are_those_of_scipy(trials: int) -> None:
    for hits in range(0, trials + 1, max(1, trials // 16)):
        exact = binomtest(hits, trials, 0.5, alternative="greater").pvalue
        assert p_at_least(hits, trials) == pytest.approx(exact, rel=1e-9)
        two_sided = binomtest(hits, trials, 0.5).pvalue
        assert p_two_sided(max(hits, trials - hits), trials) == pytest.approx(two_sided, rel=1e-9)
        assert power(trials, hits, 0.9) == pytest.approx(binom.sf(hits - 1, trials, 0.9), rel=1e-9)


@given(st.integers(0, 60))
def test_the_hits_that_are_needed_are_the_fewest(trials: int) -> None:
    needed = hits_needed(trials)
    if needed is None:
        assert trials < 5
    else:
        assert binomtest(needed, trials, 0.5, alternative="greater").pvalue <= ALPHA
        assert needed == 0 or binomtest(needed - 1, trials, 0.5, alternative="greater").pvalue > ALPHA


def test_the_commitment_is_the_documented_hash_and_no_other_order_fits_it() -> None:
    plan = Plan(ABX, "ABBA", "00ff")
    assert plan.commitment == hashlib.sha256(b"abx ABBA 00ff").hexdigest()
    assert plan.is_committed_by(plan.commitment)
    for other in (Plan(ABX, "ABBB", "00ff"), Plan(ABX, "ABBA", "00fe"), Plan(PREFERENCE, "ABBA", "00ff")):
        assert not other.is_committed_by(plan.commitment)


def test_orders_are_drawn_anew_and_fairly() -> None:
    plans = [Plan.draw(ABX, 100) for _ in range(40)]
    assert len({plan.nonce for plan in plans}) == len({plan.order for plan in plans}) == 40
    letters = "".join(plan.order for plan in plans)
    assert set(letters) == {"A", "B"}
    assert binomtest(letters.count("A"), len(letters)).pvalue > 1e-6


def test_what_lies_behind_the_keys() -> None:
    plan = Plan(ABX, "AB", "")
    assert [plan.track_behind(key, 0) for key in "12X"] == [REFERENCE, CODED, REFERENCE]
    assert [plan.track_behind(key, 1) for key in "12X"] == [REFERENCE, CODED, CODED]
    plan = Plan(PREFERENCE, "AB", "")
    assert [plan.track_behind(key, 0) for key in "12"] == [REFERENCE, CODED]
    assert [plan.track_behind(key, 1) for key in "12"] == [CODED, REFERENCE]
    with pytest.raises(ValueError, match="nothing behind"):
        plan.track_behind("X", 0)


def test_hits_are_right_answers_or_choices_of_the_reference() -> None:
    test = answered(Plan(ABX, "AABB", ""), "1221")
    assert [test.plan.is_hit(answer.choice, trial) for trial, answer in enumerate(test.answers)] == [1, 0, 1, 0]
    assert test.hits == 2
    test = answered(Plan(PREFERENCE, "ABAB", ""), "1212")
    assert test.hits == 4


@pytest.mark.parametrize(
    ("question", "hits", "answered_", "planned", "verdict"),
    [
        (ABX, 12, 12, 12, Verdict.HEARD),
        (ABX, 10, 12, 12, Verdict.HEARD),
        (ABX, 9, 12, 12, Verdict.NOT_ENOUGH),  # 0.07: too good for “guessing”
        (ABX, 7, 12, 12, Verdict.GUESSING),
        (ABX, 5, 5, 5, Verdict.HEARD),
        (ABX, 3, 5, 5, Verdict.NOT_ENOUGH),  # five trials would not have found out most keen ears
        (ABX, 4, 4, 4, Verdict.NOT_ENOUGH),
        (ABX, 0, 0, 12, Verdict.NOT_ENOUGH),
        (ABX, 9, 9, 12, Verdict.NOT_ENOUGH),  # stopped at a good moment
        (ABX, 10, 10, 12, Verdict.HEARD),  # stopped when nothing could change it
        (PREFERENCE, 11, 12, 12, Verdict.PREFERS_REFERENCE),
        (PREFERENCE, 1, 12, 12, Verdict.PREFERS_CODED),
        (PREFERENCE, 6, 12, 12, Verdict.NO_PREFERENCE),
        (PREFERENCE, 9, 12, 12, Verdict.NOT_ENOUGH),
        (PREFERENCE, 0, 6, 12, Verdict.NOT_ENOUGH),
    ],
)
def test_verdicts(question: Question, hits: int, answered_: int, planned: int, verdict: Verdict) -> None:
    assert evaluate(question, hits, answered_, planned).verdict is verdict


@given(st.integers(1, 40), st.data())
def test_stopping_early_never_gains_anything(planned: int, data: st.DataObject) -> None:
    """Whatever came before, no moment to stop gives a smaller p than the missing answers would have allowed."""
    done = data.draw(st.integers(0, planned))
    hits = data.draw(st.integers(0, done))
    stopped = evaluate(ABX, hits, done, planned)
    assert stopped.p == evaluate(ABX, hits, planned, planned).p
    assert stopped.p >= evaluate(ABX, hits + planned - done, planned, planned).p


def test_a_coin_is_said_to_hear_in_at_most_one_test_of_twenty() -> None:
    for trials in range(1, 40):
        share = sum(
            binom.pmf(hits, trials, 0.5)
            for hits in range(trials + 1)
            if evaluate(ABX, hits, trials, trials).verdict is Verdict.HEARD
        )
        assert share <= ALPHA
        assert discriminates_keen_listeners(trials) == (trials >= 8)


def test_a_test_takes_its_answers_and_no_more() -> None:
    test = answered(Plan(ABX, "AB", ""), "1")
    assert not test.is_over
    with pytest.raises(ValueError, match="no answer"):
        test.answer(Answer("X", 0, 1))
    test.answer(Answer("2", 0, 1))
    assert test.is_over
    with pytest.raises(ValueError, match="over"):
        test.answer(Answer("1", 0, 1))


def test_a_stopped_test_says_so() -> None:
    test = answered(Plan(ABX, "A" * 12, ""), "111")
    test.stop()
    assert test.is_over
    assert test.was_stopped
    assert (test.result.hits, test.result.answered, test.result.planned) == (3, 3, 12)


def test_a_series_ends_as_soon_as_it_is_decided() -> None:
    plan = Plan(ABX, "A" * 11, "")
    assert not answered(plan, "11111111", needed=9).is_over
    test = answered(plan, "111111111", needed=9)
    assert test.is_over
    assert test.result.verdict is Verdict.HEARD
    assert not answered(plan, "22", needed=9).is_over
    missed = answered(plan, "222", needed=9)
    assert missed.is_over
    assert missed.result.verdict is Verdict.NOT_DISCRIMINATED
    stopped = answered(plan, "2", needed=9)
    stopped.stop()
    assert stopped.result.verdict is Verdict.NOT_ENOUGH
