"""Starter documents: small, commented, with figures that are made up, to be changed into one's own."""

from __future__ import annotations

import json
from importlib import resources
from string import Template

from docketstats.errors import DocumentError
from docketstats.model.population import Docket

STARTERS = {
    "court": ("Sample court", "case", "a court's backlog"),
    "jail": ("Sample jail", "person", "a jail's population"),
    "custody": ("Sample docket", "person", "an agency's docket, and who on it is in whose custody"),
}
"""The starters by name: the docket's name, its unit, and what it is about."""


def starter(name: str = "court", *, docket: str | None = None, unit: str | None = None) -> str:
    """The text of a starter document, in TOML.

    Args:
        name: Which one: ``court``, ``jail`` or ``custody``.
        docket: The name of its docket.
        unit: What the docket counts.

    Raises:
        DocumentError: If there is no such starter.
        ModelError: If no docket can have that name.
        UnitError: If no docket counts that.

    >>> from docketstats.adapters.documents import loads
    >>> loads(starter(docket="County court")).dockets[0].name
    'County court'
    """
    if name not in STARTERS:
        raise DocumentError(f"there is no starter {name!r} (there are {', '.join(STARTERS)})")
    own_name, own_unit, _ = STARTERS[name]
    made = Docket(own_name if docket is None else docket, unit=own_unit if unit is None else unit)
    text = (resources.files(__package__) / "starters" / f"{name}.toml").read_text(encoding="utf-8")
    # A text in JSON is one in TOML, but for DEL.
    quoted = json.dumps(made.name, ensure_ascii=False)[1:-1].replace("\x7f", "\\u007f")
    return Template(text).substitute(docket=quoted, unit=made.unit)
