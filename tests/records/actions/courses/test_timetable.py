"""Times across zones: asked for, computed once, looked at, accepted whole, or told why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest

from records.delivery_samples import (
    FIRST,
    NINE,
    make_edition_course,
    make_lecturer,
    make_session,
    officer,
    seat,
)
from tomoni.catalogue.errors import InputError, NotPermittedError, RefusedError
from tomoni.records.actions.audit import verify_chain
from tomoni.records.actions.courses import claims, timetable
from tomoni.records.actions.courses.timetable import (
    accept_timetable,
    compute_timetable,
    request_timetable,
)
from tomoni.records.actions.courses.timetable_inputs import TimetableWish
from tomoni.records.actions.courses.zones import set_zone
from tomoni.records.models import CourseEdition, Session, TimetableRun, User
from tomoni.records.queries.courses.zones import attendances

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAYS = tuple(FIRST + timedelta(days=number) for number in range(2))


@pytest.fixture
def course() -> CourseEdition:
    return make_edition_course(modality_code="online")


@pytest.fixture
def by(course: CourseEdition) -> User:
    return officer(course)


def ask(by: User, course: CourseEdition, **wish: Any) -> TimetableRun:
    return request_timetable(by=by, course_id=course.public_id, wish=TimetableWish(**wish))


def test_new_sessions_lie_where_nobody_is_up_at_night(course: CourseEdition, by: User) -> None:
    for country in ("JP", "JP", "KE", "IN"):
        seat(course, country)
    run = ask(by, course, days=DAYS, per_day=2, minutes=60, title="Live session",
              link="https://meet.example.org/1")  # fmt: skip
    assert run.state_code == "waiting"
    run = compute_timetable(run.public_id)
    assert run.state_code == "finished" and run.result is not None
    # 09 to 18 in Nairobi is 15 to 24 in Tokyo: the two share 15 to 18 in Tokyo, that is 06 to 09.
    assert Fraction(run.result["worst"]) == 0
    accept_timetable(by=by, run_id=run.public_id)
    sessions = list(Session.objects.order_by("starts_at"))
    assert [one.code for one in sessions] == ["1", "2", "3", "4"]
    assert {one.link for one in sessions} == {"https://meet.example.org/1"}
    assert {one.starts_at.date() for one in sessions} == set(DAYS)
    assert all(6 <= one.starts_at.hour <= 8 for one in sessions)
    with pytest.raises(RefusedError, match="is the timetable already"):
        accept_timetable(by=by, run_id=run.public_id)
    verify_chain()


def test_sessions_are_moved_within_their_day_round_what_stays(
    course: CourseEdition, by: User
) -> None:
    seat(course, "KE")
    lecturer = make_lecturer(available=((NINE + 5 * HOUR, NINE + 10 * HOUR),))
    other = make_edition_course()
    # 14:00 in Tokyo; the lecturer is elsewhere then, and a session that stays follows.
    make_session(other, starts_at=NINE + 5 * HOUR, minutes=60, room=None,
                 lecturer_ids=(lecturer.public_id,))  # fmt: skip
    make_session(course, starts_at=NINE + 6 * HOUR, minutes=120, room=None)
    session = make_session(
        course, starts_at=NINE + 8 * HOUR, minutes=60, lecturer_ids=(lecturer.public_id,)
    )
    run = compute_timetable(ask(by, course, session_ids=(session.public_id,)).public_id)
    assert run.result is not None
    start = datetime.fromisoformat(run.result["starts"][session.public_id])
    assert NINE + 8 * HOUR <= start <= NINE + 9 * HOUR
    accept_timetable(by=by, run_id=run.public_id)
    session.refresh_from_db()
    assert session.starts_at == start


def test_what_participants_bore_already_counts(course: CourseEdition, by: User) -> None:
    seat(course, "JP")
    make_session(course, starts_at=NINE - 9 * HOUR, minutes=60)  # midnight in Tokyo: 8 points
    run = ask(by, course, days=DAYS[1:], title="Live")
    assert run.inputs["carried"] == {"Asia/Tokyo": 32}
    run = compute_timetable(run.public_id)
    assert run.result is not None and run.result["worst"] == "8"
    # Held in a room, it is hard for nobody who is there.
    CourseEdition.objects.filter(pk=course.pk).update(modality_code="hybrid")
    again = ask(by, course, days=DAYS[1:], title="Live")
    assert again.inputs["carried"] == {"Asia/Tokyo": 0}


def test_a_country_with_several_zones_asks(course: CourseEdition, by: User) -> None:
    somebody = seat(course, "ID")
    seat(course, "DE")
    unknown = attendances(course)[0] if attendances(course)[0].zone is None else None
    rows = {one.participation.country_code: one for one in attendances(course)}
    assert rows["DE"].zone == "Europe/Berlin"
    assert rows["ID"].zone is None and len(rows["ID"].choices) == 3
    assert unknown is None or unknown.participation == somebody
    with pytest.raises(RefusedError, match="zone of 1 participants is not known"):
        ask(by, course, days=DAYS, title="Live")
    set_zone(by=somebody.person.user, participation_id=somebody.public_id, zone="Asia/Makassar")
    run = ask(by, course, days=DAYS, title="Live")
    assert run.inputs["people"] == {"Asia/Makassar": 1, "Europe/Berlin": 1}
    set_zone(by=by, participation_id=somebody.public_id, zone=None)
    assert attendances(course)[0].zone != "Asia/Makassar"


def test_only_oneself_and_the_institute_say_the_zone(course: CourseEdition, by: User) -> None:
    somebody, other = seat(course, "ID"), seat(course, "ID")
    with pytest.raises(NotPermittedError):
        set_zone(by=other.person.user, participation_id=somebody.public_id, zone="Asia/Jakarta")
    with pytest.raises(InputError):
        set_zone(by=by, participation_id=somebody.public_id, zone="Atlantis/Centre")


def test_where_no_zone_is_spared_two_cohorts_are_suggested(course: CourseEdition, by: User) -> None:
    for country in ("JP", "PE", "DE", "FJ"):
        seat(course, country)
    wish = {"days": DAYS, "per_day": 3, "minutes": 120, "title": "Live", "break_minutes": 30}
    run = compute_timetable(ask(by, course, **wish).public_id)
    assert run.result is not None
    zones = {zone for cohort in run.result["cohorts"] for zone in cohort}
    assert len(run.result["cohorts"]) == 2
    assert zones == set(run.inputs["people"])


def test_sessions_that_cannot_all_be_held_are_named(course: CourseEdition, by: User) -> None:
    seat(course, "JP")
    wish = {"days": DAYS[:1], "per_day": 3, "minutes": 60, "title": "Live"}
    run = ask(by, course, earliest=9 * 60, latest=11 * 60, **wish)
    run = compute_timetable(run.public_id)
    assert run.result is not None and len(run.result["conflict"]) == 3
    with pytest.raises(RefusedError, match="leaves sessions without a time"):
        accept_timetable(by=by, run_id=run.public_id)
    assert not Session.objects.exists()


def test_what_changed_meanwhile_makes_a_proposal_stale(course: CourseEdition, by: User) -> None:
    seat(course, "JP")
    session = make_session(course, minutes=60)
    run = compute_timetable(ask(by, course, session_ids=(session.public_id,)).public_id)
    seat(course, "KE")
    with pytest.raises(RefusedError, match="changed since this was proposed"):
        accept_timetable(by=by, run_id=run.public_id)
    run = compute_timetable(ask(by, course, session_ids=(session.public_id,)).public_id)
    Session.objects.update(revision=2)
    with pytest.raises(RefusedError, match="changed since this was proposed"):
        accept_timetable(by=by, run_id=run.public_id)


def test_a_room_taken_meanwhile_refuses_the_whole(course: CourseEdition, by: User) -> None:
    seat(course, "KE")
    session = make_session(course, minutes=60)
    run = compute_timetable(ask(by, course, session_ids=(session.public_id,)).public_id)
    assert run.result is not None
    start = datetime.fromisoformat(run.result["starts"][session.public_id])
    make_session(make_edition_course(), starts_at=start, minutes=60)
    with pytest.raises(RefusedError, match="Conference room is taken"):
        accept_timetable(by=by, run_id=run.public_id)
    session.refresh_from_db()
    assert session.starts_at == NINE


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({}, "sessions"),
        ({"days": DAYS}, "title"),
        ({"days": DAYS, "title": "Live", "minutes": 45}, "minutes"),
        ({"days": DAYS, "title": "Live", "per_day": 7}, "per_day"),
        ({"days": (FIRST - timedelta(days=1),), "title": "Live"}, "days"),
        ({"days": DAYS, "title": "Live", "earliest": 600, "latest": 600}, "latest"),
        ({"days": DAYS, "title": "Live", "break_minutes": 10}, "break_minutes"),
        ({"session_ids": ("of-another",)}, "sessions"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    course: CourseEdition, by: User, wish: dict[str, Any], field: str
) -> None:
    seat(course, "JP")
    with pytest.raises(InputError) as refused:
        ask(by, course, **wish)
    assert refused.value.where is not None and refused.value.where.field == field


def test_without_participants_there_is_nothing_to_plan(course: CourseEdition, by: User) -> None:
    with pytest.raises(RefusedError, match="Nobody has accepted a seat"):
        ask(by, course, days=DAYS, title="Live")


def test_one_at_a_time_and_a_dead_process_hands_on(
    course: CourseEdition, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat(course, "JP")
    run = ask(by, course, days=DAYS, title="Live")
    with pytest.raises(RefusedError, match="is being computed"):
        ask(by, course, days=DAYS, title="Live")
    TimetableRun.objects.update(
        state_code="running", claim=claims.new_claim(), claimed_at=datetime.now(UTC)
    )
    assert compute_timetable(run.public_id).state_code == "running"
    monkeypatch.setattr(timetable, "is_alive", lambda claim: False)
    assert compute_timetable(run.public_id).state_code == "finished"
    assert compute_timetable(run.public_id).state_code == "finished"


def test_a_fault_of_the_program_is_told_and_kept(
    course: CourseEdition, by: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat(course, "JP")
    run = ask(by, course, days=DAYS, title="Live")
    monkeypatch.setattr(timetable, "plan_timetable", lambda inputs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        compute_timetable(run.public_id)
    run.refresh_from_db()
    assert (run.state_code, run.problem) == ("failed", "ZeroDivisionError")


def test_a_claim_of_this_process_lives_and_a_dead_one_does_not() -> None:
    mine = claims.new_claim()
    assert claims.is_alive(mine)
    machine = mine.partition(":")[0]
    assert not claims.is_alive(f"{machine}:999999999:x")
    assert not claims.is_alive(f"{machine}:none:x")
    assert claims.is_alive("elsewhere:1:x")
