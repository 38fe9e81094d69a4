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
    """Ends that bound no interval, or a property that the empty interval does not have."""


class InexactNumber(DocketStatsError, TypeError):
    """A float where an exact number is needed: 1/10 is not 0.1 in binary."""


class NoTruthValue(DocketStatsError, TypeError):
    """``bool()`` or ``<`` on an object that may be true, false or undetermined."""


class UnitError(DocketStatsError, TypeError):
    """Units that cannot be added, compared or converted, such as persons and cases."""


class WordingError(DocketStatsError, ValueError):
    """A wording that no rule reads, or that needs a stated rounding."""


class PeriodError(DocketStatsError, ValueError):
    """A text that is no date, month, quarter or year."""


class UnknownName(DocketStatsError, LookupError):
    """A docket, item, source or named set that nothing defines."""


class ModelError(DocketStatsError, ValueError):
    """Objects that do not fit together: mixed dockets, two definitions of one name, and the like."""


class DateError(DocketStatsError, ValueError):
    """A measure whose date is missing, ambiguous or not that of its snapshot."""


class NotLinearFractional(DocketStatsError, ValueError):
    """A sum or comparison of ratios whose denominators differ and are not forced by the facts."""


class TooLarge(DocketStatsError, ValueError):
    """A system that this engine does not take on; the message states its size."""


class ProofRejected(DocketStatsError, ValueError):
    """A proof or witness that does not establish what it says; the message states the step."""


class MissingExtra(DocketStatsError, ImportError):
    """An optional dependency is not installed; the message names the extra."""

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
    """

    def __init__(self, what: str, *, where: str | None = None, problems: Sequence[str] = ()) -> None:
        super().__init__(what, where=where)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  - {problem}" for problem in self.problems)])
