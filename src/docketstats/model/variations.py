"""Variations: a collection of what sources said with one thing changed, to see what depends on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from docketstats.errors import DocketStatsError
from docketstats.model.collection import Collection
from docketstats.model.source import Source
from docketstats.values.wording import Reading

_C = TypeVar("_C", bound=Collection)


def variations(known: _C, sources: Iterable[Source]) -> Iterator[tuple[str, _C]]:
    """A collection with one thing changed, and in words what that is.

    Each of some sources is left out in turn, each wording is read otherwise, and each assumption is dropped.

    >>> from docketstats import Docket, Evidence, Source, reported
    >>> court, report = Docket("court", unit="case"), Source("Annual report")
    >>> said = [reported(court.everyone, "more than 70", source=report)]
    >>> [what for what, _ in variations(Evidence(court.snapshot("2024-09-30", figures=said)), [report])]
    ['without Annual report', '"more than 70" read as literal']
    """
    for source in sources:
        yield f"without {source}", known.without(source)
    for figure in known.all_figures:
        if isinstance(figure.value, str):
            other: Reading = "literal" if figure.reading != "literal" else "press"
            try:
                reread = attrs.evolve(figure, reading=other)
            except DocketStatsError:
                continue
            if reread.interval != figure.interval:
                yield f'"{figure.value}" read as {other}', known.replacing(figure, reread)
    for assumption in known.assumptions:
        yield f"without the assumption that {assumption.that!r}", known.without(assumption)
