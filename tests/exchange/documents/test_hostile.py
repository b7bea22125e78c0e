"""Bombs, disguises, locks and tricks end in a clear refusal, at once."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from pathlib import Path

import docx
import pypdfium2
import pytest

from tomoni.catalogue.document_refusals import (
    DOCUMENT_REFUSALS,
    DocumentRefusedError,
    document_refusal,
)
from tomoni.exchange.documents import DocumentText, check_disguise, read_document

_SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LINE = b"BT /F 12 Tf 50 700 Td (In 2018, 20 people came.) Tj ET"


def word_with(member: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(stream) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != member:
                new.writestr(name, old.read(name))
        new.writestr(member, content)
    return made.getvalue()


def laughing() -> bytes:
    entities = b"".join(
        b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(9)
    )
    body = b"<w:document " + _SPACE + b"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body>"
    return b'<!DOCTYPE d [<!ENTITY a "ha">' + entities + b"]>" + body + b"</w:document>"


def nested() -> bytes:
    deep = b"<w:p>" * 100_000 + b"</w:p>" * 100_000
    return b"<w:document " + _SPACE + b"><w:body>" + deep + b"</w:body></w:document>"


def pdf_of(stream: bytes, *, more: bytes = b"", trailer: bytes = b"") -> bytes:
    packed = zlib.compress(stream)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *([more] if more else []),
    ]
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
    return data + head + table + end % (len(objects) + 1, trailer, len(data))


def locked() -> bytes:
    lock = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>" % (b"41" * 32, b"42" * 32)
    return pdf_of(_LINE, more=lock, trailer=b"/Encrypt 6 0 R/ID[<00><00>]")


def many_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(10_000):
        document.new_page(100, 100)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


HOSTILE = {
    "bomb.docx": (lambda: word_with("word/document.xml", b" " * 120_000_000), "archive_bursts"),
    "laugh.docx": (lambda: word_with("word/document.xml", laughing()), "word_damaged"),
    "deep.docx": (lambda: word_with("word/document.xml", nested()), "word_damaged"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 100_000, "html_too_deep"),
    "wide.html": (lambda: b"<html><body " + b"a=1 " * 100_000 + b">", "html_unreadable"),
    "locked.pdf": (locked, "pdf_locked"),
    "pages.pdf": (many_pages, "pdf_too_many_pages"),
    "loop.pdf": (lambda: pdf_of(_LINE).replace(b"[3 0 R]", b"[2 0 R]"), "pdf_damaged"),
    "scan.pdf": (lambda: pdf_of(b"0 0 100 100 re f"), "pdf_only_pictures"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once(name: str, tmp_path: Path) -> None:
    made, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(made())
    began = time.process_time()
    with pytest.raises(DocumentRefusedError) as caught:
        read_document(tmp_path / name)
    assert caught.value.reason == reason
    assert name in str(caught.value)
    assert time.process_time() - began < 5


def test_the_file_by_which_these_are_drawn_is_read(tmp_path: Path) -> None:
    (tmp_path / "plain.pdf").write_bytes(pdf_of(_LINE))
    assert read_document(tmp_path / "plain.pdf").text.strip() == "In 2018, 20 people came."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.exe", b"MZ", "file_ending_unknown"),
        ("a", b"text", "file_ending_unknown"),
        ("a.txt", b"%PDF-1.4", "file_disguised"),
        ("a.pdf", b"<html>", "file_disguised"),
        ("a.html", b"PK\x03\x04", "file_disguised"),
        ("a.docx", word_with("word/vbaProject.bin", b"x"), "file_has_macros"),
    ],
)
def test_a_disguise_is_seen_through(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentRefusedError) as caught:
        check_disguise(name, data)
    assert caught.value.reason == reason
    check_disguise("a.pdf", b"%PDF-1.4")
    check_disguise("a.txt", b"text")


def test_scripts_and_what_is_hidden_are_no_text(tmp_path: Path) -> None:
    page = (
        "<p>20 people</p><script>999 people</script><p style='font-size: 0'>777 people</p>"
        "<p style='visibility:hidden'>666 people</p><p style='opacity:0.9'>5 judges</p>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert read_document(tmp_path / "a.html").text.split("\n\n")[:2] == ["20 people", "5 judges"]


def test_half_a_character_is_marked_and_moves_nothing(monkeypatch: pytest.MonkeyPatch,
                                                       tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    read = DocumentText("a.txt", "pdf", "20\ud800 people", "0")
    monkeypatch.setattr("tomoni.exchange.documents.open._read", lambda *_: read)
    text = read_document(tmp_path / "a.txt").text
    assert (text, len(text.encode())) == ("20\ufffd people", len("20 people") + 3)


def test_what_nobody_sees_is_noted_and_kept(tmp_path: Path) -> None:
    text = "Kenya sent \u202e000,1\u202c officials, Peru 2\u200b0."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    document = read_document(tmp_path / "a.txt")
    assert document.text == text
    assert any(note.startswith("3 characters that are not seen") for note in document.notes)


@pytest.mark.parametrize("reason", DOCUMENT_REFUSALS)
def test_every_refusal_is_worded_in_both_languages(reason: str) -> None:
    names = ("size", "limit", "kind", "count", "seconds", "document", "found", "registered",
             "reason", "error", "ending")  # fmt: skip
    filled = dict.fromkeys(names, "<x>")
    english, japanese = (document_refusal(reason, filled, one) for one in ("en", "ja"))
    assert english != japanese and all((*english, *japanese))
    assert english[0].count("<x>") == japanese[0].count("<x>")
