"""Commands to type next: what to ask of a document whose facts contradict each other."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence

from docketstats.inference.conflicts import Conflict
from docketstats.model.source import Source


def ways_out(
    name: str, sources: Iterable[tuple[str, Source]], conflicts: Iterable[Conflict], part: Sequence[str] = ()
) -> Iterator[tuple[str, str]]:
    """Commands that lead out of a contradiction, each with what it does.

    Args:
        name: The name of the document's file.
        sources: Its sources, each with its key.
        conflicts: What contradicts itself in it.
        part: The arguments that choose a part of the document, such as ``("--without", "report")``.

    >>> import docketstats as ds
    >>> docket, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> said = ((docket.everyone, 100), (docket.population("old"), 120))
    >>> figures = [ds.reported(what, number, source=report) for what, number in said]
    >>> conflicts = ds.Evidence(docket.snapshot("2024", figures=figures)).conflicts()
    >>> for command, purpose in ways_out("court.toml", [("report", report)], conflicts):
    ...     print(f"{command}: {purpose}")
    docketstats reconcile court.toml: proposes the least change of figures that lets them hold together
    docketstats check court.toml --without report: checks as if that source had said nothing
    """
    conflicts = tuple(conflicts)
    yield (
        shlex.join(["docketstats", "reconcile", name, *part]),
        "proposes the least change of figures that lets them hold together",
    )
    uses = {key: sum(source in one.sources for one in conflicts) for key, source in sources}
    # The source that most of them name comes first: without it the fewest are left.
    named = sorted(filter(uses.get, uses), key=lambda key: -uses[key])
    if named:
        first, *others = named
        rest = f"; without {' or '.join(others)} is another way" if others else ""
        command = shlex.join(["docketstats", "check", name, *part, "--without", first])
        yield command, f"checks as if that source had said nothing{rest}"
