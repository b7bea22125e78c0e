"""Where a column of a typed table stands in the XML, as findings name it."""

from __future__ import annotations

from functools import cache

import numpy as np

from tomoni.catalogue.iati.tables import ROW_ELEMENTS, TABLES, Kind, RowElement

from .columns import Numbers, Piece


@cache
def element_of(kind: Kind, table: str, column: str | None = None, level: str | None = None) -> str:
    """Return the path below the activity of a table's rows, or of one of its columns.

    ``level``: element of the parent row, where the table has rows of several. Raises KeyError.
    """
    rows = {
        one.level: one.path
        for one in reversed(ROW_ELEMENTS)
        if (one.kind, one.table) == (kind, table)
    }
    path = rows[level] if level is not None else next(reversed(rows.values()))
    below = TABLES[table].column(column).path if column is not None else "."
    return "/".join(part for part in (path, below) if part not in ("", "."))


@cache
def _elements(kind: Kind, table: str) -> tuple[RowElement, ...]:
    return tuple(one for one in ROW_ELEMENTS if (one.kind, one.table) == (kind, table))


def paths_of(piece: Piece, kind: Kind, table: str) -> tuple[Numbers, list[str]]:
    """Return for each row the number of its path below the activity, and the paths.

    A row that stands where the standard has none keeps the number -1.
    """
    elements = _elements(kind, table)
    rows = piece.rows(table)
    paths = [one.path for one in elements]
    if len(elements) == 1:
        return np.zeros(rows.count, np.int64), paths
    if len({one.level for one in elements}) == len(elements):
        numbers, levels = rows.codes("level")
        by_level = {one.level: number for number, one in enumerate(elements)}
        return np.array([by_level.get(level, -1) for level in levels], np.int64)[numbers], paths
    # The level says no more than the element of the parent, so its own path decides.
    parent = elements[0].parent or kind
    above, known = paths_of(piece, kind, parent)
    by_path = {one.path.rpartition("/")[0]: number for number, one in enumerate(elements)}
    of_known = np.array([*(by_path.get(path, -1) for path in known), -1], np.int64)
    place = piece.parents(parent, table)
    return of_known[np.where(place >= 0, above[place] if len(above) else -1, -1)], paths
