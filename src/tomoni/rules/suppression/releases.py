"""Two releases of one table side by side: does their difference reveal a small count?"""

from __future__ import annotations

from tomoni.catalogue.errors import RefusedError

from ..refusals import Refusal, raise_first
from .exposure import Cell, Network
from .tables import MaskedTable, check_same_shape, is_small


def exposed_by_difference(
    previous: MaskedTable, current: MaskedTable, threshold: int
) -> list[Cell]:
    """Return the cells whose small count, or small change, the two releases together reveal.

    The reader is taken to compare cell by cell: the change of a cell that both print; and of a cell
    that only one prints, that it has not changed, where it has not.
    Errors: InputError when the tables have other rows or columns.
    """
    check_same_shape(previous, current)
    revealed = {
        cell
        for cell in current.printable()
        if cell not in previous.hidden | current.hidden
        and is_small(abs(current.count(cell) - previous.count(cell)), threshold)
    }
    for one, other in ((previous, current), (current, previous)):
        revealed |= _small_and_exposed(one, other, threshold)
    return sorted(revealed)


def _small_and_exposed(one: MaskedTable, other: MaskedTable, threshold: int) -> set[Cell]:
    """Return small cells of ``one`` that follow from it and what ``other`` prints unmoved."""
    still_hidden = frozenset(
        cell for cell in one.hidden if cell in other.hidden or one.count(cell) != other.count(cell)
    )
    network = Network(one.grid, still_hidden, one.withheld)
    return {
        cell
        for cell in one.printable()
        if is_small(one.count(cell), threshold)
        and (cell not in still_hidden or network.is_exposed(cell))
    }


def why_not_difference(
    previous: MaskedTable, current: MaskedTable, threshold: int
) -> list[Refusal]:
    """Return why ``current`` may not be released after ``previous``."""
    revealed = exposed_by_difference(previous, current, threshold)
    if not revealed:
        return []
    cells = ", ".join(f"row {row + 1} column {column + 1}" for row, column in revealed)
    return [Refusal("difference_reveals", {"cells": cells})]


def check_difference(previous: MaskedTable, current: MaskedTable, threshold: int) -> None:
    """Errors: RefusedError when the difference reveals a small count."""
    raise_first(why_not_difference(previous, current, threshold), RefusedError)
