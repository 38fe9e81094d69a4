"""What notebooks show of objects: plain tables of HTML, with every text escaped and long things shortened.

There are no colours and no styles, so that a table takes those of the page, light or dark.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from docketstats.values.formatting import printable

MOST_ROWS = 12
"""The rows of a table that are shown."""
MOST_NAMED = 6
"""The things of a list that are named."""
LONGEST = 200
"""The letters of a text that are shown."""


def escaped(text: str) -> str:
    """A text as HTML, shortened.

    >>> escaped("<b>&")
    '&lt;b&gt;&amp;'
    """
    return html.escape(shortened(text))


def shortened(text: str) -> str:
    """A text without what is not to be seen, cut where it is long, with the number of letters left out.

    >>> shortened("a" * 1_000)[-24:]
    'aaa … (800 more letters)'
    """
    more = f" … ({len(text) - LONGEST:,} more letters)" if len(text) > LONGEST else ""
    return printable(text[:LONGEST]) + more


def listed(things: Iterable[object], most: int = MOST_NAMED, *, mark: str = "; ") -> str:
    """Things by name, the first of them where they are many, with the number of the others.

    >>> listed("abc", 2)
    'a; b; and 1 more'
    """
    names = [str(one) for one in things]
    rest = [f"and {len(names) - most:,} more"] if len(names) > most else []
    return mark.join([*names[:most], *rest])


def numbered(number: int, thing: str) -> str:
    """A number of things.

    >>> numbered(1, "figure"), numbered(2_000, "figure")
    ('1 figure', '2,000 figures')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def table(title: str, rows: Sequence[Sequence[str]], *, head: Sequence[str] = ()) -> str:
    """A table with a title; the first cell of a row names it, and rows with nothing but that are left out.

    >>> table("Court", [("unit", "case"), ("notes", "")])
    '<table><caption>Court</caption><tbody><tr><th scope="row">unit</th><td>case</td></tr></tbody></table>'
    """
    kept = [row for row in rows if any(row[1:])]
    cells = [
        f'<tr><th scope="row">{escaped(first)}</th>{"".join(f"<td>{escaped(one)}</td>" for one in others)}</tr>'
        for first, *others in kept[:MOST_ROWS]
    ]
    if len(kept) > MOST_ROWS:
        cells.append(f'<tr><td colspan="{len(kept[0])}">and {len(kept) - MOST_ROWS:,} more</td></tr>')
    columns = "".join(f'<th scope="col">{escaped(one)}</th>' for one in head)
    top = f"<thead><tr>{columns}</tr></thead>" if head else ""
    return f"<table><caption>{escaped(title)}</caption>{top}<tbody>{''.join(cells)}</tbody></table>"


def several(thing: str, tables: Sequence[str], *, complete: bool) -> str:
    """Tables one below the other, the first of them where they are many, under their number.

    >>> several("conflict", [], complete=True)
    '<p>no conflicts</p>'
    """
    more = "" if complete else ", and there may be more"
    rest = len(tables) - MOST_NAMED
    said = f"<p>{numbered(len(tables), thing) if tables else f'no {thing}s'}{more}</p>"
    return said + "".join(tables[:MOST_NAMED]) + (f"<p>and {rest:,} more</p>" if rest > 0 else "")
