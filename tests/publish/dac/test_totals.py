"""Control totals: sums of the rows by type of aid; dollars and constant prices by named tables."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from publish.dac.drawn_dac import ACTIVITY, entry, report
from tomoni.catalogue.deflators import DeflatorTable
from tomoni.catalogue.errors import InputError, RefusedError
from tomoni.catalogue.rates import RateTable
from tomoni.publish.dac import DacOptions, Report
from tomoni.publish.dac.prices import require_prices
from tomoni.publish.dac.totals import total_rows

RATES = RateTable("drawn", "Drawn", "here", {("JPY", 2021): Fraction(110)})
DEFLATORS = DeflatorTable("2023", 2022, {("701", 2021): Fraction(80), ("701", 2022): Fraction(100)})
KINDS = {
    "seminar": "1420",
    "expert_dispatch": "1410",
    "grant": "1300",
    "contribution_to_io": "1220",
}


def on_all_kinds() -> Report:
    """One line of 1000 dollars and one of 1,100,000 yen on an activity of each kind."""
    activities = [{**ACTIVITY, "activity_id": kind, "kind_code": kind} for kind in KINDS]
    lines: list[dict[str, Any]] = []
    for kind in KINDS:
        of_kind = {"activity_id": kind, "receiver_party_id": "unodc"}
        lines += [
            entry(entry_id=f"{kind}-usd", **of_kind),
            entry(
                entry_id=f"{kind}-jpy",
                currency_code="JPY",
                quantity=11,
                exponent=5,
                measure_code="amount_committed",
                **of_kind,
            ),
        ]
    return report(lines, activities)


@pytest.fixture(scope="module")
def made() -> Report:
    return on_all_kinds()


def lines(made: Report, options: DacOptions | None = None) -> dict[tuple[str, str], dict[str, str]]:
    rows = total_rows(made, options or DacOptions())
    return {(row["dac1_row"], row["currency"]): row for row in rows}


def test_each_type_of_aid_fills_its_row_and_those_above(made: Report) -> None:
    found = {key: row["amount"] for key, row in lines(made).items() if key[1] == "USD"}
    assert found == {
        ("1010", "USD"): "4000.00",
        ("1015", "USD"): "4000.00",
        ("1200", "USD"): "1000.00",
        ("1220", "USD"): "1000.00",
        ("1300", "USD"): "1000.00",
        ("1400", "USD"): "2000.00",
        ("1410", "USD"): "1000.00",
        ("1420", "USD"): "1000.00",
        ("1902", "USD"): "2000.00",
        ("1904", "USD"): "4000.00",
    }


def test_currencies_and_columns_are_not_added(made: Report) -> None:
    total = lines(made)["1010", "JPY"]
    assert (total["column"], total["amount"], total["rows"]) == ("commitments", "4400000", "4")
    assert lines(made)["1010", "USD"]["column"] == "amounts_extended"
    assert "usd" not in total


def test_totals_are_the_sum_of_the_rows(made: Report) -> None:
    for currency, column in (("USD", "amounts_extended"), ("JPY", "commitments")):
        rows = sum(
            (r.amounts[column].to_fraction() for r in made.rows if column in r.amounts), Fraction(0)
        )
        assert Fraction(lines(made)["1010", currency]["amount"]) == rows


def test_dollars_by_a_named_table(made: Report) -> None:
    total = lines(made, DacOptions(rates=RATES))["1010", "JPY"]
    assert (total["usd"], total["rates"]) == ("40000.00", "drawn")
    assert "usd_constant" not in total


def test_dollars_of_the_base_year_by_a_named_edition(made: Report) -> None:
    options = DacOptions(rates=RATES, deflators=DEFLATORS)
    total = lines(made, options)["1010", "USD"]
    assert (total["usd"], total["usd_constant"]) == ("4000.00", "5000.00")
    assert (total["base_year"], total["deflators"]) == ("2022", "2023")


def test_a_currency_without_a_rate_is_refused(made: Report) -> None:
    with pytest.raises(RefusedError, match="JPY"):
        lines(made, DacOptions(rates=RateTable("none", "None", "here", {})))


def test_a_year_without_a_deflator_is_refused(made: Report) -> None:
    none = DeflatorTable("2023", 2022, {("4", 2021): Fraction(80)})
    with pytest.raises(RefusedError, match="none for 701 in 2021"):
        lines(made, DacOptions(rates=RATES, deflators=none))


def test_constant_prices_need_deflators_and_rates() -> None:
    tables = {"drawn": RATES}
    assert require_prices(tables, None, rates=None, is_constant=False) == (None, None)
    assert require_prices(tables, DEFLATORS, rates="drawn", is_constant=False) == (RATES, None)
    assert require_prices(tables, DEFLATORS, rates="drawn", is_constant=True) == (RATES, DEFLATORS)
    with pytest.raises(RefusedError, match="none is loaded"):
        require_prices(tables, None, rates="drawn", is_constant=True)
    with pytest.raises(RefusedError, match="no table of exchange rates"):
        require_prices(tables, DEFLATORS, rates=None, is_constant=True)
    with pytest.raises(InputError, match="no table of exchange rates 'other'"):
        require_prices(tables, None, rates="other", is_constant=False)
