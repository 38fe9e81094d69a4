"""What facts, proofs, witnesses, answers and verdicts mean as they are printed, by no code of the kernel's.

Sets are evaluated unit by unit over all kinds of unit that their leaves allow. A certificate is first read as the
linear inequality that it claims, in every kind; where that does not decide, z3 looks for a population that fits the
printed facts and breaks what is concluded from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import isinf
from typing import Any

from brute import Unfit, powerset

import docketstats as ds
from docketstats.inference.proof import Bound, Combination, Proof, Ray, Tree, Witness
from docketstats.model.facts import Fact, Line
from docketstats.model.linear import LinearForm
from docketstats.model.term import Compound, Leaf, Term

MOST_LEAVES = 13
"""The sets, at all dates together, whose combinations are written out."""
FAR = 10**6
"""What an end that is infinite is asked to exceed."""

Kind = frozenset[Leaf]


def inside(term: Term, kind: Kind) -> bool:
    """Whether a unit of a kind is in a term."""
    if isinstance(term, Leaf):
        return term in kind
    parts = [inside(part, kind) for part in term.parts]
    match term.op:
        case "&":
            return all(parts)
        case "|":
            return any(parts)
        case "^":
            return sum(parts) % 2 == 1
        case "-":
            return parts[0] and not any(parts[1:])
    raise AssertionError(term.op)


def leaves_of(term: Term) -> Iterator[Leaf]:
    if isinstance(term, Leaf):
        yield term
    else:
        for part in term.parts:
            yield from leaves_of(part)


def kinds_of(terms: Iterable[Term]) -> list[Kind]:
    """The kinds of unit that the leaves of terms make: who is in a set is on its docket.

    Raises:
        Unfit: If there are too many.
    """
    found = sorted({leaf for term in terms for leaf in leaves_of(term)}, key=str)
    if len(found) > MOST_LEAVES:
        raise Unfit("too many sets")
    dockets: dict[str, dict[Any, list[Leaf]]] = {}
    for leaf in found:
        dockets.setdefault(leaf.docket, {}).setdefault(leaf.at, []).append(leaf)
    kinds: dict[Kind, None] = {frozenset(): None}
    for dates in dockets.values():
        each = []
        for own in dates.values():
            everyone = {leaf for leaf in own if not leaf.name}
            each.append([set(one) for one in powerset(own) if not one or everyone <= set(one)])  # type: ignore[arg-type]
        kinds.update(dict.fromkeys(frozenset().union(*parts) for parts in product(*each)))
    return list(kinds)


def terms_of(facts: Iterable[Fact]) -> Iterator[Term]:
    for fact in facts:
        for line in fact.lines:
            yield from (term for term, _ in line.terms)


def empties(line: Line) -> bool:
    return line.upper <= 0 and all(factor > 0 for _, factor in line.terms)


# -- certificates -----------------------------------------------------------------------------------------------------


def spelled(term: Term, definitions: Sequence[Term]) -> Term:
    """A term with what stands in for others written out; stand-ins are numbered after a blank."""
    if isinstance(term, Leaf):
        mark, _, number = (term.name or term.classification).partition(" ")
        return spelled(definitions[int(number)], definitions) if number and not mark else term
    return Compound(term.op, tuple(spelled(part, definitions) for part in term.parts))


def certified(proof: Proof) -> bool:
    """Whether the inequality that a proof claims at each of its leaves holds, in every kind of unit."""
    splits: list[Term] = []

    def look(tree: Tree) -> None:
        if not isinstance(tree, Combination):
            splits.append(spelled(tree.term, proof.definitions))
            look(tree.low)
            look(tree.high)

    look(proof.tree)
    terms = dict.fromkeys([*terms_of(proof.facts), *(term for term, _ in proof.conclusion.terms), *splits])
    rows = {tuple(inside(term, kind) for term in terms) for kind in kinds_of(terms)}
    place = {term: index for index, term in enumerate(terms)}

    def value(line: Line, row: tuple[bool, ...]) -> Any:
        return sum(factor for term, factor in line.terms if row[place[term]])

    def line(fact: int, number: int, path: tuple[Line, ...]) -> Line | None:
        found = path if fact == -1 else proof.facts[fact].lines if 0 <= fact < len(proof.facts) else ()
        return found[number] if 0 <= number < len(found) else None

    def holds(tree: Tree, path: tuple[Line, ...]) -> bool:
        if not isinstance(tree, Combination):
            if not isinstance(tree.at, int):
                return False
            form = ((spelled(tree.term, proof.definitions), 1),)
            low, high = Line(form, float("-inf"), tree.at), Line(form, tree.at + 1, float("inf"))
            return holds(tree.low, (*path, low)) and holds(tree.high, (*path, high))
        used = [(line(one.fact, one.line, path), one.factor) for one in tree.multipliers]
        if any(isinstance(factor, float) for _, factor in used):
            return False
        zeros = [line(*one, path) for one in tree.zeros if one[0] != -2]
        if any(one is None for one, _ in used) or any(one is None or not empties(one) for one in zeros):
            return False
        total: Any = 0
        for one, factor in used:
            end = one.upper if factor > 0 else one.lower  # type: ignore[union-attr]
            if factor:
                total += factor * end
        left = [row for row in rows if not any(row[place[term]] for one in zeros for term, _ in one.terms)]  # type: ignore[union-attr]
        for row in left:
            above = sum(factor * value(one, row) for one, factor in used)  # type: ignore[arg-type]
            if above < tree.scale * value(proof.conclusion, row):
                return False
        if tree.scale == 0:
            return bool(total < 0)
        return bool(tree.scale > 0 and not isinf(total) and Fraction(total) < tree.scale * (proof.conclusion.upper + 1))

    return isinstance(proof.conclusion.upper, int) and holds(proof.tree, ())


# -- populations that fit what is printed -----------------------------------------------------------------------------


class Printed:
    """The whole-unit populations that fit some facts, in z3: one whole number for each kind of unit."""

    def __init__(self, facts: Sequence[Fact], more: Iterable[Term] = ()) -> None:
        import z3

        self.z3 = z3
        terms = dict.fromkeys([*terms_of(facts), *more])
        self.place = {term: index for index, term in enumerate(terms)}
        rows = {tuple(inside(term, kind) for term in terms) for kind in kinds_of(terms)}
        for fact in facts:
            for line in fact.lines:
                if empties(line):
                    gone = [self.place[term] for term, _ in line.terms]
                    rows = {row for row in rows if not any(row[one] for one in gone)}
        if len(rows) > 400:
            raise Unfit("too many kinds of unit")
        self.units = {row: z3.Int(f"u{index}") for index, row in enumerate(sorted(rows))}
        self.solver = z3.Solver()
        self.solver.set("timeout", 20_000)
        self.solver.add(*(unit >= 0 for unit in self.units.values()))
        for fact in facts:
            self.solver.add(*map(self.line, fact.lines))

    def sum(self, terms: Iterable[tuple[Term, Any]]) -> Any:
        """A form times a positive number that makes it whole, and that number."""
        terms = [(term, Fraction(factor)) for term, factor in terms]
        times = 1
        for _, factor in terms:
            times *= factor.denominator
        parts = []
        for row, unit in self.units.items():
            factor = sum(int(one * times) for term, one in terms if row[self.place[term]])
            if factor:
                parts.append(factor * unit)
        return (self.z3.Sum(parts) if parts else self.z3.IntVal(0)), times

    def sign(self, form: LinearForm) -> Any:
        """A whole expression with the sign of a form."""
        constant = Fraction(form.constant)
        total, times = self.sum(form.terms)
        return constant.denominator * total + int(constant * constant.denominator) * times

    def line(self, line: Line) -> Any:
        total, times = self.sum(line.terms)
        parts = [self.z3.BoolVal(True)]
        for end, upper in ((line.lower, False), (line.upper, True)):
            if not isinf(end):
                exact = Fraction(end)
                left, right = total * exact.denominator, int(exact * exact.denominator) * times
                parts.append(left <= right if upper else left >= right)
            elif (end > 0) != upper:
                return self.z3.BoolVal(False)
        return self.z3.And(parts)

    def possible(self, *more: Any) -> bool:
        """Whether a population fits the facts, and more."""
        self.solver.push()
        self.solver.add(*more)
        found = self.solver.check()
        self.solver.pop()
        if found == self.z3.unknown:
            raise Unfit("z3 does not know")
        return bool(found == self.z3.sat)


class Asked(Printed):
    """The same, with a measure: where it is defined, and how its values lie to a number."""

    def __init__(self, facts: Sequence[Fact], measure: ds.Measure) -> None:
        super().__init__(facts, (term for form in measure.forms for term, _ in form.terms))
        z3 = self.z3
        below = list(dict.fromkeys(one.denominator for one, _ in measure.ratios))
        self.defined = z3.And([self.sign(one) > 0 for one in below])
        self.top, self.below = measure.linear, LinearForm((), 1)
        if len(below) == 1:
            self.below = below[0]
            if measure.linear.terms:
                raise Unfit("counts and ratios mixed")
            self.top = LinearForm().plus(self.below, measure.linear.constant)
            for one, factor in measure.ratios:
                self.top = self.top.plus(one.numerator, factor)
        elif below and self.possible(self.defined):
            numbers = {one: self._only(one) for one in below}
            for one, factor in measure.ratios:
                self.top = self.top.plus(one.numerator, Fraction(factor) / numbers[one.denominator])

    def _only(self, form: LinearForm) -> Fraction:
        """The one value that a form has where the measure is defined.

        Raises:
            Unfit: If it has several.
        """
        self.solver.push()
        self.solver.add(self.defined)
        assert self.solver.check() == self.z3.sat
        model = self.solver.model()
        self.solver.pop()
        total = Fraction(form.constant)
        for row, unit in self.units.items():
            number = model.eval(unit, model_completion=True).as_long()
            total += number * sum(Fraction(factor) for term, factor in form.terms if row[self.place[term]])
        if self.possible(self.defined, self.sign(form.plus(LinearForm((), -total))) != 0):  # type: ignore[arg-type]
            raise Unfit("denominators are left open")
        return total

    def beyond(self, value: Any, *, upper: bool, strictly: bool) -> Any:
        """That the measure is above a value, or below it: strictly so, or not."""
        over = self.sign(self.top.plus(self.below, -Fraction(value)))  # type: ignore[arg-type]
        if upper:
            return over > 0 if strictly else over >= 0
        return over < 0 if strictly else over <= 0

    def within(self, interval: ds.Interval) -> Any:
        if interval.is_empty:
            return self.z3.BoolVal(False)
        parts = [self.z3.BoolVal(True)]
        if not isinf(interval.lower):
            parts.append(self.beyond(interval.lower, upper=True, strictly=interval.lower_open))
        if not isinf(interval.upper):
            parts.append(self.beyond(interval.upper, upper=False, strictly=interval.upper_open))
        return self.z3.And(parts)

    def values(self, *more: Any) -> bool:
        """Whether the measure is defined in some population that fits, and more holds there."""
        return self.possible(self.defined, *more)


# -- is it still so? --------------------------------------------------------------------------------------------------


def implied(proof: Proof) -> bool:
    """Whether the facts that a proof prints imply its conclusion."""
    printed = Printed(proof.facts, (term for term, _ in proof.conclusion.terms))
    return not printed.possible(printed.z3.Not(printed.line(proof.conclusion)))


def recounted(witness: Witness) -> bool:
    """Whether the population that a witness prints fits its facts and has its value."""
    units = []
    for world in witness.worlds:
        if not isinstance(world.count, int) or world.count <= 0:
            return False
        here = {(leaf.docket, leaf.at) for leaf in world.members}
        units.append((world, here))

    def count(term: Term) -> int:
        total = 0
        for world, here in units:
            on = {leaf for leaf in leaves_of(term) if not leaf.name and (leaf.docket, leaf.at) in here}
            if inside(term, frozenset({*world.members, *on})):
                total += world.count
        return total

    for fact in witness.facts:
        for line in fact.lines:
            found = sum(factor * count(term) for term, factor in line.terms)
            if found < line.lower or found > line.upper:
                return False
    value = Fraction(0)
    for form, factor in ((witness.measure.linear, 1),):
        value += factor * (Fraction(form.constant) + sum(Fraction(one) * count(term) for term, one in form.terms))
    for one, factor in witness.measure.ratios:
        top, below = (
            Fraction(form.constant) + sum(Fraction(f) * count(term) for term, f in form.terms)
            for form in (one.numerator, one.denominator)
        )
        if below <= 0:
            return witness.value is None
        value += Fraction(factor) * top / below
    return witness.value is not None and value == witness.value


def endless(ray: Ray, facts: Iterable[Fact]) -> bool:
    """Whether a ray is a population that may be added without end."""
    if any(not isinstance(world.count, int) or world.count <= 0 for world in ray.worlds):
        return False
    for fact in facts:
        for line in fact.lines:
            step = 0
            for term, factor in line.terms:
                for world in ray.worlds:
                    here = {(leaf.docket, leaf.at) for leaf in world.members}
                    on = {leaf for leaf in leaves_of(term) if not leaf.name and (leaf.docket, leaf.at) in here}
                    step += factor * world.count * inside(term, frozenset({*world.members, *on}))
            if (step > 0 and not isinf(line.upper)) or (step < 0 and not isinf(line.lower)):
                return False
    return True


def true_figure(figure: ds.DerivedFigure) -> str:
    """What is false in a figure, given the facts that it prints; empty if nothing is."""
    asked = Asked(figure.facts, figure.measure)
    if figure.is_undefined and asked.values():
        return "it is defined in some population"
    if not figure.may_be_undefined and asked.possible(asked.z3.Not(asked.defined)):
        return "it may be undefined"
    ends = (figure.lower, figure.upper)
    if None in ends and not figure.is_undefined:
        return "it has no ends, and is not said to be undefined"
    for end, upper in zip(ends, (False, True), strict=True):
        if end is not None and (wrong := _false_end(asked, end, upper)):
            return wrong
    return ""


def _false_end(asked: Asked, end: Bound, upper: bool) -> str:
    sign = 1 if upper else -1
    if isinf(end.value):
        if (end.value > 0) != upper:
            return "" if not asked.values() else "an end at the wrong infinity"
        far = asked.beyond(sign * FAR, upper=upper, strictly=False)
        return "it does not go on without end" if end.sharp and not asked.values(far) else ""
    value = Fraction(end.value)
    if asked.values(asked.beyond(value, upper=upper, strictly=not end.is_open)):
        return f"a population lies beyond {value}"
    near = value - (Fraction(sign, 1000) if end.is_open else 0)
    if end.sharp and not asked.values(asked.beyond(near, upper=upper, strictly=False)):
        return f"nothing comes near {value}, though it is called sharp"
    return ""


def true_verdict(verdict: ds.Verdict) -> str:
    """What is false in a verdict, given the facts that it prints; empty if nothing is."""
    said = verdict.claim.statement
    asked = Asked(verdict.facts, said.measure)
    holds, strictly = asked.within(said.interval), asked.within(said.strongest)
    for judgement, true in ((verdict.weakest, holds), (verdict.strongest, strictly)):
        if wrong := _false_outcome(asked, judgement.outcome, true, true):
            return wrong
    return _false_outcome(asked, verdict.outcome, holds, strictly) or true_figure(verdict.figure)


def _false_outcome(asked: Asked, outcome: ds.Outcome, holds: Any, strictly: Any) -> str:
    no = asked.z3.Not
    match outcome:
        case ds.Outcome.SUPPORTED if asked.values(no(strictly)):
            return "supported, and false in some population"
        case ds.Outcome.REFUTED if asked.values(holds):
            return "refuted, and true in some population"
        case ds.Outcome.UNDETERMINED if not (asked.values(holds) and asked.values(no(strictly))):
            return "undetermined, and true in all populations or in none"
        case ds.Outcome.UNDEFINED if asked.values():
            return "undefined, and defined in some population"
    return ""
