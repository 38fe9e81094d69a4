"""Which sources carry an answer: from the facts that its proofs use to its ends."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from docketstats.adapters.plots import canvas
from docketstats.findings.arithmetic import Words, cite
from docketstats.findings.derived import DerivedFigure
from docketstats.inference.proof import Bound
from docketstats.model.facts import Fact, Origin
from docketstats.values.formatting import printable

MOST_FACTS = 14
"""The facts that have a box of their own; the others share one."""
_LINE = 0.155  # the height of a line of text, in inches
_PAD = 0.12
_GAP = 0.14
_STYLE = {Origin.ASSUMPTION: "--", Origin.RULE: ":"}


@attrs.frozen
class _Box:
    """A box of the left column.

    Attributes:
        text: What is in it.
        facts: The facts that it stands for.
        style: Its frame.
    """

    text: str
    facts: tuple[Fact, ...] = ()
    style: str = "-"

    @property
    def height(self) -> float:
        """Its height, in inches."""
        return _LINE * (self.text.count("\n") + 1) + 2 * _PAD


def plot_proof(figure: DerivedFigure, *, ax: Axes | None = None) -> Axes:
    """Draw which figures, relations, assumptions and rules carry an answer: a line from each to the end that it bears.

    A solid frame is what a source or a reason says, a dashed one an assumption, a dotted one a rule of the docket. An
    end that rests on no fact follows from counting alone; an end that is none has no line. `DerivedFigure.explain` has
    the arithmetic.

    Args:
        figure: The answer.
        ax: Where to draw; a figure of its own unless given.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=[ds.reported(court.everyone, 70, source=report)]))
    >>> ax = plot_proof(evidence.bound(court.population("asylum")))
    >>> [text.get_text() for text in ax.texts[-4:]]
    ['At most 70', 'sharp', 'At least 0', 'sharp']
    """
    words = Words.about(figure.measure, figure.facts)
    goals = [_Goal.of(words, figure, end) for end in (figure.upper, figure.lower) if end is not None]
    if figure.undefined is not None:
        goals = [_Goal("undefined: the denominator\nmust be empty", "undefined", figure.undefined.facts)]
    boxes = _boxes(figure.used)
    if any(goal.proved and not goal.facts for goal in goals):
        boxes.append(_Box("counting alone:\ncounts are never negative", style=":"))
    tall = max(sum(box.height for box in boxes) + _GAP * (len(boxes) - 1), 1.5)
    ax = canvas.axes(ax, 7, tall + 0.75)
    ax.set_xlim(0, 1)
    ax.set_ylim(tall + 0.05, -0.05)
    ax.set_axis_off()
    left = _left(ax, boxes, tall)
    for number, goal in enumerate(goals):
        y = tall * (0.5 if len(goals) == 1 else 0.25 + 0.5 * number)
        _draw_goal(ax, y, goal)
        for place, (box, at) in enumerate(zip(boxes, left, strict=True)):
            if goal.proved and (set(box.facts) & set(goal.facts) or not (box.facts or goal.facts)):
                _link(ax, at, y, f"link {place} {goal.side}", upper=goal.side != "lower")
    date = f", as of {words.only_date}" if words.only_date and str(words.only_date) not in repr(figure.measure) else ""
    canvas.headed(ax, f"{figure.measure!r}{date}: {figure.shown}")
    kinds = {box.style for box in boxes if box.facts}
    handles: list[Artist] = [
        Line2D([], [], color=canvas.ink(ax), linestyle=style, linewidth=1, label=label)
        for style, label in (("-", "stated"), ("--", "assumption"), (":", "rule of the docket"))
        if style in kinds and kinds != {"-"}
    ]
    canvas.key(ax, handles, down=4)
    return ax


@attrs.frozen
class _Goal:
    """What is proved.

    Attributes:
        text: What is in its box.
        side: ``"upper"``, ``"lower"`` or ``"undefined"``.
        facts: The facts that its proof uses.
        note: Whether it is sharp.
        proved: Whether it has a proof: an end that is none needs none.
    """

    text: str
    side: str
    facts: tuple[Fact, ...]
    note: str = ""
    proved: bool = True

    @classmethod
    def of(cls, words: Words, figure: DerivedFigure, end: Bound) -> _Goal:
        """An end of an answer."""
        proofs = (*end.lemmas, *([end.proof] if end.proof else []))
        facts = tuple(dict.fromkeys(fact for proof in proofs for fact in proof.facts))
        note = "sharp" if end.sharp else "valid: a tighter one may be right"
        infinite = isinstance(end.value, float)
        text = canvas.wrapped(words.limit(figure.measure, end), 24, 3)
        return cls(text, end.side.value, facts, note=note, proved=not infinite)


def _boxes(facts: Sequence[Fact]) -> list[_Box]:
    """Boxes for facts, what is stated first; the last for all that are too many."""
    ordered = sorted(facts, key=lambda fact: (fact.origin is Origin.RULE, fact.origin is Origin.ASSUMPTION))
    alone = ordered if len(ordered) <= MOST_FACTS else ordered[: MOST_FACTS - 1]
    found = [_Box(_said(fact), (fact,), _STYLE.get(fact.origin, "-")) for fact in alone]
    if rest := tuple(ordered[len(alone) :]):
        cited = canvas.distinct(cite(fact) for fact in rest if fact.source)
        more = f": {'; '.join(cited)}" if cited else ""
        found.append(_Box(canvas.wrapped(f"{len(rest)} further facts{more}", 44, 3), rest))
    return found


def _said(fact: Fact) -> str:
    text, where = printable(fact.text), cite(fact)
    lines = [canvas.wrapped(text, 44, 3)]
    if where and where != text:
        lines.append(canvas.wrapped(where, 44, 2))
    return "\n".join(lines)


def _left(ax: Axes, boxes: Sequence[_Box], tall: float) -> list[float]:
    """Draw the left column and give the middles of its boxes."""
    ink = canvas.ink(ax)
    free = tall - sum(box.height for box in boxes)
    gap = free / (len(boxes) + 1) if len(boxes) == 1 or free > _GAP * (len(boxes) - 1) + 0.01 else _GAP
    y = gap if gap != _GAP else 0.0
    middles = []
    for place, box in enumerate(boxes):
        shape = FancyBboxPatch((0.01, y), 0.5, box.height, boxstyle="round,pad=0,rounding_size=0.02", facecolor="none",
                               edgecolor=ink, linewidth=1, linestyle=box.style, gid=f"box {place}",
                               mutation_aspect=4)  # fmt: skip
        ax.add_patch(shape)
        ax.text(0.03, y + box.height / 2, box.text, ha="left", va="center", fontsize=canvas.SMALL, color=ink,
                linespacing=1.25, parse_math=False)  # fmt: skip
        middles.append(y + box.height / 2)
        y += box.height + gap
    return middles


def _draw_goal(ax: Axes, y: float, goal: _Goal) -> None:
    ink, colour = canvas.ink(ax), canvas.VERMILLION if goal.side == "lower" else canvas.BLUE
    box = {"boxstyle": "round,pad=0.5", "facecolor": "none", "edgecolor": colour, "linewidth": 1.6}
    how = {"ha": "left", "va": "center", "color": ink}
    size = canvas.SMALL + 1
    gid = f"goal {goal.side}"
    ax.text(0.73, y, goal.text, fontsize=size, fontweight="bold", parse_math=False, bbox=box, gid=gid, **how)
    if goal.note:
        below = (-4, -21 - 6 * goal.text.count("\n"))
        ax.annotate(
            goal.note, (0.73, y), xytext=below, textcoords="offset points", fontsize=canvas.TINY, style="italic", **how
        )


def _link(ax: Axes, start: float, end: float, gid: str, *, upper: bool) -> None:
    """A curve from a box to an end."""
    path = Path(
        [(0.51, start), (0.61, start), (0.61, end), (0.71, end)], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    )
    colour = canvas.BLUE if upper else canvas.VERMILLION
    style = "-" if upper else (0, (4, 1.5))
    ax.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=1.6, linestyle=style, gid=gid))
