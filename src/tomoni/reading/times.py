"""When a quantity holds: as of a date, or over a period, from the dates of its sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from .spans import Figure


@dataclass(frozen=True, slots=True)
class Times:
    """Dates as stated, such as 2018-05 or FY2009; None where the sentence does not say."""

    as_of: str | None = None
    period_start: str | None = None
    period_end: str | None = None


class Dates:
    """The date figures of a text with their metrics, to be asked by span."""

    def __init__(self, dated: Sequence[tuple[Figure, str | None]]) -> None:
        """``dated``: figures of the kind year with their metrics, in order."""
        self._dated = list(dated)
        self._starts = [figure.start for figure, _ in self._dated]

    def times_of(self, figure: Figure, sentence: tuple[int, int]) -> Times:
        """Return when a quantity holds: a range or a start in its sentence, else the nearest date.

        A date says nothing of itself: for a figure of the kind year, nothing is returned.
        """
        if figure.kind == "year":
            return Times()
        first, last = (bisect_left(self._starts, offset) for offset in sentence)
        here = self._dated[first:last]
        by_role = {role: date for dated, _ in here if (role := dated.role) and (date := dated.date)}
        if "start" in by_role and "end" in by_role:
            return Times(None, by_role["start"], by_role["end"])
        started = [dated.date for dated, metric in here if metric == "first_year"]
        others = sorted(
            (abs(dated.start - figure.start), dated.date or "")
            for dated, metric in here
            if metric not in {"first_year", "established_year", "period_start", "period_end"}
        )
        as_of = others[0][1] if others else None
        return Times(as_of, started[0] if started else None, None)
