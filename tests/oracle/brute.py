"""An oracle that is independent of docketstats' inference: its own problems, its own sets, its own arithmetic.

A `Problem` is a small docket, what is said about it and a question. `Problem.solution` enumerates every population up
to the stated size of the docket: units of one kind are interchangeable for what is said and asked, so a population is a
number of units of each kind, and what matters of it are its counts of the sets in play. `Problem.exact` hands the same
problem, without a limit on its size, to z3 over one whole number per kind of unit. `Problem.evidence` writes it with
the public names of docketstats. Nothing of docketstats.inference or docketstats.model is used but through those names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain, combinations, product
from typing import Any

import docketstats as ds

Expr = tuple[Any, ...]
"""("set", name, date) | ("all", date) | ("none",) | ("not", x) | ("&" "|" "-" "^", x, y); a date is 0, 1 or None."""
World = frozenset[tuple[str, int]]
"""The sets that a unit is in, each with a date; the name of everyone on the docket is the empty text."""
Value = Fraction | None

ATTAINED_AT_MOST = 40_000
"""The distinct count vectors that one enumeration takes on."""


class Unfit(Exception):
    """The problem is not one for this oracle: it is too large, or says nothing that can be written down."""


# -- sets -------------------------------------------------------------------------------------------------------------


def at(expr: Expr, date: int) -> Expr:
    """The set with what is undated in it taken at ``date``."""
    if expr[0] == "set":
        return ("set", expr[1], date) if expr[2] is None else expr
    if expr[0] == "all":
        return ("all", date) if expr[1] is None else expr
    return (expr[0], *(at(part, date) for part in expr[1:]))


def leaves(expr: Expr) -> Iterator[tuple[str, int | None]]:
    if expr[0] == "set":
        yield expr[1], expr[2]
    elif expr[0] == "all":
        yield "", expr[1]
    else:
        for part in expr[1:]:
            yield from leaves(part)


def holds(expr: Expr, world: World) -> bool:
    """Whether a unit is in a set."""
    match expr:
        case ("set", name, date):
            return (name, date) in world
        case ("all", date):
            return ("", date) in world
        case ("none",):
            return False
        case ("not", x):
            (date,) = {date for _, date in leaves(x)}
            return ("", date) in world and not holds(x, world)
        case ("&", x, y):
            return holds(x, world) and holds(y, world)
        case ("|", x, y):
            return holds(x, world) or holds(y, world)
        case ("-", x, y):
            return holds(x, world) and not holds(y, world)
        case ("^", x, y):
            return holds(x, world) != holds(y, world)
    raise AssertionError(expr)


@dataclass(frozen=True)
class Node:
    """An item of a classification, or the classification itself: its name, what is under it, and how that relates."""

    name: str
    under: tuple[Node, ...] = ()
    exclusive: bool = True
    exhaustive: bool = True
    fixed: bool = False

    def names(self) -> list[str]:
        """The items below this node."""
        return [one for child in self.under for one in (child.name, *child.names())]

    def allows(self, inside: set[str], here: bool) -> bool:
        """Whether a unit that is in this node or not (``here``) and in the items ``inside`` breaks no rule."""
        children = [child.name in inside for child in self.under]
        if any(children) and not here:
            return False
        if self.exclusive and sum(children) > 1:
            return False
        if self.under and self.exhaustive and here and not any(children):
            return False
        return all(child.allows(inside, child.name in inside) for child in self.under)

    def item(self) -> ds.Item:
        return ds.Item(
            self.name,
            items=tuple(child.item() for child in self.under),
            exclusive=self.exclusive,
            exhaustive=self.exhaustive,
        )

    def classification(self) -> ds.Classification:
        return ds.Classification(
            self.name,
            tuple(child.item() for child in self.under),
            exclusive=self.exclusive,
            exhaustive=self.exhaustive,
            fixed=self.fixed,
        )


# -- measures ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Form:
    """A linear form on counts."""

    terms: tuple[tuple[Fraction, Expr], ...] = ()
    constant: Fraction = Fraction(0)

    def plus(self, other: Form, factor: Fraction = Fraction(1)) -> Form:
        moved = tuple((factor * one, expr) for one, expr in other.terms)
        return Form(self.terms + moved, self.constant + factor * other.constant)

    def value(self, count: Callable[[Expr], Any]) -> Any:
        return self.constant + sum(factor * count(expr) for factor, expr in self.terms)

    def measure(self) -> Measure:
        return Measure(
            "sum", (tuple((factor, Measure("count", (expr,))) for factor, expr in self.terms), self.constant)
        )


@dataclass(frozen=True)
class Measure:
    """A measure as its parts: ("count", set), ("share", set, among), ("change" | "growth", set),
    ("ratio", measure, measure) or ("sum", ((factor, measure), ...), constant).
    """

    kind: str
    args: tuple[Any, ...]

    def at(self, date: int) -> Measure:
        """The measure with its undated sets taken at ``date``."""
        if self.kind in ("count", "share"):
            return Measure(self.kind, tuple(at(one, date) for one in self.args))
        if self.kind == "ratio":
            return Measure(self.kind, tuple(one.at(date) for one in self.args))
        if self.kind == "sum":
            return Measure("sum", (tuple((f, one.at(date)) for f, one in self.args[0]), self.args[1]))
        return self

    @cached_property
    def lowered(self) -> tuple[Form, tuple[tuple[Fraction, Form, Form], ...]]:
        """The linear part, and the ratios with their factors."""
        one = Fraction(1)
        match self.kind:
            case "count":
                return Form(((one, self.args[0]),)), ()
            case "share":
                part, whole = self.args
                return Form(), ((one, Form(((one, ("&", part, whole)),)), Form(((one, whole),))),)
            case "change" | "growth":
                before, after = (Form(((one, at(self.args[0], date)),)) for date in (0, 1))
                moved = after.plus(before, -one)
                return (moved, ()) if self.kind == "change" else (Form(), ((one, moved, before),))
            case "ratio":
                (top, none), (below, nor) = self.args[0].lowered, self.args[1].lowered
                assert not none
                assert not nor
                return Form(), ((one, top, below),)
        linear, ratios = Form((), Fraction(self.args[1])), []
        for factor, part in self.args[0]:
            more, some = part.lowered
            linear = linear.plus(more, factor)
            ratios += [(factor * one, top, below) for one, top, below in some]
        return linear, tuple(ratios)

    @property
    def exprs(self) -> Iterator[Expr]:
        """The sets that it counts."""
        linear, ratios = self.lowered
        for form in (linear, *(form for _, *forms in ratios for form in forms)):
            for _, expr in form.terms:
                yield expr

    @property
    def dates(self) -> set[int | None]:
        return {date for expr in self.exprs for _, date in leaves(expr)}

    def value(self, count: Callable[[Expr], int]) -> Value:
        """Its value; None where a denominator is not positive."""
        linear, ratios = self.lowered
        total = Fraction(linear.value(count))
        for factor, top, below in ratios:
            under = below.value(count)
            if under <= 0:
                return None
            total += factor * Fraction(top.value(count)) / under
        return total


@dataclass(frozen=True)
class Range:
    """Numbers between two ends; an end that is None is infinite."""

    lower: Fraction | None
    upper: Fraction | None
    lower_open: bool = False
    upper_open: bool = False

    def holds(self, value: Fraction) -> bool:
        if self.lower is not None and (value < self.lower or (self.lower_open and value == self.lower)):
            return False
        return self.upper is None or value < self.upper or (not self.upper_open and value == self.upper)

    def within(self, other: Range) -> bool:
        """Whether all of it is in ``other``; both have finite or equal ends."""
        low = other.lower is None or (
            self.lower is not None and (self.lower, self.lower_open) >= (other.lower, other.lower_open)
        )
        high = other.upper is None or (
            self.upper is not None and (self.upper, not self.upper_open) <= (other.upper, not other.upper_open)
        )
        return low and high

    def interval(self) -> ds.Interval:
        low, high = (end if end is not None else float(inf) for end, inf in ((self.lower, "-inf"), (self.upper, "inf")))
        return ds.Interval(low, high, lower_open=self.lower_open, upper_open=self.upper_open)


# -- what is said -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """A measure that is said to lie in a range.

    ``place`` is the index of its snapshot, "across" for a figure that spans dates, or "assumed".
    """

    id: str
    measure: Measure
    range: Range
    place: int | str
    if_any: bool = False
    typed: Measure | None = None
    """The measure as it is typed, if that leaves its snapshot's date out."""

    @property
    def meant(self) -> Range:
        """What it says: the ends of a share that may be of nobody are included."""
        return Range(self.range.lower, self.range.upper) if self.if_any else self.range

    def true(self, count: Callable[[Expr], int]) -> bool:
        value = self.measure.value(count)
        return self.if_any if value is None else self.meant.holds(value)

    @property
    def exprs(self) -> Iterator[Expr]:
        return self.measure.exprs


@dataclass(frozen=True)
class Tie:
    """A relation between sets: within, disjoint, same, empty or covers; undated, it holds at every date."""

    id: str
    kind: str
    parts: tuple[Expr, ...]
    assumed: bool = False
    typed: tuple[Expr, ...] | None = None
    """The sets as they are typed, if some leave their date out though others have one."""

    @property
    def dated(self) -> bool:
        return any(date is not None for part in self.parts for _, date in leaves(part))

    def at(self, date: int) -> Tie:
        return Tie(f"{self.id}@{date}", self.kind, tuple(at(part, date) for part in self.parts), self.assumed)

    def fits(self, world: World) -> bool:
        """Whether a unit of this kind breaks the relation."""
        inside = [holds(part, world) for part in self.parts]
        match self.kind:
            case "within":
                return inside[1] or not inside[0]
            case "disjoint":
                return not (inside[0] and inside[1])
            case "same":
                return inside[0] == inside[1]
            case "empty":
                return not inside[0]
        (date,) = {date for part in self.parts for _, date in leaves(part)}
        return ("", date) not in world or any(inside)


@dataclass
class Populations:
    """The populations found: what they say of each fact and of each question."""

    ids: tuple[str, ...]
    found: dict[tuple[int, Value], int] = field(default_factory=dict)

    def mask(self, ids: Iterable[str]) -> int:
        return sum(1 << self.ids.index(one) for one in set(ids))

    def values(self, ids: Iterable[str] | None = None) -> set[Value]:
        """The values of the question in the populations that fit these facts, or all of them."""
        wanted = (1 << len(self.ids)) - 1 if ids is None else self.mask(ids)
        return {value for mask, value in self.found if mask & wanted == wanted}

    def possible(self, ids: Iterable[str]) -> bool:
        return bool(self.values(ids))

    def minimal_conflicts(self, always: frozenset[str]) -> set[frozenset[str]]:
        """The smallest sets of facts that no population found fits, those in ``always`` being kept throughout."""
        masks = {mask for mask, _ in self.found}
        base = self.mask(always)
        free = [one for one in self.ids if one not in always]
        found: list[frozenset[str]] = []
        for size in range(len(free) + 1):
            for some in map(frozenset, combinations(free, size)):
                if any(one <= some for one in found):
                    continue
                wanted = base | self.mask(some)
                if not any(mask & wanted == wanted for mask in masks):
                    found.append(some)
        return set(found)


@dataclass(frozen=True)
class Problem:
    """A docket, what is said about it, and a question.

    ``caps`` are the sizes that brute force goes up to at each date; where ``capped``, they are also said as figures,
    so that brute force sees every population that fits.
    """

    sets: tuple[str, ...]
    tree: Node | None
    days: tuple[str, ...]
    caps: tuple[int, ...]
    capped: bool
    snapshots: tuple[int, ...]
    figures: tuple[Figure, ...]
    ties: tuple[Tie, ...]
    question: Measure
    typed: Measure | None = None
    """The question as it is typed, if that leaves the only date out."""

    # -- by enumeration -----------------------------------------------------------------------------------------

    @cached_property
    def worlds(self) -> tuple[World, ...]:
        """The kinds of unit that the classification allows, but for units that are on the docket at no date."""

        def on_one_date(date: int) -> Iterator[World]:
            items = self.tree.names() if self.tree else []
            yield frozenset()
            for inside in map(set, powerset((*self.sets, *items))):
                if self.tree is None or self.tree.allows(inside, True):
                    yield frozenset({("", date), *((name, date) for name in inside)})

        def agrees(parts: tuple[World, ...]) -> bool:
            if self.tree is None or not self.tree.fixed or not all(parts):
                return True
            names = self.tree.names()
            return len({frozenset(name for name, _ in part if name in names) for part in parts}) == 1

        each = [tuple(on_one_date(date)) for date in range(len(self.days))]
        return tuple(frozenset().union(*parts) for parts in product(*each) if any(parts) and agrees(parts))

    @cached_property
    def limits(self) -> tuple[Figure, ...]:
        """The figures that say how many are on the docket."""
        if not self.capped:
            return ()
        return tuple(
            Figure(f"cap{date}", Measure("count", (("all", date),)), Range(Fraction(0), Fraction(cap)), "across")
            for date, cap in enumerate(self.caps)
        )

    @cached_property
    def all_ties(self) -> tuple[Tie, ...]:
        """The relations, one for each date where they are undated."""
        dates = range(len(self.days))
        return tuple(chain.from_iterable([one] if one.dated else map(one.at, dates) for one in self.ties))

    @cached_property
    def all_figures(self) -> tuple[Figure, ...]:
        return self.limits + self.figures

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in (*self.all_figures, *self.all_ties))

    @property
    def always(self) -> frozenset[str]:
        """The facts that brute force cannot do without."""
        return frozenset(one.id for one in self.limits)

    @cached_property
    def kinds(self) -> dict[tuple[tuple[int, ...], int], World]:
        """The worlds that facts and question tell apart: by membership in the sets in play and by relations broken."""
        found: dict[tuple[tuple[int, ...], int], World] = {}
        for world in self.worlds:
            inside = tuple(int(holds(expr, world)) for expr in self.exprs)
            broken = sum(1 << index for index, tie in enumerate(self.all_ties) if not tie.fits(world))
            found.setdefault((inside, broken), world)
        return found

    @cached_property
    def exprs(self) -> tuple[Expr, ...]:
        """The sets in play; everyone at each date comes first."""
        everyone = [("all", date) for date in range(len(self.days))]
        said = (expr for figure in self.all_figures for expr in figure.exprs)
        return tuple(dict.fromkeys((*everyone, *said, *self.question.exprs)))

    @cached_property
    def solution(self) -> Populations:
        """Every population up to the caps.

        Raises:
            Unfit: If there are too many of them.
        """
        dates = len(self.days)
        bits = 6
        # Counts are packed six bits each, so that adding a unit of a kind adds up all its counts at once.
        start = (0, 0)
        found = {start}
        for inside, broken in self.kinds:
            step = sum(one << bits * place for place, one in enumerate(inside))
            frontier = list(found)
            while frontier:
                added = []
                for counts, ties in frontier:
                    more = counts + step
                    if all((more >> bits * date) & 63 <= self.caps[date] for date in range(dates)):
                        state = (more, ties | broken)
                        if state not in found:
                            found.add(state)
                            added.append(state)
                if len(found) > ATTAINED_AT_MOST:
                    raise Unfit("too many populations")
                frontier = added
        place = {expr: bits * index for index, expr in enumerate(self.exprs)}
        told = [_remembered(figure.exprs, figure.true, place) for figure in self.all_figures]
        asked = _remembered(self.question.exprs, self.question.value, place)
        ties = (1 << len(self.all_ties)) - 1
        result = Populations(self.ids)
        for counts, broken in found:
            mask = sum(1 << index for index, one in enumerate(told) if one(counts))
            mask |= (ties & ~broken) << len(told)
            key = (mask, asked(counts))
            result.found[key] = result.found.get(key, 0) + 1
        return result

    # -- in docketstats -----------------------------------------------------------------------------------------

    @cached_property
    def docket(self) -> ds.Docket:
        return ds.Docket("docket", classifications=(self.tree.classification(),) if self.tree else ())

    def population(self, expr: Expr) -> ds.Population:
        match expr:
            case ("set", name, date):
                one = self.docket.population(name) if name in self.sets else self.docket[name]
                return one if date is None else one.at(self.days[date])
            case ("all", date):
                return self.docket.everyone if date is None else self.docket.everyone.at(self.days[date])
            case ("none",):
                return self.docket.nobody
            case ("not", x):
                return ~self.population(x)
        x, y = map(self.population, expr[1:])
        return {"&": x.__and__, "|": x.__or__, "-": x.__sub__, "^": x.__xor__}[expr[0]](y)

    def measure(self, measure: Measure) -> ds.Measure:
        match measure.kind:
            case "count":
                return ds.count(self.population(measure.args[0]))
            case "share":
                return ds.share(self.population(measure.args[0]), among=self.population(measure.args[1]))
            case "change" | "growth":
                make = ds.change if measure.kind == "change" else ds.growth
                return make(self.population(measure.args[0]), since=self.days[0], until=self.days[1])
            case "ratio":
                return ds.ratio(*map(self.measure, measure.args))
        total: Any = None
        for factor, part in measure.args[0]:
            more = self.measure(part) if factor == 1 else factor * self.measure(part)
            total = more if total is None else total + more
        return total + measure.args[1] if measure.args[1] else total

    def relation(self, tie: Tie) -> ds.Relation:
        parts = [self.population(part) for part in tie.typed or tie.parts]
        source: Mapping[str, Any] = {} if tie.assumed else {"source": ds.Source(tie.id)}
        if tie.kind == "covers":
            return self.docket.covers(*parts, **source)
        name = {"within": "within", "disjoint": "disjoint_from", "same": "same_as", "empty": "empty"}[tie.kind]
        return getattr(parts[0], name)(*parts[1:], **source)

    def evidence(self) -> ds.Evidence:
        """The same problem in the words of the library; the source or reason of each fact is its id."""

        def said(one: Figure) -> ds.ReportedFigure:
            # A whole number and a fraction alone say the same as an interval of one point, and take another path.
            low, high = one.range.lower, one.range.upper
            value: Any = low if low == high and low is not None else one.range.interval()
            if isinstance(value, Fraction) and value.denominator == 1:
                value = int(value)
            return ds.reported(
                self.measure(one.typed or one.measure), value, source=ds.Source(one.id), if_any=one.if_any
            )

        snapshots = [
            self.docket.snapshot(self.days[date], [said(one) for one in self.figures if one.place == index])
            for index, date in enumerate(self.snapshots)
        ]
        assumed: list[Any] = [
            ds.Assumption(self.measure(one.measure).lies_in(one.range.interval()), because=one.id)
            for one in self.figures
            if one.place == "assumed"
        ]
        assumed += [ds.Assumption(self.relation(one), because=one.id) for one in self.ties if one.assumed]
        return ds.Evidence(
            *snapshots,
            figures=[said(one) for one in self.all_figures if one.place == "across"],
            relations=[self.relation(one) for one in self.ties if not one.assumed],
            assumptions=assumed,
        )

    def fact_id(self, fact: ds.Fact) -> str | None:
        """The id of one of the library's facts; None for a rule of the classification."""
        if fact.origin.value == "rule":
            return None
        name = fact.source.title if fact.source else fact.because
        if name in self.ids:
            return name
        (date,) = (index for index, day in enumerate(self.days) if fact.name.endswith(day))
        assert f"{name}@{date}" in self.ids, fact.name
        return f"{name}@{date}"

    def fact_ids(self, facts: Iterable[ds.Fact]) -> frozenset[str]:
        return frozenset(one for one in map(self.fact_id, facts) if one is not None)

    def shown_world(self, members: Iterable[Any]) -> World:
        """A world of a witness in our words."""
        found = set()
        for leaf in members:
            date = self.days.index(str(leaf.at))
            found |= {("", date), (leaf.name, date)}
        return frozenset(found)

    def fitting(self, worlds: Iterable[Any]) -> tuple[frozenset[str], Value]:
        """The facts that a shown population fits, and the value that the question has in it."""
        units = [(self.shown_world(one.members), one.count) for one in worlds]

        def count(expr: Expr) -> int:
            return sum(number for world, number in units if holds(expr, world))

        fits = {figure.id for figure in self.all_figures if figure.true(count)}
        fits |= {tie.id for tie in self.all_ties if all(tie.fits(world) for world, _ in units)}
        return frozenset(fits), self.question.value(count)

    # -- by z3 ----------------------------------------------------------------------------------------------------

    @cached_property
    def exact(self) -> Exact:
        return Exact(self)


def _remembered(
    exprs: Iterable[Expr], tell: Callable[[Callable[[Expr], int]], Any], place: Mapping[Expr, int]
) -> Callable[[int], Any]:
    """``tell`` by packed counts, asked once for each combination of the counts that it looks at."""
    places = [place[expr] for expr in dict.fromkeys(exprs)]
    known: dict[tuple[int, ...], Any] = {}

    def told(counts: int) -> Any:
        key = tuple((counts >> one) & 63 for one in places)
        if key not in known:
            known[key] = tell(lambda expr: (counts >> place[expr]) & 63)
        return known[key]

    return told


def powerset(names: Iterable[str]) -> Iterator[tuple[str, ...]]:
    names = tuple(names)
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


class Exact:
    """The problem in z3: a whole number of units of each kind, and no limit on them."""

    def __init__(self, problem: Problem) -> None:
        import z3

        self.z3, self.problem = z3, problem
        self.units = {kind: z3.Int(f"u{index}") for index, kind in enumerate(problem.kinds)}
        self.base = [unit >= 0 for unit in self.units.values()]
        self._place = {expr: index for index, expr in enumerate(problem.exprs)}
        self.facts: dict[str, Any] = {}
        for figure in problem.all_figures:
            self.facts[figure.id] = self.lies_in(figure.measure, figure.meant, if_any=figure.if_any)
        for index, tie in enumerate(problem.all_ties):
            bad = [unit for (_, broken), unit in self.units.items() if broken >> index & 1]
            self.facts[tie.id] = z3.Sum(bad) == 0 if bad else z3.BoolVal(True)

    def form(self, form: Form, times: int = 1) -> Any:
        """A form times a number that makes it whole, as one sum over the kinds."""
        total = self.z3.IntVal(int(form.constant * times))
        parts = []
        for (inside, _), unit in self.units.items():
            factor = sum(one * times for one, expr in form.terms if inside[self._place[expr]])
            if factor:
                parts.append(int(factor) * unit)
        return total + self.z3.Sum(parts) if parts else total

    def sign(self, form: Form) -> Any:
        """A whole expression with the sign of the form."""
        below = 1
        for number in (form.constant, *(factor for factor, _ in form.terms)):
            below = below * number.denominator
        return self.form(form, below)

    def defined(self, measure: Measure) -> Any:
        return self.z3.And([self.sign(below) > 0 for _, _, below in measure.lowered[1]])

    def above(self, measure: Measure, value: Fraction, *, open: bool) -> Any:
        """That a measure with at most one denominator is at least, or more than, a value, where it is defined."""
        linear, ratios = measure.lowered
        if not ratios:
            form = linear.plus(Form((), Fraction(1)), -value)
        else:
            ((_, _, below), *others) = ratios
            assert all(one == below for _, _, one in others)
            assert not linear.terms
            form = below_times(below, linear.constant - value)
            for factor, top, _ in ratios:
                form = form.plus(top, factor)
        return self.sign(form) > 0 if open else self.sign(form) >= 0

    def lies_in(self, measure: Measure, range: Range, *, if_any: bool = False) -> Any:
        z3 = self.z3
        parts = []
        if range.lower is not None:
            parts.append(self.above(measure, range.lower, open=range.lower_open))
        if range.upper is not None:
            parts.append(z3.Not(self.above(measure, range.upper, open=not range.upper_open)))
        defined = self.defined(measure)
        inside = z3.And([defined, *parts])
        return z3.Or(z3.Not(defined), inside) if if_any else inside

    def possible(self, ids: Iterable[str], *more: Any) -> bool:
        """Whether some population fits these facts, and more."""
        solver = self.z3.Solver()
        solver.set("timeout", 20_000)
        solver.add(*self.base, *(self.facts[one] for one in ids), *more)
        found = solver.check()
        if found == self.z3.unknown:
            raise Unfit("z3 does not know")
        return bool(found == self.z3.sat)


def below_times(form: Form, factor: Fraction) -> Form:
    return Form().plus(form, factor)
