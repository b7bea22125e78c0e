"""Ordinals that say which edition or rank something is: "the 23rd", "second", "Seventh"."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .normal import lowered
from .spans import Figure, Mask

_BASE = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
WORDS = {word: number for number, word in enumerate(_BASE, start=1)}
_TENS = dict(zip(["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"],
                 range(20, 100, 10), strict=True))  # fmt: skip
_LEADS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10),
                  strict=True))  # fmt: skip
_ORDINAL = re.compile(
    r"(?<![\w.,-])(?:(?P<digits>\d{1,4})\s?(?P<suffix>st|nd|rd|th)(?![A-Za-z])"
    rf"|(?P<lead>{'|'.join(_LEADS)})[-\s](?P<after>{'|'.join(_BASE[:9])})\b"
    rf"|(?P<word>{'|'.join([*_BASE, *_TENS, 'hundredth'])})\b)"
)
_NONE_AFTER = re.compile(
    r"\s?(?:[,:;)]|time\b|times\b|half\b|quarter\b|instance\b|place\b(?!\s(?:in|among|on|worldwide|globally|overall))|hand\b|steps?\b|glance\b|of all\b"
    r"|aid\b|responders?\b|line\b|lady\b|class\b|name\b|names\b|floor\b|parallel\b|person\b|World War"
    r"|world\b|World\b|part(?:y|ies|s)?\b(?!\sof\sa\s(?:series|set))|countr(?:y|ies)\b|Committee\b|Secretar(?:y|ies)\b|Deputy\b|Vice\b"
    r"|Fleet\b|Estate\b|Republic\b|Industrial\b|Lady\b|Minister\b|Pole\b|thing\b|day\b|days\b|hour\b"
    r"|thirds?\b|generation\b|language\b|nature\b|is\b|was\b|and foremost|came\b|to\b|in line\b|States?\b"
    r"|months?\b|weeks?\b|Intermediate\b|Basin\b|Channel\b|Amendment\b|Nations\b|parties\b|sector\b"
    r"|Temporary\b|Army\b|Division\b|Brigade\b|Avenue\b|Street\b|decade\b|millennium\b|in\s\w+\s(?:is|was))"
)
_NONE_AFTER_DIGITS = re.compile(
    r"\s(?:of|and|to|century|quarter|half|parallel|floor|Street|Avenue)\b"
)
_NONE_JOINED = re.compile(
    r"-(?!ever\b|largest\b|biggest\b|highest\b|most\b|generation\b|year\b|phase\b)"
)
_NONE_BEFORE = re.compile(
    r"(?:\b(?:one of the|at|from the|come|came|comes|on the|per|a split|go|goes|puts?|put|every|in the|one|two|three"
    r"|each|who|what|be)\s|\d\s)$"
)
_LARGE = re.compile(r"\s?(?:largest|biggest|highest|most|consecutive|ever)\b")


def find_ordinals(text: str, mask: Mask) -> Iterator[Figure]:
    """Yield the ordinals, in order; those of idioms ("at first", "third parties") left out."""
    for match in _ORDINAL.finditer(lowered(text)):
        start, end = match.span()
        if mask.reason(start, end) is not None or _is_idiom(text, match):
            continue
        value = _value(match)
        reasons = ("ordinal_word",) if match["digits"] is None else ("ordinal_digits",)
        yield Figure(
            start, end, Fraction(value), "ordinal", "ordinal", is_word=match["digits"] is None,
            reasons=reasons,
        )  # fmt: skip


def _value(match: re.Match[str]) -> int:
    if match["digits"]:
        return int(match["digits"])
    if match["lead"]:
        return _LEADS[match["lead"]] + WORDS[match["after"]]
    word = match["word"]
    return WORDS.get(word) or _TENS.get(word) or 100


def _is_idiom(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before = text[max(0, start - 12) : start]
    if match["digits"]:
        following = re.match(r"\s[A-Za-z(\"]|-", text[end : end + 2])
        return following is None or _NONE_AFTER_DIGITS.match(text, end) is not None
    if _NONE_AFTER.match(text, end) or _NONE_JOINED.match(text, end):
        return True
    if _NONE_BEFORE.search(before) and not _LARGE.match(text, end):
        return not re.search(r"\b(?:in the|on the|who)\s$", before) or match["word"] is None
    word = match["word"] or ""
    if word in {"first", "second", "third"} and not re.search(
        r"(?:\b(?:the|a|an|its|their|our|his|her|this|that|country's|world's|and|ever|through|and the)|'s|s')\s$",
        before,
        re.IGNORECASE,
    ):
        return text[start].islower() or not re.match(r"\s[A-Z]", text[end : end + 2])
    return False
