"""Who said it: the origin of a figure or relation."""

from __future__ import annotations

import datetime

import attrs

from docketstats.errors import ModelError
from docketstats.values.formatting import printable
from docketstats.values.given import of_type, shown
from docketstats.values.period import Period


def _text(_instance: object, _attribute: attrs.Attribute[str], value: str) -> None:
    if not isinstance(value, str) or not value.strip():
        raise ModelError(f"a source needs a title, not {shown(value)}", mend='write ds.Source("Annual report")')


def _period(value: Period | str | datetime.date | None) -> Period | None:
    return None if value is None else Period.read(value)


@attrs.frozen
class Source:
    """A publication that figures and relations are taken from.

    Args:
        title: The title of the publication.
        publisher: Who published it.
        published: When, as anything that `Period.read` reads.
        locator: Where in it: a page, a table, a paragraph.
        url: Its address.

    >>> print(Source("Letter to Rep. Gonzales", publisher="ICE", published="2024-09-25", locator="p. 2"))
    ICE, Letter to Rep. Gonzales, 2024-09-25, p. 2
    """

    title: str = attrs.field(validator=_text)
    publisher: str = attrs.field(default="", kw_only=True, validator=of_type(str))
    published: Period | None = attrs.field(default=None, converter=_period, kw_only=True)
    locator: str = attrs.field(default="", kw_only=True, validator=of_type(str))
    url: str = attrs.field(default="", kw_only=True, validator=of_type(str))

    def is_published_by(self, date: Period) -> bool:
        """Tell whether it had certainly been published by the end of ``date``: its own period is over by then.

        >>> Source("Report", published="2024-09").is_published_by(Period.read("2024-09-29"))
        False
        """
        end = self.published.end if self.published else None
        return end is not None and date.end is not None and end <= date.end

    def __str__(self) -> str:
        published = str(self.published) if self.published else ""
        parts = (self.publisher, self.title, published, self.locator)
        return ", ".join(printable(part) for part in parts if part)
