"""Workshop groups on their pages: made, moved, listed; who sees which names; what it costs."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from records.attendance_samples import running_course
from records.course_samples import make_person
from records.delivery_samples import make_group, make_lecturer, seat
from tomoni.exchange.sheets import read_sheet
from tomoni.records.actions.courses.employments import give_consent
from tomoni.records.models import CourseEdition, GroupMember, GroupPlan, Participation
from tomoni.web.attendance.views import groups as views
from tomoni.web.attendance.views.group_lists import COLUMNS
from tomoni.web.worker import run_worker
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def course() -> CourseEdition:
    return running_course()


@pytest.fixture
def officer() -> Client:
    return client_of(account("programme_officer"))


def path(course: CourseEdition, rest: str = "") -> str:
    return f"/courses/{course.public_id}/groups/{rest}"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def people(course: CourseEdition, count: int) -> list[Participation]:
    return [
        seat(
            course, "KE" if at % 2 else "VN", organisation="High Court", profession_code="judge",
            person=make_person(given_name=f"Given{at}", family_name=f"Family{at}"),
        )
        for at in range(count)
    ]  # fmt: skip


def made(course: CourseEdition, officer: Client, count: int = 6) -> list[Participation]:
    found = people(course, count)
    officer.post(path(course), {"count": "2", "set": "1"})
    officer.post(path(course), {"plan": "1"})
    return found


def test_groups_are_set_planned_and_moved(course: CourseEdition, officer: Client) -> None:
    assert "No groups are set" in page(officer, path(course))
    one = made(course, officer)[0]
    shown = page(officer, path(course))
    assert "These groups cost 0; no plan can cost less than 0." in shown
    assert "There is no better one." in shown
    member = GroupMember.objects.get(participation=one)
    other = 3 - member.group.number
    place = page(officer, path(course, f"{one.public_id}/"))
    assert "is there now" in place and "costs +" in place
    plan = GroupPlan.objects.get()
    sent = {"number": str(other), "role": "chair", "pin": "on", "revision": str(plan.revision)}
    assert officer.post(path(course, f"{one.public_id}/"), sent).status_code == 302
    member.refresh_from_db()
    assert (member.group.number, member.role_code, member.is_pinned) == (other, "chair", True)
    shown = page(officer, path(course))
    assert "uneven sizes" in shown and "could still be saved" in shown
    again = officer.post(path(course, f"{one.public_id}/"), sent).content.decode()
    assert "changed this record meanwhile" in again


def test_themes_weights_and_impossible_numbers(course: CourseEdition, officer: Client) -> None:
    people(course, 4)
    sent = {
        "count": "2", "theme-1": "Asset tracing", "theme-ja-1": "財産の追跡",
        "weight-compatriot": "7", "set": "1",
    }  # fmt: skip
    officer.post(path(course), sent)
    assert "Group 1: Asset tracing" in page(officer, path(course))
    japanese = client_of(account("programme_officer", scope_id=course.public_id), "ja")
    assert "財産の追跡" in page(japanese, path(course))
    assert GroupPlan.objects.get().weights["compatriot"] == 7
    for bad in ({"count": "0"}, {"count": "99"}, {"count": "2", "weight-wish": "101"}):
        shown = officer.post(path(course), bad | {"set": "1"}).content.decode()
        assert 'class="errors"' in shown, bad
    officer.post(path(course), {"count": "5", "set": "1"})
    assert "do not make 5 groups" in officer.post(path(course), {"plan": "1"}).content.decode()


def test_a_change_among_the_participants_is_told(course: CourseEdition, officer: Client) -> None:
    one = made(course, officer)[0]
    assert "changed since the groups were planned" not in page(officer, path(course))
    Participation.objects.filter(pk=one.pk).update(profession_code="police")
    assert "changed since the groups were planned" in page(officer, path(course))


@pytest.mark.django_db(transaction=True)
def test_many_people_are_planned_by_the_worker(
    course: CourseEdition, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_AT_ONCE", 3)
    people(course, 4)
    officer.post(path(course), {"count": "2", "set": "1"})
    shown = officer.post(path(course), {"plan": "1"}, follow=True).content.decode()
    assert "The worker is computing the groups" in shown
    assert not GroupMember.objects.exists()
    run_worker(once=True, interval=0)
    assert GroupMember.objects.count() == 4
    assert "The worker is computing" not in page(officer, path(course))


def test_lists_are_saved_as_table_and_document(course: CourseEdition, officer: Client) -> None:
    made(course, officer)
    content = officer.get(path(course, "lists.xlsx")).content
    rows = read_sheet(content, COLUMNS, file="groups.xlsx").rows
    assert len(rows) == 6 and rows[0].values["organisation"] == "High Court"
    document = docx.Document(io.BytesIO(officer.get(path(course, "lists.docx")).content))
    assert [len(table.rows) for table in document.tables] == [4, 4]
    assert officer.get(path(course, "lists.pdf")).status_code == 404
    assert "FAMILY0 Given0" in page(officer, path(course, "lists/"))


def test_who_may_open_what(course: CourseEdition, officer: Client) -> None:
    one = made(course, officer)[0]
    auditor = client_of(account("auditor"))
    assert 'name="plan"' not in page(auditor, path(course))
    assert auditor.post(path(course), {"plan": "1"}).status_code == 403
    every = ("", "lists/", "lists.xlsx", f"{one.public_id}/")
    for role in ("focal_point", "committee_member", "logistics", "participant", "evaluator"):
        stranger = client_of(account(role, country_code="KE", scope_id=course.public_id))
        for rest in every:
            assert stranger.get(path(course, rest)).status_code == 403, (role, rest)
    lecturer = client_of(account("lecturer", scope_id=course.public_id))
    shown = page(lecturer, path(course, "lists/"))
    assert "FAMILY0 Given0" in shown and "High Court" in shown
    for rest in ("", "lists.xlsx", f"{one.public_id}/"):
        assert lecturer.get(path(course, rest)).status_code == 403, rest
    elsewhere = client_of(account("lecturer", scope_id="another", country_code="VN"))
    assert elsewhere.get(path(course, "lists/")).status_code == 403


def own(one: Participation) -> tuple[Client, str]:
    return client_of(one.person.user), f"/my/courses/{one.public_id}/group/"


def test_a_participant_sees_names_only_of_those_who_show_them(course: CourseEdition) -> None:
    group, other = make_group(course, 1, theme="Asset tracing"), make_group(course, 2)
    one, shy, open_one = (seat(course, group=group) for _ in range(3))
    far = seat(course, group=other)
    for who in (open_one, far):
        give_consent(who.person.public_id, "peers", by="system")
    GroupMember.objects.filter(participation=open_one).update(role_code="rapporteur")
    client, address = own(one)
    shown = page(client, address)
    assert "Group 1: Asset tracing" in shown
    assert open_one.person.family_name.upper() in shown and "rapporteur" in shown
    assert shy.person.family_name.upper() not in shown and "1 other member does not" in shown
    assert far.person.family_name.upper() not in shown
    assert client_of(shy.person.user).get(address).status_code == 404
    client.post(address, {"show": "1"})
    assert one.person.family_name.upper() in page(*own(shy))
    client.post(address, {"hide": "1"})
    assert one.person.family_name.upper() not in page(*own(shy))


def test_a_participant_says_which_theme_is_liked_best(
    course: CourseEdition, officer: Client
) -> None:
    one, _ = seat(course), seat(course)
    client, address = own(one)
    assert "You are in no group yet" in page(client, address)
    officer.post(path(course), {"count": "2", "set": "1"})
    client.post(address, {"wish": "1", "number": "2"})
    assert '<option value="2" selected>' in page(client, address)
    officer.post(path(course), {"plan": "1"})
    assert GroupMember.objects.get(participation=one).group.number == 2
    assert 'name="wish"' not in page(client, address)
    refused = client.post(address, {"wish": "1", "number": "1"}).content.decode()
    assert "The groups are made" in refused


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("count", [4, 24])
def test_pages_cost_the_same_whatever_the_size(
    course: CourseEdition, language: str, count: int
) -> None:
    group = make_group(course, 1)
    for _ in range(count):
        seat(course, group=group)
    one = seat(course, group=group)
    make_lecturer()
    officer = client_of(account("programme_officer"), language)
    for client, address in (
        (officer, path(course)), (officer, path(course, "lists/")),
        (officer, path(course, f"{one.public_id}/")), own(one),
    ):  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as found:
            content: Any = client.get(address).content
        assert len(found) <= MOST_QUERIES, (address, len(found))
        assert len(content) < 200_000
