"""Files of a batch are kept, read or refused once each; reading them again adds nothing."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from records.samples import make_document, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError
from tomoni.reading.read import read_text
from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.documents import attach_document, has_text
from tomoni.records.actions.reading.batches import (
    begin_file,
    finish_file,
    open_files,
    start_batch,
)
from tomoni.records.actions.reading.texts import register_document, source_path, text_of
from tomoni.records.actions.reading.values import (
    FileRefused,
    GivenFile,
    ProposedAt,
    TextRead,
    TextValues,
)
from tomoni.records.models import (
    AuditEvent,
    Document,
    DocumentText,
    Proposal,
    ReadingBatch,
    ReadingFile,
)

pytestmark = pytest.mark.django_db
TEXT = "In 2018, about 20 officials of Kenya were trained. Japan gave 1.5 million dollars."


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")


def values(text: str = TEXT) -> TextValues:
    digest = sha256(text.encode()).hexdigest()
    return TextValues(
        text, "text", "text/plain", "utf-8", "en", "a.txt", digest, len(text.encode()), (), (), (),
        2018, "inferred", "The text names 2018.", 2018, 2018, "inferred", (),
    )  # fmt: skip


def read(text: str = TEXT, hides: bool = False) -> TextRead:
    found = tuple(ProposedAt(one, "3", None, None, hides) for one in read_text(text))
    return TextRead(values(text), found)


def batch_of(*names: str, document_id: str | None = None) -> ReadingBatch:
    given = [GivenFile(name, TEXT.encode(), document_id) for name in names]
    return start_batch(given, by=SYSTEM)


def test_a_file_becomes_a_text_and_its_proposals() -> None:
    batch = batch_of("a.txt")
    (file,) = open_files(batch)
    begin_file(file)
    assert (
        ReadingFile.objects.get().state_code == ReadingBatch.objects.get().state_code == "reading"
    )
    done = finish_file(file.public_id, read())
    assert (done.state_code, done.proposal_count) == ("read", len(read_text(TEXT)))
    held = DocumentText.objects.get()
    assert text_of(held) == TEXT
    assert (held.edition_year, held.edition_basis_code) == (2018, "inferred")
    money = Proposal.objects.get(kind_code="money")
    assert (money.quantity, money.exponent, money.currency_code) == (1_500_000, 0, "USD")
    assert TEXT[money.start : money.end] == "1.5 million dollars"
    assert (money.page, money.state_code, money.document_text) == ("3", "proposed", held)
    assert 0 < money.confidence <= 1000
    ended = ReadingBatch.objects.get()
    assert (ended.state_code, ended.finished_at is not None) == ("done", True)


def test_reading_the_same_text_again_adds_nothing() -> None:
    for _ in range(2):
        (file,) = open_files(batch_of("a.txt"))
        finish_file(file.public_id, read())
    assert Proposal.objects.count() == len(read_text(TEXT))
    assert DocumentText.objects.count() == 1
    assert AuditEvent.objects.filter(object_type="document_text").count() == 1


def test_a_file_that_is_done_with_stays_as_it_is() -> None:
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, read())
    events = AuditEvent.objects.count()
    again = finish_file(file.public_id, FileRefused("file_empty", {}))
    assert again.state_code == "read"
    assert AuditEvent.objects.count() == events


def test_a_later_reading_supersedes_what_nobody_decided_on() -> None:
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, read())
    decided = Proposal.objects.get(kind_code="money")
    Proposal.objects.filter(pk=decided.pk).update(state_code="accepted", revision=2)
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, replace(read(), proposals=()))
    states = dict(Proposal.objects.values_list("kind_code", "state_code"))
    assert states.pop("money") == "accepted"
    assert set(states.values()) == {"superseded"}
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, read())
    assert set(Proposal.objects.values_list("state_code", flat=True)) == {"accepted", "proposed"}


def test_a_figure_in_which_characters_hide_is_contested() -> None:
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, read(hides=True))
    for one in Proposal.objects.all():
        assert (one.state_code, "hidden_characters" in one.reasons) == ("contested", True)
        assert one.confidence <= 100


def test_a_refusal_is_kept_with_its_file_and_the_others_go_on() -> None:
    batch = batch_of("a.pdf", "b.txt")
    first, second = open_files(batch)
    refused = finish_file(first.public_id, FileRefused("pdf_locked", {}))
    assert (refused.state_code, refused.refusal_code) == ("refused", "pdf_locked")
    assert ReadingBatch.objects.get().state_code != "done"
    assert source_path(second.sha256).is_file(), "another file has the same content"
    finish_file(second.public_id, FileRefused("file_empty", {}))
    assert ReadingBatch.objects.get().state_code == "done"
    assert not source_path(second.sha256).exists()
    with pytest.raises(InputError):
        finish_file(batch_of("c").files.get().public_id, FileRefused("made_up", {}))


def test_a_text_with_another_hash_than_the_registered_one_is_refused() -> None:
    document = make_document(sha256="0" * 64)
    (file,) = open_files(batch_of("a.txt", document_id=document.public_id))
    done = finish_file(file.public_id, read())
    assert (done.state_code, done.refusal_code) == ("refused", "hash_differs")
    assert done.refusal_parameters["registered"] == "0" * 64
    assert not DocumentText.objects.exists()


def test_a_text_finds_the_document_that_is_registered_with_its_hash() -> None:
    document = make_document(sha256=values().source_sha256)
    (file,) = open_files(batch_of("a.txt", document_id=document.public_id))
    finish_file(file.public_id, read())
    assert DocumentText.objects.get().document == document
    assert has_text(document)


def test_a_document_that_came_on_record_later_finds_its_text(tmp_path: Path) -> None:
    (file,) = open_files(batch_of("a.txt"))
    finish_file(file.public_id, read())
    document = make_document(sha256=values().source_sha256, length_characters=len(TEXT))
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    attach_document(tmp_path / "a.txt", by=SYSTEM)
    assert DocumentText.objects.get().document == document


def test_a_text_is_registered_as_a_document() -> None:
    (file,) = open_files(batch_of("a.txt"))
    held = finish_file(file.public_id, read()).document_text
    assert held is not None
    given = {"document_id": "report-2018", "title": "Report 2018", "publisher": "Institute"}
    document = register_document(held.public_id, given, by=SYSTEM)
    assert (document.sha256, document.length_characters) == (held.sha256, len(TEXT))
    assert (document.edition_year, document.edition_basis_code) == (2018, "inferred")
    assert (document.period_start_stated, document.may_show) == ("2018", False)
    assert DocumentText.objects.get().document == document
    with pytest.raises(InputError, match="registered already"):
        register_document(held.public_id, given | {"document_id": "other"}, by=SYSTEM)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("wrong", ["", "Report 2018", "a/b", "報告", "a" * 81])
def test_an_id_that_is_no_part_of_an_address_is_refused(wrong: str) -> None:
    (file,) = open_files(batch_of("a.txt"))
    held = finish_file(file.public_id, read()).document_text
    assert held is not None
    given = {"document_id": wrong, "title": "Report 2018", "publisher": "Institute"}
    with pytest.raises(InputError, match="no public id"):
        register_document(held.public_id, given, by=SYSTEM)
    assert not Document.objects.exists()


def test_who_may_not_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    officer = make_user()
    make_mandate(user=officer, role_code="desk_officer")
    with pytest.raises(NotPermittedError):
        start_batch([GivenFile("a.txt", b"x")], by=officer)
    with pytest.raises(NotFoundError):
        start_batch([GivenFile("a.txt", b"x", "unknown")], by=SYSTEM)
    with pytest.raises(InputError, match="from 1 to"):
        start_batch([], by=SYSTEM)
    assert not ReadingBatch.objects.exists()
    assert not (tmp_path / "home" / "documents").exists()
