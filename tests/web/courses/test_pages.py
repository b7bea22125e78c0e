"""Every page of the course desk opens for those whom it is for, in both languages, only them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.course_samples import make_course, make_nomination
from tomoni.records.models import Call, CourseEdition
from web.courses.desk import Desk, open_desk

pytestmark = pytest.mark.django_db

OFFICERS_PAGES = (
    "/courses/", "/courses/plan/", "/courses/plan/?series=itc", "/courses/series/itc/",
    "/courses/{key}/", "/courses/{key}/change/", "/courses/{key}/provisions/",
    "/courses/{key}/budget/", "/courses/{key}/seats/", "/courses/{key}/seats/?suggest=1&add=LA",
    "/courses/{key}/seats/import/", "/courses/{key}/seats/export.xlsx",
    "/courses/{key}/seats/export.csv", "/courses/{key}/call/", "/courses/{key}/call/times/",
    "/courses/{key}/call/information/", "/courses/{key}/nominations/{nomination}/copies/",
    "/courses/{key}/call/form/", "/courses/{key}/call/eligibility/",
    "/courses/{key}/call/selection_policy/", "/courses/{key}/nominations/",
    "/courses/{key}/nominations/{nomination}/",
)  # fmt: skip
COUNTRYS_PAGES = (
    "/country/", "/country/{key}/KE/", "/country/{key}/KE/enter/", "/country/{key}/KE/sheet/",
    "/country/nominees.xlsx", "/dossiers/{draft}/", "/dossiers/{draft}/nominee/",
    "/dossiers/{nomination}/",
)  # fmt: skip


@pytest.fixture
def desk() -> Desk:
    return open_desk()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_open_for_those_whom_they_are_for(desk: Desk, language: str) -> None:
    names = {
        "key": desk.key,
        "nomination": desk.forwarded().public_id,
        "draft": desk.enter(name="Draft").public_id,
    }
    officer = desk.client("programme_officer", language)
    focal = desk.client("focal_point", language, country_code="KE")
    for client, pages in ((officer, OFFICERS_PAGES), (focal, COUNTRYS_PAGES)):
        for page in pages:
            answer = client.get(page.format(**names))
            assert answer.status_code == 200, page
            if "text/html" in answer["Content-Type"]:
                assert len(answer.content) < 200_000
    for client, pages in ((focal, OFFICERS_PAGES), (officer, COUNTRYS_PAGES)):
        for page in pages:
            assert client.get(page.format(**names)).status_code == 403, page


def test_each_role_is_sent_to_its_first_place(desk: Desk) -> None:
    _, nominee = desk.nominee()
    focal = desk.client("focal_point", country_code="KE")
    for client, path in (
        (desk.client("programme_officer"), "/courses/"),
        (focal, "/country/"),
        (nominee, "/my/"),
    ):
        assert client.get("/").headers["Location"] == path


def test_an_officer_of_another_course_sees_none_of_this_one(desk: Desk) -> None:
    other = desk.client("programme_officer", scope_id="another")
    assert other.get(f"/courses/{desk.key}/").status_code == 403
    assert desk.course.title not in other.get("/courses/").content.decode()


def test_an_auditor_looks_and_changes_nothing(desk: Desk) -> None:
    auditor = desk.client("auditor")
    for page in ("", "budget/", "seats/", "call/", "nominations/"):
        answer = auditor.get(f"/courses/{desk.key}/{page}")
        assert answer.status_code == 200
        assert b'name="verb"' not in answer.content
    assert auditor.post(f"/courses/{desk.key}/", {"verb": "announce"}).status_code == 200
    assert CourseEdition.objects.get(pk=desk.course.pk).state_code == "planned"
    assert auditor.post(f"/courses/{desk.key}/call/", {"verb": "close"}).status_code == 403


CANARY = "Planted-Canary"


def test_a_country_meets_nothing_of_another_country_or_of_the_institute(desk: Desk) -> None:
    """Walk every page that a focal point and a nominee can reach from links."""
    sent = desk.forwarded("VN", f"{CANARY}-Vietnam", organisation=f"{CANARY}-Agency")
    other = desk.enter("VN", f"{CANARY}-Draft")
    desk.forwarded("KE", "Own")
    Call.objects.filter(pk=desk.call.pk).update(state_reason=f"{CANARY}-Reason")
    seed = Call.objects.get(pk=desk.call.pk).seed
    assert seed
    for client in (desk.client("focal_point", country_code="KE"), desk.nominee()[1]):
        for page in _walk(client):
            assert CANARY not in page and seed not in page
        assert client.get(f"/dossiers/{other.public_id}/").status_code == 403
        assert client.get(f"/country/{desk.key}/VN/").status_code == 403
        document = sent.dossier.first()
        assert document is not None
        assert client.get(f"/files/{document.public_id}/").status_code == 403
        assert client.get(f"/courses/{desk.key}/nominations/").status_code == 403
    embassy = desk.client("embassy", country_code="KE")
    draft = desk.enter("KE", "Unsent")
    seen = embassy.get(f"/country/{desk.key}/KE/").content.decode()
    assert "OWN" in seen and "UNSENT" not in seen
    assert embassy.get(f"/dossiers/{draft.public_id}/").status_code == 403


def _walk(client: Any) -> list[str]:
    import re

    waiting, seen, pages = ["/"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith("/") or path.startswith(("/static", "/accounts")):
            continue
        seen.add(path)
        answer = client.get(path, follow=True)
        if "text/html" not in answer.headers.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        pages.append(page)
        waiting += re.findall(r'href="([^"#?]+)', page)
    assert len(pages) >= 2
    return pages


def queries_of(client: Any, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_pages_ask_the_database_as_often_whatever_the_size(desk: Desk) -> None:
    officer = desk.client("programme_officer")
    focal = desk.client("focal_point", country_code="KE")
    first = desk.forwarded()
    pages = (
        (officer, "/courses/"),
        (officer, f"/courses/{desk.key}/"),
        (officer, f"/courses/{desk.key}/seats/"),
        (officer, f"/courses/{desk.key}/call/"),
        (officer, f"/courses/{desk.key}/nominations/"),
        (officer, f"/courses/{desk.key}/nominations/{first.public_id}/"),
        (focal, "/country/"),
        (focal, f"/country/{desk.key}/KE/"),
        (focal, f"/dossiers/{first.public_id}/"),
    )
    few = {path: queries_of(client, path) for client, path in pages}
    for number in range(60):
        make_nomination(
            call=desk.call, country_code="KE", number=100 + number, state_code="received"
        )
        make_course()
    many = {path: queries_of(client, path) for client, path in pages}
    assert many == few
    assert max(many.values()) <= 15, many
