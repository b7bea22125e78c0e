"""Attendance of an edition, participants by sessions; and the sheet of one participant."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.places import place_name
from tomoni.exchange.sheets import Column, Value
from tomoni.records.models import AttendanceRecord, CourseEdition, Participation, Session
from tomoni.records.queries.courses.attendance import (
    Attendance,
    attendance_of,
    attending,
    is_expected,
)
from tomoni.rules.courses.completion import Attended, attendance_percent
from tomoni.rules.courses.person_days import DaysPresent
from tomoni.web.courses.reach import INSTITUTE, course_for
from tomoni.web.courses.sheets import sheet_answer
from tomoni.web.courses.templatetags.courses import named
from tomoni.web.courses.views.course import context_of
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.guarding import for_roles

from ..templatetags.attendance import marked

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class TableRow:
    """One participant: a cell for each session (None: not for them), and the sums."""

    one: Participation
    cells: list[str | None]
    attended: int | None
    planned: int | None
    percent: int | None
    days: DaysPresent


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One session for one participant."""

    session: Session
    record: AttendanceRecord | None


@for_roles(*INSTITUTE)
def table(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who attended what: one row for each participant, one column for each session held."""
    course = course_for(request.user, course_id)
    page = Paginator(attending(course), PAGE_SIZE).get_page(request.GET.get("page"))
    found = attendance_of(course, list(page))
    ahead = course.sessions.filter(state_code="planned").order_by("starts_at", "pk")
    context = context_of(request, course, "attendance") | {
        "page": page,
        "sessions": found.sessions,
        "open_counts": _open_counts(found),
        "rows": [_row(found, one) for one in found.people],
        "planned": [one for one in ahead if one.starts_at <= timezone.now()],
    }
    return render(request, "attendance/table.html", context)


def _row(found: Attendance, one: Participation) -> TableRow:
    cells = [
        marked(found.marks.get((one.pk, session.pk))) if is_expected(session, one) else None
        for session in found.sessions
    ]
    sums = found.sums(one)
    percent = attendance_percent(Attended(sums.attended, sums.planned))
    return TableRow(one, cells, sums.attended, sums.planned, percent, found.person_days([one]))


def _open_counts(found: Attendance) -> dict[int, int]:
    """How many of the page are not on record in each session."""
    return {
        session.pk: sum(
            is_expected(session, one) and (one.pk, session.pk) not in found.marks
            for one in found.people
        )
        for session in found.sessions
    }


@for_roles(*INSTITUTE)
def file(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """The whole table as a spreadsheet: minutes as numbers, blank where nothing is on record."""
    course = course_for(request.user, course_id)
    if kind not in ("xlsx", "csv"):
        raise NotFoundError("There is no such file.", do="Choose XLSX or CSV.")
    found = attendance_of(course)
    zone = ZoneInfo(course.zone)
    columns = [
        Column("name", "Name", "氏名"),
        Column("country", "Country", "国"),
        *(_column(session, zone) for session in found.sessions),
        Column("attended", "Minutes attended", "出席（分）", "integer"),
        Column("planned", "Minutes held", "実施（分）", "integer"),
        Column("days", "Days present", "出席日数", "integer"),
    ]
    rows = [_sheet_row(found, one) for one in found.people]
    return sheet_answer(columns, rows, f"{course_id}-attendance-table", kind, timezone.now().date())


def _column(session: Session, zone: ZoneInfo) -> Column:
    at = session.starts_at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
    heading = f"{session.code} {at} ({session.minutes})"
    return Column(session.public_id, heading, heading, "integer")


def _sheet_row(found: Attendance, one: Participation) -> dict[str, Value]:
    sums, days = found.sums(one), found.person_days([one])
    marks: dict[str, Value] = {
        session.public_id: record.minutes
        for session in found.sessions
        if (record := found.marks.get((one.pk, session.pk))) is not None
        and is_expected(session, one)
    }
    return {
        "name": named(one.person),
        "country": place_name(one.country_code, reader_language()), **marks,
        "attended": sums.attended, "planned": sums.planned,
        "days": None if days.unknown else days.counted,
    }  # fmt: skip


@for_roles(*INSTITUTE)
def sheet(request: HttpRequest, course_id: str, participation_id: str) -> HttpResponse:
    """The attendance of one participant, session by session, with where each line comes from."""
    course = course_for(request.user, course_id)
    one = attending(course).filter(public_id=participation_id).first()
    if one is None:
        raise NotFoundError("There is no such participant.", do="Go back to the list.")
    context = context_of(request, course, "attendance") | sheet_of(course, one)
    return render(request, "attendance/sheet.html", context)


def sheet_of(course: CourseEdition, one: Participation) -> dict[str, object]:
    """Return what the sheet of one participant shows."""
    found = attendance_of(course, [one])
    rows = [SheetRow(each, found.marks.get((one.pk, each.pk))) for each in found.expected(one)]
    sums = found.sums(one)
    return {
        "one": one,
        "rows": rows,
        "sums": sums,
        "percent": attendance_percent(Attended(sums.attended, sums.planned)),
        "days": found.person_days([one]),
    }
