# ruff: noqa: E501 (tables read best in one line)
"""Whatever the bytes, a file is read or refused with a reason, and its parts lie inside its text."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tomoni.catalogue.errors import InputError
from tomoni.exchange.documents import read_document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships'
    '+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
XML = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>20 people</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>",
    "<w:tc>", "</w:tc>", "<w:br/>", "<w:tab/>", '<w:pStyle w:val="Heading1"/>', "<w:pPr>", "</w:pPr>", "&lt;",
    "<w:footnoteReference w:id='1'/>", "<w:del>", "</w:del>", "\u202e", "<a>", "]]>",
]  # fmt: skip
MARKDOWN = [
    "# ",
    "\n",
    "\n\n",
    "| ",
    "|---|",
    "20 people",
    "[^1]: ",
    "```",
    "> ",
    "- ",
    "1. ",
    "\x00",
    "\u202e",
    "\u200b",
]
CONTENT = ["BT ", "ET ", "/F1 12 Tf ", "20 200 Td ", "(20 people) Tj ", "<0041> Tj ", "0 0 1 rg ", "q ", "Q ", "[(a)-900(b)] TJ "]  # fmt: skip


def word_file(body: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", LINKS)
        packed.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        )
    return held.getvalue()


def pdf_file(content: str) -> bytes:
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(content)}>>stream\n{content}\nendstream endobj\n"
        "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    ).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chance")


def pieces(words: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), max_size=25).map("".join)


def is_read_or_refused(path: Path, data: bytes) -> bool:
    """True where it was read. Anything but a refusal with words fails."""
    path.write_bytes(data)
    try:
        document = read_document(path)
    except InputError as refusal:
        assert str(refusal)
        return False
    length = len(document.text)
    assert document.text.strip()
    assert all(0 <= part.start <= part.end <= length for part in document.parts)
    document.page_at(length - 1)
    document.heading_at(length - 1)
    return True


@settings(max_examples=60, deadline=None)
@given(pieces(XML))
def test_word_files(folder: Path, body: str) -> None:
    is_read_or_refused(folder / "a.docx", word_file(body))


@settings(max_examples=60, deadline=None)
@given(pieces(MARKDOWN))
def test_markdown_and_text(folder: Path, text: str) -> None:
    is_read_or_refused(folder / "a.md", text.encode())
    is_read_or_refused(folder / "a.txt", text.encode())


@settings(max_examples=40, deadline=None)
@given(pieces(CONTENT))
def test_pages_of_a_pdf(folder: Path, content: str) -> None:
    is_read_or_refused(folder / "a.pdf", pdf_file(content))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([".pdf", ".docx", ".html", ".txt"]), st.binary(max_size=80))
def test_any_bytes(folder: Path, suffix: str, data: bytes) -> None:
    is_read_or_refused(folder / f"a{suffix}", data)
    is_read_or_refused(folder / f"b{suffix}", word_file("<w:p/>")[: len(data)] + data)


def test_sound_files_are_read(folder: Path) -> None:
    sound = word_file("<w:p><w:r><w:t>20 people</w:t></w:r></w:p>")
    assert is_read_or_refused(folder / "c.docx", sound)
    assert is_read_or_refused(folder / "c.pdf", pdf_file("BT /F1 12 Tf 20 200 Td (Ten) Tj ET"))
