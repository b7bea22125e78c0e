"""What became of a course at home: reports on action plans, and milestones that were achieved."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import amounts, with_amount
from ..evidence import Answer, Evidence, Part, Total
from ..participations import refuse_public
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select

if TYPE_CHECKING:
    from ..workspace import Workspace

_FOLLOW_UPS = Base(
    "follow_ups",
    columns={
        "series": "series_id",
        "edition": "edition_id",
        "country": "country_code",
        "year": "year",
        "profession": "profession_code",
        "months": "months",
    },
)
_DIMENSIONS = ("series", "edition", "country", "year", "profession", "kind", "theme")
_WHERE = (*_DIMENSIONS, "months", "region")
_COUNTRY = "country of the participation, as it was at the time"
_TIME = "reports that fell due by the as-of date, whenever they were sent"


@figure(
    name="follow_up_rate_share",
    version=1,
    label=Label("Share of follow-up reports received", "フォローアップ報告率"),
    unit="share",
    dimensions=_DIMENSIONS,
    always=("months",),
    where=_WHERE,
    as_of="required",
    basis=Basis(
        time=_TIME,
        population="persons who completed an edition that asks for action plans, each edition",
        country_basis=_COUNTRY,
    ),
)
def follow_up_rate_share(workspace: Workspace, request: Request) -> Evidence:
    """The share of follow-up reports that were sent, of all that fell due.

    Rows: one per months after the course (6 or 12) and combination of the dimensions asked.
    Unit: share of reports that fell due by the as-of date: 6 or 12 calendar months after the
    edition's last day, for everybody who completed it, with a plan or without, dropped or not.
    Missing: no report due, no row. Editions that ask for no action plans are in neither number. A
    report that was sent after the as-of date counts. A public snapshot is refused: it holds
    follow_up_counts.
    Source: follow_ups.
    """
    rows = _due(workspace, request)
    rows = _as_one(rows, ibis.literal(1, "int64"))
    return _share(rows.filter(rows.is_reported), rows, request, ("reported", "due"))


@figure(
    name="milestones_achieved_share",
    version=1,
    label=Label("Share of milestones achieved", "節目の達成率"),
    unit="share",
    dimensions=_DIMENSIONS,
    always=("months",),
    where=_WHERE,
    as_of="required",
    basis=Basis(
        time=_TIME,
        population="milestones of action plans on which a report was sent, as it states them",
        country_basis=_COUNTRY,
    ),
)
def milestones_achieved_share(workspace: Workspace, request: Request) -> Evidence:
    """The share of milestones that reports call achieved, of all milestones reported on.

    Rows: one per months after the course (6 or 12) and combination of the dimensions asked.
    Unit: share of milestones, as the participants state them, verified or not.
    Missing: who sent no report is in neither number, so it says nothing of them; no report, no
    row. A public snapshot is refused.
    Source: follow_ups with a report.
    """
    rows = _due(workspace, request)
    rows = rows.filter(rows.is_reported & rows.milestones.notnull())
    achieved = _as_one(rows, rows.milestones_achieved)
    return _share(achieved, _as_one(rows, rows.milestones), request, ("achieved", "milestones"))


def _due(workspace: Workspace, request: Request) -> ibis.Table:
    """Return the reports that fell due, with the dimensions asked. Errors: RefusedError."""
    refuse_public(workspace)
    assert request.as_of is not None  # the figures require it
    rows = workspace.table("follow_ups")
    rows = rows.filter(rows.due_on <= ibis.literal(request.as_of.last))
    return select(workspace, _FOLLOW_UPS, request, rows)


def _as_one(rows: ibis.Table, quantity: ibis.Value) -> ibis.Table:
    return with_amount(rows, quantity).mutate(claim_id=ibis.literal(None, "string"))


def _share(
    part: ibis.Table, whole: ibis.Table, request: Request, names: tuple[str, str]
) -> Evidence:
    def finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
        del key
        of, among = totals.get(names[0]), totals.get(names[1])
        if among is None or not among.value:
            return None
        count = Fraction(0) if of is None or not of.value else of.value.to_fraction()
        share = count / among.value.to_fraction()
        return Answer(share, share, share, "exact")

    return Evidence(
        tuple(
            Part("follow_ups", amounts(rows, "follow_up_id", request.dimensions), name=name)
            for name, rows in zip(names, (part, whole), strict=True)
        ),
        finish=finish,
        shows_parts=True,
    )
