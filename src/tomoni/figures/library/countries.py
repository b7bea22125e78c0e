"""Countries from which participants come: sizes of sets, which never add up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..answers import plain_answer
from ..evidence import Answer, Evidence, Part, Total
from ..ledger import live_entries
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select
from ..todate import (
    OBSERVATIONS,
    TO_DATE_DIMENSIONS,
    TO_DATE_WHERE,
    after_cutoff,
    latest_observations,
    observed_amounts,
)

if TYPE_CHECKING:
    import ibis

    from ..workspace import Workspace

_PEOPLE = ("participants", "graduates", "persons_trained")


@figure(
    name="countries_represented_count",
    version=1,
    label=Label("Countries represented to date", "参加国数（累計）"),
    unit="country",
    dimensions=TO_DATE_DIMENSIONS,
    always=("activity",),
    where=TO_DATE_WHERE,
    as_of="optional",
    basis=Basis(
        time="latest observation at or before the as-of date; later participants give bounds only",
        population="distinct countries (or countries and regions) of participants or graduates",
        country_basis="activities whose only stated recipient is the country, in a closed list",
    ),
)
def countries_represented_count(workspace: Workspace, request: Request) -> Evidence:
    """Countries, or countries and regions, from which participants or graduates came, to date.

    Rows: one per activity; two sets may share members, so rows are never added.
    Unit: countries.
    Missing: without a list of the members observed, a later participant may or may not bring a
    new country: the value stays, and the countries of later participants widen the upper bound.
    An activity without an observation shows the countries of its recorded participants, at least.
    Source: observations of the measure countries_represented; entries of participants, graduates
    and persons trained that name a country.
    """
    latest = workspace.kept(latest_observations(workspace, request, ["countries_represented"]))
    observed = workspace.kept(select(workspace, OBSERVATIONS, request, latest))
    entries = _entries_with_country(workspace, request)
    later = after_cutoff(workspace, request, observed, entries, same_measure=False)
    own = Base("entries", derived=OBSERVATIONS.derived, with_parts=False)
    alone = select(workspace, own, request, entries.anti_join(latest, "activity_id"))
    return Evidence(
        (
            observed_amounts(observed, request),
            Part("entries", _members(later, request), "members", name="later"),
            Part("entries", _members(alone, request), "members", name="listed"),
        ),
        finish=_finish,
    )


def _entries_with_country(workspace: Workspace, request: Request) -> ibis.Table:
    rows = live_entries(workspace, request, _PEOPLE)
    live = rows.filter(
        rows.country_code.notnull() & ~rows.is_reversed & rows.reverses_entry_id.isnull()
    )
    return live.mutate(currency_key=live.currency_code.coalesce(""))


def _members(rows: ibis.Table, request: Request) -> ibis.Table:
    rows = rows.mutate(member=rows.country_code)
    return counted(rows, "entry_id", (*request.dimensions, "member"), claim="claim_id")


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    observed = totals.get("value")
    if observed is None:
        listed = totals.get("listed")
        if listed is None:
            return None
        return Answer(listed.value, listed.low, None, "at_least")
    answer = plain_answer(observed)
    later = totals.get("later")
    if later is None or later.value is None:
        return answer
    high = None if observed.high is None else observed.high + later.value
    qualifier = "at_least" if observed.qualifier == "exact" else observed.qualifier
    return Answer(
        answer.value, answer.low, high, qualifier, answer.low_is_open, answer.high_is_soft,
        answer.notes,
    )  # fmt: skip
