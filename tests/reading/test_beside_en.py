from __future__ import annotations

from fractions import Fraction

import pytest

from tomoni.reading.beside_en import reading_of
from tomoni.reading.numerals import scan_numerals
from tomoni.reading.spans import Figure


def first_reading(text: str) -> Figure | None:
    return reading_of(text, min(scan_numerals(text), key=lambda n: n.start), "USD")


@pytest.mark.parametrize(
    ("text", "kind", "unit", "value"),
    [
        ("US$ 5m for courts", "money", "USD", 5_000_000),
        ("5 million euros", "money", "EUR", 5_000_000),
        ("$5 k", "money", "USD", 5_000),
        ("5 per cent of", "percentage", "percent", 5),
        ("5-year plan", "duration", "year", 5),
        ("5 consecutive months", "duration", "month", 5),
        ("5 sq km", "area", "square_kilometre", 5),
        ("5 ha of land", "area", "hectare", 5),
        ("5 metric tons", "measurement", "tonne", 5),
        ("50 kW", "measurement", "kilowatt", 50),
        ("1.5M people", "count", "person", 1_500_000),
        ("5-member team", "count", "person", 5),
        ("5 times higher", "factor", "times", 5),
        ("5 courses", "count", "event", 5),
        ("two-thirds of", "percentage", "share", Fraction(2, 3)),
    ],
)
def test_words_beside_a_number_say_what_it_is(
    text: str, kind: str, unit: str, value: int | Fraction
) -> None:
    figure = first_reading(text)
    assert figure is not None
    assert (figure.kind, figure.currency or figure.unit, figure.value) == (kind, unit, value)


def test_a_number_alone_says_nothing() -> None:
    assert first_reading("5.") is None
    assert first_reading("5x more") is None
