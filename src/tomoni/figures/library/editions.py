"""Editions of series: held, numbered, and whether the numbers fit the stated start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ibis

from tomoni.catalogue.labels import Label

from ..amounts import amounts, counted, with_amount
from ..evidence import Answer, Evidence, Part, Total
from ..registry import Basis, figure
from ..request import Request
from ..select import Base, select

if TYPE_CHECKING:
    from ..workspace import Workspace

_EDITIONS = Base(
    "editions",
    columns={
        "series": "series_id",
        "edition": "edition_id",
        "year": "year",
        "number_basis": "number_basis_code",
    },
)
_WHERE = ("series", "edition", "year", "kind", "theme", "number_basis")


def _basis(population: str) -> Basis:
    return Basis(
        time="calendar year in which the whole edition was held",
        population=population,
        country_basis="does not apply",
    )


@figure(
    name="editions_held_count",
    version=1,
    label=Label("Editions held", "実施回数"),
    unit="event",
    dimensions=("series", "year", "kind", "theme", "number_basis", "edition"),
    where=_WHERE,
    basis=_basis("editions on record as held or reported as held"),
)
def editions_held_count(workspace: Workspace, request: Request) -> Evidence:
    """Editions of series that were held or are reported as held, as far as they are on record.

    Rows: one per combination of the dimensions asked.
    Unit: editions. The ordinal of an edition says how many there were; this counts the records.
    Missing: year is null where the edition is not dated within one calendar year.
    Source: editions with the status held or reported.
    """
    rows = _editions(workspace)
    rows = rows.filter(rows.status_code.isin(["held", "reported"]))
    rows = select(workspace, _EDITIONS, request, rows)
    evidence = counted(rows, "edition_id", request.dimensions)
    return Evidence((Part("editions", evidence, "count"),), empty="zero")


@figure(
    name="edition_ordinals",
    version=1,
    label=Label("Ordinal numbers of editions", "回次"),
    unit="ordinal",
    dimensions=("year", "kind", "theme", "number_basis"),
    always=("series", "edition"),
    where=_WHERE,
    basis=_basis("numbered editions"),
)
def edition_ordinals(workspace: Workspace, request: Request) -> Evidence:
    """The ordinal number of each numbered edition: the 23rd, the 15th.

    Rows: one per edition that has a number.
    Unit: ordinal.
    Missing: an edition without a known number has no row. number_basis says whether the number is
    printed or was counted from the first year.
    Source: editions; claims of the metric edition_number.
    """
    rows = _numbered(workspace, request)
    return Evidence((Part("editions", rows, "same", notes=("held",)),))


@figure(
    name="edition_gaps",
    version=1,
    label=Label("Ordinal against start year", "回次と開始年の差"),
    unit="event",
    dimensions=("year",),
    always=("series", "edition", "start_year"),
    where=("series", "edition", "year", "kind", "theme"),
    basis=_basis("editions with a printed number, against every start year that a claim states"),
)
def edition_gaps(workspace: Workspace, request: Request) -> Evidence:
    """How far an edition's printed number is from the number its series' start year implies.

    Rows: one per edition and stated start year; sources that disagree on the start give two.
    Unit: editions. The expected number is (year held − start year) × editions a year + 1; with
    several editions a year it is a range, and the value is null. 0: the two agree; below zero:
    editions were skipped or the start is later; above zero: the start is earlier.
    Missing: no row for a series without a stated start year or frequency, for an edition without
    a printed number or not dated within one year.
    Source: editions, series; claims of the metrics edition_number, first_year, established_year.
    """
    numbered = _numbered(workspace, request, printed=True)
    starts = _start_years(workspace)
    joined = numbered.inner_join(starts, numbered.gap_series == starts.start_series)
    joined = joined.filter(joined.held_year.notnull()).mutate(start_year=joined.first_year)
    keep = request.dimensions
    ordinal = joined.select(*keep, *_AMOUNT_COLUMNS, "record_id", "claim_id", held=joined.held)
    years = joined.held_year - joined.first_year
    lowest = years * joined.editions_per_year + 1
    expected = with_amount(
        joined.select(
            *keep, record_id="start_claim_id", lowest=lowest,
            highest=lowest + joined.editions_per_year - 1,
        ),
        ibis._.lowest,
    )  # fmt: skip
    expected = expected.mutate(low_quantity=expected.lowest, high_quantity=expected.highest)
    return Evidence(
        (
            Part("editions", ordinal, "same", name="ordinal", notes=("held",)),
            Part("claims", expected, "same", name="expected"),
        ),
        finish=_gap,
        shows_parts=True,
    )


_AMOUNT_COLUMNS = (
    "quantity", "exponent", "low_quantity", "high_quantity", "qualifier_code", "is_cancelled",
)  # fmt: skip


def _editions(workspace: Workspace) -> ibis.Table:
    rows = workspace.table(
        "editions", "edition_id", "series_id", "activity_id", "number", "number_basis_code",
        "held_stated", "held_first", "held_last", "status_code",
    )  # fmt: skip
    first, last = rows.held_first.year(), rows.held_last.year()
    year = ibis.ifelse(first == last, first.cast("int64"), ibis.literal(None, "int64"))
    return rows.mutate(year=year)


def _numbered(workspace: Workspace, request: Request, *, printed: bool = False) -> ibis.Table:
    """Return numbered editions as amounts, each with the claim that prints its number, if one."""
    rows = _editions(workspace)
    rows = rows.filter(rows.number.notnull())
    if printed:
        rows = rows.filter(rows.number_basis_code.coalesce("stated") != "inferred")
    own = Request(
        request.by,
        tuple(name for name in request.dimensions if name != "start_year"),
        request.where,
        request.as_of,
    )
    rows = select(workspace, _EDITIONS, own, rows)
    claims = workspace.standing_claims("claim_id", "activity_id", "metric_code", "quantity")
    printed_in = claims.filter(claims.metric_code == "edition_number").select(
        "claim_id", claim_activity="activity_id", claimed="quantity"
    )
    joined = rows.left_join(
        printed_in,
        [rows.activity_id == printed_in.claim_activity, rows.number == printed_in.claimed],
    )
    evidence = with_amount(joined, joined.number).mutate(
        held=joined.held_stated, held_year=joined.year, gap_series=joined.series_id
    )
    return amounts(
        evidence, "edition_id", (*own.dimensions, "held", "held_year", "gap_series"),
        is_cancelled=evidence.is_cancelled,
    )  # fmt: skip


def _start_years(workspace: Workspace) -> ibis.Table:
    """Return each start year that a claim states for a series, with its frequency."""
    claims = workspace.standing_claims("claim_id", "activity_id", "metric_code", "date_first")
    stated = claims.filter(claims.metric_code.isin(["first_year", "established_year"]))
    stated = stated.select(
        start_claim_id="claim_id", started_id="activity_id",
        first_year=stated.date_first.year().cast("int64"),
    )  # fmt: skip
    series = workspace.table("series")
    series = series.filter(series.editions_per_year.notnull())
    joined = series.inner_join(stated, series.activity_id == stated.started_id)
    return joined.filter(joined.first_year.notnull()).select(
        "start_claim_id", "first_year", "editions_per_year", start_series="series_id"
    )


def _gap(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    ordinal, expected = totals.get("ordinal"), totals.get("expected")
    if ordinal is None or expected is None or ordinal.value is None:
        return None
    if expected.low is None or expected.high is None:
        return None
    low, high = ordinal.value - expected.high, ordinal.value - expected.low
    value = low if low == high else None
    return Answer(value, low, high, "exact", notes=ordinal.notes)
