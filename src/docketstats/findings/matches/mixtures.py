"""Matches of a claimed change or growth with two figures that are not of one population at the claim's two dates."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from docketstats.findings.comparison import only_date, signed
from docketstats.findings.matches.claimed import Claimed, Likeness, Match, share_a_label
from docketstats.findings.matches.slips import says
from docketstats.model.kinds import unit_shown
from docketstats.model.term import text, undated
from docketstats.values.formatting import format_number
from docketstats.values.interval import Interval


def mixtures(claimed: Claimed) -> Iterator[Match]:
    """Pairs of figures that give the change or growth claimed and are of two populations, or of other dates.

    As growth is rounded, many pairs would give it by chance, so the two must share a label.
    """
    measure = claimed.measure
    if measure.kind not in ("change", "growth"):
        return
    form = measure.ratios[0][0].numerator if measure.kind == "growth" else measure.linear
    ends = [term for term, _ in sorted(form.terms, key=lambda pair: pair[1])]
    if len(ends) != 2:
        return  # of one date to itself, or of a share
    own = undated(ends[0])
    for other in claimed.by_term:
        at = only_date(other)
        if other in ends or at is None or not (undated(other) == own or at in measure.dates):
            continue
        if measure.kind == "growth" and not share_a_label(other, own.leaves):
            continue
        for pair in ((ends[0], other), (other, ends[1])):
            if not claimed.by_term.keys() >= set(pair):
                continue
            before, after = (claimed.by_term[term] for term in pair)
            step = after.number - before.number
            if measure.kind == "growth" and not before.number:
                continue
            value = step if measure.kind == "change" else Fraction(step) / before.number
            if (said := says(claimed.statement, value)) is not None:
                moved = signed(Interval.exactly(value) * (100 if measure.ratios else 1), unit_shown(measure))
                what = "two populations" if undated(before.term) != undated(after.term) else "other dates"
                words = (
                    f"{moved} comes of {format_number(after.number)} for {text(undated(after.term))} at "
                    f"{only_date(after.term)} beside {format_number(before.number)} for {text(undated(before.term))} "
                    f"at {only_date(before.term)}: {what}, so it is not the {measure.kind} that is claimed"
                )
                sources = [before.source, after.source]
                yield claimed.match(Likeness.MIXTURE, said, words, after.measure - before.measure, sources)
