"""Measures: what is asked or stated about counts (the GUM's measurand), and the statements that comparisons build."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any, NoReturn

import attrs

from docketstats.errors import ModelError, NotLinearFractional, NoTruthValue, UnitError
from docketstats.model.linear import LinearForm, Ratio
from docketstats.model.population import Docket, Population
from docketstats.model.term import Leaf, Term, dated, redated
from docketstats.values.given import checked, of_type, shown
from docketstats.values.interval import Exact, Interval, exact
from docketstats.values.period import Period
from docketstats.values.quantity import Quantity

_ZERO = LinearForm()


@attrs.frozen(repr=False, order=False)
class Measure:
    """What is asked or stated: a count, share, change, growth, average, ratio, or a linear combination of these.

    Comparing a measure with a number or a measure builds a `Statement`; ``==`` stays structural.

    Attributes:
        linear: Its part that is linear in counts.
        ratios: Its ratios, each with its coefficient.
        unit: Its unit; empty for pure numbers such as shares.
        dockets: The dockets that it is about.

    >>> d = Docket("court")
    >>> count(d.population("appeals"), at="2024") - 2 * count(d.population("decided"), at="2024") <= 5
    count(appeals, at="2024") - 2 * count(decided, at="2024") <= 5
    """

    linear: LinearForm
    ratios: tuple[tuple[Ratio, Exact], ...] = ()
    unit: str = attrs.field(default="", kw_only=True)
    dockets: tuple[Docket, ...] = attrs.field(default=(), kw_only=True)
    text: str = attrs.field(eq=False, kw_only=True)
    kind: str = attrs.field(default="combination", eq=False, kw_only=True)
    descriptions: tuple[tuple[str, str, str], ...] = attrs.field(default=(), eq=False, kw_only=True)

    __array_ufunc__ = None

    def __repr__(self) -> str:
        return self.text

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(f"{self.text} has no truth value", mend="compare it: m >= 5, m.between(0, 5)")

    # -- arithmetic ---------------------------------------------------------------------------------------------

    def _combined(self, other: Any, factor: int, text: str) -> Measure:
        if other.unit != self.unit:
            raise UnitError(
                f"{self.text} is in {self.unit or 'pure numbers'} and {other.text} in {other.unit or 'pure numbers'}",
                mend="units are never added or compared; relate them by a stated ratio",
            )
        ratios: dict[Ratio, Exact] = dict(self.ratios)
        for ratio, one in other.ratios:
            ratios[ratio] = exact(ratios.get(ratio, 0) + factor * one)
        return Measure(
            self.linear.plus(other.linear, factor),
            _sorted(ratios),
            unit=self.unit,
            dockets=_dockets(self.dockets + other.dockets),
            text=text,
            descriptions=tuple(dict.fromkeys(self.descriptions + other.descriptions)),
        )

    def _lift(self, value: object) -> Measure | None:
        if isinstance(value, Measure):
            return value
        if isinstance(value, Quantity):
            interval = _as_unit(value, self.unit)
            if not interval.is_point:
                raise ModelError(f"{value} is no single number", mend="use between(lower, upper)")
            value = interval.lower
        try:
            number = exact(value)
        except TypeError as error:
            # Floats get their own error; anything else is left to the other operand.
            if isinstance(value, float) or hasattr(value, "dtype"):
                raise
            del error
            return None
        return Measure(LinearForm((), number), unit=self.unit, text=str(number))

    def __add__(self, other: object) -> Measure:
        lifted = self._lift(other)
        return NotImplemented if lifted is None else self._combined(lifted, 1, f"{self.text} + {lifted._factor()}")

    def __radd__(self, other: object) -> Measure:
        lifted = self._lift(other)
        return NotImplemented if lifted is None else lifted._combined(self, 1, f"{lifted.text} + {self._factor()}")

    def __sub__(self, other: object) -> Measure:
        lifted = self._lift(other)
        return NotImplemented if lifted is None else self._combined(lifted, -1, f"{self.text} - {lifted._factor()}")

    def __rsub__(self, other: object) -> Measure:
        lifted = self._lift(other)
        return NotImplemented if lifted is None else lifted._combined(self, -1, f"{lifted.text} - {self._factor()}")

    def _pure(self, other: object) -> Exact | None:
        """The pure number that a factor is; None if it is no number at all."""
        if isinstance(other, Quantity) and other.unit not in ("", "percent"):
            raise UnitError(f"{self.text} times or over {other} is in no unit of counts", mend="use a pure number")
        lifted = attrs.evolve(self, unit="")._lift(other)
        return None if lifted is None else lifted.linear.constant

    def __mul__(self, other: object) -> Measure:
        if isinstance(other, Measure):
            raise NotLinearFractional(f"{self.text} times {other.text} is not linear in counts")
        if (factor := self._pure(other)) is None:
            return NotImplemented
        return attrs.evolve(
            self,
            linear=self.linear.times(factor),
            ratios=tuple((ratio, exact(one * factor)) for ratio, one in self.ratios if factor),
            text=f"{factor} * {self._factor()}" if isinstance(factor, int) else f"({factor}) * {self._factor()}",
            kind="combination",
        )

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Measure:
        if isinstance(other, Measure):
            return ratio(self, other)
        if (number := self._pure(other)) is None:
            return NotImplemented
        if not number:
            raise ModelError(f"{self.text} divided by zero")
        return self * (Fraction(1) / number)

    def __neg__(self) -> Measure:
        return self * -1

    def _factor(self) -> str:
        return f"({self.text})" if _is_sum(self.text) else self.text

    # -- statements ---------------------------------------------------------------------------------------------

    def _compare(self, other: object, sign: str, interval: Callable[[Exact], Interval]) -> Statement:
        lifted = self._lift(other)
        if lifted is None:
            result: Any = NotImplemented
            return result  # type: ignore[no-any-return]
        text = f"{self.text} {sign} {lifted.text}"
        if not lifted.ratios and not lifted.linear.terms:
            return Statement(self, interval(lifted.linear.constant), text=text)
        return Statement(self._combined(lifted, -1, f"{self.text} - {lifted._factor()}"), interval(0), text=text)

    def __le__(self, other: object) -> Statement:
        return self._compare(other, "<=", Interval.at_most)

    def __lt__(self, other: object) -> Statement:
        return self._compare(other, "<", Interval.less_than)

    def __ge__(self, other: object) -> Statement:
        return self._compare(other, ">=", Interval.at_least)

    def __gt__(self, other: object) -> Statement:
        return self._compare(other, ">", Interval.more_than)

    def equals(self, other: object) -> Statement:
        """The statement that this measure equals a number or another measure."""
        statement = self._compare(other, "=", Interval.exactly)
        if statement is NotImplemented:
            raise ModelError(f"{shown(other)} is neither a number nor a measure", where=self.text)
        return statement

    def between(self, lower: object, upper: object) -> Statement:
        """The statement that this measure lies in the closed interval from ``lower`` to ``upper``."""
        ends = [self._lift(end) for end in (lower, upper)]
        numbers = [end.linear.constant for end in ends if end is not None and not end.leaves()]
        if len(numbers) != 2:
            raise ModelError(f"{shown(lower)} and {shown(upper)} are no two numbers", where=self.text)
        if numbers[0] == numbers[1]:
            return self.equals(numbers[0])
        return Statement(self, Interval(*numbers), text=f"{numbers[0]} <= {self.text} <= {numbers[1]}")

    def lies_in(self, interval: Interval) -> Statement:
        """The statement that this measure lies in ``interval``."""
        return Statement(self, interval)

    # -- dates --------------------------------------------------------------------------------------------------

    @property
    def forms(self) -> tuple[LinearForm, ...]:
        """Its linear part, then numerator and denominator of each ratio."""
        return (self.linear, *(form for one, _ in self.ratios for form in (one.numerator, one.denominator)))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of its forms, each as often as it occurs."""
        return tuple(term for form in self.forms for term, _ in form.terms)

    @property
    def units(self) -> frozenset[str]:
        """What its dockets count: a share of cases is a pure number about cases."""
        return frozenset(docket.unit for docket in self.dockets)

    def leaves(self) -> frozenset[Leaf]:
        """The leaves of its populations."""
        return frozenset().union(*(form.leaves() for form in self.forms))

    @property
    def dates(self) -> frozenset[Period]:
        """The dates that its populations are taken at."""
        return frozenset(date for leaf in self.leaves() if leaf.at for date in leaf.at.instants)

    @property
    def is_dated(self) -> bool:
        """Whether every population in it has a date."""
        return all(leaf.at for leaf in self.leaves())

    @property
    def said(self) -> str:
        """What words about it are of: its kind; no count moves in a ratio of two counts at one date."""
        still = len({leaf.at for leaf in self.leaves()}) < 2 and len(self.dates) < 2
        return "ratio at one date" if self.kind == "ratio" and still else self.kind

    @property
    def is_of_steps(self) -> bool:
        """Whether it is about what happens between two dates."""
        return any(term.is_of_step for term in self.terms)

    def map(self, change: Callable[[Term], Term], text: str = "") -> Measure:
        """This measure with each term replaced; its text stays, unless another is given."""
        ratios: dict[Ratio, Exact] = {}
        for one, factor in self.ratios:
            changed = Ratio(one.numerator.map(change), one.denominator.map(change))
            ratios[changed] = exact(ratios.get(changed, 0) + factor)
        return attrs.evolve(self, linear=self.linear.map(change), ratios=_sorted(ratios), text=text or self.text)

    def at(self, date: str | datetime.date | Period) -> Measure:
        """This measure with its undated populations taken at ``date``."""
        period = Period.read(date)
        if self.is_dated:
            return self
        simple = self.kind in ("count", "share") and "at=" not in self.text and not self.dates
        text = f'{self.text[:-1]}, at="{period}")' if simple else f'({self.text}).at("{period}")'
        return self.map(lambda term: dated(term, period), text=text)

    def redated(self, instants: dict[Period, Period]) -> Measure:
        """This measure with its dates replaced by the instants that they stand for."""
        return self.map(lambda term: redated(term, instants)) if self.dates & instants.keys() else self


def _is_sum(text: str) -> bool:
    """Whether a measure's text has a plus or minus outside brackets and quotation marks."""
    depth, quoted = 0, False
    for place, one in enumerate(text):
        quoted ^= one == '"'
        depth += 0 if quoted else (one == "(") - (one == ")")
        if depth == 0 and not quoted and text[place : place + 3] in (" + ", " - "):
            return True
    return False


def _sorted(ratios: dict[Ratio, Exact]) -> tuple[tuple[Ratio, Exact], ...]:
    """Ratios with non-zero coefficients, in an order that does not depend on how they were added up."""
    return tuple(sorted((pair for pair in ratios.items() if pair[1]), key=lambda pair: pair[0].key))


def _dockets(dockets: Iterable[Docket]) -> tuple[Docket, ...]:
    return tuple(sorted(dict.fromkeys(dockets), key=lambda docket: docket.name))


def _as_unit(quantity: Quantity, unit: str) -> Interval:
    return quantity.to(unit).interval


@attrs.frozen(repr=False, order=False)
class Statement:
    """A measure and the interval that it is said to lie in.

    Args:
        measure: The measure.
        interval: The interval, at the weakest admissible reading of what was said.
        strongest: The interval at the strongest admissible reading; the same unless given.
        rule: How the words were read.

    >>> d = Docket("court")
    >>> s = count(d.everyone, at="2024") > 5
    >>> s.interval
    Interval(5, inf, lower_open=True)
    """

    measure: Measure = attrs.field(validator=of_type(Measure))
    interval: Interval = attrs.field(validator=of_type(Interval))
    strongest: Interval = attrs.field(kw_only=True, validator=of_type(Interval))
    rule: str = attrs.field(default="", kw_only=True, validator=of_type(str))
    text: str = attrs.field(default="", eq=False, kw_only=True, validator=of_type(str))

    __array_ufunc__ = None

    @strongest.default
    def _same(self) -> Interval:
        return self.interval

    def __attrs_post_init__(self) -> None:
        if self.interval.is_empty or self.strongest.is_empty:
            raise ModelError(f"no value of {self.measure.text} is left by an empty interval", mend="give its values")
        if not self.strongest.subset(self.interval):
            raise ModelError(f"the strongest reading {self.strongest} is not inside the weakest, {self.interval}")

    @classmethod
    def worded(cls, measure: Measure, words: str, *, rounded_to: Any = None, tolerance: Any = None) -> Statement:
        """A statement in somebody's words, with its weakest and strongest admissible readings.

        Raises:
            WordingError: If the words cannot be read, or need a stated rounding.
            UnitError: If they count something else than the measure.

        >>> s = Statement.worded(count(Docket("court").everyone, at="2024"), "almost 2 million", rounded_to=100_000)
        >>> s.interval, s.strongest
        (Interval(-inf, 2000000), Interval(1950000, 2000000, upper_open=True))
        """
        from docketstats.values.wording import readings  # it is only needed for words

        checked(measure, Measure, "what is measured", mend="write ds.count(population)")
        weakest, strongest = readings(
            words,
            rounded_to=rounded_to,
            tolerance=tolerance,
            share=not measure.unit,
            kind=measure.said,
            units=measure.units,
        )
        same = weakest.rule == strongest.rule
        rule = weakest.rule if same else f"weakest: {weakest.rule}; strongest: {strongest.rule}"
        if note := "; ".join(dict.fromkeys(filter(None, (weakest.note, strongest.note)))):
            rule += f" ({note})"
        return cls(
            measure,
            weakest.interval,
            strongest=strongest.interval,
            rule=rule,
            text=f"{measure.text} is {words!r}",
        )

    def __repr__(self) -> str:
        one = f"= {self.interval.lower}" if self.interval.is_point else f"in {self.interval}"
        return self.text or f"{self.measure.text} {one}"

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            f"{self!r} has no truth value",
            mend="for 0 <= m <= 5 write m.between(0, 5); to know whether it is true, ask Evidence.check",
        )

    def at(self, date: str | datetime.date | Period) -> Statement:
        """This statement with its undated populations taken at ``date``."""
        moved = self.measure.at(date)
        return attrs.evolve(self, measure=moved, text=self.text.replace(self.measure.text, moved.text))


def count(population: Population, *, at: str | datetime.date | Period | None = None) -> Measure:
    """The number of units in a population, in the docket's unit.

    >>> count(Docket("court", unit="case").everyone, at="2024").unit
    'case'
    """
    if not isinstance(population, Population):
        raise ModelError(f"count takes a population, not {shown(population)}")
    moved = population if at is None else population.at(at)
    when = "" if at is None else f', at="{Period.read(at)}"'
    return Measure(
        LinearForm.of([(moved.term, 1)]),
        unit=population.docket.unit,
        dockets=(population.docket,),
        text=f"count({population}{when})",
        kind="count",
        descriptions=tuple((population.docket.name, *pair) for pair in population.descriptions),
    )


def ratio(numerator: Measure, denominator: Measure) -> Measure:
    """One measure divided by another, in the quotient of their units.

    Raises:
        NotLinearFractional: If they are ratios themselves with denominators that are not the same.

    >>> import docketstats as ds
    >>> court, staff = ds.Docket("court", unit="case"), ds.Docket("staff", unit="person")
    >>> ds.ratio(ds.count(court.everyone), ds.count(staff.everyone)).unit
    'case/person'
    """
    if not (isinstance(numerator, Measure) and isinstance(denominator, Measure)):
        mend = "write count(...) for the count of a population"
        raise ModelError(f"ratio takes two measures, not {shown(numerator)} and {shown(denominator)}", mend=mend)
    text = f"ratio({numerator.text}, {denominator.text})"
    top, below = over_one(numerator), over_one(denominator)
    if top.denominator != below.denominator:
        raise NotLinearFractional(
            f"{text} is no ratio of two linear forms",
            mend="divide measures that are linear, or have the same denominator",
        )
    if not below.numerator.terms:
        raise ModelError(f"the denominator of {text} counts nothing", mend="divide by a number with /")
    dockets = _dockets(numerator.dockets + denominator.dockets)
    found = Ratio(top.numerator, below.numerator)
    return Measure(
        _ZERO,
        ((found, 1),),
        unit=_quotient(
            _counted(found.numerator, dockets) or numerator.unit,
            _counted(found.denominator, dockets) or denominator.unit,
        ),
        dockets=dockets,
        text=text,
        kind="ratio",
        descriptions=tuple(dict.fromkeys(numerator.descriptions + denominator.descriptions)),
    )


def natural_units(measure: Measure) -> frozenset[str]:
    """The units that the parts of a measure have by what they count; a measure that makes sense has one."""
    linear = _counted(measure.linear, measure.dockets)
    pairs = [
        (_counted(one.numerator, measure.dockets), _counted(one.denominator, measure.dockets))
        for one, _ in measure.ratios
    ]
    return frozenset({_quotient(over, under) for over, under in pairs if over and under} | ({linear} - {""}))


def _counted(form: LinearForm, dockets: Iterable[Docket]) -> str:
    """What a form counts; empty if it counts nothing."""
    names = {leaf.docket for leaf in form.leaves()}
    return "*".join(sorted({docket.unit for docket in dockets if docket.name in names}))


def _quotient(over: str, under: str) -> str:
    return "" if over == under else f"{over or 1}/{under}" if under else over


def over_one(measure: Measure) -> Ratio:
    """The measure as one ratio; its denominator is the constant one if it is linear."""
    if not measure.ratios:
        return Ratio(measure.linear, LinearForm((), 1))
    denominators = {one.denominator for one, _ in measure.ratios}
    if len(denominators) > 1 or measure.linear.terms:
        raise NotLinearFractional(f"{measure.text} has several denominators")
    (denominator,) = denominators
    numerator = denominator.times(measure.linear.constant)
    for one, factor in measure.ratios:
        numerator = numerator.plus(one.numerator, factor)
    return Ratio(numerator, denominator)


def share(population: Population, *, among: Population, at: str | datetime.date | Period | None = None) -> Measure:
    """The share of ``among`` that is also in ``population``, from 0 to 1.

    >>> d = Docket("court")
    >>> share(d.population("appeals"), among=d.everyone, at="2024")
    share(appeals, among=everyone, at="2024")
    """
    if not (isinstance(population, Population) and isinstance(among, Population)):
        raise ModelError(f"share takes two populations, not {shown(population)} and {shown(among)}")
    when = "" if at is None else f', at="{Period.read(at)}"'
    part, whole = count(population & among), count(among)
    if at is not None:
        part, whole = part.at(at), whole.at(at)
    return attrs.evolve(ratio(part, whole), text=f"share({population}, among={among}{when})", kind="share")
