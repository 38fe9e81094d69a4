"""The checker of findings' ends: that proofs and witnesses are about what they are said to be about.

As the kernel, which checks the proofs and witnesses themselves, it imports no solver.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction

import attrs

from docketstats.errors import ProofRejected
from docketstats.inference.history import is_history
from docketstats.inference.kernel import check_proof, check_ray, check_witness
from docketstats.inference.proof import Bound, Proof, Side, Witness
from docketstats.inference.recount import counter
from docketstats.model.facts import Fact, Line, Origin, at_least_one, lattice
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, over_one
from docketstats.model.term import Term
from docketstats.values.interval import Exact, Interval, exact


def check_bound(bound: Bound, measure: Measure, facts: Iterable[Fact]) -> None:
    """Check one end of an interval: its proof, that the proof is about this end, its witness and its ray.

    Args:
        bound: The end.
        measure: The measure that it is an end of.
        facts: The facts that it may rest on, and that its witness must fit.

    Raises:
        ProofRejected: If any of them does not hold, or the end is called sharp and is not shown to be.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> old = court.population("old")
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=[ds.reported(court.everyone, 100, source=report)]))
    >>> figure = evidence.bound(old)
    >>> check_bound(figure.upper, figure.measure, figure.facts)  # raises nothing: the end is proved, and attained
    """
    facts = tuple(facts)
    linear = reduced(bound, measure, facts)
    if bound.proof is None:
        if bound.value != bound.side.sign * math.inf:
            raise ProofRejected(f"the {bound.side.value} end {bound.value} has no proof")
    else:
        if isinstance(bound.value, float):
            raise ProofRejected(f"the {bound.side.value} end is infinite, and has a proof")
        check_proof(bound.proof)
        check_basis(bound.proof, facts, [(one,) for one in premises(measure)])
        if bound.proof.conclusion != conclusion(linear, bound.side, bound.value, bound.is_open):
            raise ProofRejected("the proof is about something else", where=f"{bound.side.value} end")
    if bound.witness:
        check_witness_of(bound.witness, measure, facts)
    if bound.ray:
        check_ray(bound.ray, facts)
    if bound.sharp and not _shown_sharp(bound, linear):
        raise ProofRejected(f"the {bound.side.value} end is called sharp, and nothing shows that it is")


def check_basis(proof: Proof, facts: Iterable[Fact], granted: Iterable[tuple[Line, ...]]) -> None:
    """Check that a proof rests on the facts and on lines that are granted, and on nothing else.

    Raises:
        ProofRejected: If it rests on anything else.
    """
    facts, granted = tuple(facts), tuple(granted)
    for fact in proof.facts:
        if fact.origin in (Origin.QUESTION, Origin.CLAIM):
            if fact.lines not in granted:
                raise ProofRejected("the proof takes more for granted than it may", where=fact.name)
        elif fact not in facts:
            raise ProofRejected("the proof rests on a fact from elsewhere", where=fact.name)


def check_witness_of(witness: Witness, measure: Measure, facts: tuple[Fact, ...]) -> None:
    """Check a witness, and that it is about this measure and fits at least these facts.

    Raises:
        ProofRejected: If it does not.
    """
    check_witness(witness)
    if witness.measure != measure:
        raise ProofRejected("the witness is about another measure")
    if facts != witness.facts and not set(facts) <= set(witness.facts):
        raise ProofRejected("the witness leaves out facts")


def check_contradiction(proof: Proof, facts: Iterable[Fact], granted: Iterable[tuple[Line, ...]]) -> None:
    """Check that a proof shows that the facts cannot hold together with what is granted.

    Raises:
        ProofRejected: If it does not.
    """
    check_proof(proof)
    check_basis(proof, facts, granted)
    if proof.conclusion.terms or proof.conclusion.upper >= 0:
        raise ProofRejected("the proof ends in no contradiction")


def premises(measure: Measure) -> tuple[Line, ...]:
    """What a question takes for granted: that its denominators are at least one unit."""
    return tuple(at_least_one(one.denominator) for one, _ in measure.ratios)


def never(measure: Measure) -> tuple[Line, ...]:
    """That the one denominator of a measure is not even one unit."""
    return (Line.of(over_one(measure).denominator, Interval.at_most(0)),)


def conclusion(measure: Measure, side: Side, value: Exact | float, is_open: bool) -> Line:
    """The line that a proof of this end must establish."""
    if measure.ratios:
        one = over_one(measure)
        form = one.numerator.plus(one.denominator, -value).times(side.sign)  # type: ignore[arg-type]
        edge: Exact = 0
    else:
        form = measure.linear.times(side.sign)
        edge = side.sign * value  # type: ignore[assignment]
    return Line.of(form, Interval.less_than(edge) if is_open else Interval.at_most(edge))


def reduced(bound: Bound, measure: Measure, facts: Iterable[Fact]) -> Measure:
    """The measure with denominators replaced by the single numbers that lemmas prove them to be.

    Raises:
        ProofRejected: If a lemma does not hold, or one is missing.
    """
    if len({one.denominator for one, _ in measure.ratios}) < 2:
        return measure
    numbers: dict[tuple[tuple[Term, int], ...], int] = {}
    for lemma in bound.lemmas:
        check_proof(lemma)
        check_basis(lemma, facts, ())
        numbers[lemma.conclusion.terms] = lemma.conclusion.upper  # type: ignore[assignment]

    def number(form: LinearForm) -> Exact:
        terms, scale, offset = lattice(form)
        opposite = tuple((term, -factor) for term, factor in terms)
        upper, lower = numbers.get(terms), numbers.get(opposite)
        if upper is None or lower is None or upper != -lower:
            raise ProofRejected("no lemma proves a denominator to be a single number")
        return exact(scale * upper + offset)

    return with_denominators(measure, number)


def with_denominators(measure: Measure, number: Callable[[LinearForm], Exact]) -> Measure:
    """The linear measure that remains when each denominator is a number."""
    linear = measure.linear
    for one, factor in measure.ratios:
        below = number(one.denominator)
        if below <= 0:
            raise ProofRejected("a denominator is not positive")
        linear = linear.plus(one.numerator, factor * Fraction(1) / below)
    return attrs.evolve(measure, linear=linear, ratios=())


def _shown_sharp(bound: Bound, measure: Measure) -> bool:
    if bound.witness is None or bound.witness.value is None or not is_history(bound.witness, bound.ray):
        return False
    if not bound.is_open:
        return bound.witness.value == bound.value
    if bound.ray is None:
        return False
    sign = bound.side.sign
    count = counter(bound.ray.worlds, measure.terms)
    one = over_one(measure)
    # A ray changes a form by its coefficients alone, so constants are taken off.
    top, below = (form.value(count) - form.constant for form in (one.numerator, one.denominator))
    if below == 0:
        return isinstance(bound.value, float) and sign * top > 0
    return below > 0 and not isinstance(bound.value, float) and Fraction(top) / below == bound.value
