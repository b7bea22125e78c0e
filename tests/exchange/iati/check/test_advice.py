"""Our own advice, rule by rule: when it is given, and when it holds its peace."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from exchange.iati.check.drawn_tables import drawn_tables
from exchange.iati.drawn import activity, cut, file_of
from tomoni.exchange.iati.check.advice_dates import advise_on_dates
from tomoni.exchange.iati.check.advice_money import advise_on_money
from tomoni.exchange.iati.check.advice_shares import advise_on_shares
from tomoni.exchange.iati.findings import Found
from tomoni.exchange.iati.read import read_piece

TODAY = date(2026, 7, 1)


def advised(tables: dict[str, pa.Table]) -> list[tuple[str, int, dict[str, Any]]]:
    """Rule, line and parameters of all advice on a piece."""
    found = Found()
    advise_on_dates(tables, found, TODAY)
    advise_on_money(tables, found)
    advise_on_shares(tables, found)
    return [
        (row["rule"], row["line"], json.loads(row["parameters"] or "{}"))
        for row in found.table().to_pylist()
    ]


def dates(*written: str) -> list[tuple[str, int, dict[str, Any]]]:
    return advised(drawn_tables(budgets=[{"period_start": one} for one in written]))


def test_a_day_with_a_zone_is_told_how_it_is_read() -> None:
    given = dates("2017-02-06", "2017-02-06+08:00", "2017-02-06Z")
    assert given == [
        ("T.1.1", 2, {"value": "2017-02-06+08:00", "read": "2017-02-06"}),
        ("T.1.1", 3, {"value": "2017-02-06Z", "read": "2017-02-06"}),
    ]


def test_a_moment_may_have_a_zone() -> None:
    activities = [{"last_updated_datetime": "2017-02-06T10:00:00+08:00"}]
    assert advised(drawn_tables(activities=activities)) == []


@pytest.mark.parametrize(
    ("year", "is_odd"),
    [("0001", True), ("1949", True), ("1950", False), ("2100", False), ("9999", True)],
)
def test_implausible_years(year: str, is_odd: bool) -> None:
    given = dates(f"{year}-06-01")
    assert [rule for rule, _, _ in given] == (["T.1.2"] if is_odd else [])


@pytest.mark.parametrize("written", ["-0001-01-01", "10000-01-01", "0000-01-01"])
def test_years_that_no_calendar_of_ours_has_are_implausible_too(written: str) -> None:
    budgets = [{"period_start": written}, {"period_start": "2020-01-01"}, {"period_start": "x"}]
    tables = drawn_tables(budgets=budgets)
    assert [(rule, line) for rule, line, _ in advised(tables)] == [("T.1.2", 1)]


@pytest.mark.parametrize(
    ("written", "is_told"),
    [("0.12345678901", True), ("1" * 29, True), ("0.1234567890", False), ("1,000", False)],
)
def test_a_number_too_long_to_be_exact_is_told(written: str, is_told: bool) -> None:
    [piece] = cut(file_of(activity(more=f'<sector code="1" percentage="{written}"/>')))[1]
    given = [one for one in advised(read_piece(piece).tables) if one[0] == "T.2.6"]
    assert given == ([("T.2.6", 10, {"value": written})] if is_told else [])


@pytest.mark.parametrize(
    ("status", "type_", "day", "given"),
    [
        ("2", "4", "2026-06-30", ["T.1.3"]),
        ("2", "4", "2026-07-01", []),
        ("2", "3", "2020-01-01", []),
        ("4", "4", "2020-01-01", []),
    ],
)
def test_an_activity_that_ended_is_no_longer_at_work(
    status: str, type_: str, day: str, given: list[str]
) -> None:
    tables = drawn_tables(
        activities=[{"activity_status_code": status}],
        activity_dates=[{"type": type_, "iso_date": day}],
    )
    assert [rule for rule, _, _ in advised(tables)] == given


def money(value: str, **more: Any) -> dict[str, Any]:
    return {"type_code": "3", "value": value, "value_currency": "USD", **more}


def test_a_negative_amount_is_explained_by_what_it_takes_back_each_only_once() -> None:
    lines = [money("100.00"), money("-100"), money("-100"), money("-7"), money("7", activity=1)]
    assert advised(drawn_tables(transactions=lines)) == [
        (
            "T.2.2",
            2,
            {"value": "-100", "type": "disbursement", "type_ja": "種別3", "other": 1},
        ),
        ("T.2.1", 3, {"value": "-100"}),
        ("T.2.1", 4, {"value": "-7"}),
        ("T.2.5", 3, {"other": 2}),
    ]


def test_other_currencies_and_types_take_nothing_back() -> None:
    others = [money("5", value_currency="EUR"), money("5", type_code="2"), money("-5")]
    assert [rule for rule, _, _ in advised(drawn_tables(transactions=others))] == ["T.2.1"]


def test_zero_and_negative_budgets() -> None:
    tables = drawn_tables(transactions=[money("0.00")], budgets=[{"value": "-1"}, {"value": "1"}])
    assert [(rule, line) for rule, line, _ in advised(tables)] == [("T.2.4", 1), ("T.2.3", 1)]


def test_a_transaction_is_doubled_only_when_all_below_it_is_equal_too() -> None:
    lines = [money("1"), money("1"), money("1"), money("1", ref="A")]
    sectors = [
        {"level": "transaction", "parent": 0, "code": "11110"},
        {"level": "transaction", "parent": 1, "code": "11110"},
        {"level": "transaction", "parent": 2, "code": "12220"},
        {"level": "activity", "parent": 0, "code": "99810"},
    ]
    tables = drawn_tables(transactions=lines, sectors=sectors)
    assert advised(tables) == [("T.2.5", 2, {"other": 1})]
    said = {"owner_table": "transactions", "parent": 1, "element": "description", "text": "Other"}
    tables |= drawn_tables(narratives=[said])
    assert advised(tables) == []


def share(code: str, percentage: str | None, **more: Any) -> dict[str, Any]:
    return {"level": "activity", "code": code, "percentage": percentage, **more}


def test_shares_of_nothing_and_codes_stated_twice() -> None:
    sectors = [share("11110", "50"), share("11110", "50", vocabulary="1"), share("12110", "0")]
    assert advised(drawn_tables(sectors=sectors)) == [
        ("T.3.2", 3, {"name": "sector", "value": "0"}),
        ("T.3.3", 1, {"name": "sector", "value": "11110", "vocabulary": "1", "count": 2}),
    ]
    apart = [
        share("11110", "100"),
        share("11110", "100", vocabulary="2"),
        share("1", None, activity=1),
    ]
    assert advised(drawn_tables(sectors=apart)) == []


@pytest.mark.parametrize(
    ("shares", "rest"),
    [(("33.3", "33.3", "33.3"), "0.1"), (("33.34", "66.67"), "-0.01"), (("50", "50"), None)],
)
def test_what_misses_the_whole_by_rounding_is_said_to_do_so(
    shares: tuple[str, ...], rest: str | None
) -> None:
    sectors = [share(str(place), one) for place, one in enumerate(shares)]
    given = [each["rest"] for _, _, each in advised(drawn_tables(sectors=sectors))]
    assert given == ([rest] if rest else [])


def test_what_misses_the_whole_by_more_is_the_standards_matter() -> None:
    assert advised(drawn_tables(sectors=[share("1", "40"), share("2", "50")])) == []
