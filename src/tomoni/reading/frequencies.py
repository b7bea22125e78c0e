"""How often in a year: "twice a year", "annual", "every two years", 年2回, 毎年."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .normal import lowered
from .numerals import UNITS
from .spans import Figure, Mask

_ONE_TO_TWELVE = "|".join(list(UNITS)[1:13])
_HELD = (
    r"(?:[a-z][\w'-]*[\s-]){0,4}?(?:meetings?|conferences?|seminars?|sessions?"
    r"|trainings?|courses?|workshops?|dialogues?|consultations?|forums?|fora|surveys?|exercises?|summits?"
    r"|reports?|reviews?|publications?|bulletins?|assessments?|symposi(?:um|a)|programmes?|programs?"
    r"|events?|awards?|competitions?|lectures?|camps?|fellowships?|gatherings?|statements?|talks)\b"
)
_RATES = (
    ("annual", 1), ("biannual", 2), ("bi-annual", 2), ("semi-annual", 2), ("semiannual", 2),
    ("half-yearly", 2), ("quarterly", 4), ("monthly", 12), ("bimonthly", 6), ("weekly", 52), ("yearly", 1),
)  # fmt: skip
_ADJECTIVES = "|".join(re.escape(word) for word, _ in _RATES)
_RATE_OF = {word: Fraction(rate) for word, rate in _RATES} | {
    "biennial": Fraction(1, 2), "triennial": Fraction(1, 3), "quadrennial": Fraction(1, 4)
}  # fmt: skip
_PATTERN = re.compile(
    rf"""(?<![\w-])(?:
      (?P<times>once|twice|thrice|(?:\d{{1,2}}|{_ONE_TO_TWELVE})\stimes)\s(?:a|per|each|every|in\sa)\s(?:fiscal\s|calendar\s)?(?P<per>year|month|week|quarter)
    | (?P<times_every>once\s)?every\s(?P<count>(?:\d{{1,2}}|{_ONE_TO_TWELVE}|other|second)\s)?(?P<unit>(?:fiscal\s|calendar\s)?years?|months?|quarters?)\b
    | each\s(?:fiscal\s)?(?P<each>year)\b(?=[,.]|\s(?:since|in|at|by|the|to|with|for|through|on)\b)
    | (?P<adjective>{_ADJECTIVES}|biennial|triennial|quadrennial)(?=\s(?:and\s\w+\s)?{_HELD})
    | (?P<adverb>annually|biannually|semi-annually|quarterly|biennially|yearly)\b(?!\s(?:contribut|report\sfor))
    | on\san?\s(?P<basis>annual|biannual|biennial|quarterly|monthly|yearly)\sbasis
    )""",
    re.VERBOSE,
)
_WORD = re.compile("year|month|week|quarter|annual|ennial")
REACH_BEFORE, REACH_AFTER = 45, 100
_PER = {"year": 1, "month": 12, "week": 52, "quarter": 4}
_ADVERBS = {"annually": Fraction(1), "yearly": Fraction(1), "biannually": Fraction(2),
            "semi-annually": Fraction(2), "quarterly": Fraction(4), "biennially": Fraction(1, 2)}  # fmt: skip
_AMOUNT_NEAR = re.compile(r"(?:\d|hundred|thousand|million|billion|per\s?cent)[^.,;()]{0,45}$")
_JAPANESE = re.compile(
    r"""(?P<years>(?:\d|[二三四五])\s?年)に(?P<in_years>\d|一)\s?[回度]
    | (?:年間?に?|毎年|年に)\s?(?P<times>\d{1,2}|[一二三四五六])\s?回(?!目|の?研修員)
    | 週に?\s?(?P<weekly>\d)\s?回
    | 月に?\s?(?P<monthly>\d{1,2}|[一二三四])\s?回
    | (?P<each>毎年度?|毎月|隔年|四半期(?:ごと|毎)|半年(?:ごと|毎)|半期ごと)(?!\d{1,2}\s?[回月]|次)
    """,
    re.VERBOSE,
)
_KANJI = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_EACH = {"毎年": Fraction(1), "毎年度": Fraction(1), "毎月": Fraction(12), "隔年": Fraction(1, 2)}


def find_frequencies(text: str, mask: Mask) -> Iterator[Figure]:
    """Yield how often in a year, in order; "5 million annually" says no frequency of its own."""
    lower = lowered(text)
    for match in (
        m for first, last in _near_words(lower) for m in _PATTERN.finditer(lower, first, last)
    ):
        start, end = match.span()
        if mask.reason(start, end) is not None or _is_name(text, match):
            continue
        yield _figure(start, end, _rate(match))
    for match in _JAPANESE.finditer(text):
        if mask.reason(*match.span()) is None:
            yield _figure(match.start(), match.end(), _rate_ja(match))


def _near_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches around the words without which nothing says how often."""
    start = end = -1
    for match in _WORD.finditer(text):
        if match.start() - REACH_BEFORE > end:
            if end >= 0:
                yield start, end
            start = max(match.start() - REACH_BEFORE, 0)
        end = match.end() + REACH_AFTER
    if end >= 0:
        yield start, min(end, len(text))


def _figure(start: int, end: int, rate: Fraction) -> Figure:
    return Figure(start, end, rate, "frequency", "per_year", is_word=True, reasons=("frequency",))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """A capital inside a sentence makes "Annual" part of a name; an amount takes the adverb."""
    first = text[match.start()]
    before = text[max(0, match.start() - 60) : match.start()]
    if first.isupper() and match["adjective"] and re.search(r"[\w,)] $|\b[Tt]he $", before):
        return True
    if match["adverb"] or match["basis"] or match["each"] or match["unit"]:
        return _AMOUNT_NEAR.search(before) is not None and not re.search(
            r"\b(?:held|conduct|organi|hosts?|invit|issu|publish|convene)", before[-40:]
        )
    return False


def _rate(match: re.Match[str]) -> Fraction:
    if match["times"]:
        words = match["times"].split()
        fixed = {"once": 1, "twice": 2, "thrice": 3}
        count = fixed.get(words[0]) or (int(words[0]) if words[0].isdigit() else UNITS[words[0]])
        return Fraction(count) * _PER[match["per"]]
    if match["unit"]:
        word = (match["count"] or "one").strip()
        count = 2 if word in {"other", "second"} else int(word) if word.isdigit() else UNITS[word]
        return Fraction(
            12 if "month" in match["unit"] else 4 if "quarter" in match["unit"] else 1,
            max(count, 1),
        )
    if match["each"]:
        return Fraction(1)
    if match["adverb"]:
        return _ADVERBS[match["adverb"]]
    return _RATE_OF[(match["adjective"] or match["basis"])]


def _rate_ja(match: re.Match[str]) -> Fraction:
    if match["years"]:
        years = match["years"][0]
        return Fraction(1, int(years) if years.isdigit() else _KANJI[years])
    if match["weekly"]:
        return Fraction(int(match["weekly"]) * 52)
    if match["times"] or match["monthly"]:
        printed = match["times"] or match["monthly"]
        count = int(printed) if printed.isdigit() else _KANJI[printed]
        return Fraction(count * (12 if match["monthly"] else 1))
    return _EACH.get(match["each"], Fraction(4 if match["each"].startswith("四") else 2))
