"""The board: computed by the worker, shown with its bounds, explained, questioned, decided."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from records.selection_samples import COUNTRIES, deliberating_call, member, nominated, reviewer
from tomoni.planning.selection_envelope import open_envelope
from tomoni.planning.selection_record import replay
from tomoni.records.actions.courses.selection import request_selection
from tomoni.records.actions.courses.selection_runs import compute_run
from tomoni.records.models import AuditEvent, Call, Nomination, SelectionRun
from tomoni.web.worker import run_worker

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def officer_of(call: Call) -> Client:
    return client_of(member(f"officer{call.pk}", call.course.public_id, "programme_officer"))


def computed(call: Call) -> SelectionRun:
    return compute_run(request_selection(by="system", call_id=call.public_id).public_id)


def at(call: Call, rest: str = "") -> str:
    return f"/courses/{call.course.public_id}/selection/{rest}"


@pytest.mark.django_db(transaction=True)
def test_the_worker_computes_what_the_officer_asks_for() -> None:
    call = deliberating_call()
    officer = officer_of(call)
    assert "Nothing is computed yet" in officer.get(at(call)).text
    officer.post(at(call), {"compute": "1"})
    waiting = officer.get(at(call)).text
    assert "waits for the worker" in waiting
    assert 'http-equiv="refresh"' in waiting
    assert run_worker(once=True, interval=1).tasks == 1
    page = officer.get(at(call)).text
    assert 'http-equiv="refresh"' not in page
    assert page.count('class="in"') == 4
    assert "Decide 10 as proposed" in page


def test_the_board_shows_bounds_and_is_sorted_and_filtered() -> None:
    call = deliberating_call()
    computed(call)
    officer = officer_of(call)
    page = officer.get(at(call)).text
    assert "Seats and aims" in page
    assert "women" in page
    assert officer.get(at(call, "?place=0")).text.count('class="in"') == 4
    assert "No nomination fits" in officer.get(at(call, "?q=nobody-of-that-name")).text
    best = call.nominations.order_by("-merit")[0]
    found = officer.get(at(call, "?sort=-merit")).text.partition('class="board"')[2]
    assert re.search(r'<td class="n">(\d+)</td>', found)[1] == str(best.number)  # type: ignore[index]


def test_one_nomination_is_explained_on_demand() -> None:
    call = deliberating_call()
    run = computed(call)
    assert run.outcome is not None
    out = call.nominations.exclude(public_id__in=run.outcome["selected"]).get(number=7)
    officer = officer_of(call)
    path = at(call, f"nominations/{out.number}/")
    assert "smaller is better" not in officer.get(path).text
    assert "the seats of its country are taken" in officer.get(f"{path}?why=1").text
    inside = Nomination.objects.get(public_id=run.outcome["selected"][0])
    assert (
        "<strong>selected</strong>"
        in officer.get(at(call, f"nominations/{inside.number}/?why=1")).text
    )
    rivals = call.nominations.exclude(public_id__in=run.outcome["selected"]).filter(rank=1)
    page = officer.get(at(call, f"nominations/{rivals[0].number}/?why=1")).text
    assert "smaller is better" in page
    assert "Out instead" in page


def test_a_decision_is_taken_and_a_stale_one_keeps_what_was_typed() -> None:
    call = deliberating_call()
    run = computed(call)
    assert run.outcome is not None
    one = Nomination.objects.get(public_id=run.outcome["reserve"][0])
    officer = officer_of(call)
    path = at(call, f"nominations/{one.number}/")
    sent = {"decide": "1", "outcome_code": "selected", "revision": one.revision,
            "justification": "we agreed so"}  # fmt: skip
    stale = officer.post(path, {**sent, "revision": one.revision - 1})
    assert "Somebody changed this record" in stale.text
    assert "we agreed so" in stale.text
    none = officer.post(path, {**sent, "justification": ""})
    assert "no justification is given" in none.text
    assert officer.post(path, sent).status_code == 302
    one.refresh_from_db()
    assert one.state_code == "selected"
    assert "we agreed so" in officer.get(path).text


def test_everybody_is_decided_as_proposed_and_the_record_is_given_out_after() -> None:
    call = deliberating_call()
    run = computed(call)
    officer = officer_of(call)
    early = officer.get(at(call, "runs/1/record.json"))
    assert 400 <= early.status_code < 500
    assert "after the decision" in early.text
    officer.post(at(call), {"decide": run.public_id})
    assert not call.nominations.filter(state_code="proposed").exists()
    Call.objects.filter(pk=call.pk).update(state_code="decided")
    answer = officer.get(at(call, "runs/1/record.json"))
    content, _signature = open_envelope(answer.content)
    assert replay(content).is_same
    assert json.loads(answer.content)["public_key"]
    assert AuditEvent.objects.filter(verb="read", object_type="selection_run").count() == 1
    assert str(call.seed) in officer.get(at(call)).text


def test_a_question_is_asked_and_answered() -> None:
    call = deliberating_call()
    computed(call)
    officer = officer_of(call)
    form = {"seats": "5", "country_cap": "1", "agency_cap": "", "respects_focal_order": "on",
            "floor0": "2"}  # fmt: skip
    same = officer.post(at(call, "what-if/"), {**form, "seats": "4"})
    assert "Nothing is changed" in same.text
    asked = officer.post(at(call, "what-if/"), form)
    assert asked.status_code == 302
    compute_run(SelectionRun.objects.get(number=2).public_id)
    page = officer.get(asked.headers["Location"]).text
    assert "Question 2, beside run 1" in page
    assert "Come in" in page
    assert "1 move in" in officer.get(at(call, "runs/")).text


def test_putting_in_and_taking_back() -> None:
    call = deliberating_call()
    run = computed(call)
    assert run.outcome is not None
    one = call.nominations.exclude(public_id__in=run.outcome["selected"]).filter(rank=1)[0]
    officer = officer_of(call)
    path = at(call, f"nominations/{one.number}/")
    sent = {"in": "1", "justification": "agreed", "seen_run": "1"}
    assert "Somebody changed" in officer.post(path, {**sent, "seen_run": "0"}).text
    assert officer.post(path, sent).status_code == 302
    compute_run(SelectionRun.objects.get(number=2).public_id)
    page = officer.get(path).text
    assert "In by decision:" in page
    assert "by decision" in officer.get(at(call)).text
    assert officer.get(at(call, "runs/2/")).status_code == 200
    officer.post(path, {"back": "1", "seen_run": "2"})
    assert SelectionRun.objects.get(number=3).overrides == []


def test_rules_in_conflict_are_told_in_words() -> None:
    call = deliberating_call({"countries": {"KE": {"minimum": 5, "maximum": 5, "reserved": 0}}})
    computed(call)
    page = officer_of(call).get(at(call)).text
    assert "The policy cannot be kept" in page
    assert "at least so many of one country: Kenya" in page
    assert "as proposed" not in page


def test_only_the_institute_comes_in_and_auditors_change_nothing() -> None:
    call = deliberating_call()
    computed(call)
    course_id = call.course.public_id
    paths = ("", "runs/", "runs/1/", "what-if/", "nominations/1/", "runs/1/record.json")
    for role, bounds in (("committee_member", {}), ("focal_point", {"country_code": "KE"}),
                         ("nominee", {}), ("logistics", {}), ("evaluator", {})):  # fmt: skip
        client = client_of(member(f"one-{role}", course_id, role, **bounds))
        for path in paths:
            assert client.get(at(call, path)).status_code == 403, (role, path)
    auditor = client_of(member("auditor", course_id, "auditor"))
    assert auditor.get(at(call)).status_code == 200
    assert "Decide 10" not in auditor.get(at(call)).text
    assert auditor.post(at(call), {"compute": "1"}).status_code == 403
    assert auditor.post(at(call, "nominations/1/"), {"decide": "1"}).status_code == 403
    elsewhere = client_of(member("elsewhere", "another-course", "programme_officer"))
    assert elsewhere.get(at(call)).status_code == 403


@pytest.mark.parametrize("path", ["", "nominations/1/", "nominations/1/?why=1", "runs/", "runs/1/"])
def test_queries_do_not_grow_with_the_pool(path: str, django_assert_max_num_queries: Any) -> None:
    call = deliberating_call()
    reviewer(call, member("m", call.course.public_id))
    computed(call)
    officer = officer_of(call)
    officer.get(at(call))
    with django_assert_max_num_queries(15) as few:
        officer.get(at(call, path))
    for number in range(100, 400):
        nominated(call, COUNTRIES[number % 6], number, state_code="proposed", merit=number % 89)
    with django_assert_max_num_queries(len(few)):
        answer = officer.get(at(call, path))
    assert answer.status_code == 200
    assert len(answer.content) < 200_000
