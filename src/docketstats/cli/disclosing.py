"""The commands about suppressed cells: exposed audits them, suppress proposes what else to hide."""

from __future__ import annotations

import argparse

from docketstats.adapters.documents.answers import exposures_data, suppression_data
from docketstats.cli.options import Commands, answer, command, document_of, takes_document, takes_json, takes_part
from docketstats.cli.status import NOT_AS_EXPECTED, OK
from docketstats.cli.terminal import show
from docketstats.notation.expressions import parse_population

_RULE = (
    "A suppressed cell is a count whose words give no single number and leave it open that it is below the\n"
    'threshold: "<11", "1 to 10", "*".'
)


def add(commands: Commands) -> None:
    """Add the commands."""
    exposed = takes_document(
        command(
            commands,
            "exposed",
            _exposed,
            "Find suppressed cells that can be recovered, or narrowed below a threshold, from what is published.",
            "docketstats exposed court.toml",
            "docketstats exposed court.toml --threshold 2000 --json",
            more=f"{_RULE} The exit status is 1 if one is exposed, or a small count can be derived.",
        )
    )
    suppress = takes_document(
        command(
            commands,
            "suppress",
            _suppress,
            "Propose which further figures to hide so that no suppressed cell is exposed.",
            "docketstats suppress court.toml",
            "docketstats suppress court.toml --threshold 20 --keep pending --by counts",
            more=f"{_RULE} It is a proposal: it changes nothing.",
        )
    )
    text = "do not hide the count of this population; for one, or several"
    suppress.add_argument("--keep", metavar="EXPRESSION", action="append", default=[], help=text)
    text = "what hiding a figure costs: 1, or its number"
    suppress.add_argument("--by", choices=("cells", "counts"), default="cells", help=text)
    for one in (exposed, suppress):
        text = "the smallest count that may be shown (default: %(default)s)"
        one.add_argument("--threshold", metavar="NUMBER", type=int, default=11, help=text)
        text = "how far apart the ends of an interval below the threshold must be not to count as narrowed"
        one.add_argument("--width", metavar="NUMBER", type=int, help=text)
        takes_part(one)
        takes_json(one)


def _exposed(options: argparse.Namespace) -> int:
    found = document_of(options).evidence.exposed(options.threshold, width=options.width)
    if options.json:
        answer(options, exposures_data(found))
    else:
        show(found.explain())
    return NOT_AS_EXPECTED if found or found.derived or found.unsettled else OK


def _suppress(options: argparse.Namespace) -> int:
    document = document_of(options)
    keep = [parse_population(text, document.names) for text in options.keep]
    found = document.evidence.suppress(options.threshold, width=options.width, keep=keep, by=options.by)
    if options.json:
        answer(options, suppression_data(found))
    else:
        show(found.explain())
    return OK
