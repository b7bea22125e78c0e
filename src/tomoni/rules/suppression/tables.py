"""Hide small counts of a list or a two-way table, with complementary cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tomoni.catalogue.errors import InputError, RefusedError

from ..refusals import Refusal, raise_first
from .exposure import Cell, Grid, Network


@dataclass(frozen=True, slots=True)
class MaskedTable:
    """A table of counts with totals, of which some cells are hidden.

    ``grid`` keeps the true counts, with totals as last row and last column, for the check of the
    next release; publish only ``cells``, ``row_totals``, ``column_totals`` and ``total``, where
    None means hidden. ``withheld``: totals of a list that repeat its cells and are not printed.
    """

    grid: Grid
    hidden: frozenset[Cell]
    withheld: frozenset[Cell] = frozenset()

    @property
    def cells(self) -> tuple[tuple[int | None, ...], ...]:
        """The cells without totals. None: hidden."""
        return tuple(
            tuple(self.shown((row, column)) for column in range(len(self.grid[0]) - 1))
            for row in range(len(self.grid) - 1)
        )

    @property
    def row_totals(self) -> tuple[int | None, ...]:
        """One total for each row. None: hidden."""
        last = len(self.grid[0]) - 1
        return tuple(self.shown((row, last)) for row in range(len(self.grid) - 1))

    @property
    def column_totals(self) -> tuple[int | None, ...]:
        """One total for each column. None: hidden."""
        last = len(self.grid) - 1
        return tuple(self.shown((last, column)) for column in range(len(self.grid[0]) - 1))

    @property
    def total(self) -> int | None:
        """The grand total. None: hidden."""
        return self.shown((len(self.grid) - 1, len(self.grid[0]) - 1))

    def shown(self, cell: Cell) -> int | None:
        """Return the count of a cell, or None when it is hidden or withheld."""
        return None if cell in self.hidden or cell in self.withheld else self.count(cell)

    def count(self, cell: Cell) -> int:
        """Return the true count of a cell."""
        return self.grid[cell[0]][cell[1]]

    def printable(self) -> list[Cell]:
        """Return every cell and total that a release may print, in order."""
        return [
            (row, column)
            for row in range(len(self.grid))
            for column in range(len(self.grid[0]))
            if (row, column) not in self.withheld
        ]


def is_small(count: int, threshold: int) -> bool:
    """Whether a count of people is so small that it must be hidden. Zero is not."""
    return 0 < count < threshold


def publishable_count(count: int | None, threshold: int) -> int | None:
    """Return a single count that stands in no table, or None when it is hidden or missing."""
    return None if count is None or is_small(count, threshold) else count


def suppress_table(
    counts: Sequence[Sequence[int]], threshold: int, previous: MaskedTable | None = None
) -> MaskedTable:
    """Hide the small cells and totals of a table, and what would give them away.

    ``counts``: whole numbers, rows of equal length, no blanks. ``previous``: the release before, of
    the same rows and columns; then nothing small follows from the difference either.
    Errors: InputError for a table that is ragged, empty or negative; RefusedError when no choice of
    cells can hide the difference to the previous release.
    """
    return _suppress(_with_totals(counts), frozenset(), threshold, previous)


def suppress_list(
    counts: Sequence[int], threshold: int, previous: MaskedTable | None = None
) -> MaskedTable:
    """Hide the small counts of a plain list with one total: ``cells[0]`` and ``total``.

    As ``suppress_table``; totals of single columns repeat the cells and are withheld.
    """
    last = len(counts)
    withheld = frozenset({(0, last), *((1, column) for column in range(last))})
    return _suppress(_with_totals([counts]), withheld, threshold, previous)


def suppress_parts(counts: Sequence[int], threshold: int) -> tuple[int | None, ...]:
    """Hide the small counts of a plain list whose total is known anyway.

    As ``suppress_list``, but the total cannot be hidden: where no choice of parts protects them,
    all of them are.
    """
    last = len(counts)
    grid = _with_totals([counts])
    hidden = frozenset((0, at) for at, count in enumerate(counts) if is_small(count, threshold))
    withheld = frozenset({(0, last), *((1, column) for column in range(last))})
    try:
        hidden = _protect(grid, hidden, withheld, frozenset({(1, last)}))
    except RefusedError:
        return (None,) * last
    return tuple(None if (0, at) in hidden else count for at, count in enumerate(counts))


def _with_totals(counts: Sequence[Sequence[int]]) -> Grid:
    widths = {len(row) for row in counts}
    if len(widths) != 1 or 0 in widths or any(count < 0 for row in counts for count in row):
        raise InputError(
            "A table of counts has rows of unequal length, no cell, or a count below zero.",
            do="Give whole numbers from 0 in rows of equal length.",
        )
    rows = [(*row, sum(row)) for row in counts]
    return (*rows, tuple(sum(column) for column in zip(*rows, strict=True)))


def _suppress(
    grid: Grid, withheld: frozenset[Cell], threshold: int, previous: MaskedTable | None
) -> MaskedTable:
    plain = MaskedTable(grid, frozenset(), withheld)
    hidden = {cell for cell in plain.printable() if is_small(plain.count(cell), threshold)}
    fixed: frozenset[Cell] = frozenset()
    if previous is not None:
        check_same_shape(previous, plain)
        hidden.update(_hidden_by_difference(previous, plain, threshold))
        fixed = frozenset(
            cell
            for cell in plain.printable()
            if cell not in previous.hidden and previous.count(cell) == plain.count(cell)
        )
    return MaskedTable(grid, _protect(grid, frozenset(hidden), withheld, fixed), withheld)


def _hidden_by_difference(
    previous: MaskedTable, current: MaskedTable, threshold: int
) -> Iterator[Cell]:
    """Yield cells that moved by a small number, and unmoved ones that were hidden before."""
    for cell in current.printable():
        moved = abs(current.count(cell) - previous.count(cell))
        if cell in previous.hidden:
            if moved == 0:
                yield cell
        elif is_small(moved, threshold):
            yield cell


def _protect(
    grid: Grid, hidden: frozenset[Cell], withheld: frozenset[Cell], fixed: frozenset[Cell]
) -> frozenset[Cell]:
    """Hide further cells until none of the hidden ones can be derived.

    A protected cell stays protected, so each turn settles one cell for good.
    """
    waiting = sorted(hidden)
    while waiting:
        network = Network(grid, hidden, withheld, fixed)
        cell = waiting.pop()
        if not network.is_exposed(cell):
            continue
        further = network.protection(cell)
        if further is None:
            where = f"row {cell[0] + 1} column {cell[1] + 1}"
            raise_first([Refusal("difference_reveals", {"cells": where})], RefusedError)
        assert further is not None
        hidden |= further
        waiting.extend(sorted(further))
    return hidden


def check_same_shape(one: MaskedTable, other: MaskedTable) -> None:
    """Errors: InputError when two tables have other rows or columns."""
    shapes = {(len(table.grid), len(table.grid[0]), table.withheld) for table in (one, other)}
    if len(shapes) > 1:
        raise_first([Refusal("shapes_differ")], InputError)
