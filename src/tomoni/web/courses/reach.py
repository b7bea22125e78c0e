"""Which courses, calls and nominations a person may open, by the mandates of today."""

from __future__ import annotations

from django.db.models import QuerySet

from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.actions.courses.scopes import of_course, of_nomination
from tomoni.records.models import Call, CourseEdition, Nomination, User
from tomoni.records.queries.mandates import own_person_id
from tomoni.rules.permissions import (
    HeldMandate,
    Subject,
    can_act,
    roles_over,
    sees_nomination_in,
)
from tomoni.rules.refusals import Refusal, raise_first
from tomoni.web.desk.access import mandates_today

INSTITUTE = frozenset({"programme_officer", "administrator", "auditor"})
OFFICERS = frozenset({"programme_officer", "administrator"})
COUNTRY = frozenset({"focal_point", "embassy", "agency_office"})
NOMINEE = frozenset({"nominee", "participant"})


def roles_here(user: User, subject: Subject) -> frozenset[str]:
    """Return the roles of a user that reach a record."""
    return roles_over(mandates_today(user), subject, own_person_id(user))


def may(user: User, action: str, subject: Subject) -> bool:
    """Whether a user may do it to a record."""
    return can_act(roles_here(user, subject), action, subject.object_type)


def check(user: User, action: str, subject: Subject) -> None:
    """Errors: NotPermittedError when a user may not do it to a record."""
    if not may(user, action, subject):
        words = {"action": action, "object_type": subject.object_type.replace("_", " ")}
        raise_first([Refusal("not_permitted", words)], NotPermittedError)


def courses_of(user: User) -> QuerySet[CourseEdition]:
    """Return the editions that the institute's roles of a user reach."""
    scopes = {one.scope_id for one in mandates_today(user) if one.role_code in INSTITUTE}
    rows = CourseEdition.objects.select_related("edition__series", "call")
    return rows if None in scopes else rows.filter(public_id__in=scopes)


def course_for(user: User, course_id: str) -> CourseEdition:
    """Return an edition that a user sees as the institute does.

    Errors: NotFoundError; NotPermittedError.
    """
    rows = CourseEdition.objects.select_related("edition__series", "edition__activity", "call")
    course = rows.filter(public_id=course_id).first()
    if course is None:
        raise NotFoundError("There is no such course.", do="Check the address.")
    check(user, "view", of_course(course, "budget_line"))
    return course


def is_officer(user: User, course: CourseEdition) -> bool:
    """Whether a user runs this edition, and does not only watch over it."""
    return not roles_here(user, of_course(course)).isdisjoint(OFFICERS)


def call_of(course: CourseEdition) -> Call | None:
    """Return the call of an edition with the edition on it; None: it has none."""
    call: Call | None = getattr(course, "call", None)
    if call is not None:
        call.course = course
    return call


def country_mandates(user: User) -> tuple[HeldMandate, ...]:
    """Return the mandates by which a user speaks for a country."""
    return tuple(one for one in mandates_today(user) if one.role_code in COUNTRY)


def call_for_country(user: User, course_id: str, country_code: str) -> Call:
    """Return a call as a country sees it, once it is published.

    Errors: NotFoundError; NotPermittedError for another country.
    """
    rows = Call.objects.select_related("course__edition__series")
    call = rows.filter(course__public_id=course_id).exclude(state_code__in=("draft", "approved"))
    found = call.first()
    subject = Subject("nomination", course_id, country_code)
    if roles_here(user, subject).isdisjoint(COUNTRY):
        raise_first([Refusal("not_permitted", _VIEW)], NotPermittedError)
    if found is None:
        raise NotFoundError("There is no such call.", do="Go back to your calls.")
    return found


_VIEW = {"action": "view", "object_type": "nomination"}


def nomination_for(user: User, nomination_id: str) -> Nomination:
    """Return a nomination that a user may see, with call, course and person.

    Errors: NotFoundError; NotPermittedError.
    """
    rows = Nomination.objects.select_related("call__course__edition__series", "person__user")
    nomination = rows.filter(public_id=nomination_id).first()
    if nomination is None:
        raise NotFoundError("There is no such nomination.", do="Check the address.")
    roles = roles_here(user, of_nomination(nomination)) - {"committee_member"}
    seeing = {one for one in roles if sees_nomination_in(one, nomination.state_code)}
    if not can_act(seeing, "view", "nomination"):
        raise_first([Refusal("not_permitted", _VIEW)], NotPermittedError)
    return nomination
