"""What participations come to, series by series: by edition, country, year, sex and profession.

Participations add up on every axis. Persons add up by country, sex and profession, where each
stands once, under the country and profession of their latest participation; by edition and year
one person may stand several times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

TOTAL = "total"
AXES: tuple[str, ...] = (TOTAL, "edition", "country", "year", "sex", "profession")
ADDING_PERSONS: tuple[str, ...] = (TOTAL, "country", "sex", "profession")
NOT_STATED = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """One counted participation. ``person``: an opaque key. None: not stated."""

    participation: str
    person: str
    series: str
    edition: str
    country: str
    sex: str
    profession: str | None
    year: int | None

    def code_on(self, axis: str) -> str:
        """Return where it stands on an axis; empty where that is not stated."""
        codes = {
            TOTAL: NOT_STATED,
            "edition": self.edition,
            "country": self.country,
            "year": NOT_STATED if self.year is None else str(self.year),
            "sex": self.sex,
            "profession": self.profession or NOT_STATED,
        }
        return codes[axis]


@dataclass(frozen=True, slots=True)
class Margins:
    """Counts of one series: by axis, then by code."""

    participations: Mapping[str, Mapping[str, int]]
    persons: Mapping[str, Mapping[str, int]]


def margins_of(rows: Iterable[Attendance]) -> dict[str, Margins]:
    """Return the counts of each series. A series without participations has none."""
    by_series: defaultdict[str, list[Attendance]] = defaultdict(list)
    for row in rows:
        by_series[row.series].append(row)
    return {series: _margins(listed) for series, listed in sorted(by_series.items())}


def _margins(rows: list[Attendance]) -> Margins:
    latest: dict[str, Attendance] = {}
    for row in sorted(rows, key=_order):
        latest[row.person] = row
    persons: dict[str, Mapping[str, int]] = {}
    for axis in AXES:
        if axis in ADDING_PERSONS:
            persons[axis] = Counter(row.code_on(axis) for row in latest.values())
        else:
            pairs = {(row.code_on(axis), row.person) for row in rows}
            persons[axis] = Counter(code for code, _ in pairs)
    return Margins({axis: Counter(row.code_on(axis) for row in rows) for axis in AXES}, persons)


def _order(row: Attendance) -> tuple[int, str, str]:
    return row.year or 0, row.edition, row.participation
