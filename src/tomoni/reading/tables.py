"""Numbers in the cells of a table, where the head of their column or of the table gives a unit.

A bare cell says nothing by itself. "(US$ million)", "Number of trainees" or 単位：億円 above it does;
a column without a unit of its own takes the table's. Cells are told by bars between them.
"""

# ruff: noqa: E501 (a pattern reads best in one line)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .counted import counted_after, unit_word
from .currencies import JAPANESE_CURRENCIES, JAPANESE_CURRENCY, currency_after, currency_before
from .layout import Layout, Line
from .numerals import LONGEST_NUMBER, digits_value
from .spans import Figure, Kind, Mask

_CELL = re.compile(r"[^|\n]+")
_NUMBER = re.compile(r"(?:約|approx\.?|~|<|>)?\s?(\d[\d,.' \xa0]*)\s?%?")
_RULE = re.compile(r"[\s|:-]+")
_SCALE = re.compile(r"'?000s?\b|\bthousands?\b|\bmillions?\b|\bbillions?\b|\b(?:mn|bn|mil|m)\b")
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "mn": 10**6, "bn": 10**9,
           "mil": 10**6, "m": 10**6, "000": 10**3}  # fmt: skip
_MONEY_JA = re.compile(rf"(?P<scale>十億|百万|千|億|万|兆)?(?P<currency>{JAPANESE_CURRENCY})")
_SCALES_JA = {"千": 10**3, "万": 10**4, "百万": 10**6, "億": 10**8, "十億": 10**9, "兆": 10**12}
_PERCENT = re.compile(r"%|\bper\s?cent|構成比|割合|比率")
_NUMBER_OF = re.compile(r"\b(?:[Nn]umbers?|[Nn]os?\.?|#)\sof(?=\s)")
_COUNTS_JA = (
    ("person", re.compile(r"人数|人員|者数|員数|[(（]人[)）]|[(（]名[)）]")),
    ("country", re.compile(r"国数|[(（]か国[)）]")),
    ("event", re.compile(r"回数|[(（]回[)）]")),
    ("item", re.compile(r"件数|[(（]件[)）]")),
)
_ABOVE = re.compile(
    r"(?:単位|[Uu]nits?)\s?[:：]|[(（][^()（）]*(?:million|billion|億円|万円|百万)[^()（）]*[)）]"
)
LONGEST_HEAD = 90


@dataclass(frozen=True, slots=True)
class Unit:
    """What the numbers of a column are: kind, unit or currency, and the factor they stand for."""

    kind: Kind
    unit: str | None
    currency: str | None = None
    factor: int = 1


def find_cells(text: str, layout: Layout, mask: Mask) -> Iterator[Figure]:
    """Yield the numbers of cells whose column or table has a unit in its head, in order."""
    rows: list[Line] = []
    above: Line | None = None
    for line in [*layout.lines, Line(len(text), len(text), "end")]:
        if line.kind == "table" and "|" in text[line.start : line.end]:
            rows.append(line)
            continue
        if rows:
            yield from _cells_of(text, rows, above, mask)
            rows = []
        if line.kind != "blank":
            above = line


def unit_of_head(head: str) -> Unit | None:
    """Return the unit that the head of a column gives its numbers; None where it gives none."""
    head = head.strip()
    if not head or len(head) > LONGEST_HEAD:
        return None
    money = _money(head)
    if money is not None:
        return money
    if _PERCENT.search(head):
        return Unit("percentage", "percent")
    named = _NUMBER_OF.search(head)
    counted = counted_after(head, named.end()) if named else None
    if counted is not None:
        return Unit("count", counted.unit)
    for unit, pattern in _COUNTS_JA:
        if pattern.search(head):
            return Unit("count", unit)
    words = head.split()
    last = unit_word(words[-1]) if len(words) <= 3 and words[-1].endswith("s") else None
    return Unit("count", last) if last in {"person", "event"} else None


def _money(head: str) -> Unit | None:
    japanese = _MONEY_JA.search(head)
    if japanese:
        factor = _SCALES_JA.get(japanese["scale"] or "", 1)
        return Unit("money", None, JAPANESE_CURRENCIES[japanese["currency"]], factor)
    scale = _SCALE.search(head)
    if scale:
        behind = scale.end() + 3 * head.startswith(" of", scale.end())
        currency = currency_before(head, scale.start()) or currency_after(head, behind)
        word = scale.group().strip("'").rstrip("s")
        return Unit("money", None, currency[0], _SCALES[word]) if currency else None
    for end in [match.start() for match in re.finditer(r"[)\]]|$", head)]:
        currency = currency_before(head, end)
        if currency:
            return Unit("money", None, currency[0])
    return None


def _cells_of(text: str, rows: Sequence[Line], above: Line | None, mask: Mask) -> Iterator[Figure]:
    heads = [text[start:end] for start, end in _cells(text, rows[0])]
    if len(rows) < 2 or any(
        _NUMBER.fullmatch(head.strip()) for head in heads[1:] if not _year(head)
    ):
        return
    whole = None
    if above is not None and _ABOVE.search(text, above.start, above.end):
        whole = unit_of_head(text[above.start : above.end][-LONGEST_HEAD:])
    units = [unit_of_head(head) or (whole if number else None) for number, head in enumerate(heads)]
    for row in rows[1:]:
        if _RULE.fullmatch(text, row.start, row.end):
            continue
        for (start, end), unit in zip(_cells(text, row), units, strict=False):
            figure = None if unit is None else _figure(text, start, end, unit)
            if figure is not None and mask.reason(figure.start, figure.end) is None:
                yield figure


def _cells(text: str, line: Line) -> list[tuple[int, int]]:
    return [match.span() for match in _CELL.finditer(text, line.start, line.end)]


def _year(head: str) -> bool:
    return re.fullmatch(r"\s*(?:FY|CY)?\s?(?:19|20)\d\d(?:[/-]\d\d)?\s*", head) is not None


def _figure(text: str, start: int, end: int, unit: Unit) -> Figure | None:
    printed = text[start:end]
    match = _NUMBER.fullmatch(printed.strip())
    if match is None or len(match[1]) > LONGEST_NUMBER:
        return None
    digits = match[1].rstrip(" ,.'\xa0")
    if not re.fullmatch(r"\d{1,3}(?:[, \xa0']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", digits):
        return None
    first = text.index(digits, start, end)
    value = digits_value(digits) * unit.factor
    return Figure(
        first, first + len(digits), value, unit.kind, unit.unit, unit.currency,
        reasons=("header_unit",),
    )  # fmt: skip
