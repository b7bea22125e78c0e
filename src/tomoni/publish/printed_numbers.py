"""Numbers as texts print them, for finding one number again: value, and money or share or count.

Plain on purpose: digits with commas or spaces between thousands, decimals, a magnitude word. What a
number means is read by people at the desk; here it is only found again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_WIDE = str.maketrans("０１２３４５６７８９．，％￥", "0123456789.,%¥")
_MAGNITUDES = {
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "万": 10**4, "億": 10**8, "兆": 10**12,
}  # fmt: skip
# A letter before a digit belongs to a name (G7); a Japanese character does not.
_NUMBER = re.compile(
    r"(?<![\d.,A-Za-z])(?P<whole>\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d{1,15})(?P<decimals>\.\d{1,6})?"
    r"(?:[ \u00a0]?(?P<magnitude>thousand|million|billion|trillion|[万億兆])(?![a-z]))?",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?P<code>US\$|\$|¥|€|£|USD|JPY|EUR|GBP)[ \u00a0]?$")
_AFTER = re.compile(
    r"[ \u00a0]?(?P<word>US dollars?|U\.S\. dollars?|dollars?|yen|euros?|pounds?|円|米?ドル|ユーロ"
    r"|%|percent|per cent|パーセント)",
    re.IGNORECASE,
)
_CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "us dollar": "USD", "u.s. dollar": "USD",
    "dollar": "USD", "ドル": "USD", "米ドル": "USD", "¥": "JPY", "jpy": "JPY", "yen": "JPY",
    "円": "JPY", "€": "EUR", "eur": "EUR", "euro": "EUR", "ユーロ": "EUR", "£": "GBP",
    "gbp": "GBP", "pound": "GBP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """One number. ``sort``: a currency code, "share" or "count"."""

    start: int
    end: int
    value: Decimal
    sort: str


def printed_numbers(text: str) -> Iterator[Printed]:
    """Yield the numbers of a text in order; Japanese ones in parts such as 1億2,000万 as one."""
    narrow = text.translate(_WIDE)
    place = 0
    while match := _NUMBER.search(narrow, place):
        start, end, value = match.start(), match.end(), _value(match)
        while match["magnitude"] in ("億", "兆"):
            following = _NUMBER.match(narrow, end)
            if following is None:
                break
            value, end, match = value + _value(following), following.end(), following
        place = end
        yield Printed(start, end, value, _sort(narrow, start, end))


def _value(match: re.Match[str]) -> Decimal:
    digits = re.sub(r"\D", "", match["whole"]) + (match["decimals"] or "")
    return Decimal(digits) * _MAGNITUDES.get((match["magnitude"] or "").lower(), 1)


def _sort(text: str, start: int, end: int) -> str:
    before = _BEFORE.search(text, max(0, start - 4), start)
    if before:
        return _CURRENCIES[before["code"].lower()]
    after = _AFTER.match(text, end)
    if after is None:
        return "count"
    word = after["word"].lower()
    return _CURRENCIES.get(word) or _CURRENCIES.get(word.removesuffix("s")) or "share"
