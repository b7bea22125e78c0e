"""Tables and charts out of all rows of a figure, and tables of claims."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tomoni.catalogue.labels import Label
from tomoni.figures.keys import KEYS

from ..numbers import format_date
from . import words
from .answers import AnswerRow, FigureAnswer, Refusal
from .model import Cell, ChartBlock, ChartKind, Column, Number, Point, Slot, TableBlock, Text
from .problems import problem
from .questions import Question, refused

if TYPE_CHECKING:
    from .resolve import Resolver

# Dimensions that a number shows itself.
_IN_NUMBER = frozenset({"currency", "unit"})
_TIMES = frozenset({"year", "fiscal_year", "edition_year", "start_year"})
_DESCRIBED = 8
# Nobody reads a longer one; the site has it whole, to search and sort.
LONGEST_TABLE = 500
_CLAIM_FILTERS = ("metric", "measure", "document", "activity")
_Numbered = list[tuple[AnswerRow, Number | None]]


def table_block(resolver: Resolver, slot: Slot) -> TableBlock | None:
    """Return all rows of a figure as a table; None after a problem."""
    asked = resolver.figure(slot)
    if asked is None:
        return None
    answer, question = asked
    rows, further = _chosen(slot, answer, question)
    if _is_too_long(resolver, slot, len(rows)):
        return None
    if not rows:
        _nothing(resolver, slot, answer)
        return None
    numbered: _Numbered = []
    for row in rows:
        is_known = row.number is not None
        numbered.append(
            (row, resolver.figure_number(slot, answer, question, row) if is_known else None)
        )
    return _table(resolver, slot, answer, question, numbered, further)


def chart_block(resolver: Resolver, slot: Slot) -> ChartBlock | None:
    """Return the rows of a figure as a chart with its table; None after a problem."""
    asked = resolver.figure(slot)
    if asked is None:
        return None
    answer, question = asked
    if len(question.by) != 1:
        _wrong(resolver, slot, "by", "chart_keys")
        return None
    rows, further = _chosen(slot, answer, question)
    known = [row for row in rows if row.number is not None]
    if _is_too_long(resolver, slot, len(rows)):
        return None
    if not known:
        _nothing(resolver, slot, answer)
        return None
    if not _is_alike(resolver, slot, question, known):
        return None
    numbered = [(row, resolver.figure_number(slot, answer, question, row)) for row in known]
    points = tuple(
        _point(row, number, question.by[0], resolver.language)
        for row, number in numbered
        if number is not None
    )
    if len(points) != len(numbered):
        return None
    unknown: _Numbered = [(row, None) for row in rows if row.number is None]
    table = _table(resolver, slot, answer, question, [*numbered, *unknown], further)
    first = known[0].number or {}
    kind: ChartKind = slot.arguments["kind"]  # type: ignore[assignment]  # one of the choices
    return ChartBlock(
        kind,
        slot.arguments["caption"],
        slot.arguments.get("alt") or _description(slot, points, resolver.language),
        points,
        table,
        str(first.get("unit") or ""),
        first.get("currency"),
        question.by[0],
        _key_label(question.by[0]).in_language(resolver.language),
        resolver.next_anchor("chart"),
    )


def claims_block(resolver: Resolver, slot: Slot) -> TableBlock | None:
    """Return what documents state, claim by claim, as a table; None after a problem."""
    filters = {name: slot.arguments[name] for name in _CLAIM_FILTERS if name in slot.arguments}
    if not filters:
        _wrong(resolver, slot, "", "claims_all", keys=", ".join(_CLAIM_FILTERS))
        return None
    found = resolver.answers.claims(filters)
    if isinstance(found, Refusal):
        resolver.problems.append(refused(slot, found))
        return None
    top = int(slot.arguments.get("top") or len(found))
    if _is_too_long(resolver, slot, min(top, len(found))):
        return None
    rows: list[tuple[Cell, ...]] = []
    proofs: list[str] = []
    metrics: dict[str, None] = {}
    language = resolver.language
    for claim_id in found[:top]:
        claim = resolver.claim(slot, claim_id)
        if claim is None:
            return None
        number = resolver.claim_number(slot, claim) if claim.number is not None else None
        proofs += [number.proof_id] if number else []
        metrics[claim.metric.in_language(language)] = None
        rows.append(
            (
                _text(claim.document),
                _text(claim.edition.in_language(language)),
                _text(claim.subject),
                _text(claim.metric.in_language(language)),
                (number,) if number else (),
                _text(format_date(claim.as_of, language) if claim.as_of else ""),
            )
        )
    heads = (words.DOCUMENT, words.EDITION, words.SUBJECT, words.WHAT, words.STATED, words.AS_OF)
    columns = tuple(_column(head, language, head is words.STATED) for head in heads)
    kept = dict.fromkeys(proofs)
    caption = slot.arguments.get("caption") or ("、" if language == "ja" else ", ").join(metrics)
    note = _note(language, len(found) - len(rows), ())
    anchor = resolver.next_anchor("table")
    return TableBlock(caption, columns, tuple(rows), note, tuple(kept), anchor)


def _is_too_long(resolver: Resolver, slot: Slot, rows: int) -> bool:
    if rows <= LONGEST_TABLE:
        return False
    _wrong(resolver, slot, "top", "too_long", rows=f"{rows:,}", most=LONGEST_TABLE)
    return True


def _chosen(
    slot: Slot, answer: FigureAnswer, question: Question
) -> tuple[tuple[AnswerRow, ...], int]:
    """Return the rows to show in their order, and how many further ones there are."""
    rows = list(answer.rows)
    is_in_time = bool(question.by) and question.by[0] in _TIMES
    order = slot.arguments.get("order") or ("key" if is_in_time else "value")
    if order == "value":
        rows.sort(key=_value, reverse=True)
    top = int(slot.arguments.get("top") or len(rows))
    if is_in_time and order == "key":
        # The latest years are what "top" means on a line of time.
        return tuple(rows[-top:]), len(rows) - len(rows[-top:])
    return tuple(rows[:top]), len(rows) - len(rows[:top])


def _value(row: AnswerRow) -> tuple[bool, Decimal]:
    """Order by value, the unknown last; equal ones keep the order of their keys."""
    value = row.number["value"] if row.number else None
    return value is not None, Decimal(value or 0)


def _table(
    resolver: Resolver,
    slot: Slot,
    answer: FigureAnswer,
    question: Question,
    numbered: Sequence[tuple[AnswerRow, Number | None]],
    further: int,
) -> TableBlock:
    language = resolver.language
    names = _shown_dimensions(answer, question, [row for row, _ in numbered])
    columns = (
        *(_column(_key_label(name), language) for name in names),
        _column(answer.title, language, True),
    )
    rows = tuple(
        (
            *(_text(_named(row, name, language)) for name in names),
            (number,) if number else (),
        )
        for row, number in numbered
    )
    proofs = tuple(dict.fromkeys(number.proof_id for _, number in numbered if number))
    note = _note(language, further, answer.left_out)
    anchor = resolver.next_anchor("table")
    return TableBlock(slot.arguments["caption"], columns, rows, note, proofs, anchor)


def _shown_dimensions(
    answer: FigureAnswer, question: Question, rows: Sequence[AnswerRow]
) -> list[str]:
    """Return what the rows differ by: what was asked, and what the figure always divides by."""
    names = list(rows[0].key) if rows else []
    return [
        name
        for name in names
        if name in question.by
        or (name not in _IN_NUMBER and len({row.key[name] for row in rows}) > 1)
    ] or names[:1]


def _is_alike(
    resolver: Resolver, slot: Slot, question: Question, rows: Sequence[AnswerRow]
) -> bool:
    """Say whether one axis can hold the rows: one value each, in one unit and one currency."""
    units = {((row.number or {}).get("unit"), (row.number or {}).get("currency")) for row in rows}
    if len(units) > 1:
        said = ", ".join(sorted(f"{unit or ''} {money or ''}".strip() for unit, money in units))
        _wrong(resolver, slot, "by", "chart_units", units=said)
        return False
    keys = [row.key[question.by[0]] for row in rows]
    if len(keys) != len(set(keys)):
        others = ", ".join(name for name in rows[0].key if name not in question.by)
        _wrong(resolver, slot, "by", "chart_crowded", key=question.by[0], others=others)
        return False
    is_map = slot.arguments["kind"] == "map"
    if is_map and question.by[0] != "country":
        _wrong(resolver, slot, "kind", "map_countries")
        return False
    return True


def _point(row: AnswerRow, number: Number, dimension: str, language: str) -> Point:
    cell = row.number or {}
    low, high = cell.get("low"), cell.get("high")
    key = row.key[dimension]
    return Point(
        _named(row, dimension, language),
        Decimal(cell["value"]),
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        number.proof_id,
        "" if key is None else str(key),
        number.text,
    )


def _description(slot: Slot, points: Sequence[Point], language: str) -> str:
    gap = "、" if language == "ja" else "; "
    said = gap.join(f"{point.label}: {point.text}" for point in points[:_DESCRIBED])
    if len(points) > _DESCRIBED:
        more = words.AND_MORE.in_language(language).format(count=len(points) - _DESCRIBED)
        said = f"{said}{gap}{more}"
    shows = words.CHART_SHOWS.in_language(language)
    return shows.format(caption=slot.arguments["caption"].rstrip(".。"), points=said)


def _note(language: str, further: int, left_out: Sequence[Label]) -> str:
    notes = []
    if further:
        notes.append(words.NOT_SHOWN.in_language(language).format(count=further))
    notes += [
        words.LEFT_OUT.in_language(language).format(what=line.in_language(language).rstrip(".。"))
        + ("。" if language == "ja" else ".")
        for line in left_out
    ]
    return ("" if language == "ja" else " ").join(notes)


def _named(row: AnswerRow, name: str, language: str) -> str:
    return row.names[name].in_language(language)


def _key_label(name: str) -> Label:
    return KEYS[name].label if name in KEYS else Label(name, name)


def _column(label: Label, language: str, is_number: bool = False) -> Column:
    return Column((Text(label.in_language(language)),), is_number)


def _text(text: str) -> Cell:
    return (Text(text),) if text else ()


def _nothing(resolver: Resolver, slot: Slot, answer: FigureAnswer) -> None:
    wrong = problem("rows", slot.place, "no_values", figure=answer.figure)
    resolver.problems.append(wrong)


def _wrong(resolver: Resolver, slot: Slot, at: str, words: str, **values: object) -> None:
    """Note a problem at one argument of a slot."""
    resolver.problems.append(problem("slot", slot.places.get(at, slot.place), words, **values))
