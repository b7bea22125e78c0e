"""People of courses: participations, different persons, and those who came again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..participations import PEOPLE_DIMENSIONS, PEOPLE_WHERE, members, participations
from ..registry import Basis, figure
from ..request import Request

if TYPE_CHECKING:
    from ..workspace import Workspace

_COUNTRY = "country of the participation, as it was at the time"


def _basis(population: str) -> Basis:
    return Basis(
        time="calendar year in which the whole edition was held",
        population=population,
        country_basis=_COUNTRY,
    )


@figure(
    name="participations_count",
    version=1,
    label=Label("Participations on record", "延べ参加者数（名簿）"),
    unit="person",
    dimensions=PEOPLE_DIMENSIONS,
    where=PEOPLE_WHERE,
    as_of="optional",
    basis=_basis("participations, not distinct persons; observers are left out"),
)
def participations_count(workspace: Workspace, request: Request) -> Evidence:
    """Persons who took part in editions of courses, each counted once for every edition.

    Rows: one per combination of the dimensions asked.
    Unit: persons, counted once for each edition.
    Missing: who stands in no roster is not counted: published totals to date are in
    graduates_count, and what no roster explains in residual. year is null where the edition is not
    dated within one year. A public snapshot is refused.
    Source: participations that count.
    """
    rows = participations(workspace, request)
    evidence = counted(rows, "participation_id", request.dimensions)
    return Evidence((Part("participations", evidence, "count"),), empty="zero")


@figure(
    name="alumni_persons_count",
    version=1,
    label=Label("Alumni", "同窓生の実人数"),
    unit="person",
    dimensions=tuple(name for name in PEOPLE_DIMENSIONS if name != "completed"),
    where=tuple(name for name in PEOPLE_WHERE if name != "completed"),
    as_of="optional",
    basis=_basis("distinct persons who completed at least one edition; observers are left out"),
)
def alumni_persons_count(workspace: Workspace, request: Request) -> Evidence:
    """Different persons who completed at least one edition of a course.

    Rows: one per combination of the dimensions asked; one person can stand in several rows, so
    that rows by edition, year, country or profession do not add up to the whole.
    Unit: persons, each once in a row. Rows of one human that nobody has merged count as two.
    Missing: who stands in no roster is not counted. A public snapshot is refused.
    Source: completed participations, by the opaque key of the person.
    """
    rows = participations(workspace, request)
    return Evidence((members(rows.filter(rows.is_completed), request),), empty="zero")


@figure(
    name="repeat_attenders_count",
    version=1,
    label=Label("Persons who came again", "複数回参加者の実人数"),
    unit="person",
    dimensions=tuple(name for name in PEOPLE_DIMENSIONS if name not in ("edition", "activity")),
    where=PEOPLE_WHERE,
    as_of="optional",
    basis=_basis("distinct persons with two or more participations within a row"),
)
def repeat_attenders_count(workspace: Workspace, request: Request) -> Evidence:
    """Different persons who took part in two or more editions.

    Rows: one per combination of the dimensions asked; a person counts in a row whose editions they
    attended at least twice.
    Unit: persons.
    Missing: who stands in no roster is not counted; rows of one human that nobody has merged hide
    who came again. A public snapshot is refused.
    Source: participations that count, by the opaque key of the person.
    """
    rows = participations(workspace, request)
    rows = rows.filter(rows.person_id.notnull())
    times = ibis._.participation_id.count().over(group_by=[*request.dimensions, "person_id"])
    again = rows.mutate(times=times)
    return Evidence((members(again.filter(again.times > 1), request),), empty="zero")
