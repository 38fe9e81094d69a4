"""Matches: figures that carry a claimed number, or nearly, and are about something else than the claim.

Most wrong numbers in the news are right numbers of something else: another population, date or unit, another
denominator, points taken for percent; or they are the right number with a slip in its digits or its rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from docketstats.findings.comparison import Counted
from docketstats.findings.derived import DerivedFigure
from docketstats.findings.matches.claimed import Claimed, Likeness, Match
from docketstats.findings.matches.counts import derived, same_numbers, slips, slips_of_others
from docketstats.findings.matches.mixtures import mixtures
from docketstats.findings.matches.ratios import multiples, other_denominators, percent_for_points, points_for_percent
from docketstats.model.lowering import Placed
from docketstats.model.measure import Statement

__all__ = ["Likeness", "Match", "find_matches"]

MOST_MATCHES = 5
"""The matches that are shown of a claim."""


def find_matches(
    statement: Statement, own: DerivedFigure, reported: Iterable[Placed], counted: Counted
) -> tuple[Match, ...]:
    """The figures that carry the number of a claim, or nearly, and are not what it says; the likeliest first.

    Args:
        statement: What is claimed.
        own: What the facts allow for its measure.
        reported: The figures to look among.
        counted: What answers questions about their populations.
    """
    claimed = Claimed(statement, own, tuple(reported), counted)
    found: dict[object, Match] = {}
    same = list(same_numbers(claimed))
    for match in chain(
        same,
        slips(claimed),
        mixtures(claimed),
        () if same or statement.measure.kind in ("change", "growth") else derived(claimed),
        percent_for_points(claimed),
        points_for_percent(claimed),
        multiples(claimed),
        other_denominators(claimed),
        slips_of_others(claimed),
    ):
        # Of another measure one match says it all; of the claim's own there may be several slips.
        found.setdefault(match.text if match.measure == statement.measure else match.measure, match)
        if len(found) == MOST_MATCHES:
            break
    return tuple(found.values())
