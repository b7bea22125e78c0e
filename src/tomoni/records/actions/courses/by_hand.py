"""People who take part without a nomination: host nationals, observers, self-funded, invited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, Where
from tomoni.records.models import CourseEdition, Participation, Person, User
from tomoni.records.queries.courses.participants import seats_of
from tomoni.rules.courses.offering import check_by_hand, check_expiry, check_offer
from tomoni.rules.courses.persons import search_name

from ..audit import as_payload, record_event
from ..common import find, new_id
from .announcing import announce_participation
from .offers import invite_if_unknown
from .participants import take_seat_step
from .persons import PersonValues, create_person
from .scopes import check_may, of_course
from .steps import event_key, lock


@dataclass(frozen=True, slots=True, kw_only=True)
class HandValues:
    """Who is entered, and how. ``expires_at``: until when the offer runs; None: the person has
    agreed already, and the seat counts as accepted."""

    person: PersonValues
    role_code: str
    organisation: str | None = None
    profession_code: str | None = None
    expires_at: datetime | None = None


@transaction.atomic
def add_participant(
    *, by: User | str, course_id: str, values: HandValues, now: datetime | None = None
) -> Participation:
    """Give somebody a seat of their kind in an edition, and return the participation.

    A person of the same country with the same names and address is taken to be the same. Errors:
    NotPermittedError; NotFoundError; InputError for an unknown code or what the rules of persons
    refuse; RefusedError when the seats of the kind are taken, the person is in the edition already,
    or participants are selected from a call.
    """
    course = lock(find(CourseEdition, course_id))
    check_may(by, "create", of_course(course, "participation"))
    _check_codes(values)
    role = values.role_code
    person = _known(values.person)
    there = _there(course, person)
    check_by_hand(role, course.admission_code, there)
    seats = seats_of(course)[role]
    check_offer(course.state_code, role, seats.seats, seats.taken)
    instant = now or datetime.now(UTC)
    if values.expires_at is not None:
        check_expiry(values.expires_at, instant, course.zone)
    if person is None:
        person = create_person(values.person, by=by, course_id=course_id)
    one = Participation.objects.create(
        public_id=new_id(), edition=course.edition, person=person, role_code=role,
        country_code=values.person.country_code, organisation=values.organisation or None,
        profession_code=values.profession_code or None, offer_expires_at=values.expires_at,
        is_synthetic=course.is_synthetic,
    )  # fmt: skip
    payload = {"course_id": course_id, "role_code": role, "expires_at": values.expires_at}
    record_event(by=by, verb="create", object_type="participation", object_id=one.public_id,
                 payload=as_payload(payload))  # fmt: skip
    if values.expires_at is None:
        return take_seat_step(one, "accept", by=by, now=instant)
    announce_participation(one, "offer_made", event_key("participation", one, "offer_made"))
    invite_if_unknown(one)
    return one


def _check_codes(values: HandValues) -> None:
    lists = {"profession_code": "profession", "role_code": "participation_role"}
    for name, list_name in lists.items():
        value = getattr(values, name)
        if value and not codelist(list_name).is_active(value):
            raise InputError(f"{value!r} is not in the list.", where=Where(field=name))


def _known(values: PersonValues) -> Person | None:
    """The person of that country with these names and this address; None: nobody."""
    name = search_name(values.family_name, values.given_name, values.native_name)
    found = Person.objects.filter(
        country_code=values.country_code, search_name=name, erased_at__isnull=True
    ).order_by("pk")  # fmt: skip
    for one in found:
        address = (one.email or "").lower()
        if address and address == (values.email or "").lower():
            return one.merged_into or one
    return None


def _there(course: CourseEdition, person: Person | None) -> str | None:
    if person is None:
        return None
    rows = course.edition.participations.filter(person=person)
    state: str | None = rows.values_list("state_code", flat=True).first()
    return state
