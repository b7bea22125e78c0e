"""The tables of a file: which sheet holds which, and its lines as values or as faults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tomoni.catalogue.errors import InputError, Where

from ..sheets.cells import CellFault
from ..sheets.raw import Line, Unreadable
from .cells import read_cell
from .columns import Column, Table, Value, folded
from .source import Source, lines

# The column that a copy with problems carries; it is passed over when the copy is sent again.
PROBLEM = ("Problem", "問題")
# The sheet of a workbook of ours that says how to fill it in.
GUIDE = ("How to fill in", "記入方法")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one cell, or with the line where ``column`` is None."""

    column: str | None
    what: str
    do: str | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line of a table: values of the columns that the sheet has, None where blank.

    With ``faults``, ``values`` holds only what could be read.
    """

    number: int
    values: Mapping[str, Value]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A sheet that holds a table. ``places``: which place of a line is which column, from 0."""

    sheet: str
    table: Table
    heading_line: int
    places: Mapping[int, Column]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: its tables in the order asked for, and sheets that are none of them."""

    source: Source
    tables: tuple[FoundTable, ...]
    passed_over: tuple[str, ...]


def find_tables(source: Source, tables: Sequence[Table], only: str | None = None) -> Contents:
    """Find the sheets that hold tables, by their names, else by their headings.

    ``only``: the one table that the file is of. Errors: InputError when there is none, when one
    stands there twice, or when a heading of one is unknown, doubled or missing.
    """
    found: dict[str, FoundTable] = {}
    passed_over = []
    for sheet in source.sheets:
        heading = next(lines(source, sheet), None)
        table = _table_of(sheet, heading, tables, only)
        if table is None or heading is None:
            if sheet not in GUIDE:
                passed_over.append(sheet)
        elif table.name in found:
            raise InputError(
                f"The sheets {found[table.name].sheet!r} and {sheet!r} both hold {table.en}.",
                where=Where(file=source.name),
                do="Put the rows on one sheet.",
            )
        else:
            found[table.name] = FoundTable(
                sheet, table, heading.number, _places(heading, table, source.name, sheet)
            )
    if not found:
        raise InputError(
            "The file holds no table that is known here.",
            where=Where(file=source.name),
            do="Name the sheet, or the CSV file, as one of: " + _names(tables) + ".",
        )
    ordered = tuple(found[one.name] for one in tables if one.name in found)
    return Contents(source, ordered, tuple(passed_over))


def read_lines(source: Source, found: FoundTable) -> Iterator[ReadLine]:
    """Yield the lines below the headings. Errors: InputError where the rest cannot be read."""
    for line in lines(source, found.sheet):
        if line.number > found.heading_line:
            yield _line(line, found.places)


def _names(tables: Sequence[Table]) -> str:
    return ", ".join(f"{one.en} ({one.ja})" for one in tables)


def _table_of(
    sheet: str, heading: Line | None, tables: Sequence[Table], only: str | None
) -> Table | None:
    if heading is None:
        return None
    wanted = [one for one in tables if only is None or one.name == only]
    names = {folded(name): one for one in wanted for name in (one.name, one.en, one.ja)}
    if folded(sheet) in names:
        return names[folded(sheet)]
    texts = {_plain(text) for text in heading_texts(heading.cells).values()}
    fitting = [one for one in wanted if texts and texts <= _headings(one).keys() | _PROBLEMS]
    fitting = [one for one in fitting if _plain(one.columns[0].en) in _known(texts, one)]
    if len(fitting) == 1:
        return fitting[0]
    return wanted[0] if only is not None and len(wanted) == 1 else None


def _known(texts: set[str], table: Table) -> set[str]:
    headings = _headings(table)
    return {_plain(headings[text].en) for text in texts if text in headings}


def heading_texts(cells: Sequence[object]) -> dict[int, str]:
    """Return the headings of a line by their place, from 0; blank cells left out."""
    return {
        place: str(cell).strip()
        for place, cell in enumerate(cells)
        if cell is not None and not isinstance(cell, Unreadable) and str(cell).strip()
    }


def is_problem_heading(text: str) -> bool:
    """Whether a heading is that of the column in which a copy names problems."""
    return _plain(text) in _PROBLEMS


def _plain(heading: str) -> str:
    return folded(heading.rstrip("*＊ ").replace("_", " "))


_PROBLEMS = {_plain(word) for word in PROBLEM}


def _headings(table: Table) -> dict[str, Column]:
    return {_plain(word): one for one in table.columns for word in (one.name, one.en, one.ja)}


def _places(heading: Line, table: Table, file: str, sheet: str) -> dict[int, Column]:
    known = _headings(table)
    places: dict[int, Column] = {}
    faults = []
    for place, text in heading_texts(heading.cells).items():
        column = known.get(_plain(text))
        if is_problem_heading(text):
            continue
        if column is None:
            faults.append(f"The column {text!r} is not known.")
        elif column in places.values():
            faults.append(f"The column {text!r} stands there twice.")
        else:
            places[place] = column
    first = table.columns[0]
    if first not in places.values():
        faults.append(f"The column {first.en!r} ({first.ja}) is missing.")
    if faults:
        expected = ", ".join(f"{one.en} ({one.ja})" for one in table.columns)
        raise InputError(
            " ".join(faults),
            where=Where(file=f"{file}, {sheet}" if sheet else file, line=heading.number),
            do=f"The columns of {table.en} are: {expected}.",
        )
    return places


def _line(line: Line, places: Mapping[int, Column]) -> ReadLine:
    values: dict[str, Value] = {}
    faults = []
    cells = line.cells
    for place, column in places.items():
        try:
            values[column.name] = read_cell(cells[place] if place < len(cells) else None, column)
        except CellFault as fault:
            faults.append(Fault(column.name, fault.what, fault.do))
    return ReadLine(line.number, values, tuple(faults))
