"""The ledger's entries as rows of evidence: dated flows, with their own country and theme.

A reversed entry and the entry that reverses it weigh nothing, whichever of the two a request would
keep: bounds of the pair would not cancel, although the two add to zero. Both stay in the lineage.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        other_country=stated.country.max(),
        open_lists=stated.is_open_list.cast("int64").max(),
    )
    only = only.filter((only.only_country == only.other_country) & (only.open_lists == 0))
    only = only.select("linked_id", "only_country")
    joined = rows.left_join(only, rows.activity_id == only.linked_id)
    country = ibis.coalesce(joined.country_code, joined.only_country)
    whole = joined.mutate(country=country).select(*rows.columns, "country")
    return _split(workspace, whole, "place", "country")


def _with_theme(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    """Add ``theme``: of the entry's theme split, else its activity's main theme."""
    activities = workspace.table("activities").select(themed_id="activity_id", theme="theme_code")
    joined = rows.inner_join(activities, rows.activity_id == activities.themed_id)
    return _split(workspace, joined.select(*rows.columns, "theme"), "theme", "theme")


def _split(workspace: Workspace, rows: ibis.Table, axis: str, name: str) -> ibis.Table:
    """Put the integer parts of the entries that are split on the axis in their place.

    An entry is divided once: how the parts of one axis fall on another is not known, so the second
    axis is null for an entry that is split on both.
    """
    if not _has_splits(workspace, axis):
        return rows
    splits = workspace.table("entry_splits")
    shares = splits.filter(splits.axis_code == axis).select(
        split_entry_id="entry_id", split_code="code", part="quantity"
    )
    if "is_split" in rows.columns:
        both = shares.select(both_id="split_entry_id").distinct()
        again = rows.left_join(both, rows.entry_id == both.both_id)
        unknown = again.is_split & again.both_id.notnull()
        rows = again.mutate(**{name: ibis.ifelse(unknown, None, again[name])}).drop("both_id")
        rows = rows.mutate(match_id=ibis.ifelse(rows.is_split, None, rows.entry_id))
    else:
        rows = rows.mutate(is_split=ibis.literal(False), match_id=rows.entry_id)
    joined = rows.left_join(shares, rows.match_id == shares.split_entry_id)
    is_part = joined.part.notnull()
    # Bounds of a split entry are not divided: a hedged one has none for its parts.
    return joined.mutate(
        **{name: ibis.ifelse(is_part, joined.split_code, joined[name])},
        quantity=ibis.coalesce(joined.part, joined.quantity),
        low_quantity=ibis.ifelse(is_part, None, joined.low_quantity),
        high_quantity=ibis.ifelse(is_part, None, joined.high_quantity),
        is_split=joined.is_split | is_part,
    ).drop("split_entry_id", "split_code", "part", "match_id")


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
