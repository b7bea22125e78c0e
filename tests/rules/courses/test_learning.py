from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tomoni.rules.courses.learning import (
    learning_of,
    normalised_gain,
    people_shown,
    response_rate,
    shown_learning,
)

FULL = 10
POINTS = st.dictionaries(st.sampled_from("abcdefghijkl"), st.integers(0, FULL))


@given(POINTS, POINTS)
def test_the_gain_is_the_mean_of_each_pairs_own_gain(
    pre: dict[str, int], post: dict[str, int]
) -> None:
    learning = learning_of(pre, FULL, post, FULL)
    both = sorted(pre.keys() & post.keys())
    if not both:
        assert learning is None
        return
    assert learning is not None
    gains = [Fraction(post[one], FULL) - Fraction(pre[one], FULL) for one in both]
    assert learning.gain == sum(gains, Fraction(0)) / len(gains)
    assert -1 <= learning.gain <= 1
    if learning.normalised is not None:
        assert learning.normalised <= 1
        assert learning.pre + learning.normalised * (1 - learning.pre) == learning.post


@given(POINTS, POINTS, st.integers(0, 6))
def test_nobody_is_told_by_the_difference_of_all_and_pairs(
    pre: dict[str, int], post: dict[str, int], threshold: int
) -> None:
    learning = shown_learning(learning_of(pre, FULL, post, FULL), threshold)
    for own, other in ((pre, post), (post, pre)):
        shown = people_shown(own, other, threshold)
        left_out = len(own) - len(shown)
        assert shown <= own.keys()
        if learning is not None:
            rest = len(shown) - learning.pairs
            assert rest == 0 or rest >= threshold
            assert left_out < max(threshold, 1)
        else:
            assert left_out == 0


def test_nothing_to_gain_is_no_gain() -> None:
    assert normalised_gain(Fraction(3), Fraction(3), Fraction(3)) is None
    assert normalised_gain(Fraction(1), Fraction(2), Fraction(3)) == Fraction(1, 2)


def test_nobody_asked_is_no_rate() -> None:
    assert response_rate(0, 0) is None
    assert response_rate(28, 21) == Fraction(3, 4)
