"""Opens a document file: tells its kind by its content, refuses what cannot be read, reads it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from tomoni.catalogue.errors import InputError, StorageError, Where

from .encodings import decode
from .hypertext import read_html
from .pdf import read_pdf
from .text import DocumentText, Kind
from .word import read_word

LARGEST_FILE = 200 * 2**20
LARGEST_TEXT = 20_000_000
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old or locked Office file", "Save it as DOCX without a password."),
    (b"{\\rtf", "an RTF document", "Save it as DOCX."),
    (b"\x89PNG", "a picture", "Give the text of it, or the PDF."),
    (b"\xff\xd8\xff", "a picture", "Give the text of it, or the PDF."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
)


def read_document(path: Path) -> DocumentText:
    """Return the text of a file. Raises InputError, naming the file, when it cannot be read:
    broken, locked, without text, of a kind that is not taken, or too large; StorageError when the
    system does not give it.
    """
    where = Where(file=path.name)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(
                f"The file has {size // 2**20} MB; the limit is {LARGEST_FILE // 2**20} MB.",
                where=where,
                do="Split it.",
            )
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            f"The file cannot be read: {error.strerror or error}.",
            where=where,
            do="Check the path.",
        ) from error
    document = _read(path, data, where)
    if not document.text.strip():
        raise InputError("The file holds no text.", where=where, do="Give a file with text.")
    if len(document.text) > LARGEST_TEXT:
        raise InputError(
            f"The text has more than {LARGEST_TEXT // 10**6} million characters.",
            where=where,
            do="Split the file.",
        )
    return replace(document, language=document.language or language_of(document.text))


def _read(path: Path, data: bytes, where: Where) -> DocumentText:
    digest = hashlib.sha256(data).hexdigest()
    if not data.strip():
        raise InputError("The file is empty.", where=where, do="Give a file with text.")
    if b"%PDF-" in data[:1024]:
        return read_pdf(path.name, data, digest, where)
    if data.startswith(b"PK\x03\x04"):
        return read_word(path.name, data, digest, where)
    for magic, words, do in _REFUSED:
        if data.startswith(magic):
            raise InputError(f"The file is {words}.", where=where, do=do)
    suffix = path.suffix.lower()
    if suffix in {".html", ".htm", ".xhtml"} or _HTML.match(data[:4096]):
        return read_html(path.name, data, digest, where)
    text, encoding = decode(data, where)
    kind: Kind = "markdown" if suffix in {".md", ".markdown"} else "text"
    return DocumentText(path.name, kind, text, digest, encoding=encoding)


def language_of(text: str) -> str:
    """Return "ja" where kana make up a part of the text, else "en"."""
    sample = text[:20_000]
    kana = len(re.findall("[\u3041-\u30fa]", sample))
    return "ja" if kana * 10 > len(sample) else "en"
