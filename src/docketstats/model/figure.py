"""What is said: reported figures, assumptions and claims."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn, TypeAlias

import attrs

from docketstats.errors import (
    InexactNumber,
    IntervalError,
    ModelError,
    NoTruthValue,
    TooLarge,
    UnitError,
    WordingError,
    WrongType,
)
from docketstats.model.kinds import is_share
from docketstats.model.linear import LinearForm
from docketstats.model.measure import Measure, Statement, count
from docketstats.model.population import Population, Relation
from docketstats.model.source import Source
from docketstats.values.given import of_type, shown
from docketstats.values.interval import Exact, Interval, exact
from docketstats.values.numerals import check_point, show
from docketstats.values.quantity import Quantity
from docketstats.values.wording import Reading, Wording, read_number, read_wording, rounded

Value: TypeAlias = int | Fraction | Decimal | Interval | Quantity | str
Stated: TypeAlias = int | Fraction | Decimal | str

OUTCOMES = ("supported", "refuted", "undetermined", "undefined", "unresolved", "contradiction")


def _reason(_instance: object, _attribute: attrs.Attribute[str], value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ModelError(f"an assumption needs a reason, not {shown(value)}", mend='write because="..."')


def as_measure(what: Population | Measure) -> Measure:
    """A population's count, or the measure itself."""
    if isinstance(what, Population):
        return count(what)
    if isinstance(what, Measure):
        return what
    raise ModelError(f"{shown(what)} is neither a population nor a measure")


def as_statement(said: Statement | Relation) -> Statement:
    """A statement itself, or the one that a relation makes: nobody is in its empty term."""
    if isinstance(said, Statement):
        return said
    if isinstance(said, Relation):
        first = said.parts[0]
        empty = attrs.evolve(count(first), linear=LinearForm.of([(said.empty_term, 1)]), text=f"count not {said!r}")
        descriptions = tuple((part.docket.name, *pair) for part in said.parts for pair in part.descriptions)
        return Statement(attrs.evolve(empty, descriptions=descriptions), Interval(0, 0), text=repr(said))
    hint = "; == compares objects, so write count(a).equals(5)" if isinstance(said, bool) else ""
    raise ModelError(f"{shown(said)} is neither a statement nor a relation{hint}")


def _number(value: Stated | None) -> Exact | None:
    if value is None:
        return None
    return read_number(value) if isinstance(value, str) else exact(value)


def _confidence(value: Stated | None) -> Exact | None:
    number = _number(value)
    if number is not None and not 0 < number <= 1:
        raise ModelError(f"a confidence is above 0 and at most 1, not {number}", mend='write "95%"')
    return None if number == 1 else number


@attrs.frozen(kw_only=True)
class _Given:
    """How a value is to be read."""

    reading: Reading
    rounded_to: Exact | None
    tolerance: Exact | None
    exact: bool

    def read(self, value: Value, measure: Measure) -> Wording:
        """The interval of ``value`` for ``measure``, with the rule that read it."""
        pure = not measure.unit
        reading = self.reading
        if isinstance(value, str):
            return read_wording(
                value,
                reading=reading,
                rounded_to=self.rounded_to,
                tolerance=self.tolerance,
                exact=self.exact,
                share=pure,
                kind=measure.said,
                units=measure.units,
            )
        rounded_as_printed = isinstance(value, Decimal)
        if rounded_as_printed and not pure and not self.exact and self.rounded_to is self.tolerance is None:
            check_point(str(value))
        if isinstance(value, Quantity):
            rounded_as_printed = value.unit == "percent"
            value = value.to(measure.unit).interval
            value = value.lower if value.is_point and not isinstance(value.lower, float) else value
        if isinstance(value, Interval):
            if self.rounded_to is not None or self.tolerance is not None:
                raise WordingError("an interval is not rounded", where=str(value), mend="give the interval meant")
            return Wording(str(value), rule="an interval as given", interval=value, reading=reading)
        number = exact(value)
        text = str(value)
        if self.rounded_to is not None and self.tolerance is not None:
            raise WordingError("rounded_to and tolerance exclude each other", where=text, mend="give one of them")
        if self.exact and (self.rounded_to is not None or self.tolerance is not None):
            raise WordingError("exact excludes rounded_to and tolerance", where=text, mend="give one of them")
        if self.rounded_to is not None:
            rule = f"rounded to {self.rounded_to}"
            return Wording(text, rule=rule, interval=rounded(number, self.rounded_to), reading=reading)
        if self.tolerance is not None:
            interval = Interval(number - self.tolerance, number + self.tolerance)
            return Wording(text, rule=f"give or take {self.tolerance}", interval=interval, reading=reading)
        if pure and rounded_as_printed and not self.exact:
            raise WordingError(
                "a decimal or percent share is a rounded one, and rounding is never guessed",
                where=text,
                mend="add rounded_to, tolerance or exact=True",
            )
        return Wording(text, rule="exact", interval=Interval.exactly(number), reading=reading)


@attrs.frozen(repr=False)
class ReportedFigure:
    """A statement about a measure, with its source and its wording. Made by `reported`.

    Attributes:
        measure: What was counted.
        value: What the source gave, as it was passed in.
        source: The source.
        interval: What the value says, at its weakest reading unless ``reading`` was given.
        rule: The rule that read it.
        note: What else the words say, such as a mark that calls the figure provisional.
        if_any: Whether a denominator may be empty; otherwise reporting a ratio says that it is not.
        confidence: The confidence at which it holds; None for certain.
        definition: The source's own definition of what it counted.
        revises: The figure that this one replaces, with all that it replaced in its turn.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> figure = ds.reported(court.everyone, "more than 100", source=ds.Source("Annual report"))
    >>> figure, figure.interval, figure.rule  # doctest: +NORMALIZE_WHITESPACE
    (reported(count(everyone), 'more than 100', source='Annual report'), Interval(100, inf), 'press:
        "more than N" may be N itself')
    """

    measure: Measure
    value: Value
    source: Source = attrs.field(kw_only=True, validator=of_type(Source, mend='write ds.Source("Annual report")'))
    reading: Reading | None = attrs.field(kw_only=True, default=None)
    rounded_to: Exact | None = attrs.field(kw_only=True, default=None, converter=_number)
    tolerance: Exact | None = attrs.field(kw_only=True, default=None, converter=_number)
    exact: bool = attrs.field(kw_only=True, default=False, validator=of_type(bool))
    if_any: bool = attrs.field(kw_only=True, default=False, validator=of_type(bool))
    confidence: Exact | None = attrs.field(kw_only=True, default=None, converter=_confidence)
    definition: str | None = attrs.field(kw_only=True, default=None, validator=of_type(str, type(None)))
    revises: ReportedFigure | None = attrs.field(kw_only=True, default=None)
    interval: Interval = attrs.field(init=False, eq=False)
    rule: str = attrs.field(init=False, eq=False)
    note: str = attrs.field(init=False, eq=False)

    @revises.validator
    def _figure(self, attribute: attrs.Attribute[Any], value: object) -> None:
        of_type(ReportedFigure, type(None), mend="give the figure itself")(self, attribute, value)

    @reading.validator
    def _known(self, _attribute: object, value: str | None) -> None:
        if value not in (None, "literal", "press"):
            raise ModelError(f"no reading {shown(value)}", mend="use 'literal' or 'press'")

    def __attrs_post_init__(self) -> None:
        if self.if_any and not is_share(self.measure):
            raise ModelError("if_any is for shares", where=repr(self.measure), mend="leave it out")
        if isinstance(self.value, float) or hasattr(self.value, "dtype"):
            raise InexactNumber(
                f"{self.value!r} is a float, which is not the number that was printed",
                where=repr(self.measure),
                mend=f"write {str(self.value)!r}, a Decimal or a Fraction",
            )
        # A fact is read at its weakest (S4): what the press may mean by a phrase.
        given = _Given(
            reading=self.reading or "press", rounded_to=self.rounded_to, tolerance=self.tolerance, exact=self.exact
        )
        try:
            wording = given.read(self.value, self.measure)
        except (IntervalError, TooLarge, UnitError, WordingError) as error:
            error.where = f"{self.measure!r}, {error.where}" if error.where else repr(self.measure)
            raise
        except WrongType as error:
            raise WrongType(
                f"{shown(self.value)} is no value: {error}",
                where=repr(self.measure),
                mend="give a whole number or the source's own words; leave out what nobody published",
            ) from error
        interval, rule = wording.interval, wording.rule
        if interval.is_empty:
            raise ModelError("an empty interval reports no value", where=repr(self.measure), mend="give the value")
        if self.if_any and (interval.lower_open or interval.upper_open):
            # Where nobody is counted a share has no value, so no end can be excluded by a statement on counts.
            interval = Interval(interval.lower, interval.upper)
            rule = f"{rule}; its ends are included, as the denominator may be empty"
        object.__setattr__(self, "interval", interval)
        object.__setattr__(self, "rule", rule)
        object.__setattr__(self, "note", wording.note)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(f"{self!r} has no truth value", mend="ask Evidence.check, or compare it with None")

    def __repr__(self) -> str:
        return f"reported({self.measure!r}, {self.value!r}, source={self.source.title!r})"

    @property
    def precision(self) -> str:
        """The precision that was set for it beside the source's words, if it makes a difference; empty if none was."""
        if self.rounded_to is self.tolerance is None:
            return ""
        try:
            plain = _Given(reading=self.reading or "press", rounded_to=None, tolerance=None, exact=False)
            if plain.read(self.value, self.measure).interval == self.interval:
                return ""
        except WordingError:
            pass  # without it the words could not be read
        share = not self.measure.unit
        if self.rounded_to is not None:
            return f"rounded to {show(self.rounded_to, percent=share)}"
        return f"give or take {show(self.tolerance or 0, percent=share)}"

    @property
    def earlier(self) -> tuple[ReportedFigure, ...]:
        """The figures that it replaces, directly and through those that it revises, the newest first."""
        found: list[ReportedFigure] = []
        one = self.revises
        while one is not None:
            found.append(one)
            one = one.revises
        return tuple(found)

    def keeping(self, keep: Callable[[ReportedFigure], bool]) -> ReportedFigure:
        """This figure, revising only those of its earlier ones that are to be kept."""
        if all(map(keep, self.earlier)):
            return self
        revises = None
        for one in filter(keep, reversed(self.earlier)):
            revises = attrs.evolve(one, revises=revises)
        return attrs.evolve(self, revises=revises)

    @property
    def statement(self) -> Statement:
        """The statement that the figure makes."""
        return Statement(self.measure, self.interval, rule=self.rule, text=f"{self.measure!r} is {self.value}")


def reported(
    what: Population | Measure,
    value: Value,
    *,
    source: Source,
    reading: Reading | None = None,
    rounded_to: Stated | None = None,
    tolerance: Stated | None = None,
    exact: bool = False,
    if_any: bool = False,
    confidence: Stated | None = None,
    definition: str | None = None,
    revises: ReportedFigure | None = None,
) -> ReportedFigure:
    """A figure as a source reported it.

    Args:
        what: A population (its count) or any measure.
        value: A whole number (exact), a Fraction, Decimal, `Interval`, `Quantity`, or the words of the source.
        source: The source.
        reading: ``"literal"`` or ``"press"``; the weakest (press) unless given.
        rounded_to: The unit that the value was rounded to, in the measure's unit.
        tolerance: How far the value may be off.
        exact: That a decimal or percent share is not rounded.
        if_any: That the denominator of a share may be empty.
        confidence: The confidence at which the figure holds, such as ``"95%"``.
        definition: The source's own definition.
        revises: The figure that this one replaces, of the same date; it need not be listed in a snapshot of its own.

    Raises:
        WordingError: If the words cannot be read, or need a stated rounding.
        UnitError: If the words or the quantity count something else than the docket.
        InexactNumber: For a float.
        ModelError: For what is no value, such as None: a figure that nobody published is left out.

    >>> from docketstats.model.population import Docket
    >>> reported(Docket("court").everyone, "more than 5,000", source=Source("Report")).interval
    Interval(5000, inf)
    """
    return ReportedFigure(
        as_measure(what),
        value,
        source=source,
        reading=reading,
        rounded_to=rounded_to,
        tolerance=tolerance,
        exact=exact,
        if_any=if_any,
        confidence=confidence,
        definition=definition,
        revises=revises,
    )


@attrs.frozen
class Assumption:
    """A statement or relation taken for argument's sake; answers that use it show it.

    Args:
        that: The statement or relation.
        because: Why it is worth assuming.
        confidence: The confidence at which a statement holds, if it was made from figures that are uncertain.

    >>> from docketstats.model.population import Docket
    >>> d = Docket("court")
    >>> Assumption(d.population("appeals").within(d.population("decided")), because="procedure").because
    'procedure'
    """

    that: Statement | Relation
    because: str = attrs.field(kw_only=True, validator=_reason)
    confidence: Exact | None = attrs.field(kw_only=True, default=None, converter=_confidence)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue(
            "an assumption has no truth value", mend="pass it to Evidence, or ask Evidence.check of what it says"
        )

    def __attrs_post_init__(self) -> None:
        as_statement(self.that)
        if self.confidence is not None and isinstance(self.that, Relation):
            raise ModelError(f"the assumed relation {self.that!r} has a confidence", mend="assume a statement instead")


@attrs.frozen
class Claim:
    """A statement that somebody made.

    Args:
        statement: What it says, formally. `Statement.worded` gives it a weakest and a strongest reading.
        text: The words.
        by: Who said them, neutrally: "a candidate, 27 September 2024".
        expected: The outcome that the writer of a document expects; ``docketstats check`` compares.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", unit="case")
    >>> claim = ds.Claim(ds.count(court.everyone, at="2024") > 100, text="Over 100 cases", by="A newspaper")
    >>> repr(claim.statement), claim.text, claim.by
    ('count(everyone, at="2024") > 100', 'Over 100 cases', 'A newspaper')
    """

    statement: Statement = attrs.field(converter=as_statement)
    text: str | None = attrs.field(default=None, kw_only=True, validator=of_type(str, type(None)))
    by: str | None = attrs.field(default=None, kw_only=True, validator=of_type(str, type(None)))
    expected: str | None = attrs.field(default=None, kw_only=True)

    def __bool__(self) -> NoReturn:
        raise NoTruthValue("a claim has no truth value", mend="ask Evidence.check(claim).outcome")

    def __attrs_post_init__(self) -> None:
        if self.expected is not None and self.expected not in OUTCOMES:
            raise ModelError(f"no outcome {shown(self.expected)}", mend="use one of " + ", ".join(OUTCOMES))
