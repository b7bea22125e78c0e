"""Selects rows of a snapshot table: narrows them by the request and gives each its dimensions.

A dimension is a column of the table itself, a column of the row's activity, or a link of the
activity (its recipient countries, frameworks, organisations). A link repeats a row for each value,
which is right for counts and never used for amounts: those have their own country and theme
(``ledger``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis

from .hierarchy import ids_below
from .request import Request

if TYPE_CHECKING:
    from .workspace import Workspace

    Derive = Callable[[Workspace, ibis.Table], ibis.Table]

ACTIVITY_COLUMNS: Mapping[str, str] = {
    "kind": "kind_code",
    "theme": "theme_code",
    "granularity": "granularity_code",
    "status": "status_code",
    "oda_decision": "oda_decision_code",
    "purpose": "purpose_code",
    "series": "series_id",
}
LINKS = ("country", "region", "framework", "organisation")
# Keys that steer a figure and are no property of a row.
OPTIONS = frozenset(
    {"level", "role", "from", "to", "within_months", "rates", "target_currency", "earlier", "later",
     "change", "channel", "counted_as", "aspect"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Base:
    """A snapshot table that a figure counts.

    ``columns``: dimension to column. ``activity``: the column that names the row's activity.
    ``derived``: dimensions that need a query of their own, each adding one column of its name.
    ``with_parts``: narrowing by an activity includes what belongs to it. ``keeps_unlinked``: by a
    link, a row whose activity has none stays, with null.
    """

    table: str
    columns: Mapping[str, str] = field(default_factory=dict)
    activity: str = "activity_id"
    derived: Mapping[str, Derive] = field(default_factory=dict)
    with_parts: bool = True
    keeps_unlinked: bool = False


def select(
    workspace: Workspace, base: Base, request: Request, rows: ibis.Table | None = None
) -> ibis.Table:
    """Return the rows that the request keeps, with a column per dimension of the answer.

    ``rows``: already narrowed rows of the base's table. Dimensions that the base does not know are
    left to the figure.
    """
    rows = workspace.table(base.table) if rows is None else rows
    wanted = [name for name in request.dimensions if name in base.columns or name not in OPTIONS]
    for name in base.derived:
        if request.names(name):
            rows = base.derived[name](workspace, rows)
            if name in request.where:
                rows = rows.filter(rows[name].isin(list(request.values(name))))
    rows = _narrowed(workspace, base, request, rows)
    rows = _with_own_columns(base, rows, wanted)
    rows = _with_activity_columns(workspace, base, rows, wanted)
    for name in LINKS:
        if name in wanted and name not in base.columns and name not in base.derived:
            rows = _with_link(workspace, base, rows, name, request)
    return rows


def asked_columns(workspace: Workspace, base: Base, request: Request, *columns: str) -> ibis.Table:
    """Return the named columns of the base's table and those that the request asks for.

    Contracts are wide, and Ibis rewrites every column of every step.
    """
    asked = [column for name, column in base.columns.items() if request.names(name)]
    return workspace.table(base.table, *columns, *asked)


def _narrowed(workspace: Workspace, base: Base, request: Request, rows: ibis.Table) -> ibis.Table:
    on_activity: dict[str, list[Any]] = {}
    for key, values in request.where.items():
        listed = list(values)
        if key in base.derived or key in OPTIONS:
            continue
        if key == "activity" and base.with_parts:
            listed = list(ids_below(workspace, [str(value) for value in values]))
            rows = rows.filter(rows[base.activity].isin(listed))
        elif key in base.columns or key == "activity":
            rows = rows.filter(rows[base.columns.get(key, base.activity)].isin(listed))
        elif key == "series" and base.with_parts:
            rows = rows.filter(
                rows[base.activity].isin(
                    _ids_of_series(workspace, [str(value) for value in listed])
                )
            )
        elif key in ACTIVITY_COLUMNS:
            on_activity[key] = listed
        elif key in LINKS:
            link = link_table(workspace, key, request)
            link = link.filter(link[key].isin(listed))
            rows = rows.semi_join(link, rows[base.activity] == link.linked_id)
    if on_activity:
        activities = workspace.table("activities")
        for key, listed in on_activity.items():
            activities = activities.filter(activities[ACTIVITY_COLUMNS[key]].isin(listed))
        kept = activities.select(kept_id="activity_id")
        rows = rows.semi_join(kept, rows[base.activity] == kept.kept_id)
    return rows


def _ids_of_series(workspace: Workspace, series_ids: list[str]) -> list[str]:
    series = workspace.table("series")
    own = series.filter(series.series_id.isin(series_ids)).select("activity_id").to_pyarrow()
    return list(ids_below(workspace, own["activity_id"].to_pylist()))


def _with_own_columns(base: Base, rows: ibis.Table, wanted: Iterable[str]) -> ibis.Table:
    own = {name: rows[base.columns[name]] for name in wanted if name in base.columns}
    if "activity" in wanted and "activity" not in base.columns:
        own["activity"] = rows[base.activity]
    return rows.mutate(**own) if own else rows


def _with_activity_columns(
    workspace: Workspace, base: Base, rows: ibis.Table, wanted: Iterable[str]
) -> ibis.Table:
    names = [
        name
        for name in wanted
        if name in ACTIVITY_COLUMNS and name not in base.columns and name not in base.derived
    ]
    if not names:
        return rows
    columns = {name: ACTIVITY_COLUMNS[name] for name in names}
    activities = workspace.table("activities").select(described_id="activity_id", **columns)
    joined = rows.inner_join(activities, rows[base.activity] == activities.described_id)
    return joined.drop("described_id")


def _with_link(
    workspace: Workspace, base: Base, rows: ibis.Table, name: str, request: Request
) -> ibis.Table:
    # A view of its own: the same link may already have narrowed the rows.
    link = link_table(workspace, name, request).view()
    if name in request.where:
        link = link.filter(link[name].isin(list(request.values(name))))
    joined = rows.join(
        link, rows[base.activity] == link.linked_id, how="left" if base.keeps_unlinked else "inner"
    )
    return joined.drop("linked_id")


def link_table(workspace: Workspace, name: str, request: Request) -> ibis.Table:
    """Return ``linked_id`` (the activity) and the link's value, each pair once.

    Countries are those the source states as recipients; background parties are left out.
    """
    if name == "country":
        return recipients(workspace).select("linked_id", "country").distinct()
    if name == "region":
        table = workspace.table("activity_regions")
        return table.select(linked_id="activity_id", region="region_code").distinct()
    if name == "framework":
        table = workspace.table("activity_frameworks")
        return table.select(linked_id="activity_id", framework="framework_id").distinct()
    parties = workspace.table("parties")
    shown = parties.filter(~parties.is_context_only).select("party_id")
    table = workspace.table("activity_parties").semi_join(shown, "party_id")
    if request.values("role"):
        table = table.filter(table.role_code.isin(list(request.values("role"))))
    return table.select(linked_id="activity_id", organisation="party_id").distinct()


def recipients(workspace: Workspace) -> ibis.Table:
    """Return ``linked_id``, ``country`` and ``is_open_list`` of stated recipient countries."""
    table = workspace.table("activity_countries")
    stated = table.filter(table.basis_code == "stated")
    return stated.select("is_open_list", linked_id="activity_id", country="country_code")
