"""What a finder finds: a span of the normal text, and what it says."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal[
    "money",
    "count",
    "ordinal",
    "duration",
    "frequency",
    "percentage",
    "area",
    "measurement",
    "factor",
    "year",
]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed: ``value`` with its magnitude word, exact.

    ``scale``: the magnitude word's factor, 1 without one. ``form``: digits, word or kanji.
    ``suffix``: letters that touch the digits and are no magnitude ("rd", "km"), else "".
    ``number_end``: where the digits end, before magnitude and suffix.
    """

    start: int
    end: int
    value: Fraction
    form: Literal["digits", "word", "kanji"]
    scale: int = 1
    suffix: str = ""
    number_end: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its meaning. Spans are of the normal text.

    ``date``: as stated, such as 2018-05, FY2009; None where it is no date. ``phrase_end``: where
    the words end that say what is counted. ``counted``: those words. ``reasons``: codes of what
    spoke for the reading, in order.
    """

    start: int
    end: int
    value: Fraction
    kind: Kind
    unit: str | None = None
    currency: str | None = None
    qualifier: str = "exact"
    date: str | None = None
    counted: str | None = None
    role: str | None = None
    is_word: bool = False
    reasons: tuple[str, ...] = ()


class Mask:
    """Spans in which no figure is looked for, each with the reason."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        """Keep the spans, merged where they overlap; the reason of the first stays."""
        merged: list[tuple[int, int, str]] = []
        for start, end, reason in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
            elif start < end:
                merged.append((start, end, reason))
        self.spans = merged
        self._starts = [start for start, _, _ in merged]

    def reason(self, start: int, end: int) -> str | None:
        """Return why a figure at this span would be none; None where nothing is masked."""
        position = bisect_right(self._starts, start) - 1
        if position >= 0 and self.spans[position][1] > start:
            return self.spans[position][2]
        following = position + 1
        if following < len(self.spans) and self.spans[following][0] < end:
            return self.spans[following][2]
        return None
