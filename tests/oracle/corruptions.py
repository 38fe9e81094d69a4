"""One thing of an answer changed: a number, a set, a proof exchanged. It must be refused, or still be so.

`Corruptor` changes proofs, witnesses, answers and verdicts; `judge` says what the library makes of a change, and asks
`printed`, which shares no code with the kernel, whether what was accepted is true of the facts that it prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import inf, isinf
from typing import Any, TypeAlias

import attrs
import printed
from brute import Problem, Range, Unfit
from checks import STATS, written
from problems import Draw, Maker, Seeded, statements

import docketstats as ds
from docketstats.inference.proof import Bound, Combination, Multiplier, Proof, Ray, Split, Tree, Witness
from docketstats.inference.worlds import World
from docketstats.model.facts import Fact, Line
from docketstats.model.term import Leaf, Term, combine

Thing: TypeAlias = Proof | Witness | ds.DerivedFigure | ds.Verdict


class Inapplicable(Exception):
    """There is nothing here that this change changes."""


def paths(tree: Tree, kind: type) -> Iterator[tuple[str, ...]]:
    """The ways from the root to the nodes of one kind."""
    if isinstance(tree, kind):
        yield ()
    if isinstance(tree, Split):
        for side in ("low", "high"):
            for path in paths(getattr(tree, side), kind):
                yield (side, *path)


def rewritten(tree: Tree, path: tuple[str, ...], change: Callable[[Any], Tree]) -> Tree:
    if not path:
        return change(tree)
    assert isinstance(tree, Split)
    below = rewritten(getattr(tree, path[0]), path[1:], change)
    return attrs.evolve(tree, low=below) if path[0] == "low" else attrs.evolve(tree, high=below)


def placed(some: Sequence[Any], index: int, *new: Any) -> tuple[Any, ...]:
    """The sequence with other items at a place."""
    return (*some[:index], *new, *some[index + 1 :])


@attrs.define
class Corruptor:
    """Makes one change at a time, with spare parts from the same problem."""

    draw: Draw
    facts: list[Fact]
    terms: list[Term]
    leaves: list[Leaf]
    proofs: list[Proof]
    witnesses: list[Witness]
    measures: list[ds.Measure]
    figures: list[ds.DerivedFigure]

    def corrupted(self, thing: Thing) -> tuple[str, Thing]:
        """A change's name and the thing with it.

        Raises:
            Inapplicable: If the change drawn changes nothing.
        """
        match thing:
            case Proof():
                changes = PROOF
            case Witness():
                changes = WITNESS
            case ds.DerivedFigure():
                changes = FIGURE
            case _:
                changes = VERDICT
        change = self.draw.pick(changes)
        new = change(self, thing)
        if new == thing:
            raise Inapplicable
        return change.__name__.strip("_"), new

    def one(self, some: Sequence[Any]) -> Any:
        if not some:
            raise Inapplicable
        return self.draw.pick(some)

    def index(self, some: Sequence[Any]) -> int:
        return self.one(range(len(some)))

    def step(self) -> int:
        return self.draw.pick((1, -1, 1, -1, 2, -2, 7, -7))

    # -- lines and facts --------------------------------------------------------------------------------------------

    def line(self, line: Line) -> Line:
        ends = [name for name in ("lower", "upper") if not isinf(getattr(line, name))]
        what = self.draw.pick(("end", "end", "end", "term", "coefficient", "infinite"))
        if what == "end":
            end = self.one(ends)
            return attrs.evolve(line, **{end: getattr(line, end) + self.step()})
        if what == "infinite":
            end = self.one([name for name in ("lower", "upper") if name not in ends])
            return attrs.evolve(line, **{end: self.draw.number(-3, 5)})
        index = self.index(line.terms)
        term, factor = line.terms[index]
        if what == "term":
            return attrs.evolve(line, terms=placed(line.terms, index, (self.one(self.terms), factor)))
        return attrs.evolve(line, terms=placed(line.terms, index, (term, (factor + self.step()) or -factor)))

    def fact(self, fact: Fact) -> Fact:
        index = self.index(fact.lines)
        return attrs.evolve(fact, lines=placed(fact.lines, index, self.line(fact.lines[index])))

    # -- proofs ---------------------------------------------------------------------------------------------------

    def at_leaf(self, proof: Proof, change: Callable[[Combination], Combination]) -> Proof:
        path = self.one(list(paths(proof.tree, Combination)))
        return attrs.evolve(proof, tree=rewritten(proof.tree, path, change))

    def at_split(self, proof: Proof, change: Callable[[Split], Tree]) -> Proof:
        path = self.one(list(paths(proof.tree, Split)))
        return attrs.evolve(proof, tree=rewritten(proof.tree, path, change))

    def at_multiplier(self, proof: Proof, change: Callable[[Multiplier], Sequence[Multiplier]]) -> Proof:
        def changed(leaf: Combination) -> Combination:
            index = self.index(leaf.multipliers)
            return attrs.evolve(leaf, multipliers=placed(leaf.multipliers, index, *change(leaf.multipliers[index])))

        return self.at_leaf(proof, changed)

    def factor(self, proof: Proof) -> Proof:
        def other(factor: int) -> Any:
            return self.draw.pick(
                (factor + 1, factor - 1, -factor, 2 * factor, factor + self.step(), Fraction(factor, 3))
            )

        return self.at_multiplier(proof, lambda one: [attrs.evolve(one, factor=other(one.factor))])

    def fact_index(self, proof: Proof) -> Proof:
        others = range(-2, len(proof.facts) + 1)
        return self.at_multiplier(proof, lambda one: [attrs.evolve(one, fact=self.one(others))])

    def line_index(self, proof: Proof) -> Proof:
        return self.at_multiplier(proof, lambda one: [attrs.evolve(one, line=one.line + self.one((-1, 1, 2)))])

    def multiplier_dropped(self, proof: Proof) -> Proof:
        return self.at_multiplier(proof, lambda _: [])

    def multiplier_doubled(self, proof: Proof) -> Proof:
        return self.at_multiplier(proof, lambda one: [one, one])

    def zero_dropped(self, proof: Proof) -> Proof:
        return self.at_leaf(proof, lambda leaf: attrs.evolve(leaf, zeros=placed(leaf.zeros, self.index(leaf.zeros))))

    def zero_added(self, proof: Proof) -> Proof:
        def changed(leaf: Combination) -> Combination:
            fact = self.draw.number(-2 if proof.definitions else -1, len(proof.facts) - 1) if proof.facts else -1
            lines = len(proof.facts[fact].lines) if fact >= 0 else 2
            return attrs.evolve(leaf, zeros=(*leaf.zeros, (fact, self.draw.number(0, max(0, lines - 1)))))

        return self.at_leaf(proof, changed)

    def scale(self, proof: Proof) -> Proof:
        def other(scale: int) -> int:
            return self.draw.pick((scale + 1, scale - 1, 0, -scale, 2 * scale))

        return self.at_leaf(proof, lambda leaf: attrs.evolve(leaf, scale=other(leaf.scale)))

    def conclusion_upper(self, proof: Proof) -> Proof:
        upper: Any = proof.conclusion.upper
        new = self.draw.pick((upper - 1, upper - 1, upper - 2, upper - 5, upper - Fraction(1, 2), -1, inf))
        return attrs.evolve(proof, conclusion=attrs.evolve(proof.conclusion, upper=new))

    def conclusion_form(self, proof: Proof) -> Proof:
        index = self.index(proof.conclusion.terms)
        term, factor = proof.conclusion.terms[index]
        new = self.draw.pick(((term, factor + self.step()), (self.one(self.terms), factor)))
        changed = placed(proof.conclusion.terms, index, *([new] if self.draw.chance(80) else []))
        return attrs.evolve(proof, conclusion=attrs.evolve(proof.conclusion, terms=changed))

    def split_at(self, proof: Proof) -> Proof:
        def other(at: Any) -> Any:
            return self.draw.pick((at + 1, at - 1, at + 1, at - 1, at + self.step(), at + Fraction(1, 2)))

        return self.at_split(proof, lambda one: attrs.evolve(one, at=other(one.at)))

    def split_term(self, proof: Proof) -> Proof:
        return self.at_split(proof, lambda one: attrs.evolve(one, term=self.one(self.terms)))

    def split_swapped(self, proof: Proof) -> Proof:
        return self.at_split(proof, lambda one: attrs.evolve(one, low=one.high, high=one.low))

    def split_dropped(self, proof: Proof) -> Proof:
        return self.at_split(proof, lambda one: self.draw.pick((one.low, one.high)))

    def split_added(self, proof: Proof) -> Proof:
        tree = Split(self.one(self.terms), self.draw.number(-1, 3), proof.tree, proof.tree)
        return attrs.evolve(proof, tree=tree)

    def tree_of_another(self, proof: Proof) -> Proof:
        return attrs.evolve(proof, tree=self.one(self.proofs).tree)

    def facts_figure(self, proof: Proof) -> Proof:
        index = self.index(proof.facts)
        return attrs.evolve(proof, facts=placed(proof.facts, index, self.fact(proof.facts[index])))

    def fact_exchanged(self, proof: Proof) -> Proof:
        return attrs.evolve(proof, facts=placed(proof.facts, self.index(proof.facts), self.one(self.facts)))

    def fact_dropped(self, proof: Proof) -> Proof:
        return attrs.evolve(proof, facts=placed(proof.facts, self.index(proof.facts)))

    def definition(self, proof: Proof) -> Proof:
        """A definition dropped, exchanged, or made to use another, be it itself or one that comes later."""
        index = self.index(proof.definitions)
        leaf = self.one(self.leaves)
        stand_in = Leaf(leaf.docket, name=f" {self.draw.number(0, len(proof.definitions))}", at=leaf.at)
        other = self.draw.pick((self.one(self.terms), self.one(proof.definitions), combine("-", (leaf, stand_in))))
        new = () if self.draw.chance(20) else (other,)
        return attrs.evolve(proof, definitions=placed(proof.definitions, index, *new))

    def fact_and_conclusion(self, proof: Proof) -> Proof:
        """A figure and what follows from it moved by the same: often still so."""
        index = self.index(proof.facts)
        fact, by = proof.facts[index], self.step()
        place = self.index(fact.lines)
        line = fact.lines[place]
        moved = attrs.evolve(line, lower=line.lower + by, upper=line.upper + by)
        facts = placed(proof.facts, index, attrs.evolve(fact, lines=placed(fact.lines, place, moved)))
        conclusion = attrs.evolve(proof.conclusion, upper=proof.conclusion.upper + self.draw.pick((by, -by)))
        return attrs.evolve(proof, facts=facts, conclusion=conclusion)

    # -- witnesses ------------------------------------------------------------------------------------------------

    def world(self, world: World) -> World:
        what = self.draw.pick(("count", "count", "added", "removed"))
        if what == "count":
            number: Any = world.count
            other = self.draw.pick((number + 1, number - 1, number + self.step(), 0, -number, number + Fraction(1, 2)))
            return attrs.evolve(world, count=other)
        if what == "added":
            new = self.one([leaf for leaf in self.leaves if leaf not in world.members])
            return attrs.evolve(world, members=(*world.members, new))
        return attrs.evolve(world, members=placed(world.members, self.index(world.members)))

    def worlds(self, worlds: tuple[World, ...]) -> tuple[World, ...]:
        what = self.draw.pick(("one", "one", "one", "one", "dropped", "doubled", "new"))
        if what == "new":
            own = [leaf for leaf in self.leaves if self.draw.chance(40)]
            return (*worlds, World(tuple(own), self.draw.number(1, 3)))
        index = self.index(worlds)
        if what == "one":
            return placed(worlds, index, self.world(worlds[index]))
        return placed(worlds, index, *([worlds[index]] * 2 if what == "doubled" else []))

    def population(self, witness: Witness) -> Witness:
        return attrs.evolve(witness, worlds=self.worlds(witness.worlds))

    def value(self, witness: Witness) -> Witness:
        old: Any = witness.value
        near = (0, 1, None) if old is None else (old + 1, old - 1, old + Fraction(1, 3), -old, None, 0)
        return attrs.evolve(witness, value=self.draw.pick(near))

    def witness_fact(self, witness: Witness) -> Witness:
        index = self.index(witness.facts)
        return attrs.evolve(witness, facts=placed(witness.facts, index, self.fact(witness.facts[index])))

    def witness_measure(self, witness: Witness) -> Witness:
        return attrs.evolve(witness, measure=self.one(self.measures))

    def witness_moved(self, witness: Witness) -> Witness:
        """A population changed and its value with it: still so where the facts allow it."""
        moved = self.population(witness)
        for number in range(-6, 7):
            tried = attrs.evolve(moved, value=number)
            if printed.recounted(tried):
                return tried
        return moved

    # -- answers --------------------------------------------------------------------------------------------------

    def end(self, figure: ds.DerivedFigure, change: Callable[[Bound], Any]) -> ds.DerivedFigure:
        side = self.draw.pick(("lower", "upper"))
        end = getattr(figure, side)
        if end is None:
            raise Inapplicable
        return attrs.evolve(figure, **{side: change(end)})

    def other_end(self, figure: ds.DerivedFigure, end: Bound) -> Bound:
        found: Bound | None = figure.lower if end is figure.upper else figure.upper
        if found is None:
            raise Inapplicable
        return found

    def end_value(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        def other(value: Any) -> Any:
            if isinf(value):
                return self.draw.pick((0, 1, -value, 100))
            return self.draw.pick((value + 1, value - 1, value + Fraction(1, 7), value - Fraction(1, 7), inf, -inf))

        return self.end(figure, lambda end: attrs.evolve(end, value=other(end.value)))

    def end_open(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        return self.end(figure, lambda end: attrs.evolve(end, is_open=not end.is_open))

    def end_reproved(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        """An end with openness or value changed and a proof whose conclusion is made to say so."""
        from docketstats.inference.ends import conclusion

        def changed(end: Bound) -> Bound:
            if end.proof is None or isinf(end.value) or len({one.denominator for one, _ in figure.measure.ratios}) > 1:
                raise Inapplicable
            value = end.value + self.draw.pick((0, 1, -1, Fraction(1, 2)))
            is_open = self.draw.chance(50)
            line = conclusion(figure.measure, end.side, value, is_open)  # type: ignore[arg-type]
            return attrs.evolve(end, value=value, is_open=is_open, proof=attrs.evolve(end.proof, conclusion=line))

        return self.end(figure, changed)

    def end_proof(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        def other(end: Bound) -> Proof | None:
            what = self.draw.pick(("corrupt", "corrupt", "none", "other"))
            if what == "corrupt" and end.proof:
                return self.corrupted(end.proof)[1]  # type: ignore[return-value]
            return None if what == "none" else self.one(self.proofs)

        return self.end(figure, lambda end: attrs.evolve(end, proof=other(end)))

    def end_witness(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        def other(end: Bound) -> Witness | None:
            what = self.draw.pick(("corrupt", "corrupt", "none", "other"))
            if what == "corrupt" and end.witness:
                return self.corrupted(end.witness)[1]  # type: ignore[return-value]
            return None if what == "none" else self.one(self.witnesses)

        return self.end(figure, lambda end: attrs.evolve(end, witness=other(end)))

    def end_ray(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        def other(end: Bound) -> Ray | None:
            if end.ray is None or self.draw.chance(10):
                made = Ray(self.worlds(()))
                return made if end.ray is None else None
            return Ray(self.worlds(end.ray.worlds))

        return self.end(figure, lambda end: attrs.evolve(end, ray=other(end)))

    def end_sharp(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        return self.end(figure, lambda end: attrs.evolve(end, sharp=not end.sharp))

    def end_endless(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        """A made-up infinite end."""

        def changed(end: Bound) -> Bound:
            count = self.draw.pick((1, -1))
            ray = Ray((World((self.one(self.leaves),), count),))
            value = end.side.sign * inf
            return attrs.evolve(end, value=value, is_open=True, proof=None, ray=ray, sharp=True)

        return self.end(figure, changed)

    def end_exchanged(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        found = [end for one in self.figures for end in (one.lower, one.upper) if end]
        return self.end(figure, lambda end: self.one([self.other_end(figure, end), *found]))

    def end_lemma(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        def changed(end: Bound) -> Bound:
            index = self.index(end.lemmas)
            new = [] if self.draw.chance(40) else [self.corrupted(end.lemmas[index])[1]]
            return attrs.evolve(end, lemmas=placed(end.lemmas, index, *new))

        return self.end(figure, changed)

    def ends_dropped(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        proof = self.one([None, *self.proofs])
        return attrs.evolve(figure, lower=None, upper=None, undefined=proof)

    def undefined(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        if figure.undefined is None:
            return attrs.evolve(figure, undefined=self.one(self.proofs))
        new = None if self.draw.chance(20) else self.corrupted(figure.undefined)[1]
        return attrs.evolve(figure, undefined=new)

    def always_defined(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        return attrs.evolve(figure, always_defined=figure.lower.proof if figure.lower else figure.undefined)

    def figure_measure(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        return attrs.evolve(figure, measure=self.one(self.measures))

    def figure_fact(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        index = self.index(figure.facts)
        new = [] if self.draw.chance(40) else [self.fact(figure.facts[index])]
        return attrs.evolve(figure, facts=placed(figure.facts, index, *new))

    def fact_throughout(self, figure: ds.DerivedFigure) -> ds.DerivedFigure:
        """A figure changed wherever it is printed."""
        old = self.one(figure.facts)
        return exchanged(figure, old, self.fact(old))

    # -- verdicts -------------------------------------------------------------------------------------------------

    def outcome(self, verdict: ds.Verdict) -> ds.Verdict:
        new = self.one([one for one in ds.Outcome if one is not verdict.outcome])
        both = {
            side: attrs.evolve(getattr(verdict, side), outcome=new)
            for side in self.draw.pick((("weakest", "strongest"), ("weakest",), ("strongest",)))
        }
        return attrs.evolve(verdict, **both)

    def judgement(self, verdict: ds.Verdict, change: Callable[[Any], Any]) -> ds.Verdict:
        if verdict.weakest == verdict.strongest and self.draw.chance(50):
            changed = change(verdict.weakest)
            return attrs.evolve(verdict, weakest=changed, strongest=changed)
        side = self.draw.pick(("weakest", "strongest"))
        return attrs.evolve(verdict, **{side: change(getattr(verdict, side))})

    def bare_outcome(self, verdict: ds.Verdict) -> ds.Verdict:
        """An outcome with nothing that defends it."""
        new = self.draw.pick(tuple(ds.Outcome))
        return self.judgement(
            verdict, lambda one: attrs.evolve(one, outcome=new, proofs=(), true_in=None, false_in=None)
        )

    def verdict_proof(self, verdict: ds.Verdict) -> ds.Verdict:
        def changed(one: Any) -> Any:
            what = self.draw.pick(("corrupt", "corrupt", "dropped", "other"))
            if what == "other":
                return attrs.evolve(one, proofs=(self.one(self.proofs),) * max(1, len(one.proofs)))
            index = self.index(one.proofs)
            new = [self.corrupted(one.proofs[index])[1]] if what == "corrupt" else []
            return attrs.evolve(one, proofs=placed(one.proofs, index, *new))

        return self.judgement(verdict, changed)

    def verdict_witness(self, verdict: ds.Verdict) -> ds.Verdict:
        def changed(one: Any) -> Any:
            name = self.draw.pick(("true_in", "false_in"))
            old = getattr(one, name)
            what = self.draw.pick(("corrupt", "corrupt", "dropped", "other", "swapped"))
            if what == "swapped":
                return attrs.evolve(one, true_in=one.false_in, false_in=one.true_in)
            if what == "corrupt" and old:
                return attrs.evolve(one, **{name: self.corrupted(old)[1]})
            return attrs.evolve(one, **{name: None if what == "dropped" else self.one(self.witnesses)})

        return self.judgement(verdict, changed)

    def verdict_fact(self, verdict: ds.Verdict) -> ds.Verdict:
        """A figure changed wherever it is printed."""
        old = self.one(verdict.facts)
        return exchanged(verdict, old, self.fact(old))

    def claim(self, verdict: ds.Verdict) -> ds.Verdict:
        said = verdict.claim.statement
        if self.draw.chance(30):
            moved = attrs.evolve(said, measure=self.one(self.measures))
        else:
            by = self.step()
            shifted = [ds.Interval(one.lower + by, one.upper + by) for one in (said.interval, said.strongest)]
            moved = attrs.evolve(said, interval=shifted[0], strongest=shifted[1])
        return attrs.evolve(verdict, claim=attrs.evolve(verdict.claim, statement=moved))

    def reading(self, verdict: ds.Verdict) -> ds.Verdict:
        by = self.step()
        return self.judgement(
            verdict,
            lambda one: attrs.evolve(one, interval=ds.Interval(one.interval.lower + by, one.interval.upper + by)),
        )

    def readings_swapped(self, verdict: ds.Verdict) -> ds.Verdict:
        return attrs.evolve(verdict, weakest=verdict.strongest, strongest=verdict.weakest)

    def verdict_figure(self, verdict: ds.Verdict) -> ds.Verdict:
        new = self.one(self.figures) if self.draw.chance(20) else self.corrupted(verdict.figure)[1]
        return attrs.evolve(verdict, figure=new)


PROOF = (
    *(Corruptor.factor, Corruptor.factor, Corruptor.fact_index, Corruptor.line_index),
    *(Corruptor.multiplier_dropped, Corruptor.multiplier_doubled, Corruptor.zero_dropped, Corruptor.zero_added),
    *(Corruptor.scale, Corruptor.conclusion_upper, Corruptor.conclusion_upper, Corruptor.conclusion_form),
    *(Corruptor.split_at, Corruptor.split_term, Corruptor.split_swapped, Corruptor.split_dropped),
    *(Corruptor.split_added, Corruptor.tree_of_another, Corruptor.facts_figure, Corruptor.facts_figure),
    *(Corruptor.fact_exchanged, Corruptor.fact_dropped, Corruptor.fact_and_conclusion, Corruptor.definition),
)
WITNESS = (
    *(Corruptor.population, Corruptor.population, Corruptor.population, Corruptor.value),
    *(Corruptor.witness_fact, Corruptor.witness_measure, Corruptor.witness_moved),
)
FIGURE = (
    *(Corruptor.end_value, Corruptor.end_open, Corruptor.end_reproved, Corruptor.end_proof, Corruptor.end_witness),
    *(Corruptor.end_ray, Corruptor.end_sharp, Corruptor.end_endless, Corruptor.end_exchanged, Corruptor.end_lemma),
    *(Corruptor.ends_dropped, Corruptor.undefined, Corruptor.always_defined, Corruptor.figure_measure),
    *(Corruptor.figure_fact, Corruptor.fact_throughout),
)
VERDICT = (
    *(Corruptor.outcome, Corruptor.bare_outcome, Corruptor.verdict_proof, Corruptor.verdict_witness),
    *(Corruptor.verdict_fact, Corruptor.claim, Corruptor.reading, Corruptor.readings_swapped),
    Corruptor.verdict_figure,
)


def exchanged(thing: Any, old: Fact, new: Fact) -> Any:
    """A finding with one fact in place of another wherever it stands."""
    if thing == old:
        return new
    if isinstance(thing, tuple):
        return tuple(exchanged(one, old, new) for one in thing)
    if isinstance(thing, (Proof, Witness, Bound, ds.DerivedFigure, ds.Verdict)) or type(thing).__name__ == "Judgement":
        fields = {one.name: getattr(thing, one.name) for one in attrs.fields(type(thing)) if one.init}
        return attrs.evolve(thing, **{name: exchanged(one, old, new) for name, one in fields.items()})
    return thing


# -- what the library makes of it -------------------------------------------------------------------------------------


def judge(thing: Thing) -> str:
    """Whether a corrupted thing is "refused", or accepted and "still valid".

    Raises:
        AssertionError: If it is accepted and false.
        Unfit: If that cannot be told.
    """
    try:
        accepted = thing.check()
    except ds.ProofRejected:
        STATS["refused"] += 1
        return "refused"
    assert accepted is True
    match thing:
        case Proof():
            if printed.certified(thing):
                STATS["still valid"] += 1
                return "still valid"
            assert printed.implied(thing), "accepted, and its facts do not imply its conclusion"
            STATS["still valid by z3"] += 1
        case Witness():
            assert printed.recounted(thing), "accepted, and a recount finds otherwise"
        case ds.DerivedFigure():
            assert not (wrong := printed.true_figure(thing)), f"accepted, and {wrong}"
        case _:
            assert not (wrong := printed.true_verdict(thing)), f"accepted, and {wrong}"
    STATS["still valid"] += 1
    return "still valid"


def defended(problem: Problem, draw: Draw) -> tuple[list[Thing], Corruptor]:
    """What the library says of a problem, and spare parts from it."""
    evidence, measure = written(problem)
    things: list[Thing] = []
    try:
        figures = [evidence.bound(measure)]
    except ds.NotLinearFractional:
        raise Unfit("not linear") from None
    except ds.ContradictoryEvidence as error:
        things = [one.proof for one in error.conflicts]
        facts = [fact for one in error.conflicts for fact in one.facts]
        return things, _corruptor(draw, facts, things, [], [])
    asked = figures[0].measure
    small = [Fraction(one.value) for one in (figures[0].lower, figures[0].upper) if one and not isinf(one.value)]
    verdicts = []
    for weakest, strongest in statements(draw, small, 2):
        verdicts.append(evidence.check(said(measure, weakest, strongest)))
    figures.append(evidence.bound(2 * measure if draw.chance(50) else -measure))
    things += figures
    things += verdicts
    for one in figures:
        things += one.proofs
        things += [end.witness for end in (one.lower, one.upper) if end and end.witness]
    for verdict in verdicts:
        things += [proof for one in (verdict.weakest, verdict.strongest) for proof in one.proofs]
        found = (verdict.weakest.true_in, verdict.weakest.false_in, verdict.strongest.false_in)
        things += [one for one in found if one]
    things = list(dict.fromkeys(things))
    measures = [asked, figures[1].measure, asked + 1, 3 * asked]
    return things, _corruptor(draw, list(figures[0].facts), things, measures, figures)


def said(measure: ds.Measure, weakest: Range, strongest: Range) -> ds.Statement:
    return ds.Statement(measure, weakest.interval(), strongest=strongest.interval())


def _corruptor(
    draw: Draw,
    facts: list[Fact],
    things: list[Thing],
    measures: list[ds.Measure],
    figures: list[ds.DerivedFigure],
) -> Corruptor:
    proofs = [one for one in things if isinstance(one, Proof)]
    forms = [form for measure in measures[:1] for form in measure.forms]
    terms = dict.fromkeys([*printed.terms_of(facts), *(term for form in forms for term, _ in form.terms)])
    leaves = dict.fromkeys(leaf for term in terms for leaf in printed.leaves_of(term))
    terms.update(dict.fromkeys(leaves))
    return Corruptor(
        draw=draw,
        facts=facts,
        terms=list(terms),
        leaves=list(leaves),
        proofs=proofs,
        witnesses=[one for one in things if isinstance(one, Witness)],
        measures=measures,
        figures=figures,
    )


@attrs.define
class Accepted:
    """A corrupted thing that is accepted and false, or that breaks the checker."""

    seed: int
    change: str
    error: BaseException
    thing: Thing
    before: Thing

    def __str__(self) -> str:
        kind = type(self.thing).__name__
        return f"seed {self.seed}: {kind}, {self.change}: {type(self.error).__name__}: {self.error}"


def corrupt(seed: int, number: int) -> list[Accepted]:
    """Corrupt what the library says of the problem of a seed, so many times; gives what should have been refused."""
    draw = Seeded(seed)
    large = seed % 7 == 0
    problem = Maker(draw, capped=seed % 3 > 0 and not large, large=large).problem()
    try:
        things, corruptor = defended(problem, draw)
    except Unfit:
        return []
    groups = [
        [one for one in things if isinstance(one, kind)] for kind in (Proof, Witness, ds.DerivedFigure, ds.Verdict)
    ]
    groups = [group for group in groups if group]
    # A proof with splits has the most to corrupt.
    split = [one for one in groups[0] if isinstance(one, Proof) and isinstance(one.tree, Split)] if groups else []
    groups += [split] if split else []
    wrong = []
    for _ in range(number if groups else 0):
        before = draw.pick(draw.pick(groups))
        try:
            change, thing = corruptor.corrupted(before)
        except (Inapplicable, ds.DocketStatsError):
            continue
        try:
            judge(thing)
        except Unfit:
            STATS["not judged"] += 1
            continue
        except Exception as error:
            wrong.append(Accepted(seed, change, error, thing, before))
        STATS["corruptions"] += 1
        STATS[f"corrupted {type(thing).__name__}"] += 1
    return wrong
