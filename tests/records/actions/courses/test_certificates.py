"""Certificates are issued once, revoked with a reason, and leave their mark in the audit."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction

from records.actions.courses.certifying import (
    PlainIssuer,
    held_course,
    make_key,
    officer,
    participant,
)
from records.course_samples import make_person
from records.samples import make_user
from tomoni.catalogue.errors import NotPermittedError, RefusedError, TransitionError
from tomoni.exchange.badges.status import SMALLEST_LIST
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import certificates as actions
from tomoni.records.actions.courses.certificates import (
    certificates_due,
    issue_certificates,
    revoke_certificate,
)
from tomoni.records.actions.courses.erasing import clear_person
from tomoni.records.actions.courses.signing_keys import key_in_service, put_in_service
from tomoni.records.models import (
    AuditEvent,
    Certificate,
    CourseEdition,
    Notice,
    Participation,
    SigningKey,
    User,
)

pytestmark = pytest.mark.django_db


def issue(course: CourseEdition, by: User | str = "system") -> list[str]:
    if key_in_service() is None:
        make_key()
    return issue_certificates(by=by, course_id=course.public_id, issuer=PlainIssuer())


def test_each_participation_gets_one_of_the_kind_due() -> None:
    course = held_course()
    passed, attended = participant(course), participant(course, assessment_passed=None)
    partly = participant(course, "partially_completed", attended_minutes=60)
    for state in ("active", "withdrawn", "dismissed", "offered"):
        participant(course, state)
    assert len(issue(course, officer(course))) == 3
    kinds = dict(Certificate.objects.values_list("participation_id", "kind_code"))
    assert kinds == {
        passed.pk: "completion", attended.pk: "participation", partly.pk: "participation",
    }  # fmt: skip
    states = Participation.objects.filter(certificates__isnull=False).order_by("pk")
    # Whoever completed in part is never counted as a graduate.
    assert [one.state_code for one in states] == [
        "certified", "certified", "partially_completed",
    ]  # fmt: skip


def test_issuing_again_issues_nothing() -> None:
    course = held_course()
    participant(course)
    participant(course, "partially_completed")
    assert len(issue(course)) == 2
    before = list(Certificate.objects.values())
    events = AuditEvent.objects.count()
    assert issue(course) == []
    assert list(Certificate.objects.values()) == before
    assert AuditEvent.objects.count() == events
    verify_chain()


def test_numbers_are_of_the_edition_and_places_are_drawn() -> None:
    course = held_course()
    for _ in range(3):
        participant(course)
    issue(course)
    rows = Certificate.objects.order_by("pk")
    key = course.public_id.upper()
    assert [row.number for row in rows] == [f"{key}-0001", f"{key}-0002", f"{key}-0003"]
    assert len({row.status_index for row in rows}) == 3
    assert all(0 <= row.status_index < actions.LIST_SIZE for row in rows)
    assert actions.LIST_SIZE == SMALLEST_LIST
    for row in rows:
        assert row.sha256 == sha256(str(row.credential).encode()).hexdigest()


def test_a_list_that_is_half_full_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "LIST_SIZE", 4)
    course = held_course()
    for _ in range(5):
        participant(course)
    issue(course)
    lists = Certificate.objects.order_by("pk").values_list("status_list", flat=True)
    assert list(lists) == [1, 1, 2, 2, 3]


def test_the_audit_names_nobody_and_the_message_goes_to_whom_it_concerns() -> None:
    course = held_course()
    person = make_person(
        family_name="Otieno", user=make_user(email="achieng@example.org"), country_code="KE",
        preferred_language_code="ja",
    )  # fmt: skip
    participant(course, person=person)
    issue(course)
    issue(course)
    notice = Notice.objects.get()
    assert (notice.template_code, notice.language_code) == ("certificate_issued", "ja")
    assert "Otieno" not in "".join(AuditEvent.objects.values_list("payload", flat=True))
    revoke_certificate(
        by="system", certificate_id=Certificate.objects.get().public_id, why="Wrong name"
    )
    assert Notice.objects.count() == 2
    assert "Wrong name" not in "".join(AuditEvent.objects.values_list("payload", flat=True))


def test_a_revoked_one_is_followed_only_where_that_was_said() -> None:
    course = held_course()
    participant(course)
    participant(course)
    first, second = issue(course)
    by = officer(course)
    revoke_certificate(by=by, certificate_id=first, why="Obtained by fraud")
    assert issue(course) == []
    revoke_certificate(by=by, certificate_id=second, why="Wrong name", may_follow=True)
    (follower,) = issue(course)
    found = Certificate.objects.get(public_id=follower)
    assert found.number.endswith("-0003")
    assert issue(course) == []
    event = AuditEvent.objects.get(object_id=second, verb="revoke")
    assert json.loads(event.payload) == {"may_follow": True}


def test_a_certificate_is_revoked_once() -> None:
    course = held_course()
    participant(course)
    (one,) = issue(course)
    with pytest.raises(TransitionError, match="reason"):
        revoke_certificate(by="system", certificate_id=one, why=" ")
    revoke_certificate(by="system", certificate_id=one, why="Obtained by fraud")
    with pytest.raises(TransitionError, match="revoked already"):
        revoke_certificate(by="system", certificate_id=one, why="Obtained by fraud")


@pytest.mark.parametrize("role", ["auditor", "participant", "evaluator", "logistics"])
def test_others_neither_issue_nor_revoke(role: str) -> None:
    course = held_course()
    participant(course)
    (one,) = issue(course)
    stranger = officer(course, role)
    with pytest.raises(NotPermittedError):
        issue(course, stranger)
    with pytest.raises(NotPermittedError):
        revoke_certificate(by=stranger, certificate_id=one, why="because")


def test_an_officer_of_another_course_does_not_revoke() -> None:
    course = held_course()
    participant(course)
    (one,) = issue(course)
    with pytest.raises(NotPermittedError):
        revoke_certificate(by=officer(held_course()), certificate_id=one, why="because")


def test_nothing_is_issued_of_an_edition_that_is_not_held_or_without_a_key() -> None:
    course = held_course(state_code="planned")
    with pytest.raises(TransitionError, match="planned"):
        issue(course)
    SigningKey.objects.all().delete()
    later = held_course()
    participant(later)
    with pytest.raises(RefusedError, match="No key"):
        issue_certificates(by="system", course_id=later.public_id, issuer=PlainIssuer())


def test_people_of_rosters_and_erased_ones_receive_none() -> None:
    course = held_course()
    gone = participant(course)
    clear_person([gone.person])
    assert certificates_due(course) == []


def test_erasing_removes_what_the_certificate_says_and_keeps_that_it_was_issued() -> None:
    course = held_course()
    one = participant(course)
    issue(course)
    assert clear_person([one.person])["certificates"] == 1
    row = Certificate.objects.get()
    assert (row.facts, row.credential) == ({}, None)
    assert re.fullmatch("[0-9a-f]{64}", row.sha256)


def test_one_certificate_in_force_is_held_by_the_database() -> None:
    course = held_course()
    participant(course)
    issue(course)
    row = Certificate.objects.get()
    row.pk, row.public_id, row.number, row.sha256, row.status_index = None, "x", "x", "x", 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_new_key_retires_the_old_one() -> None:
    old = make_key()
    new = put_in_service(by="system", kid="did:web:example.org#k2", jwk={"kty": "OKP"})
    old.refresh_from_db()
    assert old.retired_at is not None and old.revoked_at is None
    # What the old one signed within this second stays proven.
    assert old.retired_at > new.valid_from
    assert key_in_service() == new
    with pytest.raises(NotPermittedError):
        put_in_service(by=officer(), kid="did:web:example.org#k3", jwk={})


def test_a_compromised_key_takes_its_certificates_with_it_and_corrected_ones_follow() -> None:
    course = held_course()
    participant(course)
    issue(course)
    put_in_service(
        by="system", kid="did:web:example.org#k2", jwk={}, compromised=True, why="Laptop stolen"
    )
    row = Certificate.objects.get()
    assert row.revoked_at is not None and row.may_follow
    assert SigningKey.objects.exclude(revoked_at=None).count() == 1
    (follower,) = issue(course)
    assert Certificate.objects.get(public_id=follower).key.kid.endswith("k2")
    assert datetime.now(UTC) - row.revoked_at < timedelta(minutes=5)
    verify_chain()
