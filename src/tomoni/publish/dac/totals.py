"""Control totals in the manner of table DAC1: what the rows add up to, by type of aid.

The DAC's own rules for compiling DAC1 out of the CRS are not held here, so these are sums of the
rows written and no more: gross, at face value, one line per currency.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.dac import AID_TYPES, DAC1_ROWS, Dac1Row
from tomoni.catalogue.rates import RateTable
from tomoni.rules.constant_prices import at_constant_prices
from tomoni.rules.money import convert, round_half_even
from tomoni.rules.quantities import ZERO, Quantity, format_major

from .options import DacOptions
from .rows import AMOUNTS, Report, ReportRow

TOTAL_COLUMNS = (
    "dac1_row", "name", "column", "currency", "amount", "rows",
    "usd", "rates", "usd_constant", "base_year", "deflators",
)  # fmt: skip
_MULTILATERAL = "40000"


@dataclass(frozen=True, slots=True)
class ControlTotal:
    """One total: a row of DAC1, a column of the submission, a currency, the exact sum."""

    row: Dac1Row
    column: str
    currency: str
    amount: Quantity
    rows: int


def control_totals(report: Report) -> list[ControlTotal]:
    """Return the totals of the rows written; a total that no row fills is not there."""
    totals = []
    for dac1 in DAC1_ROWS:
        rows = [row for row in report.rows if _belongs(row, dac1)]
        for column in AMOUNTS:
            for currency in sorted({row.currency for row in rows if column in row.amounts}):
                filled = [r for r in rows if r.currency == currency and column in r.amounts]
                amount = sum((row.amounts[column] for row in filled), ZERO)
                totals.append(ControlTotal(dac1, column, currency, amount, len(filled)))
    return totals


def _belongs(row: ReportRow, dac1: Dac1Row) -> bool:
    if dac1.rule == "ftc":
        return row.cells.get("ftc") == "1"
    if dac1.rule == "multilateral_channel":
        return row.cells["bi_multi"] != "2" and _is_below(row.cells["channel_code"], _MULTILATERAL)
    at: str | None = AID_TYPES[row.cells["aid_type_code"]].dac1_row
    while at is not None:
        if at == dac1.code:
            return True
        at = next(one.parent for one in DAC1_ROWS if one.code == at)
    return False


def _is_below(code: str, top: str) -> bool:
    at: str | None = code
    while at is not None:
        if at == top:
            return True
        at = codelist("CRSChannelCode").codes[at].category
    return False


def total_rows(report: Report, options: DacOptions) -> Iterator[dict[str, str]]:
    """Yield the lines of the list of totals. Errors: RefusedError without a rate or deflator."""
    for total in control_totals(report):
        line = {
            "dac1_row": total.row.code,
            "name": total.row.name,
            "column": total.column,
            "currency": total.currency,
            "amount": format_major(total.amount, total.currency),
            "rows": str(total.rows),
        }
        if options.rates is not None:
            line |= _in_dollars(total, report, options, options.rates)
        yield line


def _in_dollars(
    total: ControlTotal, report: Report, options: DacOptions, rates: RateTable
) -> dict[str, str]:
    exact = convert(total.amount, total.currency, report.year, "USD", rates).exact
    found = {"usd": _dollars(exact), "rates": rates.name}
    if options.deflators is not None:
        donor = report.reporter or ""
        constant = at_constant_prices(exact, (donor,), report.year, options.deflators)
        found["usd_constant"] = _dollars(constant)
        found["base_year"] = str(options.deflators.base_year)
        found["deflators"] = options.deflators.edition
    return found


def _dollars(exact: Fraction) -> str:
    return format_major(round_half_even(exact, "USD"), "USD")
