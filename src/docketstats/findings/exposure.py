"""Disclosure audits: which suppressed cells can be recovered, or narrowed below a threshold, from what is published.

A *suppressed cell* is a count whose words give no single number and leave it open that it is below the threshold. Only
what is known to be below it counts as exposed: a large hidden or rounded cell is not judged. The audit takes the
reader's place: it bounds each by everything that is published (the *feasibility interval* of Hundepool et al.,
Statistical Disclosure Control, 2012, chapter 4), in whole units and jointly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import attrs

from docketstats.errors import ModelError, TooLarge
from docketstats.findings.derived import DerivedFigure, Sharpness
from docketstats.findings.unlisted import differences, untold_items
from docketstats.inference.conflicts import cited
from docketstats.inference.proof import Bound, Proof
from docketstats.inference.search import shrunk
from docketstats.model.facts import Fact, Origin
from docketstats.model.lowering import Placed
from docketstats.model.measure import Measure, count
from docketstats.model.population import Population
from docketstats.values.formatting import format_interval
from docketstats.values.given import shown
from docketstats.values.interval import Interval, exact

if TYPE_CHECKING:
    from docketstats.evidence import Evidence

COUNTS = Interval.at_least(0)
T = TypeVar("T")


@attrs.frozen
class Rule:
    """What counts as exposed.

    Args:
        threshold: The smallest count that may be shown: counts from 1 to one less are to stay unknown.
        width: How wide an interval below the threshold must be not to count as narrowed: its upper end less its lower
            one (a *sliding protection level*: Fischetti and Salazar, Management Science 47, 2001). None for an
            interval as wide as the cell's own words leave it.

    Raises:
        ModelError: If the threshold is no whole number above 1, or the width none above 0.

    >>> Rule(threshold=11, width=5)
    Rule(threshold=11, width=5)
    """

    threshold: int = 11
    width: int | None = None

    def __attrs_post_init__(self) -> None:
        for name, value, least in (("threshold", self.threshold, 2), ("width", self.width, 1)):
            if value is None and name == "width":
                continue
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise ModelError(f"the {name} is a whole number, at least {least}, not {shown(value)}")
            exact(value, what=f"the {name}")

    @property
    def small(self) -> Interval:
        """The counts that are to stay unknown."""
        return Interval(1, self.threshold - 1)

    def suppresses(self, said: Interval) -> bool:
        """Whether words that allow these counts are those of a suppressed cell."""
        return not (said.is_empty or said.is_point or said.intersection(self.small).is_empty)

    def narrows(self, said: Interval, known: Interval) -> bool:
        """Whether what is known of a cell puts it below the threshold, by more than its own words do."""
        wide = self.width is not None and known.upper - known.lower >= self.width
        return known != said and known.upper < self.threshold and not wide


@attrs.frozen
class Exposure:
    """How far a cell can be seen through: what its own words allow, and what all that is published allows.

    Attributes:
        figure: What all that is published allows, with its proofs and examples.
        said: The counts that its own words allow.
        fact: The cell, as a fact; None for a count that is not among the figures.
        rule: What counts as exposed.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> said = ((court.everyone, 70), (court["open"], 66), (court["closed"], "1 to 10"))
    >>> figures = [ds.reported(what, number, source=ds.Source("Table 2")) for what, number in said]
    >>> exposure, = ds.Evidence(court.snapshot("2024-09-30", figures=figures)).exposed(threshold=11)
    >>> exposure.said, exposure.figure.interval
    (Interval(1, 10), Interval(4, 4))
    """

    figure: DerivedFigure
    said: Interval
    fact: Fact | None = attrs.field(kw_only=True)
    rule: Rule = attrs.field(kw_only=True)

    @property
    def measure(self) -> Measure:
        """The count of the cell, with its date."""
        return self.figure.measure

    @property
    def interval(self) -> Interval:
        """The counts that all that is published allows."""
        return self.figure.interval

    @property
    def is_recovered(self) -> bool:
        """Whether it is a single number."""
        return self.interval.is_point and self.interval != self.said

    @property
    def is_narrowed(self) -> bool:
        """Whether it is known to be below the threshold, by more than its own words say."""
        return not self.is_recovered and self.rule.narrows(self.said, self.interval)

    @property
    def is_exposed(self) -> bool:
        """Whether it is recovered or narrowed."""
        return self.is_recovered or self.is_narrowed

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The proofs of those of its ends that its own words do not give."""
        ends = ((self.figure.lower, self.said.lower), (self.figure.upper, self.said.upper))
        found = [end.proof for end, said in ends if end is not None and end.proof is not None and end.value != said]
        return tuple(dict.fromkeys(found))

    @property
    def used(self) -> tuple[Fact, ...]:
        """What these proofs use, without the rules of classifications."""
        facts = dict.fromkeys(fact for proof in self.proofs for fact in proof.facts)
        return tuple(fact for fact in facts if fact.origin is not Origin.RULE)

    @property
    def rests_on(self) -> tuple[Fact, ...]:
        """The facts that expose it: those of these proofs, and the cell itself where its own words give an end."""
        upper, lower = self.interval.upper == self.said.upper, self.interval.lower == self.said.lower > 0
        return tuple(dict.fromkeys((*self.used, self.fact))) if self.fact and (upper or lower) else self.used

    @property
    def given_away_by(self) -> tuple[Fact, ...]:
        """The other cells and facts that together give it away; none if nothing narrows its words."""
        return tuple(fact for fact in self.used if fact != self.fact)

    def explain(self) -> str:
        """What is known of it, line by line, each with its source."""
        return self.figure.explain()

    def __str__(self) -> str:
        unit = self.measure.unit
        said = "not shown" if self.said == COUNTS else f"shown as {format_interval(self.said, unit)}"
        if not self.is_exposed:
            return f"{self.measure!r}: {said}, not exposed: {format_interval(self.interval, unit)}"
        how = "recovered" if self.is_recovered else "narrowed"
        return f"{self.measure!r}: {said}, {how}: {format_interval(self.interval, unit)}"


class Exposures(tuple[Exposure, ...]):
    """The suppressed cells that are exposed, as a tuple that also has what else an audit finds.

    Attributes:
        rule: What counts as exposed.
        cells: All suppressed cells, exposed or not, with what is known of each.
        derived: Counts that are not among the figures, and are known to be at least 1 and below the threshold.
        printed: Figures that print a count from 1 to below the threshold.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> said = ((court.everyone, 70), (court["open"], 66), (court["closed"], "1 to 10"))
    >>> figures = [ds.reported(what, number, source=ds.Source("Table 2")) for what, number in said]
    >>> found = ds.Evidence(court.snapshot("2024-09-30", figures=figures)).exposed(threshold=11)
    >>> len(found), len(found.cells), found.rule
    (1, 1, Rule(threshold=11, width=None))
    """

    rule: Rule
    cells: tuple[Exposure, ...]
    derived: tuple[Exposure, ...]
    printed: tuple[Fact, ...]

    def __new__(
        cls,
        cells: Iterable[Exposure] = (),
        derived: Iterable[Exposure] = (),
        printed: Iterable[Fact] = (),
        rule: Rule = Rule(),
    ) -> Exposures:
        """Make the tuple."""
        cells = tuple(cells)
        self = super().__new__(cls, (one for one in cells if one.is_exposed))
        self.rule, self.cells, self.derived, self.printed = rule, cells, tuple(derived), tuple(printed)
        return self

    def __reduce__(self) -> tuple[object, ...]:
        return (Exposures, (self.cells, self.derived, self.printed, self.rule))

    @property
    def unsettled(self) -> tuple[Exposure, ...]:
        """The cells not shown to be exposed of which tighter ends may be right, as the work limit was met."""
        return tuple(one for one in self.cells if not one.is_exposed and one.figure.sharpness is not Sharpness.SHARP)

    def explain(self) -> str:
        """The findings in prose: each cell that is exposed, and what gives it away."""
        below = f"below {self.rule.threshold}"
        lines = [f"Suppressed cells: {len(self.cells)}; exposed: {len(self)}."] if self.cells else []
        lines = lines or [f"No count is suppressed: none is left open that may be {below}."]
        for one in (*self, *self.derived):
            lines += [str(one), *(f"  given away by {cited(fact)}" for fact in one.given_away_by)]
        lines += [f"printed, and {below}: {cited(fact)}" for fact in self.printed]
        lines += [f"{one.measure!r}: whether it is exposed is not settled" for one in self.unsettled]
        return "\n".join(lines)


def audit(evidence: Evidence, rule: Rule, cells: Iterable[Population] = (), *, brief: bool = True) -> Exposures:
    """The audit of a collection of figures; see `docketstats.Evidence.exposed`.

    Args:
        evidence: What is published.
        rule: What counts as exposed.
        cells: Further populations that are suppressed, by being left out.
        brief: Whether to look for proofs from few facts, which takes longer.
    """
    return _Audit(evidence, rule, brief).all(cells)


def several(given: Iterable[T] | T) -> tuple[T, ...]:
    """What may be given one by one or as several."""
    return (given,) if isinstance(given, str) or not isinstance(given, Iterable) else tuple(given)


class _Audit:
    def __init__(self, evidence: Evidence, rule: Rule, brief: bool) -> None:
        self._evidence, self._rule, self._brief = evidence, rule, brief
        self._facts = {fact.name: fact for fact in evidence.facts()}
        self._counts = [one for one in evidence.placed if is_count(one.measure)]
        self._known: dict[Measure, DerivedFigure] = {}

    def all(self, cells: Iterable[Population]) -> Exposures:
        found = [*self._suppressed(), *(self._exposure(count(one), COUNTS) for one in cells)]
        printed = [self._facts[one.name] for one in self._counts if is_small(one, self._rule)]
        return Exposures(found, self._derived(found), printed, self._rule)

    def _suppressed(self) -> Iterator[Exposure]:
        for one in self._counts:
            said = counted(one)
            if self._rule.suppresses(said):
                yield self._exposure(one.measure, said, self._facts[one.name])

    def _exposure(self, measure: Measure, said: Interval, fact: Fact | None = None) -> Exposure:
        if measure not in self._known:
            self._known[measure] = self._evidence.bound(measure)
        found = Exposure(self._known[measure], said, fact=fact, rule=self._rule)
        return _with_few_facts(found) if self._brief and found.is_exposed else found

    def _derived(self, cells: Iterable[Exposure]) -> Iterator[Exposure]:
        seen = {one.measure for one in cells}
        dockets = {docket.name: docket for docket in self._evidence.dockets}
        items = untold_items(self._counts, dockets)
        pairs = differences(self._counts, dockets, self._evidence.facts(), self._rule.threshold)
        for population in (*items, *pairs):
            one = self._exposure(count(population), COUNTS)
            if one.measure not in seen and one.interval.subset(self._rule.small):
                same = (each for each in self._counts if self._known_of(each).equal(one.interval))
                if not any(_equivalent(population, each) for each in same):
                    seen.add(one.measure)
                    yield one

    def _known_of(self, one: Placed) -> Interval:
        known = self._known.get(one.measure)
        return counted(one) if known is None else known.interval


def is_count(measure: Measure) -> bool:
    """Whether a measure is the count of one population."""
    terms = measure.linear.terms
    whole = not (measure.ratios or measure.linear.constant) and measure.kind != "average"
    return whole and len(terms) == 1 and terms[0][1] == 1 and not terms[0][0].is_of_step


def counted(one: Placed) -> Interval:
    """The counts that a figure's own words allow."""
    return one.figure.interval.intersection(COUNTS).whole()


def is_small(one: Placed, rule: Rule) -> bool:
    """Whether a figure prints one number that is to stay unknown."""
    return is_count(one.measure) and counted(one).is_point and counted(one).subset(rule.small)


def _equivalent(population: Population, one: Placed) -> bool:
    term, docket = one.measure.linear.terms[0][0], population.docket
    try:
        return one.measure.dockets == (docket,) and population.equivalent_to(Population(docket, term, str(term)))
    except TooLarge:
        return False


def _with_few_facts(one: Exposure) -> Exposure:
    """A cell with proofs, of the ends that its words do not give, from as few facts as may be."""

    def short(end: Bound | None) -> Bound | None:
        return (
            attrs.evolve(end, proof=shrunk(end.proof, rules=False))
            if end and end.proof and end.proof in one.proofs
            else end
        )

    figure = one.figure
    return attrs.evolve(one, figure=attrs.evolve(figure, lower=short(figure.lower), upper=short(figure.upper)))
