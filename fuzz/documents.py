"""Fuzzes the readers of files: python fuzz/documents.py [CORPUS …] [libFuzzer options].

The first byte of an input chooses the kind. Whatever the bytes, a file is read, or refused with a
reason; marks and parts of its text lie inside it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tomoni.exchange.documents", "zipfile"]):
    from tomoni.exchange.documents import read_document

from tomoni.catalogue.errors import TomoniError

SUFFIXES = (".html", ".pdf", ".docx", ".txt", ".md")
SLOWEST = 10.0  # seconds, instrumented
HOLDER = Path(tempfile.mkdtemp(prefix="fuzz-documents-"))


def one_input(data: bytes) -> None:
    """Read one file of the kind that its first byte chooses."""
    if not data:
        return
    path = HOLDER / f"file{SUFFIXES[data[0] % len(SUFFIXES)]}"
    path.write_bytes(data[1:])
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
