"""Numbers as English texts print them: digits in many groupings, words, magnitudes, fractions.

A number keeps its exact value as a fraction. What it counts is not decided here.
"""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from .normal import lowered
from .spans import Numeral

UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: number * 10
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
MAGNITUDES = {
    "hundred": 100, "thousand": 10**3, "lakh": 10**5, "lakhs": 10**5, "million": 10**6,
    "millions": 10**6, "mln": 10**6, "mn": 10**6, "mio": 10**6, "mill": 10**6, "mdr": 10**9, "mrd": 10**9, "crore": 10**7, "crores": 10**7,
    "billion": 10**9, "billions": 10**9, "bln": 10**9, "bn": 10**9, "trillion": 10**12,
    "trn": 10**12, "tn": 10**12, "dozen": 12,
}  # fmt: skip
SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3),
         "⅔": Fraction(2, 3), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8)}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4,
         "fourths": 4, "fifth": 5, "fifths": 5, "sixth": 6, "eighth": 8, "tenth": 10,
         "tenths": 10}  # fmt: skip

LONGEST_NUMBER = 30  # characters; nobody prints more in earnest
# Currency codes may touch the digits that follow: "USD15 million".
_TOUCHING = (
    "USD|EUR|JPY|GBP|CHF|SEK|NOK|DKK|AUD|CAD|NZD|CNY|RMB|KRW|INR|XDR|ZAR|KES|NGN|THB|VND|PHP|IDR"
)
_BEFORE = "(?=\\d)(?:(?<![A-Za-z0-9_.])|(?<=[^0-9A-Za-z]\\.)|(?<=^\\.)" + "".join(
    f"|(?<={code})" for code in _TOUCHING.split("|")
)
_DIGITS = re.compile(
    _BEFORE
    + r"""|(?<=Rs\.)|(?<=Rs))
    (?P<number>
      \d{1,3}(?:\xa0\d{3}){1,8}(?:[.,]\d{1,2})?(?!\d)
    | \d{1,3}(?:,\d{3}){1,8}(?:\.\d+)?(?!\d)
    | \d{1,2}(?:,\d{2}){1,8},\d{3}(?!\d)
    | \d{1,3}(?:[ \xa0],\d{3}|,[ \n]000)(?:,\d{3}){0,8}(?![\d,])
    | \d{1,3}(?:\.\d{3}){2,8}(?:,\d+)?(?!\d)
    | \d{1,3}(?:'\d{3}){1,8}(?!\d)
    | [1-9]\d{0,2}(?:[ ]\d{3}){1,8}(?:[.,]\d{1,2})?(?![\d,.]\d|\d|[ ]\d)
    | \d+\.[ ]?\d+(?=\s*(?:million|billion|trillion)\b)
    | \d+\.\d+
    | \d+,\d{1,2}(?![\d,])(?=\s*(?:%|per[ ]?cent|million|billion|m\b|bn\b|km|ha\b|[€]|EUR))
    | \d+
    )
    (?P<sign>[ ]?[½¼¾⅓⅔⅕⅛])?
    (?:(?P<magnitudes>(?:[\s-]{0,2}(?:hundred|thousand|lakhs?|millions?|mln|mn|mio|mill(?=\.)|mdr|mrd|crores?
        |billions?|bln|bn|trillion|trn|tn|dozen)(?![A-Za-z])(?!-year)\.?)+)
     | (?P<suffix>[A-Za-z²³]+))?
    """,
    re.VERBOSE,
)
_SIGN_ALONE = re.compile(r"(?<![\d½¼¾⅓⅔])[½¼¾⅓⅔⅕⅛]")

_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_SUB100 = rf"(?:(?:{'|'.join(TENS)})(?:[-\s](?:{'|'.join(list(UNITS)[1:10])}))?|{_UNIT})"
_SUB1000 = rf"(?:(?:{_SUB100}|an?)[\s-]hundred(?:\s+(?:and\s+)?{_SUB100})?|{_SUB100})"
_SCALE = r"(?:thousand|million|billion|trillion|dozen|lakh|crore)"
_WORDS = re.compile(
    rf"""(?<![\w-])(?:
      (?P<half>half\s+an?|an?\s+half|(?:an?\s+)?quarter\s+of\s+an?|three[-\s]quarters\s+of\s+an?)
        [\s-](?P<half_scale>{_SCALE})
    | (?P<part>(?:one|two|three|four|five|seven|nine|an?)[-\s](?:{"|".join(PARTS)}))(?=\s+of\b|\s+the\b)
    | (?P<fraction>(?:one|two|three|four)-(?:half|thirds?|quarters?|fourths?|fifths?|tenths?)
        |(?:two|three|four)\s(?:thirds|quarters|fifths|tenths))
    | (?P<whole>(?:{_SUB1000}(?:[\s-]{_SCALE}(?:\s+(?:and\s+)?{_SUB1000})?)*|an?\s+{_SCALE}))
      (?P<and_half>\s+and\s+a\s+half(?:\s+(?P<late_scale>{_SCALE}))?)?
    )(?![\w])""",
    re.VERBOSE,
)


def scan_numerals(text: str) -> Iterator[Numeral]:
    """Yield the numbers of the text, those in digits first, then those in words, each in order."""
    for match in _DIGITS.finditer(text):
        if len(match["number"]) <= LONGEST_NUMBER and not match["number"].startswith("00"):
            yield _from_digits(match)
    for match in _SIGN_ALONE.finditer(text):
        value = SIGNS[match.group()]
        yield Numeral(match.start(), match.end(), value, "digits", number_end=match.end())
    for match in _WORDS.finditer(lowered(text)):
        yield _from_words(match)


def digits_value(printed: str) -> Fraction:
    """Return the value of digits with groups and decimals, whatever marks stand between them."""
    plain = re.sub(r"[\s\xa0']", "", printed)
    if plain.count(",") == 1 and plain.count(".") > 1:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or re.fullmatch(r"[1-9]\d{0,2}\.000", plain):
        plain = plain.replace(".", "")
    elif re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")
    return Fraction(plain.replace(",", ""))


def _from_digits(match: re.Match[str]) -> Numeral:
    value = digits_value(match["number"])
    if match["sign"]:
        value += SIGNS[match["sign"].strip()]
    scale = 1
    end = match.end()
    for word in re.findall(r"[a-z]+", match["magnitudes"] or ""):
        scale *= MAGNITUDES[word]
    if match["magnitudes"] and match["magnitudes"].endswith("."):
        end -= 1
    suffix = match["suffix"] or ""
    if suffix:
        end = match.end("number") if not match["sign"] else match.end("sign")
    number_end = match.end("sign") if match["sign"] else match.end("number")
    return Numeral(match.start(), end, value * scale, "digits", scale, suffix, number_end)


def _from_words(match: re.Match[str]) -> Numeral:
    if match["half"]:
        scale = MAGNITUDES[match["half_scale"]]
        return _word(match, _share_of(match["half"]) * scale, scale)
    if match["part"] or match["fraction"]:
        count, part = re.split(r"[-\s]+", (match["part"] or match["fraction"]))
        return _word(match, Fraction(UNITS.get(count, 1), PARTS[part]), 1, suffix="fraction")
    value, scale = words_value(match["whole"])
    if match["and_half"]:
        late = MAGNITUDES.get((match["late_scale"] or ""), 1)
        value = (value + Fraction(1, 2) * scale) * late
        scale *= late
    return _word(match, value, scale)


def _word(match: re.Match[str], value: Fraction, scale: int, suffix: str = "") -> Numeral:
    return Numeral(match.start(), match.end(), value, "word", scale, suffix, match.end())


def _share_of(words: str) -> Fraction:
    lowered = words
    if lowered.startswith("three"):
        return Fraction(3, 4)
    return Fraction(1, 4) if "quarter" in lowered else Fraction(1, 2)


def words_value(words: str) -> tuple[Fraction, int]:
    """Return the value of number words such as "two hundred and fifty thousand", and the last
    magnitude that stands at their end, 1 where none does.
    """
    total = current = 0
    scale = 1
    for word in re.split(r"[\s-]+", words):
        if word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
            scale = 1
        elif word in {"a", "an"}:
            current += 1
        elif word == "hundred":
            current = (current or 1) * 100
        elif word != "and":
            scale = MAGNITUDES[word]
            total += (current or 1) * scale
            current = 0
    return Fraction(total + current), scale
