"""An edition with days, lecturers, groups and seated participants, for tests of the timetable."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from tomoni.records.actions.courses.lecturers import LecturerValues, add_lecturer
from tomoni.records.actions.courses.session_values import SessionValues
from tomoni.records.actions.courses.sessions import add_session
from tomoni.records.models import (
    CourseEdition,
    GroupMember,
    Lecturer,
    Participation,
    Session,
    User,
    WorkshopGroup,
)

from .course_samples import make_course, make_participation, make_person
from .samples import make_mandate, make_user

_numbers = count(1)
# Far enough ahead that what changes is told; Monday to Friday.
FIRST, LAST = date(2031, 5, 12), date(2031, 5, 16)
NINE = datetime(2031, 5, 12, 0, tzinfo=UTC)  # 09:00 in Tokyo


def make_edition_course(**columns: Any) -> CourseEdition:
    values = {"first_day": FIRST, "last_day": LAST, "state_code": "confirmed"}
    return make_course(**values | columns)


def officer(course: CourseEdition | None = None, **columns: Any) -> User:
    user = make_user(**columns)
    make_mandate(
        user=user, role_code="programme_officer", scope_id=course.public_id if course else None
    )
    return user


def make_lecturer(**columns: Any) -> Lecturer:
    values: dict[str, Any] = {"name": f"Lecturer {next(_numbers)}", "country_code": "JP"}
    return add_lecturer(by="system", values=LecturerValues(**values | columns))


def make_group(course: CourseEdition, number: int, **columns: Any) -> WorkshopGroup:
    values = {"public_id": f"{course.public_id}--group-{number}", "number": number}
    return WorkshopGroup.objects.create(course=course, **values | columns)


def seat(course: CourseEdition, country: str = "KE", **columns: Any) -> Participation:
    """Somebody who holds a seat, with an account of the own address."""
    number = next(_numbers)
    user = make_user(f"seated{number}@example.org", email=f"seated{number}@example.org")
    person = make_person(country_code=country, user=user)
    group = columns.pop("group", None)
    values = {"edition": course.edition, "person": person, "country_code": country,
              "state_code": "active"}  # fmt: skip
    found = make_participation(**values | columns)
    make_mandate(user=user, role_code="participant", scope_id=course.public_id)
    if group is not None:
        GroupMember.objects.create(group=group, participation=found)
    return found


def session_values(**columns: Any) -> SessionValues:
    values: dict[str, Any] = {
        "kind_code": "lecture", "title": "Tracing assets", "starts_at": NINE, "minutes": 90,
        "room": "Conference room",
    }  # fmt: skip
    return SessionValues(**values | columns)


def make_session(course: CourseEdition, **columns: Any) -> Session:
    return add_session(by="system", course_id=course.public_id, values=session_values(**columns))
