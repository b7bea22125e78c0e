"""When reviewers agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.evidence.reviews import Review, settle, why_not_review

OPINIONS = st.builds(
    Review,
    by=st.sampled_from("abcd"),
    opinion=st.sampled_from(["accept", "reject", "merge"]),
    values=st.fixed_dictionaries({"value": st.sampled_from(["25", "26", None])}),
    claim_id=st.sampled_from(["c-1", "c-2"]),
)


def test_two_of_the_same_opinion_may_read_otherwise() -> None:
    one, other = Review("a", "accept", {"value": "25"}), Review("b", "accept", {"value": "26"})
    assert settle([one]).state == "waiting"
    assert settle([one, other]).state == "divided"
    third = Review("c", "accept", {"value": "26", "scope": "in own words", "date": None})
    agreed = settle([one, other, third])
    assert (agreed.state, agreed.review) == ("agreed", other)


def test_nobody_agrees_with_oneself() -> None:
    twice = [Review("a", "reject"), Review("a", "reject")]
    assert settle(twice).state == "waiting"
    assert why_not_review("a", twice)
    assert not why_not_review("b", twice)


def test_a_merge_names_the_claim() -> None:
    one = Review("a", "merge", claim_id="c-1")
    assert settle([one, Review("b", "merge", claim_id="c-2")]).state == "divided"
    assert settle([one, Review("b", "merge", claim_id="c-1")]).state == "agreed"


def test_the_first_two_that_agree_settle_it() -> None:
    first = Review("a", "reject")
    merges = [Review(by, "merge", claim_id="c-1") for by in "bc"]
    assert settle([first, *merges, Review("d", "reject")]).review == merges[0]


@given(st.lists(OPINIONS, max_size=6), OPINIONS)
def test_what_two_agreed_on_stays_agreed(reviews: list[Review], later: Review) -> None:
    before = settle(reviews)
    if before.state == "agreed":
        assert settle([*reviews, later]) == before
    assert (before.review is not None) == (before.state == "agreed")
