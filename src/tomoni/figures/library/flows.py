"""Money as dated flows: what the entries of the ledger add up to, in each currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..evidence import Evidence
from ..ledger import MONEY_DIMENSIONS, MONEY_WHERE, flows
from ..registry import Basis, figure
from ..request import Request

if TYPE_CHECKING:
    from ..workspace import Workspace

_BASIS = Basis(
    time="date of the entry; calendar year, or fiscal year from April",
    currency="original currency, face value",
    price="current prices",
    population="entries of the ledger; reversed pairs weigh nothing and stay in the lineage",
    country_basis="own country or place split, else the activity's only stated recipient",
    counting_level="origin, unless counting_level is asked: an entry and what it funded never add",
)
_DIMENSIONS = tuple(name for name in MONEY_DIMENSIONS if name != "currency")


@figure(
    name="amount_committed_flows",
    version=1,
    label=Label("Amount committed, dated flows", "約束額（期間別）"),
    unit="currency",
    dimensions=_DIMENSIONS,
    always=("currency",),
    where=MONEY_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_committed_flows(workspace: Workspace, request: Request) -> Evidence:
    """Money committed by signed or firm decisions, as far as entries record it.

    Rows: one per currency and combination of the dimensions asked.
    Unit: currency, in major units.
    Missing: no entry, no row: unknown, not zero. year and fiscal_year are null where the date
    spans two; country is null where the entry belongs to no single country. Undated entries are
    left out when from, to or an as-of date is asked. Published totals are in amount_committed.
    Source: entries, entry_splits.
    """
    return Evidence((flows(workspace, request, ["amount_committed"]),))


@figure(
    name="amount_disbursed_flows",
    version=1,
    label=Label("Amount disbursed, dated flows", "支出額（期間別）"),
    unit="currency",
    dimensions=_DIMENSIONS,
    always=("currency",),
    where=MONEY_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_disbursed_flows(workspace: Workspace, request: Request) -> Evidence:
    """Money disbursed, as far as entries record it.

    Rows: one per currency and combination of the dimensions asked.
    Unit: currency, in major units.
    Missing: no entry, no row: unknown, not zero. year and fiscal_year are null where the date
    spans two; country is null where the entry belongs to no single country. Undated entries are
    left out when from, to or an as-of date is asked. Published totals are in amount_disbursed.
    Source: entries, entry_splits.
    """
    return Evidence((flows(workspace, request, ["amount_disbursed"]),))


@figure(
    name="amount_contributed_flows",
    version=1,
    label=Label("Amount contributed, dated flows", "拠出額（期間別）"),
    unit="currency",
    dimensions=_DIMENSIONS,
    always=("currency",),
    where=MONEY_WHERE,
    as_of="optional",
    basis=_BASIS,
)
def amount_contributed_flows(workspace: Workspace, request: Request) -> Evidence:
    """Money contributed to organisations and funds, as far as entries record it.

    Rows: one per currency and combination of the dimensions asked.
    Unit: currency, in major units.
    Missing: no entry, no row: unknown, not zero. year and fiscal_year are null where the date
    spans two; country is null where the entry belongs to no single country. Undated entries are
    left out when from, to or an as-of date is asked. Published totals are in amount_contributed.
    Source: entries, entry_splits.
    """
    return Evidence((flows(workspace, request, ["amount_contributed"]),))
