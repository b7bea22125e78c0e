from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.dates import (
    StatedDate,
    calendar_year,
    fiscal_to_calendar_bounds,
    fiscal_year,
    is_later,
    overlaps,
    parse_stated_date,
    spanning,
    year_as_date,
)
from tomoni.rules.quantities import ZERO, Quantity

years = st.integers(min_value=1900, max_value=2100)
months = st.integers(min_value=1, max_value=12)


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "calendar_year"),
        ("2018-12", date(2018, 12, 1), date(2018, 12, 31), "month"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("2018-05-19", date(2018, 5, 19), date(2018, 5, 19), "day"),
        ("FY2018", date(2018, 4, 1), date(2019, 3, 31), "fiscal_year"),
    ],
)
def test_a_stated_date_has_bounds(text: str, first: date, last: date, precision: str) -> None:
    assert parse_stated_date(text) == StatedDate(text, first, last, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-13",
        "2018-02-30",
        "FY2018-05",
        "FY18",
        "2018/05",
        "0000",
        "FY9999",
        "２０１８",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_stated_date(text)


def test_bounds_in_order() -> None:
    with pytest.raises(InputError):
        StatedDate("2018", date(2018, 12, 31), date(2018, 1, 1), "calendar_year")


@given(years, months)
def test_fiscal_years_follow_each_other_without_a_gap(year: int, start_month: int) -> None:
    one = parse_stated_date(f"FY{year}", start_month)
    following = parse_stated_date(f"FY{year + 1}", start_month)
    assert one.last + timedelta(days=1) == following.first
    assert fiscal_year(one, start_month) == year
    assert calendar_year(one) == (year if start_month == 1 else None)


@given(years, months, months)
def test_a_month_lies_in_one_year_of_each_kind(year: int, month: int, start_month: int) -> None:
    stated = parse_stated_date(f"{year}-{month:02d}")
    assert calendar_year(stated) == year
    assert fiscal_year(stated, start_month) == (year if month >= start_month else year - 1)


def test_a_calendar_year_spans_two_fiscal_years() -> None:
    assert fiscal_year(parse_stated_date("2018")) is None


def test_overlap_order_and_containment() -> None:
    year, fiscal, month = (parse_stated_date(text) for text in ("2018", "FY2018", "2019-02"))
    assert overlaps(year, fiscal)
    assert overlaps(fiscal, year)
    assert not overlaps(year, month)
    assert is_later(month, year)
    assert not is_later(fiscal, year)
    assert fiscal.contains(month)
    assert not year.contains(fiscal)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2018", "2018", "2018"),
        ("FY2018", "FY2018", "FY2018"),
        ("2018-05-19", "2018-05-25", "2018"),
        ("2018-10", "2019-02", "FY2018"),
        ("2016", "2018", None),
        ("2018-02", "2018-11", "2018"),
        ("2018-03", "2019-02", None),
    ],
)
def test_the_year_of_a_period(start: str, end: str, expected: str | None) -> None:
    found = spanning(parse_stated_date(start), parse_stated_date(end))
    assert (found and found.stated) == expected
    if found is not None:
        assert found.contains(parse_stated_date(start))
        assert found.contains(parse_stated_date(end))


def test_a_period_in_a_fiscal_year_from_october() -> None:
    start, end = parse_stated_date("2018-10"), parse_stated_date("2019-09")
    assert spanning(start, end) is None
    assert spanning(start, end, 10) == parse_stated_date("FY2018", 10)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputError):
        spanning(parse_stated_date("2018"), parse_stated_date("2016"))


def test_a_year_as_a_date() -> None:
    assert year_as_date(2021) == parse_stated_date("2021")


@given(years, st.integers(2, 12), st.integers(-(10**9), 10**9), st.integers(0, 100))
def test_calendar_bounds_hold_every_way_to_divide(
    year: int, start_month: int, total: int, percent: int
) -> None:
    bounds = fiscal_to_calendar_bounds(Quantity(total), year, start_month)
    assert list(bounds) == [year, year + 1]
    before = total * percent // 100
    for part, (low, high) in zip((before, total - before), bounds.values(), strict=True):
        assert low <= Quantity(part) <= high
    assert all(ZERO in pair for pair in bounds.values())


def test_a_fiscal_year_from_january_is_the_calendar_year() -> None:
    assert fiscal_to_calendar_bounds(Quantity(5), 2018, 1) == {2018: (Quantity(5), Quantity(5))}
