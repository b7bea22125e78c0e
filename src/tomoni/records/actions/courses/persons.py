"""People of the courses: entered, changed, erased. The audit names them by opaque ids alone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from django.db import transaction

from tomoni.catalogue.errors import TransitionError
from tomoni.records.models import Person, User
from tomoni.rules.courses.persons import PersonFacts, check_erase, check_person, search_name
from tomoni.rules.courses.revisions import check_save
from tomoni.rules.permissions import Subject
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import as_payload, record_event
from ..common import find, new_id, why_given
from .erasing import clear_person, standing_for
from .scopes import check_may


@dataclass(frozen=True, slots=True)
class PersonValues:
    """A person as entered. None: not stated. ``country_code``: ISO 3166-1 alpha-2."""

    country_code: str
    family_name: str | None = None
    given_name: str | None = None
    native_name: str | None = None
    sex_code: str = "undisclosed"
    birth_year: int | None = None
    email: str | None = None
    preferred_language_code: str = "en"


_COLUMNS = tuple(field.name for field in fields(PersonValues))


def subject_of(person: Person, object_type: str = "person") -> Subject:
    """Return a person, or what belongs to one, as permissions see it."""
    return Subject(object_type, None, person.country_code, person.public_id)


def version_of(person: Person) -> str:
    """Return a digest of what can be changed: a form carries it to tell whether others did."""
    stated = [getattr(person, name) for name in _COLUMNS]
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()[:16]


@transaction.atomic
def create_person(values: PersonValues, *, by: User | str, course_id: str | None = None) -> Person:
    """Enter a person and return the row.

    ``course_id``: public id of the course for which somebody of that course alone enters them.
    Writes the row and its audit event, which names nothing. Errors: NotPermittedError; InputError
    when the rules of persons refuse a value.
    """
    check_may(by, "create", Subject("person", course_id, values.country_code))
    check_person(PersonFacts(**asdict(values)), datetime.now(UTC).date())
    person = Person.objects.create(
        public_id=new_id(), **asdict(values), search_name=_search(values)
    )
    _record(person, "create", by, sorted(name for name, value in asdict(values).items() if value))
    return person


@transaction.atomic
def change_person(
    person_id: str, values: PersonValues, *, by: User | str, seen: str | None = None
) -> Person:
    """Change what is known of a person and return the row.

    ``seen``: ``version_of`` the row that was edited. Errors: NotPermittedError; NotFoundError;
    InputError; TransitionError for an erased or merged person, and when others changed it
    meanwhile.
    """
    person = find(Person, person_id, lock=True)
    check_may(by, "change", subject_of(person))
    check_open(person)
    if seen is not None and seen != version_of(person):
        check_save(0, 1, "person", "")
    check_person(PersonFacts(**asdict(values)), datetime.now(UTC).date())
    changed = sorted(n for n, value in asdict(values).items() if getattr(person, n) != value)
    if changed:
        for name in changed:
            setattr(person, name, getattr(values, name))
        person.search_name = _search(values)
        person.save()
        _record(person, "change", by, changed)
    return person


@transaction.atomic
def erase_person(person_id: str, *, by: User | str, why: str) -> Person:
    """Remove names, contacts, posts and answers of a person for good; what was counted stays.

    Rows merged into the person are erased with it. The audit keeps its opaque ids, so its chain
    holds. Errors: NotPermittedError; NotFoundError; InputError without a reason; TransitionError
    when it is erased, has been merged into another, or has an account in use.
    """
    person = find(Person, person_id, lock=True)
    check_may(by, "erase", subject_of(person))
    reason = why_given(why)
    check_open(person)
    rows = standing_for(person)
    check_erase(any(row.user is not None and row.user.is_active for row in rows))
    removed = clear_person(rows)
    for row in rows:
        record_event(
            by=by,
            verb="erase",
            object_type="person",
            object_id=row.public_id,
            payload=as_payload({"why": reason, **removed}),
        )
    return Person.objects.get(pk=person.pk)


def check_open(person: Person) -> None:
    """Errors: TransitionError when the person is erased or has been merged into another."""
    refusals = []
    if person.erased_at is not None:
        refusals.append(Refusal("person_is_erased"))
    if person.merged_into_id is not None:
        refusals.append(Refusal("merged_already"))
    raise_first(refusals, TransitionError)


def _search(values: PersonValues) -> str:
    return search_name(values.family_name, values.given_name, values.native_name)


def _record(person: Person, verb: str, by: User | str, names: list[str]) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type="person",
        object_id=person.public_id,
        payload=as_payload({"fields": names}),
    )
