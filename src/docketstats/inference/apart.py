"""Linear measures over facts that fall apart, such as the days of a year: each group of facts is asked by itself.

What one group allows does not depend on what another does, so the end of a sum is the sum of the ends. Proofs add up,
each checked in its own worlds as a part of the whole, and populations are put side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import attrs

from docketstats.inference.bounds import ask
from docketstats.inference.ends import conclusion
from docketstats.inference.kernel import add_up
from docketstats.inference.optimum import Answer
from docketstats.inference.proof import Bound, Combination, Multiplier, Part, Proof, Side, Witness
from docketstats.inference.search import CONTRADICTION
from docketstats.inference.worlds import World
from docketstats.model.facts import Fact, Line, lattice
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure
from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, exact


def ask_apart(facts: tuple[Fact, ...], measure: Measure) -> Answer:
    """The tightest interval for a linear measure, group by group where that can be proved, else by all facts at once.

    Raises:
        Contradiction: If the facts cannot all hold.
        TooLarge: If a group has too many sets that are too entangled.
    """
    groups = _groups(facts, measure)
    if len(groups) > 1 and not measure.ratios:
        answers = [ask(own, part) for own, part in groups]
        ends = [_together(facts, measure, answers, side) for side in (Side.LOWER, Side.UPPER)]
        if ends[0] and ends[1]:
            return Answer(facts, ends[0], ends[1])
    return ask(facts, measure)


def _groups(facts: tuple[Fact, ...], measure: Measure) -> list[tuple[tuple[Fact, ...], Measure]]:
    """The facts and the part of a measure about sets that no fact ties to others, for each group of such sets.

    Sets at one date are taken as tied, whether or not somebody counts everyone then.
    """
    leader: dict[Leaf, Leaf] = {}

    def find(leaf: Leaf) -> Leaf:
        while (above := leader.setdefault(leaf, leaf)) is not leaf:
            leader[leaf] = leaf = leader[above]
        return leaf

    form = lattice(measure.linear)[0]
    if not all(term.leaves for term, _ in form):
        return []
    for tied in (*(fact.reach for fact in facts), *(term.leaves for term, _ in form)):
        for leaf in tied:
            leader[find(leaf)] = find(next(iter(tied)))
            leader[find(leaf.everyone)] = find(leaf)
    terms: dict[Leaf, list[tuple[Term, int]]] = {}
    for term, factor in form:
        terms.setdefault(find(next(iter(term.leaves))), []).append((term, factor))
    own: dict[Leaf, list[Fact]] = {leaf: [] for leaf in terms}
    for fact in facts:
        # A fact without sets is tied to all; one about sets of its own is tied to none, so nothing falls apart.
        for home in [find(next(iter(fact.leaves)))] if fact.leaves else list(own):
            if home not in own:
                return []
            own[home].append(fact)
    return [
        (tuple(own[leaf]), attrs.evolve(measure, linear=LinearForm.of(pairs), text=f"part of {measure.text}"))
        for leaf, pairs in terms.items()
    ]


def _together(facts: tuple[Fact, ...], measure: Measure, answers: Sequence[Answer], side: Side) -> Bound | None:
    """One end of the whole from those of the groups; None if their proofs do not add up."""
    ends = [end for one in answers if (end := one.lower if side is Side.LOWER else one.upper)]
    _, scale, offset = lattice(measure.linear)
    worlds: list[World] = []
    value: Exact = 0
    for end in ends:
        if end.witness is None or end.witness.value is None:
            return None
        worlds += end.witness.worlds
        value = exact(value + end.witness.value)
    witness = Witness(facts, tuple(worlds), measure, exact(value * scale + offset))
    if any(math.isinf(end.value) for end in ends):
        ray = next((end.ray for end in ends if end.ray and math.isinf(end.value)), None)
        return Bound(side, side.sign * math.inf, is_open=True, witness=witness, ray=ray, sharp=bool(ray))
    total = exact(sum(Fraction(end.value) for end in ends) * scale + offset)
    proof = _sum([end.proof for end in ends if end.proof], conclusion(measure, side, total, False))
    if proof is None:
        return None
    return Bound(side, total, proof=proof, witness=witness, sharp=witness.value == total)


def _sum(proofs: Sequence[Proof], whole: Line) -> Proof | None:
    """A proof of a whole from proofs of its parts; None where one of these splits into cases, rounds or defines."""
    trees = [proof.tree for proof in proofs if isinstance(proof.tree, Combination) and proof.tree.scale]
    pieces = [pair for proof in proofs for pair in proof.conclusion.terms]
    if len(trees) < len(proofs) or any(proof.definitions for proof in proofs):
        return None
    if LinearForm.of(pieces).terms != LinearForm.of(whole.terms).terms:
        return None
    scale = math.lcm(*(tree.scale for tree in trees))
    facts = tuple(dict.fromkeys(fact for proof in proofs for fact in proof.facts))
    places = {fact: place for place, fact in enumerate(facts)}
    multipliers: list[Multiplier] = []
    parts: list[Part] = []
    for proof, tree in zip(proofs, trees, strict=True):
        times = scale // tree.scale
        moved = [places[fact] for fact in proof.facts]
        used = [(proof.facts[one.fact].lines[one.line], one.factor) for one in tree.multipliers]
        rest, total = add_up(used, proof.conclusion, tree.scale)
        if total != proof.conclusion.upper * tree.scale:
            return None
        for part in tree.parts:
            for term, factor in part.terms:
                rest[term] = rest.get(term, 0) - factor
        left = Part(tuple((term, factor) for term, factor in rest.items() if factor), tree.zeros)
        multipliers += [Multiplier(moved[one.fact], one.line, one.factor * times) for one in tree.multipliers]
        for part in (*tree.parts, *([left] if left.terms else [])):
            terms = tuple((term, factor * times) for term, factor in part.terms)
            parts.append(Part(terms, tuple((moved[fact], line) for fact, line in part.zeros)))
    return Proof(facts, whole, Combination(tuple(multipliers), scale=scale, parts=tuple(parts)))


def excluded(end: Bound, said: Fact) -> Proof | None:
    """The proof that a statement about a linear measure cannot hold, as it lies beyond a proved end; else None."""
    proof, (line,), sign = end.proof, said.lines, end.side.sign
    edge = line.lower if sign > 0 else line.upper
    if proof is None or not isinstance(proof.tree, Combination) or math.isinf(edge):
        return None
    if sign * edge <= proof.conclusion.upper:
        return None
    against = Multiplier(len(proof.facts), 0, -sign * proof.tree.scale)
    tree = attrs.evolve(proof.tree, multipliers=(*proof.tree.multipliers, against), scale=0)
    return attrs.evolve(proof, facts=(*proof.facts, said), conclusion=CONTRADICTION, tree=tree)
