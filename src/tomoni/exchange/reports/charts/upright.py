"""What stands upright over steps in order: columns, and a line with its band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .parts import (
    ACCENT,
    FILL,
    LINE,
    PALE,
    PAPER,
    QUIET,
    SIZE,
    SMALL,
    TALL,
    WIDTH,
    along,
    box,
    drawing,
    edged,
    rule,
    spread,
    whisker,
    width_of,
    words,
)
from .values import Chart, Mark

_TOP, _BOTTOM, _RIGHT = 26, 28, 8
_ABOVE = 12


@dataclass(frozen=True)
class _Spot:
    """A mark in its place: pixels from the left, and from the top for value, low and high."""

    mark: Mark
    x: float
    y: float
    low: float
    high: float
    is_spread: bool

    @property
    def peak(self) -> float:
        return min(self.y, self.high) if self.is_spread else self.y


class _Frame:
    """The plot between its lowest and highest tick, with the lines across."""

    def __init__(self, chart: Chart) -> None:
        self._chart = chart
        self.left = 12 + max(width_of(tick.text, SMALL) for tick in chart.ticks)
        self.right = WIDTH - _RIGHT
        self.base = self.y(chart.ticks[0].value)

    def y(self, value: Decimal) -> float:
        ticks = self._chart.ticks
        return along(value, ticks[0].value, ticks[-1].value, _TOP + TALL, _TOP)

    def spot(self, mark: Mark, x: float) -> _Spot:
        known = spread(mark)
        low, high = known or (mark.value, mark.value)
        return _Spot(mark, x, self.y(mark.value), self.y(low), self.y(high), known is not None)

    def lines(self) -> str:
        small = f' fill="{QUIET}" font-size="{SMALL}px"'
        return "".join(
            rule(self.left, self.y(tick.value), self.right, self.y(tick.value), LINE)
            + words(self.left - 8, self.y(tick.value), tick.text, "end", small)
            for tick in self._chart.ticks
        )

    def whole(self, families: Sequence[str], inner: str) -> str:
        height = _TOP + TALL + _BOTTOM
        return drawing(self._chart.description, families, height, self.lines() + inner)


def columns(chart: Chart, families: Sequence[str]) -> str:
    """Return columns side by side, for years and other steps in order."""
    frame = _Frame(chart)
    pitch = (frame.right - frame.left) / len(chart.marks)
    spots = [
        frame.spot(mark, frame.left + pitch * (place + 0.5))
        for place, mark in enumerate(chart.marks)
    ]
    zero = frame.y(max(chart.ticks[0].value, Decimal(0)))
    wide = min(pitch * 0.68, 46)
    made = [box(one.x - wide / 2, min(one.y, zero), wide, abs(zero - one.y), FILL) for one in spots]
    made += [whisker(one.x, one.low, one.x, one.high) for one in spots if one.is_spread]
    if max(width_of(mark.text) for mark in chart.marks) <= pitch:
        made += [edged(one.x, one.peak - _ABOVE, one.mark.text) for one in spots]
    return frame.whole(families, "".join(made) + _under(spots))


def line(chart: Chart, families: Sequence[str]) -> str:
    """Return a line through the values, and a band from low to high where both are known."""
    frame = _Frame(chart)
    inset = 12 + max(width_of(mark.text) for mark in (chart.marks[0], chart.marks[-1])) // 2
    steps = [place if mark.at is None else mark.at for place, mark in enumerate(chart.marks)]
    first, span = min(steps), max(max(steps) - min(steps), 1)
    pitch = (frame.right - frame.left - 2 * inset) / span
    spots = [
        frame.spot(mark, frame.left + inset + pitch * (step - first))
        for mark, step in zip(chart.marks, steps, strict=True)
    ]
    made = [_band(spots)] if any(one.is_spread for one in spots) else []
    through = " ".join(f"{one.x:.1f},{one.y:.1f}" for one in spots)
    made.append(f'<polyline points="{through}" fill="none" stroke="{ACCENT}" stroke-width="2"/>')
    made += [
        f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="4" fill="{ACCENT}" stroke="{PAPER}"/>'
        for one in spots
    ]
    made += [edged(one.x, one.peak - _ABOVE - 2, one.mark.text) for one in _telling(spots)]
    return frame.whole(families, "".join(made) + _under(spots))


def _band(spots: Sequence[_Spot]) -> str:
    outline = [(one.x, one.high) for one in spots] + [(one.x, one.low) for one in reversed(spots)]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in outline)
    whiskers = [whisker(one.x, one.low, one.x, one.high) for one in spots if one.is_spread]
    return f'<polygon points="{points}" fill="{PALE}" fill-opacity="0.75"/>{"".join(whiskers)}'


def _under(spots: Sequence[_Spot]) -> str:
    """The labels under the marks, the last first, as many as do not touch."""
    quiet = f' fill="{QUIET}"'
    told: list[_Spot] = []
    for spot in (spots[-1], spots[0], *reversed(spots)):
        room = width_of(spot.mark.label) + 10
        if all(abs(spot.x - one.x) >= (room + width_of(one.mark.label)) / 2 for one in told):
            told.append(spot)
    return "".join(
        words(one.x, _TOP + TALL + 16, one.mark.label, "middle", quiet)
        for one in sorted(told, key=lambda one: one.x)
    )


def _telling(spots: Sequence[_Spot]) -> list[_Spot]:
    """The values whose labels do not touch: the last first, then first, highest, lowest, others."""
    highest = max(spots, key=lambda one: one.mark.value)
    lowest = min(spots, key=lambda one: one.mark.value)
    told: list[_Spot] = []
    for spot in (spots[-1], spots[0], highest, lowest, *spots):
        if not any(_touch(spot, other) for other in told):
            told.append(spot)
    return told


def _touch(one: _Spot, other: _Spot) -> bool:
    room = (width_of(one.mark.text) + width_of(other.mark.text)) / 2
    return abs(one.x - other.x) < room and abs(one.peak - other.peak) < SIZE + 2
