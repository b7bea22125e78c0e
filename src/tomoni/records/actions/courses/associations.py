"""Associations of alumni: what they are, what they do, who belongs to them and holds office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from tomoni.catalogue.codelists import codelist
from tomoni.catalogue.errors import InputError, TransitionError, Where
from tomoni.records.models import (
    AlumniAssociation,
    AssociationActivity,
    AssociationMembership,
    AssociationOffice,
    Consent,
    Person,
    User,
)
from tomoni.rules.courses.alumni import ASSOCIATION, check_join, check_office
from tomoni.rules.courses.persons import is_country
from tomoni.rules.permissions import Subject
from tomoni.rules.refusals import Refusal, raise_first

from ..audit import as_payload, record_event
from ..common import find, new_id, stated
from ..loading.columns import date_columns
from .persons import check_open, subject_of
from .scopes import check_may
from .steps import check_seen, save_revised


@dataclass(frozen=True, slots=True)
class AssociationValues:
    """An association as entered. ``founded``: a date as stated, such as "2009". None: not known."""

    country_code: str
    name: str
    native_name: str | None = None
    founded: str | None = None
    charter: str | None = None
    charter_url: str | None = None
    founding_members: int | None = None
    dissolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityValues:
    """Something that an association did. ``held``: a date as stated. None: not known."""

    title: str
    held: str | None = None
    note: str | None = None
    attendance: int | None = None


@transaction.atomic
def create_association(*, by: User | str, values: AssociationValues) -> AlumniAssociation:
    """Enter an association and return it.

    Errors: NotPermittedError; InputError for an unknown country, a blank or a taken name.
    """
    check_may(by, "create", Subject("association", None, values.country_code))
    columns = _columns(values)
    _check_free(columns, None)
    made = AlumniAssociation.objects.create(public_id=new_id(), **columns)
    _record("association", made.public_id, "create", by, {})
    return made


@transaction.atomic
def change_association(
    *,
    by: User | str,
    association_id: str,
    values: AssociationValues,
    seen_revision: int | None = None,
) -> AlumniAssociation:
    """Change what is known of an association, and return it.

    Errors: as ``create_association``; NotFoundError; TransitionError when it changed meanwhile.
    """
    held = find(AlumniAssociation, association_id, lock=True)
    check_may(by, "change", Subject("association", None, held.country_code))
    check_seen(held, "association", seen_revision)
    columns = _columns(values)
    _check_free(columns, held.pk)
    changed = sorted(name for name, value in columns.items() if getattr(held, name) != value)
    if changed:
        for name in changed:
            setattr(held, name, columns[name])
        save_revised(held)
        _record("association", held.public_id, "change", by, {"fields": changed})
    return held


@transaction.atomic
def add_activity(
    *, by: User | str, association_id: str, values: ActivityValues
) -> AssociationActivity:
    """Enter something that an association did, and return it.

    Errors: NotPermittedError; NotFoundError; InputError for a blank title.
    """
    association = find(AlumniAssociation, association_id)
    check_may(by, "create", Subject("association_activity", None, association.country_code))
    if not values.title.strip():
        raise InputError("The activity has no title.", where=Where(field="title"), do="Name it.")
    made = AssociationActivity.objects.create(
        public_id=new_id(), association=association, title=values.title.strip(),
        note=(values.note or "").strip() or None, attendance=values.attendance,
        **date_columns("held", stated(values.held)),
    )  # fmt: skip
    payload = {"association_id": association_id}
    _record("association_activity", made.public_id, "create", by, payload)
    return made


@transaction.atomic
def join_association(
    *,
    by: User | str,
    association_id: str,
    person_id: str,
    joined_on: date,
    is_founder: bool = False,
) -> AssociationMembership:
    """Enter a member and return the membership.

    Errors: NotPermittedError; NotFoundError; TransitionError when the person has not agreed that
    the association has their name, is a member already, or the association was dissolved.
    """
    association = find(AlumniAssociation, association_id)
    person = find(Person, person_id, lock=True)
    check_may(by, "create", subject_of(person, "association_membership"))
    check_open(person)
    consents = Consent.objects.filter(
        person=person, scope_code=ASSOCIATION, withdrawn_at__isnull=True
    )
    there = association.memberships.filter(person=person, left_on__isnull=True)
    check_join(
        consents=consents.exists(), is_dissolved=association.dissolved_on is not None,
        is_member=there.exists(),
    )  # fmt: skip
    made = AssociationMembership.objects.create(
        public_id=new_id(), association=association, person=person, joined_on=joined_on,
        is_founder=is_founder,
    )  # fmt: skip
    payload = {"association_id": association_id, "of_person": person_id}
    _record("association_membership", made.public_id, "create", by, payload)
    return made


@transaction.atomic
def leave_association(
    *, by: User | str, membership_id: str, left_on: date
) -> AssociationMembership:
    """Let a membership end with a day, and the offices with it; return the membership.

    Errors: NotPermittedError; NotFoundError; InputError for a day before the first; TransitionError
    when it has ended.
    """
    held = find(AssociationMembership, membership_id, lock=True)
    check_may(by, "change", subject_of(held.person, "association_membership"))
    if held.left_on is not None:
        raise TransitionError("The membership has ended.", do="Reload the page.")
    if left_on < held.joined_on:
        raise_first([Refusal("days_out_of_order", {}, "left_on")], InputError)
    held.left_on = left_on
    held.save(update_fields=["left_on"])
    for office in held.offices.filter(until_on__isnull=True):
        office.until_on = max(left_on, office.from_on)
        office.save(update_fields=["until_on"])
    _record("association_membership", held.public_id, "change", by, {"fields": ["left_on"]})
    return held


@transaction.atomic
def enter_office(
    *,
    by: User | str,
    membership_id: str,
    office_code: str,
    from_on: date,
    until_on: date | None = None,
) -> AssociationOffice:
    """Enter an office that a member holds or held, and return it.

    Errors: NotPermittedError; NotFoundError; InputError for an unknown office, or days that are out
    of order or outside of the membership.
    """
    membership = find(AssociationMembership, membership_id, lock=True)
    check_may(by, "create", subject_of(membership.person, "association_office"))
    if office_code not in codelist("association_office").codes:
        raise_first([Refusal("unknown_word", {"word": office_code}, "office_code")], InputError)
    check_office(membership.joined_on, membership.left_on, from_on, until_on)
    made = AssociationOffice.objects.create(
        public_id=new_id(), membership=membership, office_code=office_code, from_on=from_on,
        until_on=until_on,
    )  # fmt: skip
    payload = {"membership_id": membership_id}
    _record("association_office", made.public_id, "create", by, payload)
    return made


def _columns(values: AssociationValues) -> dict[str, Any]:
    if not is_country(values.country_code):
        words = {"country": values.country_code}
        raise_first([Refusal("unknown_country", words, "country_code")], InputError)
    if not values.name.strip():
        raise InputError("The association has no name.", where=Where(field="name"), do="Name it.")
    url = (values.charter_url or "").strip() or None
    if url is not None and not url.startswith(("https://", "http://")):
        raise InputError("This is no web address.", where=Where(field="charter_url"), do="Mend it.")
    return {
        "country_code": values.country_code,
        "name": values.name.strip(),
        "native_name": (values.native_name or "").strip() or None,
        "charter": (values.charter or "").strip() or None,
        "charter_url": url,
        "founding_members": values.founding_members,
        "dissolved_on": values.dissolved_on,
        **date_columns("founded", stated(values.founded)),
    }


def _check_free(columns: Mapping[str, Any], own: int | None) -> None:
    same = AlumniAssociation.objects.filter(
        country_code=columns["country_code"], name=columns["name"]
    ).exclude(pk=own)
    if same.exists():
        raise InputError(
            "The country has an association of this name.", where=Where(field="name"),
            do="Open that one.",
        )  # fmt: skip


def _record(
    object_type: str, object_id: str, verb: str, by: User | str, payload: Mapping[str, object]
) -> None:
    record_event(
        by=by, verb=verb, object_type=object_type, object_id=object_id,
        payload=as_payload(payload),
    )  # fmt: skip
