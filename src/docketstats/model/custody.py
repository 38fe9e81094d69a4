"""The custody statuses of an immigration enforcement docket, as a classification that ships with the library."""

from __future__ import annotations

import attrs

from docketstats.model.classification import Classification, Item

_FEDERAL = Item("incarcerated_federal", "in federal prison or jail")
_STATE = Item("incarcerated_state", "in state prison")
_LOCAL = Item("incarcerated_local", "in local jail")
_BOND = Item("bond", "released on bond")
_PAROLE = Item("parole", "released on parole")
_ORDER = Item("order_of_supervision", "under an order of supervision")
_ATD = Item("alternatives_to_detention", "in an alternatives to detention programme")
_DETAINED = Item("detained", "in ICE detention")
# The reasons overlap in life: somebody on bond may be in a county jail, and some units have no known reason.
_INCARCERATED = Item(
    "incarcerated",
    "in prison or jail of another agency",
    items=(_FEDERAL, _STATE, _LOCAL),
    exclusive=False,
    exhaustive=False,
)
_SUPERVISED = Item(
    "supervised", "under supervision", items=(_BOND, _PAROLE, _ORDER, _ATD), exclusive=False, exhaustive=False
)
_NOT_LOCATED = Item("not_located", "not located")
_NOT_PRIORITISED = Item("not_prioritised", "not prioritised for detention")
_NON_DETAINED = Item(
    "non_detained",
    "not in ICE detention",
    items=(_INCARCERATED, _SUPERVISED, _NOT_LOCATED, _NOT_PRIORITISED),
    exclusive=False,
    exhaustive=False,
)


@attrs.frozen
class _CustodyStatus(Classification):
    """Custody statuses; see `CustodyStatus`."""

    @property
    def DETAINED(self) -> Item:  # noqa: N802 - reads as the constant it is
        """In ICE detention."""
        return _DETAINED

    @property
    def NON_DETAINED(self) -> Item:  # noqa: N802
        """Not in ICE detention; this includes prisoners of other agencies."""
        return _NON_DETAINED

    @property
    def INCARCERATED(self) -> Item:  # noqa: N802
        """Non-detained, and in prison or jail of a federal, state or local agency."""
        return _INCARCERATED

    @property
    def INCARCERATED_FEDERAL(self) -> Item:  # noqa: N802
        """In federal prison or jail."""
        return _FEDERAL

    @property
    def INCARCERATED_STATE(self) -> Item:  # noqa: N802
        """In state prison."""
        return _STATE

    @property
    def INCARCERATED_LOCAL(self) -> Item:  # noqa: N802
        """In local jail."""
        return _LOCAL

    @property
    def SUPERVISED(self) -> Item:  # noqa: N802
        """Non-detained and supervised in any form."""
        return _SUPERVISED

    @property
    def BOND(self) -> Item:  # noqa: N802
        """Released on bond."""
        return _BOND

    @property
    def PAROLE(self) -> Item:  # noqa: N802
        """Released on parole."""
        return _PAROLE

    @property
    def ORDER_OF_SUPERVISION(self) -> Item:  # noqa: N802
        """Under an order of supervision."""
        return _ORDER

    @property
    def ALTERNATIVES_TO_DETENTION(self) -> Item:  # noqa: N802
        """In an alternatives to detention programme."""
        return _ATD

    @property
    def NOT_LOCATED(self) -> Item:  # noqa: N802
        """Non-detained and not located."""
        return _NOT_LOCATED

    @property
    def NOT_PRIORITISED(self) -> Item:  # noqa: N802
        """Non-detained and not prioritised for detention."""
        return _NOT_PRIORITISED


CustodyStatus = _CustodyStatus("custody", (_DETAINED, _NON_DETAINED))
"""Detained and non-detained partition a docket; the reasons under non-detained may overlap and need not exhaust it.

"Non-detained" means not in *ICE* detention: it includes persons in prison or jail of other agencies.

>>> CustodyStatus.NON_DETAINED.label
'not in ICE detention'
"""
