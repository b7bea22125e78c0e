"""What the charts share: sizes, colours, layers of Vega-Lite, and how wide a text is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from .values import Mark

Spec = dict[str, Any]

WIDTH, TALL, SIZE = 600, 250, 13
INK, QUIET, LINE, PAPER = "#1c1e24", "#565b67", "#dcd8cd", "#ffffff"
ACCENT, FILL, PALE = "#223a70", "#4c66a6", "#c9d3ea"


def width_of(text: str, size: int = SIZE) -> int:
    """Return how wide a text is at most, in pixels; a Japanese sign is as wide as it is high."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
    return int(wide * size * 0.55) + 1


def broken(label: str, widest: int) -> list[str]:
    """Break a label into lines no wider than that; Japanese breaks anywhere."""
    lines = [""]
    for word in label.split(" "):
        parts = [word] if width_of(word) <= widest else list(word)
        for place, part in enumerate(parts):
            gap = " " if place == 0 and lines[-1] else ""
            if lines[-1] and width_of(lines[-1] + gap + part) > widest:
                lines.append(part)
            else:
                lines[-1] += gap + part
    return lines


def margins(left: int, right: int, top: int, bottom: int) -> Spec:
    """The margins around the plot, in pixels."""
    return {"left": left, "right": right, "top": top, "bottom": bottom}


def at(field: str, kind: str = "quantitative", **more: Any) -> Spec:
    """A channel that reads a field, without an axis."""
    return {"field": field, "type": kind, "axis": None, **more}


def values_of(mark: Mark) -> Spec:
    """A mark as a row of data, its values as lengths."""
    value = float(mark.value)
    low = value if mark.low is None else float(mark.low)
    high = value if mark.high is None else float(mark.high)
    spread = mark.low is not None and mark.high is not None and low < high
    return {
        "value": value,
        "low": low,
        "high": high,
        "end": max(value, high) if spread else value,
        "most": max(value, high),
        "spread": spread,
        "text": mark.text,
    }


def layer(kind: str, encoding: Spec, **mark: Any) -> Spec:
    """One layer of marks that may reach beyond the plot."""
    return {"mark": {"type": kind, "clip": False, **mark}, "encoding": encoding}


def whiskers(rows: Sequence[Spec], across: str, other: Spec, scale: Spec) -> list[Spec]:
    """From low to high, where both are known and differ."""
    spread = [row for row in rows if row["spread"]]
    if not spread:
        return []
    along = "y" if across == "x" else "x"
    line = {across: at("low", scale=scale), f"{across}2": {"field": "high"}, along: other}
    ends = {"type": "tick", "orient": "vertical" if across == "x" else "horizontal"}
    marks = [({"type": "rule", "stroke": INK, "strokeWidth": 1.4, "clip": False}, line)]
    for end in ("low", "high"):
        cap = {across: at(end, scale=scale), along: other}
        marks.append(({**ends, "fill": INK, "size": 9, "thickness": 1.4, "clip": False}, cap))
    return [
        {"data": {"values": spread}, "mark": mark, "encoding": encoding} for mark, encoding in marks
    ]
