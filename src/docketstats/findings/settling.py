"""What would settle a claim: the counts that nobody published and that could decide it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

import attrs

from docketstats.inference.route import system_for
from docketstats.inference.search import Solver
from docketstats.model.facts import Fact, Origin, lattice, lines
from docketstats.model.measure import Measure
from docketstats.model.term import Compound, Leaf, Term, combine, text_of_flow
from docketstats.values.formatting import format_interval
from docketstats.values.interval import Exact, Interval, exact
from docketstats.values.period import Period

MOST_SETTLING = 5
"""The candidates that are shown."""


@attrs.frozen
class Settling:
    """A count that nobody published and that could decide a claim.

    Attributes:
        term: The population to count.
        supports: The values that would support the claim.
        refutes: The values that would refute it.
        leaves_open: The values that would leave it open.
        remaining: The greatest width that the claim's measure, or the numerator of its ratio, could still have.
    """

    term: Term
    supports: tuple[Interval, ...]
    refutes: tuple[Interval, ...]
    leaves_open: Interval
    remaining: Exact | float

    def __str__(self) -> str:
        return self.said(str(self.term))

    def said(self, population: str) -> str:
        """The same in words, with the population called by the name given."""

        def shown(parts: tuple[Interval, ...]) -> str:
            return " or ".join(format_interval(part) for part in parts) or "no value"

        still = "none" if self.leaves_open.is_empty else format_interval(self.leaves_open)
        return (
            f"count({population}): {shown(self.supports)} would support it, {shown(self.refutes)} would refute it, "
            f"{still} would leave it open"
        )


def settling(facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval) -> Iterator[Settling]:
    """The counts that would decide a claim, by the width that they leave in the worst case."""
    found = [one for term in _candidates(facts, measure) if (one := _settles(facts, measure, weakest, strongest, term))]
    yield from sorted(found, key=lambda one: (one.remaining, len(one.term.key), one.term.key))[:MOST_SETTLING]


def _candidates(facts: tuple[Fact, ...], measure: Measure) -> Iterator[Term]:
    """Items and named sets, and their intersections with the claim's populations; never the claim's own measure.

    Of a population such as ``a & b & (c - d)`` the plain part, ``a & b``, is intersected too: it makes ``a & b & d``.
    Where units stay in a set from one date to another, those that left it are a candidate, and of a share those that
    stayed: such counts are published, and a share of them seldom is.
    """
    own = list(dict.fromkeys(measure.terms))
    stocks = [term for term in own if not any(leaf.is_of_step for leaf in term.leaves)]
    spanning = [term for term in stocks if len({leaf.at for leaf in term.leaves}) == 2]
    plain = [
        combine("&", [part for part in term.parts if isinstance(part, Leaf)])
        for term in stocks
        if isinstance(term, Compound) and term.op == "&" and any(isinstance(part, Leaf) for part in term.parts)
    ]
    dates = {leaf.at for leaf in measure.leaves()}
    known = {leaf for fact in facts for leaf in fact.leaves} | measure.leaves()
    known = {leaf for leaf in known if leaf.at in dates and not (leaf.is_everyone or leaf.is_of_step)}
    sets = sorted(known, key=lambda leaf: leaf.key)
    said = {term for fact in facts for line in fact.lines for term, _ in line.terms}
    flows = sorted(filter(text_of_flow, said), key=lambda term: term.key)
    published = {line.terms for fact in facts for line in fact.lines if line.lower == line.upper}
    seen = set(own).difference(spanning if measure.ratios else ())
    left = [one for term in spanning for one in _left(term)]
    for term in (
        *(spanning if measure.ratios else ()),
        *left,
        *flows,
        *sets,
        *(combine("&", (leaf, term)) for term in (*plain, *stocks) for leaf in sets),
    ):
        if term not in seen and ((term, 1),) not in published:
            seen.add(term)
            yield term


def _left(term: Term) -> Iterator[Term]:
    """If a term is who is in sets at one date and in sets at another: who is in the former only."""
    if isinstance(term, Compound) and term.op == "&":
        parts: dict[frozenset[Period | None], list[Term]] = {}
        for part in term.parts:
            parts.setdefault(frozenset(leaf.at for leaf in part.leaves), []).append(part)
        if len(parts) == 2 and all(len(dates) == 1 for dates in parts):
            first, last = sorted(parts, key=lambda dates: [date.sort_key for date in dates if date])
            yield combine("-", (combine("&", parts[first]), combine("&", parts[last])))


def _settles(
    facts: tuple[Fact, ...], measure: Measure, weakest: Interval, strongest: Interval, term: Term
) -> Settling | None:
    form = ((term, 1),)
    asked = [term, *measure.terms]

    if len({one.denominator for one, _ in measure.ratios}) > 1:
        return None
    plain = system_for(facts, asked)
    if not measure.ratios and plain.columns(form) == plain.columns(lattice(measure.linear)[0]):
        return None  # the claim's own measure in other words

    def span(part: Interval | None) -> Interval:
        said = () if part is None else (Fact("said", "said", origin=Origin.CLAIM, lines=lines(measure, part)),)
        solver = Solver((*facts, *said), asked)
        if solver.infeasible:
            return Interval.empty()
        ends = [solver.relaxed(tuple((one, sign * factor) for one, factor in form)).value for sign in (-1, 1)]
        lower = 0 if math.isinf(ends[0]) else max(0, math.ceil(-ends[0]))
        upper = math.inf if math.isinf(ends[1]) else math.floor(ends[1])
        return Interval(lower, upper) if lower <= upper else Interval.empty()

    # As worded, a claim is true where its strongest reading is, and false where its weakest is.
    possible, true = span(None), span(weakest)
    false = Interval.empty()
    for part in strongest.complement():
        false = false.hull(span(part))
    if true.is_empty or false.is_empty or (possible.subset(true) and possible.subset(false)):
        return None
    return Settling(
        term,
        supports=_minus(possible, false),
        refutes=_minus(possible, true),
        leaves_open=true.intersection(false),
        remaining=_remaining(facts, measure, term),
    )


def _minus(whole: Interval, part: Interval) -> tuple[Interval, ...]:
    """The whole numbers of one interval that are not in another."""
    pieces = (whole.intersection(piece).whole() for piece in part.complement())
    return tuple(piece for piece in pieces if not piece.is_empty)


def _remaining(facts: tuple[Fact, ...], measure: Measure, term: Term) -> Exact | float:
    """The greatest difference of the measure between two fitting populations with the same count of ``term``.

    Both populations go into one system: its rows twice, side by side, and a row that ties the two counts.
    """
    from docketstats.inference.simplex import Row, Tableau

    whole, scale, _ = lattice(measure.ratios[0][0].numerator if measure.ratios else measure.linear)
    solver = Solver(facts, [term, *(one for one, _ in whole)])
    system, none = solver.system, (0,) * solver.system.size
    tie = tuple(system.coefficients([(term, 1)]))
    rows = [Row(row.coefficients + none, row.lower, row.upper) for row in system.rows()]
    rows += [Row(none + row.coefficients, row.lower, row.upper) for row in system.rows()]
    rows.append(Row(tie + tuple(-one for one in tie), 0, 0))
    costs = system.columns(whole)
    both = {**costs, **{system.size + column: -one for column, one in costs.items()}}
    best = Tableau(rows, 2 * system.size).maximise(both).value
    return best if math.isinf(best) else exact(Fraction(best) * scale)
