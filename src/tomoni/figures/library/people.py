"""People, goods and countries: what courses, dispatches and deliveries add up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..evidence import Evidence
from ..ledger import FLOW_DIMENSIONS, FLOW_WHERE, flows
from ..registry import Basis, figure
from ..request import Request
from ..todate import TO_DATE_DIMENSIONS, TO_DATE_WHERE, to_date

if TYPE_CHECKING:
    from ..workspace import Workspace

_COUNTRY = "own country or place split, else the activity's only stated recipient"


def _flow_basis(population: str) -> Basis:
    return Basis(
        time="date of the entry; calendar year, or fiscal year from April",
        population=population,
        country_basis=_COUNTRY,
    )


def _to_date_basis(population: str) -> Basis:
    return Basis(
        time="total to date: latest observation at or before the as-of date, plus flows after it",
        population=population,
        country_basis="activities whose only stated recipient is the country, in a closed list",
    )


@figure(
    name="participants_count",
    version=1,
    label=Label("Participants", "参加者数"),
    unit="person",
    dimensions=FLOW_DIMENSIONS,
    where=FLOW_WHERE,
    as_of="optional",
    basis=_flow_basis("participations, not distinct persons; participants are not graduates"),
)
def participants_count(workspace: Workspace, request: Request) -> Evidence:
    """Persons who took part in courses, seminars and events, as far as entries record it.

    Rows: one per combination of the dimensions asked.
    Unit: persons, counted once for each event.
    Missing: no entry: unknown, not zero. Published totals to date are not in it.
    Source: entries of the measure participants, entry_splits.
    """
    return Evidence((flows(workspace, request, ["participants"]),))


@figure(
    name="person_days_count",
    version=1,
    label=Label("Person-days", "人日"),
    unit="person_day",
    dimensions=FLOW_DIMENSIONS,
    where=FLOW_WHERE,
    as_of="optional",
    basis=_flow_basis("days of presence, summed over persons"),
)
def person_days_count(workspace: Workspace, request: Request) -> Evidence:
    """Days of presence, summed over persons, as far as entries record it.

    Rows: one per combination of the dimensions asked.
    Unit: person-days.
    Missing: no entry: unknown, not zero.
    Source: entries of the measure person_days, entry_splits.
    """
    return Evidence((flows(workspace, request, ["person_days"]),))


@figure(
    name="experts_dispatched_count",
    version=1,
    label=Label("Experts dispatched", "派遣専門家数"),
    unit="person",
    dimensions=FLOW_DIMENSIONS,
    where=FLOW_WHERE,
    as_of="optional",
    basis=_flow_basis("dispatches, not distinct persons"),
)
def experts_dispatched_count(workspace: Workspace, request: Request) -> Evidence:
    """Experts and advisers sent to a partner, as far as entries record it.

    Rows: one per combination of the dimensions asked.
    Unit: persons, counted once for each dispatch.
    Missing: no entry: unknown, not zero.
    Source: entries of the measure experts_dispatched, entry_splits.
    """
    return Evidence((flows(workspace, request, ["experts_dispatched"]),))


@figure(
    name="items_delivered_count",
    version=1,
    label=Label("Items delivered", "供与品数"),
    unit="item",
    dimensions=(*FLOW_DIMENSIONS, "item"),
    always=("measure",),
    where=(*FLOW_WHERE, "item", "measure"),
    as_of="optional",
    basis=_flow_basis("items handed over; vessels and satellites are measures of their own"),
)
def items_delivered_count(workspace: Workspace, request: Request) -> Evidence:
    """Equipment, relief goods, vessels and satellites handed over, as far as entries record it.

    Rows: one per measure and combination of the dimensions asked; different items do not add up
    to anything but a number of items.
    Unit: items.
    Missing: no entry, no row: unknown, not zero. item is null where the type is not recorded.
    Source: entries of the measures items_delivered, vessels_delivered and satellites_deployed.
    """
    measures = ["items_delivered", "vessels_delivered", "satellites_deployed"]
    return Evidence((flows(workspace, request, measures),))


@figure(
    name="graduates_count",
    version=1,
    label=Label("Graduates to date", "修了者数（累計）"),
    unit="person",
    dimensions=TO_DATE_DIMENSIONS,
    always=("activity",),
    where=TO_DATE_WHERE,
    as_of="optional",
    basis=_to_date_basis("graduates; participants are not graduates; one activity per row"),
)
def graduates_count(workspace: Workspace, request: Request) -> Evidence:
    """Persons who completed a course, seminar or programme, in all, as of a date.

    Rows: one per activity; they are not to be added. An activity's parts and editions count in
    its row after its cut-off.
    Unit: persons. "More than" survives the addition of counted graduates.
    Missing: no record, no row: unknown, not zero. Entries that may lie before the cut-off widen
    the upper bound only. Undated totals are no observation.
    Source: observations and entries of the measure graduates.
    """
    return Evidence(to_date(workspace, request, ["graduates"]))


@figure(
    name="persons_trained_count",
    version=1,
    label=Label("Persons trained to date", "育成人数（累計）"),
    unit="person",
    dimensions=TO_DATE_DIMENSIONS,
    always=("activity",),
    where=TO_DATE_WHERE,
    as_of="optional",
    basis=_to_date_basis("persons reported as trained, completed or not; one activity per row"),
)
def persons_trained_count(workspace: Workspace, request: Request) -> Evidence:
    """Persons reported as trained, where the source does not say whether they completed.

    Rows: one per activity; they are not to be added.
    Unit: persons.
    Missing: no record, no row: unknown, not zero. A result against a pledge is in
    pledge_achievement_share, not here.
    Source: observations and entries of the measure persons_trained.
    """
    return Evidence(to_date(workspace, request, ["persons_trained"]))
