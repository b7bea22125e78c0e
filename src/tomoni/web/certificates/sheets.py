"""Attendance as a spreadsheet: written for an edition, filled in elsewhere, read in again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tomoni.catalogue.errors import InputError
from tomoni.exchange.sheets import Column, Row, Value, read_sheet
from tomoni.records.actions.courses.completing import AttendanceValues
from tomoni.records.models import Participation
from tomoni.rules.courses.completion import MOST_MINUTES, Attended
from tomoni.web.courses.sheets import Given

_PASSED: Mapping[str, bool] = {"passed": True, "not_passed": False}
COLUMNS: tuple[Column, ...] = (
    Column("participation_id", "Key", "整理番号", required=True, longest=100),
    Column("name", "Name", "氏名"),
    Column(
        "attended_minutes", "Minutes attended", "出席（分）", "integer",
        smallest=0, largest=MOST_MINUTES,
    ),
    Column(
        "planned_minutes", "Minutes held", "実施（分）", "integer",
        smallest=0, largest=MOST_MINUTES,
    ),
    Column(
        "assessment", "Assessment", "考査", "code",
        codes={"passed": ("passed", "合格"), "not_passed": ("not passed", "不合格")},
    ),
)  # fmt: skip


def sheet_rows(participations: Iterable[Participation]) -> list[dict[str, Value]]:
    """Return the rows of the spreadsheet for these participants."""
    return [
        {
            "participation_id": one.public_id,
            "name": " ".join(
                part for part in (one.person.family_name, one.person.given_name) if part
            )
            or one.person.native_name,
            "attended_minutes": one.attended_minutes,
            "planned_minutes": one.planned_minutes,
            "assessment": passed_code(one.assessment_passed) or None,
        }
        for one in participations
    ]


def read_attendance(given: Given) -> tuple[list[AttendanceValues], tuple[InputError, ...]]:
    """Return what a file says of each participant, and the faults of its rows.

    Names are not read. Errors: InputError for headings that are missing, or somebody listed twice.
    """
    read = read_sheet(given.content, COLUMNS, file=given.name)
    rows = [AttendanceValues(str(row.values["participation_id"]), _done(row)) for row in read.rows]
    keys = [row.participation_id for row in rows]
    twice = (
        sorted({key for key in keys if keys.count(key) > 1}) if len(keys) > len(set(keys)) else []
    )
    if twice:
        raise InputError(
            f"The participant {twice[0]} stands in the file twice.", do="Leave one line of each."
        )
    return rows, read.errors


def _done(row: Row) -> Attended:
    attended, planned = row.values["attended_minutes"], row.values["planned_minutes"]
    return Attended(
        attended if isinstance(attended, int) else None,
        planned if isinstance(planned, int) else None,
        read_passed(str(row.values["assessment"] or "")),
    )


def read_passed(code: str) -> bool | None:
    """Return whether an assessment was passed, by its code; None for the empty one."""
    return _PASSED.get(code)


def passed_code(passed: bool | None) -> str:
    """Return the code of an assessment; empty where none is recorded."""
    return "" if passed is None else "passed" if passed else "not_passed"
