"""Hedges around a number: about, around, more than, at least, up to, less than, in en and ja."""

# ruff: noqa: E501, ISC004 (a pattern reads best in one line)
from __future__ import annotations

import re

_CURRENCY = r"(?:(?:US|A|C|NZ|AU|S)?[$€£¥]|[A-Z]{3})?[\s\xa0]{0,2}"
_FILL = r"(?:\s(?:an?|the|some|a\stotal\sof|another|of|additional))?\s"
_BEFORE: tuple[tuple[str, str], ...] = (
    ("less_than", r"(?:less|fewer|lower|smaller)\sthan|under|below|<"),
    ("up_to", r"(?:no|not)\s(?:more|greater)\sthan|up\sto|a\smaximum\sof|maximum|as\s(?:many|much)\sas"
              r"|at\smost|not\sexceeding|capped\sat|to\sa\sceiling\sof|≤"),
    ("at_least", r"(?:no|not)\s(?:less|fewer)\sthan|at\sleast|a\sminimum\sof|minimum|≥"),
    ("more_than", r"(?:more|greater|larger|higher)\sthan|over|above|exceed(?:ing|ed|s)?|in\sexcess\sof"
                  r"|upwards?\sof|surpass(?:ing|ed|es)?|beyond|well\sover|just\sover|>|topp(?:ed|ing)"),
    ("around", r"around|in\sthe\sregion\sof|in\sthe\sorder\sof"),
    ("about", r"approximately|approx\.?|about|roughly|nearly|almost|some|an\sestimated|estimated(?:\sat)?"
              r"|circa|ca\.|c\.|close\sto|~|≈|an\saverage\sof\sabout|est\."),
)  # fmt: skip
_LEAD = re.compile(
    r"(?:^|[\s(\"/-])(?:" + "|".join(f"(?P<{code}>{words})" for code, words in _BEFORE)
    + rf")(?:{_FILL}|[\s\xa0]?){_CURRENCY}$", re.IGNORECASE,
)  # fmt: skip
_AFTER: tuple[tuple[str, str], ...] = (
    ("at_least", r"\s?(?:or\smore|and\sabove|or\sabove|at\sleast|plus\b)|-plus\b"),
    ("about", r"-odd\b|\sor\sso\b"),
    ("more_than", r"\s?\+(?!\d)"),
    ("up_to", r"\s?(?:or\s(?:less|fewer)|at\smost|maximum)"),
)
_AFTER_COMPILED = tuple((code, re.compile(words)) for code, words in _AFTER)
_JAPANESE_BEFORE = (
    ("about", r"(?:約|およそ|おおむね|概ね|ほぼ|推定|計?約)\s?$"),
    ("up_to", r"(?:最大で?|最高|上限)\s?$"),
    ("at_least", r"(?:少なくとも|最低|最小)\s?$"),
)
_JAPANESE_AFTER = (
    (
        "more_than",
        r"(?:[^\d。、]{0,6}?)(?:を?超え|超(?!過)|を上回|余り|余(?!り?地|剰)|強(?![化い]))",
    ),
    ("at_least", r"(?:[^\d。、]{0,4}?)以上"),
    ("up_to", r"(?:[^\d。、]{0,4}?)(?:以下|以内|まで(?:に拡大)?)"),
    ("less_than", r"(?:[^\d。、]{0,4}?)(?:未満|足らず|弱(?![いか体者]))"),
    ("about", r"(?:[^\d。、]{0,4}?)(?:程度|前後|ほど|近く)"),
)
_JA_BEFORE = tuple((code, re.compile(words)) for code, words in _JAPANESE_BEFORE)
_JA_AFTER = tuple((code, re.compile(words)) for code, words in _JAPANESE_AFTER)
WIDEST_LEAD = 40


def qualifier_at(text: str, start: int, end: int, kind: str = "count") -> str:
    """Return the hedge of an English number at this span; "exact" where none is printed.

    ``kind``: of the figure. "Over three years" means during them, unless "for" stands before it,
    and "under 12 agreements" hedges nothing.
    """
    match = _LEAD.search(text, max(0, start - WIDEST_LEAD), start)
    if match is not None and match.lastgroup is not None and _hedges(match, text, kind):
        return match.lastgroup
    for code, pattern in _AFTER_COMPILED:
        if pattern.match(text, end):
            return code
    return "exact"


def _hedges(match: re.Match[str], text: str, kind: str) -> bool:
    word = match[match.lastgroup or 0].lower()
    before = text[max(0, match.start() - 14) : match.start() + 1]
    if word == "over":
        if " the " in match.group().lower() or _VERB_OVER.search(before):
            return False
        return kind != "duration" or _LASTING.search(before) is not None
    if word in {"under", "below", "above"} and kind in {"count", "ordinal"}:
        return _LEVEL.search(before) is not None
    return True


_VERB_OVER = re.compile(
    r"\b(?:hand(?:ed|ing|s)?|t[ao]k(?:e|en|es|ing)|took|turn(?:ed|ing)?|carried|spread|presid\w+|all|won|roll(?:ed)?)\s$",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:for|of|lasting|last(?:ed|s)?|took|with|after|spanning|than|is|was|just|well)\s$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\b(?:just|well|is|are|was|were|to|at|remain(?:ed|s)?|fell|dropped|far)\s$", re.IGNORECASE
)


def qualifier_ja_at(text: str, start: int, number_end: int, end: int) -> str:
    """Return the hedge of a Japanese number: before it, or after it or its counter."""
    for code, pattern in _JA_BEFORE:
        if pattern.search(text, max(0, start - 8), start):
            return code
    for position in (number_end, end):
        window = text[position : position + 10]
        for code, pattern in _JA_AFTER:
            if pattern.match(window) and not (
                code == "up_to" and "まで" in window and "年" in window
            ):
                return code
    return "exact"
