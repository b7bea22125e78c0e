"""Money to date: the latest published total of each activity, plus what was counted after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..evidence import Evidence
from ..registry import Basis, figure
from ..request import Request
from ..todate import TO_DATE_DIMENSIONS, TO_DATE_WHERE, to_date

if TYPE_CHECKING:
    from ..workspace import Workspace

_BASIS = Basis(
    time="to date: latest observation at or before the as-of date, plus flows after its cut-off",
    currency="original currency, face value",
    price="current prices",
    population="one activity per row; rows are not to be added",
    country_basis="activities whose only stated recipient is the country, in a closed list",
    counting_level="origin: what an entry funded is not added to it",
)
_ALWAYS = ("activity", "currency")
_WHERE = (*TO_DATE_WHERE, "currency")


@figure(
    name="amount_committed",
    version=1,
    label=Label("Amount committed to date", "約束額（累計）"),
    unit="currency",
    dimensions=TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_committed(workspace: Workspace, request: Request) -> Evidence:
    """Money committed by a signed or firm decision, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero. A
    bound that no source gives is null. Entries that may lie before the cut-off widen the upper
    bound only.
    Source: observations, entries.
    """
    return Evidence(to_date(workspace, request, ["amount_committed"]))


@figure(
    name="amount_disbursed",
    version=1,
    label=Label("Amount disbursed to date", "支出額（累計）"),
    unit="currency",
    dimensions=TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_disbursed(workspace: Workspace, request: Request) -> Evidence:
    """Money disbursed for a purpose, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero. A
    bound that no source gives is null. Entries that may lie before the cut-off widen the upper
    bound only.
    Source: observations, entries.
    """
    return Evidence(to_date(workspace, request, ["amount_disbursed"]))


@figure(
    name="amount_contributed",
    version=1,
    label=Label("Amount contributed to date", "拠出額（累計）"),
    unit="currency",
    dimensions=TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_contributed(workspace: Workspace, request: Request) -> Evidence:
    """Money contributed to an organisation or fund, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero. A
    bound that no source gives is null. Entries that may lie before the cut-off widen the upper
    bound only.
    Source: observations, entries.
    """
    return Evidence(to_date(workspace, request, ["amount_contributed"]))
