"""Pictures of the gallery: how sphinx-gallery takes the figure with which a cell of a script ends.

The figures are not pyplot's, so that its own way does not see them. Each becomes a PNG on white, which reads on a light
page and on a dark one, in a box that scrolls where the page is narrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent
from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text
from sphinx_gallery.scrapers import figure_rst

DPI = 100
FINER = 2
"""How many times as fine the picture for fine screens is."""


def scrape(_block: object, script: dict[str, Any], gallery: dict[str, Any]) -> str:
    """Save the figure with which a cell ends, and give what shows it.

    Args:
        _block: The cell.
        script: What is known of the script; here also the figure that was drawn last.
        gallery: The settings of the gallery.

    Returns:
        What shows the picture in reStructuredText; nothing if the cell does not end with a figure.
    """
    figure = script["example_globals"].get("___")
    if not isinstance(figure, Figure) or figure is script.get("drawn"):
        return ""
    script["drawn"] = figure
    path = script["image_path_iterator"].next()
    finer = path.replace(".png", f"_{FINER}x.png")
    for one, dpi in ((path, DPI), (finer, FINER * DPI)):
        figure.savefig(one, dpi=dpi, facecolor="white", metadata={"Software": None})
    shown = figure_rst([path], gallery["src_dir"], described(figure), srcsetpaths=[{0: path, FINER: finer}])
    return f".. container:: gallery-picture\n\n{indent(shown, '   ')}\n"


def described(figure: Figure) -> str:
    """What a picture shows in words: its title, the names and words in it, and what its sides say.

    >>> figure = Figure()
    >>> ax = figure.add_subplot()
    >>> _ = ax.set_title("Cases", loc="left"), ax.set_yticks([0], ["open"]), ax.text(0, 0, "70 cases")
    >>> described(figure)
    'Cases. open: 70 cases'
    """
    ax = figure.axes[0]

    def read(texts: Iterable[Text]) -> list[str]:
        return [" ".join(text.get_text().split()) for text in texts]

    words, rows, columns = read(ax.texts), read(ax.get_yticklabels()), read(ax.get_xticklabels())
    if len(rows) == len(words):
        words = [f"{row}: {word}" for row, word in zip(rows, words, strict=True)]
    elif len(words) > len(rows) > 1:
        words = [f"rows: {', '.join(rows)}; columns: {', '.join(columns)}", *words]
    if columns and columns[0].startswith("if it is"):  # the two populations of a claim
        words = columns
    legends = [one.get_legend() for one in (ax, *ax.child_axes) if one.get_legend()]
    title = " ".join(ax.get_title(loc="left").split()).rstrip(".")
    sides = " ".join(f"{ax.get_ylabel()} {ax.get_xlabel()}".split())
    key = "; ".join(text for one in legends for text in read(one.get_texts()))
    parts = (title, "; ".join(words), sides, f"Key: {key}" if key else "")
    # It becomes an attribute in double quotes.
    return ". ".join(part for part in parts if part).replace('"', "'")
