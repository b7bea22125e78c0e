"""The secret address of a calendar: shown once, one account's own sessions, nothing after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from records.delivery_samples import (
    NINE,
    make_edition_course,
    make_group,
    make_lecturer,
    make_session,
    officer,
    seat,
)
from records.samples import make_user
from tomoni.catalogue.errors import NotFoundError, NotPermittedError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses.calendars import make_feed, owner_of, revoke_feed
from tomoni.records.actions.courses.sessions import step_session
from tomoni.records.models import AuditEvent, CalendarFeed, CourseEdition, Lecturer, Mandate, User
from tomoni.records.queries.courses.calendars import calendar_sessions

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course()


def codes(user: User) -> list[str]:
    return [one.code for one in calendar_sessions(user, NINE)]


def test_the_secret_is_kept_nowhere_and_opens_ones_own(course: CourseEdition) -> None:
    user = officer(course)
    feed, secret = make_feed(by=user)
    assert owner_of(feed.public_id, secret) == user
    stored = CalendarFeed.objects.values().get()
    events = "".join(AuditEvent.objects.values_list("payload", flat=True))
    assert secret not in str(stored) and secret not in events
    assert len(secret) >= 43
    for feed_id, guess in ((feed.public_id, secret[:-1]), (feed.public_id, ""), ("none", secret)):
        with pytest.raises(NotFoundError, match="opens no calendar"):
            owner_of(feed_id, guess)
    verify_chain()


def test_a_new_address_ends_the_old_one_and_revoking_ends_both(course: CourseEdition) -> None:
    user = officer(course)
    feed, old = make_feed(by=user)
    again, new = make_feed(by=user)
    assert again.public_id == feed.public_id and new != old
    with pytest.raises(NotFoundError):
        owner_of(feed.public_id, old)
    revoke_feed(by=user)
    with pytest.raises(NotFoundError):
        owner_of(feed.public_id, new)
    with pytest.raises(NotFoundError):
        revoke_feed(by=user)


def test_an_account_that_is_switched_off_opens_nothing(course: CourseEdition) -> None:
    user = officer(course)
    feed, secret = make_feed(by=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(NotFoundError):
        owner_of(feed.public_id, secret)


def test_without_a_role_there_is_no_calendar() -> None:
    with pytest.raises(NotPermittedError):
        make_feed(by=make_user())


def test_each_sees_what_they_attend_give_or_run(course: CourseEdition) -> None:
    one, two = make_group(course, 1), make_group(course, 2)
    mine = seat(course, group=one).person.user
    left = seat(course, state_code="withdrawn").person.user
    teacher = make_user()
    lecturer = make_lecturer()
    Lecturer.objects.filter(pk=lecturer.pk).update(user=teacher)
    make_session(course, code="L1", lecturer_ids=(lecturer.public_id,))
    make_session(course, code="W1", group_id=one.public_id, starts_at=NINE + 2 * HOUR)
    make_session(course, code="W2", group_id=two.public_id, starts_at=NINE + 2 * HOUR, room="B")
    make_session(make_edition_course(), code="X1", room="C")
    assert codes(mine) == ["L1", "W1"]
    assert codes(left) == []
    assert codes(teacher) == ["L1"]
    assert codes(officer(course)) == ["L1", "W1", "W2"]
    assert sorted(codes(officer())) == ["L1", "W1", "W2", "X1"]
    assert codes(make_user()) == []


def test_what_was_called_off_stays_in_the_calendar(course: CourseEdition) -> None:
    user = seat(course).person.user
    session = make_session(course, code="L1")
    step_session(by="system", session_id=session.public_id, verb="cancel", reason="Flood")
    assert codes(user) == ["L1"]


def test_when_the_mandate_ends_so_does_the_calendar(course: CourseEdition) -> None:
    user = seat(course).person.user
    make_session(course, code="L1")
    assert codes(user) == ["L1"]
    Mandate.objects.filter(user=user).update(end=Mandate.objects.get(user=user).start)
    assert codes(user) == []


def test_queries_do_not_grow_with_the_calendar(
    course: CourseEdition, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]
    user = seat(course).person.user
    for number in range(6):
        make_session(course, starts_at=NINE + number * 2 * HOUR)
    with django_assert_max_num_queries(4):
        assert len([one.course.zone for one in calendar_sessions(user, NINE)]) == 6
