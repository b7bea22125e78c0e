"""Years, months and days as English texts print them, with ranges and fiscal years.

A date's value is its year. A month without a year takes that of a month printed shortly before it,
else one printed in its sentence, else the year that the document names most: each is said in the
reasons.
"""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tomoni.catalogue.reading_words import counted_nouns

from .date_points import FRAMES, Point, figures_of, with_years
from .spans import Figure, Mask

MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_ABBREVIATED = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.?(?=[\s\d,]))"
)
_YEAR = r"(?:1[89]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"\s?(?:-|~|to|and|through|until)\s?"
_POINT = re.compile(
    rf"""(?<![\w.])(?:
      (?P<iso_year>{_YEAR})(?P<iso>[-/.])(?P<iso_month>0?[1-9]|1[0-2])(?P=iso)(?P<iso_day>0?[1-9]|[12]\d|3[01])(?![\d/.-]\d|\d)
    | (?:0?[1-9]|[12]\d|3[01])(?P<stroke>[/.])(?:0?[1-9]|[12]\d|3[01])(?P=stroke)(?P<stroke_year>{_YEAR})(?!\d)
    | (?P<day>{_DAY})(?:{_TO}(?P<last_day>{_DAY}))?\s(?:of\s)?(?P<day_month>{_MONTH})
        (?!\sand\s)(?:,?\s(?P<day_year>{_YEAR}))?
    | (?P<md_month>{_MONTH})(?:\s|(?<=\.))(?P<md_day>{_DAY})(?![\d,]\d|\d|\s?[%])(?:{_TO}(?P<md_last>{_DAY})(?!\d))?
        (?:,?\s(?P<md_year>{_YEAR}))?
    | (?P<part>(?:(?:early|mid|late|the\send\sof|end\sof|end)[\s-])?)(?P<month>{_MONTH})
        (?:,?\s(?:of\s)?(?P<month_year>{_YEAR})|\s(?:of\s)(?P<same>the\ssame\syear|that\syear|this\syear|the\sfollowing\syear))?
    | (?P<fiscal>(?:J?FYs?|(?:[Ff]iscal|[Ff]inancial|[Bb]udget)\s[Yy]ears?)\s?'?)(?P<fiscal_year>{_YEAR}|\d\d(?!\d))
        (?:[-/](?P<fiscal_last>\d{{4}}|\d\d)(?!\d))?
    | (?P<decade>{_YEAR})'?s\b
    | (?P<year>{_YEAR})(?:(?P<slash>[/-])(?P<short>\d\d)(?!\d|[-/,]\d)|/(?P<next>20\d\d)(?!\d))?(?![\d,]\d{{3}}|\d|\.\d|/\d|[a-zA-Z²])
    )""",
    re.VERBOSE,
)
_CONNECTS = re.compile(
    r",?\s?(?:-|~|to|until|till|through|up\sto)\s?(?:the\s)?(?:end\sof\s|early\s|mid-|late\s)?$"
)
_AND = re.compile(r"\s?and\s?$")
_MONTH_LEAD = re.compile(
    r"(?:\b(?:in|since|until|from|by|of|during|through|to|between|and|after|before|early|mid|late|on"
    r"|around|till|In|Since|From|By|During|Between|Until|After|Before|As\sof|as\sof|last|next|this|each)"
    r"(?:\s(?:the\s)?(?:early|late|mid|end\sof|beginning\sof|first\shalf\sof))?[\s-]|[-~(,/]\s?)$"
)
_YEAR_LEAD = re.compile(
    r"\b(?:in|since|by|from|to|until|during|of|through|between|and|or|before|after|for|till|year|as\sof"
    r"|early|late|mid|end|around|than|on|to\sdate|calendar\syear|the)[\s-]$",
    re.IGNORECASE,
)
_SURE_LEAD = re.compile(
    r"\b(?:in|since|by|during|until|before|after|till|year|as\sof|early|late|mid|end|calendar\syear|the)[\s-]$"
    r"|[-(]$",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:since|(?:established|founded|born|built)\sin"
    r"|(?:earthquake|disaster|crisis|tsunami|war|conflict|coup|attacks?|election)\s(?:of|in))\s(?:the\s|early\s|late\s)*$",
    re.IGNORECASE,
)
_MONEY_LEAD = re.compile(r"(?:[$€£¥₩₹]|\b(?:US|[A-Z]{3}))\s?$")
_COUNT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|percent|(?:million|billion|thousand|km|hectares?|tonnes?|tons?|people|persons"
    r"|participants|officials|officers|students|trainees|households|families|women|men|children|countries"
    r"|schools|houses|homes|cases|units|copies|tents|blankets|dollars|euros|yen|years|days|hours|metres"
    r"|meters|troops|personnel|refugees|farmers|volunteers|experts|teachers|staff|kits|sets|seats|jobs"
    r"|migrants|victims|civilians|deaths|patients|MW|kW|square|sq|cubic|kilomet(?:er|re)s)\b)"
)


def find_dates(text: str, mask: Mask, section_start: Callable[[int], int]) -> Iterator[Figure]:
    """Yield the dates of the text, in order. ``section_start``: where an offset's section begins."""
    points = [
        replace(point, heading=reason is not None)
        for match in _POINT.finditer(text)
        if (reason := mask.reason(match.start(), match.end())) in {None, *FRAMES}
        if (point := _point(text, match)) is not None and (reason is None or point.year)
    ]
    points = [
        replace(
            point,
            closed=text[point.end : point.end + 1] in {".", ";"},
            background=_BACKGROUND.search(text, max(0, point.start - 40), point.start) is not None,
        )
        for point in points
    ]
    yield from figures_of(text, with_years(points, section_start), _is_range)


def _month(printed: str) -> int:
    lowered = printed.lower().rstrip(".")
    return MONTHS.get(lowered) or _ABBREVIATED[lowered]


def _number(printed: str | None) -> int | None:
    return int(re.sub(r"\D", "", printed)) if printed else None


def _point(text: str, match: re.Match[str]) -> Point | None:
    start, end = match.span()
    if match["iso_year"]:
        return Point(
            start, end, int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"])
        )
    if match["stroke_year"]:  # day first or month first: the year is sure, the rest is not
        return Point(start, end, int(match["stroke_year"]))
    if match["day_month"]:
        return Point(start, end, _number(match["day_year"]), _month(match["day_month"]),
                      _number(match["day"]), _number(match["last_day"]))  # fmt: skip
    if match["md_month"]:
        return Point(start, end, _number(match["md_year"]), _month(match["md_month"]),
                      _number(match["md_day"]), _number(match["md_last"]))  # fmt: skip
    if match["month"]:
        return _month_point(text, match)
    if match["fiscal"]:
        return _fiscal_point(match)
    if match["decade"]:
        return Point(start, end, int(match["decade"]))
    return _year_point(text, match)


def _month_point(text: str, match: re.Match[str]) -> Point | None:
    year = _number(match["month_year"])
    start = match.start()
    lead = _MONTH_LEAD.search(text, max(0, start - 30), start)
    if year is None and not match["same"] and not match["part"].strip() and not lead:
        after = text[match.end() : match.end() + 12]
        if match["month"] in {"May", "March"} or not _CONNECTS.search(after.rstrip() + " "):
            return None if not re.match(r"\s?(?:-|to|and|through)\s", after) else _loose(match)
    if year is None and match["month"] in {"May", "March"} and not (lead or match["part"]):
        return None
    shift = 1 if match["same"] == "the following year" else 0
    return Point(
        start, match.end(), year, _month(match["month"]), shift=shift, same=bool(match["same"])
    )


def _loose(match: re.Match[str]) -> Point | None:
    if match["month"] in {"May", "March"}:
        return None
    return Point(match.start(), match.end(), None, _month(match["month"]))


def _full_year(short: int) -> int:
    """The year that two digits mean: none in the far future."""
    return 1900 + short if short > 60 else 2000 + short


def _fiscal_point(match: re.Match[str]) -> Point:
    printed = match["fiscal_year"]
    year = int(printed) if len(printed) == 4 else _full_year(int(printed))
    last = match["fiscal_last"]
    year_end = None
    if last is not None:
        full = int(last) if len(last) == 4 else year // 100 * 100 + int(last)
        year_end = full if full > year + 1 else None
    return Point(match.start(), match.end(), year, fiscal=True, year_end=year_end)


def _year_point(text: str, match: re.Match[str]) -> Point | None:
    start, end = match.span()
    year = int(match["year"])
    before = text[max(0, start - 24) : start]
    if _MONEY_LEAD.search(before) or re.search(
        r"\d[,.]$|[+#]$|\w-$(?<!mid-)(?<!post-)(?<!pre-)", before
    ):
        joined = re.search(rf"(?:{_YEAR}|[A-Za-z]{{3,}})-$", before)
        if not joined or _MONEY_LEAD.search(before):
            return None
    led = _YEAR_LEAD.search(before) is not None
    if not led and _COUNT_AFTER.match(text, end):
        return None
    if not _SURE_LEAD.search(before) and _counts_people(text, end):
        return None
    if year < 1900 and not led and not re.search(r"[(,]\s?$", before):
        return None
    if (
        _COUNT_AFTER.match(text, end)
        and re.search(
            r"\b(?:than|about|around|some|over|approximately|nearly|almost|for|of|to|the|and)\s$",
            before,
        )
        and not re.search(r"\b(?:end|since|in)\sof\s$", before)
    ):
        return None
    if match["next"] is not None:
        return Point(start, end, year, year_end=int(match["next"]))
    if match["short"] is None:
        return Point(start, end, year)
    full = year // 100 * 100 + int(match["short"])
    if full <= year:
        return Point(start, match.end("year"), year)
    joint = full == year + 1
    return Point(start, end, year, year_end=None if joint else full, fiscal=joint)


def _counts_people(text: str, end: int) -> bool:
    match = re.compile(r"[ \xa0]([a-z]+)").match(text, end)
    return match is not None and counted_nouns().get(match[1]) in {"person", "country"}


def _is_range(text: str, one: Point, other: Point) -> bool:
    gap = text[one.end : other.start]
    if len(gap) > 16:
        return False
    if _CONNECTS.fullmatch(gap):
        return True
    between = re.search(
        r"\bbetween\s(?:the\s)?(?:early\s|late\s)?$", text[max(0, one.start - 20) : one.start], re.I
    )
    return bool(between and _AND.fullmatch(gap))
