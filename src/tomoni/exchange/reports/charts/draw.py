"""A chart drawn as SVG.

Every place is computed from the values and none from the fonts of the machine, so that the same
values are the same drawing everywhere. Marks are labelled directly; the table behind the chart is
the publication's. Values become binary numbers only here, where they become lengths; what is
printed is the text that came with them.
"""

from __future__ import annotations

from collections.abc import Sequence

from .bars import bars
from .tiles import tile_map
from .upright import columns, line
from .values import Chart, TileMap

_KINDS = {"bars": bars, "columns": columns, "line": line}


def chart_svg(chart: Chart | TileMap, families: Sequence[str]) -> str:
    """Return the chart as SVG with its description. ``families``: fonts, the first wanted first."""
    if isinstance(chart, TileMap):
        return tile_map(chart, families)
    return _KINDS[chart.kind](chart, families)
