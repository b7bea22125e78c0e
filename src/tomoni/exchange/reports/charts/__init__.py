"""Charts as SVG: bars, a line with the band of what is not known, a map of tiles."""

from .draw import chart_svg
from .values import Chart, Mark, Tick, Tile, TileMap

__all__ = ["Chart", "Mark", "Tick", "Tile", "TileMap", "chart_svg"]
