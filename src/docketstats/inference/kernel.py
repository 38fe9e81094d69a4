"""The checker of proofs and witnesses. It is exact, imports no solver and evaluates populations itself.

Worlds are the combinations of memberships in the leaves that a proof names; a set of worlds is one whole number, a
bit mask. A leaf of a proof holds if, in every world that its zero-facts leave, the lines' coefficients add up to at
least the conclusion's: counts are never negative, so the sum over all units then bounds the conclusion.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import compress

import attrs

from docketstats.errors import ProofRejected
from docketstats.inference.proof import Bound, Combination, Part, Proof, Ray, Side, Split, Table, Tables, Tree, Witness, World
from docketstats.model.facts import Fact, Line, Origin, at_least_one, lattice
from docketstats.model.measure import LinearForm, Measure, over_one
from docketstats.model.term import Leaf, Term, evaluate
from docketstats.values.interval import Exact, Interval, exact

LARGEST = 1 << 20
"""The worlds that a universe may hold at any step of its making."""
AT_ONCE = 12
"""The leaves whose worlds are all made before those that make no sense are thrown out."""


class Universe:
    """All worlds over the leaves of some terms, docket by docket.

    Attributes:
        alive: The mask of the worlds that make sense: who is in a set at a date is on the docket then, and nobody is in
            a term that is named as empty.
    """

    def __init__(self, terms: Iterable[Term], empty: Iterable[Term] = ()) -> None:
        empty = tuple(empty)
        self._masks: dict[Term, int] = {}
        self._leaves: list[tuple[Leaf, int]] = []
        self.alive = 0
        found = sorted({leaf for term in (*terms, *empty) for leaf in term.leaves}, key=lambda leaf: leaf.key)
        offset = 0
        for docket in sorted({leaf.docket for leaf in found}):
            own = [leaf for leaf in found if leaf.docket == docket]
            here = [term for term in empty if any(leaf.docket == docket for leaf in term.leaves)]
            masks, alive, size = _block(own, here)
            self._leaves += [(leaf, mask << offset) for leaf, mask in masks.items()]
            self.alive |= alive << offset
            offset += size
        self._masks.update(self._leaves)

    def mask(self, term: Term) -> int:
        """The worlds in a term."""
        known = self._masks.get(term)
        if known is None:
            known = self._masks[term] = evaluate(term, self._masks.__getitem__)
        return known

    def members(self, world: int) -> tuple[Leaf, ...]:
        """The leaves that a world is in."""
        return tuple([leaf for leaf, mask in self._leaves if mask >> world & 1])

    def below_zero(self, coefficients: Iterable[tuple[Term, int]], alive: int) -> int:
        """The worlds in ``alive`` where the coefficients of the terms they are in add up to less than zero."""
        sums = {0: alive}
        for term, factor in coefficients:
            inside = self.mask(term)
            split: dict[int, int] = {}
            for total, worlds in sums.items():
                if worlds & inside:
                    split[total + factor] = split.get(total + factor, 0) | worlds & inside
                if worlds & ~inside:
                    split[total] = split.get(total, 0) | worlds & ~inside
            sums = split
        result = 0
        for total, worlds in sums.items():
            if total < 0:
                result |= worlds
        return result


def _block(own: Sequence[Leaf], empty: Iterable[Term]) -> tuple[dict[Leaf, int], int, int]:
    """The worlds over some leaves, made leaf by leaf: the mask of each leaf, of those that make sense, and how many.

    An empty term is used as soon as all its leaves are there, so that worlds are thrown out before they multiply.
    """
    place = {leaf: number for number, leaf in enumerate(own)}
    due: dict[int, list[Term]] = {}
    for term in empty:
        due.setdefault(max((AT_ONCE - 1, *(place[leaf] for leaf in term.leaves))), []).append(term)
    # Who is in a set is on the docket: sets whose docket is not counted need no looking at.
    within = [(leaf, leaf.everyone) for leaf in own if not leaf.is_everyone and leaf.everyone in place]
    size = 1 << min(AT_ONCE, len(own))
    alive = (1 << size) - 1
    # Worlds whose bit is set: runs of as many ones after as many zeros.
    masks = {leaf: alive // ((1 << (1 << at)) + 1) << (1 << at) for at, leaf in enumerate(own[:AT_ONCE])}
    for number in range(AT_ONCE - 1, max(AT_ONCE, len(own))):
        if number >= AT_ONCE:
            masks = {one: mask | mask << size for one, mask in masks.items()}
            masks[own[number]] = (1 << size) - 1 << size
            alive |= alive << size
            size *= 2
        for leaf, everyone in within:
            if max(AT_ONCE - 1, place[leaf], place[everyone]) == number:
                alive &= ~masks[leaf] | masks[everyone]
        for term in due.get(number, ()):
            alive &= ~evaluate(term, masks.__getitem__)
        if len(own) > AT_ONCE and 2 * alive.bit_count() <= size:
            masks = {one: _packed(mask, alive, size) for one, mask in masks.items()}
            size = alive.bit_count()
            alive = (1 << size) - 1
        if size > LARGEST:
            raise ProofRejected(
                f"{len(own)} sets in play on docket {own[0].docket!r} make more than {LARGEST:,} worlds",
                mend="ask about fewer sets at once",
            )
    return masks, alive, size


def _packed(mask: int, kept: int, size: int) -> int:
    """The bits of a mask at the places that are kept, close together."""
    places = [bit == "1" for bit in f"{kept:0{size}b}"]
    return int("".join(compress(f"{mask:0{size}b}", places)), 2)


def add_up(lines: Iterable[tuple[Line, int]], conclusion: Line, scale: int) -> tuple[dict[Term, int], int]:
    """The coefficients of lines times factors minus ``scale`` times the conclusion, and the sum of the lines' ends.

    Raises:
        ProofRejected: If a line is used for an end that it does not have.
    """
    coefficients: dict[Term, int] = {}
    total = 0
    for line, factor in lines:
        end = line.upper if factor > 0 else line.lower
        if isinstance(end, float):
            raise ProofRejected("a line is used for an end that it does not have", where=_shown(line))
        total += factor * end
        for term, one in line.terms:
            coefficients[term] = coefficients.get(term, 0) + factor * one
    for term, one in conclusion.terms:
        coefficients[term] = coefficients.get(term, 0) - scale * one
    return {term: factor for term, factor in coefficients.items() if factor}, total


def check_proof(proof: Proof) -> None:
    """Check that the conclusion of a proof follows from its facts.

    Raises:
        ProofRejected: If it does not; the message says at which step.
    """
    if not isinstance(proof.conclusion.upper, int):
        raise ProofRejected("the conclusion has no upper end")
    lines = (proof.conclusion, *(line for fact in proof.facts for line in fact.lines))
    ends = (end for line in lines for end in (line.lower, line.upper))
    _whole(*(end for end in ends if end not in (math.inf, -math.inf)))
    _whole(*(factor for line in lines for _, factor in line.terms))
    _check_tree(proof, proof.tree, ())


def _check_tree(proof: Proof, tree: Tree, path: tuple[Line, ...]) -> None:
    if isinstance(tree, Split):
        _whole(tree.at)
        form = ((tree.term, 1),)
        _check_tree(proof, tree.low, (*path, Line(form, -math.inf, tree.at)))
        _check_tree(proof, tree.high, (*path, Line(form, tree.at + 1, math.inf)))
        return
    where = f"leaf below {len(path)} splits"
    _whole(tree.scale, *(number for one in tree.multipliers for number in (one.fact, one.line, one.factor)))
    used = [(_line(proof, path, one.fact, one.line), one.factor) for one in tree.multipliers]
    rest, total = add_up(used, proof.conclusion, tree.scale)
    for part in tree.parts:
        for term, factor in part.terms:
            _whole(factor)
            rest[term] = rest.get(term, 0) - factor
    left = Part(tuple((term, factor) for term, factor in rest.items() if factor), tree.zeros)
    for part in (*tree.parts, left):
        zeros = [_line(proof, path, fact, line) for fact, line in part.zeros]
        for line in zeros:
            if not line.empties:
                raise ProofRejected(f"{_shown(line)} empties nothing", where=where)
        universe = Universe([term for term, _ in part.terms], [term for line in zeros for term, _ in line.terms])
        if universe.below_zero(part.terms, universe.alive):
            raise ProofRejected("the lines do not dominate the conclusion in every world", where=where)
    _check_total(proof, tree, total, where)


def _whole(*numbers: object) -> None:
    # A fraction would split whole counts nowhere, and a float would round.
    for number in numbers:
        if type(number) is not int:
            raise ProofRejected(f"{number!r} is no whole number")


def _check_total(proof: Proof, tree: Combination, total: int, where: str) -> None:
    if tree.scale < 0:
        raise ProofRejected("a negative scale", where=where)
    if tree.scale == 0 and total >= 0:
        raise ProofRejected(f"the lines add up to 0 <= {total}, which is no contradiction", where=where)
    # The conclusion's form is a whole number, so what is above a whole bound by a fraction is not above it.
    if tree.scale and total // tree.scale > proof.conclusion.upper:
        raise ProofRejected(f"the lines give {total}/{tree.scale}, not {proof.conclusion.upper}", where=where)


def _line(proof: Proof, path: Sequence[Line], fact: int, line: int) -> Line:
    lines = path if fact == -1 else proof.facts[fact].lines if 0 <= fact < len(proof.facts) else ()
    if not 0 <= line < len(lines):
        raise ProofRejected(f"there is no line {line} of fact {fact}")
    return lines[line]


def _shown(line: Line) -> str:
    form = " + ".join(f"{factor} count({term})" for term, factor in line.terms) or "0"
    return f"{line.lower} <= {form} <= {line.upper}"


# -- witnesses ------------------------------------------------------------------------------------------------------


class Recount:
    """The units of a list of worlds, ready to be counted: a set of them is one whole number, a bit mask."""

    def __init__(self, worlds: Iterable[World]) -> None:
        self._masks: dict[Leaf, int] = {}
        self._digits: list[int] = []
        for place, world in enumerate(worlds):
            if type(world.count) is not int or world.count < 1:
                raise ProofRejected(f"a world with the count {world.count}")
            for leaf in {leaf for one in world.members for leaf in (one, one.everyone)}:
                self._masks[leaf] = self._masks.get(leaf, 0) | 1 << place
            for digit in range(world.count.bit_length()):
                if digit == len(self._digits):
                    self._digits.append(0)
                self._digits[digit] |= (world.count >> digit & 1) << place

    def count(self, term: Term) -> int:
        """The units that are in a term."""
        inside = evaluate(term, lambda leaf: self._masks.get(leaf, 0))
        return sum((inside & mask).bit_count() << digit for digit, mask in enumerate(self._digits))


class RecountTables:
    """The units of tables, ready to be counted, once it is checked that the tables come from one population.

    They do if the tables that hold a set hang together and neighbours agree on the sets that both hold (Vorob'ev 1962).
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables: list[Recount] = []
        self._holding: dict[Leaf, list[int]] = {}
        tops: set[Leaf] = set()
        for place, table in enumerate(tables):
            leaves = frozenset(table.leaves)
            above = frozenset[Leaf]()
            if table.parent is not None:
                if not place < table.parent < len(tables):
                    raise ProofRejected(f"table {place} has no parent that comes later")
                above = leaves.intersection(tables[table.parent].leaves)
                if _margin(table, above) != _margin(tables[table.parent], above):
                    raise ProofRejected(f"tables {place} and {table.parent} do not agree where they meet")
            if again := (leaves - above) & tops:
                raise ProofRejected(f"the tables with {min(map(str, again))} do not hang together")
            tops |= leaves - above
            for world in table.worlds:
                if not leaves.issuperset(world.members):
                    raise ProofRejected(f"table {place} has units in sets that it does not hold")
            for leaf in leaves:
                self._holding.setdefault(leaf, []).append(place)
            self._tables.append(Recount(table.worlds))
        for place, table in enumerate(tables):
            for leaf in table.leaves:
                if leaf.everyone in self._holding:
                    if leaf.everyone not in table.leaves:
                        raise ProofRejected(f"table {place} leaves out everyone on the docket of {leaf}")
                    if any(leaf in world.members and leaf.everyone not in world.members for world in table.worlds):
                        raise ProofRejected(f"table {place} has units in {leaf} who are not on the docket")
        self._all = [set(table.leaves) for table in tables]

    def home(self, term: Term) -> int | None:
        """The table that holds all sets of a term, nobody being in a set that none holds; None if there is none."""
        known = [leaf for leaf in term.leaves if leaf in self._holding]
        rarest = min((self._holding[leaf] for leaf in known), key=len, default=[0])
        return next((place for place in rarest if self._all[place].issuperset(known)), None)

    def count(self, term: Term) -> int:
        """The units that are in a term that has a home."""
        home = self.home(term)
        assert home is not None
        return self._tables[home].count(term)


def _margin(table: Table, leaves: frozenset[Leaf]) -> dict[frozenset[Leaf], int]:
    found: dict[frozenset[Leaf], int] = {}
    for world in table.worlds:
        if inside := leaves.intersection(world.members):
            found[inside] = found.get(inside, 0) + world.count
    return found


def counter(worlds: Sequence[World], terms: Iterable[Term]) -> Callable[[Term], int]:
    """What counts the units of ``worlds`` that are in some terms.

    Raises:
        ProofRejected: If a count is not a positive whole number, or tables do not come from one population.
    """
    if isinstance(worlds, Tables):
        tables = RecountTables(worlds.tables)
        if all(tables.home(term) is not None for term in terms):
            return tables.count
    return Recount(worlds).count


def value_in(worlds: Sequence[World], measure: Measure, count: Callable[[Term], int] | None = None) -> Exact | None:
    """A measure's value in a population; None where a denominator is not positive."""
    count = count or counter(worlds, _terms(measure))
    total: Exact = measure.linear.value(count)
    for one, factor in measure.ratios:
        below = one.denominator.value(count)
        if below <= 0:
            return None
        total += factor * Fraction(one.numerator.value(count)) / below
    return exact(total)


def _terms(measure: Measure) -> Iterator[Term]:
    return (term for form in measure.forms for term, _ in form.terms)


def check_witness(witness: Witness) -> None:
    """Recount every fact of a witness, and its measure.

    Raises:
        ProofRejected: If a fact does not hold, a count is not a positive whole number, or the value is another.
    """
    lines = [(fact, line) for fact in witness.facts for line in fact.lines if not line.is_vacuous]
    count = counter(witness.worlds, (*_terms(witness.measure), *(term for _, line in lines for term, _ in line.terms)))
    for fact, line in lines:
        value = sum(factor * count(term) for term, factor in line.terms)
        if not line.lower <= value <= line.upper:
            raise ProofRejected(f"the witness has {value} where {_shown(line)}", where=fact.name)
    found = value_in(witness.worlds, witness.measure, count)
    if found != witness.value:
        raise ProofRejected(f"{witness.measure!r} is {found} in the witness, not {witness.value}")


def check_ray(ray: Ray, facts: Iterable[Fact]) -> None:
    """Check that a ray may be added any number of times without breaking a fact.

    Raises:
        ProofRejected: If it may not.
    """
    lines = [(fact, line) for fact in facts for line in fact.lines if not line.is_vacuous]
    count = counter(ray.worlds, (term for _, line in lines for term, _ in line.terms))
    for fact, line in lines:
        step = sum(factor * count(term) for term, factor in line.terms)
        if (step > 0 and line.upper < math.inf) or (step < 0 and line.lower > -math.inf):
            raise ProofRejected("the ray leaves what the fact allows", where=fact.name)


def check_bound(bound: Bound, measure: Measure, facts: Iterable[Fact]) -> None:
    """Check one end of an interval: its proof, that the proof is about this end, its witness and its ray.

    Args:
        bound: The end.
        measure: The measure that it is an end of.
        facts: The facts that it may rest on, and that its witness must fit.

    Raises:
        ProofRejected: If any of them does not hold, or the end is called sharp and is not shown to be.
    """
    facts = tuple(facts)
    linear = reduced(bound, measure, facts)
    if bound.proof is None:
        if bound.value != bound.side.sign * math.inf:
            raise ProofRejected(f"the {bound.side.value} end {bound.value} has no proof")
    else:
        if math.isinf(bound.value):
            raise ProofRejected(f"the {bound.side.value} end is infinite, and has a proof")
        check_proof(bound.proof)
        check_basis(bound.proof, facts, [(one,) for one in premises(measure)])
        if bound.proof.conclusion != conclusion(linear, bound.side, bound.value, bound.is_open):
            raise ProofRejected("the proof is about something else", where=f"{bound.side.value} end")
    if bound.witness:
        check_witness_of(bound.witness, measure, facts)
    if bound.ray:
        check_ray(bound.ray, facts)
    if bound.sharp and not _shown_sharp(bound, linear):
        raise ProofRejected(f"the {bound.side.value} end is called sharp, and nothing shows that it is")


def check_basis(proof: Proof, facts: Iterable[Fact], granted: Iterable[tuple[Line, ...]]) -> None:
    """Check that a proof rests on the facts and on lines that are granted, and on nothing else.

    Raises:
        ProofRejected: If it rests on anything else.
    """
    facts, granted = tuple(facts), tuple(granted)
    for fact in proof.facts:
        if fact.origin in (Origin.QUESTION, Origin.CLAIM):
            if fact.lines not in granted:
                raise ProofRejected("the proof takes more for granted than it may", where=fact.name)
        elif fact not in facts:
            raise ProofRejected("the proof rests on a fact from elsewhere", where=fact.name)


def check_witness_of(witness: Witness, measure: Measure, facts: Iterable[Fact]) -> None:
    """Check a witness, and that it is about this measure and fits at least these facts.

    Raises:
        ProofRejected: If it does not.
    """
    check_witness(witness)
    if witness.measure != measure:
        raise ProofRejected("the witness is about another measure")
    if not set(facts) <= set(witness.facts):
        raise ProofRejected("the witness leaves out facts")


def check_contradiction(proof: Proof, facts: Iterable[Fact], granted: Iterable[tuple[Line, ...]]) -> None:
    """Check that a proof shows that the facts cannot hold together with what is granted.

    Raises:
        ProofRejected: If it does not.
    """
    check_proof(proof)
    check_basis(proof, facts, granted)
    if proof.conclusion.terms or proof.conclusion.upper >= 0:
        raise ProofRejected("the proof ends in no contradiction")


def premises(measure: Measure) -> tuple[Line, ...]:
    """What a question takes for granted: that its denominators are at least one unit."""
    return tuple(at_least_one(one.denominator) for one, _ in measure.ratios)


def never(measure: Measure) -> tuple[Line, ...]:
    """That the one denominator of a measure is not even one unit."""
    return (Line.of(over_one(measure).denominator, Interval.at_most(0)),)


def conclusion(measure: Measure, side: Side, value: Exact | float, is_open: bool) -> Line:
    """The line that a proof of this end must establish."""
    if measure.ratios:
        one = over_one(measure)
        form = one.numerator.plus(one.denominator, -value).times(side.sign)  # type: ignore[arg-type]
        edge: Exact = 0
    else:
        form = measure.linear.times(side.sign)
        edge = side.sign * value  # type: ignore[assignment]
    return Line.of(form, Interval.less_than(edge) if is_open else Interval.at_most(edge))


def reduced(bound: Bound, measure: Measure, facts: Iterable[Fact]) -> Measure:
    """The measure with denominators replaced by the single numbers that lemmas prove them to be.

    Raises:
        ProofRejected: If a lemma does not hold, or one is missing.
    """
    if len({one.denominator for one, _ in measure.ratios}) < 2:
        return measure
    numbers: dict[tuple[tuple[Term, int], ...], int] = {}
    for lemma in bound.lemmas:
        check_proof(lemma)
        check_basis(lemma, facts, ())
        numbers[lemma.conclusion.terms] = lemma.conclusion.upper  # type: ignore[assignment]

    def number(form: LinearForm) -> Exact:
        terms, scale, offset = lattice(form)
        opposite = tuple((term, -factor) for term, factor in terms)
        upper, lower = numbers.get(terms), numbers.get(opposite)
        if upper is None or lower is None or upper != -lower:
            raise ProofRejected("no lemma proves a denominator to be a single number")
        return exact(scale * upper + offset)

    return with_denominators(measure, number)


def with_denominators(measure: Measure, number: Callable[[LinearForm], Exact]) -> Measure:
    """The linear measure that remains when each denominator is a number."""
    linear = measure.linear
    for one, factor in measure.ratios:
        below = number(one.denominator)
        if below <= 0:
            raise ProofRejected("a denominator is not positive")
        linear = linear.plus(one.numerator, factor * Fraction(1) / below)
    return attrs.evolve(measure, linear=linear, ratios=())


def _shown_sharp(bound: Bound, measure: Measure) -> bool:
    if bound.witness is None or bound.witness.value is None:
        return False
    if not bound.is_open:
        return bound.witness.value == bound.value
    if bound.ray is None:
        return False
    sign = bound.side.sign
    count = counter(bound.ray.worlds, _terms(measure))
    one = over_one(measure)
    # A ray changes a form by its coefficients alone, so constants are taken off.
    top, below = (form.value(count) - form.constant for form in (one.numerator, one.denominator))
    if below == 0:
        return math.isinf(bound.value) and sign * top > 0
    return below > 0 and not math.isinf(bound.value) and Fraction(top) / below == bound.value
