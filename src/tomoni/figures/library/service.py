"""How long ago a country was last served."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import amounts, with_amount
from ..evidence import Evidence, Part
from ..participations import participations
from ..registry import Basis, figure
from ..request import Request

if TYPE_CHECKING:
    from ..workspace import Workspace


@figure(
    name="service_gap_years",
    version=1,
    label=Label("Years since a country was last served", "最後の受入れからの年数"),
    unit="year",
    dimensions=("series", "theme", "kind"),
    always=("country",),
    where=("series", "theme", "kind", "country", "region", "profession"),
    as_of="required",
    basis=Basis(
        time="whole years from the year of the latest edition to that of the as-of date",
        population="countries with at least one participant on record; observers are left out",
        country_basis="country of the participation, as it was at the time",
    ),
)
def service_gap_years(workspace: Workspace, request: Request) -> Evidence:
    """How many years ago somebody of a country last took part, as of a date.

    Rows: one per country and combination of the dimensions asked. last_year says when it was.
    Unit: years. 0: in the year of the as-of date.
    Missing: a country without a participation on record has no row: unknown, not never. Editions
    that are not dated within one year are left out. A public snapshot is refused.
    Source: participations in the latest edition of each country.
    """
    assert request.as_of is not None  # the figure requires it
    rows = participations(workspace, request)
    rows = rows.filter(rows.year.notnull())
    latest = ibis._.year.max().over(group_by=list(request.dimensions))
    rows = rows.mutate(last_year=latest)
    rows = rows.filter(rows.year == rows.last_year)
    gap = ibis.literal(request.as_of.last.year, "int64") - rows.last_year
    rows = with_amount(rows, gap).mutate(claim_id=ibis.literal(None, "string"))
    evidence = amounts(rows, "participation_id", (*request.dimensions, "last_year"))
    return Evidence((Part("participations", evidence, "same", notes=("last_year",)),))
