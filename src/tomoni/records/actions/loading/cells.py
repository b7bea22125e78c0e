"""The fields that a row of a portfolio may hold, made from the catalogue's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from tomoni.catalogue.fields import FIELDS

CellType = Literal[
    "key", "text", "integer", "boolean", "stated_date", "quantity", "reference", "object", "list"
]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a row. A ``list`` holds objects with ``cells``, or public ids of ``references``.

    ``references`` names the contract table whose public ids are allowed; ``codelist`` the allowed
    codes. A field that is not required may be left out or null: then it is not stated.
    """

    name: str
    type: CellType
    help: str
    required: bool = False
    codelist: str | None = None
    references: str | None = None
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioFile:
    """One JSON Lines file, named as the contract table that its rows fill.

    ``key_of`` gives the public id that a row's record will have.
    """

    name: str
    rows: str
    cells: tuple[Cell, ...]
    key_of: Callable[[Row], str]

    @property
    def file_name(self) -> str:
        """Name of the file in the directory."""
        return f"{self.name}.jsonl"


def column(table: str, name: str, required: bool | None = None) -> Cell:
    """Return the cell of one column. ``required`` overrides the catalogue."""
    field = next(field for field in FIELDS[table] if field.name == name)
    kinds: dict[str, CellType] = {"text": "text", "integer": "integer", "boolean": "boolean"}
    kind = "reference" if field.references else kinds[field.type]
    needed = field.required if required is None else required
    return Cell(name, kind, field.help, needed, field.codelist, field.references)


def columns(table: str, names: str) -> tuple[Cell, ...]:
    """Return the cells of columns named in one text, required as the catalogue says."""
    return tuple(column(table, name) for name in names.split())


def defaulted(table: str, names: str) -> tuple[Cell, ...]:
    """Return the cells of columns that the loader fills when a row leaves them out."""
    return tuple(column(table, name, required=False) for name in names.split())


def dates(table: str, prefixes: str) -> tuple[Cell, ...]:
    """Return the cells of stated dates: one text here, four columns in the contract."""
    stated = ((prefix, column(table, f"{prefix}_stated")) for prefix in prefixes.split())
    return tuple(replace(cell, name=prefix, type="stated_date") for prefix, cell in stated)


def objects(name: str, help: str, *cells: Cell) -> Cell:
    """Return the cell of a list of objects."""
    return Cell(name, "list", help, cells=cells)


def ids(name: str, table: str, help: str, required: bool = False) -> Cell:
    """Return the cell of a list of public ids of one table."""
    return Cell(name, "list", help, required, references=table)


def file(name: str, rows: str, *cells: Cell) -> PortfolioFile:
    """Return a file whose rows carry their own public id, the first column of the table."""
    first = FIELDS[name][0]
    key = Cell(first.name, "key", first.help, required=True)
    return PortfolioFile(name, rows, (key, *cells), lambda row: str(row[first.name]))


def split_key(row: Row) -> str:
    """Return the id of a row of splits: its subject and axis."""
    return f"{row.get('activity_id') or row.get('entry_id')}--{row['axis_code']}"


def cells_by_path(cells: tuple[Cell, ...], prefix: str = "") -> Iterator[tuple[str, Cell]]:
    """Yield every field with its dotted path, fields of nested objects after their list."""
    for cell in cells:
        yield prefix + cell.name, cell
        yield from cells_by_path(cell.cells, f"{prefix}{cell.name}.")
