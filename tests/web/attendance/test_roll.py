"""Rolls and tables on their pages: all present then exceptions, two at once, who may, the cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.attendance_samples import running_course, session_at
from records.course_samples import make_person
from records.delivery_samples import make_group, make_lecturer, seat
from tomoni.records.models import AttendanceRecord, CourseEdition, Participation, Session
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def course() -> CourseEdition:
    return running_course()


@pytest.fixture
def session(course: CourseEdition) -> Session:
    return session_at(course)


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def roll_of(session: Session) -> str:
    return f"/sessions/{session.public_id}/roll/"


def sent_of(shown: str, *people: Participation, **more: str) -> dict[str, str]:
    """What the form of a page would send for these people, as it was opened."""
    sent = dict(more)
    for one in people:
        key = f"{one.public_id}-seen"
        sent[key] = shown.split(f'name="{key}" value="')[1].split('"')[0]
    return sent


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_all_present_then_the_exceptions(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    one, late, ill = seat(course), seat(course), seat(course)
    shown = page(officer, roll_of(session))
    filled = officer.post(roll_of(session), sent_of(shown, one, late, ill, fill="1"))
    text = filled.content.decode()
    assert "Change the exceptions, then save" in text and not AttendanceRecord.objects.exists()
    assert text.count('value="present" checked') == 3
    sent = sent_of(shown, one, late, ill, save="1") | {
        f"{one.public_id}-state": "present",
        f"{late.public_id}-state": "present", f"{late.public_id}-missed": "15",
        f"{ill.public_id}-state": "excused", f"{ill.public_id}-reason": "Hospital",
    }  # fmt: skip
    done = officer.post(roll_of(session), sent, follow=True).content.decode()
    assert "3 participants marked" in done
    rows = AttendanceRecord.objects.order_by("participation")
    assert list(rows.values_list("state_code", "minutes", "reason")) == [
        ("present", 60, None), ("present", 45, None), ("excused", 0, "Hospital")
    ]  # fmt: skip
    assert 'value="15"' in done and 'value="Hospital"' in done


def test_what_was_typed_stays_when_it_is_refused(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    one = seat(course)
    shown, key = page(officer, roll_of(session)), one.public_id
    for state, missed, words in (
        ("present", "60", "between 1 and 60"), ("present", "many", "no number of minutes"),
        ("excused", "", "without a reason"), ("king", "", "no number|present, absent"),
    ):  # fmt: skip
        sent = sent_of(shown, one, save="1") | {f"{key}-state": state, f"{key}-missed": missed}
        text = officer.post(roll_of(session), sent).content.decode()
        assert any(part in text for part in words.split("|")), words
        assert f'value="{missed}"' in text
    assert not AttendanceRecord.objects.exists()


def test_the_second_of_two_sees_what_the_first_recorded(
    course: CourseEdition, session: Session, officer: Client
) -> None:
    one, other = seat(course), seat(course)
    second = client_of(account("programme_officer", scope_id=course.public_id))
    shown = page(second, roll_of(session))
    first = sent_of(shown, one, other, save="1") | {f"{one.public_id}-state": "absent"}
    officer.post(roll_of(session), first)
    mine = sent_of(shown, one, other, save="1") | {f"{other.public_id}-state": "present"}
    assert second.post(roll_of(session), mine).status_code == 302
    assert AttendanceRecord.objects.count() == 2
    clash = sent_of(shown, one, save="1") | {f"{one.public_id}-state": "present"}
    text = second.post(roll_of(session), clash).content.decode()
    assert "Somebody else has marked 1 of the participants" in text
    assert AttendanceRecord.objects.get(participation=one).state_code == "absent"
    # The form now carries what stands: saving again is a decision.
    again = sent_of(text, one, save="1") | {f"{one.public_id}-state": "present"}
    assert second.post(roll_of(session), again).status_code == 302


def test_a_lecturer_takes_the_roll_of_own_sessions(course: CourseEdition) -> None:
    user = account("lecturer", scope_id=course.public_id)
    lecturer = make_lecturer()
    lecturer.user = user
    lecturer.save()
    own = session_at(course, lecturer_ids=(lecturer.public_id,))
    one, other, client = seat(course), session_at(course, 120), client_of(user)
    shown = page(client, roll_of(own))
    sent = sent_of(shown, one, save="1") | {f"{one.public_id}-state": "present"}
    assert client.post(roll_of(own), sent).status_code == 302
    assert AttendanceRecord.objects.get().recorded_by == user.public_id
    assert client.get(roll_of(other)).status_code == 403
    assert client.get(f"/courses/{course.public_id}/attendance/").status_code == 403


def test_who_may_open_what(course: CourseEdition, session: Session) -> None:
    one = seat(course)
    every = (
        roll_of(session), *(f"/courses/{course.public_id}/attendance/{rest}" for rest in (
            "", "table.csv", "logs/", f"of/{one.public_id}/",
        )),
    )  # fmt: skip
    auditor = client_of(account("auditor"))
    for address in every:
        page(auditor, address)
    assert 'name="save"' not in page(auditor, roll_of(session))
    assert auditor.post(roll_of(session), {f"{one.public_id}-seen": ""}).status_code in (200, 302)
    assert not AttendanceRecord.objects.exists()
    for role in ("focal_point", "participant", "committee_member", "logistics", "evaluator"):
        stranger = client_of(account(role, country_code="KE", scope_id=course.public_id))
        for address in every:
            assert stranger.get(address).status_code == 403, (role, address)


def marked(course: CourseEdition, officer: Client, *states: str) -> Participation:
    """Somebody whose sessions, one after the other, are marked so; an empty state is left blank."""
    person = make_person(given_name="Achieng", family_name="Otieno")
    one = seat(course, person=person)
    for at, state in enumerate(states):
        session = session_at(course, 120 * at)
        other = seat(course)
        shown = page(officer, roll_of(session))
        sent = sent_of(shown, one, other, save="1") | {
            f"{one.public_id}-state": state, f"{one.public_id}-reason": "Visa",
            f"{other.public_id}-state": "absent",
        }  # fmt: skip
        officer.post(roll_of(session), sent)
    return one


def test_the_table_tells_zero_from_not_on_record(course: CourseEdition, officer: Client) -> None:
    make_group(course, 1)
    marked(course, officer, "present", "excused", "")
    session_at(course, 400, kind_code="group_workshop", group_id=f"{course.public_id}--group-1")
    shown = page(officer, f"/courses/{course.public_id}/attendance/")
    row = shown.split("OTIENO Achieng")[1].split("</tr>")[0]
    assert '<td class="n">60</td><td class="n">exc.</td><td class="n"></td>' in row
    assert "–/180" in row and "3 open" in shown and "Take the roll" in shown
    csv = officer.get(f"/courses/{course.public_id}/attendance/table.csv").content.decode(
        "utf-8-sig"
    )
    line = next(line for line in csv.splitlines() if "OTIENO" in line)
    assert line == "OTIENO Achieng,Kenya,60,0,,,180,"


def test_a_participant_reads_the_own_sheet_alone(course: CourseEdition, officer: Client) -> None:
    marked(course, officer, "present", "excused")
    one = seat(course)
    address = f"/my/courses/{one.public_id}/attendance/"
    shown = page(client_of(one.person.user), address)
    assert "not on record" in shown and "not known yet" in shown and "OTIENO" not in shown
    assert client_of(seat(course).person.user).get(address).status_code == 404
    sheet = page(officer, f"/courses/{course.public_id}/attendance/of/{one.public_id}/")
    assert "not on record" in sheet


def test_completion_shows_summed_minutes_and_takes_the_assessment(
    course: CourseEdition, officer: Client
) -> None:
    one = marked(course, officer, "present")
    address = f"/courses/{course.public_id}/completion/"
    shown = page(officer, address)
    assert "Minutes are summed from the sessions" in shown
    assert f'name="{one.public_id}-attended"' not in shown
    one.refresh_from_db()
    sent = {
        f"{one.public_id}-revision": str(one.revision), f"{one.public_id}-passed": "passed",
        "save": "1",
    }  # fmt: skip
    officer.post(address, sent)
    one.refresh_from_db()
    assert (one.attended_minutes, one.assessment_passed) == (60, True)


@pytest.mark.parametrize(("people", "sessions"), [(3, 2), (30, 12)])
def test_pages_cost_the_same_whatever_the_size(
    course: CourseEdition, officer: Client, people: int, sessions: int
) -> None:
    seats = [seat(course) for _ in range(people)]
    held = [session_at(course, 100 * at) for at in range(sessions)]
    Session.objects.update(state_code="held")
    AttendanceRecord.objects.bulk_create(
        AttendanceRecord(
            session=session, participation=one, state_code="present", minutes=60,
            source_code="roll", recorded_by="x", recorded_at=session.starts_at,
        )
        for session in held
        for one in seats
    )  # fmt: skip
    own = client_of(seats[0].person.user)
    for client, address in (
        (officer, f"/courses/{course.public_id}/attendance/"), (officer, roll_of(held[0])),
        (officer, f"/courses/{course.public_id}/attendance/of/{seats[0].public_id}/"),
        (officer, f"/courses/{course.public_id}/completion/"),
        (officer, f"/courses/{course.public_id}/"),
        (own, f"/my/courses/{seats[0].public_id}/attendance/"),
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as found:
            answer = client.get(address)
        assert answer.status_code == 200, address
        assert len(found) <= MOST_QUERIES, (address, len(found))
        assert len(answer.content) < 200_000
