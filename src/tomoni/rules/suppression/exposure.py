"""Which hidden cells of a table with totals can be derived, and which further cells protect them.

A table with its totals is a network: rows and columns are nodes, cells are arcs, and along each
row and column the cells minus their total make zero. Two fillings of the hidden cells differ by a
sum of cycles, each of which changes its cells by one and stays between the two. So a hidden cell
has a second possible value exactly when some cycle of permitted steps runs through it; a step down
is permitted only from 2, because a hidden count is at least 1. Source: the total unimodularity of
transportation problems, as used for cell suppression in two-way tables.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

Cell = tuple[int, int]
Grid = tuple[tuple[int, ...], ...]
_Node = tuple[str, int]
# Totals hidden, cells hidden, people hidden: compared in this order, so totals stay if they can.
_Cost = tuple[int, int, int]
_FREE: _Cost = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Network:
    """A table as a network. ``grid``: counts with a last row and last column of totals.

    ``hidden``: cells that are not published. ``withheld``: totals that no release ever prints.
    ``fixed``: cells that it would be useless to hide, because they are known from elsewhere.
    """

    grid: Grid
    hidden: frozenset[Cell]
    withheld: frozenset[Cell] = frozenset()
    fixed: frozenset[Cell] = frozenset()

    def is_exposed(self, cell: Cell) -> bool:
        """Whether a hidden cell can have only one value."""
        return not any(self._path(cell, up, may_hide=False) is not None for up in (True, False))

    def protection(self, cell: Cell) -> frozenset[Cell] | None:
        """Return the cheapest further cells to hide so that ``cell`` has a second value.

        None: there is no such set. Cheapest: fewest totals, then fewest cells, then fewest people.
        """
        ways = [self._path(cell, up, may_hide=True) for up in (True, False)]
        found = [way for way in ways if way is not None]
        if not found:
            return None
        _, cells = min(found, key=lambda way: (way[0], sorted(way[1])))
        return cells - self.hidden

    def _path(self, cell: Cell, up: bool, may_hide: bool) -> tuple[_Cost, frozenset[Cell]] | None:
        """Return the cheapest way back after a step of one at ``cell``, or None.

        ``up``: the step adds one to the cell's part in its row and column.
        """
        if not self._permits(cell, up):
            return None
        row, column = ("row", cell[0]), ("column", cell[1])
        start, goal = (column, row) if up else (row, column)
        queue: list[tuple[_Cost, _Node, tuple[Cell, ...]]] = [(_FREE, start, ())]
        seen: set[_Node] = set()
        while queue:
            cost, node, used = heapq.heappop(queue)
            if node == goal:
                return cost, frozenset(used)
            if node in seen:
                continue
            seen.add(node)
            for following, through in self._steps(node):
                price = self._price(through, may_hide)
                if through == cell or following in seen or price is None:
                    continue
                total = (cost[0] + price[0], cost[1] + price[1], cost[2] + price[2])
                added = used if through in self.withheld else (*used, through)
                heapq.heappush(queue, (total, following, added))
        return None

    def _steps(self, node: _Node) -> Iterator[tuple[_Node, Cell]]:
        """Yield the nodes that one permitted step reaches, each with the cell that is changed."""
        kind, position = node
        if kind == "row":
            for column in range(len(self.grid[0])):
                if self._permits((position, column), up=True):
                    yield ("column", column), (position, column)
        else:
            for row in range(len(self.grid)):
                if self._permits((row, position), up=False):
                    yield ("row", row), (row, position)

    def _permits(self, cell: Cell, up: bool) -> bool:
        """Whether the cell's signed part may move by one; totals stand with a minus sign."""
        if cell in self.withheld:
            return True
        count_rises = up != self._is_margin(cell)
        return count_rises or self._count(cell) >= 2

    def _price(self, cell: Cell, may_hide: bool) -> _Cost | None:
        """Return what it costs to use a cell; None for one that is and stays published."""
        if cell in self.hidden or cell in self.withheld:
            return _FREE
        count = self._count(cell)
        if not may_hide or cell in self.fixed or count == 0:
            return None
        last_row, last_column = len(self.grid) - 1, len(self.grid[0]) - 1
        is_total = cell[0] == last_row or cell[1] == last_column
        return int(is_total), 1, count

    def _count(self, cell: Cell) -> int:
        return self.grid[cell[0]][cell[1]]

    def _is_margin(self, cell: Cell) -> bool:
        """Whether the cell is the total of one row or one column; the grand total is of both."""
        return (cell[0] == len(self.grid) - 1) != (cell[1] == len(self.grid[0]) - 1)
