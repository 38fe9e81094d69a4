"""Decisions on claims as a table on a terminal. This is the only module that knows rich, which may be missing.

The outcome is told by a word and a sign, colour only repeats it. No text of a document is read as markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docketstats.cli.decisions import claim_text, claimant, mismatch, remarks
from docketstats.cli.terminal import is_terminal
from docketstats.findings.decision import CONTRADICTION, Decision
from docketstats.findings.explanation import compared, decisive
from docketstats.findings.verdict import Outcome
from docketstats.values.formatting import printable

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

_LEAST, _WIDEST, _NARROW = 40, 130, 100
"""The columns of a table, at least and at most, and those below which its ranges stand under the claim."""
_SIGNS = {  # outcome: sign, the same in ASCII, colour, meaning
    "supported": ("✓", "+", "green", "true in every population that fits the sources"),
    "refuted": ("✗", "x", "red", "true in no population that fits the sources"),
    "undetermined": ("?", "?", "yellow", "true in some populations that fit, false in others"),
    "undefined": ("∅", "0", "magenta", "a denominator must be empty, so it says nothing"),
    "unresolved": ("…", "~", "magenta", "not settled within the work limit; this says nothing about the docket"),
    CONTRADICTION: ("!", "!", "bold red", "the sources that it rests on cannot all be true"),
}


def draw(title: str, decisions: Sequence[Decision]) -> bool:
    """Draw the decisions as a table.

    Returns:
        Whether it was drawn: that needs a terminal, and rich.
    """
    if not decisions or not is_terminal():
        return False
    try:
        from rich.console import Console
    except ImportError:
        return False
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = max(_LEAST, min(console.width, _WIDEST))
    for part in _parts(title, decisions, console):
        console.print(part)
    return True


def _parts(title: str, decisions: Sequence[Decision], console: Console) -> Iterator[RenderableType]:
    """The title, the table, what to know besides, and what the outcomes mean."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if title:
        yield Text(printable(title), style="bold")
    narrow = console.width < _NARROW
    table = Table(box=box.HORIZONTALS, show_lines=True, border_style="dim", padding=(0, 1, 0, 0), expand=not narrow)
    table.add_column("", justify="right", style="dim")
    table.add_column("Outcome", no_wrap=True)
    table.add_column("Claim", ratio=None if narrow else 3, overflow="fold")
    if not narrow:
        table.add_column("The sources allow", ratio=2, overflow="fold")
        table.add_column("It claims", ratio=2, overflow="fold")
    for number, decision in enumerate(decisions, 1):
        claim, (allowed, claimed) = _claim(decision), _ranges(decision)
        cells: list[RenderableType] = [str(number), _outcome(decision.outcome, console), claim]
        if narrow and allowed:
            claim.append(f"\nallowed: {allowed}").append(f"\nclaimed: {claimed}" if claimed else "")
        elif not narrow:
            cells += [Text(allowed), Text(claimed)]
        table.add_row(*cells)
    yield table
    besides = Table(box=None, show_header=False, pad_edge=False)
    besides.add_column(justify="right", style="dim")
    besides.add_column(overflow="fold")
    for number, lines in enumerate(remarks(decisions), 1):
        for line in lines:
            besides.add_row(str(number), Text("\n".join(map(printable, line.split("\n")))))
    if besides.row_count:
        yield besides
        yield ""
    for outcome in [one for one in _SIGNS if any(decision.outcome == one for decision in decisions)]:
        yield _outcome(outcome, console).append(f": {_SIGNS[outcome][3]}", style="not bold dim default")


def _outcome(outcome: str, console: Console) -> Text:
    from rich.text import Text

    sign, plain, style, _ = _SIGNS[outcome]
    return Text(f"{plain if console.options.ascii_only else sign} {outcome}", style=style)


def _claim(decision: Decision) -> Text:
    from rich.text import Text

    text = Text(claim_text(decision)).append(claimant(decision, "({})"), style="dim")
    if unexpected := mismatch(decision):
        text.append(f"\n{unexpected}", style="bold red")
    return text


def _ranges(decision: Decision) -> tuple[str, str]:
    """What the facts allow, and what is claimed: twice where its readings come out differently."""
    verdict = decision.verdict
    if verdict is None or verdict.outcome is Outcome.UNDEFINED:
        return "", ""
    weakest, strongest = verdict.weakest, verdict.strongest
    allowed = compared(verdict, verdict.figure.interval)
    if weakest.outcome is strongest.outcome:
        return allowed, compared(verdict, decisive(verdict).interval)
    readings = (("weakest", weakest), ("strongest", strongest))
    told = [f"at its {word}, {compared(verdict, one.interval)}: {one.outcome.value}" for word, one in readings]
    return allowed, "\n".join(told)
