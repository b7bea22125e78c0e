"""How many of the nominations that were decided were selected."""

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

_DECIDED = ("selected", "reserve", "not_selected", "ineligible")
_NOMINATIONS = Base(
    "nomination_counts",
    columns={
        "series": "series_id",
        "edition": "edition_id",
        "country": "country_code",
        "year": "year",
    },
)
_DIMENSIONS = ("country", "series", "edition", "year", "kind", "theme")


@figure(
    name="selection_rate_share",
    version=1,
    label=Label("Share of nominations selected", "選出率"),
    unit="share",
    dimensions=_DIMENSIONS,
    where=_DIMENSIONS,
    basis=Basis(
        time="calendar year in which the whole edition is held",
        population="nominations forwarded by countries and decided by the institute",
        country_basis="country that nominates",
    ),
)
def selection_rate_share(workspace: Workspace, request: Request) -> Evidence:
    """The share of decided nominations that were selected.

    Rows: one per combination of the dimensions asked.
    Unit: share of nominations selected, in reserve, not selected or not eligible; parts show the
    numbers.
    Missing: nominations that are withdrawn or not decided yet are in neither number; no decided
    nomination, no row. A public snapshot is refused.
    Source: nomination_counts.
    """
    refuse_public(workspace)
    rows = workspace.table("nomination_counts")
    rows = select(workspace, _NOMINATIONS, request, rows.filter(rows.outcome_code.isin(_DECIDED)))
    rows = with_amount(rows, rows.nominations).mutate(claim_id=ibis.literal(None, "string"))
    selected = rows.filter(rows.outcome_code == "selected")
    return Evidence(
        tuple(
            Part(
                "nomination_counts",
                amounts(part, "nomination_count_id", request.dimensions),
                name=name,
            )
            for name, part in (("selected", selected), ("decided", rows))
        ),
        finish=_finish,
        shows_parts=True,
    )


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    del key
    decided, selected = totals.get("decided"), totals.get("selected")
    if decided is None or not decided.value:
        return None
    part = Fraction(0) if selected is None or not selected.value else selected.value.to_fraction()
    share = part / decided.value.to_fraction()
    return Answer(share, share, share, "exact")
