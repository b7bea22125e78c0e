"""Results as a spreadsheet: one line for each row of each question; a hidden count is blank."""

from __future__ import annotations

from fractions import Fraction

from tomoni.exchange.sheets import Column, Value
from tomoni.records.queries.courses.evaluation_results import ShownResults
from tomoni.web.shell.choices import reader_language

from .numbers import decimal_text

RESULT_COLUMNS: tuple[Column, ...] = (
    Column("question", "Question", "質問"),
    Column("words", "Wording", "設問"),
    Column("part", "Answer", "回答"),
    Column("count", "People", "人数", "integer"),
    Column("hidden", "Hidden", "秘匿"),
    Column("people", "Out of", "回答者数", "integer"),
    Column("low", "Mean, at least", "平均（下限）"),
    Column("high", "Mean, at most", "平均（上限）"),
)


def result_rows(shown: ShownResults) -> list[dict[str, Value]]:
    """Return the lines. Free texts are not among them."""
    language = reader_language()
    rows: list[dict[str, Value]] = []
    for one in shown.results or ():
        head: dict[str, Value] = {
            "question": one.question.code,
            "words": one.question.label.in_language(language),
            "people": one.people,
            "low": _text(one.low),
            "high": _text(one.high),
        }
        parts = [(part.label.in_language(language), part.count) for part in one.parts]
        if one.question.kind in ("scale", "choice"):
            parts.append(("–", one.blank))
        rows += [
            {**head, "part": words, "count": count, "hidden": None if count is not None else "×"}
            for words, count in parts
        ]
        if not parts:
            rows.append({**head, "hidden": "×" if one.is_hidden else None})
    return rows


def _text(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value, 2)
