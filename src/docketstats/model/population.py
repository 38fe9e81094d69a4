"""Dockets, populations (sets of units by definition, not by count) and the relations between populations."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from docketstats.errors import DateError, ModelError, NoTruthValue, TooLarge, UnitError, UnknownName
from docketstats.model.classification import Classification, Item, check_name
from docketstats.model.source import Source
from docketstats.model.term import NOBODY, Leaf, Term, combine, dated, evaluate
from docketstats.values import markup
from docketstats.values.formatting import plural
from docketstats.values.given import checked, each, of_type, shown
from docketstats.values.period import Period

if TYPE_CHECKING:
    from docketstats.model.figure import ReportedFigure
    from docketstats.model.snapshot import Snapshot

_MOST_SETS = 16


UNITS = ("person", "case", "stay", "charge", "event")


def _check_unit(unit: object) -> None:
    if unit not in UNITS:
        raise UnitError(f"a docket does not count {shown(unit)}", mend="its unit is one of " + ", ".join(UNITS))


def _tuple(values: Classification | Iterable[Classification]) -> tuple[Classification, ...]:
    return (values,) if isinstance(values, Classification) else each(values, "classifications")


@attrs.frozen(repr=False, cache_hash=True)
class Docket:
    """A named register with one unit type and its classifications.

    Args:
        name: Its name.
        unit: What it counts: person, case, stay or charge.
        classifications: Its classifications, such as `CustodyStatus`.

    Raises:
        ModelError: If two classifications share a name.

    >>> docket = Docket("parole", classifications=(Classification("level", ("low", "high")),))
    >>> docket["low"] | docket.population("employed")
    low | employed
    """

    name: str = attrs.field(validator=lambda _i, _a, value: check_name("docket", value))
    unit: str = attrs.field(default="person", kw_only=True, validator=lambda _i, _a, value: _check_unit(value))
    classifications: tuple[Classification, ...] = attrs.field(default=(), converter=_tuple, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for one in self.classifications:
            if not isinstance(one, Classification):
                raise ModelError(f"{shown(one)} is no classification", where=f"docket {self.name}")
        names = [one.name for one in self.classifications]
        if len(set(names)) < len(names):
            raise ModelError("two classifications share a name: " + ", ".join(names), where=f"docket {self.name}")

    def __repr__(self) -> str:
        return f"<Docket {self.name!r} of {plural(self.unit)}: {markup.listed(self._shown) or 'no classifications'}>"

    def _repr_html_(self) -> str:
        rows = [("unit", self.unit), *((one.name, _items_of(one)) for one in self.classifications)]
        return markup.table(f"Docket: {self.name}", rows)

    @property
    def _shown(self) -> tuple[str, ...]:
        return tuple(f"{one.name} ({markup.numbered(len(list(one.walk())), 'item')})" for one in self.classifications)

    def __getitem__(self, key: str | Item) -> Population:
        """The population of an item, by the item itself or by ``"code"`` or ``"classification:code"``.

        Raises:
            UnknownName: If there is no such item, or if it needs its classification's name.
        """
        code = key.code if isinstance(key, Item) else checked(key, str, "an item", where=f"docket {self.name}")
        wanted, _, bare = code.rpartition(":")
        found = [
            (one.name, item)
            for one in self.classifications
            if wanted in ("", one.name)
            for item, _ in one.walk()
            if (item == key if isinstance(key, Item) else item.code == bare)
        ]
        if not found:
            known = ", ".join(item.code for one in self.classifications for item, _ in one.walk())
            raise UnknownName(
                f"no classification of docket {self.name!r} has an item {shown(code)}",
                mend=f"its items are: {known or 'none'}; docket.population(name) makes a named set",
            )
        if len(found) > 1:
            choices = " or ".join(f'"{name}:{item.code}"' for name, item in found)
            raise UnknownName(f"{code!r} is an item of several classifications", mend=f"write {choices}")
        name, item = found[0]
        return Population(self, Leaf(self.name, classification=name, name=item.code), _quote(code))

    def __contains__(self, key: object) -> bool:
        try:
            return isinstance(key, str | Item) and bool(self[key].docket)
        except UnknownName:
            return False

    def population(self, name: str, description: str = "") -> Population:
        """A named set of units, not tied to a classification. It is identified by docket and name.

        Raises:
            ModelError: If the name is that of an item, or is reserved.
        """
        check_name("population", name)
        checked(description, str, "a description", where=f"population {name}")
        if any(name == item.code for one in self.classifications for item, _ in one.walk()):
            raise ModelError(
                f"{name!r} already has a meaning on docket {self.name!r}", mend=f"use docket[{name!r}] or another name"
            )
        described = ((name, description),) if description else ()
        return Population(self, Leaf(self.name, name=name), _quote(name), descriptions=described)

    @property
    def everyone(self) -> Population:
        """All units on the docket."""
        return Population(self, Leaf(self.name), "everyone")

    @property
    def nobody(self) -> Population:
        """No unit at all."""
        return Population(self, NOBODY, "nobody")

    def stayed(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are on the docket at both dates."""
        return self.everyone.stayed(since, until)

    def left(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are on the docket at the first date and not at the second."""
        return self.everyone.left(since, until)

    def entered(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are on the docket at the second date and not at the first."""
        return self.everyone.entered(since, until)

    def covers(self, *parts: Population, source: Source | None = None, because: str = "") -> Relation:
        """The relation that every unit on the docket is in one of ``parts``."""
        return Relation("covers", (self.everyone, *parts), source=source, because=because)

    def snapshot(
        self,
        as_of: str | datetime.date | Period,
        figures: Iterable[ReportedFigure] = (),
        *,
        same_instant_as: str | datetime.date | Period | None = None,
    ) -> Snapshot:
        """The reported figures of this docket as of one date or period; see `Snapshot`."""
        from docketstats.model.snapshot import Snapshot  # it is built of populations, so it comes later

        return Snapshot(self, as_of, figures=figures, same_instant_as=same_instant_as)


def _items_of(one: Classification) -> str:
    """The top items of a classification, and how many there are below them."""
    below = len(list(one.walk())) - len(one.items)
    more = f" ({below:,} more below them)" if below else ""
    return markup.listed((item.code for item in one.items), mark=", ") + more


def _quote(name: str) -> str:
    return name if name.replace("_", "a").replace(":", "a").isalnum() else f'"{name}"'


@attrs.frozen(repr=False, cache_hash=True)
class Population:
    """A set of units of one docket, by definition and not by count.

    Populations combine with ``&``, ``|``, ``-``, ``^`` and ``~``; ``==`` compares normal forms. They are made by
    a docket: by ``docket["item"]``, ``docket.population(name)``, ``docket.everyone`` and ``docket.nobody``.

    Attributes:
        docket: Its docket.
        term: Its normal form.

    >>> d = Docket("court")
    >>> a, b = d.population("asylum"), d.population("older than a year")
    >>> (a - b).at("2024-09-30")
    (asylum - "older than a year").at("2024-09-30")
    >>> a & b == b & a & b
    True
    """

    docket: Docket
    term: Term
    _text: str = attrs.field(eq=False)
    _op: str = attrs.field(default="", eq=False)
    descriptions: tuple[tuple[str, str], ...] = attrs.field(default=(), eq=False, kw_only=True)

    __array_ufunc__ = None

    def __repr__(self) -> str:
        return self._text

    def __bool__(self) -> NoReturn:
        # An empty population is a matter of fact, not of definition.
        raise NoTruthValue(f"population {self} has no truth value", mend="state or ask count(population) >= 1")

    def _wrapped(self, op: str, *, right: bool = False) -> str:
        # Brackets wherever operators mix: not every reader knows that "-" binds closer than "&".
        plain = self._op in ("", "~") if op else not self._op
        same = self._op == op and not (right and op == "-")
        return self._text if plain or same else f"({self._text})"

    def _with(self, other: object, op: str) -> Any:
        if not isinstance(other, Population):
            return NotImplemented
        if other.docket != self.docket:
            raise _mixed(self, other)
        text = f"{self._wrapped(op)} {op} {other._wrapped(op, right=True)}"
        described = tuple(dict.fromkeys(self.descriptions + other.descriptions))
        return Population(self.docket, combine(op, (self.term, other.term)), text, op, descriptions=described)

    def __and__(self, other: Population) -> Population:
        result: Population = self._with(other, "&")
        return result

    def __or__(self, other: Population) -> Population:
        result: Population = self._with(other, "|")
        return result

    def __xor__(self, other: Population) -> Population:
        result: Population = self._with(other, "^")
        return result

    def __sub__(self, other: Population) -> Population:
        result: Population = self._with(other, "-")
        return result

    def __invert__(self) -> Population:
        dates = {leaf.at for leaf in self.term.leaves}
        if len(dates) > 1:
            raise DateError(
                f"~({self}) mixes dates, so it is not clear whom it leaves",
                mend='use `-`, as in docket.everyone.at("2024-07-21") - ...',
            )
        everyone = Leaf(self.docket.name, at=next(iter(dates), None))
        text = "~" + self._wrapped("~")
        return Population(self.docket, combine("-", (everyone, self.term)), text, "~", descriptions=self.descriptions)

    @property
    def dates(self) -> frozenset[Period]:
        """The dates that its parts are taken at."""
        return frozenset(leaf.at for leaf in self.term.leaves if leaf.at)

    @property
    def is_dated(self) -> bool:
        """Whether every part of it has a date."""
        return all(leaf.at for leaf in self.term.leaves)

    def at(self, date: str | datetime.date | Period) -> Population:
        """This population at a date; parts that have a date keep it.

        Raises:
            DateError: If every part has a date already.
        """
        period = Period.read(date)
        if self.is_dated and self.dates:
            if self.dates == {period}:
                return self
            raise DateError(f"{self} has its date already", mend=f"take it at {period} before anything else")
        text = f'{self._wrapped("")}.at("{period}")'
        return Population(self.docket, dated(self.term, period), text, descriptions=self.descriptions)

    def stayed(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are in it at both dates.

        >>> Docket("court").population("asylum").stayed("2023-09-30", "2024-09-30")
        asylum.at("2023-09-30") & asylum.at("2024-09-30")
        """
        return self.at(since) & self.at(until)

    def left(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are in it at the first date and not at the second.

        Who came back in between is not among them; `leavers` counts all who left at least once.
        """
        return self.at(since) - self.at(until)

    def entered(self, since: str | datetime.date | Period, until: str | datetime.date | Period) -> Population:
        """The units that are in it at the second date and not at the first; see `left`, and `entrants`."""
        return self.at(until) - self.at(since)

    def became(
        self, other: Population, since: str | datetime.date | Period, until: str | datetime.date | Period
    ) -> Population:
        """The units that are in it at the first date and in ``other`` at the second.

        >>> d = Docket("court")
        >>> d.population("open").became(d.population("appealed"), "2023", "2024")
        open.at("2023") & appealed.at("2024")
        """
        return self.at(since) & checked(other, Population, "the other").at(until)

    def within(self, other: Population, *, source: Source | None = None, because: str = "") -> Relation:
        """The relation that every unit of this population is in ``other``."""
        return Relation("within", (self, other), source=source, because=because)

    def disjoint_from(self, other: Population, *, source: Source | None = None, because: str = "") -> Relation:
        """The relation that no unit is in both."""
        return Relation("disjoint from", (self, other), source=source, because=because)

    def same_as(self, other: Population, *, source: Source | None = None, because: str = "") -> Relation:
        """The relation that both have the same units."""
        return Relation("same as", (self, other), source=source, because=because)

    def empty(self, *, source: Source | None = None, because: str = "") -> Relation:
        """The relation that no unit is in this population."""
        return Relation("empty", (self,), source=source, because=because)

    def equivalent_to(self, other: Population) -> bool:
        """Whether both denote the same set whatever the figures, by set logic and the docket's classifications.

        >>> d = Docket("court")
        >>> a, b = d.population("a"), d.population("b")
        >>> ~(a | b) == ~a & ~b, (~(a | b)).equivalent_to(~a & ~b)
        (False, True)
        """
        from docketstats.model.rules import rules  # it reads dockets, so it comes later

        if self.docket != checked(other, Population, "the other").docket:
            raise _mixed(self, other)
        asked = self.term.leaves | other.term.leaves
        empty = [term for rule in rules((self.docket,), asked) for term in rule.empty]
        atoms = sorted(
            asked.union(*(term.leaves for term in empty), {leaf.everyone for leaf in asked}), key=lambda leaf: leaf.key
        )
        if len(atoms) > _MOST_SETS:
            raise TooLarge(f"{self} and {other} are built from {len(atoms)} sets", mend=f"compare at most {_MOST_SETS}")
        size = 1 << len(atoms)
        masks = {leaf: ((1 << size) - 1) // ((1 << (1 << i)) + 1) << (1 << i) for i, leaf in enumerate(atoms)}
        apart = evaluate(combine("^", (self.term, other.term)), masks.__getitem__) & ((1 << size) - 1)
        for leaf in atoms:
            apart &= ~(masks[leaf] & ~masks[leaf.everyone])
        for term in empty:
            apart &= ~evaluate(term, masks.__getitem__)
        return apart == 0


def _mixed(a: Population, b: Population) -> ModelError:
    if a.docket.name == b.docket.name:
        return ModelError(f"{a} and {b} come from two different definitions of docket {a.docket.name!r}")
    return ModelError(
        f"{a} is of docket {a.docket.name!r} and {b} of docket {b.docket.name!r}",
        mend="combine populations of one docket; relate two dockets by figures on their counts",
    )


_OPERANDS = {"within": 2, "disjoint from": 2, "same as": 2, "empty": 1}


@attrs.frozen(repr=False)
class Relation:
    """A logical fact about populations: within, disjoint from, same as, empty or covers.

    An undated relation is definitional and holds at all dates; a dated operand restricts it to that date. In evidence
    it needs a source or a reason; without either it must be an `Assumption`.

    Attributes:
        kind: ``"within"``, ``"disjoint from"``, ``"same as"``, ``"empty"`` or ``"covers"``.
        parts: Its populations; for ``"covers"`` the docket's everyone comes first.

    >>> d = Docket("court")
    >>> d.population("appeals").within(d.population("decided"), because="an appeal follows a decision")
    appeals within decided
    """

    kind: str
    parts: tuple[Population, ...]
    source: Source | None = attrs.field(
        default=None, kw_only=True, validator=of_type(Source, type(None), mend='write ds.Source("Annual report")')
    )
    because: str = attrs.field(default="", kw_only=True, validator=of_type(str))

    def __attrs_post_init__(self) -> None:
        wrong = [part for part in self.parts if not isinstance(part, Population)]
        if wrong:
            raise ModelError(f"{shown(wrong[0])} is no population", where=f"relation {self.kind!r}")
        if self.kind != "covers" and _OPERANDS.get(self.kind) != len(self.parts):
            raise ModelError(f"no relation {self.kind!r} of {len(self.parts)} populations")
        for part in self.parts[1:]:
            if part.docket != self.parts[0].docket:
                raise _mixed(self.parts[0], part)

    def __repr__(self) -> str:
        if self.kind == "covers":
            return f"covers({', '.join(map(repr, self.parts[1:]))})"
        return f" {self.kind} ".join(map(repr, self.parts)) if len(self.parts) == 2 else f"{self.parts[0]!r} empty"

    def __bool__(self) -> NoReturn:
        mend = "pass it to Evidence as a fact, or ask Evidence.check(relation).outcome"
        raise NoTruthValue(f"{self!r} has no truth value", mend=mend)

    @property
    def empty_term(self) -> Term:
        """The term that the relation says is empty."""
        first, *rest = (part.term for part in self.parts)
        match self.kind:
            case "within":
                return combine("-", (first, rest[0]))
            case "disjoint from":
                return combine("&", (first, rest[0]))
            case "same as":
                return combine("^", (first, rest[0]))
            case "covers":
                return combine("-", (first, combine("|", rest)))
        return first
