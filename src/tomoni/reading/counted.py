"""What a number counts: the words after it, and the unit that they stand for."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from dataclasses import dataclass

from tomoni.catalogue.reading_words import counted_nouns

TIME_UNITS = {
    "year": "year", "years": "year", "yr": "year", "yrs": "year", "month": "month", "months": "month",
    "week": "week", "weeks": "week", "day": "day", "days": "day", "hour": "hour", "hours": "hour",
    "minute": "minute", "minutes": "minute", "decade": "decade", "decades": "decade",
}  # fmt: skip
AREAS = {
    "ha": "hectare", "hectare": "hectare", "hectares": "hectare", "acre": "acre", "acres": "acre",
    "km2": "square_kilometre", "km²": "square_kilometre", "m2": "square_metre", "m²": "square_metre",
    "sqm": "square_metre", "㎡": "square_metre", "㎢": "square_kilometre",
}  # fmt: skip
MEASURES = {
    "km": "kilometre", "kms": "kilometre", "kilometre": "kilometre", "kilometres": "kilometre",
    "kilometer": "kilometre", "kilometers": "kilometre", "mile": "mile", "miles": "mile", "m": "metre",
    "metre": "metre", "metres": "metre", "meter": "metre", "meters": "metre", "cm": "centimetre",
    "mm": "millimetre", "tonne": "tonne", "tonnes": "tonne", "ton": "tonne", "tons": "tonne",
    "t": "tonne", "mt": "tonne", "kg": "kilogram", "kgs": "kilogram", "kilograms": "kilogram",
    "kilogram": "kilogram", "kilogrammes": "kilogram", "kilos": "kilogram", "g": "gram", "grams": "gram", "litre": "litre",
    "litres": "litre", "liter": "litre", "liters": "litre", "mw": "megawatt", "megawatts": "megawatt",
    "kw": "kilowatt", "gw": "gigawatt", "kwh": "kilowatt_hour", "mwh": "megawatt_hour", "gwh": "gigawatt_hour",
    "kv": "kilovolt", "ghz": "gigahertz", "gb": "gigabyte", "tb": "terabyte", "degrees": "degree",
    "°c": "degree", "°": "degree", "nm": "nautical_mile", "barrels": "barrel", "l": "litre",
}  # fmt: skip
STOPS = frozenset(
    re.findall(
        r"\S+",
        "from in to for of by with at on who that which whom were was have has had are is be been being "
        "will would could can may and or but as since during over under between within across through "
        "into per each including involving participated attended took joined received completed visited "
        "about after before against around among throughout worldwide where when while if than then "
        "respectively annually also not so such namely via it its this these those their they we he she "
        "graduated benefited benefitted died live lived fled entered gathered came went became provided "
        "totalling totaling out worth because until following both all more less every held",
    )
)
_COUNTRY_NOUNS = frozenset({"countries", "states", "nations"})
_WITH_COUNTRIES = _COUNTRY_NOUNS | {"regions", "territories", "parties", "members"}
_HEADLESS = frozenset(
    {"years", "old", "worldwide", "alike", "together", "globally", "abroad", "overseas"}
)
_TOKEN = re.compile(r"[\s\xa0]{1,3}([A-Za-z][\w'/.&-]*|\d[\w-]*)")
_OF_THESE = re.compile(r"[\s\xa0](?:of\s(?:the|these|those|its|their|them|our)\s)")
_JOINED_WORD = re.compile(r"[\s\xa0]?-[\s\xa0]?([A-Za-z]+)")
_PERSON_ENDING = re.compile(r"[a-z-]+(?:ists|women|men|grantees|awardees|ians)")
_AGENT_ENDING = re.compile(r"(?:ers|ors)$")
_PLURALS = frozenset(
    {"people", "men", "women", "children", "personnel", "staff", "troops", "youth"}
)
_ASIDE = re.compile(
    r"[\s\xa0]?\([^()]{1,16}%\)|[\s\xa0]\([^()]{0,24}\d[^()]{0,24}\)(?=[\s\xa0][a-z])|[\s\xa0](?:more|other|such|or so)(?=[\s\xa0][a-z])|(?<=[a-z])\d{1,2}(?=[\s\xa0][a-z])"
)
LONGEST_PHRASE = 7


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted: the unit, the words, where they end."""

    unit: str
    words: str
    end: int
    head: str


def counted_after(text: str, end: int) -> Counted | None:
    """Return what the words after ``end`` say is counted; None where no noun follows."""
    aside = _ASIDE.match(text, end)
    end = aside.end() if aside else end
    words, stop = _phrase(text, end)
    if not words:
        of_these = _OF_THESE.match(text, end)
        if of_these is None:
            return None
        words, stop = _phrase(text, of_these.end() - 1)
        if not words:
            return None
    lowered = [word.lower() for word in words]
    if len(words) == 1 and lowered[0].endswith("ed") and unit_word(words[0]) is None:
        return None  # a verb: "35 abstained"
    return Counted(unit_of(words), " ".join(words), stop, lowered[-1])


def _phrase(text: str, end: int) -> tuple[list[str], int]:
    words: list[str] = []
    position = end
    while len(words) < LONGEST_PHRASE:
        match = _TOKEN.match(text, position)
        if match is None:
            break
        word = match[1].rstrip(".-/")
        lowered = word.lower()
        if lowered in STOPS and not (lowered == "all" and not words):
            if lowered in {"and", "or"} and words and _joins(text, match.end(), words):
                words.append(word)
                position = match.end()
                continue
            break
        if word[0].isdigit():
            break
        words.append(word)
        position = match.start(1) + len(word)
        if text[position : position + 1] in {".", ",", ";", ":", ")", "(", '"', "]", "!", "?"}:
            break
        if (
            _is_plural(lowered)
            and not (len(words) > 1 and words[-2] == "United")
            and unit_word(word) is not None
            and not _unit_follows(text, position)
        ):
            break
    while words and words[-1].lower() in {"and", "or", "the", "a", "an"}:
        words.pop()
    return words, position


def _is_plural(word: str) -> bool:
    """Whether a noun stands in the plural and so ends its phrase: "judges serve", not "police car"."""
    return word in _PLURALS or (word.endswith("s") and not word.endswith(("'s", "ss")))


def _unit_follows(text: str, position: int) -> bool:
    """Whether the next word is such a noun too, as in "youth leaders" or "states parties"."""
    match = _TOKEN.match(text, position)
    if match is None:
        return False
    word = match[1].rstrip(".-/")
    if word.lower() in {"and", "or"}:
        return True
    return (word.lower() not in STOPS and unit_word(word) is not None) or word.lower() == "parties"


def _joins(text: str, position: int, words: list[str]) -> bool:
    """Whether "and" goes on with the same noun: "justice and police officers"."""
    if unit_word(words[-1]) is not None:
        return words[-1].lower() in {"countries", "police", "women", "men"} and bool(
            re.match(
                r"[\s\xa0](?:regions|territories|customs|women|children|girls|men)\b",
                text[position : position + 14],
            )
        )
    match = _TOKEN.match(text, position)
    return match is not None and match[1].lower() not in STOPS and not match[1][0].isdigit()


def unit_word(word: str) -> str | None:
    """Return the unit that a noun stands for: person, country, event; None for any other."""
    lowered = word.lower().removesuffix("'s")
    unit = counted_nouns().get(lowered) or counted_nouns().get(lowered.rpartition("-")[2])
    if unit is not None:
        return unit
    return "person" if _PERSON_ENDING.fullmatch(lowered) else None


def unit_of(words: list[str]) -> str:
    """Return the unit of a noun phrase, read from its last word back; "item" for things."""
    lowered = [word.lower() for word in words]
    if words == ["states"]:  # of a federation; those of the world are "States"
        return "item"
    if lowered[-1] in _WITH_COUNTRIES and _COUNTRY_NOUNS & set(lowered):
        return "country"
    head = unit_word(words[-1])
    if head is not None:
        return head
    if lowered[-1] in _HEADLESS or not words[-1].islower():
        earlier = (unit_word(word) for word in reversed(words[:-1]))
        return next((unit for unit in earlier if unit == "person"), "item")
    return _guess(lowered[-1])


def _guess(word: str) -> str:
    return "person" if _AGENT_ENDING.search(word) and len(word) > 5 else "item"


def joined_word(text: str, end: int) -> tuple[str, int] | None:
    """Return the word that a hyphen joins to the number, as in "three-year", and its end."""
    match = _JOINED_WORD.match(text, end)
    return None if match is None else (match[1].lower(), match.end())
