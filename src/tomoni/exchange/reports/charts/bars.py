"""Bars that lie, for what has names and no order of its own."""

from __future__ import annotations

from .parts import FILL, WIDTH, Spec, at, broken, layer, margins, values_of, whiskers, width_of
from .values import Chart

_BAR, _PITCH = 15, 24
_WIDEST_LABEL = 210


def bars(chart: Chart) -> Spec:
    """Bars that lie, one under the other: the label at the left, the value at the end."""
    marks = chart.marks
    labels = [broken(mark.label, _WIDEST_LABEL) for mark in marks]
    left = 12 + max(width_of(line) for lines in labels for line in lines)
    right = 14 + max(width_of(mark.text) for mark in marks)
    pitch = max(_PITCH, 4 + 15 * max(len(lines) for lines in labels))
    width = WIDTH - left - right
    rows = [
        {
            **values_of(mark),
            "y": (place + 0.5) * pitch,
            # The first line of a label stands higher the more lines there are.
            "top": (place + 0.5) * pitch - 7.5 * (len(lines) - 1),
            "name": lines,
        }
        for place, (mark, lines) in enumerate(zip(marks, labels, strict=True))
    ]
    most = max(row["most"] for row in rows) or 1
    x = {"type": "linear", "domain": [0, most], "range": [0, width]}
    down = {"domain": [0, pitch * len(marks)], "range": [0, pitch * len(marks)]}
    y, top = at("y", scale=down), at("top", scale=down)
    layers: list[Spec] = [
        layer(
            "bar", {"x": at("value", scale=x), "y": y}, height=_BAR, fill=FILL, orient="horizontal"
        ),
        *whiskers(rows, "x", y, x),
        layer(
            "text",
            {"x": {"value": -10}, "y": top, "text": {"field": "name"}},
            align="right",
            lineHeight=15,
        ),
        layer(
            "text",
            {"x": at("end", scale=x), "y": y, "text": {"field": "text"}},
            align="left",
            dx=6,
        ),
    ]
    return {
        "width": width,
        "height": pitch * len(marks),
        "padding": margins(left, right, 4, 4),
        "data": {"values": rows},
        "layer": layers,
    }
