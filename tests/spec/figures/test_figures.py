"""Every drawn specification holds on DuckDB, and the same expression on Spark Connect (Sail)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial

import pytest

from spec.figures.specs import Case, Question, all_cases
from tomoni.catalogue.errors import TomoniError
from tomoni.exchange.snapshot import Snapshot, memory_snapshot
from tomoni.figures import FIGURES_BY_NAME, FigureRun, run_figure

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_on_duckdb(case: Case) -> None:
    assert len(hashes_on_duckdb(case.id)) == len(case.questions)


@pytest.mark.engine
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_on_spark_connect(case: Case, sail_address: str) -> None:
    """The answer is equal to the last digit, and so is its hash, lineage included."""
    with memory_snapshot(case.tables, engine=sail_address) as there:
        found = [check(there, question) for question in case.questions]
    assert [run and run.hash for run in found] == hashes_on_duckdb(case.id)


@cache
def hashes_on_duckdb(case_id: str) -> list[str | None]:
    """Hold every answer of the case on DuckDB to the drawn one; return the answers' hashes.

    None: it is refused, as drawn. Asked once for both tests.
    """
    (case,) = (case for case in CASES if case.id == case_id)
    with memory_snapshot(case.tables) as snapshot:
        found = [check(snapshot, question) for question in case.questions]
    return [run and run.hash for run in found]


def test_every_figure_has_a_specification() -> None:
    drawn = {question.figure for case in CASES for question in case.questions}
    assert sorted(FIGURES_BY_NAME.keys() - drawn) == []


def check(snapshot: Snapshot, question: Question) -> FigureRun | None:
    """Ask the question and hold the answer to the drawn one. None: it is refused, as drawn."""
    ask = partial(
        run_figure,
        snapshot,
        question.figure,
        by=question.by,
        where=question.where,
        as_of=question.as_of,
    )
    if question.refusal is not None:
        with pytest.raises(TomoniError) as raised:
            ask()
        assert question.refusal in " ".join(str(raised.value).split())
        return None
    found = ask()
    rows = found.as_dict(trace=True)["rows"]
    assert isinstance(rows, list)
    assert len({tuple(row) for row in rows}) <= 1, "rows differ in their names"
    drawn = question.answer or []
    names = list(drawn[0]) if drawn else []
    # What the answer as a whole leaves out is drawn in each row.
    left_out = {each.source: each.count for each in found.evidence.left_out}
    shown = [{**row, "left_out": left_out} for row in rows]
    assert [{name: cell(row, name) for name in names} for row in shown] == drawn, question.command
    return found


def cell(row: Mapping[str, object], name: str) -> str:
    """Return one value of an answer as it is drawn: `parts.target` is the value of that part."""
    value: object = row
    for step in name.split("."):
        assert isinstance(value, Mapping)
        value = value.get(step, 0 if name.startswith("records.") else None)
    if name.startswith("parts.") and isinstance(value, Mapping):
        value = value["value"]
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(each["id"] if isinstance(each, dict) else each for each in value) or "-"
    return "-" if value is None else str(value)
