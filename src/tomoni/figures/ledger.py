"""The ledger's entries as rows of evidence: dated flows, with their own country and theme.

A reversed entry and the entry that reverses it weigh nothing, whichever of the two a request would
keep: bounds of the pair would not cancel, although the two add to zero. Both stay in the lineage.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ibis

from tomoni.rules.dates import StatedDate

from .amounts import amounts, counted
from .evidence import Part
from .request import Request
from .select import Base, asked_columns, recipients, select

if TYPE_CHECKING:
    from .workspace import Workspace

DEFAULT_COUNTING_LEVEL = "origin"
FLOW_DIMENSIONS = (
    "activity", "series", "kind", "theme", "country", "status", "oda_decision", "purpose", "year",
    "fiscal_year", "provider", "receiver", "origin",
)  # fmt: skip
MONEY_DIMENSIONS = (*FLOW_DIMENSIONS, "currency", "counting_level")
FLOW_WHERE = (*FLOW_DIMENSIONS, "framework", "organisation", "role", "region", "from", "to")
MONEY_WHERE = (*FLOW_WHERE, "currency", "counting_level")


def flows(
    workspace: Workspace, request: Request, measures: Sequence[str], *, name: str = "value"
) -> Part:
    """Return the entries of the measures that the request keeps, as a part that sums.

    Money is counted at its origin unless the request names the counting level, so that an entry
    and the entry it funded are never added.
    """
    rows = select(workspace, ENTRIES, request, live_entries(workspace, request, measures))
    cancelled = is_cancelled(rows)
    return Part(
        "entries",
        amounts(rows, "entry_id", request.dimensions, is_cancelled=cancelled),
        name=name,
        all_ids=lambda: ids_of_flows(workspace, request, measures),
    )


def ids_of_flows(workspace: Workspace, request: Request, measures: Sequence[str]) -> ibis.Table:
    """Return ``record_id`` and ``claim_id`` of the entries that the request keeps."""
    own = request.without_dimensions()
    keeps_level = request.names("counting_level")
    rows = live_entries(workspace, request if keeps_level else own, measures)
    return counted(select(workspace, ENTRIES, own, rows), "entry_id", (), claim="claim_id")


ENTRY_COLUMNS = (
    "entry_id", "claim_id", "activity_id", "measure_code", "unit_code", "currency_code",
    "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "date_first",
    "date_last", "counting_level_code", "country_code", "is_reversed", "reverses_entry_id",
)  # fmt: skip


def live_entries(workspace: Workspace, request: Request, measures: Sequence[str]) -> ibis.Table:
    """Return the entries of the measures, at the counting level and between the dates asked."""
    rows = asked_columns(workspace, ENTRIES, request, *ENTRY_COLUMNS)
    if measures:
        rows = rows.filter(rows.measure_code.isin(list(measures)))
    if not request.names("counting_level"):
        rows = rows.filter(
            (rows.unit_code != "currency") | (rows.counting_level_code == DEFAULT_COUNTING_LEVEL)
        )
    return dated(rows, request)


def dated(rows: ibis.Table, request: Request) -> ibis.Table:
    """Keep what lies wholly within ``from``, ``to`` and the as-of date, where they are asked."""
    first, last = request.date("from"), request.date("to")
    if first is not None:
        rows = rows.filter(rows.date_first >= ibis.date(first.first.isoformat()))
    for end in (last, request.as_of):
        if end is not None:
            rows = rows.filter(rows.date_last <= day(end))
    return rows


def day(end: StatedDate) -> Any:
    """Return the last day that the date can mean, as a literal."""
    return ibis.date(end.last.isoformat())


def is_cancelled(rows: ibis.Table) -> Any:
    """Whether an entry is reversed or reverses another."""
    return rows.is_reversed | rows.reverses_entry_id.notnull()


def _has_splits(workspace: Workspace, axis: str) -> bool:
    if not workspace.manifest["tables"]["entry_splits"]["rows"]:
        return False
    splits = workspace.table("entry_splits", "axis_code")
    found = splits.filter(splits.axis_code == axis).limit(1).count()
    return bool(found.to_pyarrow().as_py())


def _with_country(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``country``: of the entry's place split, else its own, else its activity's only one.

    An activity gives its country only when it states exactly one recipient in a closed list; an
    amount is never repeated for several countries. Null: it belongs to no single country.
    """
    stated = recipients(workspace)
    only = stated.group_by("linked_id").aggregate(
        only_country=stated.country.min(),
        countries=stated.country.nunique(),
        open_lists=stated.is_open_list.cast("int64").sum(),
    )
    only = only.filter((only.countries == 1) & (only.open_lists == 0))
    only = only.select("linked_id", "only_country")

    def whole(entries: ibis.Table) -> ibis.Table:
        joined = entries.left_join(only, entries.activity_id == only.linked_id)
        country = ibis.coalesce(joined.country_code, joined.only_country)
        return joined.mutate(country=country).select(*entries.columns, "country")

    return _split(workspace, rows, whole, "place", "country")


def _with_theme(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``theme``: of the entry's theme split, else its activity's main theme."""
    activities = workspace.table("activities").select(themed_id="activity_id", theme="theme_code")

    def whole(entries: ibis.Table) -> ibis.Table:
        joined = entries.inner_join(activities, entries.activity_id == activities.themed_id)
        return joined.select(*entries.columns, "theme")

    return _split(workspace, rows, whole, "theme", "theme")


def _split(
    workspace: Workspace,
    rows: ibis.Table,
    whole: Callable[[ibis.Table], ibis.Table],
    axis: str,
    name: str,
) -> ibis.Table:
    """Replace the entries that are split on the axis by their integer parts."""
    if not _has_splits(workspace, axis):
        return whole(rows)
    splits = workspace.table("entry_splits")
    shares = splits.filter(splits.axis_code == axis).select(
        split_entry_id="entry_id", split_code="code", part="quantity"
    )
    unsplit = whole(rows.anti_join(shares, rows.entry_id == shares.split_entry_id))
    joined = rows.inner_join(shares, rows.entry_id == shares.split_entry_id)
    # Bounds of a split entry are not divided: a hedged one has none for its parts.
    no_bound = ibis.literal(None, "int64")
    parts = joined.mutate(
        **{name: joined.split_code},
        quantity=joined.part,
        low_quantity=no_bound,
        high_quantity=no_bound,
    )
    return ibis.union(unsplit, parts.select(*unsplit.columns))


ENTRIES = Base(
    "entries",
    columns={
        "measure": "measure_code",
        "currency": "currency_code",
        "unit": "unit_code",
        "year": "calendar_year",
        "fiscal_year": "fiscal_year",
        "provider": "provider_party_id",
        "receiver": "receiver_party_id",
        "counting_level": "counting_level_code",
        "origin": "origin_code",
        "item": "item_code",
    },
    derived={"country": _with_country, "theme": _with_theme},
)
