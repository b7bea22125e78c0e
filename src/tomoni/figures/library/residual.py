"""What of a published total no entry explains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label
from tomoni.catalogue.measures import MEASURES
from tomoni.rules.qualifiers import Interval, subtract_intervals
from tomoni.rules.quantities import ZERO

from ..amounts import amounts, widened
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import select
from ..todate import (
    OBSERVATIONS,
    OBSERVED_COLUMNS,
    TO_DATE_WHERE,
    dated_entries,
    entries_below,
)

if TYPE_CHECKING:
    from ..workspace import Workspace

_ADDING = tuple(measure.code for measure in MEASURES if measure.nature == "flow")


@figure(
    name="residual",
    version=1,
    label=Label("Unexplained residual", "内訳のない残差"),
    unit="the observation's own",
    dimensions=("series", "kind", "theme"),
    always=("observation", "activity", "measure", "unit", "currency"),
    where=(*TO_DATE_WHERE, "observation", "measure", "currency"),
    as_of="optional",
    basis=Basis(
        time="from the start of the count to its cut-off",
        currency="original currency, face value",
        price="current prices",
        population="one observation per row; distinct sets have no residual",
        country_basis="activities whose only stated recipient is the country, in a closed list",
        counting_level="origin",
    ),
)
def residual(workspace: Workspace, request: Request) -> Evidence:
    """A published cumulative total minus the entries on record inside it.

    Rows: one per observation, superseded ones included.
    Unit: the observation's own, in major units for money. parts show the total observed and the
    entries that itemise it.
    Missing: no entry inside leaves the whole total unexplained. Entries that may lie outside the
    period (undated, or dated across its ends) are not itemised; they widen the lower bound.
    Source: observations; entries of the activity and of what belongs to it.
    """
    observed = workspace.table("observations", *OBSERVED_COLUMNS)
    observed = observed.filter(observed.is_active & observed.measure_code.isin(list(_ADDING)))
    if request.as_of is not None:
        observed = observed.filter(
            observed.cutoff_last <= ibis.date(request.as_of.last.isoformat())
        )
    observed = observed.mutate(currency_key=observed.currency_code.coalesce(""))
    observed = workspace.kept(select(workspace, OBSERVATIONS, request, observed))
    return Evidence(
        (
            Part(
                "observations",
                amounts(
                    observed.mutate(cutoff=observed.cutoff_stated, since=observed.since_stated),
                    "observation_id",
                    (*request.dimensions, "since", "cutoff"),
                ),
                name="observed",
                notes=("since", "cutoff"),
            ),
            Part("entries", _itemised(workspace, request, observed), name="itemised"),
        ),
        finish=_finish,
        shows_parts=True,
    )


def _itemised(workspace: Workspace, request: Request, observed: ibis.Table) -> ibis.Table:
    """Entries below the observed activity that lie, or may lie, inside the period counted."""
    entries = dated_entries(workspace, Request((), (), {}, None), _ADDING)
    joined = entries_below(workspace, request, observed, entries)
    within_start = ibis.or_(joined.since_first.isnull(), joined.date_first >= joined.since_first)
    within_end = joined.date_last <= joined.cutoff_last
    outside = ibis.or_(
        joined.date_first > joined.cutoff_last,
        (joined.date_last < joined.since_first).fill_null(False),
    )
    joined = joined.mutate(
        is_inside=(within_start & within_end).fill_null(False), is_outside=outside.fill_null(False)
    )
    kept = joined.filter(~joined.is_outside)
    evidence = amounts(
        kept,
        "entry_id",
        (*request.dimensions, "is_inside"),
        is_cancelled=kept.cancelled,
    )
    return widened(evidence, evidence.is_inside).drop("is_inside")


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    observed = totals.get("observed")
    if observed is None or observed.value is None:
        return None
    items = totals.get("itemised")
    if items is None or items.value is None:
        itemised, value = Interval(ZERO, ZERO), observed.value
    else:
        itemised, value = Interval(items.low, items.high), observed.value - items.value
    bounds = subtract_intervals(Interval(observed.low, observed.high), itemised)
    return Answer(
        value, bounds.low, bounds.high, observed.qualifier, observed.low_is_open,
        observed.high_is_soft, observed.notes,
    )  # fmt: skip
