"""What must hold of the library's answers to a problem, and the counts that are reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

from brute import Form, Measure, Problem, Range, Unfit
from printed import Asked, Printed, true_verdict
from problems import Draw, Maker, Seeded, statements

import docketstats as ds

STATS: Counter[str] = Counter()
"""What was tried in this process, and how it ended."""


def several(measure: Measure) -> list[Form]:
    """The different denominators of a measure."""
    return list(dict.fromkeys(below for _, _, below in measure.lowered[1]))


def asked(problem: Problem) -> ds.Measure:
    return problem.measure(problem.typed or problem.question)


def written(problem: Problem) -> tuple[ds.Evidence, ds.Measure]:
    """The problem in the words of the library.

    Raises:
        Unfit: If a denominator counts nothing, or equal ratios cancel: we do not simplify, and the library does.
    """
    try:
        evidence, measure = problem.evidence(), asked(problem)
    except ds.ModelError as error:
        if "counts nothing" in str(error):
            raise Unfit(str(error)) from None
        raise
    if len(measure.ratios) < len(problem.question.lowered[1]):
        raise Unfit("ratios cancel")
    return evidence, measure


def examine(problem: Problem, draw: Draw, *, exact: bool = False) -> ds.DerivedFigure | None:
    """Check everything that the library says of a problem against brute force, and against z3 if ``exact``.

    Raises:
        Unfit: If the problem is not one for this oracle.
    """
    solution = problem.solution
    evidence, measure = written(problem)
    STATS["problems"] += 1
    values = solution.values()
    if not values and (problem.capped or not problem.exact.possible(problem.ids)):
        STATS["contradictory"] += 1
        found = check_conflicts(problem, evidence.conflicts())
        raised: ds.ContradictoryEvidence | None = None
        try:
            figure = evidence.bound(measure)
        except ds.ContradictoryEvidence as error:
            raised = error
        except ds.NotLinearFractional:
            STATS["not linear"] += 1
            return None
        if raised is not None:
            shown = check_conflicts(problem, raised.conflicts, all_of_them=False, complete=raised.complete)
            assert shown
            assert not raised.complete or shown <= found
            return None
        # The contradiction is elsewhere: it is noted, and the answer holds for the facts that it is tied to.
        assert any("contradict" in note for note in figure.notes), figure.notes
        tied = problem.fact_ids(figure.facts)
        assert not any(one <= tied for one in found)
        check_figure(problem, figure, solution.values(tied | problem.always), partial=True)
        STATS["contradiction elsewhere"] += 1
        return figure
    assert evidence.conflicts() == ()
    assert evidence.conflicts().complete
    try:
        figure = evidence.bound(measure)
    except ds.NotLinearFractional:
        check_not_linear(problem)
        STATS["not linear"] += 1
        return None
    assert not any("contradict" in note for note in figure.notes), figure.notes
    check_figure(problem, figure, values)
    if exact and len(several(problem.question)) < 2:
        check_exactly(problem, figure)
    for weakest, strongest in statements(draw, sorted(values, key=lambda one: (one is None, one or 0))):
        check_verdict(problem, evidence, weakest, strongest, values)
    return figure


def count(figure: ds.DerivedFigure) -> None:
    STATS["answers"] += 1
    STATS[figure.sharpness.name] += 1


def check_not_linear(problem: Problem) -> None:
    """A sum of ratios may be refused only if the facts leave a denominator open."""
    assert len(several(problem.question)) > 1
    if problem.capped:
        plain = [below.measure() for below in several(problem.question)]
        forced = [len(_values(problem, one)) < 2 for one in plain]
        assert not all(forced), "refused though every denominator is forced"


def _values(problem: Problem, measure: Measure) -> set[object]:
    from dataclasses import replace

    return set(replace(problem, question=measure, typed=None).solution.values())


# -- figures ----------------------------------------------------------------------------------------------------------


def check_figure(
    problem: Problem, figure: ds.DerivedFigure, values: set[Fraction | None], *, partial: bool = False
) -> None:
    """Soundness, sharpness, definedness, and everything that defends the answer.

    Args:
        problem: The problem.
        figure: The answer.
        values: What brute force attains, None for undefined.
        partial: Whether the values are those of a part of the facts only.
    """
    count(figure)
    assert figure.check()
    defined = {value for value in values if value is not None}
    interval = figure.interval
    for value in defined:
        assert value in interval, f"unsound: {value} is attained and not in {interval}"
    if figure.is_undefined:
        STATS["undefined"] += 1
        assert not defined
        return
    assert figure.lower is not None
    assert figure.upper is not None
    for end in (figure.lower, figure.upper):
        check_end(problem, figure, end)
    if not partial and problem.capped:
        assert defined, f"undefined in every population, and yet {interval}"
        for end, best in ((figure.lower, min(defined)), (figure.upper, max(defined))):
            if end.sharp:
                assert not end.is_open
                assert end.value == best, f"false SHARP: {end.value}, and brute force attains {best}"
    if None in values:
        assert figure.may_be_undefined
    elif problem.capped and not partial:
        assert not figure.may_be_undefined


def check_end(problem: Problem, figure: ds.DerivedFigure, end: ds.Bound) -> None:
    """What defends an end is about this answer and no other."""
    for proof in (*end.lemmas, *([end.proof] if end.proof else [])):
        assert proof.check()
        others = [fact for fact in proof.facts if fact not in figure.facts]
        assert [fact.origin.value for fact in others] in ([], ["question"])
    if end.witness is not None:
        assert end.witness.check()
        assert end.witness.facts == figure.facts
        fits, value = problem.fitting(end.witness.worlds)
        assert problem.fact_ids(figure.facts) <= fits, "the witness does not fit what is said"
        assert value == end.witness.value
        if not end.is_open and end.sharp:
            assert value == end.value


def check_exactly(problem: Problem, figure: ds.DerivedFigure) -> None:
    """Ends against z3, which knows no limit on the size of the docket."""
    exact, question, ids = problem.exact, problem.question, problem.ids
    z3 = exact.z3
    defined = exact.defined(question)
    if figure.is_undefined or not exact.possible(ids, defined):
        assert not exact.possible(ids, defined)
        assert figure.is_undefined or figure.sharpness is ds.Sharpness.VALID
        return
    if exact.possible(ids, z3.Not(defined)):
        assert figure.may_be_undefined
    elif figure.may_be_undefined:
        # The flag is a caution: a search that met its limit leaves it up. Brute force is stricter on small dockets.
        STATS["flagged without need"] += 1
    for end, upper in ((figure.lower, False), (figure.upper, True)):
        assert end is not None
        sign = 1 if upper else -1

        def reaches(value: Fraction, *, beyond: bool, upper: bool = upper) -> bool:
            inside = exact.above(question, value, open=beyond == upper)
            return exact.possible(ids, defined, inside if upper else z3.Not(inside))

        if end.value in (float("inf"), float("-inf")):
            assert not end.sharp or reaches(Fraction(sign * 100_000), beyond=False)
            continue
        value = Fraction(end.value)
        assert not reaches(value, beyond=not end.is_open), f"unsound: {end.side} {end.value}"
        if end.sharp and end.is_open:
            assert reaches(value - Fraction(sign, 1000), beyond=False), f"false SHARP: {end.side} {end.value}"
        elif end.sharp:
            assert reaches(value, beyond=False), f"false SHARP: {end.side} {end.value}"
    STATS["ends against z3"] += 2


# -- verdicts ---------------------------------------------------------------------------------------------------------


def check_verdict(
    problem: Problem, evidence: ds.Evidence, weakest: Range, strongest: Range, values: set[Fraction | None]
) -> ds.Verdict:
    """A verdict against brute force; unresolved is never wrong."""
    assert strongest.within(weakest)
    said = ds.Statement(asked(problem), weakest.interval(), strongest=strongest.interval())
    verdict = evidence.check(said)
    STATS["verdicts"] += 1
    STATS[verdict.outcome.name] += 1
    assert verdict.check()
    known = {value for value in values if value is not None}
    never = not any(map(weakest.holds, known))
    ever = all(map(strongest.holds, known))
    outcome = verdict.outcome
    if outcome is ds.Outcome.UNDEFINED:
        assert not known
    if outcome is ds.Outcome.SUPPORTED:
        assert ever, f"supported, and false for one of {known}"
    if outcome is ds.Outcome.REFUTED:
        assert never, f"refuted, and true for one of {known}"
    if outcome is ds.Outcome.UNDETERMINED and problem.capped:
        assert not ever, f"undetermined, and true for all of {known}"
        assert not never, f"undetermined, and false for all of {known}"
    for judgement, range_ in ((verdict.weakest, weakest), (verdict.strongest, strongest)):
        for witness, truth in ((judgement.true_in, True), (judgement.false_in, False)):
            if witness is None:
                continue
            fits, value = problem.fitting(witness.worlds)
            assert problem.fact_ids(verdict.facts) <= fits
            assert value is not None
            assert value == witness.value
            assert range_.holds(value) == truth
        if judgement.outcome is ds.Outcome.UNDETERMINED:
            assert judgement.true_in
            assert judgement.false_in
        for proof in judgement.proofs:
            others = [fact.origin.value for fact in proof.facts if fact not in verdict.facts]
            assert others in ([], ["claim"], ["question"])
            if outcome in (ds.Outcome.SUPPORTED, ds.Outcome.REFUTED):
                assert proof.conclusion.terms == ()
                assert proof.conclusion.upper < 0
    return verdict


# -- conflicts --------------------------------------------------------------------------------------------------------


def check_conflicts(
    problem: Problem, conflicts: Iterable[ds.Conflict], *, all_of_them: bool = True, complete: bool | None = None
) -> set[frozenset[str]]:
    """Conflicts are impossible, irreducible and, if the list is complete, all there are; gives them by id.

    Where the list says that it is incomplete, a search may have met its limit, and with it the reduction of a conflict:
    one that is not irreducible is then counted and reported, and no failure.
    """
    exact = problem.exact
    complete = getattr(conflicts, "complete", False) if complete is None else complete
    found = set()
    for one in conflicts:
        STATS["conflicts"] += 1
        ids = problem.fact_ids(one.facts)
        assert one.proof.check()
        assert one.proof.conclusion.terms == ()
        assert one.proof.conclusion.upper < 0
        assert set(one.proof.facts) <= set(one.facts)
        assert not exact.possible(ids), f"no conflict: {ids}"
        spare = {left_out for left_out in ids if not exact.possible(ids - {left_out})} | spare_facts(one)
        assert not (spare and complete), f"{ids} is a conflict without any of {spare}"
        STATS["conflicts that are not irreducible"] += bool(spare)
        assert ids not in found
        found.add(ids)
    if all_of_them and not complete:
        STATS["incomplete lists of conflicts"] += 1
    if all_of_them and complete and problem.capped:
        # Brute force always keeps the sizes of the docket, so it sees conflicts without them.
        reduced = {one - problem.always for one in found}
        least = {one for one in reduced if not any(other < one for other in reduced)}
        assert least == problem.solution.minimal_conflicts(problem.always)
    return found


def spare_facts(conflict: ds.Conflict) -> set[str]:
    """The facts, rules included, without which the others still cannot hold; all are taken as they are printed."""
    facts = conflict.facts
    rules = [fact.origin.value == "rule" for fact in facts]
    assert rules == sorted(rules), "rules are blamed last"
    assert not all(rules)
    try:
        assert not Printed(facts).possible()
        return {one.text for one in facts if not Printed([fact for fact in facts if fact is not one]).possible()}
    except Unfit:
        STATS["conflicts not reduced"] += 1
        return set()


# -- one example after another ----------------------------------------------------------------------------------------


def examine_seed(seed: int) -> None:
    """A small problem: most against brute force, the rest without a limit on the docket and against z3."""
    draw = Seeded(seed)
    try:
        problem = Maker(draw, capped=seed % 4 != 3).problem()
        examine(problem, draw, exact=seed % 4 == 3 or seed % 20 == 0)
    except Unfit:
        STATS["unfit"] += 1


def examine_larger(seed: int) -> None:
    """A problem with counts in the hundreds: ends and verdicts against z3 alone."""
    draw = Seeded(seed)
    problem = Maker(draw, capped=False, large=True).problem()
    try:
        evidence, measure = written(problem)
        if not problem.exact.possible(problem.ids):
            check_conflicts(problem, evidence.conflicts())
            return
        assert evidence.conflicts() == ()
        figure = evidence.bound(measure)
        assert figure.check()
        check_exactly(problem, figure)
        if not figure.is_undefined:
            check_optima(figure)
        near = [Fraction(end.value) for end in (figure.lower, figure.upper) if end and abs(end.value) != float("inf")]
        for weakest, strongest in statements(draw, near, 2):
            said = ds.Statement(asked(problem), weakest.interval(), strongest=strongest.interval())
            verdict = evidence.check(said)
            STATS["verdicts"] += 1
            STATS[verdict.outcome.name] += 1
            assert verdict.check()
            assert not (wrong := true_verdict(verdict)), wrong
    except (Unfit, ds.NotLinearFractional):
        STATS["unfit"] += 1
        return
    count(figure)
    STATS["larger"] += 1
    STATS["larger, SHARP"] += figure.sharpness is ds.Sharpness.SHARP


def check_optima(figure: ds.DerivedFigure) -> None:
    """Sharp finite ends of a linear measure are z3's own optima over whole units."""
    z3 = Asked(figure.facts, figure.measure).z3
    if figure.measure.ratios:
        return
    for end, upper in ((figure.lower, False), (figure.upper, True)):
        if end is None or not end.sharp or end.value in (float("inf"), float("-inf")):
            continue
        # A facts' own model each time: an optimisation leaves its marks on the solver.
        model = Asked(figure.facts, figure.measure)
        optimize = z3.Optimize()
        optimize.set("timeout", 10_000)
        optimize.add(*model.solver.assertions())
        times = 1
        for number in (figure.measure.linear.constant, *(factor for _, factor in figure.measure.linear.terms)):
            times *= Fraction(number).denominator
        form = model.sign(figure.measure.linear.times(times))
        handle = optimize.maximize(form) if upper else optimize.minimize(form)
        if optimize.check() != z3.sat:
            STATS["z3 gave up"] += 1
            continue
        best = handle.value()
        assert Fraction(best.as_long(), times) == end.value, f"z3 attains {best}/{times}, the {end.side} is {end.value}"
        STATS["optima"] += 1


# -- what is reported -------------------------------------------------------------------------------------------------


def report() -> str:
    """The counts, for people."""
    total = max(1, STATS["answers"])
    kinds = ", ".join(
        f"{name} {STATS[f'corrupted {name}']}" for name in ("Proof", "Witness", "DerivedFigure", "Verdict")
    )
    lines = [
        f"problems {STATS['problems']}: answers {STATS['answers']}, contradictory {STATS['contradictory']} "
        f"(elsewhere {STATS['contradiction elsewhere']}), not linear {STATS['not linear']}, "
        f"undefined {STATS['undefined']}, larger, against z3 {STATS['larger']}, unfit {STATS['unfit']}",
        f"SHARP {STATS['SHARP']} ({100 * STATS['SHARP'] / total:.2f} %), VALID {STATS['VALID']}; "
        f"of the larger {STATS['larger, SHARP']} of {STATS['larger']} SHARP; "
        f"may_be_undefined without need {STATS['flagged without need']}; "
        f"ends against z3 {STATS['ends against z3']}, "
        f"optima against z3's {STATS['optima']}, given up by z3 {STATS['z3 gave up']}",
        f"verdicts {STATS['verdicts']}: " + ", ".join(f"{one.value} {STATS[one.name]}" for one in ds.Outcome),
        f"conflicts {STATS['conflicts']} (incomplete lists {STATS['incomplete lists of conflicts']}, "
        f"not irreducible in these {STATS['conflicts that are not irreducible']}, "
        f"too large to reduce here {STATS['conflicts not reduced']})",
        f"corruptions {STATS['corruptions']} ({kinds}): refused {STATS['refused']}, accepted and still valid "
        f"{STATS['still valid']} (of these by z3 alone {STATS['still valid by z3']}); not judged {STATS['not judged']}",
    ]
    return "\n".join(lines)
