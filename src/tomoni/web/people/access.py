"""Which people somebody may see, by the mandates of today."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.models import Person, User
from tomoni.records.queries.people.persons import course_ids_of, listed_persons
from tomoni.rules.permissions import Subject, can_act_on
from tomoni.web.desk.access import mandates_today, may_on

INSTITUTE = frozenset({"programme_officer", "administrator", "auditor"})
OFFICERS = frozenset({"programme_officer", "administrator"})
# Counts without names: whoever may ask a figure of an internal snapshot.
STATISTICS = INSTITUTE | {"desk_officer", "editor"}


def scopes_of(user: User) -> list[str] | None:
    """Return the courses that the institute's mandates of a user are for; None: all of them."""
    held = [one.scope_id for one in mandates_today(user) if one.role_code in INSTITUTE]
    return None if None in held else [scope for scope in held if scope is not None]


def persons_of(request: HttpRequest) -> QuerySet[Person]:
    """Return the persons that a user may list."""
    return listed_persons(scopes_of(request.user))


def person_for(request: HttpRequest, person_id: str, action: str = "view") -> Person:
    """Return a person to whom a user may do something.

    Errors: NotFoundError; NotPermittedError for a person of other courses.
    """
    person = Person.objects.select_related("user", "merged_into").filter(public_id=person_id)
    found = person.first()
    if found is None:
        raise NotFoundError("There is no such person.", do="Check the address.")
    mandates = mandates_today(request.user)
    courses = [None, *(course_ids_of(found) if scopes_of(request.user) is not None else [])]
    subjects = (Subject("person", one, found.country_code, person_id) for one in courses)
    if not any(can_act_on(mandates, action, subject) for subject in subjects):
        raise NotPermittedError(
            "This person is of other courses than yours.", do="Ask an administrator."
        )
    return found


def may_everywhere(request: HttpRequest, action: str, object_type: str) -> bool:
    """Whether a user may do something to records of a kind whatever their course."""
    return may_on(request.user, action, Subject(object_type))
