"""Shares that a source does not state: parts and remainder always make exactly one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec.rules.share_policies import CASES, Case
from tomoni.rules.share_policies import (
    DEFAULT_POLICY,
    POLICIES,
    Part,
    Shares,
    StatedShare,
    take_shares,
    why_not_taken,
)

percentages = st.none() | st.integers(0, 15_000).map(lambda one: Fraction(one, 10_000))
stated = st.lists(percentages, max_size=8).map(
    lambda found: [StatedShare(f"c{at}", share) for at, share in enumerate(found)]
)


def drawn(text: str) -> list[StatedShare]:
    """Read "15130 60, 15132 ?": percentages; ``?`` where the source states none."""
    pairs = [part.split() for part in text.split(",")]
    return [
        StatedShare(code, None if share == "?" else Fraction(share) / 100) for code, share in pairs
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.policy}: {case.stated}")
def test_the_drawn_cases(case: Case) -> None:
    given_shares = drawn(case.stated)
    refusals = why_not_taken(given_shares, case.policy)
    if case.refused is not None:
        assert [one.code for one in refusals] == [case.refused]
        return
    assert refusals == []
    taken = take_shares(given_shares, case.policy)
    said = ", ".join(f"{part.code} {part.share * 100} {part.basis}" for part in taken.parts)
    assert said == case.parts
    assert str(taken.remainder * 100) == case.remainder


@given(stated, st.sampled_from(sorted(POLICIES)))
def test_parts_and_remainder_make_one_and_no_part_is_negative(
    found: list[StatedShare], policy: str
) -> None:
    if why_not_taken(found, policy):
        assert sum(one.share or 0 for one in found) > 1
        return
    taken = take_shares(found, policy)
    assert sum((part.share for part in taken.parts), taken.remainder) == 1
    assert all(part.share >= 0 for part in taken.parts)
    assert taken.remainder >= 0
    assert {part.code for part in taken.parts} <= {one.code for one in found}


@given(stated)
def test_the_policy_as_stated_assumes_nothing_but_that_the_only_code_has_all(
    found: list[StatedShare],
) -> None:
    if len(found) == 1 or why_not_taken(found, DEFAULT_POLICY):
        return
    kept = tuple(Part(one.code, one.share, "stated") for one in found if one.share is not None)
    assert take_shares(found, DEFAULT_POLICY).parts == kept


def test_what_has_a_remainder_is_no_split() -> None:
    half = Part("a", Fraction(1, 2), "stated")
    assert not Shares((half,), Fraction(1, 2)).is_whole
    assert not Shares((), Fraction(0)).is_whole
    assert Shares((half, Part("b", Fraction(1, 2), "stated")), Fraction(0)).is_whole


def test_a_code_twice_or_a_share_below_zero_is_refused() -> None:
    refused = why_not_taken([StatedShare("a", Fraction(-1, 5)), StatedShare("a", None)], "complete")
    assert [one.code for one in refused] == ["share_not_positive", "share_code_twice"]
