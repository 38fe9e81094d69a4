"""What kind of measure a measure is, by its numbers: its word and its unit are what somebody calls it."""

from __future__ import annotations

from docketstats.errors import ModelError
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.measure import Measure, natural_units
from docketstats.model.term import Term, combine, redated


def is_share(measure: Measure) -> bool:
    """Whether a measure is a part of a population divided by the whole."""
    ratio = _only_ratio(measure)
    if ratio is None:
        return False
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
        "change": linear is not None and _is_change(linear),
        "share": is_share(measure),
        "growth": ratio is not None and _is_growth(ratio),
        "ratio": ratio is not None,
        "flow": linear is not None and _is_flow(linear),
        "combination": True,
    }
    if not fits.get(measure.kind, False):
        raise ModelError(f"what is measured is no {measure.kind[:40]!r}")
    if others := natural_units(measure) - {measure.unit}:
        raise ModelError(f"what is measured is in the unit {' and '.join(sorted(others))!r}, not {measure.unit[:40]!r}")


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
