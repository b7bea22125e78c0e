"""The few charts as inline SVG: classes only, no colour and no style, so that the policy on inline
styles holds and light, dark and print agree."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from ..cells import Json
from ..paths import page_path, proof_path
from . import words
from .cells import CELL_HTML, CellHtml


def tile_map_html(data: Json, language: str) -> str:
    """Return the map: every place one tile of the same size, a link to its page."""
    made = CELL_HTML[language]
    tiles = "".join(_tile(tile, data["size"], made) for tile in data["tiles"])
    return (
        f'<svg class="tilemap" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{made.say(words.TILE_MAP)}">{tiles}</svg>'
    )


def _tile(tile: Json, size: int, made: CellHtml) -> str:
    middle = size / 2
    if "number" in tile:
        says, shade = escape(made.number_text(tile["number"])), f' class="l{tile["level"]}"'
    elif "parts" in tile:
        count = made.number_text(tile["parts"])
        says, shade = made.say(words.IN_PARTS, count=count), ' class="lp"'
    else:
        says, shade = made.say(words.NOT_NAMED), ""
    return (
        f'<a href="{escape(made.path(tile["path"]))}"{shade}>'
        f"<title>{escape(tile[made.language])}: {says}</title>"
        f'<rect x="{tile["x"]}" y="{tile["y"]}" width="{size}" height="{size}" rx="3"/>'
        f'<text x="{tile["x"] + middle}" y="{tile["y"] + middle + 4}">'
        f"{escape(tile['code'])}</text></a>"
    )


def point_chart_html(data: Json, language: str) -> str:
    """Return values over time: a dot each, its value as a link to the proof, its edition below."""
    made = CELL_HTML[language]
    grid = "".join(
        f'<line class="grid" x1="{data["left"]}" x2="{data["right"]}" y1="{line["y"]}"'
        f' y2="{line["y"]}"/><text x="{data["left"] - 6}" y="{line["y"] + 4}"'
        f' text-anchor="end">{escape(line["text"])}</text>'
        for line in data["grid"]
    )
    path = " ".join(f"{x},{y}" for x, y in data["line"])
    line = f'<polyline class="line" points="{path}"/>' if len(data["line"]) > 1 else ""
    dots = "".join(
        f'<circle class="dot{" open" if mark["open"] else ""}" r="5"'
        f' cx="{mark["x"]}" cy="{mark["y"]}"/>'
        for mark in data["marks"]
    )
    below = "".join(
        f'<text x="{mark["x"]}" y="{data["bottom"] + 24}" text-anchor="middle">'
        f"{escape(mark[language])}</text>"
        for mark in data["marks"]
    )
    labels = "".join(_label(mark, made) for mark in data["marks"])
    return (
        f'<svg class="chart" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{escape(data[language])}">{grid}{line}{dots}{below}{labels}</svg>'
    )


def _label(mark: Json, made: CellHtml) -> str:
    note = mark.get("note")
    # A note stands beside its dot; the value then keeps a line's distance from it.
    above = mark["y"] - (20 if note else 14)
    beside = (
        f'<text class="why" x="{mark["x"] + 12}" y="{mark["y"] + 6}">'
        f"{escape(note[made.language])}</text>"
        if note
        else ""
    )
    return (
        f'<a class="lab num" href="{escape(made.path(proof_path(mark["number"]["proof"])))}">'
        f'<text x="{mark["x"]}" y="{above}" text-anchor="middle">'
        f"{escape(made.number_text(mark['number']))}</text></a>{beside}"
    )


def year_bars_html(data: Json, language: str) -> str:
    """Return counts by year as bars; a bar opens the list of that year, its count the proof."""
    made = CELL_HTML[language]
    address = made.path(page_path("activity"))
    bars = "".join(_bar(bar, address, made) for bar in data["bars"])
    axis = "".join(
        f'<text x="{tick["x"]}" y="{data["height"] - 6}">{escape(tick["text"])}</text>'
        for tick in data["axis"]
    )
    return (
        f'<svg class="bars" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{made.say(words.BY_YEAR)}"><line class="grid" x1="0" x2="{data["width"]}"'
        f' y1="{data["base"]}" y2="{data["base"]}"/>'
        f"{bars}{axis}</svg>"
    )


def _bar(bar: Json, address: str, made: CellHtml) -> str:
    count = escape(made.digits(bar["number"]))
    middle = round(bar["x"] + bar["width"] / 2, 1)
    proof = escape(made.path(proof_path(bar["number"]["proof"])))
    return (
        f'<a href="{escape(address)}?year={bar["year"]}"><title>{bar["year"]}: {count}</title>'
        f'<rect x="{bar["x"]}" y="{bar["y"]}" width="{bar["width"]}" height="{bar["height"]}"/></a>'
        f'<a class="num" href="{proof}"><text class="val" x="{middle}" y="{bar["y"] - 5}">'
        f"{count}</text></a>"
    )


# The box of paired bars: where they stand on, and how high the tallest is.
_WIDTH, _BASE, _TALLEST = 1000, 190, 146
_LABELLED = 12


def paired_bars_html(data: Json, language: str) -> str:
    """Return amounts by year as two bars a year, ours and others'; the table has the numbers."""
    made = CELL_HTML[language]
    years = data["years"]
    pitch = _WIDTH / len(years)
    most = max(Decimal(year[whose]) for year in years for whose in _PAIR if whose in year)
    bars = "".join(
        _pair(year, round(place * pitch, 1), pitch, most, made, data)
        for place, year in enumerate(years)
    )
    step = 1 if len(years) <= _LABELLED else 5
    axis = "".join(
        f'<text x="{round((place + 0.5) * pitch, 1)}" y="{_BASE + 18}">{year["year"]}</text>'
        for place, year in enumerate(years)
        if int(year["year"]) % step == 0
    )
    return (
        f'<svg class="bars paired" viewBox="0 0 {_WIDTH} {_BASE + 26}" role="img"'
        f' aria-label="{made.say(words.SPENT_BY_YEAR)}">'
        f'<line class="grid" x1="0" x2="{_WIDTH}" y1="{_BASE}" y2="{_BASE}"/>'
        f'<text class="top" x="0" y="34">{escape(data["currency"])} {most:,}</text>'
        f'<line class="grid" x1="0" x2="{_WIDTH}" y1="{_BASE - _TALLEST}"'
        f' y2="{_BASE - _TALLEST}"/>{bars}{axis}</svg>'
    )


_PAIR = ("own", "others")


def _pair(year: Json, left: float, pitch: float, most: Decimal, made: CellHtml, data: Json) -> str:
    width = round(min(pitch * 0.38, 24), 1)
    start = round(left + pitch / 2 - width, 1)
    bars = []
    for place, whose in enumerate(_PAIR):
        if whose not in year:
            continue
        height = round(float(Decimal(year[whose]) / most) * _TALLEST, 1)
        name = data["names"][whose][made.language]
        says = f"{year['year']}, {name}: {data['currency']} {Decimal(year[whose]):,}"
        bars.append(
            f'<g class="{whose}"><title>{escape(says)}</title>'
            f'<rect x="{round(start + place * width, 1)}" width="{width}"'
            f' y="{round(_BASE - height, 1)}" height="{max(height, 1)}"/></g>'
        )
    return "".join(bars)
