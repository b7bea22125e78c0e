"""Bars that lie, for what has names and no order of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .parts import FILL, WIDTH, along, box, broken, drawing, spread, whisker, width_of, words
from .values import Chart

_BAR, _PITCH, _LINE = 15, 24, 15
_WIDEST_LABEL = 210
_EDGE = 4


def bars(chart: Chart, families: Sequence[str]) -> str:
    """Return bars one under the other: the label at the left, the value at the end."""
    marks = chart.marks
    labels = [broken(mark.label, _WIDEST_LABEL) for mark in marks]
    left = 12 + max(width_of(line) for lines in labels for line in lines)
    right = WIDTH - 10 - max(width_of(mark.text) for mark in marks)
    ends = [spread(mark) or (mark.value, mark.value) for mark in marks]
    low = min(Decimal(0), *(mark.value for mark in marks))
    high = max(*(end[1] for end in ends), *(mark.value for mark in marks), low)
    zero = along(Decimal(0), low, high, left, right)
    made: list[str] = []
    below: float = _EDGE
    for mark, lines, end in zip(marks, labels, ends, strict=True):
        pitch = max(_PITCH, 6 + _LINE * len(lines))
        middle, below = below + pitch / 2, below + pitch
        at = along(mark.value, low, high, left, right)
        made.append(box(min(zero, at), middle - _BAR / 2, abs(at - zero), _BAR, FILL))
        first, last = (along(one, low, high, left, right) for one in end)
        if end[0] < end[1]:
            made.append(whisker(first, middle, last, middle))
        top = middle - _LINE / 2 * (len(lines) - 1)
        made += [words(left - 10, top + _LINE * row, line, "end") for row, line in enumerate(lines)]
        made.append(words(max(at, last, zero) + 6, middle, mark.text))
    return drawing(chart.description, families, below + _EDGE, "".join(made))
