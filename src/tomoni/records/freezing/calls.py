"""Editions of the course desk and their calls, as rows of a snapshot. No person stands in them.

What was made for demonstration is left out. A public snapshot holds a course whose edition it
holds, so that its activity is released, once the course is public by ``rules.courses.publication``;
of its call the published versions of the General Information alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from tomoni.catalogue.tables import TABLES_BY_NAME
from tomoni.rules.courses.publication import is_call_public, is_course_public

from .ledger import Column, Ledger

CALL_TABLES: tuple[str, ...] = (
    "course_editions", "course_frameworks", "calls", "call_information",
)  # fmt: skip
Row = dict[str, Any]

_FROM_COURSES = """FROM records_course_edition AS course
JOIN records_edition AS edition ON edition.id = course.edition_id
JOIN records_series AS series ON series.id = edition.series_id
JOIN records_activity AS activity ON activity.id = edition.activity_id"""
_IS_REAL = "WHERE NOT course.is_synthetic AND NOT activity.is_synthetic"
_TO_COURSES = _FROM_COURSES.replace("FROM records_course_edition AS course", "", 1)
_JOINED = {
    "course_editions": f"{_FROM_COURSES} {_IS_REAL}",
    "course_frameworks": f"""FROM records_course_provision AS line
JOIN records_course_edition AS course ON course.id = line.course_id {_TO_COURSES}
JOIN records_framework AS framework ON framework.id = line.framework_id
LEFT JOIN records_provision AS provision ON provision.id = line.provision_id {_IS_REAL}""",
    "calls": f"""FROM records_call AS line
JOIN records_course_edition AS course ON course.id = line.course_id {_TO_COURSES} {_IS_REAL}""",
    "call_information": f"""FROM records_general_information AS line
JOIN records_call AS call ON call.id = line.call_id
JOIN records_course_edition AS course ON course.id = call.course_id {_TO_COURSES} {_IS_REAL}""",
}
_COUNTRIES = (
    "(SELECT count(*) FROM records_seat_allotment AS seat WHERE seat.course_id = course.id)"
)
_SQL = {
    "course_editions": {
        "course_id": "course.public_id", "edition_id": "edition.public_id",
        "series_id": "series.public_id", "activity_id": "activity.public_id",
        "countries": f"NULLIF({_COUNTRIES}, 0)",
    },
    "course_frameworks": {
        "course_framework_id": "course.public_id", "course_id": "course.public_id",
        "framework_id": "framework.public_id", "provision_id": "provision.public_id",
    },
    "calls": {
        "call_id": "line.public_id", "course_id": "course.public_id",
        "opens_at": "CAST(line.opens_at AS text)", "closes_at": "CAST(line.closes_at AS text)",
    },
    "call_information": {
        "information_id": "line.public_id", "call_id": "call.public_id",
        "content": "CAST(line.content AS text)",
        "published_at": "CAST(line.published_at AS text)",
    },
}  # fmt: skip
_INSTANTS = frozenset({"opens_at", "closes_at", "published_at"})


class Calls:
    """The rows of the tables of calls, each read once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @cached_property
    def _rows(self) -> Mapping[str, list[Row]]:
        return {name: [_kept(name, row) for row in self._read(name)] for name in CALL_TABLES}

    def _read(self, name: str) -> list[Row]:
        alias = "course" if name == "course_editions" else "line"
        columns = [
            Column(field.name, field.type, _SQL[name].get(field.name, f"{alias}.{field.name}"))
            for field in TABLES_BY_NAME[name].fields
        ]
        found: list[Row] = self._ledger.rows(columns, _JOINED[name]).to_pylist()
        return found

    def rows(self, name: str) -> Sequence[Row]:
        """Return all rows of a table that are real."""
        return self._rows[name]

    def public_rows(
        self,
        name: str,
        editions: Collection[str],
        frameworks: Collection[str],
        provisions: Collection[str],
    ) -> Sequence[Row]:
        """Return the rows that the public may see, where these other records are held."""
        courses = self._public_courses(editions)
        calls = {
            row["call_id"]
            for row in self._rows["calls"]
            if row["course_id"] in courses and is_call_public(row["state_code"])
        }
        rows = self._rows[name]
        if name == "course_editions":
            return [row for row in rows if row["course_id"] in courses]
        if name == "course_frameworks":
            return [
                row
                for row in rows
                if row["course_id"] in courses
                and row["framework_id"] in frameworks
                and (row["provision_id"] is None or row["provision_id"] in provisions)
            ]
        if name == "calls":
            return [row for row in rows if row["call_id"] in calls]
        return [row for row in rows if row["call_id"] in calls and row["published_at"] is not None]

    def _public_courses(self, editions: Collection[str]) -> frozenset[str]:
        states = {row["course_id"]: row["state_code"] for row in self._rows["calls"]}
        return frozenset(
            row["course_id"]
            for row in self._rows["course_editions"]
            if row["edition_id"] in editions
            and is_course_public(row["state_code"], states.get(row["course_id"]))
        )


def _kept(name: str, row: Row) -> Row:
    """The row by the contract: instants and JSON read the same out of both databases."""
    for column in _INSTANTS & row.keys():
        row[column] = utc_instant(row[column])
    if name == "call_information":
        row["content"] = json.dumps(
            json.loads(row["content"]), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
    if name == "course_frameworks":
        named = (row["course_id"], row["framework_id"], row["provision_id"] or "")
        row["course_framework_id"] = "--".join(part for part in named if part)
    return row


def utc_instant(text: str | None) -> str | None:
    """Return a moment as both databases write it in one way: in UTC, to the second."""
    if text is None:
        return None
    read = datetime.fromisoformat(text)
    read = read if read.tzinfo is not None else read.replace(tzinfo=UTC)
    return read.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
