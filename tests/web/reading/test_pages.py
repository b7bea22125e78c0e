"""Files are given, their progress and refusals seen, and texts registered as documents."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tomoni.records.actions.audit import SYSTEM
from tomoni.records.actions.reading.batches import finish_file, open_files, start_batch
from tomoni.records.actions.reading.texts import source_path
from tomoni.records.actions.reading.values import FileRefused, GivenFile
from tomoni.records.models import Document, DocumentText, ReadingBatch
from tomoni.web.reading.reader import read_source

pytestmark = pytest.mark.django_db
TEXT = b"Annual Report 2019\n\nKenya sent 20 officials, and 1.5 million dollars were given.\n"


def sent(*names: str, **more: str) -> dict[str, object]:
    return {"files": [SimpleUploadedFile(name, TEXT) for name in names], **more}


def read_all(batch: ReadingBatch) -> None:
    """Do what the worker does, in this process."""
    for file in open_files(batch):
        finish_file(file.public_id, read_source(str(source_path(file.sha256)), file.name))


def given(count: int = 1) -> ReadingBatch:
    files = [GivenFile(f"{n}.txt", TEXT + str(n).encode()) for n in range(count)]
    return start_batch(files, by=SYSTEM)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


def test_files_are_given_and_wait_for_the_worker(editor: Client) -> None:
    answer = editor.post("/documents/give/", sent("a.txt", "b.txt"))
    batch = ReadingBatch.objects.get()
    assert answer.headers["Location"] == f"/documents/batches/{batch.public_id}/"
    assert [one.name for one in open_files(batch)] == ["a.txt", "b.txt"]
    shown = page(editor, f"/documents/batches/{batch.public_id}/")
    assert "It waits for the worker" in shown and 'http-equiv="refresh"' in shown
    read_all(batch)
    shown = page(editor, f"/documents/batches/{batch.public_id}/")
    assert 'http-equiv="refresh"' not in shown
    assert re.search(r"\d proposals", shown)


def test_a_refusal_stands_beside_its_file_in_the_readers_language(editor: Client) -> None:
    batch = start_batch([GivenFile("scan.pdf", b"%PDF-1.4"), GivenFile("a.txt", TEXT)], by=SYSTEM)
    first, _second = open_files(batch)
    finish_file(first.public_id, FileRefused("pdf_only_pictures", {}))
    read_all(batch)
    path = f"/documents/batches/{batch.public_id}/"
    assert "The PDF holds no text, only pictures. " in page(editor, path)
    assert "1 file was refused." in page(editor, path)
    editor.cookies["django_language"] = "ja"
    assert "PDFに文字がなく、画像だけです。" in page(editor, path)


def test_what_is_given_is_checked_first(editor: Client) -> None:
    empty = {"files": [SimpleUploadedFile("a.txt", b"")]}
    assert "empty" in editor.post("/documents/give/", empty).content.decode()
    assert "Give one file with it" in str(
        editor.post("/documents/give/", sent("a.txt", "b.txt", document=_document())).content
    )
    assert not ReadingBatch.objects.exists()


def _document() -> str:
    from records.samples import make_document

    return make_document().public_id


def test_a_text_is_shown_and_registered(editor: Client) -> None:
    read_all(given())
    held = DocumentText.objects.get()
    path = f"/documents/{held.public_id}/"
    shown = page(editor, path)
    assert "not registered" in shown and "2019" in shown
    assert "The title says “Annual Report 2019”." in shown
    values = {
        "document_id": "report-2019", "title": "Report 2019", "publisher": "Institute",
        "edition_year": "2019", "edition_basis_code": "stated", "edition_evidence": "Printed.",
        "period_start_stated": "2018", "period_end_stated": "2017",
    }  # fmt: skip
    assert "before the first" in editor.post(f"{path}register/", values).content.decode()
    values["period_end_stated"] = "2019"
    assert editor.post(f"{path}register/", values).status_code == 302
    document = Document.objects.get()
    assert (document.edition_year, document.period_start_stated) == (2019, "2018")
    assert "report-2019" in page(editor, path)
    assert "Register as a document" not in page(editor, path)


def test_a_reading_that_broke_off_goes_on(editor: Client, auditor: Client) -> None:
    editor.post("/documents/give/", sent("a.txt"))
    batch = ReadingBatch.objects.get()
    path = f"/documents/batches/{batch.public_id}/"
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert "Reading broke off." in page(editor, path)
    assert 'http-equiv="refresh"' not in page(editor, path)
    assert auditor.post(f"{path}resume/").status_code == 403
    assert DBTaskResult.objects.count() == 1
    for _ in range(2):
        assert editor.post(f"{path}resume/").status_code == 302
    assert DBTaskResult.objects.count() == 2
    assert "It waits for the worker" in page(editor, path)


def test_an_auditor_looks_and_changes_nothing(auditor: Client) -> None:
    read_all(given())
    held = DocumentText.objects.get()
    assert "Register as a document" not in page(auditor, f"/documents/{held.public_id}/")
    assert "Give files" not in page(auditor, "/documents/")
    assert auditor.post(f"/documents/{held.public_id}/register/", {}).status_code == 403
    assert auditor.post("/documents/give/", sent("a.txt")).status_code == 403
    assert ReadingBatch.objects.count() == 1


def test_lists_take_few_queries_whatever_their_size(editor: Client) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(editor, path)
        return len(caught)

    batch = given()
    read_all(batch)
    held = DocumentText.objects.get()
    paths = ["/documents/", "/documents/batches/", f"/documents/batches/{batch.public_id}/",
             f"/documents/{held.public_id}/"]  # fmt: skip
    few = [queries(path) for path in paths]
    larger = given(4)
    read_all(larger)
    paths[2] = f"/documents/batches/{larger.public_id}/"
    assert [queries(path) for path in paths] == few
    assert max(few) <= 15
