"""What the numbers of an English text mean: money, shares, durations, areas, counts."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from .counted import AREAS, MEASURES, TIME_UNITS, counted_after, joined_word
from .currencies import currency_after, currency_before
from .qualifiers import qualifier_at
from .spans import Figure, Kind, Mask, Numeral

_SHORT_SCALES = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "bn": 10**9,
                 "mn": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12, "trn": 10**12, "T": 10**12,
                 "Bn": 10**9, "Mn": 10**6, "BN": 10**9, "MN": 10**6}  # fmt: skip
_COUNTING_SCALES = frozenset({"k", "K", "M", "bn", "Bn", "mn", "Mn"})
_LATE_SCALE = re.compile(r"[\s\xa0](m|M|b|bn|B|k|K|mn)(?![A-Za-z])")
_PERCENT = re.compile(
    r"[\s\xa0-]{0,2}(?:%|per\s?cent(?:age\spoints?)?\b|pct\b|percentage[\s-]points?\b)"
)
_TIME = re.compile(
    r"[\s\xa0-]{1,2}(?:(?:more|additional|consecutive|calendar|working|business|full|whole|straight|fiscal)\s)?"
    rf"({'|'.join(sorted(TIME_UNITS, key=len, reverse=True))})\b(?!\s(?:old|of\sage)|-old)"
)
_MEASURE = re.compile(
    r"[\s\xa0-]{0,2}(square\s(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|km)|sq\.?\s?(?:km|m)|cubic\smet(?:re|er)s?"
    r"|metric\stons?|metric\stonnes?|nautical\smiles?|km2|km²|m2|m²|°C|[kMG]Wh?|kV|GHz|GB|TB|MT|Mt|" + "|".join(sorted(
        (word for word in {**AREAS, **MEASURES} if word.isalpha() and word not in {"t", "g", "l"}), key=len, reverse=True))
    + r")(?![A-Za-z])"
)  # fmt: skip
_FACTOR = re.compile(
    r"[\s\xa0-]?(?:fold\b|times\s(?:higher|more|as|the|larger|greater|less|lower|that)\b)"
)
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
    r"|sectors|areas|pillars|documents|issues|groups|regions|neighbours|neighbors|years\b)\b"
)
_ONE_COUNTS = re.compile(r"[\s\xa0](?:million|billion|hundred|thousand)\b")
_LIST_GAP = re.compile(
    r"(?:\s?,\s?(?:and\s|or\s)?|\s(?:and|or|of(?:\sthe|\sthese|\sthose)?|out\sof(?:\sthe)?|to|in)\s|\s?-\s?|\s?/\s?)"
)
_RANGE_GAP = re.compile(
    r"[\s\xa0]?(?:-|~|to|or|and)[\s\xa0]?(?:(?:US|A|C|NZ|AU|S)?[$€£¥]|[A-Z]{3})?[\s\xa0]?"
)
_LOOSELY = re.compile(r"\+|[\s-](?:plus|odd|strong)(?=[\s\xa0])")
_NUMBER_OF = re.compile(r"\b(?:number|total) of(?=[\s\xa0])(?!.*\b(?:number|total) of)")
_VERB_AFTER = re.compile(
    r"(?:[\s\xa0]?\([^()]{1,14}\))?[\s\xa0](?:were|was|are|have|has|had|is|came|went|took|died|joined|completed|received|remain|will)\b"
)
_OF_THESE = re.compile(r"\b(?:[Oo]f (?:these|them|those|whom|which)|[Oo]f the total)\b[^.]{0,16}$")
_BARE_LEAD = re.compile(
    r"\b(?:to|from|of|by|were|was|is|are|than|total(?:l?ed|l?ing)?|reach(?:ed|ing)?|about|around|approximately|some|nearly"
    r"|almost|over|only|just|and|or|at|number(?:ed|ing)|with|another|further|additional|including|for|under|least|had|has)[\s\xa0:]$"
    r"|[:=(]\s?$",
    re.IGNORECASE,
)


def figures_in(text: str, numerals: Sequence[Numeral], mask: Mask, dollar: str) -> Iterator[Figure]:
    """Yield what each unmasked number means, in order; numbers of idioms are left out."""
    chosen = _without_overlaps([n for n in numerals if mask.reason(n.start, n.end) is None])
    readings = [_read(text, numeral, dollar) for numeral in chosen]
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


def _read(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    """Return the reading of a number by what stands right beside it; None where nothing says."""
    if numeral.suffix == "fraction":
        return _figure(numeral, numeral.end, numeral.value, "percentage", "share", "fraction")
    for reader in (_money, _percent, _time, _measure):
        figure = reader(text, numeral, dollar)
        if figure is not None:
            return figure
    return _count(text, numeral)


def _figure(
    numeral: Numeral, end: int, value: Fraction, kind: Kind, unit: str | None, reason: str
) -> Figure:
    return Figure(
        numeral.start, end, value, kind, unit,
        is_word=numeral.form == "word", reasons=(reason,),
    )  # fmt: skip


def _money(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    before = currency_before(text, numeral.start)
    end, value = numeral.end, numeral.value
    if numeral.suffix in _SHORT_SCALES and numeral.scale == 1:
        end += len(numeral.suffix)
        scaled = value * _SHORT_SCALES[numeral.suffix]
    else:
        late = _LATE_SCALE.match(text, end) if before and numeral.scale == 1 else None
        scaled = value * _SHORT_SCALES[late[1]] if late else value
        end = late.end() if late else end
    after = currency_after(text, end)
    if numeral.suffix and numeral.suffix not in _SHORT_SCALES:
        if before is None:
            return None
        after = None
    if before is None and after is None:
        return None
    if before is not None:
        code, start = before
        bare = text[start : start + 1] == "$"
        if after is not None and (after[0] == code or bare):
            code, end = after[0] if bare else code, after[1]
        elif bare:
            code = dollar
    else:
        assert after is not None
        code, end = after
        start = numeral.start
    return Figure(
        start,
        end,
        scaled,
        "money",
        None,
        code,
        is_word=numeral.form == "word",
        reasons=("currency",),
    )


def _percent(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    match = _PERCENT.match(text, numeral.end)
    if match is None or numeral.suffix:
        return None
    return _figure(numeral, match.end(), numeral.value, "percentage", "percent", "percent_sign")


def _time(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    match = _TIME.match(text, numeral.end)
    if match is None or numeral.suffix:
        return None
    unit = TIME_UNITS[match[1].lower()]
    return _figure(numeral, match.end(), numeral.value, "duration", unit, "time_unit")


def _measure(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    match = _MEASURE.match(text, numeral.number_end if numeral.suffix else numeral.end)
    if match is None:
        return None
    printed = re.sub(r"\s+", " ", match[1])
    unit, area = _measure_unit(printed)
    if printed in {"m", "M"} and re.match(
        r"\s(?:[a-z]+\s){0,2}(?:people|children|women|persons)\b",
        text[match.end() : match.end() + 40],
    ):
        counted = counted_after(text, match.end())
        figure = _figure(
            numeral, match.end(), numeral.value * 10**6, "count", "person", "counted_noun"
        )
        return replace(figure, counted=counted.words if counted else None)
    factor = _FACTOR.match(text, numeral.end)
    if factor:
        return None
    return _figure(
        numeral, match.end(), numeral.value, "area" if area else "measurement", unit, "unit"
    )


def _measure_unit(printed: str) -> tuple[str, bool]:
    lowered = printed.lower()
    if lowered.startswith(("square", "sq")):
        kilometres = "km" in lowered or "kilomet" in lowered
        return (
            "square_kilometre"
            if kilometres
            else "square_mile"
            if "mile" in lowered
            else "square_metre"
        ), True
    if lowered in AREAS:
        return AREAS[lowered], True
    if lowered.startswith("cubic"):
        return "cubic_metre", False
    if lowered.startswith("metric"):
        return "tonne", False
    if lowered.startswith("nautical"):
        return "nautical_mile", False
    return MEASURES.get(lowered, "degree"), False


def _count(text: str, numeral: Numeral) -> Figure | None:
    if numeral.suffix in _COUNTING_SCALES:
        return _scaled_count(text, numeral)
    if numeral.suffix:
        return None
    factor = _FACTOR.match(text, numeral.end)
    if factor:
        return _figure(numeral, numeral.end, numeral.value, "factor", "times", "factor")
    loose = _LOOSELY.match(text, numeral.end)
    end = loose.end() if loose else numeral.end
    joined = joined_word(text, end)
    counted = counted_after(text, end if joined is None else joined[1])
    if joined is not None:
        if joined[0] in {"and", "to"}:
            return None
        unit = {
            "member": "person",
            "person": "person",
            "nation": "country",
            "country": "country",
        }.get(joined[0], "item")
        figure = _figure(numeral, numeral.end, numeral.value, "count", unit, "joined_noun")
        return replace(figure, counted=joined[0])
    if counted is None:
        return None
    figure = _figure(numeral, numeral.end, numeral.value, "count", counted.unit, "counted_noun")
    return replace(figure, counted=counted.words)


def _scaled_count(text: str, numeral: Numeral) -> Figure | None:
    """ "1.1M people": a magnitude of one letter, where a noun or a decimal makes it one."""
    end = numeral.end + len(numeral.suffix)
    counted = counted_after(text, end)
    if counted is None and numeral.value.denominator == 1:
        return None
    value = numeral.value * _SHORT_SCALES[numeral.suffix]
    unit = counted.unit if counted else "item"
    figure = _figure(numeral, end, value, "count", unit, "counted_noun" if counted else "no_noun")
    return replace(figure, counted=counted.words if counted else None)


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
    following = index + 1
    for later in range(following, min(following + 4, len(numerals))):
        gap = text[numerals[later - 1].end : numerals[later].start]
        if not _LIST_GAP.fullmatch(gap):
            break
        reading = readings[later]
        if reading is not None and reading.kind in {"count", "percentage"}:
            return _like(numeral, reading, "noun_of_next")
    before = text[max(0, numeral.start - 24) : numeral.start]
    earlier = readings[index - 1] if index else None
    near = index and numeral.start - numerals[index - 1].end < 140
    sentence_goes_on = near and not re.search(
        r"[.!?]\s", text[numerals[index - 1].end : numeral.start]
    )
    if numeral.form == "word" and numeral.scale == 1:
        if (
            earlier is not None
            and sentence_goes_on
            and earlier.kind == "count"
            and numeral.value > 1
        ):
            return _like(numeral, earlier, "noun_of_previous")
        return None
    large = numeral.value >= 100 or numeral.scale > 1
    has_verb = _VERB_AFTER.match(text, numeral.end) is not None
    if (
        not large
        and not has_verb
        and numeral.value.denominator == 1
        and not _BARE_LEAD.search(before)
    ):
        return None
    if (
        earlier is not None
        and (sentence_goes_on or _OF_THESE.search(before))
        and earlier.kind == "count"
    ):
        return _like(numeral, earlier, "noun_of_previous")
    return _figure(numeral, numeral.end, numeral.value, "count", "item", "no_noun")


def _like(numeral: Numeral, other: Figure, reason: str) -> Figure:
    figure = _figure(numeral, numeral.end, numeral.value, other.kind, other.unit, reason)
    return replace(figure, counted=other.counted)


def _is_idiom(text: str, numeral: Numeral, figure: Figure) -> bool:
    """Whether a number word counts nothing: "one of", "the two sides", "zero tolerance"."""
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
        return not _is_counted_one(text, numeral)
    if _ANAPHORA.search(before) and numeral.value <= 3:
        return _ANAPHORIC_NOUN.match(text, numeral.end) is not None
    return False


def _is_counted_one(text: str, numeral: Numeral) -> bool:
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
    return bool(joined or going_on) and not re.match(
        r"\s(?:of|another|or|that|which|who|is|in|can|has|example)\b", after
    )
