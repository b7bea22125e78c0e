"""What the converted amount gives by measure, and what it leaves out or refuses, and why."""

from __future__ import annotations

from tomoni.catalogue.labels import Label
from tomoni.catalogue.rates import RATE_TABLES

from . import cells
from .build import Build
from .cells import Cell, Json
from .figure_runs import Answer
from .proof_notes import left_out
from .source import label_of

CONVERTED = "amount_converted"
_MEASURES = ("amount_committed", "amount_disbursed", "amount_contributed", "amount_delivered")
_TARGETS = ("USD", "JPY")


def conversions_table(build: Build) -> Json | None:
    """Return the converted amounts of the whole snapshot by measure; None for no table of rates.

    A measure of which nothing at all is on record has no row. A refusal stands in full.
    """
    if not RATE_TABLES:
        return None
    rates = RATE_TABLES[0]
    rows = [row for measure in _MEASURES if (row := _row(build, measure, rates.name)) is not None]
    heads = [
        cells.column("measure", Label("What is counted", "計上項目")),
        *(cells.column(code.lower(), Label(f"In {code}", f"{code}換算"), is_number=True)
          for code in _TARGETS),
        cells.column("left_out", Label("Left out or refused", "対象外・不可")),
        cells.column("reason", Label("Why", "理由")),
    ]  # fmt: skip
    return cells.table(
        "conversions",
        Label("By measure", "計上項目別"),
        heads,
        rows,
        note=Label(f"Rates: {rates.title}.", f"換算率：{rates.title}"),
        empty=Label("No money is on record.", "金額の記録はありません。"),
    )


def _row(build: Build, measure: str, rates: str) -> list[Cell] | None:
    answers = [
        build.figures.ask(
            CONVERTED, where={"measure": measure, "rates": rates, "target_currency": target}
        )
        for target in _TARGETS
    ]
    numbers = [answer.rows[0].number if answer.rows else None for answer in answers]
    left, reason = _left_out(answers[0])
    if left is None and not any(numbers):
        return None
    return [cells.coded("measure", measure, label_of("measure", measure)), *numbers, left, reason]


def _left_out(answer: Answer) -> tuple[Cell, Cell]:
    """Return what is in scope and in no value, and why."""
    if answer.refusal is not None:
        return cells.words(Label("refused", "換算不可")), answer.refusal.partition("\n")[0]
    if answer.run is None or not (lines := left_out(answer.run)):
        return None, None
    what = [
        cells.words(
            Label(f"{line['count']} {line['what']['en']}", f"{line['count']}{line['what']['ja']}")
        )
        for line in lines
    ]
    return cells.several(what), cells.several(line["reason"] for line in lines)
