"""Whether a document is of the kind that its name says, and carries nothing that runs."""

from __future__ import annotations

from pathlib import PurePath

from tomoni.catalogue.document_refusals import refused
from tomoni.catalogue.errors import Where

from ..archives import open_archive

_BY_SUFFIX = {
    ".pdf": "pdf", ".docx": "docx", ".html": "markup", ".htm": "markup", ".xhtml": "markup",
    ".md": "text", ".markdown": "text", ".txt": "text", ".text": "text",
}  # fmt: skip
_MACROS = "word/vbaProject.bin"


def check_disguise(name: str, data: bytes) -> None:
    """Refuse a file whose name says another kind than its content, or that carries macros.

    Whether it can be read is not decided here. Errors: DocumentRefusedError.
    """
    where = Where(file=name)
    claimed = _BY_SUFFIX.get(PurePath(name).suffix.lower())
    if claimed is None:
        raise refused("file_ending_unknown", where, ending=PurePath(name).suffix or "–")
    is_pdf, is_archive = b"%PDF-" in data[:1024], data.startswith(b"PK\x03\x04")
    found = "pdf" if is_pdf else "docx" if is_archive else None
    if found != (claimed if claimed in ("pdf", "docx") else None) and data.strip():
        raise refused("file_disguised", where, ending=PurePath(name).suffix)
    if is_archive:
        with open_archive(data, where) as archive:
            if _MACROS in archive.namelist():
                raise refused("file_has_macros", where)
