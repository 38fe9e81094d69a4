"""Matches of a claimed share, growth or ratio: another denominator, points for percent, a multiple for a growth."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from docketstats.findings.comparison import only_date
from docketstats.findings.matches.claimed import Claimed, Count, Likeness, Match, share_a_label
from docketstats.findings.matches.slips import percents, says, shown
from docketstats.model.term import Term, conjuncts, dated, text, undated
from docketstats.values.formatting import format_number
from docketstats.values.interval import Exact


def other_denominators(claimed: Claimed) -> Iterator[Match]:
    """The numerator of the claim over a figure for another population that shares a label with its denominator."""
    measure = claimed.measure
    if len(measure.ratios) != 1 or measure.linear.terms or (top := _numerator(claimed)) is None:
        return
    number, made = top
    ((ratio, factor),) = measure.ratios
    for one in claimed.counts:
        is_own = ((one.term, 1),) == ratio.denominator.terms
        if not one.number or is_own or one.measure.dockets != measure.dockets:
            continue
        value = Fraction(number) * factor / one.number
        said = says(claimed.statement, value) if share_a_label(one.term, ratio.denominator.leaves()) else None
        if said is not None:
            words = (
                f"{shown(value, measure)} is {format_number(number)} over {format_number(one.number)}, the figure for "
                f"{claimed.named(one.measure)}, which is not the denominator of the claim"
            )
            sources = [each.source for each in (*made, one)]
            yield claimed.match(Likeness.DENOMINATOR, said, words, one.measure, sources)


def _numerator(claimed: Claimed) -> tuple[Exact, list[Count]] | None:
    """The numerator of the claim's ratio by the figures, and those that it is made of."""
    form = claimed.measure.ratios[0][0].numerator
    made = [one for term, _ in form.terms if (one := claimed.count_of(term))]
    if not made or len(made) < len(form.terms):
        return None
    numbers = [one.number * factor for one, (_, factor) in zip(made, form.terms, strict=True)]
    return sum(numbers) + form.constant, made


def percent_for_points(claimed: Claimed) -> Iterator[Match]:
    """A change of a share, in points, that is in truth its growth in percent of what it was."""
    measure = claimed.measure
    if measure.kind != "change" or len(measure.ratios) != 2:
        return
    shares = {factor: attrs.evolve(measure, ratios=((one, 1),), kind="share") for one, factor in measure.ratios}
    before, after = (claimed.value(shares[sign]) for sign in (-1, 1))
    if not before or after is None:
        return
    points, growth = Fraction(after - before), Fraction(after - before) / before
    if (said := says(claimed.statement, growth)) is not None:
        words = (
            f"{percents(growth)} is the growth of the share itself, from {percents(before)} to {percents(after)}; "
            f"in percentage points that is {percents(points, '')}"
        )
        yield claimed.match(Likeness.POINTS, said, words, measure, claimed.own.sources)


def points_for_percent(claimed: Claimed) -> Iterator[Match]:
    """A growth, in percent, that is in truth the change of the population's share of another, in points."""
    ends = _ends(claimed)
    for whole in claimed.counts if ends else ():
        assert ends is not None
        before, after = ends
        at = only_date(before.term)
        earlier = claimed.by_term.get(dated(undated(whole.term), at)) if at else None
        is_whole = set(conjuncts(whole.term)) < set(conjuncts(after.term)) or whole.term == _everyone(after.term)
        if not (is_whole and whole.number and earlier and earlier.number):
            continue
        first, last = Fraction(before.number) / earlier.number, Fraction(after.number) / whole.number
        if (said := says(claimed.statement, last - first)) is not None:
            words = (
                f"{percents(last - first, '')} percentage points is the change of its share of "
                f"{text(undated(whole.term))}, from {percents(first)} to {percents(last)}"
            )
            sources = [each.source for each in (before, after, earlier, whole)]
            yield claimed.match(Likeness.POINTS, said, words, claimed.measure, sources)


def _everyone(term: Term) -> Term | None:
    found = {leaf.everyone for leaf in term.leaves}
    return found.pop() if len(found) == 1 else None


def multiples(claimed: Claimed) -> Iterator[Match]:
    """A growth that is in truth the ratio of the counts: three times as many is a growth of 200 %."""
    if (ends := _ends(claimed)) and ends[0].number:
        before, after = ends
        times = Fraction(after.number) / before.number
        if (said := says(claimed.statement, times)) is not None:
            words = f"{percents(times)} is what it is of what it was; the growth is {percents(times - 1)}"
            yield claimed.match(Likeness.MULTIPLE, said, words, claimed.measure, [one.source for one in ends])


def _ends(claimed: Claimed) -> tuple[Count, Count] | None:
    """The figures for a growth's population at its first and its last date, if the claim is about a growth."""
    if claimed.measure.kind != "growth":
        return None
    form = claimed.measure.ratios[0][0].numerator
    ends = [claimed.by_term.get(term) for term, _ in sorted(form.terms, key=lambda pair: pair[1])]
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] and ends[1] else None
