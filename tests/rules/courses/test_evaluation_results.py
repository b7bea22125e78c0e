from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tomoni.catalogue.labels import Label
from tomoni.rules.courses.evaluation_results import comments_of, results_of
from tomoni.rules.courses.questions import Question, Questions

WORDS = Label("Words", "語")
USEFUL = Question("useful", "scale", WORDS)
ROADS = Question("roads", "several", WORDS, options={"a": WORDS, "b": WORDS})
YEARS = Question("years", "number", WORDS)
REMARK = Question("remark", "text", WORDS)
THRESHOLD = 3


def responses_of(counts: list[int], blank: int) -> list[dict[str, int]]:
    rows = [{"useful": point} for point, n in enumerate(counts, 1) for _ in range(n)]
    return rows + [{} for _ in range(blank)]


@given(st.lists(st.integers(0, 5), min_size=5, max_size=5), st.integers(0, 3))
def test_no_small_count_is_shown_or_follows_from_what_is(counts: list[int], blank: int) -> None:
    people = sum(counts) + blank
    results = results_of(Questions((USEFUL,)), responses_of(counts, blank), THRESHOLD)
    if people < THRESHOLD:
        assert results is None
        return
    assert results is not None
    shown = [*(part.count for part in results[0].parts), results[0].blank]
    true = [*counts, blank]
    assert all(seen is None or seen == count for seen, count in zip(shown, true, strict=True))
    assert not any(seen is not None and 0 < seen < THRESHOLD for seen in shown)
    hidden = [at for at, seen in enumerate(shown) if seen is None]
    rest = people - sum(seen for seen in shown if seen is not None)
    # A hidden part is somebody, unless everything is hidden.
    least = 0 if len(hidden) == len(shown) else 1
    ways = [
        way
        for way in product(range(least, rest + 1), repeat=max(len(hidden) - 1, 0))
        if sum(way) <= rest - least
    ]
    for place in range(len(hidden) - 1):
        assert len({way[place] for way in ways}) > 1
    assert len(hidden) != 1


@given(st.lists(st.integers(0, 6), min_size=5, max_size=5), st.integers(0, 4))
def test_the_mean_lies_within_what_is_said(counts: list[int], blank: int) -> None:
    results = results_of(Questions((USEFUL,)), responses_of(counts, blank), THRESHOLD)
    if results is None or not sum(counts):
        return
    low, high = results[0].low, results[0].high
    assert low is not None and high is not None
    total = sum(point * n for point, n in enumerate(counts, 1))
    assert low <= Fraction(total, sum(counts)) <= high


@pytest.mark.parametrize(
    ("chosen", "shown"), [(0, 0), (2, None), (3, 3), (7, 7), (8, None), (9, None), (10, 10)]
)
def test_of_several_an_option_is_shown_if_neither_it_nor_its_rest_is_small(
    chosen: int, shown: int | None
) -> None:
    rows = [{"roads": ["a", "b"]}] * chosen + [{"roads": ["b"]}] * (10 - chosen)
    results = results_of(Questions((ROADS,)), rows, THRESHOLD)
    assert results is not None
    assert [part.count for part in results[0].parts] == [shown, 10]


def test_of_numbers_the_mean_is_shown_and_nothing_that_is_one_persons() -> None:
    results = results_of(Questions((YEARS,)), [{"years": n} for n in (1, 2, 9)], THRESHOLD)
    assert results is not None
    assert (results[0].low, results[0].high, results[0].parts) == (4, 4, ())
    few = results_of(Questions((YEARS,)), [{"years": 1}, {"years": 2}, {}], THRESHOLD)
    assert few is not None and few[0].is_hidden and few[0].low is None


def test_comments_come_in_no_order_of_people_and_only_when_enough_wrote() -> None:
    rows = [{"remark": text} for text in ("c", "a", "b")] + [{}]
    assert comments_of(REMARK, rows, THRESHOLD) == ("a", "b", "c")
    assert comments_of(REMARK, rows[1:], THRESHOLD) is None
    assert comments_of(REMARK, [{}], THRESHOLD) == ()


def test_without_a_threshold_nothing_is_hidden() -> None:
    results = results_of(Questions((USEFUL, YEARS)), [{"useful": 2, "years": 7}], 0)
    assert results is not None
    assert not any(one.hides for one in results)
    assert results_of(Questions((USEFUL,)), [], 0) is None
