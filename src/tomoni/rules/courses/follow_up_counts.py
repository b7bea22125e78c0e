"""How many reports fell due and were sent, by edition and by country, and which may be published.

Only editions whose follow-up is recorded are counted for the public: nothing of them changes
later. Sent and not sent stand together: where one of the two is hidden, both are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..suppression import is_small

AXES: tuple[str, ...] = ("edition", "country")


@dataclass(frozen=True, slots=True)
class Due:
    """One report that falls due. ``is_settled``: the follow-up of the edition is recorded."""

    series: str
    edition: str
    country: str
    months: int
    is_reported: bool
    is_settled: bool

    def code_on(self, axis: str) -> str:
        """Return where it stands on an axis."""
        return self.edition if axis == "edition" else self.country


@dataclass(frozen=True, slots=True)
class Reported:
    """How many reports fell due, and how many of them were sent."""

    due: int
    reported: int

    @property
    def unreported(self) -> int:
        """How many were not sent."""
        return self.due - self.reported

    def is_small(self, threshold: int) -> bool:
        """Whether one of its numbers tells of few people."""
        return any(is_small(n, threshold) for n in (self.due, self.reported, self.unreported))


Counts = Mapping[tuple[str, int, str], Mapping[str, Reported]]
"""By series, months and axis, then by code."""


def counts_of(rows: Iterable[Due]) -> dict[tuple[str, int, str], dict[str, Reported]]:
    """Return the counts of reports that fell due in editions whose follow-up is recorded."""
    due: Counter[tuple[str, int, str, str]] = Counter()
    sent: Counter[tuple[str, int, str, str]] = Counter()
    for row in rows:
        if not row.is_settled:
            continue
        for axis in AXES:
            key = (row.series, row.months, axis, row.code_on(axis))
            due[key] += 1
            sent[key] += row.is_reported
    found: dict[tuple[str, int, str], dict[str, Reported]] = {}
    for (series, months, axis, code), count in sorted(due.items()):
        own = found.setdefault((series, months, axis), {})
        own[code] = Reported(count, sent[series, months, axis, code])
    return found
