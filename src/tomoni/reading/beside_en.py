"""What one English number means by the words beside it: money, share, duration, measure, count."""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from .counted import AREAS, MEASURES, TIME_UNITS, counted_after, joined_word
from .currencies import currency_after, currency_before
from .spans import Figure, Kind, Numeral

_SHORT_SCALES = {"k": 10**3, "K": 10**3, "m": 10**6, "M": 10**6, "b": 10**9, "B": 10**9, "bn": 10**9,
                 "mn": 10**6, "mil": 10**6, "mln": 10**6, "mio": 10**6, "tn": 10**12, "trn": 10**12, "T": 10**12,
                 "Bn": 10**9, "Mn": 10**6, "BN": 10**9, "MN": 10**6}  # fmt: skip
_COUNTING_SCALES = frozenset({"k", "K", "M", "bn", "Bn", "mn", "Mn"})
_LATE_SCALE = re.compile(r"[\s\xa0](mil|m|M|b|bn|B|k|K|mn)(?![A-Za-z])")
_PERCENT = re.compile(
    r"[\s\xa0-]{0,2}(?:%|per\s?cent(?:age\spoints?)?\b|pct\b|percentage[\s-]points?\b)"
)
_TIME = re.compile(
    r"[\s\xa0-]{1,2}(?:(?:more|additional|consecutive|calendar|working|business|full|whole|straight|fiscal|further|extra|intensive|long|very\s[a-z]+)\s)?"
    rf"({'|'.join(sorted(TIME_UNITS, key=len, reverse=True))})\b(?!\s(?:old|of\sage)|-old)"
)
_MEASURE = re.compile(
    r"[\s\xa0-]{0,2}(square\s(?:kilomet(?:re|er)s?|met(?:re|er)s?|miles?|km)|sq\.?\s?(?:km|m)|cubic\smet(?:re|er)s?"
    r"|metric\stons?|metric\stonnes?|nautical\smiles?|km2|km²|m2|m²|°C|[kMG]Wh?|kV|GHz|GB|TB|MT|Mt|" + "|".join(sorted(
        (word for word in {**AREAS, **MEASURES} if word.isalpha() and word not in {"t", "g", "l"}), key=len, reverse=True))
    + r")(?![A-Za-z])"
)  # fmt: skip
_FACTOR = re.compile(
    r"[\s\xa0-]?(?:fold\b|times\s(?:higher|more|as(?!\sof\b)|the|larger|greater|less|lower|that)\b)"
)
_LOOSELY = re.compile(r"\+|[\s-](?:plus|odd|strong)(?=[\s\xa0])")


def reading_of(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    """Return the reading of a number by what stands right beside it; None where nothing says."""
    if numeral.suffix == "fraction":
        return plain_figure(numeral, numeral.end, numeral.value, "percentage", "share", "fraction")
    for reader in (_money, _percent, _time, _measure):
        figure = reader(text, numeral, dollar)
        if figure is not None:
            return figure
    return _count(text, numeral)


def plain_figure(
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
    return plain_figure(
        numeral, match.end(), numeral.value, "percentage", "percent", "percent_sign"
    )


def _time(text: str, numeral: Numeral, dollar: str) -> Figure | None:
    match = _TIME.match(text, numeral.end)
    if match is None or numeral.suffix:
        return None
    unit = TIME_UNITS[match[1].lower()]
    return plain_figure(numeral, match.end(), numeral.value, "duration", unit, "time_unit")


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
        figure = plain_figure(
            numeral, match.end(), numeral.value * 10**6, "count", "person", "counted_noun"
        )
        return replace(figure, counted=counted.words if counted else None)
    factor = _FACTOR.match(text, numeral.end)
    if factor:
        return None
    return plain_figure(
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
        return plain_figure(numeral, numeral.end, numeral.value, "factor", "times", "factor")
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
        figure = plain_figure(numeral, numeral.end, numeral.value, "count", unit, "joined_noun")
        return replace(figure, counted=joined[0])
    if counted is None:
        return None
    figure = plain_figure(
        numeral, numeral.end, numeral.value, "count", counted.unit, "counted_noun"
    )
    return replace(figure, counted=counted.words)


def _scaled_count(text: str, numeral: Numeral) -> Figure | None:
    """ "1.1M people": a magnitude of one letter, where a noun or a decimal makes it one."""
    end = numeral.end + len(numeral.suffix)
    counted = counted_after(text, end)
    if counted is None and numeral.value.denominator == 1:
        return None
    value = numeral.value * _SHORT_SCALES[numeral.suffix]
    unit = counted.unit if counted else "item"
    figure = plain_figure(
        numeral, end, value, "count", unit, "counted_noun" if counted else "no_noun"
    )
    return replace(figure, counted=counted.words if counted else None)
