"""The counts that might settle a claim: its own, those of its parts, those beside it, and the rests of what is counted.

A candidate is something that somebody could count and print. So it is at one date, or at those of the claim itself; and
a rest, "convicted and not detained", is taken of a population of which sources say how many there are, never of all
that a register may hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import product

from docketstats.errors import TooLarge
from docketstats.inference.cells import difference
from docketstats.inference.route import system_for
from docketstats.model.facts import Fact, Line, Origin
from docketstats.model.measure import Measure
from docketstats.model.term import Compound, Leaf, Term, combine, conjuncts, text_of_flow
from docketstats.values.period import Period

MOST_PARTS = 64
"""The parts of one population that are tried; of one with more, only its single sets are."""


def own_counts(measure: Measure) -> tuple[Term, ...]:
    """The counts that a claim is about: of a share or a change, those that it is made of.

    >>> a, b = Leaf("d", name="a"), Leaf("d", name="b")
    >>> both = combine("&", (a, b, Leaf("d")))
    >>> from docketstats.model.linear import LinearForm
    >>> [str(one) for one in own_counts(Measure(LinearForm.of([(both, 1)]), text="both"))]
    ['a & b']
    """
    return tuple(dict.fromkeys(map(_plain, measure.terms)))


def candidates(facts: tuple[Fact, ...], measure: Measure) -> tuple[Term, ...]:
    """The counts to look at, each once: the claim's own, its parts, those beside it, and rests of counted populations.

    Args:
        facts: What is known.
        measure: What the claim is about.
    """
    own = own_counts(measure)
    sets = [term for term in own if not term.is_of_step]
    counted = [term for term, line in _stated(facts) if line.upper < math.inf]
    parts = (part for term in sets for part in _parts(term))
    rests = (rest for term in sets for whole, rest in _rests(term) if _is_counted(facts, whole, counted))
    return tuple(dict.fromkeys((*own, *parts, *_beside(facts, own), *rests)))


def same_set(facts: tuple[Fact, ...], one: Term, other: Term) -> bool:
    """Whether two terms are the same set, by what the facts say of which sets lie in which."""
    if one == other:
        return True
    if one.is_of_step or other.is_of_step:
        return False
    return _is_empty(facts, combine("-", (one, other))) and _is_empty(facts, combine("-", (other, one)))


def _plain(term: Term) -> Term:
    """A term without what its other parts imply: everyone, and ``a`` beside ``a - b``."""
    parts = conjuncts(term)
    implied = {part.parts[0] for part in parts if isinstance(part, Compound) and part.op == "-"}
    return combine("&", (part for part in parts if part not in implied))


def _stated(facts: Iterable[Fact]) -> Iterator[tuple[Term, Line]]:
    """The populations of which a source says how many there are."""
    for fact in facts:
        if fact.origin is Origin.FIGURE:
            for line in fact.lines:
                if len(line.terms) == 1 and line.terms[0][1] > 0:
                    yield _plain(line.terms[0][0]), line


def _dates(term: Term) -> frozenset[Period | None]:
    return frozenset(leaf.at for leaf in term.leaves)


# -- parts ------------------------------------------------------------------------------------------------------------


def _parts(term: Term) -> Iterator[Term]:
    """What remains of a population where some of its sets are left out or taken apart, the nearest to it first."""
    whole = conjuncts(term)
    options: list[tuple[Term | None, ...]] = [
        (one, None) if isinstance(one, Leaf) else (one, *one.parts, combine("&", one.parts), None) for one in whole
    ]
    if math.prod(map(len, options)) > MOST_PARTS:
        options = []
        yield from sorted(term.leaves, key=lambda leaf: leaf.key)
    chosen = sorted(product(*options), key=lambda choice: choice.count(None))
    for choice in chosen:
        part = _plain(combine("&", (one for one in choice if one is not None)))
        if part != term and len(_dates(part)) == 1 and not _is_everyone(part):
            yield part


def _is_everyone(term: Term) -> bool:
    return isinstance(term, Leaf) and term.is_everyone


# -- beside it --------------------------------------------------------------------------------------------------------


def _beside(facts: tuple[Fact, ...], own: tuple[Term, ...]) -> Iterator[Term]:
    """Counts that a fact sets beside the claim's own, flows of its steps, and those that a source gives as a range."""
    dates = frozenset().union(*map(_instants, own))
    said = [[_plain(term) for term, _ in line.terms] for fact in facts for line in fact.lines]
    tied = {term for terms in said if not set(own).isdisjoint(terms) for term in terms}
    flows = {term for terms in said for term in terms if text_of_flow(term) and _instants(term) <= dates}
    ranges = {term for term, line in _stated(facts) if line.lower != line.upper and _instants(term) <= dates}
    for group in (tied, flows, ranges):
        yield from sorted((one for one in group if len(_instants(one)) == 1 or one in flows), key=lambda one: one.key)


def _instants(term: Term) -> frozenset[Period]:
    """The dates that a term is about."""
    return frozenset(at for leaf in term.leaves if leaf.at for at in leaf.at.instants)


# -- rests ------------------------------------------------------------------------------------------------------------


def _rests(term: Term) -> Iterator[tuple[Term, Term]]:
    """What a population leaves of a larger one, after that: who is in all its sets but one, or at one date only.

    Of one that is made of others, what one of these adds to the rest.
    """
    if isinstance(term, Compound) and term.op == "|":
        yield from (
            (one, difference([one], [*term.parts[:at], *term.parts[at + 1 :]])) for at, one in enumerate(term.parts)
        )
        return
    parts = conjuncts(term)
    by_date: dict[frozenset[Period | None], list[Term]] = {}
    for part in parts:
        by_date.setdefault(_dates(part), []).append(part)
    groups = list(by_date.values()) if len(by_date) > 1 else [[part] for part in parts]
    for place, group in enumerate(groups):
        others = [part for other in (*groups[:place], *groups[place + 1 :]) for part in other]
        out = combine("&", group)
        if isinstance(out, Compound) and out.op == "-":
            others.append(out.parts[0])
            yield (whole := combine("&", others)), combine("&", (whole, combine("|", out.parts[1:])))
        elif others:
            yield (whole := combine("&", others)), combine("-", (whole, out))


def _is_counted(facts: tuple[Fact, ...], term: Term, counted: Iterable[Term]) -> bool:
    """Whether a population is, or lies within, one of which sources say how many there are, or at most how many."""
    within = set(conjuncts(term)) | {leaf.everyone for leaf in term.leaves}
    near = [one for one in counted if _dates(one) == _dates(term)]
    return any(set(conjuncts(one)) <= within for one in near) or any(
        _is_empty(facts, combine("-", (term, one))) for one in near
    )


def _is_empty(facts: tuple[Fact, ...], term: Term) -> bool:
    """Whether by what the facts say of which sets lie in which nobody can be in a term."""
    empty = [fact for fact in facts if any(line.empties for line in fact.lines)]  # no other rules out a kind of unit
    try:
        return not system_for(empty, [term]).columns(((term, 1),))
    except TooLarge:
        return False
