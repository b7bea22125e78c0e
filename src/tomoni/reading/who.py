"""Which countries, bodies and frameworks a figure is about, from the words around it.

The country that reports, as donor, is everywhere in its own report and so says nothing: it is
left out. A figure bound to one name, as in "Nepal since 2013" or "India (2009)", has that alone.
"""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.catalogue.places import PLACES_BY_CODE

from .gazetteer import Mention
from .layout import Layout
from .spans import Figure

LEAST_ACTS = 3
NEAREST_SENTENCES = 2
TOPIC_SENTENCES = 4
_ACTS = re.compile(
    r"(?:'s)?(?:\s(?:has|have|had|will|would|is|also|been|was|then|further|steadily|proactively|actively|mainly"
    r"|continues?\sto|seamlessly|additionally|decided\sto|announced|,)){0,4}\s(?:provid|contribut|disburs|announc"
    r"|pledg|dispatch|support|decid|conduct|held|hold|extend|implement|donat|fund|financ|commit|assist|cooperat"
    r"|promot|work|engag|help|invit|accept|train|deliver|grant|allocat|launch|formulat|co-|participat|welcom"
    r"|host|continu|strengthen|led\b|lead|carr|seek|us(?:es|ing)|stand|make|made|put)\w*|の取組|は|政府|としては"
)
_VENUE = re.compile(
    r"\b(?:held|conducted|took\splace|takes\splace|hosted|organi[sz]ed|training|programme|program|course|seminar"
    r"|meeting|conference|session|workshop|University)\b[^.;]{0,50}\b(?:in|at)\s(?:the\s)?(?:[A-Z][\w'-]+,\s)?$"
    r"|\bof\s[A-Z]\w+\s[A-Z]\w+\sin\s(?:the\s)?$"
)
_TOPIC_BEFORE = re.compile(r"(?:(?:[A-Z]\w+,\s)?[Ii]n\s(?:the\s)?|また、|さらに、|一方、|)")
_TOPIC_AFTER = re.compile(r",|、|では|において|に対し|でも|には")
_GOES_ON = re.compile(
    r"(?:[\"'(]*)(?:The\s(?:programme|program|project|course|training|seminar|fund|Fund|country|government"
    r"|Government|mission|team|initiative|centre|Centre|assistance|support|grant|exercise|loan|two)|This|These|That|Those|It|Its|They|Their|There|Here|To\sdate|Since\sits|So\sfar|In\saddition"
    r"|Such|As\sof|By\sthe\send|Of\sthese|Of\sthem|In\sthe\scountry|In\sboth|Both|In\s(?:January|February|March"
    r"|April|May|June|July|August|September|October|November|December)|Through\sthis|Under\sthis|また|さらに|同|これ|この|その|今回)\b"
)
_IN_JAPANESE = re.compile("^(?:また|さらに|同|これ|この|その|今回)")


@dataclass(frozen=True, slots=True)
class Names:
    """All mentions of a text, in order, with the country that reports (None: none stands out).

    ``aside``: places that are no party to what is told: seas, and venues in donor countries.
    """

    mentions: tuple[Mention, ...]
    starts: tuple[int, ...]
    home: str | None
    aside: frozenset[Mention] = frozenset()

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that begin in a span."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def gather(text: str, mentions: Sequence[Mention]) -> Names:
    """Return the mentions of a text in order, and who reports in it."""
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.start, mention.end)))
    aside = frozenset(m for m in ordered if m.kind == "place" and _is_aside(text, m))
    return Names(ordered, tuple(mention.start for mention in ordered), _home(text, ordered), aside)


def _is_aside(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - 60) : mention.start]
    if re.search(
        r"\b(?:off\s(?:the\scoast\sof\s)?|coast\sof\s|waters\sof\s|Embassy\sof\s)$", before
    ):
        return True
    if text[mention.end : mention.end + 1] == "沖":
        return True
    place = PLACES_BY_CODE.get(mention.code)
    in_donor_country = place is not None and not place.is_dac_recipient and not mention.is_adjective
    return in_donor_country and _VENUE.search(before) is not None


def _home(text: str, mentions: Sequence[Mention]) -> str | None:
    """The country whose doings fill the text, where it is none that receives aid itself."""
    acts: Counter[str] = Counter()
    for mention in mentions:
        if mention.kind != "place" or mention.is_adjective:
            continue
        place = PLACES_BY_CODE.get(mention.code)
        is_donor = place is not None and not place.is_dac_recipient
        if is_donor and _ACTS.match(text, mention.end):
            acts[mention.code] += 1
    if not acts:
        return None
    code, count = min(acts.items(), key=lambda item: (-item[1], item[0]))
    named = sum(m.kind == "place" and m.code == code for m in mentions)
    places = sum(m.kind == "place" for m in mentions)
    enough = count >= LEAST_ACTS and count * 2 > sum(acts.values())
    return (
        code
        if enough or (count == max(acts.values()) and named * 2 > places and named > 1)
        else None
    )


def countries_of(text: str, figure: Figure, layout: Layout, names: Names) -> tuple[str, ...]:
    """Return the countries of a figure, in the order in which they are named."""
    start, end = layout.sentence_at(figure.start)
    bound = _bound(text, figure, names, start)
    if bound is not None:
        return (bound,) if bound != names.home else ()
    if text.count(";", start, end) >= 2:
        start, end = _clause(text, figure.start, start, end)
        return _places(names, start, end)
    found = _places(names, start, end)
    if found:
        return found
    section, title = layout.section_at(figure.start)
    if _refers_back(text, start) and not _opens_paragraph(layout, start):
        for _ in range(NEAREST_SENTENCES):
            if start <= section:
                break
            start, end = layout.sentence_at(start - 1)
            found = _places(names, start, end)
            if found:
                return found if len(found) <= 3 else ()
            if not _refers_back(text, start) or _opens_paragraph(layout, start):
                break
    return _of_topic(text, layout, names, figure) or _of_heading(names, section, title)


def _of_topic(text: str, layout: Layout, names: Names, figure: Figure) -> tuple[str, ...]:
    """The country under which a paragraph was opened: "In Laos, …", ラオスでは."""
    start, _ = layout.sentence_at(figure.start)
    for _ in range(TOPIC_SENTENCES):
        if start == 0 or _opens_paragraph(layout, start):
            return ()
        start, end = layout.sentence_at(start - 1)
        here = [m for m in names.between(start, end) if m.kind == "place"]
        if here:
            topic = here[0]
            opens = _TOPIC_BEFORE.fullmatch(text, start, topic.start) is not None and (
                _TOPIC_AFTER.match(text, topic.end) is not None
            )
            return _places(names, start, end) if opens else ()
    return ()


def _opens_paragraph(layout: Layout, start: int) -> bool:
    return layout.line_at(start).start == start


def _clause(text: str, offset: int, start: int, end: int) -> tuple[int, int]:
    """The part of a long enumeration, between semicolons, that holds the offset."""
    first = text.rfind(";", start, offset)
    last = text.find(";", offset, end)
    return (start if first < 0 else first + 1), (end if last < 0 else last)


def _refers_back(text: str, start: int) -> bool:
    return (
        _GOES_ON.match(text, start) is not None
        or _IN_JAPANESE.match(text[start : start + 4]) is not None
    )


def _of_heading(names: Names, section: int, title: str | None) -> tuple[str, ...]:
    if title is None:
        return ()
    found = _places(names, section, section + len(title) + 8)
    return found if len(found) == 1 else ()


def _places(names: Names, start: int, end: int) -> tuple[str, ...]:
    codes = [
        mention.code
        for mention in names.between(start, end)
        if mention.kind == "place" and mention.code != names.home and mention not in names.aside
    ]
    return tuple(dict.fromkeys(codes))


def _bound(text: str, figure: Figure, names: Names, start: int) -> str | None:
    """The country that a figure is printed with: before it in brackets, or as "Nepal since 2013"."""
    before = [m for m in names.between(start, figure.start) if m.kind == "place"]
    if not before:
        return None
    last = before[-1]
    gap = text[last.end : figure.start]
    if (
        figure.kind == "year"
        and re.fullmatch(r"\s?\(", gap)
        and text[figure.end : figure.end + 1] in {")", ",", ";"}
    ):
        return last.code
    if figure.kind == "year" and re.fullmatch(r"\ssince\s(?:FY)?", gap):
        enclosing = text[max(start, last.start - 3) : last.start]
        if re.search(r"[(,;]\s?$", enclosing) or text[figure.end : figure.end + 1] in {
            ",",
            ";",
            ")",
        }:
            return last.code
    if (
        figure.kind == "count"
        and re.fullmatch(r"\s?\(", gap)
        and text[figure.end : figure.end + 1] == ")"
    ):
        return last.code
    return None


def named_in(sentence: tuple[int, int], names: Names) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the bodies and the frameworks that a sentence names, each in order, each once."""
    here = names.between(*sentence)
    parties = dict.fromkeys(m.code for m in here if m.kind == "party")
    frameworks = dict.fromkeys(m.code for m in here if m.kind == "framework")
    return tuple(parties), tuple(frameworks)
