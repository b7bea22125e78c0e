"""Money in one currency: entries dated to one calendar year, by a named table of yearly rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import InputError, RefusedError, Where
from tomoni.catalogue.labels import Label
from tomoni.catalogue.own_tables import rate_tables
from tomoni.catalogue.rates import RateTable
from tomoni.catalogue.refusals import refusal_text
from tomoni.catalogue.settings import Settings
from tomoni.rules.money import convert, round_half_even, why_not_date
from tomoni.rules.qualifiers import add_qualifiers
from tomoni.rules.quantities import Quantity
from tomoni.rules.refusals import raise_first

from ..evidence import Evidence, Fold, LeftOut, Part, Total
from ..ledger import FLOW_DIMENSIONS, FLOW_WHERE, flows
from ..registry import FIGURES_BY_NAME, Basis, figure
from ..request import Request
from ..select import Base, select
from ..todate import OBSERVATIONS, TO_DATE_WHERE, latest_observations, only_recipient

if TYPE_CHECKING:
    from ..workspace import Workspace

_OF_TOTALS = (*TO_DATE_WHERE, "purpose", "currency")
_TOTALS = replace(OBSERVATIONS, with_parts=True)
_PROMISED = Base(
    "pledge_targets", columns={"currency": "currency_code"}, derived={"country": only_recipient}
)
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
    Missing: no entry, no row: unknown, not zero. No one year's rate applies to a total to date or
    a pledge: left_out counts those in scope, whatever dates or parties of entries are asked, and
    where nothing else is on record the answer is refused. Refused with the reason: pledges, and any
    selection that holds an entry without a single calendar year or without a rate, since leaving
    it out would understate the answer.
    Source: entries, entry_splits, the rate table; observations and pledge_targets for left_out.
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
    dimensions = tuple(dict.fromkeys((*request.dimensions, "year", "currency")))
    inner = Request(request.by, dimensions, _narrowing(request), request.as_of)
    part = flows(workspace, inner, [measure])
    left = _left_out(workspace, request, measure)
    _refuse_totals(request, measure, part, left)
    return Evidence(
        (part,), inner=("year", "currency"), fold=_folding(table, target), left_out=left
    )


def _narrowing(request: Request) -> dict[str, tuple[str | int, ...]]:
    ours = {"rates", "target_currency"}
    return {key: values for key, values in request.where.items() if key not in ours}


def _rate_table(request: Request) -> RateTable:
    name = str(request.one("rates"))
    tables = rate_tables(Settings())
    if name not in tables:
        raise InputError(
            f"There is no table of exchange rates {name!r}.",
            where=Where(field="rates"),
            do=f"Use one of: {', '.join(tables)}.",
        )
    return tables[name]


def _left_out(workspace: Workspace, request: Request, measure: str) -> tuple[LeftOut, ...]:
    """Return the totals to date and pledge targets of the measure that are in scope.

    Keys that only an entry can answer (its dates, parties, level and origin) do not narrow them: a
    total may hold money of any year.
    """
    kept = {key: values for key, values in request.where.items() if key in _OF_TOTALS}
    own = Request((), (), kept, request.as_of)
    latest = latest_observations(workspace, own, [measure])
    totals = select(workspace, _TOTALS, own, latest)
    pledges = workspace.table("pledges").select("pledge_id", "activity_id")
    targets = workspace.table("pledge_targets").inner_join(pledges, "pledge_id")
    targets = targets.filter(targets.measure_code == measure)
    promised = select(workspace, _PROMISED, own, targets)
    counted = {
        "observations": (totals.count(), "cumulative_not_converted"),
        "pledge_targets": (promised.count(), "pledge_not_converted"),
    }
    found = [
        LeftOut(source, int(count.to_pyarrow().as_py()), reason)
        for source, (count, reason) in counted.items()
    ]
    return tuple(each for each in found if each.count)


def _refuse_totals(request: Request, measure: str, part: Part, left: Sequence[LeftOut]) -> None:
    """Refuse where no dated entry answers and totals to date or pledges would."""
    live = part.rows.filter(~part.rows.is_cancelled)
    if not left or live.limit(1).count().to_pyarrow().as_py():
        return
    what, do = refusal_text(left[0].reason, {})
    asked = "pledge_targets" if left[0].source == "pledge_targets" else measure
    to_date = FIGURES_BY_NAME.get(asked, FIGURES_BY_NAME["residual"])
    narrowed = {key: values for key, values in request.where.items() if key in to_date.where}
    command = Request((), (), narrowed, None).command(to_date.name)
    raise RefusedError(
        f"No dated entry of {measure} answers, and {left[0].source} do ({left[0].count}). {what}",
        where=Where(field="measure"),
        do=f"{do} Ask: {command}",
    )


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
