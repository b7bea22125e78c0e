"""Reads activities from parsed trees into the typed tables: the plain way, for any activity.

The first of several elements that the standard allows once gives the value; the others stay in the
source and are the schema's finding. Elements and attributes of no namespace that the standard does
not know have no column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa
from lxml import etree

from tomoni.catalogue.iati.tables import FOREIGN, KEYS, NARRATIVES, TABLES, Kind, words_of

from .arrow import WORD, schema_of, words_array
from .meanings import meaning_of
from .plan import NARRATIVE, XML_LANG, Node, plan_of

_KEYS = len(KEYS)
Row = list[Any]
_COLUMNS = {
    name: {column.name: _KEYS + at for at, column in enumerate(table.columns)}
    for name, table in TABLES.items()
}
_BLANK: dict[str, Row] = {
    name: [None] * _KEYS
    + [False if column.type == "presence" else None for column in table.columns]
    for name, table in TABLES.items()
}


class TreeReader:
    """Gathers rows of activities; ``tables`` gives them typed, in the order they were read."""

    def __init__(self, kind: Kind) -> None:
        self._plan = plan_of(kind)
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._index = _COLUMNS
        self._blank = _BLANK
        self._activity = 0
        self._counts: dict[str, int] = {}
        self._line_of: Callable[[Any], int] = lambda element: 0

    def add(self, element: Any, activity: int, line_of: Callable[[Any], int]) -> None:
        """Read one activity's element. ``line_of``: line of an element in the file."""
        self._activity, self._line_of = activity, line_of
        self._counts = {}
        self._read(element, self._plan, None, None)

    def _row(self, table: str, parent: int | None, element: Any) -> Row:
        row = self._blank[table].copy()
        number = self._counts.get(table, 0)
        self._counts[table] = number + 1
        row[:_KEYS] = (self._activity, number, parent, self._line_of(element))
        self._rows[table].append(row)
        return row

    def _read(self, element: Any, node: Node, row: Row | None, parent: int | None) -> None:
        """Read an element into its own new row, or into ``row``, that of its owner."""
        if row is None:
            assert node.table is not None
            row = self._row(node.table, parent, element)
            if node.level is not None:
                row[self._index[node.table]["level"]] = node.level
        index = self._index[node.owner]
        for name, value in element.attrib.items():
            column = node.attributes.get(name)
            if column is not None:
                if row[index[column]] is None:
                    row[index[column]] = value
            elif name[0] == "{":
                self._foreign(node, row[1], element, f"@{etree.QName(name).localname}", name, value)
        if node.text is not None and row[index[node.text]] is None:
            row[index[node.text]] = _own_text(element)
        if node.presence is not None:
            row[index[node.presence]] = True
        for child in element:
            self._child(child, node, row)

    def _child(self, child: Any, node: Node, row: Row) -> None:
        tag = child.tag
        if not isinstance(tag, str):
            return
        if tag == NARRATIVE and node.holds_narratives:
            narrative = self._row(NARRATIVES, row[1], child)
            narrative[_KEYS:] = (
                node.owner,
                node.relative,
                child.get(XML_LANG),
                _own_text(child),
            )
            self._foreign_of_narrative(child, node, row)
            return
        if tag[0] == "{":
            xml = etree.tostring(child, encoding="unicode", with_tail=False)
            self._foreign(node, row[1], child, etree.QName(tag).localname, tag, xml)
            return
        below = node.children.get(tag)
        if below is not None:
            self._read(child, below, None if below.table else row, row[1])

    def _foreign_of_narrative(self, child: Any, node: Node, row: Row) -> None:
        for name, value in child.attrib.items():
            if name[0] == "{" and name != XML_LANG:
                below = Node(NARRATIVE, node.owner, f"{node.relative}/{NARRATIVE}".strip("/"))
                local = f"@{etree.QName(name).localname}"
                self._foreign(below, row[1], child, local, name, value)

    def _foreign(
        self, node: Node, parent: int, element: Any, name: str, tag: str, xml: str
    ) -> None:
        row = self._row(FOREIGN, parent, element)
        row[_KEYS:] = (node.owner, node.relative, etree.QName(tag).namespace, name, xml)

    def tables(self) -> dict[str, pa.Table]:
        """Return every table that has rows."""
        return {name: _typed(name, rows) for name, rows in self._rows.items() if rows}


def _own_text(element: Any) -> str:
    """Return the text of an element, without that of elements below it."""
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _typed(table: str, rows: Iterable[Row]) -> pa.Table:
    values = list(zip(*rows, strict=True))
    written: dict[str, pa.Array] = {}
    for at, column in enumerate(TABLES[table].columns, _KEYS):
        if column.type == "presence":
            written[column.name] = pa.array(values[at], pa.bool_())
        elif column.type == "word":
            written[column.name] = _words(table, column.name, values[at])
        else:
            written[column.name] = pa.array(values[at], pa.string())
    keys = [pa.array(values[at], pa.int32()) for at in range(_KEYS)]
    return with_meanings(table, keys, written)


def _words(table: str, column: str, values: Iterable[str]) -> pa.Array:
    numbers = {word: number for number, word in enumerate(words_of(table, column))}
    indices = pa.array([numbers[value] for value in values], WORD.index_type)
    return pa.DictionaryArray.from_arrays(indices, words_array(table, column))


def with_meanings(
    table: str, keys: Iterable[pa.Array], written: Mapping[str, pa.Array]
) -> pa.Table:
    """Return the table of its key columns and texts as written, with what the texts mean."""
    arrays = list(keys)
    for column in TABLES[table].columns:
        arrays.append(written[column.name])
        if column.meaning is not None:
            arrays.append(meaning_of(column, written[column.name]))
    return pa.Table.from_arrays(arrays, schema=schema_of(table))
