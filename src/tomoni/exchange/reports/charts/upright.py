"""What stands upright over steps in order: columns, and a line with its band."""

from __future__ import annotations

from .parts import (
    ACCENT,
    FILL,
    LINE,
    PALE,
    PAPER,
    QUIET,
    SIZE,
    TALL,
    WIDTH,
    Spec,
    at,
    layer,
    margins,
    values_of,
    whiskers,
    width_of,
)
from .values import Chart


def _frame(chart: Chart, bottom: int) -> tuple[Spec, Spec, int, list[Spec]]:
    """The padding, the scale of values, the width, and the lines across, of what stands upright."""
    left = 12 + max((width_of(tick.text, 12) for tick in chart.ticks), default=0)
    width = WIDTH - left - 8
    low, high = float(chart.ticks[0].value), float(chart.ticks[-1].value)
    scale = {"type": "linear", "domain": [low, high], "range": [TALL, 0]}
    ticks = [{"value": float(tick.value), "text": tick.text} for tick in chart.ticks]
    y = at("value", scale=scale)
    lines = [
        {
            "data": {"values": ticks},
            **layer("rule", {"y": y, "x": {"value": 0}, "x2": {"value": width}}, stroke=LINE),
        },
        {
            "data": {"values": ticks},
            **layer(
                "text",
                {"y": y, "x": {"value": -8}, "text": {"field": "text"}},
                align="right",
                fill=QUIET,
                fontSize=12,
            ),
        },
    ]
    return margins(left, 8, 26, bottom), scale, width, lines


def columns(chart: Chart) -> Spec:
    """Columns side by side, for years and other steps in order."""
    padding, scale, width, lines = _frame(chart, 26)
    pitch = width / len(chart.marks)
    rows = [
        {**values_of(mark), "x": pitch * (place + 0.5), "name": mark.label}
        for place, mark in enumerate(chart.marks)
    ]
    x = at("x", scale={"domain": [0, width], "range": [0, width]})
    named = _thinned(rows, pitch, "name")
    valued = rows if max(width_of(row["text"]) for row in rows) <= pitch else []
    layers = [
        *lines,
        layer(
            "bar",
            {"x": x, "y": at("value", scale=scale)},
            width=min(pitch * 0.68, 46),
            fill=FILL,
            orient="vertical",
        ),
        *whiskers(rows, "y", x, scale),
        *_over(valued, {"x": x, "y": at("end", scale=scale)}, dy=-11),
        _under(named, x),
    ]
    return _upright(width, padding, rows, layers)


def line(chart: Chart) -> Spec:
    """A line through the values, and a band from low to high where both are known."""
    padding, scale, width, lines = _frame(chart, 26)
    inset = 12 + max(width_of(mark.text) for mark in (chart.marks[0], chart.marks[-1])) // 2
    steps = [place if mark.at is None else mark.at for place, mark in enumerate(chart.marks)]
    rows = [
        {**values_of(mark), "x": step, "name": mark.label}
        for mark, step in zip(chart.marks, steps, strict=True)
    ]
    first, last = min(steps), max(steps)
    x = at("x", scale={"domain": [first, max(last, first + 1)], "range": [inset, width - inset]})
    y = at("value", scale=scale)
    pitch = (width - 2 * inset) / max(last - first, 1)
    layers = [*lines]
    if any(row["spread"] for row in rows):
        band = {"x": x, "y": at("low", scale=scale), "y2": {"field": "high"}}
        layers.append(layer("area", band, fill=PALE, opacity=0.75))
        layers += whiskers(rows, "y", x, scale)
    layers += [
        layer("line", {"x": x, "y": y}, stroke=ACCENT, strokeWidth=2),
        layer(
            "point",
            {"x": x, "y": y},
            fill=ACCENT,
            opacity=1,
            stroke="#ffffff",
            size=64,
            shape="circle",
        ),
        *_over(
            _telling(rows, pitch, float(chart.ticks[-1].value) - float(chart.ticks[0].value)),
            {"x": x, "y": at("end", scale=scale)},
            dy=-14,
        ),
        _under(_thinned(rows, pitch, "name"), x),
    ]
    return _upright(width, padding, rows, layers)


def _upright(width: int, padding: Spec, rows: list[Spec], layers: list[Spec]) -> Spec:
    return {
        "width": width,
        "height": TALL,
        "padding": padding,
        "data": {"values": rows},
        "layer": layers,
    }


def _over(rows: list[Spec], encoding: Spec, dy: int) -> list[Spec]:
    """The values above their marks, on an edge of paper that parts them from what they cross."""
    encoding = {**encoding, "text": {"field": "text"}}
    edge = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
    return [
        {"data": {"values": rows}, **layer("text", encoding, align="center", dy=dy, **more)}
        for more in (edge, {})
    ]


def _under(rows: list[Spec], x: Spec) -> Spec:
    encoding = {"x": x, "y": {"value": TALL + 15}, "text": {"field": "name"}}
    return {"data": {"values": rows}, **layer("text", encoding, align="center", fill=QUIET)}


def _thinned(rows: list[Spec], pitch: float, field: str) -> list[Spec]:
    """Every so many, counted from the last, so that labels do not touch."""
    widest = max(width_of(row[field]) for row in rows) + 10
    step = max(1, -int(-widest // pitch))
    return rows[::-1][::step][::-1]


def _telling(rows: list[Spec], pitch: float, span: float) -> list[Spec]:
    """The values whose labels do not touch: the last first, then first, highest, lowest, others."""
    highest = max(rows, key=lambda row: row["value"])
    lowest = min(rows, key=lambda row: row["value"])
    told: list[Spec] = []
    for row in (rows[-1], rows[0], highest, lowest, *rows):
        if not any(_touch(row, other, pitch, span) for other in told):
            told.append(row)
    return told


def _touch(row: Spec, other: Spec, pitch: float, span: float) -> bool:
    across: float = abs(row["x"] - other["x"]) * pitch
    down: float = abs(row["end"] - other["end"]) / span * TALL
    room = (width_of(row["text"]) + width_of(other["text"])) / 2
    return across < room and down < SIZE + 2
