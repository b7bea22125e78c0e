"""The committee: numbers for names, points kept, nothing of others before locking."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from records.selection_samples import member, nominated, reviewer, scored, scoring_call
from tomoni.catalogue.course_templates import default_form
from tomoni.records.models import Assessment, Call, CallDocument, Recusal

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def with_form(call: Call) -> Call:
    CallDocument.objects.create(
        public_id=f"{call.public_id}--form--1", call=call, kind_code="form", version=1,
        content=default_form(),
    )  # fmt: skip
    return call


def test_a_member_sees_the_own_calls_and_no_other_role_does() -> None:
    call = scoring_call()
    course_id = call.course.public_id
    user = member("m", course_id)
    assert "You are in no committee" in client_of(user).get("/committee/").text
    reviewer(call, user)
    answer = client_of(user).get("/committee/")
    assert f"/committee/{course_id}/" in answer.text
    focal = member("focal", course_id, "focal_point", country_code="KE")
    for path in ("/committee/", f"/committee/{course_id}/", f"/committee/{course_id}/1/"):
        assert client_of(focal).get(path).status_code == 403
    assert Client().get("/committee/").status_code == 302


def test_the_dossier_is_redacted_on_the_server() -> None:
    call = with_form(scoring_call())
    nominated(
        call, "KE", 1, family_name="Wanjiru", given_name="Grace", native_name="ワンジル",
        email="g.wanjiru@judiciary.example", organisation="Judiciary of Kenya",
        post="Registrar", profession_code="judge",
        answers={
            "current_duties": "I, Grace WANJIRU, serve the Kenyan judiciary (g.w@court.example).",
            "experience_years": 12,
            "medical_clearance": True,
            "diet": "no pork",
        },
    )  # fmt: skip
    user = member("m", call.course.public_id)
    reviewer(call, user)
    page = client_of(user).get(f"/committee/{call.course.public_id}/1/").text
    for hidden in ("Wanjiru", "WANJIRU", "Grace", "ワンジル", "@", "Kenya", "udiciary", "Registrar",
                   "pork", "cleared"):  # fmt: skip
        assert hidden not in page, hidden
    assert "█████, serve the █████" in page
    assert "12" in page


def test_points_are_saved_as_they_are_typed_and_shown_with_what_is_wrong() -> None:
    call = scoring_call()
    for at in (1, 2):
        nominated(call, "KE", at)
    user = member("m", call.course.public_id)
    reviewer(call, user)
    client, path = client_of(user), f"/committee/{call.course.public_id}/1/"
    kept = client.post(path, {"relevance": "9"}, headers={"X-Requested-With": "autosave"})
    assert kept.text.strip() == "Saved."
    wrong = client.post(path, {"relevance": "9", "use": "6"})
    assert "Give whole points from 0 to 5." in wrong.text
    assert 'value="6"' in wrong.text  # what was typed stays
    onward = client.post(path, {"relevance": "9", "use": "5", "next": "1"})
    assert onward.headers["Location"] == f"/committee/{call.course.public_id}/2/"
    assert Assessment.objects.get().scores == {"relevance": 9, "use": 5}


def test_what_one_stands_aside_from_is_not_shown() -> None:
    call = with_form(scoring_call())
    nominated(call, "KE", 1, answers={"current_duties": "CANARY"})
    user = member("m", call.course.public_id)
    reviewer(call, user, country_code="KE")
    page = client_of(user).get(f"/committee/{call.course.public_id}/1/").text
    assert "You stand aside" in page
    assert "CANARY" not in page


def test_declaring_a_conflict_and_locking() -> None:
    call = scoring_call()
    first, second = nominated(call, "KE", 1), nominated(call, "VN", 2)
    course_id = call.course.public_id
    user = member("m", course_id)
    own, other = reviewer(call, user), reviewer(call, member("n", course_id))
    client = client_of(user)
    client.post(f"/committee/{course_id}/1/", {"recuse": "1", "note": "a former student"})
    assert Recusal.objects.get().nomination == first
    scored(other, second, relevance=3, use=1)
    assert "disabled" in client.get(f"/committee/{course_id}/").text
    refused = client.post(f"/committee/{course_id}/", {"lock": "1"}, follow=True)
    assert "1 nominations are not fully scored" in refused.text
    client.post(f"/committee/{course_id}/2/", {"relevance": "7", "use": "4"})
    type(other).objects.filter(pk=other.pk).update(locked_at=call.opens_at)
    assert "Others:" not in client.get(f"/committee/{course_id}/2/").text
    client.post(f"/committee/{course_id}/", {"lock": "1"})
    own.refresh_from_db()
    assert own.locked_at is not None
    assert "Others:" in client.get(f"/committee/{course_id}/2/").text


@pytest.mark.parametrize("path", ["", "1/"])
def test_the_number_of_queries_does_not_grow(path: str, django_assert_max_num_queries: Any) -> None:
    call = with_form(scoring_call())
    user = member("m", call.course.public_id)
    one = reviewer(call, user)
    client = client_of(user)
    for at in range(3):
        scored(one, nominated(call, "KE", at + 1))
    with django_assert_max_num_queries(15) as few:
        client.get(f"/committee/{call.course.public_id}/{path}")
    for at in range(3, 40):
        scored(one, nominated(call, "VN", at + 1))
    with django_assert_max_num_queries(len(few)):
        client.get(f"/committee/{call.course.public_id}/{path}")


def test_the_officer_assigns_reopens_and_takes_over() -> None:
    call = scoring_call()
    nominated(call, "KE", 1)
    course_id = call.course.public_id
    officer = client_of(member("officer", course_id, "programme_officer"))
    user = member("m", course_id)
    path = f"/courses/{course_id}/committee/"
    page = officer.get(path)
    assert user.public_id in page.text
    officer.post(path, {"user": user.public_id, "country_code": "VN", "organisation": ""})
    one = call.reviewers.get()
    assert one.country_code == "VN"
    scored(one, call.nominations.get(), relevance=1, use=1)
    client_of(user).post(f"/committee/{course_id}/", {"lock": "1"})
    officer.post(path, {"reopen": one.public_id, "why": "a slip"})
    one.refresh_from_db()
    assert one.locked_at is None
    assert "1 reviewers have not locked" in officer.post(path, {"assess": "1"}, follow=True).text
    client_of(user).post(f"/committee/{course_id}/", {"lock": "1"})
    officer.post(path, {"assess": "1"})
    assert call.nominations.get().state_code == "assessed"
    auditor = client_of(member("auditor", course_id, "auditor"))
    assert auditor.get(path).status_code == 200
    assert auditor.post(path, {"assess": "1"}).status_code == 403
