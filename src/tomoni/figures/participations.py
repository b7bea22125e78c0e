"""Who took part in courses, as rows of evidence: one per participation, observers left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.errors import RefusedError
from tomoni.rules.courses.counting import COUNTED_ROLES

from .amounts import counted
from .evidence import Part
from .request import Request
from .select import Base, select

if TYPE_CHECKING:
    from .workspace import Workspace

PEOPLE_DIMENSIONS = (
    "activity", "series", "edition", "country", "year", "sex", "profession", "completed", "as",
    "kind", "theme",
)  # fmt: skip
PEOPLE_WHERE = (*PEOPLE_DIMENSIONS, "region")


def participations(workspace: Workspace, request: Request) -> ibis.Table:
    """Return the counted participations that the request keeps, with the dimensions it asks.

    Errors: RefusedError on a public snapshot, which holds no single participation.
    """
    refuse_public(workspace)
    rows = workspace.table("participations")
    rows = rows.filter(rows.role_code.isin(list(COUNTED_ROLES)))
    if request.as_of is not None:
        rows = rows.filter(rows.year <= request.as_of.last.year)
    return select(workspace, _PARTICIPATIONS, request, rows)


def members(rows: ibis.Table, request: Request) -> Part:
    """Return participations as a part that counts different persons."""
    named = rows.filter(rows.person_id.notnull()).mutate(member=rows.person_id)
    return Part(
        "participations",
        counted(named, "participation_id", (*request.dimensions, "member")),
        combine="members",
    )


def refuse_public(workspace: Workspace) -> None:
    """Errors: RefusedError on a public snapshot."""
    if workspace.manifest["tier"] != "internal":
        raise RefusedError(
            "A public snapshot holds no single participations.",
            do="Use its table participation_counts, or ask an internal snapshot.",
        )


def _completed(workspace: Workspace, rows: ibis.Table) -> ibis.Table:
    return rows.mutate(completed=ibis.ifelse(rows.is_completed, "yes", "no"))


_PARTICIPATIONS = Base(
    "participations",
    columns={
        "series": "series_id",
        "edition": "edition_id",
        "country": "country_code",
        "year": "year",
        "sex": "sex_code",
        "profession": "profession_code",
        "as": "role_code",
    },
    derived={"completed": _completed},
)
