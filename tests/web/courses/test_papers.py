"""The General Information and the letters of invitation: made, kept, given out."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta

import docx
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tomoni.records.actions.courses.calls import CallValues, change_call, step_call
from tomoni.records.actions.courses.general_information import paper_path
from tomoni.records.actions.courses.invitations import InvitationValues, set_invitation
from tomoni.records.models import AuditEvent, BudgetLine, GeneralInformation
from web.courses.desk import Desk, now, open_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return open_desk()


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def page(desk: Desk) -> str:
    return f"/courses/{desk.key}/call/information/"


def test_the_booklet_says_what_the_call_rests_on(desk: Desk) -> None:
    BudgetLine.objects.create(
        public_id="line", course=desk.course, kind_code="airfare", fiscal_year=2026,
        currency_code="JPY", planned_quantity=1,
    )  # fmt: skip
    officer = desk.client("programme_officer")
    preview = officer.get(f"{page(desk)}preview.en.pdf")
    assert preview["Content-Type"] == "application/pdf"
    text = pdf_text(preview.content)
    assert "General Information" in text and desk.course.title in text
    assert "years of experience: at least 5" in text
    assert "At most 2 of one country" in text and "women, at least 2/5 of the seats" in text
    assert "curriculum vitae (required)" in text
    assert "The organiser bears: airfare." in text
    assert "Asia/Tokyo" in text and "UTC" in text
    assert "2 countries" in text
    assert not GeneralInformation.objects.exists()
    word = docx.Document(io.BytesIO(officer.get(f"{page(desk)}preview.en.docx").content))
    assert any("How the organiser selects" in one.text for one in word.paragraphs)
    japanese = docx.Document(io.BytesIO(officer.get(f"{page(desk)}preview.ja.docx").content))
    assert any("選考の方法" in one.text for one in japanese.paragraphs)


def test_a_version_kept_after_publication_is_public_and_never_changes(desk: Desk) -> None:
    officer = desk.client("programme_officer")
    assert officer.post(page(desk)).status_code == 302
    first = GeneralInformation.objects.get()
    assert (first.version, first.language_code) == (1, "en")
    assert first.published_at is not None
    content = paper_path(first.pdf_sha256, "pdf").read_bytes()
    assert hashlib.sha256(content).hexdigest() == first.pdf_sha256
    event = AuditEvent.objects.latest("sequence")
    assert (event.verb, event.object_type) == ("create", "general_information")
    # As it reads, it is kept already: no second version.
    officer.post(page(desk))
    assert GeneralInformation.objects.get() == first
    desk.course.objective = "Compare the law of the participants' countries."
    desk.course.save()
    officer.post(page(desk))
    assert list(GeneralInformation.objects.values_list("version", flat=True)) == [1, 2]
    assert GeneralInformation.objects.get(version=1) == first
    assert paper_path(first.pdf_sha256, "pdf").read_bytes() == content


def test_before_publication_the_open_version_is_written_anew_and_published_with_the_call(
    desk: Desk,
) -> None:
    call = desk.call
    call.state_code = "draft"
    call.save()
    officer = desk.client("programme_officer")
    officer.post(page(desk))
    before = GeneralInformation.objects.get()
    assert before.published_at is None
    later = CallValues(
        opens_at=now() - timedelta(days=2), closes_at=now() + timedelta(days=60),
        nominations_per_seat=3,
    )  # fmt: skip
    change_call(by="system", call_id=call.public_id, values=later, seen_revision=None)
    officer.post(page(desk))
    after = GeneralInformation.objects.get()
    assert after.pk == before.pk and after.pdf_sha256 != before.pdf_sha256
    step_call(by="system", call_id=call.public_id, verb="approve")
    step_call(by="system", call_id=call.public_id, verb="publish")
    after.refresh_from_db()
    assert after.published_at is not None


def test_publishing_the_call_keeps_a_version_where_there_is_none(desk: Desk) -> None:
    desk.call.state_code = "approved"
    desk.call.save()
    officer = desk.client("programme_officer")
    answer = officer.post(f"/courses/{desk.key}/call/", {"verb": "publish"})
    assert answer.status_code == 302
    assert GeneralInformation.objects.get().published_at is not None


@pytest.mark.parametrize("role", ["focal_point", "embassy", "agency_office"])
def test_countries_and_nominees_read_what_is_published_only(desk: Desk, role: str) -> None:
    officer = desk.client("programme_officer")
    officer.post(page(desk))
    kept = GeneralInformation.objects.get()
    path = f"/information/{kept.public_id}.pdf"
    client = desk.client(role, country_code="KE")
    _, nominee = desk.nominee()
    assert client.get(path).status_code == nominee.get(path).status_code == 200
    assert path in client.get(f"/country/{desk.key}/KE/").content.decode()
    GeneralInformation.objects.update(published_at=None)
    assert client.get(path).status_code == nominee.get(path).status_code == 404
    assert officer.get(path).status_code == 200
    assert desk.client("lecturer", scope_id=desk.key).get(path).status_code == 403


def test_a_file_that_was_changed_is_not_given_out(desk: Desk) -> None:
    officer = desk.client("programme_officer")
    officer.post(page(desk))
    kept = GeneralInformation.objects.get()
    paper_path(kept.pdf_sha256, "pdf").write_bytes(b"another")
    answer = officer.get(f"/information/{kept.public_id}.pdf")
    assert "was changed" in answer.content.decode() and answer.status_code >= 400


def test_a_letter_of_invitation_is_a_note_verbale(desk: Desk) -> None:
    row = set_invitation(
        by="system", call_id=desk.call.public_id,
        values=InvitationValues("VN", "the Embassy of Viet Nam", note_number="NV/7"),
    )  # fmt: skip
    officer = desk.client("programme_officer")
    path = f"/courses/{desk.key}/call/letters/{row.public_id}.en.pdf"
    text = pdf_text(officer.get(path).content)
    assert "presents its compliments to the Embassy of Viet Nam" in text
    assert "NV/7" in text
    assert officer.get(path.replace(row.public_id, "none")).status_code == 404
    assert path in officer.get(f"/courses/{desk.key}/call/").content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_shows_the_booklet_in_few_queries(desk: Desk, language: str) -> None:
    officer = desk.client("programme_officer", language)
    officer.post(page(desk))
    officer.get(page(desk))
    with CaptureQueriesContext(connection) as queries:
        answer = officer.get(page(desk))
    assert len(queries) <= 15, [one["sql"][:120] for one in queries.captured_queries]
    words = {"en": "How the organiser selects", "ja": "選考の方法"}[language]
    assert words in answer.content.decode()
