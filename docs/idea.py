"""The picture of the README: one published count, the interval that follows, and the two populations at its ends.

``python docs/idea.py`` draws it anew into ``docs/_static/idea.svg``. All that it tells is derived here from the letter.
"""

from pathlib import Path

import docketstats as ds

PICTURE = Path(__file__).parent / "_static" / "idea.svg"
INK, QUIET, LINE, BLUE, ORANGE = "#1f2328", "#59636e", "#d0d7de", "#0072B2", "#D55E00"
LEFT, RIGHT, STEP = 110, 650, 1_000
"""Where the ends of the interval are, and how many persons a mark stands for."""


def derived() -> tuple[ds.DerivedFigure, ds.Verdict]:
    """How many of those that the letter counts may be in prison or jail, and what becomes of a claim."""
    letter = ds.Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25")
    docket = ds.Docket("ICE national docket", classifications=(ds.CustodyStatus,))
    homicide = docket.population("homicide", "convicted of homicide")
    non_detained = docket[ds.CustodyStatus.NON_DETAINED]
    incarcerated = docket[ds.CustodyStatus.INCARCERATED]
    said = ds.reported(homicide & non_detained, "13,099", source=letter)
    evidence = ds.Evidence(docket.snapshot("2024-07-21", figures=[said]))
    free = ds.share(non_detained - incarcerated, among=homicide & non_detained)
    claim = ds.Claim(free > ds.percent(50), text="Most of them are in no prison or jail.")
    return evidence.bound(homicide & incarcerated), evidence.check(claim)


def text(x: float, y: float, words: str, size: int = 15, anchor: str = "middle", **how: str) -> str:
    """A line of text."""
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in ({"fill": INK} | how).items())
    return f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"{more}>{words}</text>'


def population(x: float, y: float, number: int, *, inside: bool) -> str:
    """A mark for every thousand persons: a filled square for those in prison or jail, a ring for others."""
    marks = []
    for place in range(round(number / STEP)):
        at_x, at_y = x + (place % 7 - 3) * 24 + (12 if place >= 7 else 0), y + place // 7 * 24
        if inside:
            marks.append(f'<rect x="{at_x - 8}" y="{at_y - 8}" width="16" height="16" fill="{ORANGE}"/>')
        else:
            marks.append(f'<circle cx="{at_x}" cy="{at_y}" r="7" fill="none" stroke="{BLUE}" stroke-width="2.5"/>')
    return "".join(marks)


def picture() -> str:
    """The picture as SVG."""
    figure, verdict = derived()
    low, high = int(figure.interval.lower), int(figure.interval.upper)
    ends = (LEFT, low, "none of them"), (RIGHT, high, "all of them")
    parts = [
        f'<rect x="0.5" y="0.5" width="759" height="419" rx="10" fill="#ffffff" stroke="{LINE}"/>',
        text(380, 38, f"A letter counts {high:,} persons convicted of homicide", 19, font_weight="bold"),
        text(380, 62, "on the “non-detained” docket: not in the agency’s own detention,", fill=QUIET),
        text(380, 82, "but perhaps in the prison or jail of another.", fill=QUIET),
        text(380, 128, f"How many of the {high:,} are in prison or jail?", 17, font_weight="bold"),
        f'<line x1="{LEFT}" y1="164" x2="{RIGHT}" y2="164" stroke="{BLUE}" stroke-width="5"/>',
        text(380, 154, "no tighter interval is right", 14, fill=QUIET),
    ]
    for x, inside, words in ends:
        truth = "true" if 2 * (high - inside) > high else "false"
        parts += [
            f'<circle cx="{x}" cy="164" r="8" fill="{BLUE}"/>',
            text(x, 148, f"{inside:,}", 17, font_weight="bold"),
            f'<line x1="{x}" y1="178" x2="{x}" y2="206" stroke="{LINE}" stroke-width="2"/>',
            population(x, 226, inside or high, inside=bool(inside)),
            text(x, 286, words, 14),
            text(x, 304, "fits the letter", 14, fill=QUIET),
            f'<line x1="{x}" y1="314" x2="{x}" y2="338" stroke="{LINE}" stroke-width="2"/>',
            text(x, 360, f"{truth} here", 16, font_weight="bold"),
        ]
    parts += [
        text(380, 338, f"“{verdict.claim.text}”", 17, font_weight="bold"),
        f'<rect x="295" y="352" width="170" height="34" rx="17" fill="{INK}"/>',
        text(380, 375, verdict.outcome.value, 17, fill="#ffffff", font_weight="bold"),
        text(380, 231, "■ in prison or jail, ○ not", 14, fill=QUIET),
        text(380, 251, f"each mark about {STEP:,} persons", 14, fill=QUIET),
        text(380, 405, "ICE, letter of 25 September 2024; counts as of 21 July 2024", 12, fill=QUIET),
    ]
    body = "\n".join(parts)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 420" width="760" height="420" '
        f'font-family="Helvetica, Arial, sans-serif">\n{body}\n</svg>\n'
    )


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
