"""What a day of one trainee costs, where both money and days are on record."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from tomoni.catalogue.errors import RefusedError
from tomoni.catalogue.labels import Label
from tomoni.rules.quantities import Quantity, format_major

from ..evidence import Answer, Evidence, Part, Total
from ..ledger import flows
from ..registry import Basis, figure
from ..request import Request

if TYPE_CHECKING:
    from ..workspace import Workspace

_DIMENSIONS = ("series", "kind", "theme", "year", "fiscal_year")


@figure(
    name="cost_per_trainee_day",
    version=1,
    label=Label("Cost per trainee-day", "研修人日当たりの費用"),
    unit="currency",
    dimensions=_DIMENSIONS,
    always=("activity", "currency"),
    where=(*_DIMENSIONS, "activity", "currency"),
    as_of="optional",
    basis=Basis(
        time="date of the entry; calendar year, or fiscal year from April",
        currency="original currency, face value",
        price="current prices",
        population="days of presence, summed over persons",
        country_basis="does not apply",
        counting_level="origin",
    ),
)
def cost_per_trainee_day(workspace: Workspace, request: Request) -> Evidence:
    """Money disbursed for an activity, divided by the days of presence of its trainees.

    Rows: one per activity, currency and combination of the dimensions asked, where both are
    recorded; rows are not to be added.
    Unit: the currency, for one person and day; amount and person_days stand beside it.
    Missing: an activity with money alone or days alone has no row. Where none has both, the
    question is refused.
    Source: entries of amount_disbursed and person_days.
    """
    days = flows(workspace, _without_currency(request), ["person_days"], name="days")
    money = flows(workspace, request, ["amount_disbursed"], name="money")
    paid = days.rows.semi_join(money.rows, "activity")
    if not paid.limit(1).count().to_pyarrow().as_py():
        raise RefusedError(
            "No activity in scope has both money disbursed and person-days on record.",
            do="Record attendance and close the budget of an edition, or ask something wider.",
        )
    return Evidence(
        (money, Part("entries", days.rows, name="days", spreads_over=("currency",))),
        finish=_finish,
    )


def _without_currency(request: Request) -> Request:
    """The days are of no currency."""
    return Request(
        tuple(name for name in request.by if name != "currency"),
        tuple(name for name in request.dimensions if name != "currency"),
        {name: values for name, values in request.where.items() if name != "currency"},
        request.as_of,
    )


def _finish(key: Mapping[str, object], totals: Mapping[str, Total]) -> Answer | None:
    money, days = totals.get("money"), totals.get("days")
    if money is None or days is None or money.value is None or not days.value:
        return None
    qualifier = "exact" if money.qualifier == days.qualifier == "exact" else "about"
    value = money.value.to_fraction() / days.value.to_fraction()
    low, high = _per_day(money.low, days.high), _per_day(money.high, days.low)
    notes = {
        "amount": format_major(money.value, str(key["currency"])),
        "person_days": format_major(days.value, None),
    }
    return Answer(value, low, high, qualifier, notes=notes)


def _per_day(money: Quantity | None, days: Quantity | None) -> Fraction | None:
    if money is None or not days:
        return None
    return money.to_fraction() / days.to_fraction()
