"""Which countries, bodies and frameworks a figure is about, from the words around it.

The country that reports, as donor, is everywhere in its own report and so says nothing: it is
left out. A figure bound to one name, as in "Nepal since 2013" or "India (2009)", has that alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .gazetteer import Mention
from .home import is_recipient
from .layout import Layout
from .named import Names
from .spans import Figure

OPENING, LONGEST_OPENING = 100, 200
CHAPTER_HEADINGS, LONGEST_CHAPTER, LONGEST_NUMBERING = 8, 8000, 4
WITHIN = 6000
NEAREST_SENTENCES = 2
TOPIC_SENTENCES = 4
_SEPARATOR = re.compile(r";|,|、|\s(?:and|while|but|whereas)\s|し、|及び|並びに")
_OPENS_BRACKET = re.compile(
    r"(?:'s)?(?:\s[A-Z][\w-]*){0,3}\s?\((?:[a-z]+\s){0,3}|[一-龥ァ-ヶー]{0,16}[(（][約計]?"
)
_OF_DATE = re.compile(r"の|に(?:は)?")
_ELSEWHERE = re.compile(
    r"(?:Elsewhere|Globally|Worldwide|Around\sthe\sworld|Across\sthe\sworld|In\sother\s\w+)\b|世界(?:全体|各国|で|の)|各国"
)
# A sentence of a whole region, or of many countries, is about none of those named before it.
_WIDE = re.compile(
    r"\b(?:Africa|Asia|Pacific|Middle\sEast|Latin\sAmerica|Central\sAmerica|Caribbean|Europe|Balkans|worldwide"
    r"|around\sthe\sworld|countries|globally|international\scommunity)\b|世界|アフリカ|アジア|中東|中南米|大洋州|太平洋|欧州|諸国|各国|途上国"
)
_TOPIC_BEFORE = re.compile(r"(?:(?:[A-Z]\w+,\s)?[Ii]n\s(?:the\s)?|また、|さらに、|一方、|)")
_TOPIC_AFTER = re.compile(r",|、|では|において|に対し|でも|には")
_GOES_ON = re.compile(
    r"(?:[\"'(]*)(?:The\s(?:programme|program|project|course|training|seminar|fund|Fund|country|government"
    r"|Government|mission|team|initiative|centre|Centre|assistance|support|grant|exercise|loan|two)|This|These|That|Those|It|Its|They|Their|There|Here|To\sdate|Since\sits|So\sfar"
    r"|Such|As\sof|By\sthe\send|Of\sthese|Of\sthem|In\sthe\scountry|In\sboth|Both|(?:For|In|From|Among)\s(?:these|those|both)|In\s(?:January|February|March"
    r"|April|May|June|July|August|September|October|November|December)|Through\sthis|Under\sthis|同|これ|この|その|今回)\b"
)
_IN_JAPANESE = re.compile("^(?:同|これ|この|その|今回)")


def countries_of(
    text: str,
    figure: Figure,
    layout: Layout,
    names: Names,
    alike: Sequence[Figure] = (),
    years: Sequence[Figure] = (),
) -> tuple[str, ...]:
    """Return the countries of a figure, in the order in which they are named.

    ``alike``: the figures of its kind in its sentence, ``years``: the dates there. "In 2019 in
    Kenya, and in 2020 in Nepal" gives each its own.
    """
    start, end = layout.sentence_at(figure.start)
    bound = _bound(text, figure, names, start, end)
    if bound is not None:
        return (bound,) if bound != names.home else ()
    for group in (alike, years):
        shared_out = _shared_out(text, figure, group, names, (start, end))
        if shared_out:
            return shared_out
    if text.count(";", start, end) >= 2:
        start, end = _clause(text, figure.start, start, end)
        return _places(names, start, end)
    found = _places(names, start, end)
    if found:
        return found
    if _ELSEWHERE.match(text, start):
        return ()
    start_here, end_here = start, end
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
    if _WIDE.search(text, start_here, end_here):
        return _of_heading(layout, names, section, title, is_wide=True)
    found = _of_topic(text, layout, names, figure) or _of_heading(layout, names, section, title)
    return (
        found
        or _opened_under(layout, names, section, title, figure.start)
        or ((names.subject,) if names.subject else ())
    )


def _of_topic(text: str, layout: Layout, names: Names, figure: Figure) -> tuple[str, ...]:
    """The country under which a paragraph was opened, as "In Laos, …" and ラオスでは, or the only
    one that it has named so far.
    """
    start, _ = layout.sentence_at(figure.start)
    last = start
    for _ in range(TOPIC_SENTENCES):
        if start == 0 or _opens_paragraph(layout, start):
            break
        start, end = layout.sentence_at(start - 1)
        here = [m for m in names.between(start, end) if m.kind == "place"]
        if here:
            topic = here[0]
            opens = _TOPIC_BEFORE.fullmatch(text, start, topic.start) is not None and (
                _TOPIC_AFTER.match(text, topic.end) is not None
            )
            if opens:
                return _places(names, start, end)
    found = _places(names, start, last)
    return found if len(found) == 1 else ()


def _shared_out(
    text: str,
    figure: Figure,
    alike: Sequence[Figure],
    names: Names,
    sentence: tuple[int, int],
) -> tuple[str, ...]:
    """The countries of a figure's own part of its sentence, where the parts share out both.

    A part reaches from one figure's separator to the next one's. Parts that name the same country
    share out nothing.
    """
    if len(alike) < 2 or len(_places(names, *sentence)) < 2:
        return ()
    cuts = [sentence[0]]
    for one, other in pairwise(alike):
        between = names.between(one.end, other.start)
        separators = [
            match.start()
            for match in _SEPARATOR.finditer(text, one.end, other.start)
            if not any(m.start < match.start() < m.end for m in between)
        ]
        if separators:
            cuts.append(separators[-1])
    cuts.append(sentence[1])
    parts = [_places(names, first, last) for first, last in pairwise(cuts)]
    named = [part for part in parts if part]
    if len(named) < 2 or len({code for part in named for code in part}) < sum(map(len, named)):
        return ()
    return parts[bisect_right(cuts, figure.start) - 1]


def _sentence(layout: Layout, mention: Mention) -> int:
    return layout.sentence_at(mention.start)[0]


def _after_blank(layout: Layout, offset: int) -> int:
    """Where the next line with words begins."""
    while (line := layout.line_at(offset)).kind == "blank" and line.end + 1 < layout.length:
        offset = line.end + 1
    return offset


def _opened_under(
    layout: Layout, names: Names, section: int, title: str | None, offset: int
) -> tuple[str, ...]:
    """The country that a section opens with, in its heading or first sentence, and the only one."""
    told = names.told(section, offset) if offset - section <= WITHIN else []
    body = section if title is None else layout.line_at(section).end + 1
    first = layout.sentence_at(_after_blank(layout, body))
    opens = bool(told) and (
        told[0].start < min(first[1], section + LONGEST_OPENING)
        or (
            told[0].start - section <= OPENING
            and _opens_paragraph(layout, _sentence(layout, told[0]))
        )
    )
    return (told[0].code,) if opens and len({mention.code for mention in told}) == 1 else ()


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


def _of_heading(
    layout: Layout, names: Names, section: int, title: str | None, is_wide: bool = False
) -> tuple[str, ...]:
    """The one country of the heading, else of its chapter; ``is_wide``: of the heading alone."""
    if title is None:
        return ()
    found = _places(names, section, layout.line_at(section).end)
    if found or is_wide:
        return found if len(found) == 1 else ()
    return _of_chapter(layout, names, section)


def _of_chapter(layout: Layout, names: Names, section: int) -> tuple[str, ...]:
    """The country that is a whole heading above this one, as of a chapter: "NEPAL"."""
    for start, title in reversed(layout.sections_before(section, CHAPTER_HEADINGS)):
        if section - start > LONGEST_CHAPTER or _WIDE.search(title):
            break
        named = names.told(start, layout.line_at(start).end)
        if named and len(title) - (named[0].end - named[0].start) <= LONGEST_NUMBERING:
            return (named[0].code,)
    return ()


def _places(names: Names, start: int, end: int) -> tuple[str, ...]:
    named = names.told(start, end)
    if any(is_recipient(mention.code) for mention in named):
        named = [m for m in named if is_recipient(m.code) or m not in names.partners]
    return tuple(dict.fromkeys(mention.code for mention in named))


def _bound(text: str, figure: Figure, names: Names, start: int, end: int) -> str | None:
    """The country that a figure is printed with: before it in brackets, or as "Nepal since 2013",
    or right behind a date in a list of such pairs.
    """
    before = [m for m in names.between(start, figure.start) if m.kind == "place"]
    if before:
        last = before[-1]
        gap = text[last.end : figure.start]
        if _OPENS_BRACKET.fullmatch(gap) and _is_alone_in_bracket(text, figure, names):
            return last.code
        since = figure.kind == "year" and re.fullmatch(r"\ssince\s(?:FY)?", gap)
        if since and (
            re.search(r"[(,;]\s?$", text[max(start, last.start - 3) : last.start])
            or text[figure.end : figure.end + 1] in {",", ";", ")"}
        ):
            return last.code
    after = [m for m in names.between(figure.end, min(end, figure.end + 40)) if m.kind == "place"]
    if figure.kind == "year" and after and _OF_DATE.fullmatch(text[figure.end : after[0].start]):
        listed = len(after) > 1 and after[1].start - after[0].end <= 1
        return None if listed else after[0].code
    return None


def _is_alone_in_bracket(text: str, figure: Figure, names: Names) -> bool:
    """Whether the bracket closes soon, and names no other place."""
    closing = re.compile(r"[^()（）]{0,60}[)）]").match(text, figure.end)
    return closing is not None and not any(
        m.kind == "place" for m in names.between(figure.end, closing.end())
    )
