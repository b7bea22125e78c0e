"""What a search of everyone's activities is narrowed to, as words of the search index.

Every activity of the index has one word for each of its countries, themes and its publisher, and
one that all of them have, so that a filter is asked of the index like any other word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from tomoni.catalogue.themes import THEMES

ALL = "everyone"


@dataclass(frozen=True, slots=True)
class Within:
    """Filters; None: not narrowed. ``own``: the publishers that are us, which ``whose`` asks for.

    ``place``: a country's code; ``theme``: one of the catalogue; ``publisher``: its reference.
    """

    place: str | None = None
    theme: str | None = None
    publisher: str | None = None
    whose: Literal["own", "others"] | None = None
    own: frozenset[str] = frozenset()

    @property
    def is_narrow(self) -> bool:
        """Whether any filter is set."""
        return any((self.place, self.theme, self.publisher, self.whose))

    def narrowed(self, expression: str) -> str:
        """Return an expression of the index, narrowed; "" asks for all activities."""
        asked = [f"({expression})"] if expression else [_placed(ALL)]
        if self.place:
            asked.append(_placed(_plain(self.place)))
        if self.theme:
            asked.append(_placed(_theme_word(self.theme)))
        if self.publisher:
            asked.append(_placed(_publisher_word(self.publisher)))
        ours = " OR ".join(_placed(_publisher_word(ref)) for ref in sorted(self.own))
        if self.whose == "own":
            asked.append(f"({ours})" if ours else _placed("nobody of ours"))
        made = " AND ".join(asked)
        return f"({made}) NOT ({ours})" if self.whose == "others" and ours else made


def filter_words(
    countries: Iterable[str], sectors: Iterable[str], publisher: str | None
) -> Iterator[str]:
    """Yield the words by which an activity is filtered."""
    yield ALL
    yield from countries
    yield from sorted({_theme_word(theme) for code in sectors for theme in themes_of(code)})
    if publisher:
        yield _publisher_word(publisher)


@cache
def themes_of(sector: str) -> tuple[str, ...]:
    """Return the themes that a sector's code names; () for none."""
    return tuple(theme.code for theme in THEMES if sector in theme.purpose_codes)


def _theme_word(theme: str) -> str:
    return f"theme{_plain(theme)}"


def _publisher_word(publisher: str) -> str:
    """Return one word for a reference, whatever signs it holds."""
    return f"publisher{hashlib.blake2b(publisher.encode(), digest_size=8).hexdigest()}"


def _placed(word: str) -> str:
    return f'(places : "{word}")'


def _plain(code: str) -> str:
    return "".join(character for character in code if character.isalnum())
