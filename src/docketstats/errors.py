"""Every error that docketstats raises: what is wrong, where, and how to mend it.

Each leaf is also the built-in exception that fits, so ``except ValueError`` works without knowing this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docketstats.inference.conflicts import Conflict


class DocketStatsError(Exception):
    """The base of all errors of this library.

    Args:
        what: What is wrong, in one sentence.
        where: The figure, the path in a document or the text that it is about.
        mend: What to write instead.

    >>> print(DocketStatsError("no such item", where="figure 2", mend="use 'convicted'"))
    figure 2: no such item (use 'convicted')
    """

    def __init__(self, what: str, *, where: str | None = None, mend: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        mend = f" ({self.mend})" if self.mend else ""
        return f"{where}{self.what}{mend}"

    def __reduce__(self) -> tuple[object, ...]:
        # The default would call __init__ with positional arguments only and lose `where` and `mend`.
        return (_rebuild, (type(self), self.what, self.__dict__.copy()))


def _rebuild(kind: type[DocketStatsError], what: str, state: dict[str, object]) -> DocketStatsError:
    error = kind.__new__(kind, what)
    error.__dict__.update(state)
    return error


class IntervalError(DocketStatsError, ValueError):
    """Ends that bound no interval, or a property that the empty interval does not have.

    >>> import docketstats as ds
    >>> ds.Interval(2, 1)
    Traceback (most recent call last):
        ...
    docketstats.errors.IntervalError: the lower end 2 is above the upper end 1 (Interval.empty())
    """


class InexactNumber(DocketStatsError, TypeError):
    """A float where an exact number is needed: 1/10 is not 0.1 in binary.

    >>> import docketstats as ds
    >>> court = ds.Docket("court")
    >>> ds.reported(court.everyone, 0.1, source=ds.Source("Annual report"))  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.InexactNumber: count(everyone): 0.1 is a float, which is not the number that was
        printed (write '0.1', a Decimal or a Fraction)
    """


class NoTruthValue(DocketStatsError, TypeError):
    """``bool()`` or ``<`` on an object that may be true, false or undetermined.

    >>> import docketstats as ds
    >>> bool(ds.count(ds.Docket("court").everyone) >= 5)  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.NoTruthValue: count(everyone) >= 5 has no truth value (for 0 <= m <= 5 write
        m.between(0, 5); to know whether it is true, ask Evidence.check)
    """


class UnitError(DocketStatsError, TypeError):
    """Units that cannot be added, compared or converted, such as persons and cases.

    >>> import docketstats as ds
    >>> ds.Quantity(5, "person") + ds.Quantity(1, "case")  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.UnitError: the unit case and the unit person do not mix (state a link between
        them, such as a ratio with a source, and multiply by it)
    """


class WordingError(DocketStatsError, ValueError):
    """A wording that no rule reads, or that needs a stated rounding.

    >>> import docketstats as ds
    >>> ds.read("a great many")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    docketstats.errors.WordingError: "a great many": this is too vague to bound a number (give ...
    """


class PeriodError(DocketStatsError, ValueError):
    """A text that is no date, month, quarter or year.

    >>> import docketstats as ds
    >>> ds.Period.read("last spring")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    docketstats.errors.PeriodError: 'last spring' is no date or period (write '2024-07-21', '21 ...
    """


class UnknownName(DocketStatsError, LookupError):
    """A docket, item, source or named set that nothing defines.

    >>> import docketstats as ds
    >>> court = ds.Docket("court", classifications=(ds.Classification("stage", ("open", "closed")),))
    >>> court["opened"]  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.UnknownName: no classification of docket 'court' has an item 'opened' (its items
        are: open, closed; docket.population(name) makes a named set)
    """


class ModelError(DocketStatsError, ValueError):
    """Objects that do not fit together: mixed dockets, two definitions of one name, and the like.

    >>> import docketstats as ds
    >>> ds.Docket("court").everyone & ds.Docket("jail").everyone  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.ModelError: everyone is of docket 'court' and everyone of docket 'jail' (combine
        populations of one docket; relate two dockets by figures on their counts)
    """


class WrongType(ModelError, TypeError):
    """An argument of a type that is not taken, such as a text where a source is needed.

    >>> import docketstats as ds
    >>> ds.reported(ds.Docket("court").everyone, 5, source="Annual report")  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.WrongType: ReportedFigure: source is to be of type Source, not 'Annual report'
        (write ds.Source("Annual report"))
    """


class DateError(DocketStatsError, ValueError):
    """A measure whose date is missing, ambiguous or not that of its snapshot.

    >>> import docketstats as ds
    >>> court = ds.Docket("court")
    >>> figure = ds.reported(court.everyone.at("2023"), 5, source=ds.Source("Annual report"))
    >>> court.snapshot("2024", figures=[figure])  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.DateError: snapshot 2024, figure 1 (count(everyone.at("2023"))): it is about 2023
        (put it in a snapshot of that date, or in Evidence(figures=...) if it spans dates)
    """


class NotLinearFractional(DocketStatsError, ValueError):
    """A sum or comparison of ratios whose denominators differ and are not forced by the facts.

    >>> import docketstats as ds
    >>> court = ds.Docket("court")
    >>> old, asylum = court.population("old"), court.population("asylum")
    >>> ds.ratio(ds.share(old, among=asylum), ds.share(old, among=court.everyone))  # doctest: +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.NotLinearFractional: ratio(share(old, among=asylum), share(old, among=everyone))
        is no ratio of two linear forms (divide measures that are linear, or have the same denominator)
    """


class TooLarge(DocketStatsError, ValueError):
    """A system that this engine does not take on; the message states its size.

    >>> from itertools import combinations
    >>> import docketstats as ds
    >>> court = ds.Docket("court")
    >>> sets = [court.population(f"set {number}") for number in range(25)]
    >>> in_two = court.nobody
    >>> for one, other in combinations(sets, 2):
    ...     in_two = in_two | one & other
    >>> ds.Evidence().bound(ds.count(in_two, at="2024"))  # doctest: +ELLIPSIS, +NORMALIZE_WHITESPACE
    Traceback (most recent call last):
        ...
    docketstats.errors.TooLarge: ... sets in play on docket 'court' make more than 1,048,576 worlds (ask
        about fewer sets at once; leave out figures with .only(...))
    """


class ProofRejected(DocketStatsError, ValueError):
    """A proof or witness that does not establish what it says; the message states the step.

    >>> import attrs
    >>> import docketstats as ds
    >>> court = ds.Docket("court")
    >>> snapshot = court.snapshot("2024", figures=[ds.reported(court.everyone, 5, source=ds.Source("Annual report"))])
    >>> proof = ds.Evidence(snapshot).bound(court.everyone).upper.proof
    >>> wrong = attrs.evolve(proof.conclusion, upper=4)
    >>> attrs.evolve(proof, conclusion=wrong).check()
    Traceback (most recent call last):
        ...
    docketstats.errors.ProofRejected: leaf below 0 splits: the lines give 5/1, not 4
    """


class MissingExtra(DocketStatsError, ImportError):
    """An optional dependency is not installed; the message names the extra.

    >>> print(MissingExtra.named("plot"))
    the extra 'plot' is not installed (pip install 'docketstats[plot]')
    """

    @classmethod
    def named(cls, extra: str) -> MissingExtra:
        """The error for an extra of this library.

        >>> print(MissingExtra.named("sdmx"))
        the extra 'sdmx' is not installed (pip install 'docketstats[sdmx]')
        """
        return cls(f"the extra {extra!r} is not installed", mend=f"pip install 'docketstats[{extra}]'")


class ContradictoryEvidence(DocketStatsError, ValueError):
    """The facts that the question is tied to cannot all be true.

    Attributes:
        conflicts: The minimal conflicts found, each with its facts, sources and proof.
        complete: Whether these are all there are.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court"), ds.Source("Annual report")
    >>> said = ((court.everyone, 100), (court.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> try:
    ...     ds.Evidence(court.snapshot("2024", figures=figures)).bound(court.everyone)
    ... except ContradictoryEvidence as error:
    ...     print([fact.text for fact in error.conflicts[0].facts], error.complete)
    ['count(everyone, at="2024") is 100', 'count(old, at="2024") is 120'] True
    """

    def __init__(self, what: str, *, conflicts: Sequence[Conflict] = (), complete: bool = True) -> None:
        super().__init__(what)
        self.conflicts = tuple(conflicts)
        self.complete = complete

    def _repr_html_(self) -> str:
        return "".join(one._repr_html_() for one in self.conflicts)


class DocumentError(DocketStatsError, ValueError):
    """A document that cannot be read. It lists every problem, each with its path.

    Attributes:
        problems: One message a problem.

    >>> from docketstats.adapters.documents import loads
    >>> try:
    ...     loads("docketstats = 1")
    ... except DocumentError as error:
    ...     print(error)
    the document: the document has a problem
      - docket: it is missing: say which docket the figures are of
    """

    def __init__(self, what: str, *, where: str | None = None, problems: Sequence[str] = ()) -> None:
        super().__init__(what, where=where)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {problem}" for problem in self.problems)])
