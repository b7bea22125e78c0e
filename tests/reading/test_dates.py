# ruff: noqa: E501 (tables read best in one line)
from __future__ import annotations

import pytest

from tomoni.reading.dates import find_dates
from tomoni.reading.spans import Mask


def dates(text: str, mask: Mask | None = None) -> list[tuple[str, str | None, str | None]]:
    found = find_dates(text, mask or Mask([]), lambda offset: 0)
    return [(text[f.start : f.end], f.date, f.role) for f in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 14 December 2005", [("14 December 2005", "2005-12-14", None)]),
        ("on Dec. 3, 2019", [("Dec. 3, 2019", "2019-12-03", None)]),
        ("in FY2018", [("FY2018", "FY2018", None)]),
        ("fiscal year 2018-19", [("fiscal year 2018-19", "FY2018", None)]),
        ("from FY2015-2018", [("FY2015-2018", "FY2015", "start"), ("FY2015-2018", "FY2018", "end")]),
        ("the 1990s", [("1990s", "1990", None)]),
        ("2016-2018", [("2016", "2016", "start"), ("2018", "2018", "end")]),
        ("between 2010 and 2015", [("2010", "2010", "start"), ("2015", "2015", "end")]),
        ("in 2010 and 2015", [("2010", "2010", None), ("2015", "2015", None)]),
        ("9-11 May 2022", [("9-11 May 2022", "2022-05-09", "start"), ("9-11 May 2022", "2022-05-11", "end")]),
        ("2,018 people", []),
        ("US$2018", []),
        ("they may march", []),
        ("the 2000 participants", []),
    ],
)  # fmt: skip
def test_dates_as_printed(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert dates(text) == expected


def test_a_masked_year_is_none() -> None:
    assert dates("in 2018", Mask([(0, 7, "photo")])) == []
