from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from records.actions.courses.people import everything
from records.course_samples import make_nomination, make_participation, make_person
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.employments import (
    EmploymentValues,
    add_employment,
    change_employment,
    give_consent,
    withdraw_consent,
)
from tomoni.records.actions.courses.persons import (
    PersonValues,
    change_person,
    create_person,
    erase_person,
    version_of,
)
from tomoni.records.models import AuditEvent, Notice, Participation, Person, User

pytestmark = pytest.mark.django_db
VALUES = PersonValues("KE", "Otieno", "Grace", sex_code="female", birth_year=1979)


def officer(role: str = "programme_officer", **columns: object) -> User:
    return make_mandate(role_code=role, **columns).user


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("sequence")


def test_a_person_is_entered_and_the_audit_names_nobody() -> None:
    person = create_person(VALUES, by=officer())
    assert (person.search_name, person.country_code) == ("otieno grace", "KE")
    event = last_event()
    assert (event.verb, event.object_type, event.object_id) == (
        "create", "person", person.public_id,
    )  # fmt: skip
    assert "Otieno" not in event.payload
    assert "1979" not in event.payload
    verify_chain()


def test_who_may_enter_whom() -> None:
    focal_point = officer("focal_point", country_code="KE")
    assert create_person(VALUES, by=focal_point).pk
    with pytest.raises(NotPermittedError):
        create_person(PersonValues("VN", "Tran"), by=focal_point)
    for role in ("auditor", "logistics", "committee_member", "desk_officer"):
        with pytest.raises(NotPermittedError):
            create_person(VALUES, by=officer(role))
    assert Person.objects.count() == 1


def test_a_person_without_a_name_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(InputError, match="Neither a family name"):
        create_person(PersonValues("KE", given_name="Grace"), by="system")
    assert not Person.objects.exists()
    assert not AuditEvent.objects.exists()


def test_changes_name_their_columns_and_none_leaves_no_event() -> None:
    person = create_person(VALUES, by="system")
    changed = change_person(person.public_id, PersonValues("KE", "Ochieng"), by="system")
    assert changed.search_name == "ochieng"
    fields = json.loads(last_event().payload)["fields"]
    assert fields == ["birth_year", "family_name", "given_name", "sex_code"]
    events = AuditEvent.objects.count()
    change_person(person.public_id, PersonValues("KE", "Ochieng"), by="system")
    assert AuditEvent.objects.count() == events


def test_the_second_of_two_officers_is_told() -> None:
    person = create_person(VALUES, by="system")
    seen = version_of(person)
    change_person(person.public_id, PersonValues("KE", "Ochieng"), by="system", seen=seen)
    with pytest.raises(TransitionError, match="meanwhile"):
        change_person(person.public_id, PersonValues("KE", "Owino"), by="system", seen=seen)
    assert Person.objects.get().family_name == "Ochieng"


def test_erasing_removes_who_it_was_and_leaves_what_was_counted() -> None:
    person = make_person(country_code="KE", email="grace@example.org", birth_year=1979)
    kept = make_participation(
        person=person, country_code="KE", profession_code="judge", organisation="High Court"
    )
    nomination = make_nomination(person=person, answers={"why": "…"}, organisation="High Court")
    add_employment(person.public_id, EmploymentValues("High Court", "Judge"), by="system")
    give_consent(person.public_id, "directory", by="system")
    Notice.objects.create(
        public_id="n", event_key="n", template_code="x", address="grace@example.org",
        parameters={"name": "Grace"}, created_at=datetime.now(UTC),
    )  # fmt: skip
    merged = make_person(merged_into=person)
    erased = erase_person(person.public_id, by="system", why="Asked for by the person.")
    for row in (erased, Person.objects.get(pk=merged.pk)):
        assert row.erased_at is not None
        assert (row.family_name, row.given_name, row.email, row.birth_year) == (None,) * 4
        assert row.search_name == ""
    assert not erased.employments.exists()
    assert not erased.consents.filter(withdrawn_at__isnull=True).exists()
    after = Participation.objects.get(pk=kept.pk)
    assert (after.country_code, after.profession_code, after.organisation) == ("KE", "judge", None)
    nomination.refresh_from_db()
    assert (nomination.answers, nomination.organisation) == ({}, None)
    assert Notice.objects.get().parameters == {}
    assert "grace" not in json.dumps(everything(), default=str).casefold()
    verify_chain()


def test_only_an_administrator_erases_and_only_once() -> None:
    person = make_person()
    with pytest.raises(NotPermittedError):
        erase_person(person.public_id, by=officer(), why="Asked for.")
    with pytest.raises(InputError):
        erase_person(person.public_id, by="system", why=" ")
    erase_person(person.public_id, by=officer("administrator"), why="Asked for.")
    for again in (
        lambda: erase_person(person.public_id, by="system", why="Asked for."),
        lambda: change_person(person.public_id, VALUES, by="system"),
        lambda: give_consent(person.public_id, "contact", by="system"),
    ):
        with pytest.raises(TransitionError, match="erased"):
            again()


def test_an_account_in_use_stands_against_erasing() -> None:
    user = make_user()
    person = make_person(user=user)
    with pytest.raises(TransitionError, match="account"):
        erase_person(person.public_id, by="system", why="Asked for.")
    user.is_active = False
    user.save()
    assert erase_person(person.public_id, by="system", why="Asked for.").user is None


def test_posts_over_time() -> None:
    person = make_person(country_code="KE")
    first = add_employment(
        person.public_id, EmploymentValues("High Court", start="2010", end="2015"), by=officer()
    )
    add_employment(person.public_id, EmploymentValues("Ministry", start="2015-06"), by="system")
    change_employment(
        first.public_id, EmploymentValues("High Court", "Judge", "judge", "KE", "2010", "2014"),
        by="system",
    )  # fmt: skip
    first.refresh_from_db()
    assert (first.post, first.end_stated) == ("Judge", "2014")
    for wrong in (
        EmploymentValues("Court", start="2015", end="2014"),
        EmploymentValues("Court", profession_code="wizard"),
        EmploymentValues("Court", country_code="XX"),
        EmploymentValues(" "),
    ):
        with pytest.raises(InputError):
            add_employment(person.public_id, wrong, by="system")


def test_consent_is_given_once_withdrawn_and_given_again() -> None:
    user = make_user()
    make_mandate(user=user, role_code="participant")
    person = make_person(user=user)
    first = give_consent(person.public_id, "directory", by=user)
    assert give_consent(person.public_id, "directory", by=user) == first
    assert withdraw_consent(person.public_id, "directory", by=user).withdrawn_at
    with pytest.raises(TransitionError):
        withdraw_consent(person.public_id, "directory", by=user)
    assert give_consent(person.public_id, "directory", by=user) != first
    with pytest.raises(InputError):
        give_consent(person.public_id, "everything", by=user)
    with pytest.raises(NotPermittedError):
        give_consent(make_person().public_id, "directory", by=user)
