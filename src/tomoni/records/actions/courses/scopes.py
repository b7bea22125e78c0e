"""Whose roles count for which record of the course desk: the rules asked with mandates of today."""

from __future__ import annotations

from tomoni.catalogue.errors import NotPermittedError
from tomoni.records.models import Call, CourseEdition, Nomination, User
from tomoni.records.queries.mandates import mandates_of, own_person_id
from tomoni.rules.courses.machine import SYSTEM
from tomoni.rules.permissions import ROLES, Subject, can_act, roles_over
from tomoni.rules.refusals import Refusal, raise_first


def of_course(course: CourseEdition, object_type: str = "course_edition") -> Subject:
    """Return an edition, or what belongs to it, as permissions see it."""
    return Subject(object_type, course.public_id)


def of_call(call: Call, object_type: str = "call") -> Subject:
    """Return a call, or what belongs to it, as permissions see it."""
    return Subject(object_type, call.course.public_id)


def of_country(call: Call, country_code: str, object_type: str = "nomination") -> Subject:
    """Return what one country has in one call, as permissions see it."""
    return Subject(object_type, call.course.public_id, country_code)


def of_nomination(nomination: Nomination, object_type: str = "nomination") -> Subject:
    """Return a nomination, or what belongs to it, as permissions see it."""
    course, person = nomination.call.course.public_id, nomination.person.public_id
    return Subject(object_type, course, nomination.country_code, person)


def roles_for(by: User | str, subject: Subject) -> frozenset[str]:
    """Return the roles of ``by`` that reach a record.

    The system itself, named by a text, acts for whoever holds the machine: it has all roles.
    """
    if isinstance(by, User):
        return roles_over(mandates_of(by), subject, own_person_id(by))
    return frozenset({*ROLES, SYSTEM})


def check_may(by: User | str, action: str, subject: Subject) -> None:
    """Errors: NotPermittedError when ``by`` may not do it to this record."""
    if not can_act(roles_for(by, subject), action, subject.object_type):
        words = {"action": action, "object_type": subject.object_type.replace("_", " ")}
        raise_first([Refusal("not_permitted", words)], NotPermittedError)
