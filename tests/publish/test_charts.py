"""Marks of charts stand inside their box, in order, and say what they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.labels import Label
from tomoni.publish import cells
from tomoni.publish.charts import level_of, point_chart, year_bars

TITLE = Label("Chart", "図")


def _point(value: int, year: int | None) -> dict[str, object]:
    when = None if year is None else date(year, 12, 31)
    return {"number": cells.number(str(value), "p"), "when": when, "en": str(year), "ja": "年"}


@pytest.mark.parametrize(
    ("value", "level"), [(0, 0), (1, 1), (3, 2), (4, 3), (6, 3), (7, 4), (99, 4)]
)
def test_shades(value: int, level: int) -> None:
    assert level_of(value) == level


def test_one_point_is_no_chart() -> None:
    assert point_chart(TITLE, [_point(5, 2020), _point(4, None)]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(1950, 2030)), min_size=2, max_size=8))
def test_marks_stand_in_the_box_and_higher_values_higher(points: list[tuple[int, int]]) -> None:
    chart = point_chart(TITLE, [_point(value, year) for value, year in points])
    assert chart is not None
    for mark in chart["marks"]:
        assert chart["left"] <= mark["x"] <= chart["right"]
        assert 0 <= mark["y"] <= chart["bottom"]
    by_value = sorted(chart["marks"], key=lambda mark: int(mark["number"]["value"]))
    heights = [mark["y"] for mark in by_value]
    assert heights == sorted(heights, reverse=True)
    assert 2 <= len(chart["grid"]) <= 9


def test_an_undated_point_stands_apart_and_open() -> None:
    chart = point_chart(TITLE, [_point(5300, None), _point(6000, 2020), _point(6100, 2021)])
    assert chart is not None
    undated, *dated = chart["marks"]
    assert undated["open"]
    assert all(undated["x"] < mark["x"] for mark in dated)
    assert len(chart["line"]) == 2


def test_bars_of_years() -> None:
    assert year_bars({}) is None
    counts = {year: cells.number(str(year - 1990), "p") for year in (1991, 2015, 2023)}
    bars = year_bars(counts)
    assert bars is not None
    assert [bar["year"] for bar in bars["bars"]] == [2015, 2023]
    assert bars["earlier"]
    assert bars["bars"][1]["height"] > bars["bars"][0]["height"]
