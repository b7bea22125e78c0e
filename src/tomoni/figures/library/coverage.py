"""How much of each kind of activity has a record of money, people, places and sources."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES

from ..amounts import counted, with_amount
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import recipients, select
from .activities import ACTIVITIES, counted_activities, once

if TYPE_CHECKING:
    from ..workspace import Workspace

_MONEY = tuple(measure.code for measure in MEASURES if measure.dimension == "money")
_PEOPLE = tuple(
    measure.code
    for measure in MEASURES
    if measure.dimension in ("persons", "person_days") and not measure.is_need
)


@figure(
    name="coverage_share",
    version=1,
    label=Label("Coverage of the records", "記録の充足率"),
    unit="share",
    dimensions=("kind", "theme", "granularity", "status", "level"),
    always=("aspect",),
    where=(
        "kind",
        "theme",
        "granularity",
        "status",
        "country",
        "organisation",
        "role",
        "series",
        "level",
    ),
    basis=Basis(
        time="all activities on record, whatever their dates",
        population="top-level activities, unless level or granularity is asked; policies left out",
        country_basis="recipient countries that the source states",
    ),
)
def coverage_share(workspace: Workspace, request: Request) -> Evidence:
    """Share of activities that have at least one record of money, people, places or sources.

    Rows: one per aspect and combination of the dimensions asked, such as kind.
    Unit: share of activities; exact is the fraction, parts show how many have one. Counted are
    the rows without a parent (level top), each with its own records alone. Level component counts
    parts, level all both; by granularity, a part counts where nothing that it belongs to is in
    the same number.
    Missing: no activity, no row. Money: an entry, observation or pledge target of money. People:
    one of persons or person-days. Places: a recipient country stated. Sources: a passage.
    Source: activities, entries, observations, pledge_targets, activity_countries, mentions.
    """
    rows = counted_activities(workspace, request)
    rows = rows.filter(~rows.is_policy)
    own = Request(
        request.by,
        tuple(name for name in request.dimensions if name != "aspect"),
        request.where,
        None,
    )
    rows = once(workspace, request, select(workspace, ACTIVITIES, own, rows))
    rows = counted(rows, "activity_id", own.dimensions)
    holders = {
        "money": _with_quantities(workspace, _MONEY),
        "people": _with_quantities(workspace, _PEOPLE),
        "places": recipients(workspace).select(holder_id="linked_id"),
        "sources": workspace.table("mentions").select(holder_id="activity_id"),
    }
    parts = [_part(rows, aspect, table.distinct()) for aspect, table in holders.items()]
    return Evidence(tuple(parts), finish=_finish, shows_parts=True)


def _with_quantities(workspace: Workspace, measures: tuple[str, ...]) -> ibis.Table:
    tables = []
    for name in ("entries", "observations"):
        table = workspace.table(name)
        held = table.filter(table.measure_code.isin(list(measures)))
        tables.append(held.select(holder_id="activity_id"))
    targets = workspace.table("pledge_targets")
    held = targets.filter(targets.measure_code.isin(list(measures))).select("pledge_id")
    pledges = workspace.table("pledges").semi_join(held, "pledge_id")
    tables.append(pledges.select(holder_id="activity_id"))
    return ibis.union(*tables)


def _part(rows: ibis.Table, aspect: str, holders: ibis.Table) -> Part:
    """One row per activity, with 1 where it has the aspect and 0 where it has not."""
    joined = rows.left_join(holders, rows.record_id == holders.holder_id)
    has = joined.holder_id.notnull().cast("int64")
    flagged = with_amount(joined, has).drop("holder_id").mutate(aspect=ibis.literal(aspect))
    return Part("activities", flagged, name="covered")


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    covered = totals["covered"]
    if covered.value is None:
        return None
    share = Fraction(covered.value.to_fraction(), covered.records)
    return Answer(share, share, share, "exact")
