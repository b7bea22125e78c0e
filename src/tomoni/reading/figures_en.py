"""What the numbers of an English text mean, each with its neighbours; idioms are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .beside_en import plain_figure, reading_of
from .counted import counted_after
from .qualifiers import qualifier_at
from .spans import Figure, Mask, Numeral

_IDIOM_AFTER = re.compile(
    r"(?:[\s\xa0](?:sides?|leaders|another|other)\b|-(?:way|stop|dimensional|track|on|sided|off|pronged|third"
    r"|thirds|tiered|tier|state|party|level|fold|star|wheel|wheeled|quarters|half|size|to|time|pillared"
    r"|generation|in)\b)"
)
_ANAPHORA = re.compile(
    r"\b(?:the|these|those|both|our|their|all|other|between the|of the|its|latter|former)[\s\xa0]$",
    re.IGNORECASE,
)
_ANAPHORIC_NOUN = re.compile(
    r"[\s\xa0](?:[a-z]+[\s\xa0])?(?:countries|sides|leaders|ministers|governments|nations|parties|states|heads|peoples|foreign"
    r"|Foreign|prime|Prime|Leaders|Ministers|Presidents|presidents|Heads|economies|institutions|organi[sz]ations"
    r"|sectors|areas|pillars|documents|issues|groups|regions|neighbours|neighbors|years\b)\b",
    re.IGNORECASE,
)
_CAPITAL_NEXT = re.compile(r"[\s\xa0]([A-Z][A-Za-z]+)[\s\xa0,]")
_COUNTED_CAPITALS = frozenset(
    {"Member", "States", "African", "Asian", "Pacific", "Arab", "European", "Latin"}
)
_STRAY_LEAD = re.compile(r"(?:^|[.)?!:\"']|[A-Z][a-z]+|\b\d{4})[\s\xa0]+$")
_LIST_GAP = re.compile(
    r"(?:\s?,\s?(?:and\s|or\s)?|\s(?:and|or|of(?:\sthe|\sthese|\sthose)?|out\sof(?:\sthe)?|to|in)\s|\s?-\s?|\s?/\s?)"
)
_RANGE_GAP = re.compile(
    r"[\s\xa0]?(?:-|~|to|or|and)[\s\xa0]?(?:(?:US|A|C|NZ|AU|S)?[$€£¥]|[A-Z]{3})?[\s\xa0]?"
)
NEAR = 140
_POPULATION = re.compile(r"\bpopulation (?:of|is|was|stood at|reached)\b[^.]{0,16}$")
_NUMBER_OF = re.compile(r"\b(?:number|total) of(?=[\s\xa0])(?!.*\b(?:number|total) of)")
_VERB_AFTER = re.compile(
    r"(?:[\s\xa0]?\([^()]{1,14}\))?[\s\xa0](?:were|was|are|have|has|had|is|came|went|took|died|joined|completed|received|remain|will|against|in\sfavou?r|abstain|[a-z]{3,}ed)\b"
    r"|[\s\xa0]of\s(?:whom|them|which)\b"
)
_OF_THESE = re.compile(r"\b(?:[Oo]f (?:these|them|those|whom|which)|[Oo]f the total)\b[^.]{0,16}$")
_TO_PLACE = re.compile(r"[\s\xa0](?:to|in|for|from)[\s\xa0](?:the[\s\xa0])?[A-Z][a-z]")
_BARE_LEAD = re.compile(
    r"\b(?:to|from|of|by|were|was|is|are|than|total(?:l?ed|l?ing)?|reach(?:ed|ing)?|about|around|approximately|some|nearly"
    r"|almost|over|only|just|and|or|at|number(?:ed|ing)|with|another|further|additional|including|for|under|least|had|has)[\s\xa0:]$"
    r"|[:=(]\s?$",
    re.IGNORECASE,
)


def figures_in(text: str, numerals: Sequence[Numeral], mask: Mask, dollar: str) -> Iterator[Figure]:
    """Yield what each unmasked number means, in order; numbers of idioms are left out."""
    chosen = _without_overlaps([n for n in numerals if mask.reason(n.start, n.end) is None])
    readings = [reading_of(text, numeral, dollar) for numeral in chosen]
    _share_across_ranges(text, chosen, readings)
    for index, numeral in enumerate(chosen):
        figure = readings[index]
        if figure is None:
            figure = _without_noun(text, chosen, readings, index)
            readings[index] = figure
        if figure is not None and not _is_idiom(text, numeral, figure):
            qualifier = _qualifier(text, figure)
            yield figure if qualifier == "exact" else replace(figure, qualifier=qualifier)


def _without_overlaps(numerals: list[Numeral]) -> list[Numeral]:
    kept: list[Numeral] = []
    for numeral in sorted(numerals, key=lambda n: (n.start, -n.end)):
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return kept


def _qualifier(text: str, figure: Figure) -> str:
    if figure.qualifier != "exact":
        return figure.qualifier
    return qualifier_at(text, figure.start, figure.end, figure.kind)


def _share_across_ranges(
    text: str, numerals: Sequence[Numeral], readings: list[Figure | None]
) -> None:
    """Let "5-10 million dollars" give its scale, currency and unit to both of its numbers."""
    for index in range(len(numerals) - 1):
        one, other = numerals[index], numerals[index + 1]
        gap = text[one.end : other.start]
        if len(gap) > 9 or not _RANGE_GAP.fullmatch(gap):
            continue
        before = text[max(0, one.start - 16) : one.start]
        is_between = re.search(r"\bbetween\s\S{0,4}\s?$", before, re.IGNORECASE) is not None
        if "and" in gap and not is_between:
            continue
        left, right = readings[index], readings[index + 1]
        if right is None and left is not None and left.kind == "money":
            right = _like(other, left, "currency")
        if right is None or (left is not None and left.kind not in {right.kind, "count"}):
            continue
        scale = other.scale if one.scale == 1 and one.value * other.scale <= other.value else 1
        currency = right.currency or (left.currency if left else None)
        is_change = re.search(r"\bfrom\s\S{0,4}\s?$", before, re.IGNORECASE) is not None
        kind, unit, counted = right.kind, right.unit, right.counted
        if left is not None and left.kind == "money":
            kind, unit, counted = "money", None, None
        low, high = ("exact", "exact") if is_change or "or" in gap else ("at_least", "up_to")
        start, end = (left.start, left.end) if left is not None else (one.start, one.end)
        readings[index] = Figure(
            start, end, one.value * scale, kind, unit, currency, low, counted=counted,
            is_word=one.form == "word", reasons=("range", *right.reasons),
        )  # fmt: skip
        readings[index + 1] = replace(
            right, kind=kind, unit=unit, currency=currency, qualifier=high, counted=counted,
            reasons=("range", *right.reasons),
        )  # fmt: skip


def _without_noun(
    text: str, numerals: Sequence[Numeral], readings: list[Figure | None], index: int
) -> Figure | None:
    """Return a count whose noun stands with a neighbour ("20 of the 30 countries"), or nowhere."""
    numeral = numerals[index]
    if numeral.suffix:
        return None
    found = _noun_of_next(text, numerals, readings, index)
    if found is not None:
        return found
    previous = _noun_of_previous(text, numerals, readings, index)
    if numeral.form == "word" and numeral.scale == 1:
        return (previous or _noun_before(text, numeral)) if numeral.value > 1 else None
    if not _stands_for_something(text, numeral) and not (
        previous is not None and _TO_PLACE.match(text, numeral.end)
    ):
        return None
    return (
        _noun_before(text, numeral)
        or previous
        or plain_figure(numeral, numeral.end, numeral.value, "count", "item", "no_noun")
    )


def _noun_of_next(
    text: str, numerals: Sequence[Numeral], readings: list[Figure | None], index: int
) -> Figure | None:
    for later in range(index + 1, min(index + 5, len(numerals))):
        if not _LIST_GAP.fullmatch(text[numerals[later - 1].end : numerals[later].start]):
            return None
        reading = readings[later]
        if reading is not None and reading.kind in {"count", "percentage"}:
            return _like(numerals[index], reading, "noun_of_next")
    return None


def _noun_of_previous(
    text: str, numerals: Sequence[Numeral], readings: list[Figure | None], index: int
) -> Figure | None:
    """The noun of the number before, in the same sentence, or in the one before "of these"."""
    earlier = readings[index - 1] if index else None
    if earlier is None or earlier.kind != "count":
        return None
    gap = text[numerals[index - 1].end : numerals[index].start]
    goes_on = len(gap) < NEAR and not re.search(r"[.!?]\s", gap)
    if goes_on or _OF_THESE.search(gap[-24:]):
        return _like(numerals[index], earlier, "noun_of_previous")
    return None


def _noun_before(text: str, numeral: Numeral) -> Figure | None:
    """ "The number of courts rose to 80", "a population of 51 million"."""
    start = max(0, numeral.start - NEAR)
    if _POPULATION.search(text, start, numeral.start):
        return plain_figure(numeral, numeral.end, numeral.value, "count", "person", "noun_before")
    named = _NUMBER_OF.search(text, start, numeral.start)
    if named is None or re.search(r"[.;!?]\s", text[named.end() : numeral.start]):
        return None
    counted = counted_after(text, named.end())
    if counted is None:
        return None
    figure = plain_figure(numeral, numeral.end, numeral.value, "count", counted.unit, "noun_before")
    return replace(figure, counted=counted.words)


def _stands_for_something(text: str, numeral: Numeral) -> bool:
    """Whether a bare number is large, exact, or led or followed by words that make it a count."""
    before = text[max(0, numeral.start - 24) : numeral.start]
    return (
        numeral.value >= 100
        or numeral.scale > 1
        or numeral.value.denominator != 1
        or _VERB_AFTER.match(text, numeral.end) is not None
        or _BARE_LEAD.search(before) is not None
    )


def _like(numeral: Numeral, other: Figure, reason: str) -> Figure:
    figure = plain_figure(numeral, numeral.end, numeral.value, other.kind, other.unit, reason)
    return replace(figure, counted=other.counted)


def _is_idiom(text: str, numeral: Numeral, figure: Figure) -> bool:
    """Whether a number word counts nothing: "one of", "the two sides", "zero tolerance"."""
    if numeral.form == "digits" and figure.kind == "count" and _is_stray_number(text, numeral):
        return True
    if numeral.form != "word" or (numeral.scale > 1 and numeral.value >= 100):
        return False
    if figure.kind in {"money", "percentage"}:
        return False
    before = text[max(0, numeral.start - 14) : numeral.start]
    if figure.kind == "duration":
        return (
            numeral.value == 1
            and _ANAPHORA.search(before) is not None
            and not re.search(r"\b(?:last|past|next)\s(?:the\s)?$", before)
        )
    if numeral.value == 0 or _IDIOM_AFTER.match(text, numeral.end):
        return True
    if numeral.value == 1:
        return not _is_counted_one(text, numeral, figure)
    if _ANAPHORA.search(before) and numeral.value <= 3:
        return _ANAPHORIC_NOUN.match(text, numeral.end) is not None
    return False


def _is_stray_number(text: str, numeral: Numeral) -> bool:
    """Whether a small number stands before a capital without a word that leads to it: the number
    of a section or a note in a text that has lost its lines.
    """
    if numeral.value > 30 or numeral.scale != 1 or numeral.suffix:
        return False
    following = _CAPITAL_NEXT.match(text, numeral.end)
    if following is None or following[1] in _COUNTED_CAPITALS:
        return False
    return _STRAY_LEAD.search(text, max(0, numeral.start - 20), numeral.start) is not None


def _is_counted_one(text: str, numeral: Numeral, figure: Figure) -> bool:
    """ "One" counts where its neighbour is counted too: "two experts and one adviser"."""
    before = text[max(0, numeral.start - 60) : numeral.start]
    after = text[numeral.end : numeral.end + 60]
    joined = re.search(
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+)\s[^.;]{2,40}?(?:,|\band)\s$",
        before,
    )
    going_on = re.match(
        r"\s[a-z][^.;,]{2,30}?(?:,|\sand)\s(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s[a-z]",
        after,
    )
    if figure.unit == "person" and not (joined or going_on):
        joined = re.search(r"\bone\s[a-z ]{2,30}?(?:,|\band)\s$", before)
        going_on = re.match(r"\s[a-z][a-z ]{2,30}?(?:,|\sand)\sone\s[a-z]", after)
    return bool(joined or going_on) and not re.match(
        r"\s(?:of|another|or|that|which|who|is|in|can|has|example)\b", after
    )
