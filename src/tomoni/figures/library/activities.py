"""Counts of activities, and of what they are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, recipients, select
from ..windows import window

if TYPE_CHECKING:
    from ..workspace import Workspace

_BY = (
    "kind", "theme", "granularity", "status", "oda_decision", "purpose", "series", "country",
    "region", "framework", "organisation", "year", "level",
)  # fmt: skip
_WHERE = (*_BY, "role", "activity")
_BASIS = Basis(
    time="all activities on record, whatever their dates",
    population="top-level activities, unless level, granularity or activity is asked",
    country_basis="recipient countries that the source states; policies left out",
)
_ACTIVITIES = Base("activities", columns={"level": "level", "year": "year"})


@figure(
    name="activities_count",
    version=1,
    label=Label("Activities", "案件数"),
    unit="activities",
    dimensions=_BY,
    where=_WHERE,
    basis=_BASIS,
)
def activities_count(workspace: Workspace, request: Request) -> Evidence:
    """Activities on record.

    Rows: one per combination of the dimensions asked. An activity of several countries, frameworks
    or organisations counts once in each, so such rows are not to be added.
    Unit: activities. A programme and its parts both have a record; the answer counts the rows
    without a parent (level top) unless the request names level, granularity or activity. Level
    component counts the rows with a parent, level all counts both.
    Missing: year is the calendar year of the stated start; null where no start in one calendar
    year is stated. An activity that names no country, framework or organisation is in no row of
    that dimension. By country, "at least": an open list ("such as") among the activities counted
    may hold more countries than it names.
    Source: activities, activity_countries (basis "stated"), activity_frameworks, activity_parties.
    """
    rows = select(workspace, _ACTIVITIES, request, counted_activities(workspace, request))
    evidence = counted(rows, "activity_id", request.dimensions)
    qualifier = "at_least" if may_be_more(workspace, request) else "exact"
    return Evidence((Part("activities", evidence, "count", qualifier=qualifier),), empty="zero")


@figure(
    name="framework_activities_count",
    version=1,
    label=Label("Activities by framework", "枠組み別案件数"),
    unit="activities",
    dimensions=tuple(name for name in _BY if name != "framework"),
    always=("framework",),
    where=_WHERE,
    basis=_BASIS,
)
def framework_activities_count(workspace: Workspace, request: Request) -> Evidence:
    """Activities that name a convention, standard, plan or charter, by framework.

    Rows: one per framework, and per further dimension asked. An activity of several frameworks
    counts once in each, so the rows are not to be added.
    Unit: activities, counted as in activities_count.
    Missing: a framework that no activity names has no row.
    Source: activities, activity_frameworks.
    """
    return activities_count(workspace, request)


@figure(
    name="recipient_countries_count",
    version=1,
    label=Label("Recipient countries", "受益国数"),
    unit="countries",
    dimensions=("kind", "theme", "status", "oda_decision", "framework", "organisation"),
    where=_WHERE,
    basis=Basis(
        time="all activities on record, whatever their dates",
        population="distinct countries of all activities, parts included, policies left out",
        country_basis="recipient countries that the source states",
    ),
)
def recipient_countries_count(workspace: Workspace, request: Request) -> Evidence:
    """Distinct countries that the sources state as recipients of an activity.

    Rows: one per combination of the dimensions asked; a country may stand in several rows.
    Unit: countries and territories.
    Missing: "at least" where a list among the activities counted is open ("such as").
    Source: activity_countries (basis "stated"), activities.
    """
    rows = select(
        workspace, _ACTIVITIES, request, counted_activities(workspace, request, every=True)
    )
    stated = recipients(workspace).select("linked_id", member="country").distinct()
    rows = rows.filter(~rows.is_policy)
    rows = rows.inner_join(stated, rows.activity_id == stated.linked_id)
    evidence = counted(rows, "activity_id", (*request.dimensions, "member"))
    qualifier = "at_least" if _has_open_list(workspace, rows) else "exact"
    return Evidence((Part("activities", evidence, "members", qualifier=qualifier),), empty="zero")


@figure(
    name="activities_ending_count",
    version=1,
    label=Label("Activities ending without an end report", "終了報告のない終了予定案件"),
    unit="activities",
    dimensions=("activity", "kind", "theme", "status", "series"),
    where=("kind", "theme", "status", "series", "country", "organisation", "role", "within_months"),
    as_of="required",
    basis=Basis(
        time="stated end within the window from the as-of date; 3 months unless asked",
        population="all activities with a stated end, parts included",
        country_basis="recipient countries that the source states",
    ),
)
def activities_ending_count(workspace: Workspace, request: Request) -> Evidence:
    """Activities whose stated end lies in the window and of which no end is reported.

    Rows: one per combination of the dimensions asked.
    Unit: activities. An end is reported when the status is completed or cancelled, or when a
    document of the year of the end or later mentions the activity.
    Missing: activities without a stated end are never counted.
    Source: activities.
    """
    first, last = window(request, default_months=3)
    rows = workspace.table(
        "activities", "activity_id", "end_last", "status_code", "last_reported_year"
    )
    rows = rows.filter((rows.end_last >= first) & (rows.end_last <= last))
    rows = rows.filter(~rows.status_code.isin(["completed", "cancelled"]))
    reported = (rows.last_reported_year >= rows.end_last.year()).fill_null(False)
    rows = select(workspace, Base("activities"), request, rows.filter(~reported))
    evidence = counted(rows, "activity_id", request.dimensions)
    return Evidence((Part("activities", evidence, "count"),), empty="zero")


def counted_activities(
    workspace: Workspace, request: Request, *, every: bool = False
) -> ibis.Table:
    """Return activities with ``level`` and ``year``, of the level that the request counts."""
    rows = workspace.table(
        "activities", "activity_id", "is_top_level", "is_policy", "start_first", "start_last"
    )
    level = ibis.ifelse(rows.is_top_level, "top", "component")
    first, last = rows.start_first.year(), rows.start_last.year()
    year = ibis.ifelse(first == last, first.cast("int64"), ibis.literal(None, "int64"))
    rows = rows.mutate(level=level, year=year)
    if request.names("country") or request.names("region"):
        rows = rows.filter(~rows.is_policy)
    asked = request.values("level")
    if asked and "all" not in asked:
        return rows.filter(rows.level.isin(list(asked)))
    if every or asked or any(request.names(key) for key in ("level", "granularity", "activity")):
        return rows
    return rows.filter(rows.is_top_level)


def may_be_more(workspace: Workspace, request: Request) -> bool:
    """Whether a count by or for a country rests on lists of countries that may hold more."""
    if not request.names("country"):
        return False
    elsewhere = Request(
        (),
        (),
        {key: values for key, values in request.where.items() if key != "country"},
        request.as_of,
    )
    rows = select(workspace, _ACTIVITIES, elsewhere, counted_activities(workspace, request))
    return _has_open_list(workspace, rows)


def _has_open_list(workspace: Workspace, activities: ibis.Table) -> bool:
    stated = recipients(workspace)
    open_lists = stated.filter(stated.is_open_list)
    held = open_lists.semi_join(activities, open_lists.linked_id == activities.activity_id)
    return bool(held.count().to_pyarrow().as_py())
