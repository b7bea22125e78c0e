"""Texts are recognised by their hash, kept whole or not at all, and shown only when decided."""

from __future__ import annotations

import json
import resource
import signal
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings

from records.portfolios import TEXT, portfolio_at
from records.samples import make_document, make_mandate, make_user
from tomoni.catalogue.errors import InputError, NotFoundError, NotPermittedError, StorageError
from tomoni.records.actions.audit import SYSTEM, verify_chain
from tomoni.records.actions.documents import (
    allow_showing,
    attach_document,
    awaited_documents,
    forbid_showing,
    has_text,
    text_path,
)
from tomoni.records.actions.load import load_portfolio
from tomoni.records.actions.reading.texts import hold_text
from tomoni.records.actions.reading.values import TextValues
from tomoni.records.models import AuditEvent, Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep texts in a directory of the test's own."""
    monkeypatch.setitem(settings.TOMONI._values, "TOMONI_HOME", tmp_path / "home")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    """The document of the small portfolio, whose text is awaited."""
    load_portfolio(portfolio_at(tmp_path / "portfolio"), by=SYSTEM)
    return Document.objects.get()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file with the document's text, under some name."""
    path = tmp_path / "downloaded.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def values(text: str) -> TextValues:
    digest = sha256(text.encode()).hexdigest()
    return TextValues(
        text, "text", "text/plain", "utf-8", "en", "a.txt", digest, len(text.encode()), (), (), (),
        2021, "inferred", "The text names 2021.", None, None, "unknown", (),
    )  # fmt: skip


def attachments() -> int:
    return AuditEvent.objects.filter(verb="attach", object_type="document").count()


def test_a_text_is_kept_under_its_hash(document: Document, text: Path) -> None:
    assert not has_text(document)
    assert attach_document(text, by=SYSTEM) == document
    assert has_text(document)
    assert text_path(document.sha256).read_text(encoding="utf-8") == TEXT
    assert awaited_documents() == []
    assert attachments() == 1


def test_attaching_again_changes_nothing(document: Document, text: Path) -> None:
    attach_document(text, by=SYSTEM)
    attach_document(text, by=SYSTEM)
    assert attachments() == 1


def test_a_damaged_copy_is_replaced(document: Document, text: Path) -> None:
    attach_document(text, by=SYSTEM)
    text_path(document.sha256).write_text("half a tex")
    attach_document(text, by=SYSTEM)
    assert text_path(document.sha256).read_text(encoding="utf-8") == TEXT
    assert attachments() == 1


def test_an_attachment_that_was_cut_short_is_finished(document: Document, text: Path) -> None:
    """The file is there and the event is not: the process ended between the two."""
    path = text_path(document.sha256)
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    attach_document(text, by=SYSTEM)
    assert attachments() == 1


def test_an_unknown_text_is_refused_and_the_awaited_are_named(
    document: Document, text: Path
) -> None:
    text.write_text("Some other text", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        attach_document(text, by=SYSTEM)
    assert sha256(text.read_bytes()).hexdigest() in caught.value.what
    assert f"report-2021 ({document.sha256})" in str(caught.value.do)
    assert not has_text(document)


def test_changed_line_ends_are_recognised(document: Document, text: Path) -> None:
    text.write_bytes(TEXT.replace("\n", "\r\n").encode())
    with pytest.raises(InputError, match="line ends"):
        attach_document(text, by=SYSTEM)


def test_a_text_of_another_length_than_registered_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text("共に\n", encoding="utf-8")
    digest = sha256(path.read_bytes()).hexdigest()
    make_document(public_id="leaflet", sha256=digest, length_characters=7)
    with pytest.raises(InputError, match="3 characters, but it is registered with 7"):
        attach_document(path, by=SYSTEM)
    assert not text_path(digest).exists()


def test_a_text_that_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(b"caf\xe9")
    make_document(sha256=sha256(path.read_bytes()).hexdigest(), length_characters=4)
    with pytest.raises(InputError, match="not UTF-8"):
        attach_document(path, by=SYSTEM)


def test_a_path_without_a_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        with pytest.raises(InputError, match="no such file"):
            attach_document(path, by=SYSTEM)


def test_no_room_is_told_and_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("x" * 200_000)
    digest = sha256(path.read_bytes()).hexdigest()
    make_document(sha256=digest, length_characters=200_000)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StorageError) as caught:
            attach_document(path, by=SYSTEM)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert caught.value.where is not None
    assert caught.value.where.file == str(text_path(digest))
    assert list(text_path(digest).parent.iterdir()) == []
    assert attachments() == 0


def test_showing_is_decided_with_a_reason_and_audited(document: Document) -> None:
    assert document.may_show is False
    assert allow_showing("report-2021", by=SYSTEM, why="the publisher agreed").may_show
    allow_showing("report-2021", by=SYSTEM, why="again")
    (event,) = AuditEvent.objects.filter(verb="change", object_type="document")
    assert "the publisher agreed" in event.payload
    assert not forbid_showing("report-2021", by=SYSTEM, why="withdrawn").may_show
    document.refresh_from_db()
    assert document.may_show is False


def test_showing_needs_a_reason_and_a_document(document: Document) -> None:
    with pytest.raises(InputError, match="reason"):
        allow_showing("report-2021", by=SYSTEM, why=" ")
    with pytest.raises(NotFoundError):
        allow_showing("nowhere", by=SYSTEM, why="agreed")


def test_a_desk_officer_neither_attaches_nor_allows(document: Document, text: Path) -> None:
    officer = make_user("officer")
    make_mandate(user=officer, role_code="desk_officer")
    with pytest.raises(NotPermittedError):
        attach_document(text, by=officer)
    with pytest.raises(NotPermittedError):
        allow_showing("report-2021", by=officer, why="agreed")
    assert not has_text(document)


def test_an_editor_attaches(document: Document, text: Path) -> None:
    editor = make_user("editor")
    make_mandate(user=editor, role_code="editor")
    attach_document(text, by=editor)
    assert AuditEvent.objects.get(verb="attach").by == editor.public_id


def test_a_portfolio_finds_the_texts_that_were_read_before_it(tmp_path: Path) -> None:
    held = hold_text(values(TEXT), by=SYSTEM)
    other = hold_text(values(f"{TEXT} And more."), by=SYSTEM)
    for _ in range(2):
        load_portfolio(portfolio_at(tmp_path / "portfolio"), by=SYSTEM)
    held.refresh_from_db()
    other.refresh_from_db()
    assert held.document == Document.objects.get()
    assert other.document is None
    event = AuditEvent.objects.get(object_type="document_text", verb="change")
    assert event.object_id == held.public_id
    assert json.loads(event.payload)["document"] == held.document.public_id
    verify_chain()
