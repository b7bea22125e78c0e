# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.reading.qualifiers import qualifier_at, qualifier_ja_at
from tomoni.rules.qualifiers import QUALIFIERS


@pytest.mark.parametrize(
    ("text", "kind", "hedge"),
    [
        ("more than 50 people", "count", "more_than"),
        ("over a total of 50 people", "count", "more_than"),
        ("handed over 50 tents", "count", "exact"),
        ("over the next 50 years", "duration", "exact"),
        ("for over 50 years", "duration", "more_than"),
        ("over 50 years", "duration", "exact"),
        ("under 50 agreements", "count", "exact"),
        ("just under 50 people", "count", "less_than"),
        ("below 50 %", "percentage", "less_than"),
        ("some 50 people", "count", "about"),
        ("around $50", "money", "around"),
        ("no fewer than 50", "count", "at_least"),
        ("up to US$ 50", "money", "up_to"),
        ("50 or more", "count", "at_least"),
        ("50+ people", "count", "more_than"),
        ("exactly 50", "count", "exact"),
    ],
)
def test_hedges_around_a_number(text: str, kind: str, hedge: str) -> None:
    start = text.index("50")
    assert qualifier_at(text, start, start + 2, kind) == hedge
    assert hedge in QUALIFIERS


@pytest.mark.parametrize(
    ("text", "hedge"),
    [("約50名", "about"), ("50名以上", "at_least"), ("50名を超える", "more_than"), ("最大50名", "up_to"),
     ("50名未満", "less_than"), ("50余名", "more_than"), ("50名", "exact"), ("50名程度", "about")],
)  # fmt: skip
def test_japanese_hedges(text: str, hedge: str) -> None:
    start = text.index("50")
    end = text.index("名") + 1
    assert qualifier_ja_at(text, start, start + 2, end) == hedge
