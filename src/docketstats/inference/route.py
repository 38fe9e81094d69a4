"""Which way a system is solved, by its size: this is the one place that decides.

Up to about ten sets, all worlds at once make the smallest system; beyond, bags do. Small systems are solved by the
exact simplex, which needs no other library; large ones by HiGHS, whose answers are checked in whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docketstats.inference.simplex import Tableau
from docketstats.inference.system import System
from docketstats.model.facts import Fact
from docketstats.model.term import Term

if TYPE_CHECKING:
    from docketstats.inference.highs import Model

FLAT_SETS = 10
"""The sets up to which all worlds are taken at once."""
SMALL = 30_000
"""The numbers in a tableau up to which the exact simplex is used."""


def system_for(facts: Sequence[Fact], asked: Sequence[Term]) -> System:
    """The linear system for some facts and terms that are asked about."""
    sets = {leaf for fact in facts for leaf in fact.leaves}.union(*(term.leaves for term in asked))
    return System(facts, asked, by_bags=len(sets) > FLAT_SETS)


def solver_for(system: System) -> Tableau | Model:
    """What solves a system."""
    if system.size * system.height <= SMALL:
        return system.tableau()
    from docketstats.inference.highs import Model  # it loads numpy and highspy

    return Model(system.sparse_rows(), system.size)
