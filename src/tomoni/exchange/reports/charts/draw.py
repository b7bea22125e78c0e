"""A chart drawn: Vega-Lite's description of it, and the SVG.

Every place that text needs is computed here and none from the fonts of the machine, so that a chart
comes out the same everywhere. Marks are labelled directly; the table behind the chart is the
publication's. Values become binary numbers only here, where they become lengths; what is printed is
the text that came with them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape

import vl_convert

from .bars import bars
from .parts import INK, PAPER, SIZE, Spec
from .tiles import tile_map
from .upright import columns, line
from .values import Chart, TileMap

_VERSION = vl_convert.get_vegalite_versions()[-1]
_TAG = re.compile(r"<[^>]*>")
_LONG_FRACTION = re.compile(r"(\d+\.\d{2})\d+")


def chart_svg(chart: Chart | TileMap, families: Sequence[str]) -> str:
    """Return the chart as SVG with its description. ``families``: fonts, the first wanted first."""
    drawn: str = vl_convert.vegalite_to_svg(
        json.dumps(_spec(chart, families)), vl_version=_VERSION, allowed_base_urls=[]
    )
    # A hundredth of a pixel is enough; labels are no part of a tag and keep their digits.
    drawn = _TAG.sub(lambda tag: _LONG_FRACTION.sub(r"\1", tag[0]), drawn)
    said = f'<svg role="img" aria-label="{escape(chart.description)}" '
    return drawn.replace("<svg ", said, 1)


def _spec(chart: Chart | TileMap, families: Sequence[str]) -> Spec:
    if isinstance(chart, TileMap):
        spec = tile_map(chart)
    else:
        spec = {"bars": bars, "columns": columns, "line": line}[chart.kind](chart)
    return spec | {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "autosize": "none",
        "background": PAPER,
        "config": {
            "view": {"stroke": None},
            "font": ", ".join(families),
            "text": {"fontSize": SIZE, "fill": INK, "baseline": "middle"},
            # Every mark would carry its values a second time: the description and the table do.
            "aria": False,
        },
    }
