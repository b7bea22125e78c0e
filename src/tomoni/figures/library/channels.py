"""Through which channel aid flows: core multilateral, earmarked, or bilateral."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.kinds import KINDS
from tomoni.catalogue.labels import Label
from tomoni.rules.quantities import Quantity

from ..evidence import Answer, Evidence, Part, Total
from ..ledger import MONEY_DIMENSIONS, MONEY_WHERE, flows
from ..registry import Basis, figure
from ..request import Request

if TYPE_CHECKING:
    from ..workspace import Workspace

_UNDECIDED = "undecided"
_HIDDEN = ("kind", "oda_decision")


def channel_of(aid_type_code: str | None) -> str:
    """Return the channel that an OECD CRS type of aid means; undecided where there is none."""
    if aid_type_code is None:
        return _UNDECIDED
    if aid_type_code.startswith("B02"):
        return "core_multilateral"
    return "earmarked_multilateral" if aid_type_code.startswith("B03") else "bilateral"


@figure(
    name="aid_channel_share",
    version=1,
    label=Label("Aid by channel", "経路別援助比率"),
    unit="share",
    dimensions=tuple(name for name in MONEY_DIMENSIONS if name not in ("currency", "oda_decision")),
    always=("channel", "currency"),
    where=tuple(name for name in MONEY_WHERE if name != "oda_decision"),
    as_of="optional",
    basis=Basis(
        time="date of the entry",
        currency="shares within one original currency",
        price="current prices",
        population="disbursed and contributed entries of activities decided as ODA",
        country_basis="own country or place split, else the activity's only stated recipient",
        counting_level="origin, unless counting_level is asked",
    ),
)
def aid_channel_share(workspace: Workspace, request: Request) -> Evidence:
    """Shares of aid that flow as core multilateral, earmarked multilateral and bilateral aid.

    Rows: one per channel and currency, and one of the channel undecided: money of activities whose
    ODA decision is open, or whose kind does not tell the channel. It is shown and in no share.
    Unit: share of what is decided, within one currency; parts show the amounts.
    Missing: null where nothing is decided. What is decided as not ODA is left out.
    Source: entries of amount_disbursed and amount_contributed; the type of aid of each kind.
    """
    inner = Request(
        request.by,
        tuple(dict.fromkeys((*_without_channel(request), *_HIDDEN))),
        request.where,
        request.as_of,
    )
    part = flows(workspace, inner, ["amount_disbursed", "amount_contributed"])
    rows = part.rows.filter(part.rows.oda_decision != "not_oda")
    rows = rows.mutate(channel=_channel(rows))
    whole = rows.filter(rows.channel != _UNDECIDED)
    return Evidence(
        (
            Part("entries", rows, name="amount"),
            Part("entries", whole.drop("channel"), name="decided", spreads_over=("channel",)),
        ),
        finish=_finish,
        shows_parts=True,
    )


def _without_channel(request: Request) -> tuple[str, ...]:
    return tuple(name for name in request.dimensions if name != "channel")


def _channel(rows: ibis.Table) -> ibis.Value:
    by_channel: dict[str, list[str]] = {}
    for kind in KINDS:
        by_channel.setdefault(channel_of(kind.aid_type_code), []).append(kind.code)
    branches = [
        ((rows.oda_decision == "oda") & rows.kind.isin(kinds), channel)
        for channel, kinds in by_channel.items()
        if channel != _UNDECIDED
    ]
    return ibis.cases(*branches, else_=_UNDECIDED)


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    amount, decided = totals.get("amount"), totals.get("decided")
    if key["channel"] == _UNDECIDED or amount is None or decided is None:
        return Answer(None, None, None, "exact")
    qualifier = "exact" if decided.qualifier == "exact" else "about"
    return Answer(
        _share(amount.value, decided.value), _share(amount.low, decided.high),
        _share(amount.high, decided.low), qualifier,
    )  # fmt: skip


def _share(part: Quantity | None, whole: Quantity | None) -> Fraction | None:
    if part is None or whole is None or not whole:
        return None
    return min(part.to_fraction() / whole.to_fraction(), Fraction(1))
