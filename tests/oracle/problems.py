"""Random problems for the oracle, drawn from Hypothesis or from a seed by one and the same generator."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from brute import Expr, Figure, Measure, Node, Problem, Range, Tie, Value, World, at, holds
from hypothesis import strategies as st

T = TypeVar("T")
DAYS = ("2024-01-31", "2024-07-21")


class Draw(Protocol):
    """Where choices come from."""

    def number(self, low: int, high: int) -> int: ...

    def pick(self, options: Sequence[T]) -> T: ...

    def chance(self, percent: int) -> bool: ...


class Seeded:
    """Choices from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def pick(self, options: Sequence[T]) -> T:
        return options[self._random.randrange(len(options))]

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent


class Drawn:
    """Choices from Hypothesis, which shrinks them: the first option and "no" are the simplest."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))

    def pick(self, options: Sequence[T]) -> T:
        return options[self._draw(st.integers(0, len(options) - 1))]

    def chance(self, percent: int) -> bool:
        return self._draw(st.integers(0, 99)) >= 100 - percent


# -- the docket -------------------------------------------------------------------------------------------------------


def tree(draw: Draw) -> Node:
    """A small classification: two or three items, perhaps with items under the first."""
    names = draw.pick((("x", "y"), ("x", "y", "z"), ("x",)))
    under: tuple[Node, ...] = ()
    if draw.chance(30):
        under = draw.pick(((Node("u"),), (Node("u"), Node("v"))))
    first = Node(names[0], under, exclusive=draw.chance(60), exhaustive=draw.chance(40))
    return Node(
        "kind",
        (first, *map(Node, names[1:])),
        exclusive=draw.chance(65),
        exhaustive=draw.chance(60),
        fixed=draw.chance(40),
    )


class Maker:
    """One random problem: first a population, then mostly true statements about it."""

    def __init__(self, draw: Draw, *, capped: bool = True, large: bool = False) -> None:
        self.draw, self.capped, self.large = draw, capped, large
        dates = 1 if large or draw.chance(60) else 2
        self.days = DAYS[:dates]
        self.sets = (
            tuple("abcde"[: draw.number(4, 5)]) if large else tuple("abc"[: draw.number(1, 3 if dates == 1 else 2)])
        )
        self.tree = tree(draw) if draw.chance(25 if large else 45) else None
        if not large and len(self.sets) < 2 and self.tree is None:
            self.sets = ("a", "b")
        self.names = (*self.sets, *(self.tree.names() if self.tree else ()))
        self.caps = tuple(draw.number(2, 5 if dates == 1 else 3) for _ in self.days)
        self.base = Problem(
            self.sets, self.tree, self.days, self.caps, capped, (), (), (), Measure("count", (("none",),))
        )
        self.lies = draw.chance(25)
        self.population = self._population()

    def _population(self) -> list[tuple[World, int]]:
        worlds = self.base.worlds
        if not worlds:
            return []
        found, left = [], list(self.caps)
        for _ in range(self.draw.number(3, 8) if self.large else self.draw.number(0, sum(self.caps))):
            world = self.draw.pick(worlds)
            here = [date for date in range(len(self.days)) if ("", date) in world]
            if self.large:
                found.append((world, self.draw.number(1, 300)))
            elif all(left[date] for date in here):
                found.append((world, 1))
                for date in here:
                    left[date] -= 1
        return found

    def count(self, expr: Expr) -> int:
        return sum(number for world, number in self.population if holds(expr, world))

    # -- sets and measures --------------------------------------------------------------------------------------

    def date(self) -> int:
        return self.draw.number(0, len(self.days) - 1)

    def expr(self, date: int | None, depth: int = 2) -> Expr:
        """A set at one date, or undated."""
        kind = self.draw.pick(("set",) * 4 + ("all",) + ("&", "&", "|", "-", "^", "not") * (depth > 0))
        if kind == "set":
            return ("set", self.draw.pick(self.names), date)
        if kind == "all":
            return ("all", date)
        if kind == "not":
            return ("not", self.expr(date, depth - 1))
        return (kind, self.expr(date, depth - 1), self.expr(date, depth - 1))

    def spanning(self) -> Expr:
        """A set over both dates."""
        return (self.draw.pick(("&", "-", "|", "^")), self.expr(0, 1), self.expr(1, 1))

    def simple(self, date: int | None) -> Measure:
        if date is not None and len(self.days) == 2 and self.draw.chance(20):
            return Measure("count", (self.spanning(),))
        return Measure("count", (self.expr(date),))

    def factor(self) -> Fraction:
        return Fraction(self.draw.pick((1, 1, 2, -1, 3, -2)), self.draw.pick((1, 1, 1, 2)))

    def linear(self, date: Callable[[], int | None]) -> Measure:
        parts = tuple((self.factor(), self.simple(date())) for _ in range(self.draw.number(2, 3)))
        return Measure("sum", (parts, Fraction(self.draw.pick((0, 0, 0, 1, -2)))))

    def measure(self, date: int | None, *, figure: bool = False) -> Measure:
        """A measure at a date, or undated for the one date there is; without ``figure`` perhaps of several ratios."""
        over = len(self.days) == 2 and date is not None

        def when() -> int | None:
            return self.date() if over and not figure else date

        options = ["count"] * 5 + ["share"] * 3 + ["sum"] * 2 + ["ratio"]
        if over:
            options += ["change", "growth"]
        if not figure:
            options += ["sum of shares"]
        kind = self.draw.pick(options)
        if kind == "count":
            return self.simple(when())
        if kind == "share":
            chosen = when()
            if over and self.draw.chance(20):
                return Measure("share", (self.expr(self.date(), 1), self.expr(self.date(), 1)))
            return Measure("share", (self.expr(chosen), self.expr(chosen, 1)))
        if kind == "sum":
            return self.linear(when)
        if kind in ("change", "growth"):
            return Measure(kind, (self.expr(None, 1),))
        if kind == "sum of shares":
            chosen = when()
            among = [self.expr(chosen, 1), self.expr(chosen, 1)]
            among = among if self.draw.chance(50) else among[:1] * 2
            parts = tuple((self.factor(), Measure("share", (self.expr(chosen, 1), whole))) for whole in among)
            return Measure("sum", (parts, Fraction(0)))
        below = self.linear(when) if self.draw.chance(25) else self.simple(when())
        top = self.linear(when) if self.draw.chance(50) else self.simple(when())
        return Measure("ratio", (top, below))

    def range(self, value: Fraction, lattice: Fraction = Fraction(1)) -> Range:
        """A range that holds a value."""
        zero = Fraction(0)
        steps = [self.draw.pick((zero, lattice, 2 * lattice, lattice / 2, lattice / 3)) for _ in range(2)]
        kind = self.draw.pick(("exact", "exact", "between", "between", "above", "below"))
        if kind == "exact":
            return Range(value, value)
        low = None if kind == "below" else value - steps[0]
        high = None if kind == "above" else value + steps[1]
        return Range(
            low,
            high,
            bool(low is not None and steps[0] and self.draw.chance(40)),
            bool(high is not None and steps[1] and self.draw.chance(40)),
        )

    # -- facts --------------------------------------------------------------------------------------------------

    def figure(self, number: int, snapshots: Sequence[int]) -> Figure | None:
        place: int | str = self.draw.pick(
            (*range(len(snapshots)), *range(len(snapshots)), "across", "assumed")
            if snapshots
            else ("across", "assumed")
        )
        typed = None
        if isinstance(place, int):
            date = snapshots[place]
            typed = self._terms_only(date)
            measure = typed.at(date)
        else:
            measure = self.measure(self.date(), figure=True)
        ratios = measure.lowered[1]
        value = measure.value(self.count)
        if_any = measure.kind == "share" and place != "assumed" and self.draw.chance(25)
        if value is None:
            if not (if_any or self.lies):
                return None
            value = Fraction(self.draw.number(0, 3), 3)
        lattice = Fraction(1, self.draw.number(2, 6)) if ratios else Fraction(40 if self.large else 1)
        if self.lies and self.draw.chance(35):
            value += lattice * self.draw.pick((1, -1, 2))
        return Figure(f"f{number}", measure, self.range(value, lattice), place, if_any, typed)

    def _terms_only(self, date: int) -> Measure:
        """A measure for a snapshot: undated, dated, or an undated one that only takes one date."""
        wanted = self.draw.pick((None, None, date))
        if wanted is None:
            return self._undated()
        kind = self.draw.pick(("count", "share"))
        if kind == "count":
            return Measure("count", (self.expr(date),))
        return Measure("share", (self.expr(date, 1), self.expr(date, 1)))

    def _undated(self) -> Measure:
        return self.measure(None, figure=True)

    def tie(self, number: int) -> Tie | None:
        kind = self.draw.pick(("within", "within", "disjoint", "same", "empty", "covers"))
        assumed = self.draw.chance(15)
        form = self.draw.pick(("undated", "dated", "partly"))
        count = {"empty": 1, "covers": self.draw.number(1, 2)}.get(kind, 2)
        if form == "undated" or kind == "covers":
            parts = [self.expr(None, 1) for _ in range(count)]
        else:
            same = self.date()
            dates = [self.date() if kind != "covers" and self.draw.chance(30) else same for _ in range(count)]
            if form == "partly":
                dates = [same] * count
            parts = [self.expr(date, 1) for date in dates]
            if form == "partly" and count == 2:
                parts[1] = self.expr(None, 1)
        tie = Tie(f"r{number}", kind, tuple(parts), assumed)
        here = range(len(self.days))
        each = [tie.at(date) for date in here] if not tie.dated else [dated_tie(tie)]
        if all(one.fits(world) for one in each for world, _ in self.population) or (self.lies and self.draw.chance(30)):
            return tie
        return None

    def problem(self) -> Problem:
        draw = self.draw
        snapshots = tuple(
            date for date in range(len(self.days)) for _ in range(draw.pick((1, 1, 1, 2, 0) if date else (1, 1, 1, 2)))
        )
        # Everything has the problem's dates, so that a question without a date has them too.
        size = draw.number(4, 7) if self.large else draw.number(1, 5)
        figures = [one for number in range(size) if (one := self.figure(number, snapshots))]
        ties = [one for number in range(draw.pick((0, 0, 1, 1, 2))) if (one := self.tie(number))]
        ties = [dated_tie(one) if one.dated else one for one in ties]
        typed = None
        if len(self.days) == 1 and snapshots and draw.chance(50):
            typed = self.measure(None)
            question = typed.at(0)
        else:
            question = self.measure(self.date())
        return replace(
            self.base,
            snapshots=snapshots,
            figures=tuple(figures),
            ties=tuple(ties),
            question=question,
            typed=typed,
        )


def dated_tie(tie: Tie) -> Tie:
    """A relation with its undated sets taken at the date of the others."""
    (date, *others) = {date for part in tie.parts for _, date in _leaves(part) if date is not None}
    return tie if others else Tie(tie.id, tie.kind, tuple(at(part, date) for part in tie.parts), tie.assumed, tie.parts)


def _leaves(expr: Expr) -> Any:
    from brute import leaves

    return leaves(expr)


def statements(draw: Draw, values: Sequence[Value], number: int = 3) -> list[tuple[Range, Range]]:
    """Pairs of a weakest and a strongest range near some values."""
    known = sorted({value for value in values if value is not None}) or [Fraction(0)]
    found = []
    for _ in range(number):
        value = draw.pick((known[0], known[-1], draw.pick(known)))
        value += draw.pick((0, 0, 1, -1, Fraction(1, 2), Fraction(-1, 7)))
        other = draw.pick(known)
        low, high = min(value, other), max(value, other)
        open_low, open_high = (draw.chance(50), draw.chance(50)) if low < high else (False, False)
        weakest = draw.pick(
            (
                Range(value, None),
                Range(value, None, True),
                Range(None, value),
                Range(None, value, False, True),
                Range(value, value),
                Range(low, high, open_low, open_high),
            )
        )
        strongest = weakest
        if draw.chance(25) and weakest.lower is not None and weakest.upper is None:
            strongest = draw.pick(
                (Range(value, None, True), Range(value + 1, None), Range(value, value + 1, weakest.lower_open))
            )
        found.append((weakest, strongest))
    return found


@st.composite
def problems(draw: st.DrawFn, *, capped: bool = True, large: bool = False) -> Problem:
    """Random problems."""
    return Maker(Drawn(draw), capped=capped, large=large).problem()


@st.composite
def draws(draw: st.DrawFn) -> Seeded:
    """A source of further choices."""
    return Seeded(draw(st.integers(0, 2**32)))
