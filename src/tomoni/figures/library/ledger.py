"""Counts of the ledger's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label

from ..amounts import counted
from ..evidence import Evidence, Part
from ..ledger import ENTRIES, ENTRY_COLUMNS, FLOW_DIMENSIONS, FLOW_WHERE, dated
from ..registry import Basis, figure
from ..request import Request
from ..select import asked_columns, select

if TYPE_CHECKING:
    import ibis

    from ..workspace import Workspace

_KEYS = ("measure", "currency", "counting_level", "item")


@figure(
    name="entries_count",
    version=1,
    label=Label("Ledger entries", "台帳記入数"),
    unit="entries",
    dimensions=(*FLOW_DIMENSIONS, *_KEYS),
    where=(*FLOW_WHERE, *_KEYS),
    as_of="optional",
    basis=Basis(
        time="date of the entry; undated entries are in, unless from, to or an as-of date is asked",
        population="lines of the ledger, reversed ones and those that reverse them included",
        country_basis="own country or place split, else the activity's only stated recipient",
        counting_level="all levels",
    ),
)
def entries_count(workspace: Workspace, request: Request) -> Evidence:
    """Lines of the append-only ledger.

    Rows: one per combination of the dimensions asked. By country or theme, an entry split over
    several counts once in each.
    Unit: entries.
    Missing: year and fiscal_year are null where the date spans two; country is null where the
    entry belongs to no single country.
    Source: entries, entry_splits.
    """
    rows = asked_columns(workspace, ENTRIES, request, *ENTRY_COLUMNS)
    rows = select(workspace, ENTRIES, request, dated(rows, request))
    evidence = counted(rows, "entry_id", request.dimensions, claim="claim_id")
    return Evidence(
        (
            Part(
                "entries",
                evidence,
                "count",
                all_ids=lambda: _ids(workspace, request),
            ),
        ),
        empty="zero",
    )


def _ids(workspace: Workspace, request: Request) -> ibis.Table:
    rows = dated(asked_columns(workspace, ENTRIES, request, *ENTRY_COLUMNS), request)
    rows = select(workspace, ENTRIES, request.without_dimensions(), rows)
    return counted(rows, "entry_id", (), claim="claim_id")
