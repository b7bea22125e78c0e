"""Typed tables of a piece as columns of numbers and texts: what every rule is asked of.

Ordinals of activities are counted from the first of the piece, so that a rule counts them with one
pass (``numpy.bincount``) whatever their number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

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
        self.count: int = table.num_rows
        self.activity = self.whole("activity") - first
        self.row = self.whole("row")
        self.line = self.whole("line")

    def column(self, name: str) -> Any:
        """Return a column as one Arrow array."""
        if name not in self._columns:
            column = self._table.column(name)
            self._columns[name] = (
                column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
            )
        return self._columns[name]

    def whole(self, name: str) -> Numbers:
        """Return whole numbers or days since 1970; ``NONE`` where there is none."""
        column = self.column(name).cast(pa.int64()).fill_null(NONE)
        found: Numbers = column.to_numpy(zero_copy_only=False)
        return found

    def days(self, name: str) -> Numbers:
        """Return the days that a column of dates states; ``NONE`` where it states none."""
        column = self.column(f"{name}_day").cast(pa.int32()).cast(pa.int64()).fill_null(NONE)
        found: Numbers = column.to_numpy(zero_copy_only=False)
        return found

    def has(self, name: str) -> Mask:
        """Say where the attribute or element is there, empty or not."""
        return mask_of(self.column(name).is_valid())

    def flag(self, name: str) -> Mask:
        """Say where a column of presence is true."""
        return mask_of(self.column(name))

    def codes(self, name: str) -> tuple[Numbers, list[str]]:
        """Return a number for each text, and the text of each number; -1: no text."""
        if name not in self._codes:
            column = self.column(name)
            if not pa.types.is_dictionary(column.type):
                column = column.dictionary_encode()
            numbers = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            self._codes[name] = (numbers.astype(np.int64), column.dictionary.to_pylist())
        return self._codes[name]

    def among(self, name: str, *texts: str) -> Mask:
        """Say where the text is one of these."""
        numbers, known = self.codes(name)
        wanted = [number for number, text in enumerate(known) if text in texts]
        return np.isin(numbers, wanted) if wanted else np.zeros(self.count, np.bool_)

    def texts(self, name: str, at: Numbers) -> list[str | None]:
        """Return the texts of some rows as written."""
        return list(self.column(name).take(pa.array(at)).to_pylist())


class Piece:
    """The typed tables of some whole activities, or organisations, of one file."""

    def __init__(self, tables: Mapping[str, pa.Table], kind: Kind) -> None:
        self._tables = tables
        self._rows: dict[str, Rows] = {}
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

    def with_narratives(self, owners: Rows, table: str, element: str = "") -> Numbers:
        """Count the narratives of each row of ``owners``, which are rows of ``table``.

        ``element``: path of what holds the narratives below the row, empty: the row itself.
        """
        narratives = self.rows(NARRATIVES)
        told = narratives.among("owner_table", table) & narratives.among("element", element)
        return children(owners, narratives, told)


def mask_of(column: Any) -> Mask:
    """Return Arrow's true and false, null being false."""
    found: Mask = column.fill_null(False).to_numpy(zero_copy_only=False)
    return found


def keys_of(activity: Numbers, row: Numbers) -> Numbers:
    """Return one number for each row of a table of a piece: rows count within activities."""
    return (activity << 32) | row


def parents(owners: Rows, rows: Rows) -> Numbers:
    """Return for each of ``rows`` the place of its parent among ``owners``; -1: none there."""
    if not owners.count or not rows.count:
        return np.full(rows.count, -1, np.int64)
    own = keys_of(owners.activity, owners.row)
    wanted = keys_of(rows.activity, rows.whole("parent"))
    order = np.argsort(own, kind="stable")
    found = np.searchsorted(own, wanted, sorter=order)
    place = order[np.minimum(found, owners.count - 1)]
    return np.where(own[place] == wanted, place, -1)


def children(owners: Rows, rows: Rows, mask: Mask) -> Numbers:
    """Count for each of ``owners`` its rows in ``rows`` where ``mask`` holds."""
    place = parents(owners, rows)[mask]
    return np.bincount(place[place >= 0], minlength=owners.count)


def first_of(groups: Numbers) -> Numbers:
    """Return the places where each group begins, in the order of the groups."""
    return np.unique(groups, return_index=True)[1]
