"""Answers, verdicts and conflicts against brute force over small dockets, and against z3 over larger ones."""

from __future__ import annotations

import os
from fractions import Fraction

import attrs
import brute
import checks
import problems
import pytest
from hypothesis import assume, given

import docketstats as ds
from docketstats import evidence
from docketstats.inference import bounds, optimum, route, stand_ins, wide

LONG = os.environ.get("DOCKETSTATS_PROFILE") == "long"
EXAMPLES, FORCED, LARGER, STEP = (10_000, 10_000, 300, 100) if LONG else (300, 150, 40, 20)


@pytest.mark.parametrize("first", range(0, EXAMPLES, STEP))
def test_small_dockets(first: int) -> None:
    _examine(first)


@pytest.mark.parametrize("first", range(0, LARGER, STEP))
def test_larger_dockets(first: int) -> None:
    for seed in range(first, first + STEP):
        with _told(seed):
            checks.examine_larger(seed)


def test_a_ratio_at_which_the_work_limit_leaves_a_gap() -> None:
    """A point with a trial's ratio attains the end only if the search proves that there is none better."""
    checks.examine_larger(50_000)


@pytest.mark.parametrize("first", range(0, FORCED, STEP))
@pytest.mark.parametrize("small", [1 << 60, 0], ids=["exact simplex", "HiGHS"])
def test_small_dockets_bag_by_bag(monkeypatch: pytest.MonkeyPatch, first: int, small: int) -> None:
    """Every route that a system may take gives the answers of brute force."""
    monkeypatch.setattr(route, "FLAT_SETS", 0)
    monkeypatch.setattr(route, "SMALL", small)
    _examine(first)


@pytest.mark.parametrize("first", range(0, FORCED, STEP))
def test_small_dockets_near_their_sets(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    monkeypatch.setattr(route, "FLAT_SETS", 0)
    monkeypatch.setattr(route, "LARGE", 0)
    _examine(first)


@pytest.mark.parametrize("first", range(0, FORCED, STEP))
def test_small_dockets_with_stand_ins(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    monkeypatch.setattr(stand_ins, "LONG", 1)
    monkeypatch.setattr(route, "FLAT_SETS", 0)
    _examine(first)


@pytest.mark.parametrize("first", range(0, FORCED, STEP))
def test_small_dockets_by_column_generation(monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    monkeypatch.setattr(bounds, "_entangled", lambda _: True)
    monkeypatch.setattr(evidence, "ask", _ask_by_columns)
    _examine(first)


def _ask_by_columns(facts: tuple[ds.Fact, ...], measure: ds.Measure) -> bounds.Answer:
    answer = wide.ask_wide(facts, measure)
    ends = [end for end in (answer.lower, answer.upper) if end is not None]
    # Whether facts that no population was found for contradict each other is for another way to say.
    return optimum.optimum(facts, measure) if ends and not any(end.witness for end in ends) else answer


@given(problems.problems(), problems.draws())
def test_small_dockets_that_shrink(problem: brute.Problem, draw: problems.Seeded) -> None:
    try:
        checks.examine(problem, draw)
    except brute.Unfit:
        assume(False)


@given(problems.problems(capped=False), problems.draws())
def test_dockets_without_a_limit(problem: brute.Problem, draw: problems.Seeded) -> None:
    """What brute force attains up to a size is within the ends, and z3 says whether they are the tightest."""
    try:
        checks.examine(problem, draw, exact=True)
    except brute.Unfit:
        assume(False)


def test_facts_kept_from_question_to_question_are_those_found_for_one_alone() -> None:
    kept = 0
    for seed in range(200):
        problem = problems.Maker(problems.Seeded(seed), capped=seed % 4 != 3).problem()
        try:
            told = problem.evidence()
        except brute.Unfit:
            continue
        measure = told._instants.dated(problem.measure(problem.question))
        facts = told._for(measure)
        alone = attrs.evolve(facts)
        object.__setattr__(alone, "_group_of", {})
        assert facts.tied_to(measure) == alone.tied_to(measure)
        kept += facts.tied_to(measure) is facts.tied_to(measure)
    assert kept > 50


def test_most_answers_are_sharp() -> None:
    before = checks.STATS.copy()
    for seed in range(100_000, 100_060):
        checks.examine_seed(seed)
    done = checks.STATS - before
    assert done["SHARP"] > 0.95 * done["answers"] > 30
    assert done["UNRESOLVED"] <= 0.05 * done["verdicts"]


def test_brute_force_itself() -> None:
    """By hand: of 4 on the docket at least 3 are in a, and b is empty or all of it is in a."""
    everyone, a, b = ("all", 0), ("set", "a", 0), ("set", "b", 0)
    problem = brute.Problem(
        sets=("a", "b"),
        tree=None,
        days=problems.DAYS[:1],
        caps=(4,),
        capped=True,
        snapshots=(0,),
        figures=(
            brute.Figure("all", brute.Measure("count", (everyone,)), brute.Range(Fraction(4), Fraction(4)), 0),
            brute.Figure("some", brute.Measure("count", (a,)), brute.Range(Fraction(3), None), 0),
        ),
        ties=(brute.Tie("r", "within", (b, a)),),
        question=brute.Measure("share", (b, a)),
    )
    thirds, quarters = (Fraction(one, 3) for one in range(4)), (Fraction(one, 4) for one in range(5))
    assert problem.solution.values() == {*thirds, *quarters}
    answer = problem.evidence().bound(problem.measure(problem.question))
    assert answer.interval == ds.Interval(0, 1)
    assert answer.sharpness is ds.Sharpness.SHARP


def _examine(first: int) -> None:
    for seed in range(first, first + STEP):
        with _told(seed):
            checks.examine_seed(seed)


class _told:  # noqa: N801 - it reads as a word
    """Says which seed failed: `python tests/oracle/profile.py --first SEED --examples 1` repeats it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            error.add_note(f"seed {self.seed}")


def test_where_branching_comes_to_its_limit_another_search_may_find_a_population() -> None:
    """79 to 54 in whole numbers: the exact simplex and its splits alone leave open whether these facts can hold."""
    checks.examine_seed(4555)
