from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.reading.figures_ja import find_figures_ja, has_japanese, number_ja
from tomoni.reading.spans import Mask


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1億2,000万", 120_000_000), ("8.5億", 850_000_000), ("1兆2,300億", 1_230_000_000_000),
     ("3千", 3_000), ("5百万", 5_000_000), ("二十三", 23), ("百五十", 150), ("一〇", 10),
     ("二千三百万", 23_000_000)],
)  # fmt: skip
def test_japanese_numbers(printed: str, value: int) -> None:
    assert number_ja(printed) == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_units_of_ten_thousand_add_up(high: int, low: int) -> None:
    assert number_ja(f"{high}万{low}") == high * 10_000 + low


def read(text: str) -> list[tuple[str, Fraction, str | None]]:
    found = find_figures_ja(text, Mask([]), "USD")
    return [(f.kind, f.value, f.currency or f.unit) for f in found]


def test_counters_say_what_is_counted() -> None:
    assert read("12名が3か国から") == [("count", 12, "person"), ("count", 3, "country")]
    assert read("第23回会合") == [("ordinal", 23, "ordinal")]
    assert read("3割が5億円") == [("percentage", 30, "percent"), ("money", 500_000_000, "JPY")]
    assert read("3分の1") == [("percentage", Fraction(1, 3), "share")]


def test_words_with_a_numeral_in_them_count_nothing() -> None:
    assert read("一部の国、二国間、第三者") == []


def test_kana_make_a_text_japanese() -> None:
    assert has_japanese("これは")
    assert not has_japanese("中国 2020")
