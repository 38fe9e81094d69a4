"""Documents: evidence and claims in TOML or JSON, for people who do not program, and findings in JSON.

`load` and `loads` read a document, `save` and `dumps` write one; every problem in a document is reported at once, with
its path, except that names in expressions are looked at only once dockets and sources can be read. `to_json` and
`from_json` save findings so that they can be mailed and checked again.
"""

from docketstats.adapters.documents.files import dumps, load, loads, save
from docketstats.adapters.documents.tagged import from_json, to_json
from docketstats.notation.document import Document, document
from docketstats.notation.expressions import (
    parse_measure,
    parse_population,
    parse_relation,
    parse_said,
    parse_statement,
    parse_what,
)
from docketstats.notation.names import Namespace

__all__ = [
    "Document",
    "Namespace",
    "document",
    "dumps",
    "from_json",
    "load",
    "loads",
    "parse_measure",
    "parse_population",
    "parse_relation",
    "parse_said",
    "parse_statement",
    "parse_what",
    "save",
    "to_json",
]
