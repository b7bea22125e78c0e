"""Typed tables of a piece as columns of numbers and texts: what every rule is asked of.

Ordinals of activities are counted from the first of the piece, so that a rule counts them with one
pass (``numpy.bincount``) whatever their number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from tomoni.catalogue.iati.tables import NARRATIVES, Kind

from ..arrow import empty_table

Mask: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.int64]

# No day, no number: smaller than each that a file can state.
NONE = np.iinfo(np.int64).min


class Rows:
    """One typed table. Every method returns one value a row, read once."""

    def __init__(self, table: pa.Table, first: int) -> None:
        self._table = table
        self._columns: dict[str, Any] = {}
        self._codes: dict[str, tuple[Numbers, list[str]]] = {}
        self._wholes: dict[str, Numbers] = {}
        self._keys: Numbers | None = None
        self.count: int = table.num_rows
        self.activity = self.whole("activity") - first

    def column(self, name: str) -> Any:
        """Return a column as one Arrow array."""
        if name not in self._columns:
            column = self._table.column(name)
            self._columns[name] = (
                column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
            )
        return self._columns[name]

    def whole(self, name: str) -> Numbers:
        """Return whole numbers; ``NONE`` where there is none."""
        if name not in self._wholes:
            column = self.column(name)
            if column.null_count:
                column = column.cast(pa.int64()).fill_null(NONE)
            numbers = column.to_numpy(zero_copy_only=False)
            self._wholes[name] = numbers.astype(np.int64, copy=False)
        return self._wholes[name]

    def find(self, keys: Numbers) -> Numbers:
        """Return the place of each of some keys (``keys_of``) among the rows; -1: not there."""
        if not self.count or not len(keys):
            return np.full(len(keys), -1, np.int64)
        if self._keys is None:
            own = keys_of(self.activity, self.whole("row"))
            self._order = np.argsort(own, kind="stable")
            self._keys = own[self._order]
        found = np.minimum(np.searchsorted(self._keys, keys), self.count - 1)
        return np.where(self._keys[found] == keys, self._order[found], -1)

    def days(self, name: str) -> Numbers:
        """Return the days that a column of dates states; ``NONE`` where it states none."""
        if (key := f"{name}_day") not in self._wholes:
            column = self.column(key).view(pa.int32())
            days = column.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
            days[~self.has(key)] = NONE
            self._wholes[key] = days
        return self._wholes[key]

    @property
    def line(self) -> Numbers:
        """Line of each row's element in the file."""
        return self.whole("line")

    def has(self, name: str) -> Mask:
        """Say where the attribute or element is there, empty or not."""
        column = self.column(name)
        if column.null_count == self.count:
            return np.zeros(self.count, np.bool_)
        if not column.null_count:
            return np.ones(self.count, np.bool_)
        return mask_of(column.is_valid())

    def flag(self, name: str) -> Mask:
        """Say where a column of presence is true."""
        return mask_of(self.column(name))

    def codes(self, name: str) -> tuple[Numbers, list[str]]:
        """Return a number for each text, and the text of each number; -1: no text."""
        if not self.count:
            return np.zeros(0, np.int64), []
        if name not in self._codes:
            column = self.column(name)
            if not pa.types.is_dictionary(column.type):
                column = column.dictionary_encode()
            indices = column.indices
            numbers = (indices.fill_null(-1) if indices.null_count else indices).to_numpy()
            self._codes[name] = (numbers.astype(np.int64), column.dictionary.to_pylist())
        return self._codes[name]

    def among(self, name: str, *texts: str) -> Mask:
        """Say where the text is one of these."""
        return self.where(name, lambda text: text in texts)

    def where(self, name: str, holds: Callable[[str], bool]) -> Mask:
        """Say where a text is stated and ``holds`` says so of it; each distinct text is asked once.

        For columns of codes: where every text is another one, this is slow.
        """
        if not self.count:
            return np.zeros(0, np.bool_)
        numbers, known = self.codes(name)
        of_known = np.array([*map(holds, known), False], np.bool_)
        return of_known[numbers] if of_known.any() else np.zeros(self.count, np.bool_)

    def has_text(self, name: str) -> Mask:
        """Say where the text is there and not empty."""
        return mask_of(pc.greater(pc.binary_length(self.column(name)), 0))

    def texts(self, name: str, at: Numbers) -> list[str | None]:
        """Return the texts of some rows as written."""
        if not len(at):
            return []
        return list(self.column(name).take(pa.array(at)).to_pylist())


class Piece:
    """The typed tables of some whole activities, or organisations, of one file."""

    def __init__(self, tables: Mapping[str, pa.Table], kind: Kind) -> None:
        self._tables = tables
        self._rows: dict[str, Rows] = {}
        self._parents: dict[tuple[str, str], Numbers] = {}
        self._narratives: dict[tuple[str, str], Numbers] | None = None
        root = self._table(kind).column("activity").to_numpy()
        self.first = int(root.min()) if len(root) else 0
        self.size = int(root.max()) - self.first + 1 if len(root) else 0
        self.root = self.rows(kind)

    def _table(self, name: str) -> pa.Table:
        return self._tables[name] if name in self._tables else empty_table(name)

    def rows(self, name: str) -> Rows:
        """Return one typed table; a table that the reader left out has no rows."""
        if name not in self._rows:
            self._rows[name] = Rows(self._table(name), self.first)
        return self._rows[name]

    def counts(self, rows: Rows, mask: Mask | None = None) -> Numbers:
        """Count rows by activity; ``mask``: these only."""
        places = rows.activity if mask is None else rows.activity[mask]
        return np.bincount(places, minlength=self.size)

    def of_root(self, by_activity: npt.NDArray[Any]) -> Any:
        """Return what is known by activity for each row of the root table."""
        return by_activity[self.root.activity]

    def parents(self, owner: str, table: str) -> Numbers:
        """Return for each row of a table the place of its parent in ``owner``; -1: none there."""
        if (owner, table) not in self._parents:
            rows = self.rows(table)
            keys = keys_of(rows.activity, rows.whole("parent"))
            self._parents[owner, table] = self.rows(owner).find(keys)
        return self._parents[owner, table]

    def children(self, owner: str, table: str, mask: Mask | None = None) -> Numbers:
        """Count for each row of ``owner`` its rows in a table; ``mask``: these only."""
        place = self.parents(owner, table)
        if mask is not None:
            place = place[mask]
        return np.bincount(place[place >= 0], minlength=self.rows(owner).count)

    def narratives(self, table: str, element: str = "", *, with_text: bool = False) -> Numbers:
        """Count the narratives of each row of a table.

        ``element``: path of what holds them below the row, empty: the row itself; ``with_text``:
        those alone that are not empty.
        """
        rows, narratives = self.rows(table), self.rows(NARRATIVES)
        if not rows.count:
            return np.zeros(0, np.int64)
        at = self._narratives_by_holder().get((table, element), np.zeros(0, np.int64))
        if with_text:
            at = at[narratives.has_text("text")[at]]
        parent = narratives.whole("parent")[at]
        place = rows.find(keys_of(narratives.activity[at], parent))
        return np.bincount(place[place >= 0], minlength=rows.count)

    def _narratives_by_holder(self) -> dict[tuple[str, str], Numbers]:
        if self._narratives is None:
            narratives = self.rows(NARRATIVES)
            tables, owners = narratives.codes("owner_table")
            holders, elements = narratives.codes("element")
            both = tables * len(elements) + holders
            order = np.argsort(both, kind="stable")
            found, begin = np.unique(both[order], return_index=True)
            groups = np.split(order, begin[1:]) if len(found) else []
            self._narratives = {
                (owners[code // len(elements)], elements[code % len(elements)]): group
                for code, group in zip(found.tolist(), groups, strict=True)
            }
        return self._narratives


def mask_of(column: Any) -> Mask:
    """Return Arrow's true and false, null being false."""
    if column.null_count:
        column = column.fill_null(False)
    found: Mask = column.to_numpy(zero_copy_only=False)
    return found


def keys_of(activity: Numbers, row: Numbers) -> Numbers:
    """Return one number for each row of a table of a piece: rows count within activities."""
    return (activity << 32) | row


def first_of(groups: Numbers) -> Numbers:
    """Return the places where each group begins, in the order of the groups."""
    return np.unique(groups, return_index=True)[1]
