"""The typed tables of the IATI standard: which element makes a row, which attribute a column.

``data/iati/rows.csv`` names every element that makes a row; ``data/iati/tables.csv`` every column,
with its path below the element of its row. Every row of every table begins with the columns of
``KEYS``: ordinal of the activity (or organisation) in the file, row within the activity, row of the
parent table within the activity, line in the file.

A column of another type than text is two columns: the text as written under its own name, and what
it means under its name with a suffix (``value`` and ``value_number``). The second is null where the
text means nothing of the type.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from tomoni.catalogue.packaged import packaged_rows

Kind = Literal["activities", "organisations"]
ColumnType = Literal[
    "text", "decimal", "integer", "boolean", "date", "datetime", "presence", "word"
]

KEYS = ("activity", "row", "parent", "line")
# What a second column holds: an exact decimal of up to ten places, an integer, true or false, the
# stated day without its zone.
SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        "decimal": "number",
        "integer": "integer",
        "boolean": "flag",
        "date": "day",
        "datetime": "day",
    }
)
# Elements of which an element has one at most and that have no table: a column says they are there.
PRESENT = "has_"
# These tables have rows for elements of all others: text in a language, and what is not IATI.
NARRATIVES, FOREIGN = "narratives", "foreign"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``path`` below the row's element, as ``value/@currency``; ``.`` is its text."""

    name: str
    type: ColumnType
    path: str
    codelist: str | None

    @property
    def meaning(self) -> str | None:
        """Name of the second column, which holds what the text means. None: there is none."""
        suffix = SUFFIXES.get(self.type)
        return None if suffix is None else f"{self.name}_{suffix}"


@dataclass(frozen=True, slots=True)
class Table:
    """One table without its key columns."""

    name: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """Return the column of that name. Raises KeyError."""
        return {one.name: one for one in self.columns}[name]


@dataclass(frozen=True, slots=True)
class RowElement:
    """One element that makes a row: its path below the activity, its table, the parent's table.

    ``level`` is the element of the parent row: what tells the sector of an activity from that of a
    transaction. ``parent`` and ``level`` are None for the activity itself.
    """

    kind: Kind
    path: str
    table: str
    parent: str | None
    level: str | None


def _tables() -> dict[str, Table]:
    columns: dict[str, list[Column]] = {element.table: [] for element in ROW_ELEMENTS}
    for row in packaged_rows("iati", "tables.csv"):
        columns.setdefault(row["table"], []).append(
            Column(
                row["column"], cast(ColumnType, row["type"]), row["path"], row["codelist"] or None
            )
        )
    return {name: Table(name, tuple(listed)) for name, listed in columns.items()}


ROW_ELEMENTS: tuple[RowElement, ...] = tuple(
    RowElement(
        cast(Kind, row["kind"]),
        row["path"],
        row["table"],
        row["parent"] or None,
        row["level"] or None,
    )
    for row in packaged_rows("iati", "rows.csv")
)
TABLES: Mapping[str, Table] = MappingProxyType(_tables())


def tables_of(kind: Kind) -> tuple[Table, ...]:
    """Return the tables that a file of this kind fills, in their order in the standard."""
    names = dict.fromkeys(one.table for one in ROW_ELEMENTS if one.kind == kind)
    return tuple(TABLES[name] for name in (*names, NARRATIVES, FOREIGN))


@cache
def words_of(table: str, column: str) -> tuple[str, ...]:
    """Return all values that a column of type ``word`` may have, in a fixed order.

    ``level``: elements of the parent rows; ``owner_table``: every table of elements; ``element`` of
    narratives: paths of what holds narratives, where the row's own element is the empty path.
    """
    if column == "level":
        return tuple(
            dict.fromkeys(one.level for one in ROW_ELEMENTS if one.table == table and one.level)
        )
    if column == "owner_table":
        return tuple(dict.fromkeys(one.table for one in ROW_ELEMENTS))
    paths = {
        column.path
        for listed in TABLES.values()
        for column in listed.columns
        if column.type == "presence"
    }
    return ("", *sorted(paths))
