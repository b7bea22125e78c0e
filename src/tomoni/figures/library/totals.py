"""Money to date: the latest published total of each activity, plus what was counted after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..evidence import Evidence
from ..registry import Basis, figure
from ..request import Request
from ..todate import MONEY_TO_DATE_DIMENSIONS, TO_DATE_WHERE, to_date

if TYPE_CHECKING:
    from ..workspace import Workspace

_BASIS = Basis(
    time="to date: latest observation at or before the as-of date, plus flows after its cut-off",
    currency="original currency, face value",
    price="current prices",
    population="one activity per row; rows of several activities or organisations never add",
    country_basis="activities whose only stated recipient is the country, in a closed list",
    counting_level="origin, unless broken down by it: what an entry funded is not added to it",
)
_ALWAYS = ("activity", "currency")
_WHERE = (*TO_DATE_WHERE, "currency")


@figure(
    name="amount_committed",
    version=1,
    label=Label("Amount committed to date", "約束額（累計）"),
    unit="currency",
    dimensions=MONEY_TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_committed(workspace: Workspace, request: Request) -> Evidence:
    """Money committed by a signed or firm decision, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off. By
    organisation, the activity's whole total stands in the row of each one with a role. Provider,
    receiver and counting level are the entry's own; for a published total, provider is the
    activity's only funder, receiver its only implementer or partner who is no funder, and the
    counting level is not stated. A total holds money of many years: by year, fiscal year or date
    it is refused, and the error names the command of the dated flows.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero.
    Organisation, provider, receiver and counting level are null where not stated, or where
    several could be meant. A bound that no source gives is null. Entries that may lie before the
    cut-off widen the upper bound only.
    Source: observations, entries, activity_parties.
    """
    return Evidence(to_date(workspace, request, ["amount_committed"]))


@figure(
    name="amount_disbursed",
    version=1,
    label=Label("Amount disbursed to date", "支出額（累計）"),
    unit="currency",
    dimensions=MONEY_TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_disbursed(workspace: Workspace, request: Request) -> Evidence:
    """Money disbursed for a purpose, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off. By
    organisation, the activity's whole total stands in the row of each one with a role. Provider,
    receiver and counting level are the entry's own; for a published total, provider is the
    activity's only funder, receiver its only implementer or partner who is no funder, and the
    counting level is not stated. A total holds money of many years: by year, fiscal year or date
    it is refused, and the error names the command of the dated flows.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero.
    Organisation, provider, receiver and counting level are null where not stated, or where
    several could be meant. A bound that no source gives is null. Entries that may lie before the
    cut-off widen the upper bound only.
    Source: observations, entries, activity_parties.
    """
    return Evidence(to_date(workspace, request, ["amount_disbursed"]))


@figure(
    name="amount_contributed",
    version=1,
    label=Label("Amount contributed to date", "拠出額（累計）"),
    unit="currency",
    dimensions=MONEY_TO_DATE_DIMENSIONS,
    always=_ALWAYS,
    where=_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_contributed(workspace: Workspace, request: Request) -> Evidence:
    """Money contributed to an organisation or fund, in all, as of a date.

    Rows: one per activity and currency. An activity's parts count in its row after its cut-off. By
    organisation, the activity's whole total stands in the row of each one with a role. Provider,
    receiver and counting level are the entry's own; for a published total, provider is the
    activity's only funder, receiver its only implementer or partner who is no funder, and the
    counting level is not stated. A total holds money of many years: by year, fiscal year or date
    it is refused, and the error names the command of the dated flows.
    Unit: currency, in major units.
    Missing: an activity of which no amount is recorded has no row; that is unknown, not zero.
    Organisation, provider, receiver and counting level are null where not stated, or where
    several could be meant. A bound that no source gives is null. Entries that may lie before the
    cut-off widen the upper bound only.
    Source: observations, entries, activity_parties.
    """
    return Evidence(to_date(workspace, request, ["amount_contributed"]))
