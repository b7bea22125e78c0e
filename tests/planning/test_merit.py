"""Strict and lenient reviewers weigh alike; a reviewer without a spread says nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.drawn import drawn_rows
from tomoni.catalogue.errors import InputError
from tomoni.planning.merit import Score, median, merits, normalised, scaled

CASES = """
| case                                 | scores                              | merits             |
|--------------------------------------|-------------------------------------|--------------------|
| one reviewer, evenly spread          | r:a=1 r:b=2 r:c=3                   | a=-1500 b=0 c=1500 |
| strict and lenient say the same      | r:a=1 r:b=3 s:a=7 s:b=9             | a=-1000 b=1000     |
| a wide, a narrow scale say the same  | r:a=0 r:b=100 s:a=4 s:b=5           | a=-1000 b=1000     |
| all equal says nothing               | r:a=5 r:b=5 s:a=1 s:b=2             | a=-500 b=500       |
| one score only says nothing          | r:a=5 s:b=9                         | a=0 b=0            |
| the median, not the mean, of three   | r:a=1 r:b=2 s:a=1 s:b=2 t:a=9 t:b=1 | a=-1000 b=1000     |
| who is not scored is not there       | r:a=1 r:b=2                         | a=-1000 b=1000     |
| scores between whole numbers         | r:a=1/2 r:b=3/4 r:c=1               | a=-1500 b=0 c=1500 |
"""


def score(text: str) -> Score:
    reviewer, _, rest = text.partition(":")
    nomination, _, value = rest.partition("=")
    return Score(reviewer, nomination, Fraction(value))


@pytest.mark.parametrize("row", drawn_rows(CASES), ids=lambda row: row["case"])
def test_merits(row: dict[str, str]) -> None:
    found = merits(map(score, row["scores"].split()))
    assert " ".join(f"{name}={value}" for name, value in found.items()) == row["merits"]


values = st.lists(st.fractions(0, 10, max_denominator=4), min_size=1, max_size=8)


@given(values, st.fractions(-5, 5), st.fractions(Fraction(1, 9), 9))
def test_another_scale_of_the_reviewer_changes_nothing(
    given_values: list[Fraction], shift: Fraction, stretch: Fraction
) -> None:
    plain = {str(at): value for at, value in enumerate(given_values)}
    moved = {name: value * stretch + shift for name, value in plain.items()}
    assert normalised(moved) == normalised(plain)


@given(values)
def test_a_reviewer_gives_as_much_above_as_below(given_values: list[Fraction]) -> None:
    found = normalised({str(at): value for at, value in enumerate(given_values)})
    assert sum(found.values()) == 0
    spread = sum(abs(value) for value in found.values())
    assert spread == (len(found) if len(set(given_values)) > 1 else 0)


def test_one_score_per_reviewer_and_nomination() -> None:
    with pytest.raises(InputError, match="twice"):
        merits([score("r:a=1"), score("r:a=1")])


def test_the_middle_of_nothing_is_refused() -> None:
    assert median([Fraction(1), Fraction(4)]) == Fraction(5, 2)
    assert normalised({}) == {}
    with pytest.raises(InputError):
        median([])


def test_thousandths_are_rounded_half_to_even() -> None:
    assert [scaled(Fraction(at, 2000)) for at in (1, 3, 5)] == [0, 2, 2]
