"""Proofs, witnesses and rays: plain data that the kernel checks, that can be saved, mailed and checked again.

A proof is a tree. Its leaves add up lines of facts, each times a whole number; its inner nodes split on
"count(P) <= k or >= k + 1", which holds because counts are whole.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from typing import TypeAlias

import attrs

from docketstats.inference.worlds import Worlds
from docketstats.model.facts import Fact, Line
from docketstats.model.measure import Measure
from docketstats.model.term import Term
from docketstats.values.interval import Exact


@attrs.frozen
class Multiplier:
    """A line of a fact times a whole number: positive for its upper end, negative for its lower end.

    Args:
        fact: The index of the fact in the proof; -1 for the splits above this leaf.
        line: The index of the line in the fact, or of the split, the topmost being 0.
        factor: The number, not zero.

    >>> Multiplier(fact=0, line=0, factor=-1)  # the lower end of the first line of the first fact
    Multiplier(fact=0, line=0, factor=-1)
    """

    fact: int
    line: int
    factor: int


@attrs.frozen
class Part:
    """A share of the sum at a leaf of a proof that concerns few sets: at least zero in every world left.

    Args:
        terms: Terms, each with its whole coefficient.
        zeros: Lines that say that their terms are empty, as in a `Combination`.

    >>> from docketstats.model.term import Leaf, combine
    >>> asylum, old = Leaf("court", name="asylum"), Leaf("court", name="old")
    >>> part = Part(((asylum, 1), (combine("&", [asylum, old]), -1)))
    >>> [(str(term), factor) for term, factor in part.terms]  # never below 0, whatever a case is in
    [('asylum', 1), ('asylum & old', -1)]
    """

    terms: tuple[tuple[Term, int], ...]
    zeros: tuple[tuple[int, int], ...] = ()


@attrs.frozen
class Combination:
    """A leaf of a proof: in every world left, the sum of the lines is at least ``scale`` times the conclusion's form.

    The difference of the two is checked part by part where many sets are in play: what the parts leave of it is at
    least zero in every world, and so is each part.

    Args:
        multipliers: The lines that are added up.
        zeros: Lines, as pairs of fact and line, that say that their terms are empty; no world in these is left. The
            fact -2 are the definitions.
        scale: What the conclusion is multiplied by; 0 when the lines contradict each other, adding up to "0 <= -1".
        parts: The parts.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> leaf = evidence.bound(asylum & old).lower.proof.tree
    >>> [(one.fact, one.factor) for one in leaf.multipliers], leaf.scale  # 70 + 40 - 100, and once the conclusion
    ([(0, 1), (1, -1), (2, -1)], 1)
    """

    multipliers: tuple[Multiplier, ...]
    zeros: tuple[tuple[int, int], ...] = ()
    scale: int = 1
    parts: tuple[Part, ...] = ()


@attrs.frozen
class Split:
    """An inner node of a proof: ``low`` where count(term) <= at, ``high`` where it is at least one more.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> a, b, c = (court.population(name) for name in "abc")
    >>> figures = [ds.reported(what, 1, source=ds.Source("Report")) for what in (a ^ b, b ^ c, a ^ c)]
    >>> conflict, = ds.Evidence(court.snapshot("2024", figures=figures)).conflicts()
    >>> split = conflict.proof.tree  # fractions fit, and persons do not
    >>> str(split.term), split.at, type(split.low).__name__, type(split.high).__name__
    ('(((a ^ b) & (b ^ c)) - (a ^ c)).at("2024")', 0, 'Combination', 'Combination')
    """

    term: Term
    at: int
    low: Tree
    high: Tree


Tree: TypeAlias = Combination | Split


def renumbered(tree: Tree, fact: Mapping[int, int], zero: Callable[[int, int], tuple[int, int]]) -> Tree:
    """A tree whose facts have other numbers.

    Args:
        tree: The tree.
        fact: The new number of each fact of which lines are added up.
        zero: What gives the new number and line of a line that says that its terms are empty.
    """
    if isinstance(tree, Split):
        return attrs.evolve(tree, low=renumbered(tree.low, fact, zero), high=renumbered(tree.high, fact, zero))
    return attrs.evolve(
        tree,
        multipliers=tuple(attrs.evolve(one, fact=fact[one.fact]) for one in tree.multipliers),
        zeros=tuple(zero(*one) for one in tree.zeros),
        parts=tuple(attrs.evolve(part, zeros=tuple(zero(*one) for one in part.zeros)) for part in tree.parts),
    )


@attrs.frozen
class Proof:
    """That the conclusion follows from the facts.

    Args:
        facts: The facts that it uses.
        conclusion: A line with an upper end only; the empty form at most -1 is a contradiction.
        tree: How it follows.
        definitions: What stands in for terms about many sets; see `docketstats.inference.definitions.Definitions`.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> proof = evidence.bound(asylum & old).lower.proof
    >>> for fact in proof.facts:
    ...     print(fact.text)
    count(everyone, at="2024-09-30") is 100
    count(asylum, at="2024-09-30") is 70
    count(old, at="2024-09-30") is 40
    >>> proof.check()
    True
    """

    facts: tuple[Fact, ...]
    conclusion: Line
    tree: Tree
    definitions: tuple[Term, ...] = ()

    def check(self) -> bool:
        """Re-check the proof in exact arithmetic, without a solver.

        Raises:
            ProofRejected: If it does not hold; it says at which step.
        """
        from docketstats.inference import kernel  # plain data knows its checker only when asked

        kernel.check_proof(self)
        return True


@attrs.frozen
class Ray:
    """Worlds that may be added any number of times without breaking a fact.

    >>> import docketstats as ds
    >>> asylum = ds.Docket("court", unit="case").population("asylum")
    >>> figure = ds.Evidence().bound(ds.count(asylum, at="2024-09-30"))
    >>> figure.interval, figure.upper.ray.worlds[0].count, figure.upper.ray.worlds[0].members[0].name
    (Interval(0, inf), 1, 'asylum')
    """

    worlds: Worlds


@attrs.frozen
class Witness:
    """A concrete population that fits the facts.

    Args:
        facts: The facts that it fits.
        worlds: The units in it, listed, or as tables where there are many sets.
        measure: The measure that was asked about.
        value: The measure's value in it; None where the measure is undefined.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> witness = evidence.bound(asylum & old).upper.witness
    >>> print(witness)
    40 in asylum.at("2024-09-30"), old.at("2024-09-30"); 30 in asylum.at("2024-09-30"); 30 in none
    >>> witness.value, witness.check()
    (40, True)
    """

    facts: tuple[Fact, ...]
    worlds: Worlds
    measure: Measure
    value: Exact | None

    def check(self) -> bool:
        """Recount every fact and the measure.

        Raises:
            ProofRejected: If a fact does not hold in it, or the value is another.
        """
        from docketstats.inference import kernel

        kernel.check_witness(self)
        return True

    def __str__(self) -> str:
        shown = [
            f"{world.count:,} in {', '.join(str(leaf) for leaf in world.members if not leaf.is_everyone) or 'none'}"
            for world in self.worlds
        ]
        return "; ".join(shown) or "nobody at all"


class Side(enum.Enum):
    """Which end of an interval.

    >>> Side.UPPER.sign, Side.LOWER.sign
    (1, -1)
    """

    LOWER = "lower"
    UPPER = "upper"

    @property
    def sign(self) -> int:
        """1 for the upper end, -1 for the lower: what turns it into an upper end."""
        return 1 if self is Side.UPPER else -1


@attrs.frozen
class Bound:
    """One end of a derived interval, with what defends it.

    Args:
        side: Which end.
        value: The end, infinite if there is none.
        is_open: Whether the end itself is excluded.
        proof: That nothing lies beyond; None for an infinite end, whose proof is trivial.
        witness: A population at the end, or as near as one was found; None if none was.
        ray: What to add to the witness, over and over, to come as near to the end as one likes.
        lemmas: Proofs that denominators are single numbers, where the measure needs that.
        sharp: Whether witness, or witness and ray, show that no tighter end is right.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> said = ((court.everyone, 100), (asylum, 70), (old, 40))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> evidence = ds.Evidence(court.snapshot("2024-09-30", figures=figures))
    >>> upper = evidence.bound(asylum & old).upper
    >>> upper.side, upper.value, upper.is_open, upper.sharp
    (<Side.UPPER: 'upper'>, 40, False, True)
    >>> upper.proof.check(), upper.witness.check()
    (True, True)
    """

    side: Side
    value: Exact | float
    is_open: bool = attrs.field(kw_only=True, default=False)
    proof: Proof | None = attrs.field(kw_only=True, default=None)
    witness: Witness | None = attrs.field(kw_only=True, default=None)
    ray: Ray | None = attrs.field(kw_only=True, default=None)
    lemmas: tuple[Proof, ...] = attrs.field(kw_only=True, default=())
    sharp: bool = attrs.field(kw_only=True, default=False)
