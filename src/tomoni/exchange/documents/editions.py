"""Which edition a document is, and what time it reports: as it says itself, or inferred from it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

Basis = Literal["stated", "inferred", "unknown"]
OPENING = 1_500
LEAST_NAMED = 3
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_KIND = (
    r"(?:White\sPaper|Bluebook|Blue\sBook|Annual\sReport|Yearbook|Report|Review|Profiles?|Overview"
    r"|白書|青書|年次報告書?|年報|報告書)"
)
_TITLES = (
    re.compile(rf"{_KIND}(?:[ \t][^\n.\d]{{0,60}})?[ \t(]{{0,2}}{_YEAR}(?!\d)", re.IGNORECASE),
    re.compile(
        rf"(?<!\d){_YEAR}(?:年度?版?)?[ \t　]{{0,2}}(?:[A-Z]\w+\s){{0,2}}{_KIND}", re.IGNORECASE
    ),
    re.compile(rf"(?<!\d){_YEAR}年度?版"),
    re.compile(rf"\b{_YEAR}\s(?:edition|issue)\b", re.IGNORECASE),
)
_PERIODS = (
    re.compile(
        r"\b(?:cover(?:s|ing)|report(?:s|ing)\son|describes?)\b[^.\n]{0,60}?"
        r"\b(?:in|during|of|for|period|from)\b"
        rf"[^.\n\d]{{0,30}}{_YEAR}(?:\s?(?:-|–|to|until)\s?(?:\w+\s)?(?P<last>(?:19|20)\d\d))?",
        re.IGNORECASE,
    ),
    re.compile(rf"{_YEAR}年(?:度|1月)?から(?P<last>(?:19|20)\d\d)年[^。\n]{{0,10}}(?:対象|まで)"),
)
_ANY_YEAR = re.compile(r"(?<![\d,.$€£¥/-])(?:19|20)\d\d(?![\d,]\d|[\d/-])")


@dataclass(frozen=True, slots=True)
class Edition:
    """``year``: of the edition; None where the text gives no hint. ``evidence``: the reason, for
    people. ``period_start``, ``period_end``: years that it reports on, with their own basis.
    """

    year: int | None
    basis: Basis
    evidence: str
    period_start: int | None
    period_end: int | None
    period_basis: Basis


def edition_of(text: str) -> Edition:
    """Return the edition and reporting period of a document.

    Stated: in a title near the beginning. Inferred: the year that the text names most, where it
    names one at least three times; the period then is that year.
    """
    year, basis, evidence = _edition(text)
    for pattern in _PERIODS:
        match = pattern.search(text[: OPENING * 2])
        if match:
            start = int(match["year"])
            return Edition(year, basis, evidence, start, int(match["last"] or start), "stated")
    return Edition(year, basis, evidence, year, year, "inferred" if year else "unknown")


def _edition(text: str) -> tuple[int | None, Basis, str]:
    opening = text[:OPENING]
    found = [match for pattern in _TITLES if (match := pattern.search(opening))]
    if found:
        first = min(found, key=lambda match: match.start())
        return int(first["year"]), "stated", f"The title says “{' '.join(first.group().split())}”."
    named = Counter(int(year) for year in _ANY_YEAR.findall(text))
    if not named:
        return None, "unknown", "The text names no year."
    year, times = min(named.items(), key=lambda item: (-item[1], -item[0]))
    if times < LEAST_NAMED:
        return None, "unknown", "The text names no year often enough."
    return year, "inferred", f"The text names {year} {times} times, more than any other year."
