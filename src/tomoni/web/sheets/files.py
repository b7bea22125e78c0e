"""Files of sheets between disk and ledger: forms to fill in, what a file holds, its problems."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tomoni.catalogue.errors import InputError, Where
from tomoni.catalogue.sheet_problem_words import problem_in
from tomoni.exchange.workbooks import (
    Contents,
    Filled,
    FoundTable,
    Language,
    Problem,
    ReadLine,
    find_tables,
    open_source,
    read_lines,
    write_csv_table,
    write_problems,
    write_workbook,
)
from tomoni.records.actions.sheets.report import SheetProblem, SheetReport
from tomoni.records.actions.sheets.staging import GivenRow, GivenTable, row_version
from tomoni.records.actions.sheets.tables import FOLLOWING, SHEETS, VERSION
from tomoni.records.queries.sheets.present import own_rows

from .columns import offered_ids, sheet_tables

_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?.*")
_TITLE = {"en": "Records", "ja": "記録"}


@dataclass(frozen=True)
class LookedAt:
    """A file that holds tables. ``tables``: their lines, as the ledger takes them."""

    contents: Contents
    tables: tuple[GivenTable, ...]
    sha256: str


def look_at(path: Path, name: str = "", only: str | None = None) -> LookedAt:
    """Find the tables of a file. ``name``: for messages; ``only``: the one table that it is of.

    Errors: InputError when the file as a whole cannot be read; StorageError.
    """
    source = open_source(path, name)
    contents = find_tables(source, sheet_tables(), only)
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()  # type: ignore[arg-type]
    given = (GivenTable(one.table.name, _rows(contents, one)) for one in contents.tables)
    return LookedAt(contents, tuple(given), sha256)


def _rows(contents: Contents, found: FoundTable) -> Callable[[], Iterator[GivenRow]]:
    return lambda: (_given(line) for line in read_lines(contents.source, found))


def _given(line: ReadLine) -> GivenRow:
    faults = tuple(
        (one.column, f"{one.what} {one.do}" if one.do else one.what) for one in line.faults
    )
    return GivenRow(line.number, line.values, faults)


def write_template(
    out: Path, names: Sequence[str], *, dated: date, language: Language = "en", filled: bool = False
) -> int:
    """Write a form for tables and return how many rows it holds.

    No names: all tables, or of an empty form those that can be filled in. ``filled``: with our own
    records as they stand. A CSV file holds one table. Errors: InputError
    for a CSV file of several tables; RefusedError for a text that no cell can hold.
    """
    wanted = names or [one for one in SHEETS if filled or one not in FOLLOWING]
    tables = sheet_tables(wanted, offered_ids())
    made = [Filled(one, _own(one.name) if filled else ()) for one in tables]
    if out.suffix.lower() != ".csv":
        return write_workbook(out, made, title=_TITLE[language], dated=dated, language=language)
    if len(made) != 1:
        raise InputError(
            "A CSV file holds one table.",
            where=Where(file=out.name),
            do="Name one table, or write an XLSX file.",
        )
    return write_csv_table(out, made[0], language)


def _own(name: str) -> Iterator[dict[str, Any]]:
    for row in own_rows(name):
        yield {**row, VERSION.name: row_version(name, row)}


def write_copy(
    looked: LookedAt, report: SheetReport, out: Path, *, dated: date, language: Language = "en"
) -> None:
    """Write a copy of the file with every problem beside its line."""
    sheets = {one.table.name: one.sheet for one in looked.contents.tables}
    problems: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    for one in report.problems:
        column, _ = _column_of(one)
        text = told(looked.contents, one, language)
        problems[sheets[one.table], one.line].append(Problem(column, text))
    write_problems(looked.contents, problems, out, dated=dated, language=language)


def told(contents: Contents, problem: SheetProblem, language: Language = "en") -> str:
    """Return a problem in words: which column, which item of a list, what is wrong."""
    column, item = _column_of(problem)
    reason = problem_in(problem.reason, language)
    if column is None:
        return reason
    table = next(one.table for one in contents.tables if one.table.name == problem.table)
    labels = {one.name: one.label(language) for one in table.columns}
    where = labels.get(column, column) + (f" ({item})" if item else "")
    return f"{where}: {reason}"


def _column_of(problem: SheetProblem) -> tuple[str | None, int | None]:
    """The column that a field's path begins with, and which item of its list, from 1."""
    match = _PATH.fullmatch(problem.field or "")
    if match is None:
        return None, None
    return match[1], None if match[2] is None else int(match[2]) + 1
