"""One country at a glance: activities, money, people and outputs side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES

from ..amounts import counted
from ..evidence import Evidence, Part
from ..ledger import flows
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select
from ..todate import OBSERVATIONS, latest_observations, observed_amounts
from .activities import counted_activities, may_be_more

if TYPE_CHECKING:
    from ..workspace import Workspace

_FLOWS = tuple(measure.code for measure in MEASURES if measure.nature == "flow")
_OBSERVED = tuple(measure.code for measure in MEASURES if measure.may_observe)
_ALWAYS = ("counted_as", "activity", "measure", "unit", "currency")


@figure(
    name="country_profile",
    version=1,
    label=Label("Country profile", "国別概要"),
    unit="each row's own",
    dimensions=("year", "theme", "kind"),
    always=_ALWAYS,
    where=("country", "from", "to", "theme", "kind", "organisation", "role"),
    required=("country",),
    as_of="optional",
    basis=Basis(
        time="flows by the date of the entry, between from and to where asked; totals to date",
        currency="original currency, face value",
        price="current prices",
        population="as each measure counts; rows of different kinds are never added",
        country_basis="activities that state the country; amounts of its own or only recipient",
        counting_level="origin",
    ),
)
def country_profile(workspace: Workspace, request: Request) -> Evidence:
    """What is on record for one country: activities, dated flows, and published totals to date.

    Rows: counted_as activities: how many top-level activities state the country (measure and unit
    null); flow: one per measure and currency of the entries; total_to_date: one per activity and
    measure that a source totals. Flows may be part of a total to date: the two are not added.
    Unit: each row's own; money in major units of its currency.
    Missing: what is not on record has no row: unknown, not zero. Amounts of an activity that
    serves several countries belong to none of them and are left out.
    Source: activities, activity_countries, entries, entry_splits, observations.
    """
    parts = [_activities(workspace, request), _flows(workspace, request)]
    if "year" not in request.dimensions:
        parts.append(_totals(workspace, request))
    return Evidence(tuple(parts))


def _own(request: Request, *, without: tuple[str, ...]) -> Request:
    return Request(
        request.by,
        tuple(name for name in request.dimensions if name not in without),
        {key: values for key, values in request.where.items() if key not in without},
        request.as_of,
    )


def _activities(workspace: Workspace, request: Request) -> Part:
    own = _own(request, without=(*_ALWAYS, "from", "to"))
    base = Base("activities", columns={"year": "year"})
    rows = counted(
        select(workspace, base, own, counted_activities(workspace, own)),
        "activity_id",
        own.dimensions,
    )
    nothing = ibis.literal(None, "string")
    rows = rows.mutate(
        counted_as=ibis.literal("activities"), activity=nothing, measure=nothing, unit=nothing,
        currency=nothing,
    )  # fmt: skip
    qualifier = "at_least" if may_be_more(workspace, own) else "exact"
    return Part("activities", rows, "count", qualifier=qualifier)


def _flows(workspace: Workspace, request: Request) -> Part:
    own = _own(request, without=("counted_as", "activity"))
    part = flows(workspace, own, _FLOWS)
    rows = part.rows.mutate(counted_as=ibis.literal("flow"), activity=ibis.literal(None, "string"))
    return Part("entries", rows)


def _totals(workspace: Workspace, request: Request) -> Part:
    own = _own(request, without=("counted_as", "from", "to"))
    latest = latest_observations(workspace, own, _OBSERVED)
    part = observed_amounts(select(workspace, OBSERVATIONS, own, latest), own)
    rows = part.rows.mutate(counted_as=ibis.literal("total_to_date"))
    return Part("observations", rows, notes=part.notes)
