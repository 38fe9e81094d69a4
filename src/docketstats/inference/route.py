"""Which way a system is solved, by its size: this is the one place that decides.

Few sets that make few cells are taken all at once: that gives the smallest system; others go bag by bag. Small systems
are solved by the exact simplex, which needs no other library; larger ones by HiGHS, whose answers are checked in whole
numbers, or where that is not installed, as in a browser, by the exact simplex too. Where there are many sets, a
question is answered near its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from docketstats.errors import TooLarge
from docketstats.inference.cells import MOST_CELLS
from docketstats.inference.simplex import Tableau
from docketstats.inference.stand_ins import StandIns
from docketstats.inference.system import System
from docketstats.inference.tree import Bag, junction_tree
from docketstats.model.facts import Fact
from docketstats.model.term import Leaf, Term

if TYPE_CHECKING:
    from docketstats.inference.proposals import Model

FLAT_SETS = 10
"""The sets up to which all worlds are taken at once, if they do not make too many cells."""
FREE_SETS = 6
"""The same where no fact says that anything is empty, as more sets then nearly always make too many."""
FLAT_CELLS = 64
"""The cells up to which that is so."""
SMALL = 1_000
"""The numbers in a tableau up to which the exact simplex is used."""

LARGE = 40
"""The sets, and facts, beyond which a question is answered near its sets."""


def system_for(facts: Sequence[Fact], asked: Sequence[Term], together: Sequence[frozenset[Leaf]] = ()) -> System:
    """The linear system for some facts and terms that are asked about."""
    sets = {leaf for fact in facts for leaf in fact.leaves}.union(*(term.leaves for term in asked))
    many = len(sets) > FREE_SETS and not any(line.empties for fact in facts for line in fact.lines)
    if len(sets) <= FLAT_SETS and not many:
        try:
            return System(facts, asked, most=FLAT_CELLS)
        except TooLarge:
            pass
    return System(facts, asked, by_bags=True, together=together)


def may_be_kept(facts: Sequence[Fact], asked: Sequence[Term]) -> bool:
    """Whether a system for some facts alone may do for a question on some terms.

    It is not known for certain before it is made, which takes long where there are many facts. Where sets are taken
    all at once it nearly always does; else those of each term must lie in one bag, as those that a fact counts do.
    """
    if is_large(facts):
        return False
    counted = {term.leaves for fact in facts for line in fact.lines for term, _ in line.terms}
    sets = frozenset().union(*counted)
    if len(sets) <= FREE_SETS:
        return all(term.leaves <= sets for term in asked)
    return all(any(term.leaves <= leaves for leaves in counted) for term in asked)


def solver_for(system: System) -> Tableau | Model:
    """What solves a system."""
    model = _model(system) if system.size * system.height > SMALL else None
    return system.tableau() if model is None else model


def _model(system: System) -> Model | None:
    """The system for HiGHS; None where that is not installed."""
    try:
        from docketstats.inference.highs import FEW  # it loads numpy and highspy
        from docketstats.inference.proposals import Model
    except ModuleNotFoundError:
        return None
    preferred = system.plainness if system.size > FEW else ()
    return Model(system.sparse_rows(), system.size, system.blocks(), preferred)


def whole_point(system: System, form: Sequence[tuple[Term, int]]) -> tuple[int, ...] | None:
    """A whole point with a great value of a form by HiGHS, where branching has come to its limit."""
    if not system.size or not system.height:
        return None
    model = _model(system)
    return None if model is None or model.maximise(system.columns(form)).value == math.inf else model.whole_point()


def has_many_sets(facts: Sequence[Fact], many: int = FLAT_SETS) -> bool:
    """Whether some facts are about more sets than may be taken all at once, or than a number given."""
    return len({leaf for fact in facts for leaf in fact.leaves}) > many


def is_large(facts: Sequence[Fact]) -> bool:
    """Whether questions on some facts are answered near their sets."""
    return len(facts) > LARGE and has_many_sets(facts, LARGE)


def fits_bags(facts: Sequence[Fact]) -> bool:
    """Whether some facts can be taken bag by bag."""
    if 1 << _widest(_bags_of(facts)) <= MOST_CELLS:
        return True  # however many kinds of unit are told apart
    try:
        System(facts, (), by_bags=True)
    except TooLarge:
        return False
    return True


def _bags_of(facts: Sequence[Fact], asked: Sequence[Term] = ()) -> tuple[Bag, ...]:
    terms = (term for fact in facts for line in fact.lines for term, _ in line.terms)
    return junction_tree([term.leaves for term in (*terms, *asked)])


def _widest(bags: Sequence[Bag]) -> int:
    return max((len(bag.leaves) for bag in bags), default=0)


@attrs.frozen
class Plan:
    """How a question would be answered, and the size of its system.

    Attributes:
        facts: The facts tied to the question.
        sets: The sets in play.
        way: The way that it goes, in words.
        bags: The bags that the sets are gathered into.
        treewidth: The sets in the largest bag, less one.
        cells: The kinds of unit, which are the unknowns of the system; None where they are too many to be told apart.
        rows: The rows of the system.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> plan = evidence.plan(asylum & old)
    >>> print(plan)
    3 facts about 3 sets, all at once, by the exact simplex; bags: 1, treewidth 2, 4 kinds of unit, 3 rows
    >>> print(plan.system())
    x1 = count((everyone & asylum & old).at("2024-09-30"))
    x2 = count(((everyone & asylum) - (old | (asylum & old))).at("2024-09-30"))
    x3 = count(((everyone & old) - (asylum | (asylum & old))).at("2024-09-30"))
    x4 = count((~(asylum | old | (asylum & old))).at("2024-09-30"))
    x1 + x2 + x3 + x4 = 100
    x1 + x2 = 70
    x1 + x3 = 40
    each x is a whole number, and at least 0
    """

    facts: int
    sets: int
    way: str
    bags: int
    treewidth: int
    cells: int | None
    rows: int
    _system: System | None = attrs.field(repr=False, eq=False, alias="system")
    _stand_ins: StandIns = attrs.field(repr=False, eq=False, alias="stand_ins")

    def __str__(self) -> str:
        cells = "too many" if self.cells is None else f"{self.cells:,}"
        return (
            f"{self.facts:,} facts about {self.sets:,} sets, {self.way}; bags: {self.bags:,}, "
            f"treewidth {self.treewidth}, {cells} kinds of unit, {self.rows:,} rows"
        )

    def system(self) -> str:
        """The linear system in full: what each unknown counts, and the rows.

        Raises:
            TooLarge: If there are too many unknowns.
        """
        system = self._system
        if system is None:
            raise TooLarge(
                f"{self.sets:,} sets make too many kinds of unit to be written out",
                mend="leave out figures with .only(...)",
            )
        whole = self._stand_ins.whole
        found = [f"x{column + 1} = count({whole(system.cell_term(column))})" for column in range(system.size)]
        for form, lower, upper in system.sparse_rows():
            terms = [f"{'' if one == 1 else '-' if one == -1 else f'{one:,} '}x{at + 1}" for at, one in form.items()]
            middle = " + ".join(terms).replace("+ -", "- ") or "0"
            low = "" if lower == -math.inf else f"{lower:,} <= "
            high = "" if upper == math.inf else f" <= {upper:,}"
            found.append(f"{middle} = {upper:,}" if lower == upper else f"{low}{middle}{high}")
        return "\n".join([*found, "each x is a whole number, and at least 0"])


def plan(facts: Sequence[Fact], asked: Sequence[Term]) -> Plan:
    """How a question about some terms would be answered."""
    short = StandIns(facts, asked)
    sets = len(short.sets)
    try:
        system = system_for(short.facts, [short.short(term) for term in asked])
    except TooLarge:
        bags = _bags_of(facts, asked)
        way = "by the facts around its own sets, and by column generation for all"
        rows = sum(not line.is_vacuous for fact in facts for line in fact.lines)
        return Plan(len(facts), sets, way, len(bags), _widest(bags) - 1, None, rows, None, short)
    way = "all at once" if len(system.bags) == 1 else "near its own sets" if is_large(facts) else "bag by bag"
    way += ", by the exact simplex" if system.size * system.height <= SMALL else ", by HiGHS"
    treewidth = max(_widest(system.bags) - 1, 0)
    return Plan(len(facts), sets, way, len(system.bags), treewidth, system.size, system.height, system, short)
