"""Who took part in courses and who was nominated, as rows of a snapshot.

What was made for demonstration is left out: editions, participations, and whatever hangs from a
synthetic activity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pyarrow as pa

from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.exchange.snapshot import arrow_schema
from tomoni.rules.courses.counting import (
    COMPLETED,
    COUNTED_ROLES,
    NOT_COUNTED_NOMINATIONS,
    OUTCOMES,
    PENDING,
    TOOK_PART,
)
from tomoni.rules.courses.statistics import NOT_STATED, TOTAL, Attendance, Margins, margins_of

from .ledger import Column, Ledger

COURSE_TABLES: tuple[str, ...] = ("participations", "participation_counts", "nomination_counts")
_ROWS_PER_BATCH = 16_384


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_OF_EDITION = """JOIN records_edition AS edition ON edition.id = {edition}
JOIN records_series AS series ON series.id = edition.series_id
JOIN records_activity AS activity ON activity.id = edition.activity_id
LEFT JOIN records_course_edition AS course ON course.edition_id = edition.id"""
_NOT_SYNTHETIC = "NOT activity.is_synthetic AND (course.id IS NULL OR NOT course.is_synthetic)"
_EDITION_COLUMNS = (
    Column("edition_id", "text", "edition.public_id"),
    Column("series_id", "text", "series.public_id"),
    Column("activity_id", "text", "activity.public_id"),
    Column("held_first", "date", "edition.held_first"),
    Column("held_last", "date", "edition.held_last"),
)
_PARTICIPATIONS = (
    Column("participation_id", "text", "line.public_id"),
    Column("person_id", "text", "person.public_id"),
    *_EDITION_COLUMNS,
    Column("country_code", "text", "line.country_code"),
    Column("role_code", "text", "line.role_code"),
    Column("sex_code", "text", "person.sex_code"),
    Column("profession_code", "text", "line.profession_code"),
    Column("is_completed", "boolean", f"line.state_code IN ({_listed(COMPLETED)})"),
    Column("completed_on", "date", "line.completed_on"),
)
_FROM_PARTICIPATIONS = f"""FROM records_participation AS line
JOIN records_person AS person ON person.id = line.person_id
{_OF_EDITION.format(edition="line.edition_id")}
WHERE NOT line.is_synthetic AND {_NOT_SYNTHETIC} AND (line.state_code IN ({_listed(TOOK_PART)})
  OR (line.state_code = 'withdrawn' AND line.attended_minutes > 0))"""
_NOMINATIONS = (
    *_EDITION_COLUMNS,
    Column("country_code", "text", "line.country_code"),
    Column("state_code", "text", "line.state_code"),
    Column("nominations", "integer", "count(*)"),
)
_FROM_NOMINATIONS = f"""FROM records_nomination AS line
JOIN records_call AS call ON call.id = line.call_id
JOIN records_course_edition AS called ON called.id = call.course_id
{_OF_EDITION.format(edition="called.edition_id")}
WHERE {_NOT_SYNTHETIC} AND line.state_code NOT IN ({_listed(NOT_COUNTED_NOMINATIONS)})
GROUP BY edition.public_id, series.public_id, activity.public_id, edition.held_first,
  edition.held_last, line.country_code, line.state_code"""

Row = dict[str, Any]


class Courses:
    """The rows of the course tables, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def participations(self) -> list[Row]:
        """Everybody who took part, as the contract has them."""
        rows = self._ledger.rows(_PARTICIPATIONS, _FROM_PARTICIPATIONS).to_pylist()
        return [_dated(row) for row in rows]

    @cached_property
    def nominations(self) -> list[Row]:
        """Nominations by edition, country and outcome, as the contract has them."""
        counts: Counter[tuple[str, str, str]] = Counter()
        editions: dict[str, Row] = {}
        for row in self._ledger.rows(_NOMINATIONS, _FROM_NOMINATIONS).to_pylist():
            outcome = OUTCOMES.get(row["state_code"], PENDING)
            counts[row["edition_id"], row["country_code"], outcome] += row["nominations"]
            named = ("edition_id", "series_id", "activity_id", "year")
            editions[row["edition_id"]] = {name: _dated(row)[name] for name in named}
        return [
            {
                **editions[edition],
                "nomination_count_id": f"{edition}--{country}--{outcome}",
                "country_code": country,
                "outcome_code": outcome,
                "nominations": count,
            }
            for (edition, country, outcome), count in counts.items()
        ]

    def attendances(self) -> list[Attendance]:
        """Return the participations that count; observers do not."""
        return [
            attendance_of(row) for row in self.participations if row["role_code"] in COUNTED_ROLES
        ]

    def graduates(self) -> dict[str, dict[str, int]]:
        """Return how many graduates each edition has, by series."""
        found: dict[str, Counter[str]] = {}
        for row in self.participations:
            if row["is_completed"] and row["role_code"] in COUNTED_ROLES:
                found.setdefault(row["series_id"], Counter())[row["edition_id"]] += 1
        return {series: dict(counts) for series, counts in found.items()}


def attendance_of(row: Mapping[str, Any]) -> Attendance:
    """Return a row of ``participations`` as statistics see it."""
    return Attendance(
        participation=row["participation_id"],
        person=row["person_id"],
        series=row["series_id"],
        edition=row["edition_id"],
        country=row["country_code"],
        sex=row["sex_code"],
        profession=row["profession_code"],
        year=row["year"],
    )


def exact_counts(courses: Courses) -> list[Row]:
    """Return all counts of all series, as the contract has them."""
    return [
        row
        for series, margins in margins_of(courses.attendances()).items()
        for row in count_rows(series, margins)
    ]


def count_rows(series: str, margins: Margins) -> list[Row]:
    """Return the counts of one series; a count that is not there is null."""
    pairs = {
        (axis, code)
        for counts in (margins.participations, margins.persons)
        for axis, listed in counts.items()
        for code in listed
    }
    return [
        {
            **_axis(axis, code),
            "count_id": f"{series}--{axis}--{code}",
            "series_id": series,
            "axis_code": axis,
            "participations": margins.participations.get(axis, {}).get(code),
            "persons": margins.persons.get(axis, {}).get(code),
        }
        for axis, code in sorted(pairs)
    ]


def _axis(axis: str, code: str) -> Row:
    if axis == TOTAL or code == NOT_STATED:
        return {}
    if axis == "year":
        return {"year": int(code)}
    return {f"{axis}_id" if axis == "edition" else f"{axis}_code": code}


def batches(name: str, rows: Sequence[Row]) -> Iterator[pa.RecordBatch]:
    """Yield rows of a course table by its contract, in no certain order."""
    schema = arrow_schema(TABLES_BY_NAME[name])
    for begin in range(0, len(rows), _ROWS_PER_BATCH):
        part = rows[begin : begin + _ROWS_PER_BATCH]
        arrays = [pa.array([row.get(f.name) for row in part], f.type) for f in schema]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _dated(row: Row) -> Row:
    """Put the calendar year of the edition in the place of its first and last day."""
    first, last = row["held_first"], row["held_last"]
    year = first.year if first is not None and first.year == last.year else None
    kept = {name: value for name, value in row.items() if name not in ("held_first", "held_last")}
    return {**kept, "year": year}
