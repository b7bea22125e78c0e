"""Fuzzes the readers of files: python fuzz/documents.py [CORPUS …] [libFuzzer options].

The first byte of an input chooses the kind; the last two kinds put the bytes into a sound Word
file and a sound PDF, so that more than their envelope is met. Whatever the bytes, a file is read,
or refused with a reason; marks and parts of its text lie inside it.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tomoni.exchange.documents", "zipfile"]):
    from tomoni.exchange.documents import read_document

from tomoni.catalogue.errors import TomoniError

SUFFIXES = (".html", ".pdf", ".docx", ".txt", ".md", ".docx", ".pdf")
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
SLOWEST = 10.0  # seconds, instrumented
HOLDER = Path(tempfile.mkdtemp(prefix="fuzz-documents-"))


def word_file(body: bytes) -> bytes:
    """Return a Word file whose main part is these bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        packed.writestr("_rels/.rels", LINKS)
        packed.writestr("word/document.xml", body)
    return held.getvalue()


def pdf_file(content: bytes) -> bytes:
    """Return a PDF of one page whose content is these bytes."""
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF" % (len(content), content)
    )


WRAPS = {5: word_file, 6: pdf_file}


def one_input(data: bytes) -> None:
    """Read one file of the kind that its first byte chooses."""
    if not data:
        return
    kind = data[0] % len(SUFFIXES)
    path = HOLDER / f"file{SUFFIXES[kind]}"
    wrap = WRAPS.get(kind)
    path.write_bytes(wrap(data[1:]) if wrap else data[1:])
    begun = time.process_time()
    try:
        document = read_document(path)
    except TomoniError as refusal:
        if not str(refusal):
            raise AssertionError("a refusal without a reason") from refusal
        return
    took = time.process_time() - begun
    if took > SLOWEST:
        raise AssertionError(f"{len(data)} bytes took {took:.1f} s")
    if not document.text.strip():
        raise AssertionError("a document without text was not refused")
    length = len(document.text)
    for offset in (0, length // 2, max(length - 1, 0)):
        document.page_at(offset)
        document.heading_at(offset)
    for part in document.parts:
        if not 0 <= part.start <= part.end <= length:
            raise AssertionError(f"a part outside the text: {part}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
