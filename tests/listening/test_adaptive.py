"""The search for the smallest quality that is enough, with listeners whose ears are known."""

import random
from collections.abc import Callable
from itertools import product

import pytest
from scipy.stats import binom

from sqcodec_gui.listening.abx import Answer, Plan, Question
from sqcodec_gui.listening.adaptive import SERIES_NEEDED, SERIES_TRIALS, Search, SearchOutcome, shortest_series

SEVEN = ("tiniest", "tiny", "very small", "small", "medium", "wide", "largest")
Ears = Callable[[int], float]
"""How likely the right answer is, by the number of the quality."""


def draw_by(dice: random.Random) -> Callable[[Question, int], Plan]:
    return lambda question, trials: Plan(question, "".join(dice.choice("AB") for _ in range(trials)), "")


def listen(ears: Ears, seed: int = 0, qualities: tuple[str, ...] = SEVEN, question: Question = Question.ABX) -> Search:
    """The whole search, with somebody who answers right that often."""
    dice = random.Random(seed)
    search = Search(qualities, question, draw_by(dice))
    while not search.is_over:
        letter = search.test.plan.order[search.test.trial]
        right, wrong = ("1", "2") if letter == "A" else ("2", "1")
        is_right = dice.random() < ears(qualities.index(search.quality))
        search.answer(Answer(right if is_right else wrong, 0.0, 1.0))
    return search


def test_the_series_is_the_shortest_with_its_properties() -> None:
    assert (SERIES_TRIALS, SERIES_NEEDED) == (11, 9)
    assert binom.sf(8, 11, 0.5) == pytest.approx(0.0327, abs=1e-4)
    assert binom.sf(8, 11, 0.9) == pytest.approx(0.910, abs=1e-3)
    for trials in range(1, 11):
        assert not any(
            binom.sf(needed - 1, trials, 0.5) <= 0.05 and binom.sf(needed - 1, trials, 0.9) >= 0.9
            for needed in range(trials + 1)
        )
    assert shortest_series(wanted_power=0.5)[0] < 11


def test_who_hears_everything_finds_nothing_enough() -> None:
    search = listen(lambda quality: 1.0)
    assert search.outcome == SearchOutcome(None, ("small", "wide", "largest"), (), True)
    assert search.answered == 3 * SERIES_NEEDED


def test_who_hears_nothing_is_content_with_the_tiniest() -> None:
    for seed in range(20):
        search = listen(lambda quality: 0.0, seed)
        assert search.outcome.enough == "tiniest"
        assert search.answered == 3 * (SERIES_TRIALS - SERIES_NEEDED + 1)


def test_a_coin_mostly_ends_at_the_tiniest() -> None:
    found = [listen(lambda quality: 0.5, seed).outcome.enough for seed in range(400)]
    assert found.count("tiniest") / 400 > 1 - 0.10 - 0.05  # the bound of the documentation, and some luck


@pytest.mark.parametrize("threshold", range(8))
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_a_threshold_is_found_where_it_is(threshold: int, count: int) -> None:
    qualities = SEVEN[:count]
    search = listen(lambda quality: 1.0 if quality < threshold else 0.0, qualities=qualities)
    assert search.outcome.enough == (qualities[threshold] if threshold < count else None)
    assert search.outcome.is_complete
    assert search.answered <= search.most_trials
    assert len(search.series) <= count.bit_length()


def test_a_keen_but_human_listener_is_found_mostly() -> None:
    """Right nine times in ten below the threshold, guessing above: mostly right there, hardly ever far off."""
    found = [listen(lambda quality: 0.95 if quality < 3 else 0.5, seed).outcome.enough for seed in range(400)]
    assert found.count("small") / 400 > 0.8
    assert found.count("tiniest") / 400 < 0.05


def test_what_is_found_was_itself_not_told_apart() -> None:
    for seed, chance in product(range(30), (0.5, 0.7, 0.9)):
        outcome = listen(lambda quality, chance=chance: chance, seed).outcome
        assert outcome.is_complete
        assert outcome.enough is None or outcome.enough in outcome.not_discriminated


def test_one_quality_alone_is_tested_too() -> None:
    assert listen(lambda quality: 1.0, qualities=("small",)).outcome == SearchOutcome(None, ("small",), (), True)
    assert listen(lambda quality: 0.0, qualities=("small",)).outcome == SearchOutcome("small", (), ("small",), True)
    with pytest.raises(ValueError, match="nothing to search"):
        Search(())


def test_a_preference_is_searched_in_the_same_way() -> None:
    search = listen(lambda quality: 1.0 if quality < 2 else 0.5, 4, question=Question.PREFERENCE)
    assert search.outcome.enough == "very small"
    assert search.test.plan.question is Question.PREFERENCE


def test_stopping_keeps_what_was_found() -> None:
    dice = random.Random(0)
    search = Search(SEVEN, draw=draw_by(dice))
    first = search.test
    while search.test is first:
        wrong = "2" if first.plan.order[first.trial] == "A" else "1"
        search.answer(Answer(wrong, 0.0, 1.0))
    search.stop()
    assert search.is_over
    assert search.outcome == SearchOutcome("small", (), ("small",), False)
    assert search.test.was_stopped
    assert not first.was_stopped
    with pytest.raises(ValueError, match="over"):
        search.answer(Answer("1", 0.0, 1.0))


def test_every_series_is_committed_beforehand() -> None:
    search = listen(lambda quality: 0.5, 3)
    assert all(len(test.plan.order) == SERIES_TRIALS for _quality, test in search.series)
    real = Search(SEVEN)
    assert real.test.plan.is_committed_by(real.test.plan.commitment)
    assert len(real.test.plan.nonce) == 64
