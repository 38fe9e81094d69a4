"""The README as it stands on a package index: where a relative link leads nowhere, its words stand alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(?P<picture>!)?\[(?P<words>[^]]*)\]\((?!https?://|#|mailto:)[^)]*\)")


def for_an_index(text: str) -> str:
    """A text in Markdown with the words of relative links in their place, and of relative pictures as a quotation.

    >>> for_an_index("See [the manual](docs/index.md), or [Python](https://www.python.org).")
    'See the manual, or [Python](https://www.python.org).'
    >>> for_an_index("![Two bars.](docs/bars.svg)")
    '> Two bars.'
    """

    def words(found: re.Match[str]) -> str:
        said = found["words"]
        return "> " + said.replace("\n", "\n> ") if found["picture"] else said

    return LINK.sub(words, text)


class Readme(MetadataHookInterface):
    """Sets the readme of the package."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set it from README.md."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_an_index(text)}
