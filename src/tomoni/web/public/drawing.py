"""The few charts as inline SVG: classes only, no colour and no style, so that the policy on inline
styles holds and light, dark and print agree."""

from __future__ import annotations

from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from tomoni.publish.cells import Json
from tomoni.publish.paths import page_path, proof_path

from .render import digits, language, localised, number_text


def _tile(tile: Json, size: int) -> str:
    middle = size / 2
    name = tile[language()]
    if "number" in tile:
        says, shade = number_text(tile["number"]), f' class="l{tile["level"]}"'
    elif "parts" in tile:
        words = gettext("only in parts of wider activities: %(count)s")
        says, shade = words % {"count": number_text(tile["parts"])}, ' class="lp"'
    else:
        says, shade = gettext("not named"), ""
    title = f"{name}: {says}"
    return (
        f'<a href="{escape(localised(tile["path"]))}"{shade}><title>{escape(title)}</title>'
        f'<rect x="{tile["x"]}" y="{tile["y"]}" width="{size}" height="{size}" rx="3"/>'
        f'<text x="{tile["x"] + middle}" y="{tile["y"] + middle + 4}">'
        f"{escape(tile['code'])}</text></a>"
    )


def tile_map(data: Json) -> SafeString:
    """Return the map: every place one tile of the same size, a link to its page."""
    tiles = "".join(_tile(tile, data["size"]) for tile in data["tiles"])
    label = escape(gettext("Tile map: activities that name each country as recipient"))
    return mark_safe(
        f'<svg class="tilemap" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{label}">{tiles}</svg>'
    )


def _label(mark: Json) -> str:
    above = mark["y"] - 12
    note = mark.get("note")
    under = (
        f'<text class="why" x="{mark["x"] + 12}" y="{mark["y"] + 4}">'
        f"{escape(note[language()])}</text>"
        if note
        else ""
    )
    return (
        f'<a class="lab num" href="{escape(localised(proof_path(mark["number"]["proof"])))}">'
        f'<text x="{mark["x"]}" y="{above}" text-anchor="middle">'
        f"{escape(number_text(mark['number']))}</text></a>{under}"
    )


def point_chart(data: Json) -> SafeString:
    """Return values over time: a dot each, its value as a link to the proof, its edition below."""
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
        f"{escape(mark[language()])}</text>"
        for mark in data["marks"]
    )
    labels = "".join(_label(mark) for mark in data["marks"])
    return mark_safe(
        f'<svg class="chart" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{escape(data[language()])}">{grid}{line}{dots}{below}{labels}</svg>'
    )


def _bar(bar: dict[str, Any], address: str) -> str:
    words = f"{bar['year']}: {digits(bar['number'])}"
    middle = round(bar["x"] + bar["width"] / 2, 1)
    return (
        f'<a href="{escape(address)}?year={bar["year"]}"><title>{escape(words)}</title>'
        f'<rect x="{bar["x"]}" y="{bar["y"]}" width="{bar["width"]}" height="{bar["height"]}"/></a>'
        f'<a class="num" href="{escape(localised(proof_path(bar["number"]["proof"])))}">'
        f'<text class="val" x="{middle}" y="{bar["y"] - 5}">'
        f"{escape(digits(bar['number']))}</text></a>"
    )


def year_bars(data: Json) -> SafeString:
    """Return counts by year as bars; a bar opens the list of that year, its count the proof."""
    address = localised(page_path("activity"))
    bars = "".join(_bar(bar, address) for bar in data["bars"])
    axis = "".join(
        f'<text x="{tick["x"]}" y="{data["height"] - 6}">{escape(tick["text"])}</text>'
        for tick in data["axis"]
    )
    label = escape(gettext("Activities by the year in which they began"))
    return mark_safe(
        f'<svg class="bars" viewBox="0 0 {data["width"]} {data["height"]}" role="group"'
        f' aria-label="{label}"><line class="grid" x1="0" x2="{data["width"]}"'
        f' y1="{data["base"]}" y2="{data["base"]}"/>'
        f"{bars}{axis}</svg>"
    )
