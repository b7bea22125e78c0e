"""Finds named places, bodies and frameworks in one pass, longest name first.

Names are matched at word boundaries and in their own case, abbreviations strictly so. A text that
defines an abbreviation, as in "… of Offenders (UNAFEI)", gives it that meaning from there on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import ahocorasick

from tomoni.catalogue.reading_words import (
    SpokenName,
    spoken_frameworks,
    spoken_parties,
    spoken_places,
)

NameKind = Literal["place", "party", "framework", "none"]
LEAST_CAPITALS = 4  # letters of a name that headings print in capitals; fewer abbreviate
_ORDER: dict[str, int] = {"none": 0, "framework": 1, "party": 2, "place": 3}


@dataclass(frozen=True, slots=True)
class Mention:
    """One name in the text. ``code``: of what it names."""

    start: int
    end: int
    kind: NameKind
    code: str
    is_adjective: bool = False


class Gazetteer:
    """Names of places, parties and frameworks, ready to be found."""

    def __init__(
        self,
        places: Iterable[SpokenName],
        parties: Iterable[SpokenName],
        frameworks: Iterable[SpokenName],
    ) -> None:
        """Build the automaton. Where one name means several things, a framework goes first."""
        meanings: dict[str, tuple[NameKind, SpokenName]] = {}
        self.names: dict[str, str] = {}
        listed: tuple[tuple[NameKind, Iterable[SpokenName]], ...] = (
            ("framework", frameworks), ("party", parties), ("place", places),
        )  # fmt: skip
        for kind, names in listed:
            for spoken in names:
                name = _plain(spoken.name)
                meanings.setdefault(name, (kind if spoken.code else "none", spoken))
                if kind == "place" and len(name) >= LEAST_CAPITALS and not spoken.is_adjective:
                    meanings.setdefault(name.upper(), (kind if spoken.code else "none", spoken))
                if kind == "party" and not spoken.is_short:
                    self.names.setdefault(name.lower(), spoken.code)
        self._automaton = ahocorasick.Automaton()
        for name, (kind, spoken) in meanings.items():
            self._automaton.add_word(name, (len(name), kind, spoken.code, spoken.is_adjective))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Mention]:
        """Return the mentions in order, none inside a longer one."""
        found: list[Mention] = []
        for last, (length, kind, code, is_adjective) in self._automaton.iter(text):
            start = last - length + 1
            if _stands_alone(text, start, last + 1):
                found.append(Mention(start, last + 1, kind, code, is_adjective))
        return _longest(found)


def _plain(name: str) -> str:
    return name.replace("’", "'").replace("‘", "'").replace("–", "-")


def _stands_alone(text: str, start: int, end: int) -> bool:
    first, last = text[start], text[end - 1]
    if first.isascii() or (first.isalpha() and not _is_kana_or_kanji(first)):
        before = text[start - 1 : start]
        if before and ((before.isalnum() and not _is_kana_or_kanji(before)) or before == "_"):
            return False
    after = text[end : end + 1]
    if after == "$":
        return False
    if _is_kana_or_kanji(last):
        return not (_is_katakana(last) and _is_katakana(after)) and not (
            start > 0 and _is_katakana(first) and _is_katakana(text[start - 1])
        )
    note = after.isdigit() and not text[end + 1 : end + 2].isalnum()  # "Kenya1": a footnote's mark
    return (
        not after
        or note
        or not after.isalnum()
        or _is_kana_or_kanji(after)
        or (after == "s" and last == "'")
    )


def _is_katakana(character: str) -> bool:
    return "\u30a1" <= character <= "\u30fa" or character == "ー"


def _is_kana_or_kanji(character: str) -> bool:
    return "\u3040" <= character <= "\u9fff"


def _longest(found: list[Mention]) -> list[Mention]:
    found.sort(key=lambda mention: (mention.start, -mention.end, _ORDER[mention.kind]))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if (
                mention.end > kept[-1].end
                and mention.end - mention.start > kept[-1].end - kept[-1].start
            ):
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept


@cache
def catalogue_gazetteer() -> Gazetteer:
    """Return the gazetteer of the catalogue's own names, built once."""
    return Gazetteer(spoken_places(), spoken_parties(), spoken_frameworks())


_SHORT = re.compile(r"[\s]\((?:the\s)?[\"']?(?P<short>[A-Z][A-Za-z&-]{1,14})[\"']?\)")
_NAME_BEFORE = re.compile(
    r"(?:[A-Z][\w'&-]*)(?:(?:,?\s(?:of|for|and|the|in|on|to|against|with|from|de|des|du|la|&)){0,3}"
    r",?\s[A-Z][\w'&-]*){0,18}$"
)
LONGEST_NAME = 180
_DEFINED_JA = re.compile(
    r"(?P<name>[一-龥ァ-ヶー・]{4,30})[(（](?P<short>[A-Z][A-Za-z-]{1,12})[)）]"
)


def defined_abbreviations(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    """Return what each abbreviation means that the text itself defines.

    The meaning is the id of a known body, else the abbreviation as printed. One whose letters do
    not stand in the name before it is no abbreviation of it.
    """
    meanings: dict[str, str] = {}
    for match in _SHORT.finditer(text):
        before = _NAME_BEFORE.search(text, max(0, match.start() - LONGEST_NAME), match.start())
        if before is None:
            continue
        short, name = match["short"], before.group()
        known = _known_tail(name, gazetteer)
        if known is not None:
            meanings.setdefault(short, known)
        elif _abbreviates(short, name):
            meanings.setdefault(short, short)
    for match in _DEFINED_JA.finditer(text):
        known = next((c for n, c in gazetteer.names.items() if match["name"].endswith(n)), None)
        meanings.setdefault(match["short"], known or match["short"])
    return meanings


def _known_tail(name: str, gazetteer: Gazetteer) -> str | None:
    words = name.lower().split(" ")
    for first in range(len(words)):
        known = gazetteer.names.get(" ".join(words[first:]))
        if known is not None:
            return known
    return None


def _abbreviates(short: str, name: str) -> bool:
    """Whether the capitals of the abbreviation stand in the name, in order, as initials mostly."""
    letters = [letter for letter in short if letter.isupper()]
    if len(letters) < 2:
        return False
    initials = [word[0].upper() for word in re.findall(r"\w+", name)]
    position = matched = 0
    for letter in letters:
        while position < len(initials) and initials[position] != letter:
            position += 1
        if position < len(initials):
            matched += 1
            position += 1
    return matched >= max(2, len(letters) - 1)


def abbreviation_mentions(
    text: str, meanings: dict[str, str], known: Sequence[Mention]
) -> list[Mention]:
    """Return the mentions of the text's own abbreviations that no other mention covers."""
    if not meanings:
        return []
    starts = [mention.start for mention in known]
    pattern = re.compile(
        r"(?<![A-Za-z0-9])(?:"
        + "|".join(re.escape(short) for short in sorted(meanings, key=len, reverse=True))
        + r")(?![A-Za-z0-9])"
    )
    found = []
    for match in pattern.finditer(text):
        position = bisect_left(starts, match.end()) - 1
        if position >= 0 and known[position].end > match.start():
            continue
        found.append(Mention(match.start(), match.end(), "party", meanings[match.group()]))
    return found
