# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

from fractions import Fraction

import pytest

from tomoni.reading.frequencies import find_frequencies
from tomoni.reading.spans import Mask


@pytest.mark.parametrize(
    ("text", "rate"),
    [("twice a year", 2), ("once every two years", Fraction(1, 2)), ("every year", 1),
     ("an annual seminar", 1), ("biannual courses", 2), ("meets quarterly", 4), ("once a month", 12),
     ("年2回", 2), ("毎年", 1), ("2年に1回", Fraction(1, 2)), ("月1回", 12), ("隔年で", Fraction(1, 2)),
     ("毎月", 12), ("四半期ごと", 4)],
)  # fmt: skip
def test_how_often_in_a_year(text: str, rate: int | Fraction) -> None:
    assert [figure.value for figure in find_frequencies(text, Mask([]))] == [rate]


@pytest.mark.parametrize(
    "text", ["the Annual Session", "annual growth", "US$ 5 million annually", "the yearbook"]
)
def test_other_words_are_no_frequency(text: str) -> None:
    assert list(find_frequencies(text, Mask([]))) == []
