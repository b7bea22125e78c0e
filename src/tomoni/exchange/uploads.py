"""What an uploaded file really is: told by its content, never by its name alone.

A file is taken when it is of a kind that was asked for and its name says the same. One that is
disguised, locked, cut off, or carries macros is refused, and the refusal says what it claims to be
and what it is. Whether a file is harmful is not decided here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from tomoni.catalogue.errors import InputError, Where

from .archives import open_archive, read_member

FileKind = Literal["pdf", "jpeg", "png", "docx", "xlsx", "pptx", "csv"]
DEFAULT_LIMIT = 10 * 2**20


@dataclass(frozen=True)
class Upload:
    """A file that was checked. ``sha256`` is of its content, in hexadecimal."""

    name: str
    kind: FileKind
    media_type: str
    size: int
    sha256: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES: dict[FileKind, str] = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "csv": "text/csv",
}
_SUFFIXES: dict[str, FileKind] = {
    ".pdf": "pdf",
    ".jpg": "jpeg",
    ".jpeg": "jpeg",
    ".png": "png",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pptx": "pptx",
    ".csv": "csv",
    ".txt": "csv",
}
WORDS: dict[FileKind, str] = {
    "pdf": "a PDF document",
    "jpeg": "a JPEG picture",
    "png": "a PNG picture",
    "docx": "a Word document (DOCX)",
    "xlsx": "an Excel workbook (XLSX)",
    "pptx": "a PowerPoint presentation (PPTX)",
    "csv": "a CSV table",
}
# Kinds that are never taken, so that the refusal can name them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a Linux program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a macOS program"),
    (b"#!", "a script"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or locked Office file"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "an RTF document"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a GZIP archive"),
    (b"%!PS", "a PostScript document"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")
_MACROS = ("word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin")


def check_size(name: str, size: int, limit: int = DEFAULT_LIMIT) -> None:
    """Refuse a file by its size alone, before its content is read. Raises InputError."""
    if size > limit:
        raise InputError(
            f"The file has {_megabytes(size)} MB; the limit is {_megabytes(limit)} MB.",
            where=Where(file=name),
            do="Make it smaller: lower the resolution of pictures, or split it.",
        )
    if size == 0:
        raise InputError("The file is empty.", where=Where(file=name))


def check_upload(
    name: str,
    data: bytes,
    allowed: Collection[FileKind],
    limit: int = DEFAULT_LIMIT,
) -> Upload:
    """Return what the file is. Raises InputError when it is not what it says, or not allowed."""
    check_size(name, len(data), limit)
    where = Where(file=name)
    claimed = _SUFFIXES.get(PurePath(name).suffix.lower())
    kind = sniff(data, where)
    if kind is None or kind != claimed:
        says = WORDS[claimed] if claimed else "no kind that is taken here"
        is_ = WORDS[kind] if kind else describe(data)
        raise InputError(
            f"By its name the file is {says}; by its content it is {is_}.",
            where=where,
            do=f"Send {_list(allowed)}, with the ending that belongs to it.",
        )
    if kind not in allowed:
        raise InputError(
            f"The file is {WORDS[kind]}, which is not taken here.",
            where=where,
            do=f"Send {_list(allowed)}.",
        )
    _check_whole(kind, data, where)
    return Upload(name, kind, _MEDIA_TYPES[kind], len(data), hashlib.sha256(data).hexdigest())


def sniff(data: bytes, where: Where | None = None) -> FileKind | None:
    """Return the kind that the content shows; None for any other.

    Raises InputError for an Office file that is damaged, locked, huge, or carries macros.
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(_ZIP):
        return _office_kind(data, where)
    if describe(data) != UNKNOWN:
        return None
    return "csv" if _is_text(data) else None


UNKNOWN = "of a kind that is not known"


def describe(data: bytes) -> str:
    """Name a kind that is never taken, for a message."""
    for magic, words in _FOREIGN:
        # A table may begin with these two letters; a program has zero bytes after them.
        if data.startswith(magic) and (magic != b"MZ" or b"\0" in data[:1024]):
            return words
    if data.startswith(_ZIP):
        return "a ZIP archive"
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:16].lower().startswith(_MARKUP):
        return "a web page or other markup"
    return UNKNOWN


def _office_kind(data: bytes, where: Where | None) -> FileKind | None:
    with open_archive(data, where) as archive:
        types = read_member(archive, "[Content_Types].xml", where) or b""
        names = set(archive.namelist())
    if names & set(_MACROS) or b"macroEnabled" in types:
        raise InputError(
            "The file carries macros, small programs that are not taken here.",
            where=where,
            do="Save it as DOCX, XLSX or PPTX without macros.",
        )
    if b"wordprocessingml.document.main" in types and "word/document.xml" in names:
        return "docx"
    if b"spreadsheetml.sheet.main" in types and "xl/workbook.xml" in names:
        return "xlsx"
    if b"presentationml.presentation.main" in types and "ppt/presentation.xml" in names:
        return "pptx"
    return None


def _check_whole(kind: FileKind, data: bytes, where: Where) -> None:
    ends: dict[FileKind, tuple[bytes, int]] = {
        "pdf": (b"%%EOF", 2048),
        "png": (b"IEND", 64),
        "jpeg": (b"\xff\xd9", len(data)),
    }
    if kind not in ends:
        return
    mark, reach = ends[kind]
    if mark not in data[-reach:]:
        raise InputError("The file was cut off.", where=where, do="Send it again.")


def _is_text(data: bytes) -> bool:
    """Whether the bytes read as text in an encoding that spreadsheets write."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(sign < " " and sign not in "\t\r\n" for sign in text)
    return False


def _list(kinds: Collection[FileKind]) -> str:
    return " or ".join(WORDS[kind] for kind in WORDS if kind in kinds)


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // 2**20)
    return f"{tenths // 10}.{tenths % 10}"
