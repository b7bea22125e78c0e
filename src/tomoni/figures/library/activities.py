"""Counts of activities, and of what they are linked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..hierarchy import without_parts
from ..registry import Basis, figure
from ..request import Request
from ..select import ACTIVITY_COLUMNS, Base, recipients, select
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
# Narrowing by a series takes in what belongs to it, which a column of the row cannot say.
_OWN_COLUMNS = {name: column for name, column in ACTIVITY_COLUMNS.items() if name != "series"}
ACTIVITIES = Base("activities", columns={"level": "level", "year": "year", **_OWN_COLUMNS})


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
    without a parent (level top). Level component counts the rows with a parent, level all counts
    both. A request that names granularity or activity and no level counts a part where nothing
    that it belongs to is in the same number.
    Missing: year is the calendar year of the stated start; null where no start in one calendar
    year is stated. An activity that names no country, framework or organisation is in no row of
    that dimension. By country, "at least": an open list ("such as") among the activities counted
    may hold more countries than it names.
    Source: activities, activity_countries (basis "stated"), activity_frameworks, activity_parties.
    """
    rows = select(workspace, ACTIVITIES, request, counted_activities(workspace, request))
    rows = once(workspace, request, rows)
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
        workspace, ACTIVITIES, request, counted_activities(workspace, request, every=True)
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
    dimensions=("activity", "kind", "theme", "status", "series", "level"),
    where=(
        "kind",
        "theme",
        "status",
        "series",
        "country",
        "organisation",
        "role",
        "level",
        "within_months",
    ),
    as_of="required",
    basis=Basis(
        time="stated end within the window from the as-of date; 3 months unless asked",
        population="top-level activities with a stated end, unless level or activity is asked",
        country_basis="recipient countries that the source states",
    ),
)
def activities_ending_count(workspace: Workspace, request: Request) -> Evidence:
    """Activities whose stated end lies in the window and of which no end is reported.

    Rows: one per combination of the dimensions asked.
    Unit: activities: those without a parent (level top), unless level is asked; level component
    counts parts, level all both. By activity, each has a row of its own, parts too. An end is
    reported when the status is completed or cancelled, or when a document of the year of the end
    or later mentions the activity.
    Missing: activities without a stated end are never counted.
    Source: activities.
    """
    first, last = window(request, default_months=3)
    rows = counted_activities(workspace, request, "end_last", "status_code", "last_reported_year")
    rows = rows.filter((rows.end_last >= first) & (rows.end_last <= last))
    rows = rows.filter(~rows.status_code.isin(["completed", "cancelled"]))
    reported = (rows.last_reported_year >= rows.end_last.year()).fill_null(False)
    rows = select(workspace, ACTIVITIES, request, rows.filter(~reported))
    evidence = counted(rows, "activity_id", request.dimensions)
    return Evidence((Part("activities", evidence, "count"),), empty="zero")


def counted_activities(
    workspace: Workspace, request: Request, *columns: str, every: bool = False
) -> ibis.Table:
    """Return activities with ``level`` and ``year``, of the level that the request counts.

    ``columns``: further ones of the table. ``every``: both levels, unless one is asked.
    """
    own = [column for name, column in _OWN_COLUMNS.items() if request.names(name)]
    rows = workspace.table(
        "activities", "activity_id", "is_top_level", "is_policy", "start_first", "start_last",
        *columns, *own,
    )  # fmt: skip
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


def once(workspace: Workspace, request: Request, rows: ibis.Table) -> ibis.Table:
    """Drop each part that would be counted in one number with what it belongs to.

    Level all asks for both; by activity, each is a number of its own.
    """
    if request.names("level") or "activity" in request.dimensions:
        return rows
    if not (request.names("granularity") or request.names("activity")):
        return rows
    within = tuple(name for name in ("granularity",) if name in request.dimensions)
    return without_parts(workspace, rows, "activity_id", within)


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
    rows = select(workspace, ACTIVITIES, elsewhere, counted_activities(workspace, request))
    return _has_open_list(workspace, rows)


def _has_open_list(workspace: Workspace, activities: ibis.Table) -> bool:
    stated = recipients(workspace)
    open_lists = stated.filter(stated.is_open_list)
    held = activities.semi_join(open_lists, activities.activity_id == open_lists.linked_id)
    return bool(held.limit(1).count().to_pyarrow().as_py())
