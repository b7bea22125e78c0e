"""What a committee may read of a dossier: names, addresses and places taken out of free text.

Text is compared without case and accents, and cut where the original stands. More may be taken out
than need be; what stands in ``words`` never stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BLOCK = "█████"
_ADDRESS = re.compile(r"[^\s@<>()\[\]]+@[^\s@<>()\[\]]+")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
_SMALLEST = 2
# What stands in so many organisations' names that it tells nothing apart.
_COMMON = frozenset(
    {
        "of", "the", "and", "for", "de", "la", "et", "del", "des", "du", "in", "at", "on", "a",
        "ministry", "department", "office", "court", "service", "services", "national", "justice",
        "police", "public", "prosecution", "prosecutor", "prosecutors", "prison", "corrections",
        "correctional", "agency", "authority", "commission", "high", "supreme", "district",
        "general", "republic", "university", "institute", "bureau", "division",
    }
)  # fmt: skip


def redacted(text: str, words: Iterable[str], beginnings: Iterable[str] = ()) -> str:
    """Return a text without e-mail addresses, links, telephone numbers, and the words given.

    ``words``: names and phrases, taken out whole and each of their words for itself, save words of
    one letter and those that many organisations share. ``beginnings``: taken out with the letters
    that follow ("Kenya" takes "Kenyan").
    """
    for pattern in (_ADDRESS, _LINK, _TELEPHONE):
        text = pattern.sub(BLOCK, text)
    folded, places = _folded(text)
    spans: list[tuple[int, int]] = []
    for word in _parts(words):
        spans += _found(folded, word, whole=True)
    for word in beginnings:
        if len(_fold(word)) >= _SMALLEST:
            spans += _found(folded, _fold(word), whole=False)
    return _cut(text, [(places[start], places[end - 1] + 1) for start, end in spans])


def _parts(words: Iterable[str]) -> list[str]:
    found: set[str] = set()
    for phrase in words:
        folded = _fold(phrase).strip()
        if len(folded) >= _SMALLEST:
            found.add(folded)
        for part in re.findall(r"[^\W_]+", folded):
            if len(part) >= _SMALLEST and part not in _COMMON:
                found.add(part)
    return sorted(found, key=lambda one: (-len(one), one))


def _found(folded: str, word: str, *, whole: bool) -> list[tuple[int, int]]:
    """Where a word stands. Scripts that write no blanks have no edges of words."""
    is_latin = word.isascii()
    before = r"(?<![^\W_])" if is_latin else ""
    after = (r"(?![^\W_])" if whole else r"[^\W_]*") if is_latin else ""
    return [one.span() for one in re.finditer(before + re.escape(word) + after, folded)]


def _fold(text: str) -> str:
    return _folded(text)[0]


def _folded(text: str) -> tuple[str, list[int]]:
    """The text without case and accents, and for each of its characters the original's place."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(one):
                letters.append(one)
                places.append(at)
    return "".join(letters), places


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start > at:
            kept.append(text[at:start])
        if start >= at:
            kept.append(BLOCK)
        at = end
    return "".join(kept) + text[at:]
