"""Turns evidence into the rows of an answer: totals merged, values finished, all in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from tomoni.rules.quantities import ZERO, Quantity, format_major

from .aggregate import RowKey, add_totals, aggregate, agreed
from .evidence import Answer, Evidence, Part, Total
from .request import Request

# Shares are printed with six decimals; ``exact`` beside them holds the fraction.
_SHARE_STEP = Decimal("0.000001")
VALUE_PART = "value"
_EXACT, _CANCELLED = _OWN_EXTRAS = ("exact", "cancelled")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an answer: its key, finished value, totals by part, and records by source.

    ``extras``: the names that some row of the answer has beside those of every row.
    """

    key: Mapping[str, object]
    answer: Answer
    totals: Mapping[str, Total]
    records: Mapping[str, int]
    shows_parts: bool = False
    extras: tuple[str, ...] = ()

    @property
    def currency(self) -> str | None:
        """The currency of the value, None where it is no money of one currency."""
        currency = self.key.get("currency", self.answer.notes.get("currency"))
        return str(currency) if currency is not None else None

    def as_dict(self) -> dict[str, object]:
        """Return the row as plain values: dimensions, value, bounds, hedge, counts and notes.

        All rows of one answer have the same names; None is what this row has not.
        """
        answer = self.answer
        plain: dict[str, object] = {
            **self.key,
            "value": _text(answer.value, self.currency, ROUND_HALF_EVEN),
            "low": _text(answer.low, self.currency, ROUND_FLOOR),
            "high": _text(answer.high, self.currency, ROUND_CEILING),
            "qualifier": answer.qualifier,
            "low_is_open": answer.low_is_open,
            "high_is_soft": answer.high_is_soft,
        }
        if _EXACT in self.extras:
            plain[_EXACT] = _exact(answer)
        if self.shows_parts:
            plain["parts"] = {name: self._part(total) for name, total in self.totals.items()}
        if _CANCELLED in self.extras:
            plain[_CANCELLED] = self.cancelled
        notes = {name: answer.notes.get(name) for name in self.extras if name not in _OWN_EXTRAS}
        return {**plain, "records": dict(self.records), **notes}

    @property
    def cancelled(self) -> int:
        """How many contributions are of reversed pairs."""
        return sum(total.cancelled for total in self.totals.values())

    def _part(self, total: Total) -> dict[str, object]:
        return {
            "value": _text(total.value, self.currency, ROUND_HALF_EVEN),
            "low": _text(total.low, self.currency, ROUND_FLOOR),
            "high": _text(total.high, self.currency, ROUND_CEILING),
            "qualifier": total.qualifier,
            "records": total.records,
        }


def answer_rows(request: Request, evidence: Evidence) -> tuple[Row, ...]:
    """Return the rows of the answer in the order of their keys."""
    totals, records = _merged_totals(request, evidence)
    if not totals and not request.dimensions:
        totals, records = {(): {}}, {(): {}}
    rows = []
    for key in sorted(totals, key=_sortable):
        named = dict(zip(request.dimensions, key, strict=True))
        answer = _finished(evidence, named, totals[key])
        if answer is not None:
            rows.append(Row(named, answer, totals[key], records[key], evidence.shows_parts))
    extras = _extras(rows)
    return tuple(replace(row, extras=extras) for row in rows)


def _extras(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return the names of what some row has: an exact share, reversed pairs, notes."""
    own = []
    if any(isinstance(row.answer.value, Fraction) for row in rows):
        own.append(_EXACT)
    if any(row.cancelled for row in rows):
        own.append(_CANCELLED)
    return tuple(dict.fromkeys((*own, *(name for row in rows for name in row.answer.notes))))


def _exact(answer: Answer) -> str | None:
    value = answer.value
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else None


def _merged_totals(
    request: Request, evidence: Evidence
) -> tuple[dict[RowKey, dict[str, Total]], dict[RowKey, dict[str, int]]]:
    """Return per key the totals by part name, and the number of contributions by source."""
    totals: dict[RowKey, dict[str, Total]] = {}
    records: dict[RowKey, dict[str, int]] = {}
    spread: list[tuple[Part, dict[RowKey, Total]]] = []
    for part in evidence.parts:
        found = _part_totals(request, evidence, part)
        if part.spreads_over:
            spread.append((part, found))
            continue
        for key, total in found.items():
            _put(totals.setdefault(key, {}), records.setdefault(key, {}), part, total)
    for part, found in spread:
        kept = [name not in part.spreads_over for name in request.dimensions]
        for key in totals:
            outer = tuple(value for value, keep in zip(key, kept, strict=True) if keep)
            if outer in found:
                _put(totals[key], records[key], part, found[outer])
    return totals, records


def _put(totals: dict[str, Total], records: dict[str, int], part: Part, total: Total) -> None:
    merge = agreed if part.combine == "same" else add_totals
    totals[part.name] = merge(totals[part.name], total) if part.name in totals else total
    records[part.source] = records.get(part.source, 0) + total.records


def _part_totals(request: Request, evidence: Evidence, part: Part) -> dict[RowKey, Total]:
    dimensions = [name for name in request.dimensions if name not in part.spreads_over]
    inner = [name for name in evidence.inner if name not in dimensions]
    found = aggregate(part, [*dimensions, *inner])
    if evidence.fold is None:
        return found
    groups: dict[RowKey, list[tuple[dict[str, object], Total]]] = {}
    for key, total in found.items():
        named = dict(zip([*dimensions, *inner], key, strict=True))
        groups.setdefault(key[: len(dimensions)], []).append((named, total))
    return {key: evidence.fold(members) for key, members in groups.items()}


def _finished(
    evidence: Evidence, key: Mapping[str, object], totals: Mapping[str, Total]
) -> Answer | None:
    if evidence.finish is not None:
        return evidence.finish(key, totals)
    total = totals.get(VALUE_PART)
    if total is None:
        return _nothing(evidence)
    return plain_answer(total)


def _nothing(evidence: Evidence) -> Answer:
    """The headline of no record: an amount is unknown; a count is zero, or at least zero."""
    if evidence.empty == "unknown":
        return Answer(None, None, None, "exact")
    qualifier = evidence.parts[0].qualifier
    return Answer(ZERO, ZERO, ZERO if qualifier == "exact" else None, qualifier)


def plain_answer(total: Total) -> Answer:
    """Return a total as the answer itself."""
    return Answer(
        total.value, total.low, total.high, total.qualifier, total.low_is_open,
        total.high_is_soft, total.notes,
    )  # fmt: skip


def _sortable(key: RowKey) -> tuple[tuple[int, int, str], ...]:
    """Order keys: numbers by value, text by code point, unknown last."""
    return tuple(
        (1, 0, "") if value is None
        else (0, value, "") if isinstance(value, int)
        else (0, 0, str(value))
        for value in key
    )  # fmt: skip


def _text(value: Quantity | Fraction | None, currency: str | None, rounding: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, Quantity):
        return format_major(value, currency)
    with localcontext() as context:
        context.prec = 50
        context.rounding = rounding
        share = Decimal(value.numerator) / Decimal(value.denominator)
        return str(share.quantize(_SHARE_STEP))
