"""Reconciliations: the least corrections of figures that let contradictory facts hold together, as a proposal."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from docketstats.errors import ModelError, ProofRejected
from docketstats.findings.arithmetic import quantity
from docketstats.findings.derived import DerivedFigure
from docketstats.inference import ends
from docketstats.inference.proof import Bound, Side, Witness
from docketstats.inference.recount import counter
from docketstats.model.adjustable import Adjustable, total_change
from docketstats.model.facts import Fact, Origin
from docketstats.model.figure import Assumption
from docketstats.model.measure import Measure, over_one
from docketstats.model.source import Source
from docketstats.values.formatting import format_number
from docketstats.values.interval import Exact, Interval, exact

if TYPE_CHECKING:
    from docketstats.evidence import Evidence


@attrs.frozen
class Correction:
    """What one figure would have to say instead.

    Attributes:
        fact: The figure, as a fact.
        measure: What it counts.
        stated: What it says.
        corrected: What it would say, moved as a whole. Of a ratio this is in the example population, as the same
            number of units moves a ratio by more or by less.
        change: By how much it is raised, or lowered if below 0: in the unit of the measure, or in units of the
            numerator for a ratio.
        cost: What that adds to the total.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> correction, = evidence.reconcile().corrections
    >>> print(correction)
    count(everyone, at="2024-09-30"): 100 cases raised by 20, to 120 cases
    >>> correction.change, correction.stated, correction.corrected
    (20, Interval(100, 100), Interval(120, 120))
    """

    fact: Fact
    measure: Measure = attrs.field(kw_only=True)
    stated: Interval = attrs.field(kw_only=True)
    corrected: Interval = attrs.field(kw_only=True)
    change: Exact = attrs.field(kw_only=True)
    cost: Exact = attrs.field(kw_only=True)

    @property
    def source(self) -> Source | None:
        """Who said it."""
        return self.fact.source

    @property
    def text(self) -> str:
        """What is done to it: "raised by 10"."""
        amount = format_number(exact(abs(self.change)))
        if self.measure.ratios:
            amount += " in its numerator"
        return f"{'raised' if self.change > 0 else 'lowered'} by {amount}"

    def __str__(self) -> str:
        said, would_be = (quantity(self.measure, one) for one in (self.stated, self.corrected))
        return f"{self.measure!r}: {said} {self.text}, to {would_be}"


@attrs.frozen
class Alone:
    """A figure that by itself, if wrong, explains the contradiction.

    Attributes:
        stated: The figure, and what it says.
        allowed: What the other facts allow for it: what it would have to be.
        example: A population that fits the other facts.
        least: The lower end of what it costs to correct it alone, with its proof and a population; None if no
            correction that is counted here does (a ratio is corrected in its numerator only).

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> for one in evidence.reconcile().alone:
    ...     print(one.fact.text, one.interval)
    count(everyone, at="2024-09-30") is 100 Interval(120, inf)
    count(old, at="2024-09-30") is 120 Interval(0, 100)
    """

    stated: Adjustable
    allowed: DerivedFigure = attrs.field(kw_only=True)
    example: Witness = attrs.field(kw_only=True)
    least: Bound | None = attrs.field(kw_only=True)

    @property
    def fact(self) -> Fact:
        """The figure, as a fact."""
        return self.stated.fact

    @property
    def source(self) -> Source | None:
        """Who said it."""
        return self.fact.source

    @property
    def interval(self) -> Interval:
        """What it would have to be, by the other facts."""
        return self.allowed.interval

    @property
    def correction(self) -> Correction | None:
        """The least correction of it alone."""
        return None if self.least is None else next(_corrections((self.stated,), self.least), None)

    def __str__(self) -> str:
        measure, correction = self.stated.measure, self.correction
        rest = f"by the other facts {quantity(measure, self.interval)}"
        return f"{measure!r}: {quantity(measure, self.stated.interval)}; {rest}" + (
            f", so {correction.text}" if correction else ""
        )


@attrs.frozen
class Reconciliation:
    """The least total change of figures that lets contradictory facts hold together.

    It is a proposal, not a finding about which figure is wrong. That no smaller total is possible is proved; other
    corrections may come to the same total. Where the correction of one figure alone does, the first such is proposed.

    Attributes:
        facts: The facts that contradict each other, with all that are tied to them; none if nothing does.
        adjustable: Those that may be corrected, with what that costs.
        least: The lower end of the total change, with its proof and a population that fits the corrected figures.
        by: ``"absolute"`` or ``"relative"``.
        alone: The figures of which each by itself, if wrong, explains the contradiction.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> proposal = evidence.reconcile()
    >>> proposal.total, [str(one) for one in proposal.corrections]
    (20, ['count(everyone, at="2024-09-30"): 100 cases raised by 20, to 120 cases'])
    """

    facts: tuple[Fact, ...] = ()
    adjustable: tuple[Adjustable, ...] = attrs.field(kw_only=True, default=())
    least: Bound | None = attrs.field(kw_only=True, default=None)
    by: str = attrs.field(kw_only=True, default="absolute")
    alone: tuple[Alone, ...] = attrs.field(kw_only=True, default=())

    @property
    def is_consistent(self) -> bool:
        """Whether no figure has to be corrected."""
        return not self.corrections

    @property
    def total(self) -> Exact:
        """What the corrections proposed cost together; 0 if nothing is to be corrected."""
        return exact(sum(one.cost for one in self.corrections))

    @property
    def at_least(self) -> Exact:
        """What any corrections cost together at least, by proof: the total, unless the work limit was reached."""
        return 0 if self.least is None else exact(self.least.value)

    @property
    def is_least(self) -> bool:
        """Whether it is proved that no smaller total is possible."""
        return self.total == self.at_least

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """The corrections proposed."""
        return () if self.least is None else tuple(_corrections(self.adjustable, self.least))

    @property
    def relaxed(self) -> tuple[Fact, ...]:
        """The facts with room for corrections."""
        return relaxed(self.facts, self.adjustable)

    @property
    def used(self) -> tuple[Fact, ...]:
        """The facts, as stated, that the proof of the least total uses: they contradict each other."""
        if self.least is None or self.least.proof is None:
            return ()
        names = {fact.name for fact in self.least.proof.facts}
        return tuple(fact for fact in self.facts if fact.name in names)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the facts that contradict each other."""
        return tuple(dict.fromkeys(fact.source for fact in self.used if fact.source))

    def check(self) -> bool:
        """Re-check without a solver that no smaller total is possible, and that the corrected figures fit together.

        Raises:
            ProofRejected: If anything does not hold.
        """
        if self.least is None:
            if self.facts or self.adjustable or self.alone:
                raise ProofRejected("nothing shows what the least total change is")
            return True
        for one in self.adjustable:
            if one.fact not in self.facts or one.fact.lines != one.lines or one.fact.origin is not Origin.FIGURE:
                raise ProofRejected("what may be corrected is not one of the figures", where=one.fact.name)
            if min(one.trust, one.lowering, one.raising) <= 0:
                raise ProofRejected("a correction must cost something", where=one.fact.name)
        if len({one.fact.name for one in self.adjustable}) < len(self.adjustable):
            raise ProofRejected("two figures share the register of their corrections")
        _check_least(self.least, self.facts, self.adjustable)
        for single in self.alone:
            self._check_alone(single)
        return True

    def _check_alone(self, one: Alone) -> None:
        if one.stated not in self.adjustable or one.allowed.measure != one.stated.measure:
            raise ProofRejected("a figure that explains it alone is another than is said", where=one.fact.name)
        if one.allowed.facts != tuple(fact for fact in self.facts if fact != one.fact):
            raise ProofRejected("the others are not all the other facts", where=one.fact.name)
        one.allowed.check()
        ends.check_witness_of(one.example, one.stated.measure, one.allowed.facts)
        if one.least is not None:
            _check_least(one.least, self.facts, (one.stated,))

    def apply(self, evidence: Evidence) -> Evidence:
        """New evidence with the corrections as assumptions in the place of the figures; the given one stays as it is.

        Each assumption gives the correction as its reason, so that every answer which rests on it shows it.

        Args:
            evidence: The evidence that this was made from, or other evidence with the same figures.

        Raises:
            ModelError: If the evidence has not these figures.
        """
        known = {fact.name: fact for fact in evidence.facts()}
        if wrong := [one.fact.name for one in self.corrections if known.get(one.fact.name) != one.fact]:
            raise ModelError(f"the evidence has not the figures that are corrected: {', '.join(wrong)}")
        if not self.corrections:
            return evidence
        return evidence.assuming_instead({one.fact.name: _assumption(one) for one in self.corrections})

    def explain(self) -> str:
        """The proposal in prose: what contradicts, what would have to change, and why no less is enough."""
        from docketstats.findings.reconciling_text import explain_reconciliation  # it renders this class

        return explain_reconciliation(self)

    def __str__(self) -> str:
        if self.is_consistent:
            return "no correction is needed"
        return "\n".join([f"least total change {format_number(self.total)}, proposed:", *map(str, self.corrections)])


def relaxed(facts: tuple[Fact, ...], adjustable: tuple[Adjustable, ...]) -> tuple[Fact, ...]:
    """Some facts, those that may be corrected with room for it."""
    roomy = {one.fact: one.relaxed for one in adjustable}
    return tuple(roomy.get(fact, fact) for fact in facts)


def _check_least(least: Bound, facts: tuple[Fact, ...], adjustable: tuple[Adjustable, ...]) -> None:
    if least.side is not Side.LOWER or least.witness is None:
        raise ProofRejected("the least total change has no example")
    ends.check_bound(least, total_change(adjustable), relaxed(facts, adjustable))


def _corrections(adjustable: tuple[Adjustable, ...], least: Bound) -> Iterator[Correction]:
    """The corrections that there are in the population of a least total."""
    assert least.witness is not None
    forms = [over_one(one.measure).denominator for one in adjustable]
    terms = [term for one in adjustable for term in (one.lowered, one.raised)]
    count = counter(least.witness.worlds, (*terms, *(term for form in forms for term, _ in form.terms)))
    for one, below in zip(adjustable, forms, strict=True):
        change = exact(one.step * (count(one.raised) - count(one.lowered)))
        if change:
            moved = one.interval + exact(Fraction(change) / below.value(count))
            yield Correction(
                one.fact,
                measure=one.measure,
                stated=one.interval,
                corrected=moved,
                change=change,
                cost=one.cost.value(count),
            )


def _assumption(one: Correction) -> Assumption:
    said = f"{quantity(one.measure, one.stated)} [{one.source}]"
    because = f"reconciled: {said} {one.text}"
    return Assumption(one.measure.lies_in(one.corrected), because=because, confidence=one.fact.confidence)
