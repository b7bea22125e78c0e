"""From elements and values as arrays to the typed tables; values that are not proven are told."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.tables import FOREIGN, NARRATIVES, TABLES, Column

from .arrow import empty_table, schema_of, words_array
from .elements import Elements
from .piece import Piece
from .proof import unproven
from .shape import FOREIGN_LANGUAGE, Shape
from .trees import with_meanings

_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-z]+));")


class QuickTables:
    """Makes the tables of one piece. ``content``: its bytes; ``text``: the same as an array."""

    def __init__(
        self, shape: Shape, piece: Piece, content: bytes, text: Any, elements: Elements
    ) -> None:
        self._shape = shape
        self._piece = piece
        self._elements = elements
        self._buffer = pa.py_buffer(content)
        self._content = content
        self._is_odd = elements.is_odd.copy()
        self._keep()
        self._find_rows(text)
        self._group_values()
        self._group_presence()

    def tables(self) -> tuple[dict[str, pa.Table], Any]:
        """Return the tables that have rows, and which activities are not in them."""
        made: dict[str, pa.Table] = {}
        activities: dict[str, Any] = {}
        for number, name in enumerate(self._shape.tables):
            rows = self._rows[number]
            if len(rows):
                activities[name] = self._elements.activity[rows]
                made[name] = self._table(number, name, rows, activities[name])
        languages = self._foreign_languages()
        if languages.num_rows:
            made[FOREIGN], activities[FOREIGN] = languages, self._foreign_activities
        if (self._is_odd & ~self._elements.is_odd).any():
            kept = {name: ~self._is_odd[activities[name]] for name in made}
            made = {name: table.filter(pa.array(kept[name])) for name, table in made.items()}
        return {name: table for name, table in made.items() if table.num_rows}, self._is_odd

    def _keep(self) -> None:
        """Leave out elements and values of activities that are odd already."""
        elements = self._elements
        self._kept = ~elements.is_odd[elements.activity]
        self._kept[0] = False
        kept = self._kept[elements.holder]
        self._attributes = int(kept[: elements.attributes].sum())
        self._slot, self._holder = elements.slot[kept], elements.holder[kept]
        self._first, self._last = elements.first[kept], elements.last[kept]

    def _find_rows(self, text: Any) -> None:
        """Number the rows of every table within their activity, and find their lines."""
        elements, piece = self._elements, self._piece
        table = np.where(self._kept, self._shape.table[elements.kind], -1)
        order = np.argsort(table, kind="stable")
        limits = np.searchsorted(table[order], np.arange(len(self._shape.tables) + 1))
        self._rows = [order[limits[at] : limits[at + 1]] for at in range(len(limits) - 1)]
        self._position = np.zeros(len(table), np.int64)
        self._number = np.zeros(len(table), np.int32)
        for rows in self._rows:
            if len(rows):
                self._position[rows] = np.arange(len(rows))
                self._number[rows] = _numbers(elements.activity[rows])
        feeds = np.flatnonzero(text == 10)
        begins = np.searchsorted(feeds, piece.text_starts())
        shift = np.array(piece.lines, np.int64) - begins
        lines = np.searchsorted(feeds, elements.start) + shift[elements.activity]
        self._lines = lines.astype(np.int32)
        self._ordinals = np.array(piece.ordinals, np.int32)

    def _group_values(self) -> None:
        """Order the values by their column, and find those that hold references."""
        refers = self._referring(self._elements.ampersands)
        order = np.argsort(self._slot, kind="stable")
        self._refers = refers[order]
        self._slot, self._holder = self._slot[order], self._holder[order]
        self._first, self._last = self._first[order], self._last[order]
        slots = np.arange(len(self._shape.slots) + 1)
        self._limits = np.searchsorted(self._slot, slots)
        self._place = self._position[self._elements.owner[self._holder]]
        self._columns = {
            (slot.table, slot.column): number for number, slot in enumerate(self._shape.slots)
        }

    def _referring(self, ampersands: Any) -> Any:
        """Return which values hold references to characters."""
        refers = np.zeros(len(self._slot), bool)
        # Attributes and texts each stand in the order of the text.
        for part in (slice(0, self._attributes), slice(self._attributes, None)):
            first, last = self._first[part], self._last[part]
            if len(first) and len(ampersands):
                at = np.maximum(np.searchsorted(first, ampersands, "right") - 1, 0)
                inside = (ampersands >= first[at]) & (ampersands < last[at])
                refers[part][at[inside]] = True
        return refers

    def _group_presence(self) -> None:
        slot = self._shape.presence[self._elements.kind]
        there = np.flatnonzero((slot > 0) & self._kept)
        order = there[np.argsort(slot[there], kind="stable")]
        self._present = order
        self._present_slot = slot[order]

    def _table(self, number: int, name: str, rows: Any, activity: Any) -> pa.Table:
        elements = self._elements
        owner = elements.owner[elements.parent[rows]]
        no_parent = number == 0
        keys = [
            pa.array(self._ordinals[activity]),
            pa.array(self._number[rows]),
            pa.array(
                self._number[owner].astype(np.int32),
                mask=np.ones(len(rows), bool) if no_parent else None,
            ),
            pa.array(self._lines[rows]),
        ]
        written = {column.name: self._column(name, column, rows) for column in TABLES[name].columns}
        made = with_meanings(name, keys, written)
        for column in TABLES[name].columns:
            slot = self._columns.get((name, column.name))
            if slot is not None:
                wrong = unproven(self._shape.slots[slot].type, column, made)
                if wrong is not None:
                    self._is_odd[activity[wrong]] = True
        return made

    def _foreign_languages(self) -> pa.Table:
        """Return a row for each language of an element that the standard gives no language."""
        first, last = self._limits[FOREIGN_LANGUAGE], self._limits[FOREIGN_LANGUAGE + 1]
        elements, shape = self._elements, self._shape
        holder = self._holder[first:last]
        activity = self._foreign_activities = elements.activity[holder]
        if not len(holder):
            return empty_table(FOREIGN)
        self._place[first:last] = np.arange(len(holder))
        kinds = elements.kind[holder]
        owners = pa.array(shape.owner_table[kinds].astype(np.int8))
        texts = self._texts(FOREIGN_LANGUAGE, len(holder))
        arrays = [
            pa.array(self._ordinals[activity]),
            pa.array(_numbers(activity)),
            pa.array(self._number[elements.owner[holder]]),
            pa.array(self._lines[holder]),
            pa.DictionaryArray.from_arrays(owners, words_array(FOREIGN, "owner_table")),
            pa.array([shape.paths[kind] for kind in kinds.tolist()], pa.string()),
            pa.array([_XML_NAMESPACE] * len(holder), pa.string()),
            pa.array(["@lang"] * len(holder), pa.string()),
            texts,
        ]
        made = pa.Table.from_arrays(arrays, schema=schema_of(FOREIGN))
        wrong = unproven("lang", TABLES[FOREIGN].column("xml"), made)
        if wrong is not None:
            self._is_odd[activity[wrong]] = True
        return made

    def _column(self, table: str, column: Column, rows: Any) -> pa.Array:
        if column.type == "word":
            return self._words(table, column, rows)
        slot = self._columns[table, column.name]
        if column.type == "presence":
            return self._presence(slot, len(rows))
        return self._texts(slot, len(rows))

    def _words(self, table: str, column: Column, rows: Any) -> pa.Array:
        kinds = self._elements.kind[rows]
        words = self._shape.level
        if table == NARRATIVES:
            words = self._shape.owner if column.name == "owner_table" else self._shape.element
        return pa.DictionaryArray.from_arrays(
            pa.array(words[kinds].astype(np.int8)), words_array(table, column.name)
        )

    def _presence(self, slot: int, count: int) -> pa.Array:
        first, last = np.searchsorted(self._present_slot, [slot, slot + 1])
        there = np.zeros(count, bool)
        there[self._position[self._elements.owner[self._present[first:last]]]] = True
        return pa.array(there)

    def _texts(self, slot: int, count: int) -> pa.Array:
        """Return a column's values as they are written, null where there is none."""
        first, last = self._limits[slot], self._limits[slot + 1]
        held = last - first
        if not held:
            return pa.nulls(count, pa.string())
        offsets = np.empty(2 * held, np.int32)
        offsets[0::2] = self._first[first:last]
        offsets[1::2] = self._last[first:last]
        # Every other text is what stands between two values.
        spread = pa.StringArray.from_buffers(2 * held - 1, pa.py_buffer(offsets), self._buffer)
        places = self._place[first:last]
        wanted = np.full(count, -1, np.int32)
        wanted[places] = 2 * np.arange(held, dtype=np.int32)
        indices = pa.array(wanted, mask=None if held == count else wanted < 0)
        texts = spread.take(indices)
        if self._refers[first:last].any():
            return self._resolved(texts, first, last)
        return texts

    def _resolved(self, texts: pa.Array, first: int, last: int) -> pa.Array:
        """Return the texts with their references to characters resolved."""
        refers = np.flatnonzero(self._refers[first:last]) + first
        places = self._place[refers]
        mask = np.zeros(len(texts), bool)
        mask[places] = True
        values = [
            _REFERENCE.sub(_character, self._content[start:end].decode())
            for start, end in zip(
                self._first[refers].tolist(), self._last[refers].tolist(), strict=True
            )
        ]
        order = np.argsort(places)
        resolved = pa.array([values[at] for at in order.tolist()], pa.string())
        return pc.replace_with_mask(texts, pa.array(mask), resolved)


def _character(reference: re.Match[str]) -> str:
    as_hex, as_decimal, name = reference.groups()
    if as_hex:
        return chr(int(as_hex, 16))
    return chr(int(as_decimal)) if as_decimal else _NAMED[name]


def _numbers(activity: Any) -> Any:
    """Return the number of each row within its activity, from 0."""
    places = np.arange(len(activity), dtype=np.int32)
    is_first = np.ones(len(activity), bool)
    is_first[1:] = activity[1:] != activity[:-1]
    return places - np.maximum.accumulate(np.where(is_first, places, 0))
