"""Dates in words."""

from __future__ import annotations

from datetime import date

import pytest

from tomoni.exchange.typesetting import printed_date, printed_period


@pytest.mark.parametrize(
    ("first", "last", "english", "japanese"),
    [
        (date(2024, 2, 29), date(2024, 2, 29), "29 February 2024", "2024年2月29日"),
        (date(2024, 11, 4), date(2024, 11, 14), "4–14 November 2024", "2024年11月4日～11月14日"),
        (
            date(2024, 10, 10),
            date(2024, 11, 14),
            "10 October – 14 November 2024",
            "2024年10月10日～11月14日",
        ),
        (
            date(2024, 12, 30),
            date(2025, 1, 3),
            "30 December 2024 – 3 January 2025",
            "2024年12月30日～2025年1月3日",
        ),
    ],
)
def test_a_period_says_nothing_twice(first: date, last: date, english: str, japanese: str) -> None:
    assert printed_period(first, last, "en") == english
    assert printed_period(first, last, "ja") == japanese


def test_a_day() -> None:
    assert printed_date(date(2026, 1, 2), "en") == "2 January 2026"
    assert printed_date(date(2026, 1, 2), "ja") == "2026年1月2日"
