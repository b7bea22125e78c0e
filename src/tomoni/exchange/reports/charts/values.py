"""What a chart shows: marks with their labels, or the tiles of a map."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True)
class Mark:
    """One value: its label, how it reads, and its bounds in the same unit. None: not known.

    ``at``: where it stands on a line, a year for instance; None spaces the marks evenly.
    """

    label: str
    text: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    at: int | None = None


@dataclass(frozen=True)
class Tile:
    """One place of the map: column and row in the grid, its code, its shade 0 (none) to 4."""

    column: int
    row: int
    code: str
    shade: int


@dataclass(frozen=True)
class Tick:
    """A line across the chart, with what stands at its left."""

    value: Decimal
    text: str


@dataclass(frozen=True)
class Chart:
    """A chart of marks. ``ticks`` span all values, the lowest first; bars that lie use none."""

    kind: Literal["bars", "columns", "line"]
    description: str
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class TileMap:
    """A map. ``legend``: what each shade from 1 on means."""

    description: str
    tiles: tuple[Tile, ...]
    legend: tuple[str, ...]
