from __future__ import annotations

import pytest

from tomoni.reading.dates_ja import find_dates_ja
from tomoni.reading.spans import Mask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("令和元年", ["2019"]),
        ("平成30年度", ["FY2018"]),
        ("昭和37年に", ["1962"]),
        ("2018年(平成30年)7月", ["2018-07"]),
        ("2019年5月19日から25日", ["2019-05-19", "2019-05-25"]),
        ("2022年12月、翌年3月", ["2022-12", "2023-03"]),
        ("2016~2018年", ["2016", "2018"]),
        ("2021年10月から12月", ["2021-10", "2021-12"]),
        ("3年間", []),
        ("2020か国", []),
    ],
)
def test_dates_as_printed(text: str, expected: list[str]) -> None:
    found = find_dates_ja(text, Mask([]), lambda offset: 0)
    assert [figure.date for figure in found] == expected
