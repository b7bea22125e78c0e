"""Years, months and days as Japanese texts print them: 年度, 令和 and 平成, ranges with から."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from .date_points import FRAMES, Point, figures_of, with_years
from .figures_ja import number_ja
from .spans import Figure, Mask

LATEST_SHORT = 2050
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_POINT = re.compile(
    r"""(?<!\d)(?<!\d[,.])(?:
      (?P<dual>(?:18|19|20)?\d\d)\s?[(（](?P<dual_era>令和|平成|昭和|大正|明治|同)\s?(?P<dual_year>\d{1,2}|元)\s?年?[)）]\s?年(?:\s?(?P<dual_fiscal>度))?
        (?:\s?(?P<dual_month>\d{1,2})\s?月(?:\s?(?P<dual_day>\d{1,2})\s?日)?)?
    | (?P<nineties>[5-9]0)\s?年代
    | (?P<same_month>同月)\s?(?P<month_day>\d{1,2})\s?日
    | 翌(?P<next_year>[6-9]\d)\s?年
    | (?:(?P<era>令和|平成|昭和|大正|明治)\s?(?P<era_year>\d{1,2}|元|[一二三四五六七八九十]{1,3})|(?P<year>(?:18|19|20)\d\d|[一二][〇一二三四五六七八九]{3}(?=年)))
        \s?(?:年(?:\s?(?P<fiscal>度))?|(?=\s?(?:~|-|、|・|から|及び|/)\s?(?:18|19|20)?\d\d\s?年))
        (?:[(（](?:(?:令和|平成|昭和)\s?(?:\d{1,2}|元)|(?:19|20)\d\d)\s?年?\s?度?[)）](?:\s?年\s?度?)?)?
        (?:\s?(?P<month>\d{1,2})\s?月(?:\s?(?P<day>\d{1,2})\s?日)?)?
    | (?:(?P<same>同年|翌年|来年|同|本年|昨年)\s?)?(?P<lone_month>1[0-2]|[1-9])(?:\s?月(?!間)|(?=\s?[~-]\s?1?\d\s?月(?!間)))(?:\s?(?P<lone_day>\d{1,2})\s?日)?
    )(?!間|[\d])""",
    re.VERBOSE,
)
_SHORT = re.compile(
    r"(?<![\d年.,])(?P<year>\d{1,2}|元)\s?年"
    r"(?:(?P<fiscal>度)|(?=\s?(?:(?:1[0-2]|[1-9])\s?月(?!間)|以降|から|まで|には|(?:の)?(?:春|夏|秋|冬|初|中|末)|現在|時点|版|、))"
    r"|に(?!わた|[一二三\d]|及|相当))(?:\s?(?P<month>\d{1,2})\s?月(?!間)(?:\s?(?P<day>\d{1,2})\s?日)?)?"
)
_LAST_DAY = re.compile(r"\s?(?:から|~|-|、|・)\s?(\d{1,2})\s?日(?!間)")
_BACKGROUND = re.compile(
    r"の?(?:以降|以来|(?:から|より)(?!\s?(?:同月|(?:同年|翌年?)?\s?(?:\d{4}\s?年)?\d{1,2}\s?月))|に?設立|に?創設|策定|発足|の策定|の設立|の発足)"
)
_CONNECTS = re.compile(r"\s?(?:から|~|-|より)\s?$")


def find_dates_ja(text: str, mask: Mask, section_start: Callable[[int], int]) -> Iterator[Figure]:
    """Yield the dates of a Japanese text, in order. ``section_start``: as in ``find_dates``."""
    points = []
    eras: list[tuple[int, str]] = []
    for match in _POINT.finditer(text):
        era = match["era"] or match["dual_era"]
        if era in ERAS:
            eras.append((match.start(), era))
        reason = mask.reason(match.start(), match.end())
        if reason not in {None, *FRAMES} or _is_span_of_time(text, match):
            continue
        point = _point(text, match)
        if reason is None or point.year:
            points.append(replace(point, heading=reason is not None))
    taken = Mask((point.start, point.end, "date") for point in points if point.year)
    short = [
        one
        for match in _SHORT.finditer(text)
        if mask.reason(*match.span()) is None and taken.reason(*match.span()) is None
        if (one := _short_point(match, eras)) is not None
    ]
    if short:
        spans = Mask((point.start, point.end, "date") for point in short)
        points = [p for p in points if spans.reason(p.start, p.end) is None] + short
        points.sort(key=lambda point: point.start)
    yield from figures_of(text, with_years(points, section_start), _is_range)


def _is_span_of_time(text: str, match: re.Match[str]) -> bool:
    return re.match("間|[かカヶ](?:月|年|国)", text[match.end() : match.end() + 2]) is not None


def _point(text: str, match: re.Match[str]) -> Point:
    start, end = match.span()
    year = _year(match)
    month = match["month"] or match["lone_month"] or match["dual_month"]
    day = match["day"] or match["lone_day"] or match["dual_day"] or match["month_day"]
    last = _LAST_DAY.match(text, end) if day else None
    return Point(
        start,
        last.end() if last else end,
        year,
        int(month) if month else None,
        int(day) if day else None,
        int(last[1]) if last else None,
        fiscal=bool(match["fiscal"] or match["dual_fiscal"]),
        background=_BACKGROUND.match(text, end) is not None,
        shift=1 if match["same"] in {"翌年", "来年"} else 0,
        same=bool(match["same"] or match["same_month"]),
    )


def _short_point(match: re.Match[str], eras: list[tuple[int, str]]) -> Point | None:
    """ "13年以降" after "平成24年": a year of the era that the text named last. A text that names
    none has no such years.
    """
    position = bisect_left(eras, (match.start(), "")) - 1
    if position < 0:
        return None
    year = ERAS[eras[position][1]] + (1 if match["year"] == "元" else int(match["year"]))
    if year > LATEST_SHORT:
        return None
    month, day = match["month"], match["day"]
    return Point(
        match.start(),
        match.end(),
        year,
        int(month) if month else None,
        int(day) if day else None,
        fiscal=bool(match["fiscal"]),
    )


def _year(match: re.Match[str]) -> int | None:
    if match["dual"]:
        printed = int(match["dual"])
        return printed if printed > 1000 else 2000 + printed
    if match["era"]:
        return ERAS[match["era"]] + _in_digits(match["era_year"])
    if match["nineties"] or match["next_year"]:
        return 1900 + int(match["nineties"] or match["next_year"])
    return _in_digits(match["year"]) if match["year"] else None


def _in_digits(printed: str) -> int:
    """The number that digits, kanji or 元 stand for."""
    if printed == "元":
        return 1
    return int(printed) if printed.isdecimal() else int(number_ja(printed))


def _is_range(text: str, one: Point, other: Point) -> bool:
    return _CONNECTS.fullmatch(text[one.end : other.start]) is not None
