"""Exchange rates: exact, in both quotations, and missing where a source has none."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError
from tomoni.catalogue.packaged import packaged_names, packaged_rows
from tomoni.catalogue.rates import RATE_TABLES, RATE_TABLES_BY_NAME, RateTable, load_rate_table
from tomoni.catalogue.settings import SETTINGS

FEDERAL_RESERVE = RATE_TABLES_BY_NAME["federal-reserve-g5a"]


def test_a_rate_quoted_in_units_per_dollar_is_the_printed_number() -> None:
    table = RATE_TABLES_BY_NAME["imf-ifs-jpy"]
    assert table.units_per_usd("JPY", 2005) == Fraction(11022, 100)


def test_a_rate_quoted_in_dollars_per_unit_is_turned_round_exactly() -> None:
    rate = FEDERAL_RESERVE.units_per_usd("AUD", 2012)
    assert rate == Fraction(10000, 10359)


def test_a_year_or_currency_that_the_table_lacks_has_no_rate() -> None:
    assert FEDERAL_RESERVE.units_per_usd("JPY", 2016) is None
    assert FEDERAL_RESERVE.units_per_usd("JPY", 1999) is None
    assert FEDERAL_RESERVE.units_per_usd("KES", 2020) is None


def test_the_dollar_is_one() -> None:
    assert FEDERAL_RESERVE.units_per_usd("USD", 2016) == 1


@pytest.mark.parametrize("table", RATE_TABLES, ids=lambda table: table.name)
def test_a_packaged_table_has_one_positive_rate_a_year(table: RateTable) -> None:
    rows = list(packaged_rows("rates", f"{table.name}.csv"))
    assert len(table.rates) == len(rows)
    assert all(rate > 0 for rate in table.rates.values())
    assert {currency for currency, _ in table.rates} <= codelist("Currency").codes.keys()
    assert {row["quotation"] for row in rows} <= {"units_per_usd", "usd_per_unit"}
    assert table.title and table.source


def test_the_two_tables_agree_on_the_yen_within_a_hundredth() -> None:
    other = RATE_TABLES_BY_NAME["imf-ifs-jpy"]
    years = [y for c, y in FEDERAL_RESERVE.rates if c == "JPY" and ("JPY", y) in other.rates]
    assert years
    for year in years:
        one, two = FEDERAL_RESERVE.rates["JPY", year], other.rates["JPY", year]
        assert abs(one / two - 1) < Fraction(1, 100), year


def test_every_packaged_file_is_described_and_the_default_setting_names_one() -> None:
    assert set(packaged_names("rates", ".csv")) == RATE_TABLES_BY_NAME.keys()
    default = next(s.default for s in SETTINGS if s.name == "TOMONI_RATE_TABLE")
    assert default in RATE_TABLES_BY_NAME


def _load(tmp_path: Path, text: str) -> RateTable:
    path = tmp_path / "rates.csv"
    path.write_text(text, encoding="utf-8")
    return load_rate_table(path, name="dac", title="DAC", source="OECD DAC")


def test_a_table_of_the_instance(tmp_path: Path) -> None:
    table = _load(
        tmp_path,
        "currency,year,rate,quotation\nJPY,2022,131.46,units_per_usd\nEUR,2022,1.05,usd_per_unit\n",
    )
    assert table.units_per_usd("JPY", 2022) == Fraction(13146, 100)
    assert table.units_per_usd("EUR", 2022) == Fraction(100, 105)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("yen,2022,131.46,units_per_usd", "currency"),
        ("JPY,22,131.46,units_per_usd", "year"),
        ("JPY,2022,,units_per_usd", "rate"),
        ("JPY,2022,0,units_per_usd", "rate"),
        ("JPY,2022,-1,units_per_usd", "rate"),
        ("JPY,2022,1e2,units_per_usd", "rate"),
        ("JPY,2022,131.46,yen", "quotation"),
        ("JPY,2021,131.46,units_per_usd", "year"),
    ],
)
def test_a_wrong_line_is_refused_with_file_line_and_field(
    tmp_path: Path, line: str, field: str
) -> None:
    text = f"currency,year,rate,quotation\nJPY,2021,109.8,units_per_usd\n{line}\n"
    with pytest.raises(InputError) as refused:
        _load(tmp_path, text)
    where = refused.value.where
    assert where is not None
    assert (where.file, where.line, where.field) == (str(tmp_path / "rates.csv"), 3, field)
    assert refused.value.do
