"""Numbers read exactly: nothing is rounded but shares, and those say so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.publish.numbers import (
    format_date,
    format_money,
    format_number,
    format_ordinal,
    format_share,
    is_rounded_share,
    unit_word,
)


@pytest.mark.parametrize(
    ("value", "currency", "en", "ja"),
    [
        ("579000000.00", "USD", "US$579 m", "5億7,900万ドル"),
        ("15530000.00", "USD", "US$15.53 m", "1,553万ドル"),
        ("80000000000", "JPY", "¥80 bn", "800億円"),
        ("6000000000.00", "USD", "US$6 bn", "60億ドル"),
        ("100000.00", "USD", "US$100,000", "10万ドル"),
        ("12345678.00", "USD", "US$12,345,678", "12,345,678ドル"),
        ("0.50", "EUR", "€0.5", "0.5ユーロ"),
        ("-430000.00", "USD", "−US$430,000", "−43万ドル"),
        ("7", "KES", "KES 7", "7 KES"),
        ("0", "JPY", "¥0", "0円"),
    ],
)
def test_money_is_compact_only_where_nothing_is_lost(
    value: str, currency: str, en: str, ja: str
) -> None:
    assert format_money(value, currency, "en") == en
    assert format_money(value, currency, "ja") == ja


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
def test_english_money_keeps_every_digit(amount: int) -> None:
    shown = format_money(str(amount), "USD", "en").removeprefix("US$").replace(",", "")
    digits, _, scale = shown.partition(" ")
    power = {"": 0, "m": 6, "bn": 9}[scale]
    assert Decimal(digits).scaleb(power) == amount


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**15))
def test_japanese_money_keeps_every_digit(amount: int) -> None:
    shown = format_money(str(amount), "JPY", "ja").removesuffix("円").replace(",", "")
    total = 0
    for power, name in ((12, "兆"), (8, "億"), (4, "万")):
        before, found, after = shown.partition(name)
        if found:
            total, shown = total + int(before) * 10**power, after
    assert total + int(shown or 0) == amount


@pytest.mark.parametrize(
    ("value", "en"),
    [("1", "1st"), ("2", "2nd"), ("3", "3rd"), ("11", "11th"), ("23", "23rd"), ("112", "112th")],
)
def test_ordinals(value: str, en: str) -> None:
    assert format_ordinal(value, "en") == en
    assert format_ordinal(value, "ja") == f"第{value}回"


def test_a_share_that_is_rounded_says_so() -> None:
    assert format_share("1.326500", "en") == "133 %"
    assert is_rounded_share("1.326500", "2653/2000")
    assert format_share("0.500000", "ja") == "50%"
    assert not is_rounded_share("0.500000", "1/2")
    assert is_rounded_share("0.333333", "1/3")


@pytest.mark.parametrize(
    ("stated", "en", "ja"),
    [
        ("2018", "2018", "2018年"),
        ("2018-05", "May 2018", "2018年5月"),
        ("2018-05-19", "19 May 2018", "2018年5月19日"),
        ("FY2009", "FY2009", "2009年度"),
    ],
)
def test_dates_keep_their_precision(stated: str, en: str, ja: str) -> None:
    assert format_date(stated, "en") == en
    assert format_date(stated, "ja") == ja


def test_units() -> None:
    assert format_number("6100", "person", None, "en") == "6,100"
    assert format_number("2.50", "square_metre", None, "en") == "2.5"
    assert format_number("1962", "year", None, "en") == "1962"
    assert format_number("2", "per_year", None, "ja") == "年2回"
    assert unit_word("per_year", "2", "en") == "a year"
    assert unit_word("year", "1", "en") == "year"
    assert unit_word("person", "3", "en") == ""
