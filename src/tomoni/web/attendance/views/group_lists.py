"""Lists of groups: for the institute and lecturers on the page, to print, as XLSX and DOCX."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import NotFoundError
from tomoni.catalogue.places import place_name
from tomoni.exchange.letters import Letter, letter_docx
from tomoni.exchange.letters.model import Block, Heading, Table
from tomoni.exchange.sheets import Column, Value
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.models import CourseEdition, Participation, WorkshopGroup
from tomoni.records.queries.courses.groups import grouped_people
from tomoni.web.courses.letterhead import frame
from tomoni.web.courses.reach import INSTITUTE, check, course_for, roles_here
from tomoni.web.courses.sheets import sheet_answer
from tomoni.web.courses.templatetags.courses import named
from tomoni.web.courses.views.course import context_of
from tomoni.web.shell.choices import reader_language
from tomoni.web.shell.guarding import for_roles

from .groups import GroupShown, groups_shown

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
COLUMNS: tuple[Column, ...] = (
    Column("group", "Group", "班"),
    Column("theme", "Theme", "テーマ"),
    Column("name", "Name", "氏名"),
    Column("country", "Country", "国"),
    Column("organisation", "Organisation", "所属機関"),
    Column("profession", "Profession", "職種"),
    Column("role", "Role", "役割"),
)


@for_roles(*INSTITUTE, "lecturer")
def lists(request: HttpRequest, course_id: str) -> HttpResponse:
    """Who is in which group. A lecturer sees names and posts, and no document."""
    course = readable_course(request, course_id)
    shown = groups_shown(course, list(grouped_people(course)))
    if roles_here(request.user, of_course(course)).isdisjoint(INSTITUTE):
        context: dict[str, object] = {"course": course, "base": "attendance/teaching_base.html"}
    else:
        context = context_of(request, course, "groups") | {"base": "courses/course_base.html"}
    return render(request, "attendance/group_lists.html", context | {"groups": shown})


def readable_course(request: HttpRequest, course_id: str) -> CourseEdition:
    """Return a course whose groups the reader may see. Errors: NotFoundError; NotPermittedError."""
    rows = CourseEdition.objects.select_related("edition__series", "edition__activity")
    course = rows.filter(public_id=course_id).first()
    if course is None:
        raise NotFoundError("There is no such course.", do="Check the address.")
    check(request.user, "view", of_course(course, "group_member"))
    return course


@for_roles(*INSTITUTE)
def file(request: HttpRequest, course_id: str, kind: str) -> HttpResponse:
    """The lists as XLSX, CSV or DOCX."""
    course = course_for(request.user, course_id)
    shown = groups_shown(course, list(grouped_people(course)))
    today = timezone.now().date()
    name = f"{course_id}-groups"
    if kind in ("xlsx", "csv"):
        rows = [row for group in shown for row in _rows(group)]
        return sheet_answer(COLUMNS, rows, name, kind, today)
    if kind != "docx":
        raise NotFoundError("There is no such file.", do="Choose XLSX, CSV or DOCX.")
    answer = HttpResponse(letter_docx(_letter(course, shown, today)), content_type=_DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


def _rows(shown: GroupShown) -> list[dict[str, Value]]:
    group = f"{shown.group.number}"
    return [{"group": group, "theme": theme_of(shown.group), **_row(one)} for one in shown.members]


def theme_of(group: WorkshopGroup) -> str | None:
    """Return what a group works on in the reader's language; None: not decided."""
    return (group.theme_ja if reader_language() == "ja" else None) or group.theme


def _row(one: Participation) -> dict[str, Value]:
    language = reader_language()
    words = codelist("profession")
    role = one.in_group.role_code
    return {
        "name": named(one.person),
        "country": place_name(one.country_code, language),
        "organisation": one.organisation,
        "profession": words.name_of(one.profession_code, language) if one.profession_code else None,
        "role": None if role == "member" else codelist("group_role").name_of(role, language),
    }


def _letter(course: CourseEdition, shown: list[GroupShown], today: date) -> Letter:
    """The lists as a paper of the institute, to nobody and unsigned."""
    language = "ja" if reader_language() == "ja" else "en"
    names = ("name", "country", "organisation", "role")
    headings = tuple(
        column.label("ja" if language == "ja" else "en")
        for column in COLUMNS
        if column.name in names
    )
    blocks: list[Block] = []
    for one in shown:
        label = COLUMNS[0].label("ja" if language == "ja" else "en")
        theme = theme_of(one.group)
        blocks.append(Heading(f"{label} {one.group.number}" + (f": {theme}" if theme else "")))
        rows = [_row(member) for member in one.members]
        blocks.append(
            Table(headings, tuple(tuple(str(row[name] or "") for name in names) for row in rows))
        )
    title = (course.title_ja if language == "ja" else None) or course.title
    words = "班名簿" if language == "ja" else "Workshop groups"
    paper = frame(language, course.public_id.upper(), today)
    return Letter(paper, f"{words}: {title}", tuple(blocks))
