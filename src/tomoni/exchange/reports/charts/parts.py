"""What the charts share: sizes, colours, the elements of SVG, and how wide a text is at most."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from html import escape

from .values import Mark

WIDTH, TALL, SIZE, SMALL = 600, 220, 13, 12
INK, QUIET, LINE, PAPER = "#1c1e24", "#565b67", "#dcd8cd", "#ffffff"
ACCENT, FILL, PALE = "#223a70", "#4c66a6", "#c9d3ea"
_CAP = 4.5


def drawing(description: str, families: Sequence[str], height: float, inner: str) -> str:
    """Return a whole SVG on paper, ``WIDTH`` wide, that says what it shows."""
    return (
        f'<svg role="img" aria-label="{escape(description)}" xmlns="http://www.w3.org/2000/svg"'
        f' width="{WIDTH}" height="{height:g}" viewBox="0 0 {WIDTH} {height:g}">'
        f'<rect width="{WIDTH}" height="{height:g}" fill="{PAPER}"/>'
        f'<g font-family="{escape(", ".join(families))}" font-size="{SIZE}px" fill="{INK}">'
        f"{inner}</g></svg>"
    )


def box(left: float, top: float, width: float, height: float, fill: str, more: str = "") -> str:
    """Return a rectangle."""
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}"'
        f' height="{max(height, 0):.1f}" fill="{fill}"{more}/>'
    )


def rule(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1) -> str:
    """Return a straight line."""
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{stroke}"'
        f' stroke-width="{width:g}"/>'
    )


def words(x: float, y: float, text: str, anchor: str = "start", more: str = "") -> str:
    """Return a text whose middle stands about at ``y``."""
    return (
        f'<text x="{x:.1f}" y="{y + SIZE * 0.35:.1f}" text-anchor="{anchor}"{more}>'
        f"{escape(text)}</text>"
    )


def edged(x: float, y: float, text: str) -> str:
    """Return a text in the middle, on an edge of paper that parts it from what it crosses."""
    edge = f' stroke="{PAPER}" stroke-width="4" stroke-linejoin="round"'
    return words(x, y, text, "middle", edge) + words(x, y, text, "middle")


def spread(mark: Mark) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and highest value, where both are known and differ."""
    if mark.low is None or mark.high is None or mark.low >= mark.high:
        return None
    return mark.low, mark.high


def whisker(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the line from low to high, with a cap at each end; nothing where none would show."""
    if max(abs(x2 - x1), abs(y2 - y1)) < _CAP:
        return ""
    across = _CAP if y1 == y2 else 0
    down = _CAP if x1 == x2 else 0
    return rule(x1, y1, x2, y2, INK, 1.4) + "".join(
        rule(x - down, y - across, x + down, y + across, INK, 1.4) for x, y in ((x1, y1), (x2, y2))
    )


def width_of(text: str, size: int = SIZE) -> int:
    """Return how wide a text is at most, in pixels; a Japanese sign is as wide as it is high."""
    wide = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
    return int(wide * size * 0.55) + 1


def broken(label: str, widest: int) -> list[str]:
    """Break a label into lines no wider than that; a long word, and Japanese, break anywhere."""
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


def along(value: Decimal, low: Decimal, high: Decimal, first: float, last: float) -> float:
    """Return where a value stands between two places."""
    share = (value - low) / (high - low) if high > low else Decimal(0)
    return first + float(share) * (last - first)
