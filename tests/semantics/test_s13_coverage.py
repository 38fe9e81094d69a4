"""S13, by simulation: an answer holds at least as often as its confidence says, and so do verdicts and conflicts.

A true population of `TRUE` persons is estimated again and again. The errors of the estimates are known, so each states
an upper bound that holds in 95 % of all cases. Independent estimates are drawn from a seeded generator, and how far a
frequency may be from its probability is the exact binomial one for a chance of one in a million. Where it can be, the
dependence is constructed instead, and the frequency is exact.
"""

import math
import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from statistics import NormalDist

import pytest

import docketstats as ds

TRUE, SPREAD, TRIALS, CHANCE = 10_000, 250, 400, 1e-6
LEVEL = Fraction(95, 100)
COVERED = {1: 373, 3: 344, 5: 311, 20: 155}
"""How often the answer from so many bounds held, of `TRIALS`."""
docket = ds.Docket("survey")
people = docket.population("people")
parts = [docket.population(name) for name in ("north", "south", "west")]
sources = [ds.Source(f"Survey {number}") for number in range(20)]
register = ds.Source("Register")


def evidence(bounds: list[int], *certain: ds.ReportedFigure) -> ds.Evidence:
    """Upper bounds at 95 %, each of a survey of its own, and what is certain."""
    surveys = [
        ds.reported(people, ds.Interval.at_most(one), source=source, confidence="95%")
        for one, source in zip(bounds, sources, strict=False)
    ]
    return ds.Evidence(docket.snapshot("2024", [*surveys, *certain]))


def bound_of(error: float) -> int:
    """The whole upper bound of a survey that is off by so many persons: it is too low in 5 % of all cases at most."""
    return max(0, math.ceil(TRUE + error + NormalDist(0, SPREAD).inv_cdf(float(LEVEL))))


def errors(seed: int) -> Iterator[float]:
    """Errors of estimates: normal, from uniform numbers that are the same in every version of Python."""
    draw = random.Random(seed)
    while True:
        yield NormalDist(0, SPREAD).inv_cdf(draw.random())


def independent(number: int) -> Iterator[list[int]]:
    error = errors(20240721)
    yield from ([bound_of(next(error)) for _ in range(number)] for _ in range(TRIALS))


def one_draw_for_all(number: int) -> Iterator[list[int]]:
    error = errors(20240925)
    yield from ([bound_of(next(error))] * number for _ in range(TRIALS))


def one_fails_at_a_time(number: int) -> Iterator[list[int]]:
    """Twenty equally probable cases; each survey is too low in one, and no two in the same: the worst dependence."""
    for case in range(20):
        yield [TRUE - 1 if case == survey else TRUE + survey for survey in range(number)]


def at_most(trials: int, probability: float) -> int:
    """The most successes that more than `CHANCE` leaves to so many trials."""
    tail, successes = 0.0, trials
    while (tail := tail + math.comb(trials, successes) * probability**successes
           * (1 - probability) ** (trials - successes)) <= CHANCE:  # fmt: skip
        successes -= 1
    return successes


def at_least(trials: int, probability: float) -> int:
    return trials - at_most(trials, 1 - probability)


def frequency(cases: Iterator[list[int]], holds: Callable[[list[int]], bool]) -> tuple[int, int]:
    found = [holds(case) for case in cases]
    return sum(found), len(found)


def test_the_margins_are_binomial() -> None:
    assert (at_most(20, 0.5), at_least(20, 0.5)) == (19, 1)
    assert at_least(TRIALS, 0.85) < 0.85 * TRIALS < at_most(TRIALS, 0.85)


@pytest.mark.parametrize(("number", "level"), [(1, 95), (3, 85), (5, 75), (20, 0)])
def test_with_independent_bounds_the_answer_holds_as_often_as_it_says(number: int, level: int) -> None:
    def holds(bounds: list[int]) -> bool:
        figure = evidence(bounds).bound(ds.count(people))
        assert figure.confidence == Fraction(level, 100)
        assert len(figure.used) == 1  # its proof uses the tightest bound alone
        return TRUE in figure.interval

    found, trials = frequency(independent(number), holds)
    assert found >= at_least(trials, level / 100)
    assert found == COVERED[number]  # as the documentation has it
    # The tightest of them holds only if all do, which the level of that one by itself would hide.
    assert at_least(trials, 0.95**number) <= found <= at_most(trials, 0.95**number)


def test_the_tightest_of_twenty_covers_about_36_percent() -> None:
    found, trials = frequency(independent(20), lambda bounds: min(bounds) >= TRUE)
    assert (found, trials) == (COVERED[20], 400)  # as the documentation has it
    assert at_least(trials, 0.95**20) <= found <= at_most(trials, 0.95**20)
    assert found < at_least(trials, 0.95)


def test_a_bound_that_was_chosen_beforehand_keeps_its_own_level() -> None:
    def holds(bounds: list[int]) -> bool:
        figure = evidence(bounds).only(sources[2]).bound(ds.count(people))
        assert figure.confidence == LEVEL
        return TRUE in figure.interval

    found, trials = frequency(independent(5), holds)
    assert found >= at_least(trials, 0.95)


def test_bounds_from_one_draw_fail_together_so_the_level_is_cautious() -> None:
    def holds(bounds: list[int]) -> bool:
        figure = evidence(bounds).bound(ds.count(people))
        assert figure.confidence == Fraction(75, 100)
        return TRUE in figure.interval

    found, trials = frequency(one_draw_for_all(5), holds)
    assert at_least(trials, 0.95) <= found <= at_most(trials, 0.95)


@pytest.mark.parametrize("number", [1, 3, 5, 20])
def test_where_one_fails_at_a_time_the_level_is_exact(number: int) -> None:
    def holds(bounds: list[int]) -> bool:
        return TRUE in evidence(bounds).bound(ds.count(people)).interval

    found, trials = frequency(one_fails_at_a_time(number), holds)
    assert Fraction(found, trials) == 1 - number * (1 - LEVEL)
    assert Fraction(found, trials) == evidence([TRUE] * number).bound(ds.count(people)).confidence


def test_an_answer_that_joins_bounds_on_parts_holds_as_often_as_it_says() -> None:
    whole, sizes = parts[0] | parts[1] | parts[2], (5_000, 3_000, 2_000)

    def holds(bounds: list[int]) -> bool:
        figures = [
            ds.reported(part, ds.Interval.at_most(bound - TRUE + size), source=source, confidence="95%")
            for part, size, bound, source in zip(parts, sizes, bounds, sources, strict=False)
        ]
        figure = ds.Evidence(docket.snapshot("2024", figures)).bound(ds.count(whole))
        assert (figure.confidence, len(figure.used)) == (Fraction(85, 100), 3)
        return TRUE in figure.interval

    found, trials = frequency(independent(3), holds)
    assert found >= at_least(trials, 0.85)


@pytest.mark.parametrize("number", [3, 5])
def test_a_false_claim_is_called_supported_no_more_often_than_the_level_leaves(number: int) -> None:
    claim = ds.count(people) <= TRUE - 1

    def misled(bounds: list[int]) -> bool:
        verdict = evidence(bounds).check(claim)
        assert verdict.confidence == 1 - number * (1 - LEVEL)
        return verdict.outcome is ds.Outcome.SUPPORTED

    found, trials = frequency(independent(number), misled)
    assert found <= at_most(trials, number * 0.05)
    found, trials = frequency(one_fails_at_a_time(number), misled)
    assert Fraction(found, trials) == number * (1 - LEVEL)


@pytest.mark.parametrize("number", [3, 5])
def test_true_certain_figures_are_contradicted_no_more_often_than_the_level_of_the_conflict(number: int) -> None:
    """A conflict names one bound, which was found by looking at all: its level counts them all."""
    certain = ds.reported(people, TRUE, source=register)

    def contradicted(bounds: list[int]) -> bool:
        conflicts = evidence(bounds, certain).conflicts()
        assert all(one.confidence == 1 - number * (1 - LEVEL) for one in conflicts)
        assert all(len(one.facts) == 2 for one in conflicts)
        return bool(conflicts)

    found, trials = frequency(independent(number), contradicted)
    assert found <= at_most(trials, number * 0.05)
    assert found > at_most(trials, 0.05)  # what the level of the two figures named would have promised
    found, trials = frequency(one_fails_at_a_time(number), contradicted)
    assert Fraction(found, trials) == number * (1 - LEVEL)


def test_a_proof_without_uncertain_figures_holds_in_every_case_and_says_so() -> None:
    certain = ds.reported(people, ds.Interval.at_most(TRUE), source=register)
    for bounds in one_draw_for_all(2):
        figure = evidence(bounds, certain).bound(ds.count(people))
        assert figure.confidence == Fraction(9, 10)
        rests_on_none = all(fact.confidence is None for fact in figure.used)
        assert ("The proofs use no uncertain figure" in figure.explain()) is rests_on_none
        assert TRUE in figure.interval or not rests_on_none
