"""What a chart of a report shows, as the plain values that it is drawn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from tomoni.catalogue.labels import Label
from tomoni.catalogue.places import PLACES_BY_CODE
from tomoni.exchange.reports.charts import Chart, Mark, Tick, Tile, TileMap

from ..charts import LEVELS, level_of, round_ticks
from ..numbers import format_number
from .model import ChartBlock, Point

# What is divided by these stands side by side in order; anything else lies, named at the left.
_IN_ORDER = frozenset({"fiscal_year", "calendar_year", "year", "edition", "edition_year"})
_MOST_COLUMNS = 25
_LARGEST_COUNT = 50
_FROM = Label("{value} or more", "{value}以上")


def chart_of(block: ChartBlock, language: str) -> Chart | TileMap:
    """Return the chart of a block. Bars over years stand upright, others lie."""
    if block.kind == "map":
        return _map(block, language)
    left_out = not_drawn(block)
    points = [one for one in block.series if one not in left_out]
    marks = tuple(_mark(point) for point in points)
    if block.kind == "line":
        return Chart("line", block.description, marks, _ticks(block, points, language))
    if _is_upright(block) and 1 < len(marks) <= _MOST_COLUMNS:
        return Chart("columns", block.description, marks, _ticks(block, points, language))
    return Chart("bars", block.description, tuple(_mark(point) for point in block.series))


def not_drawn(block: ChartBlock) -> tuple[Point, ...]:
    """Return the points that have no place in the chart: without a tile, or without a year."""
    if block.kind == "map":
        return tuple(one for one in block.series if _tile_of(one.key) is None)
    if not _is_upright(block):
        return ()
    undated = tuple(one for one in block.series if not one.key.isdecimal())
    # Where few have a year it is no chart over time.
    return undated if len(block.series) - len(undated) > 1 else ()


def _is_upright(block: ChartBlock) -> bool:
    return block.kind == "line" or block.dimension in _IN_ORDER


def _mark(point: Point) -> Mark:
    at = int(point.key) if len(point.key) == 4 and point.key.isdecimal() else None
    text = point.text or f"{point.value:f}"
    return Mark(point.label, text, point.value, point.low, point.high, at)


def _ticks(block: ChartBlock, points: Sequence[Point], language: str) -> tuple[Tick, ...]:
    """Round values from zero, or for a line far from zero from below its lowest."""
    spread = [
        value for one in points for value in (one.value, one.low, one.high) if value is not None
    ]
    # Round steps are whole numbers; a share is stepped in percent.
    scale = Decimal(100) if block.unit == "share" else Decimal(1)
    low, high = min(spread) * scale, max(spread) * scale
    far = block.kind == "line" and low > high / 2
    ticks = round_ticks(low if far else min(low, Decimal(0)), high)
    return tuple(Tick(one / scale, _said(one / scale, block, language)) for one in ticks)


def _said(value: Decimal, block: ChartBlock, language: str) -> str:
    return format_number(f"{value:f}", block.unit or None, block.currency, language)


def _map(block: ChartBlock, language: str) -> TileMap:
    shade, legend = _shading(block, language)
    shades = {one.key: shade(one.value) for one in block.series}
    tiles = tuple(
        Tile(*place, code, shades.get(code, 0))
        for code in PLACES_BY_CODE
        if (place := _tile_of(code)) is not None
    )
    return TileMap(block.description, tiles, legend)


def _tile_of(code: str) -> tuple[int, int] | None:
    place = PLACES_BY_CODE.get(code)
    if place is None or place.tile_column is None or place.tile_row is None:
        return None
    return place.tile_column, place.tile_row


def _shading(block: ChartBlock, language: str) -> tuple[Callable[[Decimal], int], tuple[str, ...]]:
    """How dark a value is, 0 to 4, and what each shade means.

    Small counts are shaded as on the site; other values by quarters of the places that have one.
    """
    values = sorted(one.value for one in block.series if one.value > 0)
    whole = all(one == one.to_integral_value() for one in values)
    if not values or (not block.currency and whole and values[-1] <= _LARGEST_COUNT):
        return lambda value: level_of(int(value)), tuple(
            label.in_language(language) for _, label in LEVELS
        )
    steps = _quarters(values)
    legend = tuple(
        _FROM.in_language(language).format(value=_said(one, block, language)) for one in steps
    )
    return lambda value: 0 if value <= 0 else sum(value >= one for one in steps), legend


def _quarters(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The lowest value of each quarter, each once, rising."""
    starts = [values[len(values) * quarter // 4] for quarter in range(4)]
    return (starts[0], *(later for one, later in pairwise(starts) if later > one))
