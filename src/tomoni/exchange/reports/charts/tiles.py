"""The map of tiles: every place the same size, none with a border to dispute."""

from __future__ import annotations

from collections.abc import Sequence

from .parts import WIDTH, box, drawing, width_of, words
from .values import Tile, TileMap

SHADES = ("#f0efe9", "#c9d3ea", "#8fa4d3", "#4c66a6", "#223a70")
SHADE_INKS = ("#6f737d", "#16254a", "#0b1531", "#ffffff", "#ffffff")
_KEY, _LEGEND = 14, 34
_ROUND = ' rx="2"'


def tile_map(chart: TileMap, families: Sequence[str]) -> str:
    """Return the map, with what each shade means below it."""
    size = WIDTH // (max(tile.column for tile in chart.tiles) + 1)
    bottom = size * (max(tile.row for tile in chart.tiles) + 1)
    inner = "".join(_tile(tile, size) for tile in chart.tiles) + _legend(chart.legend, bottom + 8)
    return drawing(chart.description, families, bottom + _LEGEND, inner)


def _tile(tile: Tile, size: int) -> str:
    left, top, middle = tile.column * size, tile.row * size, size / 2 - 1
    ink = f' fill="{SHADE_INKS[tile.shade]}" font-size="{size * 9 // 20}px"'
    return box(left, top, size - 2, size - 2, SHADES[tile.shade], _ROUND) + words(
        left + middle, top + middle - 1, tile.code, "middle", ink
    )


def _legend(legend: Sequence[str], top: int) -> str:
    made, left = [], 0
    for text, shade in zip(legend, SHADES[1:], strict=False):
        made.append(box(left, top, _KEY, _KEY, shade, _ROUND))
        made.append(words(left + _KEY + 6, top + _KEY / 2, text))
        left += _KEY + 6 + width_of(text) + 22
    return "".join(made)
