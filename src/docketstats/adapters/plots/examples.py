"""The two populations that show why a claim is undetermined, side by side."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from docketstats.adapters.plots import canvas
from docketstats.errors import ModelError
from docketstats.findings.arithmetic import NO_SET, Words, quantity
from docketstats.findings.verdict import Verdict
from docketstats.inference.proof import Witness
from docketstats.inference.worlds import Recount, within
from docketstats.values.formatting import plural, printable
from docketstats.values.interval import Interval

MOST_GROUPS = 8
"""The kinds of unit that are told apart; the others are drawn together."""
_FILLS = (
    (canvas.BLUE, "", 0.75),
    (canvas.VERMILLION, "////", 0.0),
    (canvas.GREEN, "....", 0.0),
    (canvas.PURPLE, "\\\\\\\\", 0.0),
    (canvas.BLUE, "xxxx", 0.0),
    (canvas.VERMILLION, "", 0.75),
    (canvas.GREEN, "----", 0.0),
    (canvas.PURPLE, "", 0.75),
    (canvas.BLUE, "++++", 0.0),
)


def plot_examples(verdict: Verdict, *, ax: Axes | None = None) -> Axes:
    """Draw the two example populations of an undetermined verdict as bars, by the sets that the claim is about.

    Both fit all facts; in the left one the claim is true, in the right one it is false. A part is as high as it has
    units. Units that are in none of the claim's sets are not drawn. Nor are those that are alike in both and that the
    claim's measure does not count; the title tells their number.

    Args:
        verdict: The verdict.
        ax: Where to draw; a figure of its own unless given.

    Raises:
        ModelError: If the verdict has not an example of each kind.

    >>> import docketstats as ds
    >>> court, report = ds.Docket("court", unit="case"), ds.Source("Annual report")
    >>> asylum, old = court.population("asylum"), court.population("old")
    >>> figures = [ds.reported(asylum, 70, source=report), ds.reported(old, 40, source=report)]
    >>> evidence = ds.Evidence(court.snapshot("2024", figures=figures))
    >>> ax = plot_examples(evidence.check(ds.count(asylum & old) >= 20))
    >>> [" ".join(label.get_text().split()[1:]) for label in ax.get_xticklabels()]
    ['it is true: count(asylum & old, at="2024") is 20 cases', 'it is false: count(asylum & old, at="2024") is 0 cases']
    """
    true_in, false_in = verdict.true_in, verdict.false_in
    if true_in is None or false_in is None:
        raise ModelError(
            f"the verdict is {verdict.outcome.value}: it has not an example of each kind",
            mend="draw the examples of an undetermined verdict",
        )
    words = Words.about(verdict.figure.measure, verdict.facts)
    bars, alike = _told_apart(*(_groups(words, one) for one in (true_in, false_in)))
    total = Counter(bars[0]) + Counter(bars[1])
    names = [name for name, _ in total.most_common()]
    if len(names) > MOST_GROUPS + 1:
        names, rest = names[:MOST_GROUPS], names[MOST_GROUPS:]
        other = f"{len(rest)} other kinds"
        bars = [
            {**{name: bar.get(name, 0) for name in names}, other: sum(bar.get(one, 0) for one in rest)} for bar in bars
        ]
        names.append(other)
    ax = canvas.axes(ax, 7, 4.2)
    ink = canvas.ink(ax)
    tallest = max((sum(bar.values()) for bar in bars), default=0) or 1
    for place, bar in enumerate(bars):
        bottom = 0
        for name, (colour, hatch, alpha) in zip(names, _FILLS, strict=False):
            number = bar.get(name, 0)
            if not number:
                continue
            box = Rectangle((place - 0.32, bottom), 0.64, number, facecolor=(colour, alpha), edgecolor=colour,
                            hatch=hatch, linewidth=1.2, gid=f"{'true' if place == 0 else 'false'}: {name}")  # fmt: skip
            ax.add_patch(box)
            if number > 0.07 * tallest:
                label = {"boxstyle": "round,pad=0.25", "facecolor": canvas.paper(ax), "edgecolor": "none"}
                ax.text(place, bottom + number / 2, f"{number:,}", ha="center", va="center", fontsize=canvas.SMALL,
                        color=ink, bbox=label)  # fmt: skip
            bottom += number
        if not bottom:
            ax.text(place, 0, "nobody", ha="center", va="bottom", fontsize=canvas.SMALL, style="italic", color=ink)
    ax.set_xlim(-0.55, 1.55)
    ax.set_ylim(0, tallest * 1.04)
    labels = [
        f"if it is {truth}:\n{_asked(one)}\n{canvas.wrapped(f'is {_value(one)}', 24)}"
        for truth, one in (("true", true_in), ("false", false_in))
    ]
    ax.set_xticks([0, 1], labels, fontsize=canvas.SMALL, color=ink, parse_math=False)
    ax.tick_params(axis="x", length=0)
    ax.tick_params(axis="y", labelsize=canvas.SMALL)
    ax.yaxis.set_major_formatter(canvas.NUMBERS)
    unit = plural(verdict.figure.measure.dockets[0].unit) if verdict.figure.measure.dockets else "units"
    date = f", as of {words.only_date}" if words.only_date else ""
    ax.set_ylabel(f"{unit}{date}", fontsize=canvas.SMALL, parse_math=False)
    canvas.bare(ax, "left", "bottom")
    note = "Alike in both, and not drawn: " + "; ".join(f"{count:,} in {name}" for name, count in alike.items())
    canvas.headed(
        ax,
        f"{verdict.outcome.value.capitalize()}: {verdict.claim.text or repr(verdict.claim.statement)}",
        note if alike else "",
    )
    handles: list[Artist] = [
        Patch(facecolor=(colour, alpha), edgecolor=colour, hatch=hatch, label=canvas.wrapped(name, 34, 3))
        for name, (colour, hatch, alpha) in zip(names, _FILLS, strict=False)
    ]
    if handles:
        ax.legend(handles=handles[::-1], loc="center left", bbox_to_anchor=(1.0, 0.5), frameon=False,
                  fontsize=canvas.SMALL, labelcolor=ink, handleheight=1.6, labelspacing=0.9)  # fmt: skip
        for text in ax.get_legend().get_texts():
            text.set_parse_math(False)
    return ax


def _asked(witness: Witness) -> str:
    """The measure, in lines that may break before a date."""
    return canvas.wrapped(repr(witness.measure).replace(".at(", " .at("), 24, 6).replace(" .at(", ".at(")


def _value(witness: Witness) -> str:
    """What the measure is in an example."""
    if witness.value is None:
        return "undefined"
    return quantity(witness.measure, Interval.exactly(witness.value))


Groups: TypeAlias = Counter[tuple[str, bool]]
"""How many units there are by the sets that they are in, in words, and whether the measure counts such units."""


def _groups(words: Words, witness: Witness) -> Groups:
    """The units of an example by the sets of the measure that they are in."""
    found: Counter[tuple[str, bool]] = Counter()
    for world in within(witness.worlds, witness.measure.leaves()):
        members = [leaf for leaf in world.members if not leaf.is_everyone]
        name = " and ".join(printable(words.say(leaf)) for leaf in members) or NO_SET
        counted = any(map(Recount([world]).count, witness.measure.terms))
        found[name, counted] += world.count
    return found


def _told_apart(one: Groups, other: Groups) -> tuple[list[dict[str, int]], dict[str, int]]:
    """The groups to draw of two examples, and those that are alike in both and that the measure does not count."""
    alike = {name: number for (name, counted), number in one.items() if not counted and other[name, counted] == number}
    bars = [{name: number for (name, _), number in each.items() if name not in alike} for each in (one, other)]
    return bars, alike
