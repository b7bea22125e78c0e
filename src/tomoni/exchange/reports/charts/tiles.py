"""The map of tiles: every place the same size, none with a border to dispute."""

from __future__ import annotations

from .parts import WIDTH, Spec, at, layer, margins, width_of
from .values import TileMap

SHADES = ("#f0efe9", "#c9d3ea", "#8fa4d3", "#4c66a6", "#223a70")
SHADE_INKS = ("#7b7f89", "#16254a", "#0b1531", "#ffffff", "#ffffff")


def tile_map(chart: TileMap) -> Spec:
    """Return the map, with what each shade means below it."""
    columns = max(tile.column for tile in chart.tiles) + 1
    rows = max(tile.row for tile in chart.tiles) + 1
    size = WIDTH // columns
    height = rows * size
    drawn = [
        {
            "x": tile.column * size,
            "y": tile.row * size,
            "code": tile.code,
            "fill": SHADES[tile.shade],
            "ink": SHADE_INKS[tile.shade],
        }
        for tile in chart.tiles
    ]
    legend: list[Spec] = []
    left = 0
    for text, shade in zip(chart.legend, SHADES[1:], strict=True):
        legend.append({"x": left, "fill": shade, "text": text})
        left += 14 + 8 + width_of(text) + 22
    x = at("x", scale={"domain": [0, WIDTH], "range": [0, WIDTH]})
    y = at("y", scale={"domain": [0, height], "range": [0, height]})
    fill = {"field": "fill", "type": "nominal", "scale": None}
    corner = {"align": "left", "baseline": "top", "cornerRadius": 2}
    middle = size / 2 - 1
    key = {"data": {"values": legend}}
    code = {"x": x, "y": y, "fill": {**fill, "field": "ink"}, "text": {"field": "code"}}
    layers: list[Spec] = [
        layer("rect", {"x": x, "y": y, "fill": fill}, width=size - 2, height=size - 2, **corner),
        layer("text", code, dx=middle, dy=middle + 0.5, align="center", fontSize=int(size * 0.44)),
        key
        | layer(
            "rect",
            {"x": x, "y": {"value": height + 12}, "fill": fill},
            width=14,
            height=14,
            **corner,
        ),
        key
        | layer(
            "text",
            {"x": x, "y": {"value": height + 20}, "text": {"field": "text"}},
            dx=20,
            align="left",
        ),
    ]
    return {
        "width": WIDTH,
        "height": height,
        "padding": margins(2, 2, 2, 32),
        "data": {"values": drawn},
        "layer": layers,
    }
