"""Where money stands in a chain, and from which earlier line a line is funded.

Money is counted once, where it enters: at its origin. What an activity received, and what it gives
out of that, stands further down the chain, and figures do not add it unless asked to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..quantities import Quantity

INCOMING_TYPES = frozenset({"1", "11"})
_SPENT = "4"


@dataclass(frozen=True, slots=True)
class ChainLine:
    """A line of the ledger that may fund another. Identifiers as written in the files.

    ``receiver_activity_id``: the activity that it says it goes to; None: it does not say.
    """

    entry_id: str
    is_incoming: bool
    provider_activity_id: str | None
    receiver_activity_id: str | None
    currency_code: str
    quantity: Quantity
    day: date


def counting_level(type_code: str, *, is_funded: bool, passes_on: bool) -> str:
    """Return the counting level of a transaction.

    ``is_funded``: an earlier line of the ledger funds it. ``passes_on``: it says that it gives out
    what another provided, or its activity has incoming money.
    """
    if type_code in INCOMING_TYPES:
        return "channel" if is_funded else "origin"
    if not (is_funded or passes_on):
        return "origin"
    return "final" if type_code == _SPENT else "channel"


def funding_line(
    wanted: ChainLine, activity_id: str, of_provider: Sequence[ChainLine],
    of_own: Sequence[ChainLine],
) -> str | None:  # fmt: skip
    """Return the id of the line that funds ``wanted``, a line of the activity; None: none or many.

    What comes in is funded by what the provider's activity gives to this one: the payment of the
    same currency, sum and day, else the only payment. What goes out of another's money is funded by
    what came in from that activity, where that is a single line, else by the only payment to here.
    """
    to_here = [
        one
        for one in of_provider
        if one.receiver_activity_id == activity_id and not one.is_incoming
    ]
    if not wanted.is_incoming:
        came_in = [
            one
            for one in of_own
            if one.is_incoming and one.provider_activity_id == wanted.provider_activity_id
        ]
        return _only(came_in) or _only(to_here)
    same = [
        one
        for one in to_here
        if (one.currency_code, one.quantity, one.day)
        == (wanted.currency_code, wanted.quantity, wanted.day)
    ]
    return _only(same) or _only(to_here)


def _only(lines: Sequence[ChainLine]) -> str | None:
    return lines[0].entry_id if len(lines) == 1 else None
