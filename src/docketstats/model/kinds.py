"""What kind of measure a measure is, by its numbers: its word and its unit are what somebody calls it."""

from __future__ import annotations

import datetime
from fractions import Fraction
from itertools import pairwise

from docketstats.errors import ModelError
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.measure import Measure, natural_units
from docketstats.model.term import Term, combine, redated


def is_share(measure: Measure) -> bool:
    """Whether a measure is a part of a population divided by the whole."""
    ratio = _only_ratio(measure)
    return ratio is not None and _is_part(ratio)


def _is_part(ratio: Ratio) -> bool:
    part, whole = _population(ratio.numerator), _population(ratio.denominator)
    return part is not None and whole is not None and combine("&", (part, whole)) == part


def check_kind(measure: Measure) -> None:
    """Refuse a measure that is called what it is not, or is in a unit that its populations are not counted in.

    Raises:
        ModelError: If its kind or unit is none that its numbers have.
    """
    ratio = _only_ratio(measure)
    linear = measure.linear if not measure.ratios else None
    fits = {
        "count": linear is not None and _population(linear) is not None,
        "change": _is_change(linear) if linear is not None else _is_change_of_share(measure),
        "share": is_share(measure),
        "growth": ratio is not None and _is_growth(ratio),
        "average": linear is not None and _is_average(linear),
        "ratio": ratio is not None,
        "flow": linear is not None and _is_flow(linear),
        "combination": True,
    }
    if not fits.get(measure.kind, False):
        raise ModelError(f"what is measured is no {measure.kind[:40]!r}")
    if others := natural_units(measure) - {measure.unit}:
        raise ModelError(f"what is measured is in the unit {' and '.join(sorted(others))!r}, not {measure.unit[:40]!r}")


def unit_shown(measure: Measure) -> str:
    """The unit in which a measure is shown: shares and growth in percent, changes of shares in percentage points."""
    if measure.kind in ("share", "growth"):
        return "percent"
    return "percentage_point" if measure.kind == "change" and not measure.unit else measure.unit


def _only_ratio(measure: Measure) -> Ratio | None:
    """The ratio that a measure is; None if it is anything else."""
    match measure.ratios, measure.linear.terms, measure.linear.constant:
        case ((one, 1),), (), 0:
            return one
    return None


def _population(form: LinearForm) -> Term | None:
    """The population whose count a form is; None if it is anything else."""
    match form.terms, form.constant:
        case ((term, 1),), 0:
            return term
    return None


def _is_flow(form: LinearForm) -> bool:
    """Whether a form is about one flow, in one step or several."""
    terms = [term for term, factor in form.terms if factor == 1]
    steps = all(leaf.is_of_step for term in terms for leaf in term.leaves)
    return bool(terms) and len(terms) == len(form.terms) and not form.constant and steps


def _is_change(form: LinearForm) -> bool:
    """Whether a form is the count of one population at one date minus its count at another."""
    if not form.terms and not form.constant:
        return True  # of a date to itself
    match sorted(form.terms, key=lambda pair: pair[1]), form.constant:
        case [(before, -1), (after, 1)], 0:
            dates = [{leaf.at for leaf in term.leaves if leaf.at} for term in (before, after)]
            if len(dates[0]) == len(dates[1]) == 1:
                return redated(before, {dates[0].pop(): dates[1].pop()}) == after
    return False


def _is_growth(ratio: Ratio) -> bool:
    """Whether a ratio is a change divided by the count that it started from."""
    before = _population(ratio.denominator)
    started = not ratio.numerator.terms or any(pair == (before, -1) for pair in ratio.numerator.terms)
    return before is not None and started and _is_change(ratio.numerator)


def _is_change_of_share(measure: Measure) -> bool:
    """Whether a measure is a share at one date minus the same share at another."""
    match sorted(measure.ratios, key=lambda pair: pair[1]), measure.linear.terms, measure.linear.constant:
        case [(before, -1), (after, 1)], (), 0:
            forms = [(one.numerator, one.denominator) for one in (before, after)]
            dates = [{leaf.at for form in two for leaf in form.leaves() if leaf.at} for two in forms]
            if len(dates[0]) == len(dates[1]) == 1:
                move = {dates[0].pop(): dates[1].pop()}
                moved = [form.map(lambda term: redated(term, move)) for form in forms[0]]
                return _is_part(before) and moved == [*forms[1]]
    return False


def _is_average(form: LinearForm) -> bool:
    """Whether a form is the mean of one population's counts on days that follow each other."""
    terms = [term for term, _ in form.terms]
    dates = [{leaf.at for leaf in term.leaves if leaf.at} for term in terms]
    if form.constant or not terms or any(factor != Fraction(1, len(terms)) for _, factor in form.terms):
        return False
    if len(terms) == 1:
        return not terms[0].leaves  # of nobody; of others on one day it is a count
    if any(len(one) != 1 for one in dates):
        return False
    days = {date: term for (date,), term in zip(dates, terms, strict=True)}
    starts = sorted(date.start for date in days if date.is_day and date.start)
    follow = all(b - a == datetime.timedelta(days=1) for a, b in pairwise(starts))
    first = next(iter(days))
    return len(starts) == len(terms) and follow and all(redated(t, {d: first}) == days[first] for d, t in days.items())
