"""Every filling of a masked table that a reader could think of, by trying them all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tomoni.rules.suppression import MaskedTable
from tomoni.rules.suppression.exposure import Cell

Counts = tuple[tuple[int, ...], ...]


def fillings(table: MaskedTable, known: frozenset[Cell], highest: int) -> Iterator[Counts]:
    """Yield every table of counts up to ``highest`` that fits what the reader knows.

    ``known``: the cells and totals whose counts are known. Every other printable one is at least 1.
    """
    for rows in product(*(_fillings_of_row(table, known, highest, row) for row in _rows(table))):
        if _fits(table, known, rows):
            yield rows


def _rows(table: MaskedTable) -> range:
    return range(len(table.grid) - 1)


def _fillings_of_row(
    table: MaskedTable, known: frozenset[Cell], highest: int, row: int
) -> list[tuple[int, ...]]:
    """Return every filling of one row that adds to its total, where that is known."""
    last = len(table.grid[0]) - 1
    choices = [
        [table.count((row, column))] if (row, column) in known else range(1, highest + 1)
        for column in range(last)
    ]
    total = table.count((row, last)) if (row, last) in known else None
    return [values for values in product(*choices) if total is None or sum(values) == total]


def _fits(table: MaskedTable, known: frozenset[Cell], counts: Counts) -> bool:
    rows = [(*row, sum(row)) for row in counts]
    grid = (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))
    return all(
        grid[row][column] == table.count((row, column))
        if (row, column) in known
        else grid[row][column] >= 1
        for row, column in table.printable()
    )


def derived(table: MaskedTable, known: frozenset[Cell], highest: int) -> set[Cell]:
    """Return the unknown cells and totals that have the same count in every filling."""
    unknown = [cell for cell in table.printable() if cell not in known]
    values: dict[Cell, set[int]] = {cell: set() for cell in unknown}
    for counts in fillings(table, known, highest):
        rows = [(*row, sum(row)) for row in counts]
        grid = (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))
        for row, column in unknown:
            values[row, column].add(grid[row][column])
    return {cell for cell in unknown if len(values[cell]) < 2}
