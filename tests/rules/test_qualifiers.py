from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.rules.qualifiers import (
    QUALIFIERS,
    Interval,
    add_intervals,
    add_qualifiers,
    interval,
    rounding_grain,
    share_values,
    subtract_intervals,
)
from tomoni.rules.quantities import ZERO, Quantity

values = st.builds(Quantity, st.integers(0, 10**12), st.integers(-4, 4))
hedges = st.sampled_from(sorted(QUALIFIERS))
intervals = st.builds(interval, values, hedges)


@given(values, hedges)
def test_bounds_hold_the_printed_value_between_them(value: Quantity, hedge: str) -> None:
    meant = interval(value, hedge)
    assert meant.low is None or ZERO <= meant.low <= value
    assert meant.high is None or value <= meant.high
    reached = not (meant.low_is_open or meant.high_is_open)
    assert meant.contains(value) == reached


@given(values)
def test_the_grain_divides_what_is_printed(value: Quantity) -> None:
    """No printed digit is finer than the grain, so that rounding to it changes nothing."""
    steps = value.to_fraction() / rounding_grain(value).to_fraction()
    assert steps.denominator == 1


@given(st.integers(1, 10**12), st.integers(0, 6))
def test_the_grain_is_a_matter_of_value_not_of_storage(number: int, zeros: int) -> None:
    assert rounding_grain(Quantity(number * 10**zeros)) == rounding_grain(Quantity(number, zeros))


def test_an_unknown_hedge_is_refused() -> None:
    with pytest.raises(InputError):
        interval(Quantity(1), "roughly")


def test_a_value_below_zero_keeps_its_low_bound() -> None:
    meant = interval(Quantity(-50), "about")
    assert (meant.low, meant.high) == (Quantity(-505, -1), Quantity(-495, -1))


@given(values, values, hedges, hedges)
def test_a_sum_lies_in_the_sum_of_intervals(
    one: Quantity, other: Quantity, first: str, second: str
) -> None:
    meant = add_intervals(interval(one, first), interval(other, second))
    assert meant.low is None or meant.low <= one + other
    assert meant.high is None or one + other <= meant.high


@given(intervals, intervals, intervals)
def test_addition_has_no_order(one: Interval, two: Interval, three: Interval) -> None:
    assert add_intervals(one, two, three) == add_intervals(three, add_intervals(two, one))


@given(intervals)
def test_nothing_added_changes_nothing(one: Interval) -> None:
    assert add_intervals(one) == one
    assert add_intervals() == Interval(ZERO, ZERO)


@given(intervals, intervals)
def test_subtraction_bounds_every_difference(later: Interval, earlier: Interval) -> None:
    rise = subtract_intervals(later, earlier)
    if later.low is not None and earlier.high is not None:
        assert rise.low == later.low - earlier.high
    else:
        assert rise.low is None
    if later.high is not None and earlier.low is not None:
        assert rise.high == later.high - earlier.low
    else:
        assert rise.high is None


@given(intervals, intervals)
def test_sharing_values_is_mutual(one: Interval, other: Interval) -> None:
    assert share_values(one, other) == share_values(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((6000, "more_than"), (6100, "more_than"), False),
        ((468, "about"), (468, "exact"), True),
        ((6000, "more_than"), (6050, "exact"), True),
        ((100, "at_least"), (90, "up_to"), False),
        ((100, "at_least"), (100, "up_to"), True),
        ((100, "exact"), (100, "less_than"), False),
    ],
)
def test_sharing_values(one: tuple[int, str], other: tuple[int, str], expected: bool) -> None:
    meant = [interval(Quantity(value), hedge) for value, hedge in (one, other)]
    assert share_values(*meant) is expected


@pytest.mark.parametrize(
    ("hedges", "expected"),
    [
        ((), "exact"),
        (("exact", "exact"), "exact"),
        (("more_than", "exact"), "more_than"),
        (("at_least", "exact"), "at_least"),
        (("at_least", "more_than"), "more_than"),
        (("up_to", "less_than"), "less_than"),
        (("up_to",), "up_to"),
        (("more_than", "up_to"), "about"),
        (("about", "exact"), "about"),
        (("around", "around"), "around"),
    ],
)
def test_hedges_of_sums(hedges: tuple[str, ...], expected: str) -> None:
    assert add_qualifiers(*hedges) == expected
