"""The register of lecturers: what it keeps, who joins an account, what goes on erasing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from records.delivery_samples import NINE, make_edition_course, make_lecturer, make_session, officer
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import (
    InputError,
    NotPermittedError,
    RefusedError,
    TransitionError,
)
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.inviting_lecturers import invite_lecturer
from tomoni.records.actions.courses.lecturers import (
    LecturerValues,
    add_lecturer,
    change_lecturer,
    erase_lecturer,
    honorarium_of,
)
from tomoni.records.actions.invitations import accept, token_of
from tomoni.records.models import AuditEvent, Lecturer, Mandate
from tomoni.records.queries.courses.sessions import spans_of
from tomoni.rules.quantities import Quantity

pytestmark = pytest.mark.django_db
VALUES = LecturerValues(
    kind_code="visiting_expert", name="A. Expert", organisation="University", country_code="FR",
    email="expert@example.org", zone="Europe/Paris",
    available=((NINE, NINE + timedelta(hours=3)),),
    honorarium=Quantity(300, 2), honorarium_currency_code="JPY",
)  # fmt: skip


def test_what_is_entered_is_kept_exactly_and_not_told_to_the_audit() -> None:
    lecturer = add_lecturer(by=officer(), values=VALUES)
    stored = Lecturer.objects.get(pk=lecturer.pk)
    assert honorarium_of(stored) == Quantity(300, 2)
    assert spans_of(stored) == [(NINE, NINE + timedelta(hours=3))]
    payload = AuditEvent.objects.get(object_type="lecturer").payload
    assert "Expert" not in payload and "example.org" not in payload
    verify_chain()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind_code": "guru"}, "kind_code"),
        ({"country_code": "ZZ"}, "country_code"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"email": "nowhere"}, "email"),
        ({"available": ((NINE, NINE),)}, "available"),
        ({"honorarium": Quantity(-1, 0)}, "honorarium"),
        ({"honorarium_currency_code": "YEN"}, "honorarium_currency_code"),
        ({"biography": "x" * 5001}, "biography"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as refused:
        add_lecturer(by="system", values=replace(VALUES, **changes))
    assert refused.value.where is not None and refused.value.where.field == field


def test_two_who_change_a_lecturer_at_once() -> None:
    by, lecturer = officer(), make_lecturer()
    seen = lecturer.revision
    change_lecturer(by=by, lecturer_id=lecturer.public_id, values=VALUES, seen_revision=seen)
    with pytest.raises(TransitionError):
        change_lecturer(by=by, lecturer_id=lecturer.public_id, values=VALUES, seen_revision=seen)


def test_an_invited_lecturer_opens_the_courses_that_they_give_and_no_other() -> None:
    first, second = make_edition_course(), make_edition_course()
    lecturer = add_lecturer(by="system", values=replace(VALUES, available=()))
    make_session(first, lecturer_ids=(lecturer.public_id,))
    by = officer(first)
    with pytest.raises(NotPermittedError):
        invite_lecturer(by=by, lecturer_id=lecturer.public_id, course_id=second.public_id)
    invitation = invite_lecturer(by=by, lecturer_id=lecturer.public_id, course_id=first.public_id)
    user = accept(token_of(invitation.public_id), password="correct horse battery staple")
    lecturer.refresh_from_db()
    assert lecturer.user == user
    held = Mandate.objects.filter(user=user).values_list("role_code", "scope_id")
    assert list(held) == [("lecturer", first.public_id)]
    make_session(second, room="B", lecturer_ids=(lecturer.public_id,),
                 starts_at=NINE + timedelta(days=1))  # fmt: skip
    assert Mandate.objects.filter(user=user, scope_id=second.public_id).count() == 1
    with pytest.raises(RefusedError, match="has an account"):
        invite_lecturer(by=by, lecturer_id=lecturer.public_id, course_id=first.public_id)


def test_without_an_address_nobody_is_invited() -> None:
    course, lecturer = make_edition_course(), make_lecturer()
    with pytest.raises(InputError):
        invite_lecturer(by=officer(), lecturer_id=lecturer.public_id, course_id=course.public_id)


def test_erasing_leaves_the_sessions_and_takes_the_person() -> None:
    course = make_edition_course()
    lecturer = add_lecturer(by="system", values=replace(VALUES, available=()))
    session = make_session(course, lecturer_ids=(lecturer.public_id,))
    administrator = make_user()
    make_mandate(user=administrator, role_code="administrator")
    with pytest.raises(NotPermittedError):
        erase_lecturer(by=officer(), lecturer_id=lecturer.public_id, why="Asked for it")
    erase_lecturer(by=administrator, lecturer_id=lecturer.public_id, why="Asked for it")
    lecturer.refresh_from_db()
    kept = [lecturer.name, lecturer.email, lecturer.biography, lecturer.honorarium_quantity]
    assert kept == [None] * 4
    assert session.lecturers.get().lecturer == lecturer
    with pytest.raises(RefusedError, match="is erased"):
        change_lecturer(
            by=administrator, lecturer_id=lecturer.public_id, values=VALUES, seen_revision=None
        )
