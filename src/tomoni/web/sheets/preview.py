"""What a file would change, in the words of its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tomoni.catalogue.sheet_words import SHEET_NAMES
from tomoni.exchange.workbooks import Language, Table, cell_of
from tomoni.records.actions.sheets.report import SheetReport, TableReport


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table with the counts of its lines."""

    label: str
    counts: TableReport


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One field that a line changes, as cells hold it. Blank: not stated."""

    table: str
    line: int
    public_id: str
    column: str
    before: str
    after: str


def tables_shown(report: SheetReport, language: str) -> list[ShownTable]:
    """Return the tables of a file by name."""
    return [
        ShownTable(SHEET_NAMES[name].in_language(language), counts)
        for name, counts in report.tables.items()
    ]


def changes_shown(
    report: SheetReport, tables: Sequence[Table], language: Language
) -> list[ShownChange]:
    """Return the changes that the report tells one by one."""
    columns = {(one.name, column.name): column for one in tables for column in one.columns}
    found = []
    for name, counts in report.tables.items():
        for one in counts.changes:
            column = columns[name, one.field]
            found.append(
                ShownChange(
                    SHEET_NAMES[name].in_language(language),
                    one.line,
                    one.public_id,
                    column.label(language),
                    cell_of(one.before, column, language) or "",
                    cell_of(one.after, column, language) or "",
                )
            )
    return found
