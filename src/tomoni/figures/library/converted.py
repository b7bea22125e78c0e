"""Money in one currency: entries dated to one calendar year, by a named table of yearly rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.catalogue.labels import Label
from tomoni.catalogue.rates import RATE_TABLES_BY_NAME, RateTable
from tomoni.rules.money import convert, round_half_even, why_not_date
from tomoni.rules.qualifiers import add_qualifiers
from tomoni.rules.quantities import Quantity
from tomoni.rules.refusals import raise_first

from ..evidence import Evidence, Fold, Total
from ..ledger import FLOW_DIMENSIONS, FLOW_WHERE, flows, is_cancelled, live_entries
from ..registry import Basis, figure
from ..request import Request
from ..select import select
from ..todate import OBSERVATIONS, latest_observations

if TYPE_CHECKING:
    from ..workspace import Workspace

_MEASURES = ("amount_committed", "amount_disbursed", "amount_contributed", "amount_delivered")


@figure(
    name="amount_converted",
    version=1,
    label=Label("Amount in one currency", "換算額"),
    unit="currency",
    dimensions=FLOW_DIMENSIONS,
    always=("measure",),
    where=(*FLOW_WHERE, "measure", "currency", "counting_level", "rates", "target_currency"),
    required=("measure", "rates", "target_currency"),
    as_of="optional",
    basis=Basis(
        time="entries dated within one calendar year, at that year's rate",
        currency="converted by the named table of yearly rates; rounded once, half to even",
        price="current prices",
        population="entries of the ledger; reversed pairs weigh nothing and stay in the lineage",
        country_basis="own country or place split, else the activity's only stated recipient",
        counting_level="origin, unless counting_level is asked",
    ),
)
def amount_converted(workspace: Workspace, request: Request) -> Evidence:
    """Dated flows of money converted to one currency by a named table of yearly rates.

    Rows: one per measure and combination of the dimensions asked.
    Unit: the target currency, in major units; a bound is converted like the value.
    Missing: no entry, no row: unknown, not zero. Refused with the reason: pledges, totals to date
    (no one year's rate applies), and any selection that holds an entry without a single calendar
    year or without a rate, since leaving it out would understate the answer.
    Source: entries, entry_splits, the rate table.
    """
    measure = str(request.one("measure"))
    if measure not in _MEASURES:
        raise_first(why_not_date(None, "pledge") if measure == "amount_pledged" else [])
        raise InputError(
            f"{measure} is not converted.",
            where=Where(field="measure"),
            do=f"Use one of: {', '.join(_MEASURES)}.",
        )
    table, target = _rate_table(request), str(request.one("target_currency"))
    _refuse_totals(workspace, request, measure)
    dimensions = tuple(dict.fromkeys((*request.dimensions, "year", "currency")))
    inner = Request(request.by, dimensions, _narrowing(request), request.as_of)
    part = flows(workspace, inner, [measure])
    return Evidence((part,), inner=("year", "currency"), fold=_folding(table, target))


def _narrowing(request: Request) -> dict[str, tuple[str | int, ...]]:
    ours = {"rates", "target_currency"}
    return {key: values for key, values in request.where.items() if key not in ours}


def _rate_table(request: Request) -> RateTable:
    name = str(request.one("rates"))
    if name not in RATE_TABLES_BY_NAME:
        raise InputError(
            f"There is no table of exchange rates {name!r}.",
            where=Where(field="rates"),
            do=f"Use one of: {', '.join(RATE_TABLES_BY_NAME)}.",
        )
    return RATE_TABLES_BY_NAME[name]


def _refuse_totals(workspace: Workspace, request: Request, measure: str) -> None:
    """Refuse where all that is recorded of the activity asked for is a total to date."""
    if not (request.values("activity") or request.values("series")):
        return
    own = Request((), (), {key: request.values(key) for key in ("activity", "series")
                           if request.values(key)}, request.as_of)  # fmt: skip
    entries = live_entries(workspace, request, [measure])
    latest = select(workspace, OBSERVATIONS, own, latest_observations(workspace, own, [measure]))
    if latest.count().to_pyarrow().as_py():
        live = entries.filter(~is_cancelled(entries))
        below = select(workspace, OBSERVATIONS, own, live)
        if not below.count().to_pyarrow().as_py():
            raise_first(why_not_date(None, "observation"))


def _folding(table: RateTable, target: str) -> Fold:
    def fold(groups: Sequence[tuple[Mapping[str, object], Total]]) -> Total:
        stated = [(named, total) for named, total in groups if total.value is not None]
        amounts = [_Converted(named, total, table, target) for named, total in stated]
        value, low, high = (
            _sum([getattr(amount, name) for amount in amounts], target)
            for name in ("value", "low", "high")
        )
        return Total(
            value if amounts else None,
            low if amounts else None,
            high if amounts else None,
            add_qualifiers(*(total.qualifier for _, total in stated)),
            sum(total.records for _, total in groups),
            sum(total.cancelled for _, total in groups),
            {"currency": target, "rates": table.name},
        )

    return fold


class _Converted:
    """One group of entries of one year and currency, exact in the target currency."""

    def __init__(
        self, named: Mapping[str, object], total: Total, table: RateTable, target: str
    ) -> None:
        currency, year = str(named["currency"]), named["year"]
        if not isinstance(year, int):
            raise RefusedError(
                f"{total.records} entries in {currency} have no single calendar year, so no rate.",
                do="Narrow the request with --where year=…, or from and to.",
            )

        def exact(amount: Quantity | None) -> Fraction | None:
            if amount is None:
                return None
            return convert(amount, currency, year, target, table).exact

        self.value, self.low, self.high = exact(total.value), exact(total.low), exact(total.high)


def _sum(amounts: Sequence[Fraction | None], currency: str) -> Quantity | None:
    stated = [amount for amount in amounts if amount is not None]
    if len(stated) < len(amounts):
        return None
    return round_half_even(sum(stated, Fraction(0)), currency)
