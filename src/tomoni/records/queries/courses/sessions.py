"""Sessions of editions as pages, plans and rules need them, and who has to do with them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from tomoni.records.models import CourseEdition, Lecturer, Participation, Session, User
from tomoni.records.models.courses.sessions import LONGEST_SESSION
from tomoni.rules.courses.offering import SEATED
from tomoni.rules.courses.sessions import Frame, Slot, away

# Editions whose sessions hold neither rooms nor people.
_GIVEN_UP = ("postponed", "cancelled", "carried_over")
_PEOPLE = ("lecturers__lecturer", "presenters__participation__person")


def with_people(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Return sessions with group, lecturers and presenters on them."""
    return rows.select_related("group").prefetch_related(*_PEOPLE)


def sessions_of(course: CourseEdition) -> QuerySet[Session]:
    """Return the sessions of an edition with who presents, in order of time."""
    return with_people(course.sessions.all()).order_by("starts_at", "code")


def sessions_for(participation: Participation) -> QuerySet[Session]:
    """Return the sessions that a participant attends: those for all, and the own group's."""
    course = participation.edition.course
    own = Q(group__isnull=True) | Q(group__members__participation=participation)
    return with_people(course.sessions.filter(own)).order_by("starts_at", "code")


def sessions_given_by(lecturer: Lecturer) -> QuerySet[Session]:
    """Return the sessions that a lecturer gives, in any edition, in order of time."""
    rows = Session.objects.filter(lecturers__lecturer=lecturer).select_related("course")
    return with_people(rows).select_related("course").order_by("starts_at", "code")


def teaches_in(lecturer: Lecturer, course: CourseEdition) -> bool:
    """Whether a lecturer gives a session of an edition that was not called off."""
    rows = course.sessions.filter(lecturers__lecturer=lecturer)
    return rows.exclude(state_code="cancelled").exists()


def frame_of(course: CourseEdition) -> Frame:
    """Return the days of an edition as the rules of sessions need them."""
    return Frame(course.zone, course.first_day, course.last_day)


def ends_at(session: Session) -> datetime:
    """Return the instant at which a session ends."""
    end: datetime = session.starts_at + timedelta(minutes=session.minutes)
    return end


def slot_of(session: Session, course_id: str) -> Slot:
    """Return what a session takes up; its lecturers must be on it."""
    return make_slot(
        session, course_id, [row.lecturer for row in session.lecturers.all()],
        session.group.public_id if session.group else None,
    )  # fmt: skip


def make_slot(
    session: Session, course_id: str, lecturers: Iterable[Lecturer], group_id: str | None
) -> Slot:
    """Return what a session, perhaps not saved yet, takes up with these lecturers and group."""
    given = sorted(lecturers, key=lambda one: one.pk)
    return Slot(
        id=session.public_id,
        course_id=course_id,
        label=f"{session.code} {session.title}",
        starts=session.starts_at,
        minutes=session.minutes,
        room=session.room,
        group=group_id,
        lecturers=tuple((one.public_id, one.name or one.public_id) for one in given),
        away=tuple(
            one.name or one.public_id
            for one in given
            if away(session.starts_at, ends_at(session), spans_of(one))
        ),
    )


def spans_of(lecturer: Lecturer) -> list[tuple[datetime, datetime]]:
    """Return when a lecturer can come, as instants; empty: always."""
    return [(_instant(first), _instant(last)) for first, last in lecturer.available]


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def slots_between(first: datetime, last: datetime) -> list[Slot]:
    """Return what all editions hold between two instants, two queries whatever their number."""
    rows = Session.objects.filter(
        starts_at__gt=first - timedelta(minutes=LONGEST_SESSION), starts_at__lt=last
    )
    rows = rows.exclude(state_code="cancelled").exclude(course__state_code__in=_GIVEN_UP)
    rows = rows.select_related("course", "group").prefetch_related("lecturers__lecturer")
    return [slot_of(one, one.course.public_id) for one in rows]


def participants_of(course: CourseEdition) -> QuerySet[Participation]:
    """Return who holds a seat in an edition of the desk, with person and zone, by name."""
    rows = course.edition.participations.filter(origin_code="course", state_code__in=SEATED)
    return rows.select_related("person", "zone_choice").order_by(
        "person__family_name", "person__given_name", "pk"
    )


def attendants(session: Session) -> QuerySet[User]:
    """Return the accounts of whoever has to do with a session: participants and lecturers."""
    people = session.course.edition.participations.filter(state_code__in=SEATED)
    if session.group_id is not None:
        people = people.filter(in_group__group=session.group_id)
    given = Q(lecturer__sessions__session=session)
    return User.objects.filter(Q(person__participations__in=people) | given).distinct()
