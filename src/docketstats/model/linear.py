"""Linear forms on counts, and ratios of two: what measures are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from docketstats.model.term import Leaf, Term
from docketstats.values.interval import Exact, exact


@attrs.frozen
class LinearForm:
    """A linear form on counts: the sum of coefficient times count over terms, plus a constant.

    Args:
        terms: Pairs of a term and its coefficient, sorted by term, without zeros.
        constant: What is added.

    >>> old, asylum = Leaf("court", name="old"), Leaf("court", name="asylum")
    >>> form = LinearForm.of([(old, 2), (asylum, 1), (old, 1)], 5)
    >>> [(str(term), factor) for term, factor in form.terms], form.value(lambda term: 10)
    ([('asylum', 1), ('old', 3)], 45)
    """

    terms: tuple[tuple[Term, Exact], ...] = ()
    constant: Exact = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[Term, Exact]], constant: Exact = 0) -> LinearForm:
        """The form with equal terms added up, in order."""
        total: dict[Term, Exact] = {}
        for term, factor in pairs:
            total[term] = exact(total.get(term, 0) + factor)
        kept = sorted(((term, factor) for term, factor in total.items() if factor), key=lambda pair: pair[0].key)
        return cls(tuple(kept), exact(constant))

    def plus(self, other: LinearForm, factor: Exact = 1) -> LinearForm:
        """This form plus ``factor`` times the other."""
        pairs = (*self.terms, *((term, one * factor) for term, one in other.terms))
        return LinearForm.of(pairs, self.constant + factor * other.constant)

    def times(self, factor: Exact) -> LinearForm:
        """This form times a number."""
        return LinearForm().plus(self, factor)

    def map(self, change: Callable[[Term], Term]) -> LinearForm:
        """This form with each term replaced."""
        return LinearForm.of(((change(term), factor) for term, factor in self.terms), self.constant)

    def leaves(self) -> frozenset[Leaf]:
        """The leaves of its terms."""
        return frozenset().union(*(term.leaves for term, _ in self.terms))

    def value(self, count: Callable[[Term], Exact]) -> Exact:
        """Its value when ``count`` gives the count of each term."""
        return exact(self.constant + sum(factor * count(term) for term, factor in self.terms))


@attrs.frozen
class Ratio:
    """A linear form divided by another.

    >>> old, asylum = Leaf("court", name="old"), Leaf("court", name="asylum")
    >>> ratio = Ratio(LinearForm.of([(old, 1)]), LinearForm.of([(asylum, 1)]))
    >>> str(ratio.denominator.terms[0][0])
    'asylum'
    """

    numerator: LinearForm
    denominator: LinearForm

    @property
    def key(self) -> tuple[object, ...]:
        """What ratios are sorted by."""
        forms = (self.denominator, self.numerator)
        return tuple((*((term.key, factor) for term, factor in form.terms), ("", form.constant)) for form in forms)
