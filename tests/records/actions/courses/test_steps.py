"""A step asks role, condition, reason and revision, and leaves its mark in the audit."""

from __future__ import annotations

import json
from datetime import date

import pytest

from records.course_samples import make_course
from records.samples import make_mandate, make_user
from tomoni.catalogue.errors import NotPermittedError, TransitionError
from tomoni.records.actions.courses.scopes import of_course
from tomoni.records.actions.courses.steps import take_step
from tomoni.records.models import AuditEvent, CourseEdition, User
from tomoni.rules.courses.editions import EDITION

pytestmark = pytest.mark.django_db


def officer(course: CourseEdition | None = None) -> User:
    user = make_user()
    scope = None if course is None else course.public_id
    make_mandate(user=user, role_code="programme_officer", scope_id=scope, start=date(2021, 4, 1))
    return user


def announce(course: CourseEdition, by: User | str, **more: object) -> CourseEdition:
    given = {"conditions": {"is_dated": lambda held: None}} | more
    return take_step(EDITION, course, "announce", by=by, subject=of_course(course), **given)


def test_a_step_changes_state_and_revision_and_is_audited() -> None:
    course = make_course()
    taken = announce(course, officer(course))
    course.refresh_from_db()
    assert (course.state_code, course.revision, taken.pk) == ("announced", 2, course.pk)
    event = AuditEvent.objects.get(object_id=course.public_id)
    assert json.loads(event.payload) == {"from": "planned", "to": "announced", "step": "announce"}


def test_a_mandate_for_another_course_does_not_reach() -> None:
    course = make_course()
    with pytest.raises(NotPermittedError):
        announce(course, officer(make_course()))
    assert CourseEdition.objects.get(pk=course.pk).state_code == "planned"


def test_a_condition_that_does_not_hold_refuses_with_its_own_words() -> None:
    with pytest.raises(TransitionError, match="no first and last day"):
        announce(make_course(), officer(), conditions={"is_dated": lambda held: {}})


def test_a_guard_without_its_condition_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        announce(make_course(), officer(), conditions={})


def test_the_second_officer_is_told_what_changed() -> None:
    course = make_course()
    announce(course, officer(), seen_revision=1)
    with pytest.raises(TransitionError, match="planned → announced"):
        take_step(
            EDITION, course, "cancel", by=officer(), subject=of_course(course), conditions={},
            reason="budget", seen_revision=1,
        )  # fmt: skip


def test_a_reason_of_a_course_is_kept_in_the_audit() -> None:
    course = make_course()
    taken = take_step(
        EDITION, course, "cancel", by="system", subject=of_course(course), conditions={},
        reason=" earthquake ",
    )  # fmt: skip
    assert taken.state_reason == "earthquake"
    assert json.loads(AuditEvent.objects.get().payload)["why"] == "earthquake"
