"""Pages of answers: written beside the preview, built, checked by one and signed off by another."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.test import Client

from tomoni.records.models import AnswerPack, SignOff
from web.courses.desk import account, client_of

pytestmark = pytest.mark.django_db
WORDING = 'The school counts {{ figure "graduates_count" series="school-series" }} graduates.'
QUESTION = "How many graduated?"


@pytest.fixture
def writer() -> Client:
    return client_of(account("editor"))


def begun(writer: Client, wording: str = WORDING) -> str:
    answer = writer.post("/answers/new/", {"question": QUESTION, "language_code": "en"})
    address = answer.headers["Location"]
    sent = {"question": QUESTION, "content": wording, "revision": "1"}
    assert writer.post(address, sent).status_code == 302
    return address


def body(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def sign(client: Client, address: str, step: str) -> str:
    pack = AnswerPack.objects.get()
    sent = {"step": step, "seen": pack.sha256 or "", "note": "read"}
    return str(client.post(f"{address}sign/", sent, follow=True).content.decode())


def test_an_answer_goes_from_its_question_to_the_signed_paper(writer: Client) -> None:
    address = begun(writer)
    assert address.startswith("/answers/answer-20")
    assert "more than 6,100" in body(writer, address)
    writer.post(f"{address}build/", {"snapshot": ""})
    pack = AnswerPack.objects.get()
    assert sorted(name.rpartition(".")[2] for name in pack.files) == ["docx", "json", "pdf"]
    # Who wrote it sees why the signature is another's.
    assert "does not check it" in body(writer, address)
    assert "Signed." in sign(client_of(account("desk_officer")), address, "checked")
    before = dict(AnswerPack.objects.get().files)
    assert "Signed." in sign(client_of(account("administrator")), address, "signed_off")
    pack.refresh_from_db()
    assert pack.state_code == "signed_off"
    # The paper that is kept now bears the signatures; its proofs are those that were signed.
    pdf, proofs = f"{pack.public_id}.pdf", f"{pack.public_id}.proofs.json"
    assert pack.files[pdf] != before[pdf] and pack.files[proofs] == before[proofs]
    file = writer.get(f"{address}files/{pdf}")
    assert file.content.startswith(b"%PDF") and "attachment" in file.headers["Content-Disposition"]
    writer.post(address, {"question": QUESTION, "content": f"{WORDING} Yes.", "revision": "2"})
    assert SignOff.objects.filter(voided_at__isnull=True).count() == 0
    assert "void" in body(writer, address)


def test_nothing_is_built_while_a_digit_is_unproven(writer: Client) -> None:
    address = begun(writer, "It was 42.")
    assert 'data-line="1" data-column="8"' in body(writer, address)
    answer = writer.post(f"{address}build/", {"snapshot": ""}, follow=True)
    assert "has errors" in answer.content.decode()
    assert not AnswerPack.objects.get().files
    preview = writer.post(f"{address}preview/", {"content": "<script>x</script>"})
    assert "<script" not in preview.content.decode()


def test_without_a_snapshot_the_page_says_what_to_do(writer: Client, home: Path) -> None:
    shutil.rmtree(home / "snapshots")
    address = begun(writer)
    assert "tomoni freeze --public" in body(writer, address)


def test_who_only_reads_writes_and_signs_nothing(writer: Client) -> None:
    address = begun(writer)
    writer.post(f"{address}build/", {"snapshot": ""})
    auditor = client_of(account("auditor"))
    assert "readonly" in body(auditor, address)
    sent = {"question": "x", "content": "y", "revision": "2"}
    assert auditor.post(address, sent).status_code == 403
    assert auditor.get("/answers/new/").status_code == 403
    assert "Signed." not in sign(auditor, address, "checked")
    assert not SignOff.objects.exists()
    assert "answer-20" in body(auditor, "/answers/")
