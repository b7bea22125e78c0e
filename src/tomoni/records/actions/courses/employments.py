"""Posts of a person over time, and what the person agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import Consent, Employment, Person, User
from tomoni.rules.courses.persons import check_post, is_country
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import as_payload, record_event
from ..common import find, new_id, stated
from ..loading.columns import date_columns
from .persons import check_open, subject_of
from .scopes import check_may


@dataclass(frozen=True, slots=True)
class EmploymentValues:
    """One post. ``start`` and ``end``: dates as stated, such as "2019" or "2019-04"."""

    organisation: str
    post: str | None = None
    profession_code: str | None = None
    country_code: str | None = None
    start: str | None = None
    end: str | None = None


@transaction.atomic
def add_employment(person_id: str, values: EmploymentValues, *, by: User | str) -> Employment:
    """Enter a post of a person and return it. Errors: as ``change_employment``."""
    person = find(Person, person_id, lock=True)
    check_may(by, "create", subject_of(person, "employment"))
    check_open(person)
    added = Employment.objects.create(public_id=new_id(), person=person, **_columns(values))
    _record("employment", "create", added.public_id, person, by)
    return added


@transaction.atomic
def change_employment(
    employment_id: str, values: EmploymentValues, *, by: User | str
) -> Employment:
    """Change a post, or state its end, and return it.

    Errors: NotPermittedError; NotFoundError; InputError for an unknown word or dates out of order;
    TransitionError when the person is erased or merged.
    """
    employment = find(Employment, employment_id, lock=True)
    check_may(by, "change", subject_of(employment.person, "employment"))
    check_open(employment.person)
    for name, value in _columns(values).items():
        setattr(employment, name, value)
    employment.save()
    _record("employment", "change", employment.public_id, employment.person, by)
    return employment


@transaction.atomic
def give_consent(person_id: str, scope_code: str, *, by: User | str) -> Consent:
    """Note that a person agreed to one purpose; one in force is returned as it is.

    Errors: NotPermittedError; NotFoundError; InputError for an unknown purpose; TransitionError
    when the person is erased or merged.
    """
    person = find(Person, person_id, lock=True)
    check_may(by, "create", subject_of(person, "consent"))
    check_open(person)
    _check_word("consent_scope", scope_code, "scope_code")
    in_force = person.consents.filter(scope_code=scope_code, withdrawn_at__isnull=True).first()
    if in_force is not None:
        return in_force
    given = Consent.objects.create(person=person, scope_code=scope_code, given_at=datetime.now(UTC))
    _record("consent", "create", person.public_id, person, by, scope=scope_code)
    return given


@transaction.atomic
def withdraw_consent(person_id: str, scope_code: str, *, by: User | str) -> Consent:
    """Note that a person no longer agrees; it holds from this moment. Return the consent.

    Errors: NotPermittedError; NotFoundError; TransitionError when there is none in force.
    """
    person = find(Person, person_id, lock=True)
    check_may(by, "change", subject_of(person, "consent"))
    in_force = person.consents.filter(scope_code=scope_code, withdrawn_at__isnull=True).first()
    if in_force is None:
        raise TransitionError("This consent is not in force.", do="Reload the page.")
    in_force.withdrawn_at = datetime.now(UTC)
    in_force.save(update_fields=["withdrawn_at"])
    _record("consent", "withdraw", person.public_id, person, by, scope=scope_code)
    return in_force


def _columns(values: EmploymentValues) -> dict[str, Any]:
    if values.profession_code is not None:
        _check_word("profession", values.profession_code, "profession_code")
    if values.country_code is not None and not is_country(values.country_code):
        words = {"country": values.country_code}
        raise_first([Refusal("unknown_country", words, "country_code")], InputError)
    if not values.organisation.strip():
        raise InputError(
            "No organisation is given.", where=Where(field="organisation"), do="Name the employer."
        )
    start, end = stated(values.start), stated(values.end)
    check_post(start, end)
    return {
        "organisation": values.organisation.strip(),
        "post": values.post,
        "profession_code": values.profession_code,
        "country_code": values.country_code,
        **date_columns("start", start),
        **date_columns("end", end),
    }


def _check_word(list_name: str, code: str, field_name: str) -> None:
    if code not in codelist(list_name).codes:
        raise_first([Refusal("unknown_word", {"word": code}, field_name)], InputError)


def _record(
    object_type: str, verb: str, object_id: str, person: Person, by: User | str, **more: str
) -> None:
    record_event(
        by=by,
        verb=verb,
        object_type=object_type,
        object_id=object_id,
        payload=as_payload({"of_person": person.public_id, **more}),
    )
