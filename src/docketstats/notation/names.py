"""What names in expressions stand for: the dockets of a document, their items and their named sets."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import attrs

from docketstats.errors import UnknownName
from docketstats.model.population import Docket, Population
from docketstats.values import senses

_MOST_LISTED = 12
_MOST_CLOSE = 12


def suggest(name: str, known: Iterable[str], what: str = "names") -> str:
    """What to write instead of an unknown name: close matches that keep its sense, or all that is known.

    >>> suggest("homicid", ["homicide", "convicted"])
    "did you mean 'homicide'?"
    """
    by_lower = {one.lower(): one for one in known}
    near = get_close_matches(name.lower(), by_lower, n=_MOST_CLOSE, cutoff=0.6)
    if close := [one for one in near if senses.keeps(name, one)][:3]:
        return f"did you mean {' or '.join(repr(by_lower[one]) for one in close)}?"
    listed = list(by_lower.values())
    return _listed(listed, what)


def _listed(names: list[str], what: str) -> str:
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return f"known {what}: {', '.join(names[:_MOST_LISTED]) or 'none'}{more}"


@attrs.frozen
class Namespace:
    """The names that an expression may use.

    Args:
        dockets: The dockets.
        populations: The named sets: docket, name and description.
        default: The docket that unqualified names belong to; the only one unless given. Without a default, a name
            that one docket alone knows belongs to that docket.

    >>> court = Docket("court", unit="case")
    >>> Namespace((court,), (("court", "asylum", "asylum cases"),)).resolve("asylum")
    asylum
    """

    dockets: tuple[Docket, ...]
    populations: tuple[tuple[str, str, str], ...] = ()
    default: str | None = attrs.field(kw_only=True)

    @default.default
    def _only_docket(self) -> str | None:
        return self.dockets[0].name if len(self.dockets) == 1 else None

    def on(self, docket: str | None) -> Namespace:
        """These names with another default docket.

        Raises:
            UnknownName: If there is no such docket.
        """
        if docket is None:
            return self
        return attrs.evolve(self, default=self._docket(docket).name)

    def resolve(self, name: str, docket: str | None = None) -> Population:
        """The population that a name stands for.

        Args:
            name: ``everyone``, ``nobody``, an item, ``classification:code`` or a named set.
            docket: The docket that the name is qualified with.

        Raises:
            UnknownName: If nothing, or more than one thing, has that name.
        """
        chosen = docket or self.default
        searched = (self._docket(chosen),) if chosen is not None else self.dockets
        found = [one for one in searched if name in ("everyone", "nobody") or name in self._known(one)]
        if len(found) > 1:
            choices = " or ".join(f'"{one.name}"."{name}"' for one in found)
            raise UnknownName(f"{name!r} is a name on several dockets", mend=f"write {choices}")
        if not found:
            known = [one for each in searched for one in self._known(each)]
            raise UnknownName(f"there is no population {name!r}", mend=suggest(name, known, "populations"))
        return self._population(found[0], name)

    def listed(self) -> str:
        """The populations that may be named without their docket, as an error lists them.

        >>> Namespace((Docket("court"),), (("court", "asylum", "asylum cases"),)).listed()
        'known populations: asylum'
        """
        searched = self.dockets if self.default is None else (self._docket(self.default),)
        return _listed([one for each in searched for one in self._known(each)], "populations")

    def _docket(self, name: str) -> Docket:
        for one in self.dockets:
            if one.name == name:
                return one
        known = [one.name for one in self.dockets]
        raise UnknownName(f"there is no docket {name!r}", mend=suggest(name, known, "dockets"))

    def _sets(self, docket: Docket) -> dict[str, str]:
        return {name: description for owner, name, description in self.populations if owner == docket.name}

    def _known(self, docket: Docket) -> list[str]:
        walked = [(one.name, item.code) for one in docket.classifications for item, _ in one.walk()]
        codes = dict.fromkeys(code for _, code in walked)
        return [*self._sets(docket), *codes, *(f"{owner}:{code}" for owner, code in walked)]

    def _population(self, docket: Docket, name: str) -> Population:
        if name == "everyone":
            return docket.everyone
        if name == "nobody":
            return docket.nobody
        sets = self._sets(docket)
        return docket.population(name, sets[name]) if name in sets else docket[name]
