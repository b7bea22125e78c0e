"""Accounts and mandates; the audit knows a user by an opaque id alone."""

from __future__ import annotations

from datetime import date

import pytest

from records.course_samples import make_course
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotPermittedError, TransitionError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.users import (
    GRANTED_ROLES,
    create_administrator,
    create_user,
    end_mandate,
    grant_mandate,
)
from tomoni.records.models import AuditEvent, User
from tomoni.records.queries.mandates import mandates_of, roles_of
from tomoni.rules.permissions import HeldMandate

pytestmark = pytest.mark.django_db

PASSWORD = "twelve-quiet-otters"


def test_the_first_administrator_may_make_others() -> None:
    admin = create_administrator(username="akiko", password=PASSWORD)
    assert admin.check_password(PASSWORD) and roles_of(admin) == {"administrator"}
    officer = create_user(username="haruto", password=PASSWORD, by=admin)
    assert roles_of(officer) == frozenset() and not officer.is_superuser
    grant_mandate(by=admin, user=officer, role_code="desk_officer")
    assert roles_of(officer) == {"desk_officer"}


def test_the_audit_names_nobody() -> None:
    admin = create_administrator(username="akiko", password=PASSWORD)
    create_user(username="haruto", password=PASSWORD, by=admin)
    rows = AuditEvent.objects.values_list("by", "object_id", "payload")
    assert "akiko" not in str(list(rows)) and "haruto" not in str(list(rows))
    assert AuditEvent.objects.latest("sequence").by == admin.public_id
    assert verify_chain().length == 3


@pytest.mark.parametrize(
    ("username", "password"),
    [("akiko", PASSWORD), ("a b", PASSWORD), ("haruto", "short"), ("haruto", "password")],
)
def test_unfit_accounts_are_refused(username: str, password: str) -> None:
    create_administrator(username="akiko", password=PASSWORD)
    with pytest.raises(InputError):
        create_user(username=username, password=password, by=SYSTEM)
    assert User.objects.count() == 1


def test_a_mandate_holds_from_its_first_to_its_last_day() -> None:
    user = make_user()
    mandate = grant_mandate(
        by=SYSTEM, user=user, role_code="editor", start=date(2021, 4, 1), end=date(2022, 3, 31)
    )
    days = [date(2021, 3, 31), date(2021, 4, 1), date(2022, 3, 31), date(2022, 4, 1)]
    assert [bool(roles_of(user, day)) for day in days] == [False, True, True, False]
    end_mandate(mandate, by=SYSTEM, end=date(2021, 9, 30))
    assert not roles_of(user, date(2021, 10, 1)) and roles_of(user, date(2021, 9, 30))
    with pytest.raises(TransitionError):
        end_mandate(mandate, by=SYSTEM, end=date(2022, 1, 1))
    with pytest.raises(InputError):
        end_mandate(mandate, by=SYSTEM, end=date(2021, 1, 1))


@pytest.mark.parametrize("role", ["public", "emperor"])
def test_roles_that_nobody_can_hold(role: str) -> None:
    with pytest.raises(InputError):
        grant_mandate(by=SYSTEM, user=make_user(), role_code=role)
    assert role not in GRANTED_ROLES


def test_a_mandate_does_not_end_before_it_starts() -> None:
    with pytest.raises(InputError):
        grant_mandate(
            by=SYSTEM, user=make_user(), role_code="editor",
            start=date(2021, 4, 1), end=date(2021, 3, 31),
        )  # fmt: skip


def test_an_account_that_is_switched_off_holds_nothing() -> None:
    user = make_user(is_superuser=True, is_active=False)
    make_mandate(user=user, role_code="editor")
    assert roles_of(user) == frozenset()


def test_only_administrators_make_accounts_and_grant() -> None:
    editor = make_user()
    make_mandate(user=editor, role_code="editor")
    with pytest.raises(NotPermittedError):
        create_user(username="haruto", password=PASSWORD, by=editor)
    with pytest.raises(NotPermittedError):
        grant_mandate(by=editor, user=editor, role_code="administrator")


def test_a_mandate_states_what_its_role_is_bound_to() -> None:
    user = create_user(username="kai", password=PASSWORD, by=SYSTEM)
    for role, missing in (("focal_point", "country"), ("committee_member", "course")):
        with pytest.raises(InputError, match=f"for one {missing}"):
            grant_mandate(by=SYSTEM, user=user, role_code=role)
    with pytest.raises(InputError, match="no place"):
        grant_mandate(by=SYSTEM, user=user, role_code="embassy", country_code="XX")
    with pytest.raises(InputError, match="no course edition"):
        grant_mandate(by=SYSTEM, user=user, role_code="lecturer", scope_id="nowhere")
    course = make_course()
    grant_mandate(by=SYSTEM, user=user, role_code="focal_point", country_code="KE")
    grant_mandate(by=SYSTEM, user=user, role_code="lecturer", scope_id=course.public_id)
    assert mandates_of(user) == (
        HeldMandate("focal_point", "KE"),
        HeldMandate("lecturer", None, course.public_id),
    )
