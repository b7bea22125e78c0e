"""The places, bodies and frameworks that a text names, and which of the places tell something."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .gazetteer import Mention
from .home import home_of, is_aside, is_partner

LEAST_NAMED = 4
_MONEY_WORD = re.compile(
    r"\s(?:[Yy]en|[Dd]ollars?|francs?|rupees?|pounds?|kron(?:or|er|a|e)|won|baht|pesos?|rand|shillings?)\b"
)


@dataclass(frozen=True, slots=True)
class Names:
    """All mentions of a text, in order, with the country that reports (None: none stands out).

    ``aside``: places that are no party to what is told: seas, and venues in donor countries.
    ``partners``: places that say nothing beside a recipient, as "in cooperation with Norway".
    ``subject``: the one country that a text is about, as a report on Nepal.
    """

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    home: str | None
    aside: frozenset[Mention] = frozenset()
    partners: frozenset[Mention] = frozenset()
    subject: str | None = None

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin in a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def told(self, start: int, end: int) -> list[Mention]:
        """Return the places of a span that are neither the home nor aside."""
        return [
            mention
            for mention in self.between(start, end)
            if mention.kind == "place" and mention.code != self.home and mention not in self.aside
        ]


def gather(text: str, mentions: Sequence[Mention], home: str | None = None) -> Names:
    """Return the mentions of a text in order, and who reports in it, unless ``home`` is known."""
    named = (m for m in mentions if not (m.is_adjective and _MONEY_WORD.match(text, m.end)))
    ordered = tuple(sorted(named, key=lambda mention: (mention.start, mention.end)))
    places = [m for m in ordered if m.kind == "place"]
    aside = frozenset(
        m for m, last in zip(places, [None, *places], strict=False) if is_aside(text, m, last)
    )
    partners = frozenset(m for m in places if m.is_adjective or is_partner(text, m))
    home = home or home_of(text, ordered)
    told = [m.code for m in places if m.code != home and m not in aside]
    starts = tuple(mention.start for mention in ordered)
    return Names(ordered, starts, home, aside, partners, _subject(told))


def _subject(told: Sequence[str]) -> str | None:
    if len(told) < LEAST_NAMED:
        return None
    code, count = min(Counter(told).items(), key=lambda item: (-item[1], item[0]))
    return code if count * 10 >= len(told) * 9 else None


def named_in(sentence: tuple[int, int], names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bodies and the frameworks that a sentence names, each in order, each once."""
    here = names.between(*sentence)
    parties = dict.fromkeys(m.code for m in here if m.kind == "party")
    frameworks = dict.fromkeys(m.code for m in here if m.kind == "framework")
    return tuple(parties), tuple(frameworks)
