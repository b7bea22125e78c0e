"""What an account is to one edition, as the audiences of materials ask."""

from __future__ import annotations

from collections.abc import Iterable

from tomoni.records.models import CourseEdition, Lecturer, Participation, User
from tomoni.records.queries.mandates import mandates_of, own_person_id
from tomoni.rules.courses.materials import Reader
from tomoni.rules.courses.offering import SEATED
from tomoni.rules.permissions import Subject, roles_over

from .sessions import teaches_in

_STAFF = frozenset({"administrator", "programme_officer", "auditor", "logistics"})
_COMPLETED = ("completed", "certified", "alumnus")


def reader_of(user: User | None, course: CourseEdition) -> Reader:
    """Return what an account, None: nobody signed in, is to an edition today."""
    if user is None or user.pk is None or not user.is_active:
        return Reader()
    person_id = own_person_id(user)
    subject = Subject("material", course.public_id, person_id=person_id)
    roles = roles_over(mandates_of(user), subject, person_id)
    lecturer = Lecturer.objects.filter(user=user).first() if "lecturer" in roles else None
    own = Participation.objects.filter(person__user=user) if person_id else None
    return Reader(
        is_staff=not roles.isdisjoint(_STAFF),
        teaches=lecturer is not None and teaches_in(lecturer, course),
        takes_part=own is not None and _is_among(own.filter(edition=course.edition), SEATED),
        is_alumnus=own is not None and _is_among(own, _COMPLETED),
    )


def _is_among(rows: object, states: Iterable[str]) -> bool:
    return bool(rows.filter(state_code__in=states).exists())  # type: ignore[attr-defined]
