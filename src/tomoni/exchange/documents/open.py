"""Opens a document file: tells its kind by its content, refuses what cannot be read, reads it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import InputError, StorageError, Where

from .encodings import decode
from .hypertext import read_html
from .pdf import read_pdf
from .plain import told_apart
from .text import DocumentText, Kind
from .word import read_word

LARGEST_FILE = 200 * 2**20
# The tree of a page takes some ten times its size in memory.
LARGEST_MARKUP = 50 * 2**20
LARGEST_TEXT = 20_000_000
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u00ad]")
_HALVES = re.compile("[\ud800-\udfff]")
MEDIA_TYPES: dict[Kind, str] = {
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "markdown": "text/markdown",
    "text": "text/plain",
}
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
# By the keys of ``OTHER_KINDS``. A text may begin with the two letters of a Windows program.
_OTHER: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "office"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\0", "program"),
)


def read_document(path: Path, name: str | None = None) -> DocumentText:
    """Return the text of a file. ``name``: its own, where the path does not tell it.

    Raises InputError, naming the file, when it cannot be read:
    broken, locked, without text, of a kind that is not taken, or too large; StorageError when the
    system does not give it.
    """
    called = Path(name or path.name)
    where = Where(file=called.name)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise _too_large(size, LARGEST_FILE, where)
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"The file cannot be read: {error.strerror or error}.",
            where=where,
            do="Check the path.",
        ) from error
    document = _whole(_read(called, data, where))
    if not document.text.strip():
        raise refused("file_without_text", where)
    if len(document.text) > LARGEST_TEXT:
        raise refused("text_too_long", where, limit=LARGEST_TEXT // 10**6)
    return replace(
        document,
        language=document.language or language_of(document.text),
        notes=(*document.notes, *_hidden_note(document.text)),
    )


def _whole(document: DocumentText) -> DocumentText:
    """Put a mark in place of each half of a character: no encoding can write one."""
    if not _HALVES.search(document.text):
        return document
    return replace(document, text=_HALVES.sub("\ufffd", document.text))


def _too_large(size: int, limit: int, where: Where) -> InputError:
    return refused("file_too_large", where, size=size // 2**20, limit=limit // 2**20)


def _hidden_note(text: str) -> Iterator[str]:
    """Say how many characters nobody sees: they can make a text look other than it is."""
    if hidden := len(_HIDDEN.findall(text)):
        yield f"{hidden} characters that are not seen: zero-width, or turning the direction"


def _read(path: Path, data: bytes, where: Where) -> DocumentText:
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise refused("file_empty", where)
    if b"%PDF-" in data[:1024]:
        return read_pdf(path.name, data, digest, where)
    if data.startswith(b"PK\x03\x04"):
        return read_word(path.name, data, digest, where)
    for magic, kind in _OTHER:
        if data.startswith(magic):
            raise refused("file_is_other", where, kind=kind)
    suffix = path.suffix.lower()
    if suffix in {".html", ".htm", ".xhtml"} or _HTML.match(data[:4096]):
        if len(data) > LARGEST_MARKUP:
            raise _too_large(len(data), LARGEST_MARKUP, where)
        return read_html(path.name, data, digest, where)
    try:
        text, encoding = decode(data, where)
    except InputError as error:
        if suffix in {".pdf", ".docx"}:
            raise refused("file_disguised", where, ending=suffix) from error
        raise
    is_markdown = suffix in {".md", ".markdown"}
    headings, parts = told_apart(text, is_markdown=is_markdown)
    return DocumentText(path.name, "markdown" if is_markdown else "text", text, digest,
                        headings=headings, parts=parts, encoding=encoding)  # fmt: skip


def language_of(text: str) -> str:
    """Return "ja" where kana make up a part of the text, else "en"."""
    sample = text[:20_000]
    kana = len(re.findall("[\u3041-\u30fa]", sample))
    return "ja" if kana * 10 > len(sample) else "en"
