"""Which way a system is solved, by its size: this is the one place that decides.

Few sets that make few cells are taken all at once: that gives the smallest system; others go bag by bag. Small systems
are solved by the exact simplex, which needs no other library; larger ones by HiGHS, whose answers are checked in whole
numbers. Where there are many sets, a question is answered near its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docketstats.errors import TooLarge
from docketstats.inference.simplex import Tableau
from docketstats.inference.system import System
from docketstats.model.facts import Fact
from docketstats.model.term import Leaf, Term

if TYPE_CHECKING:
    from docketstats.inference.highs import Model

FLAT_SETS = 10
"""The sets up to which all worlds are taken at once, if they do not make too many cells."""
FLAT_CELLS = 64
"""The cells up to which that is so."""
SMALL = 4_000
"""The numbers in a tableau up to which the exact simplex is used."""

LARGE = 40
"""The sets, and facts, beyond which a question is answered near its sets."""


def system_for(facts: Sequence[Fact], asked: Sequence[Term], together: Sequence[frozenset[Leaf]] = ()) -> System:
    """The linear system for some facts and terms that are asked about."""
    sets = {leaf for fact in facts for leaf in fact.leaves}.union(*(term.leaves for term in asked))
    if len(sets) <= FLAT_SETS:
        try:
            return System(facts, asked, most=FLAT_CELLS)
        except TooLarge:
            pass
    return System(facts, asked, by_bags=True, together=together)


def solver_for(system: System) -> Tableau | Model:
    """What solves a system."""
    if system.size * system.height <= SMALL:
        return system.tableau()
    from docketstats.inference.highs import Model  # it loads numpy and highspy

    return Model(system.sparse_rows(), system.size, system.blocks())


def is_large(facts: Sequence[Fact]) -> bool:
    """Whether questions on some facts are answered near their sets."""
    return len(facts) > LARGE and len({leaf for fact in facts for leaf in fact.leaves}) > LARGE
