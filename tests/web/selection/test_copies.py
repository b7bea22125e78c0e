"""Blacked-out copies: refused while they still name somebody, read by members who may, noted."""

from __future__ import annotations

from typing import Any

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.selection_samples import member, nominated, reviewer, scoring_call
from tomoni.catalogue.errors import TransitionError
from tomoni.records.actions.courses.committee_copies import add_copy
from tomoni.records.actions.courses.dossiers import GivenFile
from tomoni.records.models import AuditEvent, Call, DossierDocument, Nomination

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pdf(text: str, author: str = "") -> bytes:
    source = f'#set document(author: "{author}")\n{text}' if author else text
    content = typst.compile(source.encode())
    assert isinstance(content, bytes)
    return content


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def call() -> Call:
    call = scoring_call()
    nominated(call, "KE", 1, family_name="Wanjiru", given_name="Grace", organisation="High Court")
    nominated(call, "VN", 2)
    return call


def page(call: Call) -> str:
    key = Nomination.objects.get(number=1).public_id
    return f"/courses/{call.course.public_id}/nominations/{key}/copies/"


def send(client: Client, call: Call, content: bytes, name: str = "cv.pdf") -> Any:
    return client.post(page(call), {"file": SimpleUploadedFile(name, content)})


def officer(call: Call) -> Client:
    return client_of(member("officer", call.course.public_id, "programme_officer"))


@pytest.mark.parametrize(
    ("text", "author"),
    [("Mrs WANJIRU prosecutes.", ""), ("A judge.", "Grace W."),
     ("Write to g at x\\@y.example.", ""), ("Served in Kenyan courts.", "")],
)  # fmt: skip
def test_a_copy_that_still_tells_is_refused(call: Call, text: str, author: str) -> None:
    answer = send(officer(call), call, pdf(text, author))
    assert "still holds a name" in answer.text
    assert not DossierDocument.objects.exists()


def test_what_is_no_pdf_is_refused(call: Call) -> None:
    client = officer(call)
    for content in (b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 broken"):
        answer = send(client, call, content)
        assert answer.status_code == 200 and "errors" in answer.text
    assert not DossierDocument.objects.exists()


def test_a_member_reads_the_copy_under_the_number_and_it_is_noted(call: Call) -> None:
    content = pdf("Served as a judge from 2012 to 2023. █████ decided 300 cases.")
    client = officer(call)
    assert send(client, call, content, "Wanjiru CV.pdf").status_code == 302
    document = DossierDocument.objects.get()
    one = reviewer(call, member("m", call.course.public_id))
    score = client_of(one.user).get(f"/committee/{call.course.public_id}/1/")
    path = f"/committee/{call.course.public_id}/1/copies/{document.public_id}.pdf"
    assert path in score.text and "Wanjiru" not in score.text
    answer = client_of(one.user).get(path)
    assert answer.content == content
    assert "nomination-1.pdf" in answer["Content-Disposition"]
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.object_id, event.by) == (
        "read", document.public_id, one.user.public_id,
    )  # fmt: skip
    # Under another number, or taken away, there is none.
    assert client_of(one.user).get(path.replace("/1/", "/2/")).status_code == 404
    client.post(page(call), {"remove": document.public_id})
    assert client_of(one.user).get(path).status_code == 404


def test_who_stands_aside_and_who_is_no_member_reads_none(call: Call) -> None:
    assert send(officer(call), call, pdf("A judge.")).status_code == 302
    document = DossierDocument.objects.get()
    path = f"/committee/{call.course.public_id}/1/copies/{document.public_id}.pdf"
    aside = reviewer(call, member("ke", call.course.public_id), country_code="KE")
    assert client_of(aside.user).get(path).status_code == 403
    assert path not in client_of(aside.user).get(f"/committee/{call.course.public_id}/1/").text
    focal = member("focal", call.course.public_id, "focal_point", country_code="KE")
    assert client_of(focal).get(path).status_code == 403
    assert client_of(focal).get(page(call)).status_code == 403


def test_after_the_decision_no_copy_is_added(call: Call) -> None:
    Nomination.objects.filter(number=1).update(state_code="selected")
    key = Nomination.objects.get(number=1).public_id
    with pytest.raises(TransitionError, match="from receipt to the decision"):
        add_copy(by="system", nomination_id=key, file=GivenFile("a.pdf", "application/pdf", b"x"))
