# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.reading.ordinals import find_ordinals
from tomoni.reading.spans import Mask


@pytest.mark.parametrize(
    ("text", "value"),
    [("the 23rd course", 23), ("its ninth session", 9), ("The Twenty-first Meeting", 21),
     ("the second training", 2), ("the country's first civil code", 1), ("the hundredth case", 100)],
)  # fmt: skip
def test_an_ordinal_says_which(text: str, value: int) -> None:
    assert [figure.value for figure in find_ordinals(text, Mask([]))] == [value]


@pytest.mark.parametrize(
    "text",
    ["First, courts.", "at first glance", "a third party", "the Third Committee", "second-hand cars",
     "on the 24th.", "the first half of 2019", "for the first time", "the 2nd quarter"],
)  # fmt: skip
def test_idioms_and_names_are_no_ordinals(text: str) -> None:
    assert list(find_ordinals(text, Mask([]))) == []
